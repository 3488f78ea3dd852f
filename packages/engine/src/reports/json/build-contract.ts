import type { CallJson, DiagnosticJson } from './contract.ts';
import type { CostJson } from './cost-contract.ts';
import type { OutcomeJson } from './test-contract.ts';

/** The JSON of `naisen build`, version 1. Fields are only ever added. */

export type BuildTarget = 'terraform' | 'cloudformation' | 'cdk';

export interface BuiltFileJson {
  /** Seen from the directory that was written. */
  readonly path: string;
  readonly state: 'new' | 'changed' | 'unchanged' | 'removed';
}

/** One call that the intent asks for, with what the proof of the written network says. */
export interface BuiltCallJson {
  /** Address of the workload in what was written. */
  readonly workload: string;
  readonly to: string;
  /** With it, the policies on the path were asked, too. */
  readonly action: string | null;
  readonly promised: {
    readonly is: CallJson['verdict'];
    readonly privacy: CallJson['privacy'];
    readonly via: string | null;
  };
  readonly verdict: CallJson['verdict'];
  readonly privacy: CallJson['privacy'];
  readonly via: string | null;
  readonly outcome: OutcomeJson;
}

export interface BuildJson {
  readonly schema: 'naisen/build/1';
  readonly name: string;
  readonly region: string;
  readonly target: BuildTarget;
  /** `null` = nothing was to be written. */
  readonly directory: string | null;
  readonly files: readonly BuiltFileJson[];
  readonly calls: readonly BuiltCallJson[];
  readonly summary: {
    readonly calls: number;
    readonly held: number;
    readonly failed: number;
    readonly undetermined: number;
  };
  /** `null` = no price book came with this version. */
  readonly bill: Pick<
    CostJson,
    'hoursPerMonth' | 'priceBook' | 'currency' | 'lines' | 'totalUsd' | 'total' | 'unpriced'
  > | null;
  readonly diagnostics: readonly DiagnosticJson[];
}
