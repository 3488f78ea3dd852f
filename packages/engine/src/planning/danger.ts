import type { Catalog } from '../catalog/create-catalog.ts';
import type { Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { Call, Facts } from '../reachability/answer.ts';
import type { ChangedCall } from './compare-calls.ts';
import type { RemovedRoute } from './removal.ts';

/** Something that a change does beside what was meant. Words are chosen by the reports. */
export interface Danger {
  /** Names a sentence of the catalogue. */
  readonly code: string;
  /**
   * `refused`: AWS does not take the change. `breaks`: the source shows what breaks. `check`: the source
   * cannot tell, and a person must look.
   */
  readonly weight: 'refused' | 'breaks' | 'check';
  readonly component: string;
  readonly facts: Facts;
  /** Semantics ids. */
  readonly rules: readonly string[];
  readonly origin: Origin | undefined;
}

/** What dangers are looked for in. */
export interface DangerContext {
  readonly before: Network;
  readonly after: Network;
  readonly routes: readonly RemovedRoute[];
  readonly catalog: Catalog;
  /** The matrix as it is. */
  readonly calls: readonly Call[];
  readonly changed: readonly ChangedCall[];
}
