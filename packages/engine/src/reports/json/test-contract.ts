import type { ChangedHop } from './changed-hop.ts';
import type { CallJson, DiagnosticJson, PlaceJson } from './contract.ts';

export type OutcomeJson = 'held' | 'failed' | 'undetermined';

/** One call that an expectation speaks of. */
export interface TestedCallJson extends CallJson {
  readonly outcome: OutcomeJson;
  /** What does not hold. */
  readonly because: 'verdict' | 'privacy' | 'via' | null;
  /** Where its path parts from the one of the run before; only when that run was given and differs. */
  readonly change?: ChangedHop;
}

export interface ExpectationJson {
  /** Its place in the list: `expect[2]`. */
  readonly path: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly action: string | null;
  readonly resource: string | null;
  readonly is: CallJson['verdict'];
  readonly privacy: CallJson['privacy'];
  readonly via: string | null;
  readonly outcome: OutcomeJson;
  readonly problem: 'no-workload' | 'no-target' | 'no-resource' | null;
  readonly origin: PlaceJson;
  readonly calls: readonly TestedCallJson[];
}

/** `naisen/test/1`: expectations and what the proof says to them. */
export interface TestJson {
  readonly schema: 'naisen/test/1';
  readonly expectations: readonly ExpectationJson[];
  readonly diagnostics: readonly DiagnosticJson[];
  readonly summary: {
    readonly expectations: number;
    readonly held: number;
    readonly failed: number;
    readonly undetermined: number;
  };
}
