import type { ChangedHop } from './changed-hop.ts';
import type { CallJson, DiagnosticJson, OriginJson, SummaryJson } from './contract.ts';

/** One cell as it was or is. */
export interface CellJson {
  readonly verdict: CallJson['verdict'];
  readonly privacy: CallJson['privacy'];
  readonly via: CallJson['via'];
  readonly viaComponent: string;
  readonly needed: boolean;
  /** What blocks or is missing. */
  readonly causes: readonly string[];
}

export interface ChangedCallJson {
  readonly workload: string;
  readonly service: string;
  /** `other`: neither better nor worse, or nobody needs the call. */
  readonly direction: 'worse' | 'better' | 'other';
  /** `null` = the call was not there. */
  readonly before: CellJson | null;
  /** `null` = the call is gone. */
  readonly after: CellJson | null;
  /** The first step at which the paths part; `null` when both take the same steps. */
  readonly change: ChangedHop | null;
  /** The line that made the change. */
  readonly origin: OriginJson | null;
  /** That line stands in the old source, because the new one has nothing there. */
  readonly originIs: 'old' | 'new' | null;
}

/** `naisen/diff/1`: what two readings of a network answer differently. */
export interface DiffJson {
  readonly schema: 'naisen/diff/1';
  readonly calls: readonly ChangedCallJson[];
  readonly diagnostics: {
    readonly appeared: readonly DiagnosticJson[];
    readonly gone: readonly DiagnosticJson[];
  };
  readonly summary: {
    readonly worse: number;
    readonly better: number;
    readonly other: number;
    readonly appeared: number;
    readonly gone: number;
    /** New diagnostics that make it worse: errors and warnings, but for what we do not model. */
    readonly appearedWorse: number;
    readonly before: SummaryJson;
    readonly after: SummaryJson;
  };
}
