import type { IpSet } from '../ip/ip-set.ts';
import type { PrivacyLevel } from './answer.ts';
import type { Position } from './position.ts';
import type { Trail } from './trail.ts';

/** Public addresses at the other end. */
export interface PublicTarget {
  readonly addresses: IpSet;
  /** All of them are asked about, or one of them that we cannot name. */
  readonly exact: boolean;
  /** `aws` when AWS states that traffic stays on its network, else `internet` (PRIV-1 P3, PRIV-5). */
  readonly level: PrivacyLevel;
  /** As words and mends name it. */
  readonly name: string;
  /** What would serve it when no route does. */
  readonly whenNoRoute: (trail: Trail, position: Position, table: string) => void;
}
