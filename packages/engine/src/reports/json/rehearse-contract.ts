import type { Effect } from '../../planning/compare-calls.ts';
import type { Danger } from '../../planning/danger.ts';
import type { Charge } from '../../pricing/bill.ts';
import type { UnpricedReason } from '../../pricing/design.ts';
import type { CallReason, Facts, PrivacyLevel, VerdictKind, ViaKind } from '../../reachability/answer.ts';
import type { DiagnosticJson, OriginJson } from './contract.ts';
import type { BreakEvenJson } from './cost-contract.ts';

/** The JSON of `naisen rehearse`, version 1. Fields are only ever added. */

/** One answer of a call. */
export interface RehearsedCellJson {
  readonly verdict: VerdictKind;
  readonly privacy: PrivacyLevel | null;
  readonly via: ViaKind;
  readonly viaComponent: string;
}

/** The fact of the network that decides. */
export interface DecidedByJson {
  readonly kind: 'blocker' | 'missing' | 'hop';
  readonly component: string;
  readonly code: string;
  /** The sentence, in the language that was asked for. */
  readonly detail: string;
  readonly rules: readonly string[];
  /** The network in which it decides: a hop of the old path when the new one has none in its place. */
  readonly side: 'before' | 'after';
  /** `null` = nothing in the source: an implicit rule of AWS, or what the change proposes. */
  readonly origin: OriginJson | null;
}

export interface RehearsedCallJson {
  readonly workload: string;
  readonly service: string;
  readonly hostname: string;
  readonly needed: boolean;
  /** Why the call is asked; `endpoint-present`: an endpoint for it is there, and nobody is known to call it. */
  readonly reason: CallReason['kind'];
  readonly effect: Effect;
  readonly before: RehearsedCellJson;
  /** `null` = its workload goes. */
  readonly after: RehearsedCellJson | null;
  readonly decidedBy: DecidedByJson | null;
}

/** A call of a workload that the change brings. */
export interface NewCallJson {
  readonly workload: string;
  readonly service: string;
  readonly hostname: string;
  readonly needed: boolean;
  readonly reason: CallReason['kind'];
  readonly after: RehearsedCellJson;
  /** `null` = it arrives. */
  readonly decidedBy: DecidedByJson | null;
}

export interface DangerJson {
  readonly code: string;
  readonly weight: Danger['weight'];
  readonly component: string;
  readonly detail: string;
  /** What to do about it. */
  readonly advice: string;
  readonly rules: readonly string[];
  /** The page that the statement comes from. */
  readonly source: string;
  readonly facts: Facts;
  readonly origin: OriginJson | null;
}

/** What was asked for, as it was understood. */
export interface ProposalJson {
  readonly remove: readonly string[];
  readonly add: readonly ProposedEndpointJson[];
  readonly set: readonly { readonly name: string; readonly value: string }[];
  /** Of those asked for: declared, and without an instance as the values stand. Nothing is there to remove. */
  readonly switchedOff: readonly string[];
}

export interface ProposedEndpointJson {
  /** By this name the answer speaks of it. */
  readonly component: string;
  readonly service: string;
  readonly serviceName: string;
  readonly type: 'Gateway' | 'Interface';
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly routeTables: readonly string[];
  readonly securityGroup: string | null;
  readonly privateDns: boolean;
  readonly callers: readonly string[];
}

export interface ChangedChargeJson {
  readonly resource: string;
  readonly charge: Charge;
  readonly beforeUsd: number | null;
  readonly afterUsd: number | null;
  readonly formula: string;
}

export interface OpenChargeJson {
  readonly resource: string;
  readonly charge: Charge;
  readonly change: 'falls' | 'grows';
  readonly reason: UnpricedReason;
  readonly unit: string;
  readonly unitPriceUsd: number | null;
  /** The first of the calls whose usage is missing. */
  readonly missing: readonly string[];
}

/** What a change saves: of a rehearsal and of a plan. */
export type ProposedMoneyJson = Pick<
  RehearseJson,
  | 'savingUsd'
  | 'saving'
  | 'savingIs'
  | 'savingReason'
  | 'charges'
  | 'unpriced'
  | 'breakEven'
  | 'hoursPerMonth'
  | 'priceBook'
  | 'currency'
>;

export interface RehearseJson {
  readonly schema: 'naisen/rehearse/1';
  readonly proposal: ProposalJson;
  /** Addresses of everything that goes, what was asked for included. */
  readonly removed: readonly string[];
  /** The calls that differ, the worst first. */
  readonly changes: readonly RehearsedCallJson[];
  /** Calls of workloads that the change brings. */
  readonly newCalls: readonly NewCallJson[];
  readonly dangers: readonly DangerJson[];
  /** A month; negative = it costs more; `null` = nothing can be said, see `savingReason`. */
  readonly savingUsd: number | null;
  /** In the currency that was asked for; left out when that is USD. */
  readonly saving?: number | null;
  readonly savingIs: 'exact' | 'at-least' | 'at-most' | 'open' | 'unknown';
  readonly savingReason: UnpricedReason | 'no-price-book' | null;
  readonly charges: readonly ChangedChargeJson[];
  readonly unpriced: readonly OpenChargeJson[];
  /** Of the services whose endpoints are proposed. */
  readonly breakEven: readonly BreakEvenJson[];
  readonly hoursPerMonth: number;
  /** The date of the price book. */
  readonly priceBook: string | null;
  readonly currency: { readonly code: string; readonly rate: number };
  /** What the rules find in one network and not in the other. */
  readonly findings: {
    readonly appeared: readonly DiagnosticJson[];
    readonly gone: readonly DiagnosticJson[];
  };
  readonly diagnostics: readonly DiagnosticJson[];
  readonly summary: {
    /** Needed calls that stop: they decide the exit code. */
    readonly stops: number;
    readonly unsure: number;
    /** Needed calls of new workloads that do not arrive: they decide it as well. */
    readonly newBlocked: number;
    readonly changes: Readonly<Record<Effect, number>>;
    readonly dangers: Readonly<Record<Danger['weight'], number>>;
  };
}
