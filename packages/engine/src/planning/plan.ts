import type { NetworkChange } from '../model/change.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { Bill } from '../pricing/bill.ts';
import type { Decimal } from '../pricing/decimal.ts';
import type { Call, Hop, MissingFact, PrivacyLevel, VerdictKind, Via } from '../reachability/answer.ts';

/** What the changed network is to do. */
export interface Goal {
  /**
   * `private`: every needed call at level `gateway` or better (PRIV-2). `no-nat`: no NAT gateway and no NAT
   * instance, and nothing needed stops. `cheapest`: nothing needed stops, for the least money.
   */
  readonly kind: GoalKind;
  /** Of the whole bill, for one month; `undefined` = no bound. */
  readonly budgetUsd: Decimal | undefined;
  readonly availability: Availability;
}

export type GoalKind = 'private' | 'no-nat' | 'cheapest';

/** An ENI in each AZ of the callers, or one ENI for all of them (AZ-2). */
export type Availability = 'multi-az' | 'single-az';

/** A proven change: the calls of `network` were proven again, and do what the goal says. */
export interface Plan {
  readonly goal: Goal;
  /** In the order in which they apply; empty = the network meets the goal as it is. */
  readonly changes: readonly NetworkChange[];
  /** With all changes. */
  readonly network: Network;
  readonly billBefore: Bill;
  readonly billAfter: Bill;
  /** Every call that somebody knows of, in the order of the matrix. */
  readonly calls: readonly PlannedCall[];
  readonly decisions: readonly PlanDecision[];
  readonly doubts: readonly PlanDoubt[];
}

/** One call before and after. */
export interface PlannedCall {
  readonly workload: Id<'Workload'>;
  readonly service: string;
  /** Decides whether the goal holds; others are told. */
  readonly isNeeded: boolean;
  readonly before: CallState;
  readonly after: CallState;
}

export interface CallState {
  readonly verdict: VerdictKind;
  readonly level: PrivacyLevel | undefined;
  readonly via: Via;
}

/** How a service's calls of one VPC go, or what becomes of a NAT gateway. */
export type PlannedWay =
  | 'gateway-endpoint'
  | 'interface-endpoint'
  | 'nat-gateway'
  | 'nat-instance'
  | 'internet-gateway'
  | 'no-nat'
  | 'nothing';

/** What was chosen, the best of what was not, and why. */
export interface PlanDecision {
  readonly subject:
    | { readonly kind: 'service'; readonly vpc: Id<'Vpc'>; readonly service: string }
    | { readonly kind: 'nat'; readonly address: string }
    | { readonly kind: 'endpoint'; readonly address: string }
    | { readonly kind: 'design'; readonly name: 'central' };
  readonly chosen: PlannedWay;
  readonly rejected: PlannedWay | 'central' | undefined;
  /** What the chosen way costs more than the rejected one in a month; negative = less. */
  readonly differenceUsd: Decimal | undefined;
  /** Known GB a month of its calls. */
  readonly gbPerMonth: Decimal | undefined;
  /** From which GB a month the endpoint is the cheaper one, when the usage is not known. */
  readonly breakEvenGb: Decimal | undefined;
  readonly why: DecisionReason;
}

export type DecisionReason =
  /** PR-3: costs nothing and is never worse. */
  | 'free'
  | 'cheaper'
  /** The goal leaves no other way, though it costs more. */
  | 'goal-private'
  | 'goal-no-nat'
  /** It is there, and its usage is not known: dropping it could cost more. */
  | 'usage-unknown'
  /** It is there, and nobody is known to call it: the source does not show what code calls. */
  | 'no-known-call'
  /** Something that is needed has no other way. */
  | 'needed-for'
  /** The goal does not ask for it, and calls that nobody knows of may use it. */
  | 'unseen-calls'
  | 'budget';

/** What a plan takes for granted, or does not show. */
export interface PlanDoubt {
  readonly code: DoubtCode;
  /** Addresses or calls that it is about, the first of `count`; sorted. */
  readonly about: readonly string[];
  readonly count: number;
}

export type DoubtCode =
  /** The gateways that go take along what is in no column: package updates, third parties. */
  | 'nat-goes'
  /** A call that is perhaps needed and would stop. */
  | 'conditional-stops'
  /** A call leaves the VPC's private way for a cheaper one. */
  | 'level-falls'
  /** One ENI: when its AZ fails, so do the calls of the others. */
  | 'one-zone'
  /** Amounts that the budget cannot count because their usage is not known. */
  | 'budget-open'
  /** Calls that do not work now and that the goal does not mend. */
  | 'still-blocked'
  /** Calls that could not be told before and cannot be told after. */
  | 'still-undetermined'
  /** GW-13: a gateway endpoint's route cuts open connections. */
  | 'connections-cut';

/** Why there is no plan. */
export interface PlanRefusal {
  readonly goal: Goal;
  /** Never empty; in the order of the matrix. */
  readonly reasons: readonly [RefusalReason, ...RefusalReason[]];
  readonly billBefore: Bill;
}

export type RefusalReason =
  /** AWS offers no endpoint that carries the call. */
  | { readonly kind: 'no-endpoint'; readonly call: Call; readonly region: string }
  /** A host name that no endpoint's private name covers (DNS-17). */
  | { readonly kind: 'name-not-covered'; readonly call: Call; readonly service: string | undefined }
  /** The internet itself is what is called. */
  | {
      readonly kind: 'internet';
      readonly workload: Id<'Workload'>;
      readonly what: string;
      readonly origin: Origin | undefined;
    }
  /** The changed network does not do it: the hop that stands in the way. */
  | { readonly kind: 'not-proven'; readonly call: Call; readonly hop: Hop | undefined; readonly code: string }
  /** The proof lacks a fact. */
  | { readonly kind: 'undetermined'; readonly call: Call; readonly missing: readonly MissingFact[] }
  /** No subnet of the callers can hold what is to be added. */
  | { readonly kind: 'no-place'; readonly vpc: Id<'Vpc'>; readonly service: string }
  | { readonly kind: 'region-unknown'; readonly vpc: Id<'Vpc'> }
  /** The cheapest plan that meets the goal costs more. */
  | { readonly kind: 'over-budget'; readonly leastUsd: Decimal; readonly budgetUsd: Decimal }
  | { readonly kind: 'nat-remains'; readonly address: string };

export type PlanAnswer =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly refusal: PlanRefusal };
