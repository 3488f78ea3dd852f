import type { Result } from '../base/result.ts';
import { natPlan, needOfGroup } from './alternatives.ts';
import type { Design } from './bill.ts';
import { type CallGroup, callGroups, endpointIndex, isMovable } from './call-groups.ts';
import {
  compareDecimals,
  type Decimal,
  decimal,
  divide,
  formatDecimal,
  isPositive,
  multiply,
  subtract,
  zero,
} from './decimal.ts';
import type { UnpricedReason } from './design.ts';
import type { PriceBook } from './price-book.ts';

/** From which GB a month on an interface endpoint of one service is the cheaper way, for each AZ. */
export interface BreakEven {
  readonly service: string;
  readonly vpc: string;
  readonly region: Result<string, UnpricedReason>;
  /** AZs that the endpoint has or would have; `undefined` = not known. */
  readonly zones: number | undefined;
  readonly hasEndpoint: boolean;
  /** What its calls move; `undefined` = some usage is missing. */
  readonly gbPerMonth: Decimal | undefined;
  /** What decides; `undefined` = the book lacks one of them. */
  readonly prices: BreakEvenPrices | undefined;
  /** A7-15: the NAT gateway stays for others, so only its GB are saved. */
  readonly natStays: Threshold | undefined;
  /** The NAT gateway goes when all services have endpoints: its hours are saved as well. */
  readonly natGoes: (Threshold & SharedSaving) | undefined;
}

export interface Threshold {
  /** Of one AZ; 0 = the endpoint is cheaper without any traffic. */
  readonly gbPerAz: Decimal;
  readonly gbAllAzs: Decimal | undefined;
  /** `730 h × $0.014 ÷ ($0.062 − $0.01)`. */
  readonly formula: string;
  readonly cheaper: 'endpoint' | 'nat' | 'depends-on-usage';
}

export interface SharedSaving {
  /** Services of the VPC that would need an interface endpoint: they share the saving. */
  readonly services: number;
  /** A7-17: so many endpoints of one AZ cost as much as one NAT gateway. */
  readonly endpointsPerNat: Decimal;
}

export interface BreakEvenPrices {
  readonly hoursPerMonth: number;
  readonly natHour: Decimal;
  readonly natGb: Decimal;
  readonly endpointHour: Decimal;
  readonly endpointGb: Decimal;
}

/** Places that are kept; a report shows one. */
const places = 6;

/**
 * A7-15: hours × price of the endpoint ÷ (NAT's GB − endpoint's GB), for one endpoint in one AZ.
 *
 * @returns `undefined` where the endpoint's GB is not the cheaper one: then no traffic pays for it
 */
export function gbWhereNatStays(prices: BreakEvenPrices): Decimal | undefined {
  const saved = subtract(prices.natGb, prices.endpointGb);
  if (!isPositive(saved)) return undefined;
  return divide(multiply(decimal(prices.hoursPerMonth), prices.endpointHour), saved, places);
}

/**
 * The same for `services` endpoints in one AZ together, when one NAT gateway goes with them. Divided by the
 * number of services it is the share of each.
 */
export function gbWhereNatGoes(prices: BreakEvenPrices, services: number): Decimal | undefined {
  const saved = subtract(prices.natGb, prices.endpointGb);
  if (!isPositive(saved)) return undefined;
  const more = subtract(multiply(decimal(services), prices.endpointHour), prices.natHour);
  if (!isPositive(more)) return zero;
  return divide(multiply(decimal(prices.hoursPerMonth), more), saved, places);
}

/** A7-17. */
export function endpointsPerNat(prices: Pick<BreakEvenPrices, 'natHour' | 'endpointHour'>): Decimal {
  return divide(prices.natHour, prices.endpointHour, places);
}

/** One row for each VPC and service that an interface endpoint could carry; gateway endpoints are free. */
export function breakEvens(design: Design, book: PriceBook, hoursPerMonth: number): readonly BreakEven[] {
  const present = endpointIndex(design.billables);
  const groups = callGroups(design.traffic).filter(
    ({ endpointTypes, vpc, service, traffic }) =>
      traffic.some(isMovable) &&
      endpointTypes.includes('Interface') &&
      !endpointTypes.includes('Gateway') &&
      present(vpc, service)?.type !== 'Gateway',
  );
  const nats = natPlan(design.billables, groups.map(needOfGroup));
  const counts = new Map<string, number>();
  for (const { vpc } of groups) counts.set(vpc, (counts.get(vpc) ?? 0) + 1);
  return groups.map((group) => {
    const endpoint = present(group.vpc, group.service);
    const zones = endpoint?.zones ?? group.zones;
    const natZones = nats.of(group.vpc).reduce((all, nat) => all + (nat.zones.ok ? nat.zones.value : 1), 0);
    return breakEvenOf(group, {
      hasEndpoint: endpoint !== undefined,
      zones: zones.ok ? zones.value : undefined,
      services: counts.get(group.vpc) ?? 1,
      natsPerZone: zones.ok
        ? divide(decimal(natZones), decimal(Math.max(zones.value, 1)), places)
        : undefined,
      prices: group.region.ok ? pricesOf(book, group.region.value, hoursPerMonth) : undefined,
    });
  });
}

interface Situation {
  readonly hasEndpoint: boolean;
  readonly zones: number | undefined;
  readonly services: number;
  /** NAT gateways for each AZ of the endpoint: one for all AZs saves less than one for each. */
  readonly natsPerZone: Decimal | undefined;
  readonly prices: BreakEvenPrices | undefined;
}

function breakEvenOf(group: CallGroup, situation: Situation): BreakEven {
  const { zones, hasEndpoint, prices } = situation;
  const gbPerMonth = group.isOpen ? undefined : group.gb;
  const base = {
    service: group.service,
    vpc: group.vpc,
    region: group.region,
    zones,
    hasEndpoint,
    gbPerMonth,
    prices,
  };
  if (prices === undefined) return { ...base, natStays: undefined, natGoes: undefined };
  const stays = gbWhereNatStays(prices);
  const natStays =
    stays === undefined ? undefined : thresholdOf(stays, formulaWhereNatStays(prices), zones, gbPerMonth);
  return { ...base, natStays, natGoes: whereNatGoes(situation, prices, gbPerMonth) };
}

function whereNatGoes(
  { services, natsPerZone, zones }: Situation,
  prices: BreakEvenPrices,
  gbPerMonth: Decimal | undefined,
): BreakEven['natGoes'] {
  if (natsPerZone === undefined) return undefined;
  const natHour = multiply(prices.natHour, natsPerZone);
  const all = gbWhereNatGoes({ ...prices, natHour }, services);
  if (all === undefined) return undefined;
  const each = divide(all, decimal(services), places);
  const saved = `($${formatDecimal(prices.natGb)} − $${formatDecimal(prices.endpointGb)})`;
  const hours = `${services} × $${formatDecimal(prices.endpointHour)} − $${formatDecimal(natHour)}`;
  const formula = `${prices.hoursPerMonth} h × (${hours}) ÷ ${saved} ÷ ${services}`;
  return {
    ...thresholdOf(each, formula, zones, gbPerMonth),
    services,
    endpointsPerNat: endpointsPerNat(prices),
  };
}

function formulaWhereNatStays({ hoursPerMonth, endpointHour, natGb, endpointGb }: BreakEvenPrices): string {
  const saved = `($${formatDecimal(natGb)} − $${formatDecimal(endpointGb)})`;
  return `${hoursPerMonth} h × $${formatDecimal(endpointHour)} ÷ ${saved}`;
}

function thresholdOf(
  gbPerAz: Decimal,
  formula: string,
  zones: number | undefined,
  gbPerMonth: Decimal | undefined,
): Threshold {
  const gbAllAzs = zones === undefined ? undefined : multiply(gbPerAz, decimal(zones));
  if (!isPositive(gbPerAz)) return { gbPerAz, gbAllAzs, formula, cheaper: 'endpoint' };
  if (gbAllAzs === undefined || gbPerMonth === undefined)
    return { gbPerAz, gbAllAzs, formula, cheaper: 'depends-on-usage' };
  const cheaper = compareDecimals(gbPerMonth, gbAllAzs) >= 0 ? 'endpoint' : 'nat';
  return { gbPerAz, gbAllAzs, formula, cheaper };
}

function pricesOf(book: PriceBook, region: string, hoursPerMonth: number): BreakEvenPrices | undefined {
  const first = (name: Parameters<PriceBook['price']>[0]) => book.price(name, region)?.tiers[0]?.usd;
  const natHour = first('nat-gateway-hours');
  const natGb = first('nat-gateway-gb');
  const endpointHour = first('interface-endpoint-hours');
  const endpointGb = first('interface-endpoint-gb');
  if (natHour === undefined || natGb === undefined) return undefined;
  if (endpointHour === undefined || endpointGb === undefined) return undefined;
  return { hoursPerMonth, natHour, natGb, endpointHour, endpointGb };
}
