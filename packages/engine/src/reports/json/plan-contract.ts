import type { NetworkChange } from '../../model/change.ts';
import type {
  DecisionReason,
  DoubtCode,
  Goal,
  PlanDecision,
  PlannedWay,
  RefusalReason,
} from '../../planning/plan.ts';
import type { DiagnosticJson, OriginJson } from './contract.ts';
import type { DangerJson, ProposedMoneyJson, RehearsedCellJson } from './rehearse-contract.ts';

/** The JSON of `naisen plan`, version 1. Fields are only ever added. */

export interface PlanGoalJson {
  readonly kind: Goal['kind'];
  readonly budgetUsd: number | null;
  /** `null` = new endpoints in each AZ of the callers; those that are there stay as they are. */
  readonly availability: 'multi-az' | 'single-az' | null;
  /** `perhaps`: calls that are only perhaps made count as needed ones. */
  readonly counts: Goal['counts'];
}

/** One change, in the order in which they apply. */
export interface PlannedChangeJson {
  readonly kind: NetworkChange['kind'];
  /** What is added or changed: by this name the answer speaks of it. */
  readonly component: string;
  /** The sentence, in the language that was asked for. */
  readonly detail: string;
  /** Of an endpoint that is added. */
  readonly service: string | null;
  readonly serviceName: string | null;
  readonly type: 'Gateway' | 'Interface' | null;
  readonly vpc: string | null;
  readonly subnets: readonly string[];
  readonly routeTables: readonly string[];
  /** Workloads that its group admits. */
  readonly callers: readonly string[];
  /** A group that is there; `null` = a new one, which all new interface endpoints of the VPC share. */
  readonly securityGroup: string | null;
  /** Of a rule that is added. */
  readonly direction: 'egress' | 'ingress' | null;
  readonly port: number | null;
  readonly peer: string | null;
}

export interface PlannedCallJson {
  readonly workload: string;
  readonly service: string;
  readonly hostname: string;
  readonly needed: boolean;
  /** A role or an image allows it, and nothing requires it. */
  readonly perhaps: boolean;
  readonly before: RehearsedCellJson;
  /** `null` = its workload goes. */
  readonly after: RehearsedCellJson | null;
}

export interface PlanDecisionJson {
  readonly subject: PlanDecision['subject']['kind'];
  readonly vpc: string | null;
  readonly service: string | null;
  readonly address: string | null;
  readonly chosen: PlannedWay;
  readonly rejected: PlannedWay | null;
  /** What the chosen way costs more than the rejected one in a month; negative = less; `null` = not known. */
  readonly differenceUsd: number | null;
  readonly gbPerMonth: number | null;
  /** From which GB a month on the endpoint is the cheaper way. */
  readonly breakEvenGb: number | null;
  readonly why: DecisionReason;
  readonly detail: string;
}

export interface PlanDoubtJson {
  readonly code: DoubtCode;
  readonly detail: string;
  /** The first of `count`. */
  readonly about: readonly string[];
  readonly count: number;
}

export interface PlanReasonJson {
  readonly kind: RefusalReason['kind'];
  readonly workload: string | null;
  readonly service: string | null;
  /** What stands in the way: the address of the thing, or the fact that is missing. */
  readonly component: string | null;
  readonly detail: string;
  readonly origin: OriginJson | null;
}

export interface PlanJson extends ProposedMoneyJson {
  readonly schema: 'naisen/plan/1';
  readonly goal: PlanGoalJson;
  /** `already-met`: the network does what the goal says, so nothing changes. */
  readonly outcome: 'planned' | 'already-met' | 'refused';
  /** Why there is no plan; empty unless refused. */
  readonly reasons: readonly PlanReasonJson[];
  /** Of a refused plan: what was tried. */
  readonly changes: readonly PlannedChangeJson[];
  readonly calls: readonly PlannedCallJson[];
  readonly decisions: readonly PlanDecisionJson[];
  readonly doubts: readonly PlanDoubtJson[];
  readonly dangers: readonly DangerJson[];
  readonly totalBeforeUsd: number;
  /** `null` = there is no plan. */
  readonly totalAfterUsd: number | null;
  readonly diagnostics: readonly DiagnosticJson[];
  readonly summary: {
    /** Needed calls, and how many of them are private (PRIV-2) before and after. */
    readonly needed: number;
    readonly privateBefore: number;
    readonly privateAfter: number;
    readonly arriveBefore: number;
    readonly arriveAfter: number;
  };
}
