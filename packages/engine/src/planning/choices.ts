import { compareText } from '../base/ordered.ts';
import type { Id } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import { toNumber } from '../pricing/decimal.ts';
import type { ChoiceInput, ServiceChoice } from './choice-input.ts';
import { callersOf, type Demand, type DemandGroup, defaultTargetOf, tableOf, zoneOf } from './demands.ts';
import { dutyOf, isByInterface } from './duties.ts';
import { type NatOption, natOptions } from './nat-options.ts';
import type {
  ChoiceState,
  EndpointChoice,
  NatChoice,
  OptimumProblem,
  OtherWay,
  ZoneChoice,
} from './optimum.ts';
import type { Goal } from './plan.ts';

/** Everything about which a plan decides. */
export interface Choices {
  readonly services: readonly ServiceChoice[];
  readonly nats: readonly NatOption[];
  readonly problem: OptimumProblem;
}

export function choicesOf(input: ChoiceInput): Choices {
  const services = input.table.groups.map((group) => serviceChoice(group, input));
  const nats = natOptions(services, input);
  return {
    services,
    nats,
    problem: {
      endpoints: services
        .filter(({ duty }) => duty === 'endpoint' || duty === 'cheapest')
        .map((choice) => endpointChoice(choice, nats, input)),
      nats: nats.map(({ key, vpc, state, usd }): NatChoice => ({ key, vpc, state, usd })),
      tiers: tiersOf(services),
    },
  };
}

function serviceChoice(group: DemandGroup, input: ChoiceInput): ServiceChoice {
  const { network, goal } = input;
  const needed = group.demands.filter((demand) => demand.decides);
  const present = group.interface?.subnets.items.map((id) => zoneOf(network, id)) ?? [];
  const missing = zonesByCallers(network, needed, group.vpc).filter((zone) => !present.includes(zone));
  const asked = input.leftAlone.has(group.key) ? 'leave' : dutyOf(goal.kind, group);
  const isWidened =
    asked === 'leave' && goal.availability === 'multi-az' && needed.some(isByInterface) && missing.length > 0;
  return {
    group,
    duty: isWidened ? 'endpoint' : asked,
    needed,
    presentZones: [...new Set(present)],
    missingZones: missing,
    prices: input.pricesOf(group.region),
  };
}

/** AZs of the callers: those with the most positions first, then by name. */
function zonesByCallers(network: Network, demands: readonly Demand[], vpc: Id<'Vpc'>): readonly string[] {
  const counts = new Map<string, number>();
  for (const id of callersOf(demands))
    for (const subnet of network.workloads.get(id)?.subnets.items ?? []) {
      const of = network.subnets.get(subnet)?.vpc;
      if (of?.kind !== 'known' || of.value !== vpc) continue;
      const zone = zoneOf(network, subnet);
      counts.set(zone, (counts.get(zone) ?? 0) + 1);
    }
  return [...counts].sort(([a, m], [b, n]) => n - m || compareText(a, b)).map(([zone]) => zone);
}

/** ENIs that come with the endpoint: those there are, and one for each AZ unless one is enough. */
export function zonesThatCome(choice: ServiceChoice, goal: Goal): readonly string[] {
  const isThere = choice.presentZones.length > 0;
  if (goal.availability === 'single-az') return [];
  if (isThere && goal.availability === undefined) return [];
  return choice.missingZones;
}

function endpointChoice(
  choice: ServiceChoice,
  nats: readonly NatOption[],
  input: ChoiceInput,
): EndpointChoice {
  const { group, presentZones, missingZones, prices } = choice;
  const isOneEnough = input.goal.availability === 'single-az';
  const enis = presentZones.length + zonesThatCome(choice, input.goal).length;
  const eniUsd = numberOf(prices?.eni);
  const otherwise = otherWays(choice, nats, input);
  return {
    key: group.key,
    vpc: group.vpc,
    region: group.region,
    state: stateOf(choice, otherwise, input),
    usd: enis * eniUsd,
    zones: isOneEnough ? missingZones.map((zone) => zoneChoice(zone, choice, input)) : [],
    needsZone: isOneEnough && presentZones.length === 0,
    gb: toNumber(group.gb),
    otherwise: otherwise ?? [],
  };
}

/** What is there and moves an unknown amount is not dropped: the amount could be the one that pays. */
function stateOf(
  { group, duty }: ServiceChoice,
  otherwise: readonly OtherWay[] | undefined,
  { onlyByEndpoint }: ChoiceInput,
): ChoiceState {
  if (duty === 'endpoint' || otherwise === undefined || onlyByEndpoint.has(group.key)) return 'must';
  return group.interface !== undefined && group.isOpen ? 'must' : 'may';
}

function zoneChoice(zone: string, { needed, prices }: ServiceChoice, { network }: ChoiceInput): ZoneChoice {
  const gb = needed.reduce((all, demand) => all + gbFrom(zone, demand, network), 0);
  return {
    zone,
    usd: numberOf(prices?.eni),
    crossingUsd: gb * numberOf(prices?.crossingToEndpointGb),
  };
}

/** A call is shared by the subnets from which it comes. */
function gbFrom(zone: string, { traffic }: Demand, network: Network): number {
  const here = traffic.subnets.filter((id) => zoneOf(network, id) === zone).length;
  return traffic.gb === undefined ? 0 : (toNumber(traffic.gb) * here) / traffic.subnets.length;
}

/** @returns `undefined` = a needed call has no other way that the source shows */
function otherWays(
  { needed, prices }: ServiceChoice,
  nats: readonly NatOption[],
  { network }: ChoiceInput,
): readonly OtherWay[] | undefined {
  const ways = new Map<string | undefined, number>();
  for (const { traffic } of needed) {
    if (traffic.kind === 'none') continue;
    const gb = traffic.gb === undefined ? 0 : toNumber(traffic.gb) / traffic.subnets.length;
    for (const subnet of traffic.subnets) {
      const nat = natFor(subnet, traffic.kind, traffic.component, nats, network);
      if (nat === undefined) return undefined;
      if (nat === 'free') {
        ways.set(undefined, ways.get(undefined) ?? 0);
        continue;
      }
      const perGb =
        numberOf(prices?.natGb) + (crosses(subnet, nat, network) ? numberOf(prices?.crossingToNatGb) : 0);
      ways.set(nat.key, (ways.get(nat.key) ?? 0) + gb * perGb);
    }
  }
  return [...ways].map(([nat, usd]): OtherWay => ({ nat, usd }));
}

/** AZ-2. A regional gateway stands in every AZ. */
export function crosses(subnet: Id<'Subnet'>, { zone }: NatOption, network: Network): boolean {
  return zone !== undefined && zone !== zoneOf(network, subnet);
}

/** The NAT gateway that carries or would carry what comes from a subnet; `free` = a way that costs nothing. */
export function natFor(
  subnet: Id<'Subnet'>,
  kind: Demand['traffic']['kind'],
  component: string,
  nats: readonly NatOption[],
  network: Network,
): NatOption | 'free' | undefined {
  if (kind === 'internet-gateway' || kind === 'nat-instance') return 'free';
  if (kind === 'nat-gateway') return nats.find(({ key }) => key === component);
  const target = defaultTargetOf(network, subnet);
  if (target?.kind === 'nat-gateway') return nats.find(({ key }) => key === target.id);
  const table = tableOf(network, subnet);
  if (target !== undefined || table === undefined) return undefined;
  return nats.find(({ routeTables }) => routeTables.includes(table.id));
}

/** GB of endpoints that stay as they are use up tiers, too (PR-2). */
function tiersOf(services: readonly ServiceChoice[]): OptimumProblem['tiers'] {
  const regions = [...new Set(services.map(({ group }) => group.region))];
  return new Map(
    regions.flatMap((region) => {
      const own = services.filter(({ group }) => group.region === region);
      const prices = own.find((choice) => choice.prices !== undefined)?.prices;
      if (prices === undefined) return [];
      const alreadyGb = own
        .filter(({ duty }) => duty === 'leave' || duty === 'gateway')
        .flatMap(({ group }) => group.demands.filter(isByInterface))
        .reduce((gb, { traffic }) => gb + (traffic.gb === undefined ? 0 : toNumber(traffic.gb)), 0);
      return [[region, { alreadyGb, tiers: prices.endpointTiers }] as const];
    }),
  );
}

function numberOf(value: Parameters<typeof toNumber>[0] | undefined): number {
  return value === undefined ? 0 : toNumber(value);
}
