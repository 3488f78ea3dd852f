import type { NetworkChange } from '../model/change.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { Bill } from '../pricing/bill.ts';
import type { Decimal } from '../pricing/decimal.ts';
import type { Blocker, Call, Hop, MissingFact } from '../reachability/answer.ts';
import type { CallPair } from './compare-calls.ts';
import type { Danger } from './danger.ts';

/** What the changed network is to do. */
export interface Goal {
  /**
   * `private`: every needed call at level `gateway` or better (PRIV-2). `no-nat`: no NAT gateway and no NAT
   * instance, and nothing needed stops. `cheapest`: nothing stops that works and is known to be called or
   * perhaps called, for the least money.
   */
  readonly kind: GoalKind;
  /** Of the whole bill, for one month; `undefined` = no bound. */
  readonly budgetUsd: Decimal | undefined;
  /** `undefined` = new endpoints in each AZ of the callers; those that are there stay as they are. */
  readonly availability: Availability | undefined;
  /** `perhaps`: calls that a workload only perhaps makes count as needed ones. */
  readonly counts: 'needed' | 'perhaps';
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
  readonly calls: readonly CallPair[];
  readonly decisions: readonly PlanDecision[];
  readonly doubts: readonly PlanDoubt[];
  /** What the changes do beside what was meant. */
  readonly dangers: readonly Danger[];
}

/** How a service's calls of one VPC go, or what becomes of a NAT gateway or an endpoint. */
export type PlannedWay =
  | 'gateway-endpoint'
  | 'interface-endpoint'
  | 'nat-gateway'
  /** As they go now, which is none of these, or several. */
  | 'as-it-is'
  | 'nothing'
  /** Endpoints in one VPC for all, over a transit gateway. */
  | 'central';

/** What was chosen, the best of what was not, and why. */
export interface PlanDecision {
  readonly subject:
    | { readonly kind: 'service'; readonly vpc: Id<'Vpc'>; readonly service: string }
    /** Of a new one, the address of its subnet. */
    | { readonly kind: 'nat-gateway'; readonly address: string; readonly isNew: boolean }
    | { readonly kind: 'nat-instance'; readonly address: string }
    | { readonly kind: 'endpoint'; readonly address: string }
    | { readonly kind: 'design' };
  readonly chosen: PlannedWay;
  /** `undefined` = there was nothing else to choose. */
  readonly rejected: PlannedWay | undefined;
  /**
   * What the chosen way costs more than the rejected one in a month; negative = less. Of a service: its own
   * hours and data, while NAT gateways stay or go for others. `undefined` = usage or a price is missing.
   */
  readonly differenceUsd: Decimal | undefined;
  /** GB a month of its calls; `undefined` = some usage is missing. */
  readonly gbPerMonth: Decimal | undefined;
  /** From which GB a month on the endpoint is the cheaper one beside a NAT gateway. */
  readonly breakEvenGb: Decimal | undefined;
  readonly why: DecisionReason;
  /** Calls that decide, for `needed-for`. */
  readonly about: readonly string[];
}

export type DecisionReason =
  /** It does what the goal asks as it is. */
  | 'already-met'
  /** It does not arrive or cannot be told, and the goal does not ask for more. */
  | 'not-mended'
  /** PR-3: costs nothing and is never worse. */
  | 'free'
  | 'cheaper'
  /** The goal leaves no other way, though it costs more. */
  | 'goal-private'
  | 'goal-no-nat'
  /** By itself it costs more; together the endpoints cost less than the NAT gateway that goes. */
  | 'replaces-nat'
  /** What the dearer way would save hangs on a usage that nobody gave. */
  | 'usage-unknown'
  /** It is there, and nobody is known to call it: the source does not show what code calls. */
  | 'no-known-call'
  /** Something that is needed has no other way. */
  | 'needed-for'
  /** The goal does not ask for it, and calls that nobody knows of may use it. */
  | 'unseen-calls'
  /** Another design, which a plan does not build. */
  | 'not-built';

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
  /** Pulled from a registry on the internet, whatever the AWS calls do. */
  | 'pulls-from-internet';

/** Why there is no plan. */
export interface PlanRefusal {
  readonly goal: Goal;
  /** What would have been done; empty when it did not come to that. */
  readonly changes: readonly NetworkChange[];
  /** With these changes. */
  readonly network: Network;
  /** Never empty; in the order of the matrix. */
  readonly reasons: readonly [RefusalReason, ...RefusalReason[]];
  readonly billBefore: Bill;
}

export type RefusalReason =
  /** AWS offers no endpoint that carries the call. */
  | { readonly kind: 'no-endpoint'; readonly call: Call; readonly service: string }
  /** An endpoint of the service does not answer to the name that is called (DNS-17). */
  | { readonly kind: 'name-not-covered'; readonly call: Call; readonly service: string }
  /** Of another Region. */
  | { readonly kind: 'other-region'; readonly call: Call; readonly service: string }
  /** It leads out of AWS. */
  | { readonly kind: 'internet'; readonly call: Call }
  /** Cognito's managed login. */
  | { readonly kind: 'hosted-ui'; readonly call: Call }
  /** An image of a registry on the internet. */
  | {
      readonly kind: 'image';
      readonly workload: Id<'Workload'>;
      readonly image: string;
      readonly origin: Origin;
    }
  /** The changed network does not do it: what stands in the way. */
  | {
      readonly kind: 'not-proven';
      readonly call: Call;
      readonly blocker: Blocker | undefined;
      readonly hop: Hop | undefined;
    }
  | { readonly kind: 'undetermined'; readonly call: Call; readonly missing: readonly MissingFact[] }
  | { readonly kind: 'region-unknown'; readonly call: Call }
  /** The cheapest plan that meets the goal costs more; `oneZoneUsd`: the same with one ENI for each service. */
  | {
      readonly kind: 'over-budget';
      readonly leastUsd: Decimal;
      readonly budgetUsd: Decimal;
      readonly oneZoneUsd: Decimal | undefined;
    }
  | { readonly kind: 'nat-remains'; readonly address: string }
  | { readonly kind: 'no-prices'; readonly region: string };

export type PlanAnswer =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly refusal: PlanRefusal };
