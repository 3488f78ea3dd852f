import {
  type AlternativeDesign,
  type Assumption,
  endpointPlan,
  groupsByVpc,
  natPlan,
  needOfGroup,
  viaEndpoint,
  viaNat,
  withoutNat,
} from './alternatives.ts';
import type { Design } from './bill.ts';
import { type CallGroup, callGroups, isAwsInterfaceEndpoint, isMovable } from './call-groups.ts';
import { add, compareDecimals, type Decimal, decimal, multiply, smaller, sum, zero } from './decimal.ts';
import type { Billable } from './design.ts';
import type { PriceBook, PriceName } from './price-book.ts';

/** Prices of one Region that decide between a NAT gateway and endpoints; `undefined` where one is missing. */
interface DecidingPrices {
  readonly natHour: Decimal;
  readonly natGb: Decimal;
  readonly endpointHour: Decimal;
  readonly endpointGb: Decimal;
  readonly addressHour: Decimal;
}

/**
 * The cheapest mix, VPC by VPC: with the NAT gateway, an endpoint for each service that pays for itself;
 * without it, endpoints for all. Usage that is missing counts as nothing: an endpoint that wins even then
 * wins with any usage, because its GB is the cheaper one.
 *
 * Decided at the first tier's price (PR-2); a later tier only makes endpoints cheaper still.
 */
export function cheapest(design: Design, book: PriceBook, hoursPerMonth: number): AlternativeDesign {
  const groups = callGroups(design.traffic).filter(({ traffic }) => traffic.some(isMovable));
  const chooser = new Chooser(design, groups, book, hoursPerMonth);
  const choices = [...groupsByVpc(groups)].map(([vpc, own]) => chooser.choose(vpc, own));
  return chooser.assemble(choices);
}

/** What one VPC is to have. */
interface Choice {
  readonly vpc: string;
  /** Services that get an endpoint, or keep the one that they have; the others go by NAT. */
  readonly byEndpoint: ReadonlySet<string>;
  readonly hasNat: boolean;
  readonly isSure: boolean;
}

class Chooser {
  readonly #design: Design;
  readonly #groups: readonly CallGroup[];
  readonly #book: PriceBook;
  readonly #hours: Decimal;
  readonly #endpoints: ReturnType<typeof endpointPlan>;
  readonly #nats: ReturnType<typeof natPlan>;

  constructor(design: Design, groups: readonly CallGroup[], book: PriceBook, hoursPerMonth: number) {
    this.#design = design;
    this.#groups = groups;
    this.#book = book;
    this.#hours = decimal(hoursPerMonth);
    this.#endpoints = endpointPlan(design.billables, groups);
    this.#nats = natPlan(design.billables, groups.map(needOfGroup));
  }

  choose(vpc: string, groups: readonly CallGroup[]): Choice {
    const [first] = groups;
    const prices = first?.region.ok ? this.#pricesOf(first.region.value) : undefined;
    const kept = new Set(
      groups.filter((group) => group.traffic.every(isByEndpoint)).map(({ service }) => service),
    );
    const hasNatNow = groups.some(({ traffic }) => traffic.some(({ kind }) => kind === 'nat-gateway'));
    if (prices === undefined) return { vpc, byEndpoint: kept, hasNat: hasNatNow, isSure: false };
    const paying = groups.filter((group) => this.#paysForItself(group, prices));
    const stays = { vpc, byEndpoint: new Set(paying.map(({ service }) => service)), hasNat: true };
    const costs = groups.map((group) => this.#costs(group, prices));
    const natFixed = this.#natCost(vpc, prices);
    const withNat = add(natFixed, sum(costs.map(({ nat, endpoint }) => smallest(nat, endpoint))));
    // A call that goes out by the NAT gateway now and has no endpoint keeps the gateway.
    const canGo = groups.every((group, i) => costs[i]?.endpoint !== undefined || isCarriedByNone(group));
    const withoutNatCost = sum(costs.map(({ endpoint }) => endpoint ?? zero));
    const isOpen = groups.some((group) => group.isOpen && !this.#isFree(group));
    if (canGo && compareDecimals(withoutNatCost, withNat) <= 0) {
      const all = groups.filter((_, i) => costs[i]?.endpoint !== undefined).map(({ service }) => service);
      return { vpc, byEndpoint: new Set(all), hasNat: false, isSure: true };
    }
    return { ...stays, isSure: !isOpen };
  }

  #paysForItself(group: CallGroup, prices: DecidingPrices): boolean {
    const { nat, endpoint } = this.#costs(group, prices);
    if (endpoint === undefined) return false;
    return nat === undefined || compareDecimals(endpoint, nat) <= 0;
  }

  #isFree({ vpc, service }: CallGroup): boolean {
    return this.#endpoints.of(vpc, service)?.type === 'Gateway';
  }

  /** Of one service for a month; `undefined` = it cannot go that way. */
  #costs(
    group: CallGroup,
    prices: DecidingPrices,
  ): { readonly nat: Decimal; readonly endpoint: Decimal | undefined } {
    const nat = multiply(group.gb, prices.natGb);
    const endpoint = this.#endpoints.of(group.vpc, group.service);
    if (endpoint?.type === 'Gateway') return { nat, endpoint: zero };
    if (endpoint === undefined || !endpoint.zones.ok) return { nat, endpoint: undefined };
    const zoneHours = multiply(decimal(endpoint.zones.value), this.#hours);
    return {
      nat,
      endpoint: add(multiply(zoneHours, prices.endpointHour), multiply(group.gb, prices.endpointGb)),
    };
  }

  /** Hours of the gateways of the VPC and of their addresses. */
  #natCost(vpc: string, prices: DecidingPrices): Decimal {
    const perHour = add(prices.natHour, prices.addressHour);
    const zones = this.#nats.of(vpc).map(({ zones: count }) => (count.ok ? count.value : 1));
    return multiply(multiply(decimal(zones.reduce((all, count) => all + count, 0)), this.#hours), perHour);
  }

  #pricesOf(region: string): DecidingPrices | undefined {
    const first = (name: PriceName) => this.#book.price(name, region)?.tiers[0]?.usd;
    const natHour = first('nat-gateway-hours');
    const natGb = first('nat-gateway-gb');
    const endpointHour = first('interface-endpoint-hours');
    const endpointGb = first('interface-endpoint-gb');
    const addressHour = first('public-ipv4-hours');
    if (natHour === undefined || natGb === undefined || endpointHour === undefined) return undefined;
    if (endpointGb === undefined || addressHour === undefined) return undefined;
    return { natHour, natGb, endpointHour, endpointGb, addressHour };
  }

  assemble(choices: readonly Choice[]): AlternativeDesign {
    const byVpc = new Map(choices.map((choice) => [choice.vpc, choice]));
    const isChosen = (vpc: string | undefined, service: string) =>
      vpc !== undefined && byVpc.get(vpc)?.byEndpoint.has(service) === true;
    const wanted = new Set([
      ...this.#groups
        .filter(({ vpc, service }) => isChosen(vpc, service))
        .flatMap(({ vpc, service }) => this.#endpoints.of(vpc, service)?.resource ?? []),
      ...this.#design.traffic.filter((item) => !isMovable(item)).map(({ component }) => component),
    ]);
    const isDropped = (billable: Billable) =>
      isAwsInterfaceEndpoint(billable) && byVpc.has(billable.vpc ?? '') && !wanted.has(billable.resource);
    const dropped = this.#design.billables.filter(isDropped);
    const goes = (vpc: string | undefined) => byVpc.get(vpc ?? '')?.hasNat === false;
    const stays = this.#withoutNatWhere([...this.#design.billables, ...this.#nats.added], goes);
    return {
      name: 'cheapest',
      billables: [
        ...stays.filter((billable) => !isDropped(billable)),
        ...this.#endpoints.added.filter(({ resource }) => wanted.has(resource)),
      ],
      traffic: this.#design.traffic.flatMap((item) => {
        if (!isMovable(item)) return item;
        if (isChosen(item.vpc, item.service)) return viaEndpoint(item, this.#endpoints) ?? [];
        const choice = byVpc.get(item.vpc ?? '');
        if (choice === undefined) return item;
        return choice.hasNat ? viaNat(item, this.#nats.of(choice.vpc)) : item;
      }),
      stops: [],
      assumptions: assumptionsOf(choices, dropped),
    };
  }

  #withoutNatWhere(
    billables: readonly Billable[],
    goes: (vpc: string | undefined) => boolean,
  ): readonly Billable[] {
    const going = billables.filter(({ vpc }) => goes(vpc));
    return [...billables.filter(({ vpc }) => !goes(vpc)), ...withoutNat(going)];
  }
}

function assumptionsOf(choices: readonly Choice[], dropped: readonly Billable[]): readonly Assumption[] {
  return [
    ...(choices.every(({ isSure }) => isSure) ? [] : (['usage-missing'] as const)),
    ...(dropped.length > 0 ? (['uncalled-endpoints-dropped'] as const) : []),
  ];
}

function isByEndpoint({ kind }: { readonly kind: string }): boolean {
  return kind === 'interface-endpoint' || kind === 'gateway-endpoint';
}

/** Nothing carries it now, so nothing would stop. */
function isCarriedByNone({ traffic }: CallGroup): boolean {
  return traffic.every(({ kind }) => kind === 'none');
}

function smallest(nat: Decimal, endpoint: Decimal | undefined): Decimal {
  return endpoint === undefined ? nat : smaller(nat, endpoint);
}
