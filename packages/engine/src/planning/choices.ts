import { compareAddresses, compareText } from '../base/ordered.ts';
import type { Id } from '../model/identity.ts';
import type { NatGateway, Network } from '../model/network.ts';
import type { Bill } from '../pricing/bill.ts';
import { toNumber } from '../pricing/decimal.ts';
import type { Billable } from '../pricing/design.ts';
import {
  callersSubnets,
  type Demand,
  type DemandGroup,
  type DemandTable,
  defaultTargetOf,
  tableOf,
  zoneOf,
} from './demands.ts';
import { type Duty, dutyOf, isByInterface, leavesByNat } from './duties.ts';
import type {
  ChoiceState,
  EndpointChoice,
  NatChoice,
  OptimumProblem,
  OtherWay,
  ZoneChoice,
} from './optimum.ts';
import type { Goal } from './plan.ts';
import type { MonthlyPrices } from './plan-prices.ts';

/** Everything about which a plan decides. */
export interface Choices {
  readonly services: readonly ServiceChoice[];
  readonly nats: readonly NatOption[];
  readonly problem: OptimumProblem;
}

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

/** A NAT gateway that is there or that could be. */
export interface NatOption {
  readonly key: string;
  readonly vpc: Id<'Vpc'>;
  readonly existing: NatGateway | undefined;
  /** Where a new one would stand, and the tables that would lead to it. */
  readonly subnet: Id<'Subnet'> | undefined;
  readonly routeTables: readonly Id<'RouteTable'>[];
  readonly zone: string | undefined;
  readonly state: ChoiceState;
  readonly usd: number;
  /** Needed calls that only it can carry, the first few. */
  readonly neededFor: readonly string[];
  /** Some needed call goes through it now. */
  readonly isCalled: boolean;
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
  const asked = dutyOf(goal.kind, group);
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
  const callers = new Map(demands.map((demand) => [demand.call.workload, demand]));
  for (const caller of callers.values())
    for (const subnet of callersSubnets([caller], vpc, network)) {
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
      const isCrossing = nat.zone !== undefined && nat.zone !== zoneOf(network, subnet);
      const perGb = numberOf(prices?.natGb) + (isCrossing ? numberOf(prices?.crossingToNatGb) : 0);
      ways.set(nat.key, (ways.get(nat.key) ?? 0) + gb * perGb);
    }
  }
  return [...ways].map(([nat, usd]): OtherWay => ({ nat, usd }));
}

/** The NAT gateway that carries or would carry what comes from a subnet; `free` = a way that costs nothing. */
function natFor(
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

function natOptions(services: readonly ServiceChoice[], input: ChoiceInput): readonly NatOption[] {
  const existing = [...input.network.natGateways.values()]
    .filter(
      ({ connectivityType }) => connectivityType.kind !== 'known' || connectivityType.value === 'public',
    )
    .sort((a, b) => compareAddresses(a.id, b.id))
    .flatMap((nat) => existingNat(nat, services, input) ?? []);
  return input.goal.kind === 'cheapest' ? [...existing, ...newNats(services, input)] : existing;
}

function existingNat(
  nat: NatGateway,
  services: readonly ServiceChoice[],
  input: ChoiceInput,
): NatOption | undefined {
  const subnet = nat.subnet?.kind === 'known' ? nat.subnet.value : undefined;
  const inSubnet = subnet === undefined ? undefined : input.network.subnets.get(subnet)?.vpc;
  const vpc = nat.vpc ?? inSubnet;
  if (vpc?.kind !== 'known') return undefined;
  const neededFor = neededByNat(nat, services, input);
  const isCalled = input.table.groups.some(({ demands }) =>
    demands.some((demand) => demand.decides && demand.traffic.component === nat.id),
  );
  return {
    key: nat.id,
    vpc: vpc.value,
    existing: nat,
    subnet,
    routeTables: [],
    zone: subnet === undefined ? undefined : zoneOf(input.network, subnet),
    state: natState(neededFor, isCalled, input),
    usd: hoursOf(nat, input),
    neededFor,
    isCalled,
  };
}

/** A gateway that no known call uses is there for something that nobody sees: only `no-nat` takes it away. */
function natState(
  neededFor: readonly string[],
  isCalled: boolean,
  { goal, natGateways }: ChoiceInput,
): ChoiceState {
  if (goal.kind === 'no-nat') return 'must-not';
  if (goal.kind === 'private' && natGateways === 'stay') return 'must';
  return neededFor.length > 0 || !isCalled ? 'must' : 'may';
}

/** Needed calls through it that get no endpoint, and what the source says that needs the internet. */
function neededByNat(
  nat: NatGateway,
  services: readonly ServiceChoice[],
  { table, internetNeeds, network }: ChoiceInput,
): readonly string[] {
  const staying = services.filter(({ duty }) => duty === 'leave').flatMap(({ group }) => group.demands);
  const calls = [...staying, ...table.others]
    .filter((demand) => demand.decides && mayUse(demand, nat, network))
    .map(({ call }) => `${call.workload} → ${call.service}`);
  const others = [...internetNeeds].flatMap(([workload, what]) => {
    const subnets = network.workloads.get(workload)?.subnets.items ?? [];
    return leadsTo(subnets, nat.id, network) ? [`${workload} → ${what}`] : [];
  });
  return [...calls, ...others].sort(compareAddresses);
}

/** It goes through the gateway, or it cannot be told and could. */
function mayUse(demand: Demand, { id }: NatGateway, network: Network): boolean {
  if (demand.traffic.component === id) return leavesByNat(demand) || demand.call.verdict === 'undetermined';
  return demand.call.verdict === 'undetermined' && leadsTo(demand.traffic.subnets, id, network);
}

function leadsTo(subnets: readonly Id<'Subnet'>[], nat: NatGateway['id'], network: Network): boolean {
  return subnets.some((subnet) => {
    const target = defaultTargetOf(network, subnet);
    return target?.kind === 'nat-gateway' && target.id === nat;
  });
}

/** Of the gateway and of the addresses that it uses, as the bill has them. */
function hoursOf({ id }: NatGateway, { bill, billables }: ChoiceInput): number {
  const addresses = new Set(
    billables.flatMap((billable) =>
      billable.kind === 'public-ipv4' && billable.usedBy === id ? [billable.resource] : [],
    ),
  );
  return bill.lines.reduce((usd, line) => {
    const isOwn = line.charge === 'nat-gateway-hours' && line.resource === id;
    const isAddress = line.charge === 'public-ipv4-hours' && addresses.has(line.resource);
    return (isOwn || isAddress) && line.usd !== undefined ? usd + toNumber(line.usd) : usd;
  }, 0);
}

/** In VPCs whose endpoints a gateway could replace: in public subnets, for tables that lead nowhere yet. */
function newNats(services: readonly ServiceChoice[], input: ChoiceInput): readonly NatOption[] {
  const { network, goal } = input;
  const vpcs = [...new Set(services.filter(({ duty }) => duty === 'cheapest').map(({ group }) => group.vpc))];
  return vpcs.flatMap((vpc) => {
    const own = services.filter(({ group, duty }) => group.vpc === vpc && duty === 'cheapest');
    const callers = callersSubnets(
      own.flatMap(({ needed }) => needed),
      vpc,
      network,
    ).filter((id) => defaultTargetOf(network, id) === undefined && tableOf(network, id) !== undefined);
    const publicSubnets = publicSubnetsOf(vpc, network);
    const [place] = publicSubnets;
    if (place === undefined || callers.length === 0) return [];
    const isOneEnough = goal.availability === 'single-az';
    const zones = isOneEnough ? [undefined] : [...new Set(callers.map((id) => zoneOf(network, id)))];
    const usd = numberOf(own.find(({ prices }) => prices !== undefined)?.prices?.nat);
    const taken = new Set<string>();
    return zones.sort().flatMap((zone): readonly NatOption[] => {
      const inZone = callers.filter((id) => zone === undefined || zoneOf(network, id) === zone);
      const tables = tablesOf(inZone, network).filter((id) => !taken.has(id));
      if (tables.length === 0) return [];
      for (const table of tables) taken.add(table);
      const subnet = publicSubnets.find((id) => zoneOf(network, id) === zone) ?? place;
      const option = { vpc, existing: undefined, subnet, routeTables: tables, zone: zoneOf(network, subnet) };
      return [
        { ...option, key: `new ${subnet} ${zone ?? ''}`, state: 'may', usd, neededFor: [], isCalled: false },
      ];
    });
  });
}

export function tablesOf(subnets: readonly Id<'Subnet'>[], network: Network): readonly Id<'RouteTable'>[] {
  return [...new Set(subnets.flatMap((id) => tableOf(network, id)?.id ?? []))].sort(compareAddresses);
}

/** NAT-1: their table leads to an internet gateway. */
function publicSubnetsOf(vpc: Id<'Vpc'>, network: Network): readonly Id<'Subnet'>[] {
  return [...network.subnets.values()]
    .filter((subnet) => subnet.vpc.kind === 'known' && subnet.vpc.value === vpc)
    .filter(({ id }) => defaultTargetOf(network, id)?.kind === 'internet-gateway')
    .map(({ id }) => id)
    .sort(compareAddresses);
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
