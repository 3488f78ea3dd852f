import type { Language } from '@naisen/engine';
import type { LabCertificates } from '../certificates.ts';
import type { LabWorld } from '../lab-world.ts';
import type { LabSessions } from '../sessions.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { EdgeEntry } from './edge-entry.ts';

/** What the front works with. `world` is asked anew for each request: `lab apply` changes it. */
export interface FrontFacts {
  readonly world: () => LabWorld;
  readonly sessions: LabSessions;
  readonly certificates: LabCertificates;
  readonly upstream: Upstream;
  readonly clock: () => Date;
  readonly language: Language;
  readonly onEntry: (entry: EdgeEntry) => void;
}
