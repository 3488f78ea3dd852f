import type { Id } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { Bill } from '../pricing/bill.ts';
import type { Billable } from '../pricing/design.ts';
import type { Demand, DemandGroup, DemandTable } from './demands.ts';
import type { Duty } from './duties.ts';
import type { Goal } from './plan.ts';
import type { MonthlyPrices } from './plan-prices.ts';

/** One service of one VPC, and what the goal asks of it. */
export interface ServiceChoice {
  readonly group: DemandGroup;
  readonly duty: Duty;
  /** Needed calls: an interface endpoint stands in their AZs. */
  readonly needed: readonly Demand[];
  /** AZs of the ENIs that are there. */
  readonly presentZones: readonly string[];
  /** AZs of the callers without an ENI, those with the most callers first. */
  readonly missingZones: readonly string[];
  readonly prices: MonthlyPrices | undefined;
}

export interface ChoiceInput {
  readonly network: Network;
  readonly goal: Goal;
  readonly table: DemandTable;
  readonly billables: readonly Billable[];
  readonly bill: Bill;
  readonly pricesOf: (region: string) => MonthlyPrices | undefined;
  /** Workloads that need the internet by what the source says, with what for. */
  readonly internetNeeds: ReadonlyMap<Id<'Workload'>, string>;
  /** In goal `private`: may NAT gateways go as well? */
  readonly natGateways: 'stay' | 'may-go';
  /** Groups that a proof has shown to need their endpoint. */
  readonly onlyByEndpoint: ReadonlySet<string>;
  /** Groups whose endpoint a proof has shown to break another call: they stay as they are. */
  readonly leftAlone: ReadonlySet<string>;
}
