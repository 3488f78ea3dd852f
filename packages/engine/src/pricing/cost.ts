import type { Network } from '../model/network.ts';
import {
  type Alternative,
  type AlternativeDesign,
  type Assumption,
  allEndpoints,
  allNat,
  central,
} from './alternatives.ts';
import type { Bill, Charge, Design } from './bill.ts';
import { billablesOf } from './billables.ts';
import { type BreakEven, breakEvens } from './break-even.ts';
import { cheapest } from './cheapest.ts';
import { compareDecimals } from './decimal.ts';
import { type BilledExtras, noExtras } from './design.ts';
import type { PriceBook } from './price-book.ts';
import { priceDesign } from './price-design.ts';
import { type PricedCall, trafficOf } from './traffic.ts';
import { resourceWords, type Usage, type UsageEntry, usageTable } from './usage.ts';

/** PR-11: 365 days × 24 h ÷ 12. The articles reckon with 720. */
export const defaultHoursPerMonth = 730;

export interface CostInput {
  readonly network: Network;
  /** Every call of the matrix, with the ways that the proof found. */
  readonly calls: readonly PricedCall[];
  readonly book: PriceBook;
  readonly usage: Usage;
  readonly settings: CostSettings;
  readonly extras?: BilledExtras;
}

export interface CostSettings {
  /** 1 to 744. */
  readonly hoursPerMonth: number;
  /** Charges that are left out of every bill, and named. */
  readonly leaveOut?: readonly Charge[];
}

export interface CostAnswer {
  readonly bill: Bill;
  /** As is, all NAT, all endpoints, cheapest, central: in this order. */
  readonly alternatives: readonly Alternative[];
  readonly breakEvens: readonly BreakEven[];
  /** Entries of the usage that no line counts. */
  readonly unusedUsage: readonly UnusedUsage[];
  /** Regions of billed things that the book does not have, sorted. */
  readonly unknownRegions: readonly string[];
  readonly hoursPerMonth: number;
  readonly bookDate: string;
  readonly leftOut: readonly Charge[];
}

export interface UnusedUsage {
  readonly entry: UsageEntry;
  readonly why: 'no-such-resource' | 'no-such-call';
}

/** The bill of a network, what other designs would cost, and from which GB on which way is the cheaper one. */
export function costOf(input: CostInput): CostAnswer {
  const { network, book, settings } = input;
  const leftOut = settings.leaveOut ?? [];
  const usage = usageTable(input.usage);
  const design: Design = {
    billables: billablesOf(network, input.extras ?? noExtras),
    traffic: trafficOf(network, input.calls, usage),
  };
  const billSettings = { hoursPerMonth: settings.hoursPerMonth, leaveOut: leftOut };
  const priced = (alternative: AlternativeDesign): Alternative => ({
    ...alternative,
    assumptions: [...alternative.assumptions, ...natGoes(design, alternative)],
    bill: priceDesign(alternative, usage, book, billSettings),
  });
  const asIs = priced({ name: 'as-is', ...design, stops: [], assumptions: [] });
  const others = [allNat(design), allEndpoints(design), central(design)].map(priced);
  const best = leastOf(priced(cheapest(design, book, settings.hoursPerMonth)), [asIs, ...others]);
  const [nat, endpoints, shared] = others;
  return {
    bill: asIs.bill,
    alternatives: [asIs, nat, endpoints, best, shared].filter((found) => found !== undefined),
    breakEvens: breakEvens(design, book, settings.hoursPerMonth),
    unusedUsage: unusedUsage(input, design),
    unknownRegions: unknownRegions(design, book),
    hoursPerMonth: settings.hoursPerMonth,
    bookDate: book.date,
    leftOut,
  };
}

/** Only known calls were moved to endpoints; a gateway that goes takes the others' way, too. */
function natGoes(before: Design, after: Design): readonly Assumption[] {
  const hasNat = ({ billables }: Design) => billables.some(({ kind }) => kind === 'nat-gateway');
  return hasNat(before) && !hasNat(after) ? ['nat-gateways-go'] : [];
}

/**
 * The choice is made service by service; where every amount is known, a whole design that is cheaper all the
 * same is taken instead (later tiers, bytes across AZs). One that stops a call is no answer.
 */
function leastOf(chosen: Alternative, others: readonly Alternative[]): Alternative {
  const isWhole = ({ bill }: Alternative) => !bill.unpriced.some(({ charge }) => comparedCharges.has(charge));
  if (!isWhole(chosen)) return chosen;
  const candidates = others.filter((other) => other.stops.length === 0 && isWhole(other));
  const least = candidates.reduce(
    (best, other) => (compareDecimals(other.bill.totalUsd, best.bill.totalUsd) < 0 ? other : best),
    chosen,
  );
  return { ...least, name: 'cheapest' };
}

function unknownRegions({ billables }: Design, book: PriceBook): readonly string[] {
  const listed = new Set(book.regions());
  const used = billables.flatMap(({ region }) => (region.ok ? [region.value] : []));
  return [...new Set(used.filter((region) => !listed.has(region)))].sort();
}

/** What differs between the alternatives: totals that lack one of them cannot be compared. */
const comparedCharges: ReadonlySet<Charge> = new Set<Charge>([
  'nat-gateway-hours',
  'nat-gateway-gb',
  'public-ipv4-hours',
  'interface-endpoint-hours',
  'interface-endpoint-gb',
  'transit-gateway-attachment-hours',
  'transit-gateway-gb',
]);

function unusedUsage({ usage, calls }: CostInput, { billables }: Design): readonly UnusedUsage[] {
  const resources = new Set(billables.map(({ resource }) => resource));
  const called = new Map<string, Set<string>>();
  const services = new Set(calls.map(({ service }) => service));
  for (const { workload, workloadName = workload, service } of calls) {
    for (const name of [workload, workloadName]) {
      const own = called.get(name) ?? new Set();
      called.set(name, own.add(service));
    }
  }
  return usage.entries.flatMap((entry): readonly UnusedUsage[] => {
    if (resources.has(entry.of)) return [];
    if (entry.service === '*' && entry.of === '*') return [];
    if (entry.of === '*') {
      const isKnown = services.has(entry.service) || resourceWords.includes(entry.service);
      return isKnown ? [] : [{ entry, why: 'no-such-call' }];
    }
    const own = called.get(entry.of);
    if (own === undefined) return [{ entry, why: 'no-such-resource' }];
    return entry.service === '*' || own.has(entry.service) ? [] : [{ entry, why: 'no-such-call' }];
  });
}
