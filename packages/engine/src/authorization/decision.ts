import type { Reference } from '../base/known.ts';
import type { PolicyKind, StatementPlace } from './policy.ts';

/** What one kind of policy says of the call. */
export interface GateAnswer {
  readonly kind: PolicyKind;
  readonly outcome:
    | 'allows'
    | 'explicit-deny'
    | 'implicit-deny'
    | 'undetermined'
    /** It allows nothing, and something else that suffices does (a resource policy of the same account). */
    | 'not-needed'
    /** The caller or the path is not subject to it, or none is attached. */
    | 'open';
  /** The policies asked, by name. */
  readonly policies: readonly string[];
  /** Statements that decided: the denying, else the allowing ones; in doubt those that may. */
  readonly statements: readonly StatementPlace[];
  /** A document that AWS would not accept. */
  readonly isInvalid: boolean;
  /** POL-4: it has no Allow at all. */
  readonly isDenyOnly: boolean;
}

export interface Decision {
  readonly outcome: 'allowed' | 'denied' | 'undetermined';
  /** In the order of POL-2. */
  readonly gates: readonly GateAnswer[];
  /** Every gate that blocks, explicit denies first (POL-2, ENG-3). Empty unless denied. */
  readonly blockers: readonly GateAnswer[];
  /** Condition keys on which an undetermined answer hangs, sorted. */
  readonly missingKeys: readonly string[];
  /** What is known after apply and on which an undetermined answer hangs. */
  readonly references: readonly Reference[];
}
