import { compareAddresses } from '../base/ordered.ts';
import type { Id } from '../model/identity.ts';
import type { NatGateway, Network } from '../model/network.ts';
import { toNumber } from '../pricing/decimal.ts';
import type { ChoiceInput, ServiceChoice } from './choice-input.ts';
import { callersSubnets, type Demand, defaultTargetOf, tableOf, tablesOf, zoneOf } from './demands.ts';
import { leavesByNat } from './duties.ts';
import type { ChoiceState } from './optimum.ts';

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

/** Those that are there, and in goal `cheapest` those that could be. */
export function natOptions(services: readonly ServiceChoice[], input: ChoiceInput): readonly NatOption[] {
  const uses = natUses(services, input);
  const existing = [...input.network.natGateways.values()]
    .filter(
      ({ connectivityType }) => connectivityType.kind !== 'known' || connectivityType.value === 'public',
    )
    .sort((a, b) => compareAddresses(a.id, b.id))
    .flatMap((nat) => existingNat(nat, uses, input) ?? []);
  return input.goal.kind === 'cheapest' ? [...existing, ...newNats(services, input)] : existing;
}

function existingNat(nat: NatGateway, uses: NatUses, input: ChoiceInput): NatOption | undefined {
  const subnet = nat.subnet?.kind === 'known' ? nat.subnet.value : undefined;
  const inSubnet = subnet === undefined ? undefined : input.network.subnets.get(subnet)?.vpc;
  const vpc = nat.vpc ?? inSubnet;
  if (vpc?.kind !== 'known') return undefined;
  const neededFor = [...(uses.neededBy.get(nat.id) ?? [])].sort(compareAddresses);
  const isCalled = uses.called.has(nat.id);
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

/** Who uses which gateway, found in one walk over all calls. */
interface NatUses {
  /** Calls that get no endpoint, and what the source says that needs the internet, by gateway. */
  readonly neededBy: ReadonlyMap<string, readonly string[]>;
  /** Gateways through which some call goes that the goal asks about. */
  readonly called: ReadonlySet<string>;
}

function natUses(services: readonly ServiceChoice[], input: ChoiceInput): NatUses {
  const { table, internetNeeds, network } = input;
  const neededBy = new Map<string, string[]>();
  const need = (nat: string, what: string): void => {
    neededBy.set(nat, [...(neededBy.get(nat) ?? []), what]);
  };
  const staying = services.filter(({ duty }) => duty === 'leave').flatMap(({ group }) => group.demands);
  for (const demand of [...staying, ...table.others]) {
    if (!demand.decides) continue;
    const { workload, service } = demand.call;
    for (const nat of natsOf(demand, network)) need(nat, `${workload} → ${service}`);
  }
  for (const [workload, what] of internetNeeds)
    for (const nat of defaultNats(network.workloads.get(workload)?.subnets.items ?? [], network))
      need(nat, `${workload} → ${what}`);
  const called = new Set<string>();
  for (const { demands } of table.groups)
    for (const { decides, traffic } of demands) if (decides) called.add(traffic.component);
  return { neededBy, called };
}

/** It goes through the gateway, or it cannot be told and could. */
function natsOf(demand: Demand, network: Network): readonly string[] {
  if (leavesByNat(demand)) return [demand.traffic.component];
  return demand.call.verdict === 'undetermined' ? defaultNats(demand.traffic.subnets, network) : [];
}

function defaultNats(subnets: readonly Id<'Subnet'>[], network: Network): readonly string[] {
  const targets = subnets.map((subnet) => defaultTargetOf(network, subnet));
  return [...new Set(targets.flatMap((target) => (target?.kind === 'nat-gateway' ? [target.id] : [])))];
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
    const prices = own.find((choice) => choice.prices !== undefined)?.prices;
    const usd = prices === undefined ? 0 : toNumber(prices.nat);
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

/** NAT-1: their table leads to an internet gateway. */
function publicSubnetsOf(vpc: Id<'Vpc'>, network: Network): readonly Id<'Subnet'>[] {
  return [...network.subnets.values()]
    .filter((subnet) => subnet.vpc.kind === 'known' && subnet.vpc.value === vpc)
    .filter(({ id }) => defaultTargetOf(network, id)?.kind === 'internet-gateway')
    .map(({ id }) => id)
    .sort(compareAddresses);
}
