import type { Severity } from '../../diagnostics/diagnostic.ts';
import type { WorkloadKind } from '../../model/workload.ts';
import type { Facts, HopKind, PrivacyLevel, VerdictKind, ViaKind } from '../../reachability/answer.ts';

/**
 * The JSON that tools get, version 1: `schemas/*.json` say the same. Fields are only ever added.
 * The text for people is rendered from these values.
 */

/** A place in the user's source. Lines and columns count from 1; `end` is exclusive. */
export interface PlaceJson {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** `address` names the declaration: a resource instance, a logical id or an ARN. */
export interface OriginJson extends PlaceJson {
  readonly address: string;
}

export interface WorkloadJson {
  readonly id: string;
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly subnets: readonly string[];
  readonly origin: OriginJson | null;
}

export interface RouteCandidateJson {
  readonly route: string;
  readonly won: boolean;
  readonly code: string;
  readonly detail: string;
  readonly origin: OriginJson | null;
}

export interface HopJson {
  readonly kind: HopKind;
  readonly component: string;
  readonly decided: string;
  readonly origin: OriginJson | null;
  /** The sentence, in the language that was asked for. */
  readonly detail: string;
  readonly direction: 'forward' | 'return';
  readonly outcome: 'pass' | 'block' | 'unknown';
  readonly code: string;
  readonly facts: Facts;
  readonly rules: readonly string[];
  readonly candidates: readonly RouteCandidateJson[];
}

export interface BlockerJson {
  readonly code: string;
  readonly component: string;
  readonly detail: string;
  readonly mend: { readonly code: string; readonly detail: string; readonly facts: Facts };
  readonly facts: Facts;
  readonly rules: readonly string[];
  readonly origin: OriginJson | null;
}

export interface UnknownJson {
  readonly code: string;
  readonly what: string;
  readonly detail: string;
  readonly facts: Facts;
  readonly origin: OriginJson | null;
}

export interface RemarkJson {
  readonly code: string;
  readonly detail: string;
  readonly facts: Facts;
  readonly origin: OriginJson | null;
}

export interface WitnessJson {
  readonly sourceSubnet: string;
  readonly sourceAddress: string;
  readonly sourcePort: number;
  readonly destinationAddress: string;
  readonly destinationPort: number;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
}

/** One of several answers of a call, told apart by subnets, family and destinations. */
export interface PathJson {
  readonly subnets: readonly string[];
  readonly family: 'ipv4' | 'ipv6';
  readonly destinations: readonly string[];
  readonly destinationCount: string;
  readonly verdict: VerdictKind;
  readonly privacy: PrivacyLevel | null;
  readonly via: ViaKind;
  readonly viaComponent: string;
  readonly blockers: readonly BlockerJson[];
  readonly unknowns: readonly UnknownJson[];
  readonly witness: WitnessJson | null;
  /** Only in `naisen/trace/1`. */
  readonly hops?: readonly HopJson[];
}

export interface ReasonJson {
  readonly kind: 'needed' | 'conditional' | 'endpoint-present' | 'asked';
  readonly need: 'required' | 'recommended' | null;
  readonly why: string;
  /** The endpoint that opened the column. */
  readonly endpoint: string;
  readonly source: readonly string[];
}

/** A finding that the user knows of: it is shown, and decides nothing. */
export interface AcceptedJson {
  readonly by: 'ignore' | 'baseline';
  /** The user's own words; empty for a baseline. */
  readonly reason: string;
}

export interface CallJson {
  readonly workload: string;
  readonly service: string;
  readonly hostname: string;
  readonly verdict: VerdictKind;
  readonly privacy: PrivacyLevel | null;
  /** The way of the deciding part. */
  readonly via: ViaKind;
  /** The deciding part's hops, forward and back. */
  readonly hops: readonly HopJson[];
  readonly blockers: readonly BlockerJson[];
  readonly unknowns: readonly UnknownJson[];
  readonly viaComponent: string;
  readonly port: number;
  /** Decides the exit code: the workload's kind or declaration requires it, or the user asked. */
  readonly needed: boolean;
  readonly reason: ReasonJson;
  /** The answer differs by subnet, family or address: see `paths`. */
  readonly split: boolean;
  /** Every part, the deciding one first. */
  readonly paths: readonly PathJson[];
  readonly notes: readonly RemarkJson[];
  readonly assumptions: readonly RemarkJson[];
  readonly accepted?: AcceptedJson;
  /** What was asked of the policies on the path; with it `hops` ends with the policies. */
  readonly action?: string;
  readonly resource?: string;
  /** Every other way to make this very call is refused; told when an action was asked. */
  readonly enforced?: boolean;
}

export interface DiagnosticJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string | null;
  /** The page that the statement comes from. */
  readonly source: string;
  readonly origin: PlaceJson | null;
  readonly related: readonly { readonly label: string; readonly origin: PlaceJson }[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly accepted?: AcceptedJson;
}

export interface SummaryJson {
  readonly workloads: number;
  readonly calls: number;
  readonly reachable: number;
  readonly blocked: number;
  readonly undetermined: number;
  /** The same, of the needed calls that nobody has accepted. */
  readonly needed: {
    readonly calls: number;
    readonly reachable: number;
    readonly blocked: number;
    readonly undetermined: number;
  };
  /** Reachable calls by level, best first. */
  readonly privacy: Readonly<Record<PrivacyLevel, number>>;
  readonly diagnostics: { readonly errors: number; readonly warnings: number; readonly notes: number };
  /** Calls and diagnostics that the user has accepted; they are not counted above as needed or as diagnostics. */
  readonly accepted?: number;
}

export interface CheckJson {
  readonly schema: 'naisen/check/1';
  readonly workloads: readonly WorkloadJson[];
  readonly calls: readonly CallJson[];
  readonly diagnostics: readonly DiagnosticJson[];
  readonly summary: SummaryJson;
}

/** One call, as in the matrix, with the hops of every part. */
export interface TraceJson extends CallJson {
  readonly schema: 'naisen/trace/1';
  readonly from: WorkloadJson;
  readonly diagnostics: readonly DiagnosticJson[];
}

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export interface ResourceJson {
  readonly address: string;
  readonly type: string;
  /** What is not known or not to be shown is `null` here and named in `unknowns` or `sensitive`. */
  readonly values: Readonly<Record<string, JsonValue>>;
  /** Path of the value → what it stands for: `vpc_id` → `aws_vpc.main.id`. */
  readonly unknowns: Readonly<Record<string, string>>;
  readonly sensitive: readonly string[];
  /** `zero-or-more`: its count or for_each is not known. */
  readonly multiplicity: 'one' | 'zero-or-more';
  readonly origin: PlaceJson | null;
}

export interface InspectJson {
  readonly schema: 'naisen/inspect/1';
  readonly resources: readonly ResourceJson[];
  readonly data: readonly ResourceJson[];
  readonly missingModules: readonly {
    readonly address: string;
    readonly source: string;
    readonly version: string | null;
    readonly origin: PlaceJson;
  }[];
  readonly diagnostics: readonly DiagnosticJson[];
}
