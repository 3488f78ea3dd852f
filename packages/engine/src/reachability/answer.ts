import type { Id, Origin } from '../model/identity.ts';

export type VerdictKind = 'reachable' | 'blocked' | 'undetermined';

/** PRIV-2, best first: L0 `vpc`, L1 `gateway`, L2 `aws`, L3 `internet`. */
export type PrivacyLevel = 'vpc' | 'gateway' | 'aws' | 'internet';

/** By which way a call leaves its subnet. */
export type ViaKind =
  | 'local'
  | 'interface-endpoint'
  | 'gateway-endpoint'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'nat-instance'
  | 'vpc-peering-connection'
  | 'transit-gateway'
  | 'vpn-gateway'
  | 'none';

export interface Via {
  readonly kind: ViaKind;
  /** Address of the gateway, endpoint or NAT; empty for `local` and `none`. */
  readonly component: string;
}

export type HopKind =
  | 'dns'
  | 'security-group'
  | 'network-acl'
  | 'route'
  | 'interface-endpoint'
  | 'gateway-endpoint'
  | 'nat-gateway'
  | 'nat-instance'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'vpc-peering-connection'
  | 'transit-gateway'
  | 'vpn-gateway'
  | 'service'
  | 'destination'
  | 'endpoint-policy'
  | 'identity-policy'
  | 'resource-policy'
  | 'permissions-boundary'
  | 'service-control-policy'
  | 'resource-control-policy';

/** Plain facts behind a sentence; the words are chosen by the reports. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One component on a path, and the rule or route that decided there. */
export interface Hop {
  readonly direction: 'forward' | 'return';
  readonly kind: HopKind;
  /** Address of the component in the source, or AWS's own name (`AmazonProvidedDNS`). */
  readonly component: string;
  readonly outcome: 'pass' | 'block' | 'unknown';
  /** A code of the explanation catalogue: the fact in one word. */
  readonly code: string;
  /** The deciding rule or route in AWS's notation: `0.0.0.0/0 -> aws_nat_gateway.main[0]`, `egress tcp 443 0.0.0.0/0`. */
  readonly decided: string;
  readonly facts: Facts;
  /** Semantics ids: `RT-4`, `SG-1`. */
  readonly rules: readonly string[];
  /** The line that decided; `undefined` = nothing in the source did (an implicit rule of AWS). */
  readonly origin: Origin | undefined;
  /** Route hops: every route that matched, the winner first, each with why it won or lost. */
  readonly candidates?: readonly RouteCandidate[];
}

export interface RouteCandidate {
  readonly route: string;
  readonly won: boolean;
  /** `LONGEST_PREFIX`, `MORE_SPECIFIC_ROUTE`, `STATIC_BEFORE_PREFIX_LIST`… */
  readonly code: string;
  readonly origin: Origin | undefined;
}

/** One thing on the intended path that must change, and the smallest change that mends it. */
export interface Blocker {
  readonly code: string;
  readonly component: string;
  readonly facts: Facts;
  readonly rules: readonly string[];
  readonly origin: Origin | undefined;
  /** Names a sentence of the catalogue, e.g. `ALLOW_SECURITY_GROUP_INGRESS`, with `facts`. */
  readonly mend: { readonly code: string; readonly facts: Facts };
}

/** A fact that is missing, and what would supply it. */
export interface MissingFact {
  /** `UNKNOWN_…` of the explanation catalogue. */
  readonly code: string;
  /** The attribute or construct in the source's words: `aws_subnet.a.cidr_block`. */
  readonly what: string;
  readonly facts: Facts;
  readonly origin: Origin | undefined;
}

/** A concrete packet that proves a `reachable`. */
export interface Witness {
  readonly sourceSubnet: Id<'Subnet'>;
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly destinationPort: number;
  readonly sourcePort: number;
}

/** One of several answers of a call: a source position and a part of the destination addresses. */
export interface PathAnswer {
  /** Positions of the workload to which this applies, in order. */
  readonly subnets: readonly Id<'Subnet'>[];
  readonly family: 'ipv4' | 'ipv6';
  /** The part of the destination: prefixes at the most a few, then `facts.more`. `[]` = not resolved to any address. */
  readonly destinations: readonly string[];
  readonly destinationCount: string;
  readonly verdict: VerdictKind;
  readonly privacy: PrivacyLevel | undefined;
  readonly via: Via;
  readonly hops: readonly Hop[];
  /** Every change that the intended path needs; never empty when `blocked`. */
  readonly blockers: readonly Blocker[];
  /** Never empty when `undetermined`. */
  readonly unknowns: readonly MissingFact[];
  readonly witness: Witness | undefined;
}

/** Why a column exists for a workload. */
export type CallReason =
  | {
      readonly kind: 'needed';
      readonly why: string;
      readonly need: 'required' | 'recommended';
      readonly source: readonly string[];
    }
  | {
      readonly kind: 'conditional';
      readonly why: string;
      /** Of a `why` that is a word of our own. */
      readonly facts?: Facts;
      readonly source: readonly string[];
    }
  | { readonly kind: 'endpoint-present'; readonly endpoint: string }
  | { readonly kind: 'asked' };

/** The answer for one workload and one service, host name, address or the Internet. */
export interface Call {
  readonly workload: Id<'Workload'>;
  /** `s3`, `ecr.dkr`; the target's own text for names and addresses; `internet`. */
  readonly service: string;
  /** The name that the client uses; empty when the target is an address. */
  readonly hostname: string;
  readonly port: number;
  readonly reason: CallReason;
  /** The action and resource that were asked about; then the policies are part of the answer. */
  readonly action?: string;
  readonly resource?: string;
  /** PRIV-3, P4: every other way to make this very call is refused. */
  readonly enforced?: boolean;
  /** Blocked as soon as one part is blocked, else undetermined as soon as one part is, else reachable. */
  readonly verdict: VerdictKind;
  /** PRIV-4: the worst level over the parts; `undefined` unless reachable. */
  readonly privacy: PrivacyLevel | undefined;
  /** Its addresses or positions split over ways or levels. */
  readonly split: boolean;
  /** The way of the deciding part. */
  readonly via: Via;
  /**
   * The parts in short, by position: what the matrix needs. Clients of one subnet whose groups answer alike
   * share one list, so that equal lists need not be compared or explained twice (ENG-7).
   */
  readonly byPosition?: readonly (readonly Pick<PathAnswer, 'verdict' | 'privacy' | 'via'>[])[];
  /** The parts, the deciding (worst) one first. */
  readonly paths: readonly [PathAnswer, ...PathAnswer[]];
  /** EX-2: assumptions that hold this answer up, as codes with facts. */
  readonly assumptions: readonly { readonly code: string; readonly facts: Facts }[];
  /** Remarks that change no verdict: `VPCE_ENDPOINT_CROSS_AZ`… */
  readonly notes: readonly {
    readonly code: string;
    readonly facts: Facts;
    readonly origin: Origin | undefined;
  }[];
}

/** The matrix. Sorted by workload, then needed services before others, then by name. */
export interface CheckAnswer {
  readonly calls: readonly Call[];
  /** Deterministic counters for the benchmarks. */
  readonly counters: Readonly<Record<string, number>>;
}
