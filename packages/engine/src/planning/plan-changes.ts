import { compareAddresses } from '../base/ordered.ts';
import type { AddEndpoint, NetworkChange, WidenEndpoint } from '../model/change.ts';
import type { Id } from '../model/identity.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import type { ServiceChoice } from './choice-input.ts';
import { type Choices, zonesThatCome } from './choices.ts';
import { callersSubnets, type DemandGroup, tablesOf, zoneOf } from './demands.ts';
import { natInstancesOf } from './nat-instances.ts';
import type { Optimum } from './optimum.ts';
import type { Goal } from './plan.ts';

export interface DecidedPlan {
  readonly choices: Choices;
  readonly optimum: Optimum;
}

export interface ChangeInput {
  readonly network: Network;
  readonly goal: Goal;
  /** Workloads that reach a service now and would be captured by its private name, by the group's key. */
  readonly captured: ReadonlyMap<string, readonly Id<'Workload'>[]>;
}

/** What makes a decision true: first what is added, then what goes. */
export function changesOf({ choices, optimum }: DecidedPlan, input: ChangeInput): readonly NetworkChange[] {
  const gateways = choices.services.filter(({ duty }) => duty === 'gateway');
  const chosen = choices.services.filter(({ group }) => optimum.endpoints.has(group.key));
  const decided = choices.services.filter(({ duty }) => duty === 'endpoint' || duty === 'cheapest');
  const dropped = decided.filter(
    ({ group }) => !optimum.endpoints.has(group.key) && group.interface !== undefined,
  );
  const added = choices.nats.filter(({ key, existing }) => existing === undefined && optimum.nats.has(key));
  const removed = choices.nats.filter(
    ({ key, existing }) => existing !== undefined && !optimum.nats.has(key),
  );
  const addresses = [
    ...dropped.flatMap(({ group }) => group.interface?.id ?? []),
    ...removed.flatMap(({ existing }) => existing?.id ?? []),
    ...(input.goal.kind === 'no-nat' ? natInstancesOf(input.network) : []),
  ];
  return [
    ...vpcDns(chosen, input.network),
    ...gateways.flatMap((choice) => gatewayChanges(choice, input)),
    ...chosen.flatMap((choice) =>
      interfaceChanges(choice, optimum.endpoints.get(choice.group.key) ?? [], input),
    ),
    ...added.flatMap(({ subnet, routeTables }): readonly NetworkChange[] =>
      subnet === undefined ? [] : [{ kind: 'add-nat-gateway', subnet, routeTables }],
    ),
    ...wholeResources(addresses, input.network).map(
      (address): NetworkChange => ({ kind: 'remove', address }),
    ),
  ];
}

/** DNS-2: private names need both attributes. What is unknown is left, and the proof says so. */
function vpcDns(chosen: readonly ServiceChoice[], network: Network): readonly NetworkChange[] {
  const vpcs = [...new Set(chosen.map(({ group }) => group.vpc))].sort(compareAddresses);
  return vpcs.flatMap((id): readonly NetworkChange[] => {
    const vpc = network.vpcs.get(id);
    const isOff = [vpc?.enableDnsSupport, vpc?.enableDnsHostnames].some(
      (attribute) => attribute?.kind === 'known' && !attribute.value,
    );
    return isOff ? [{ kind: 'enable-vpc-dns', vpc: id }] : [];
  });
}

/** GW-2: in the tables of all callers, needed or not: it costs nothing. */
function gatewayChanges({ group }: ServiceChoice, input: ChangeInput): readonly NetworkChange[] {
  const tables = tablesOf(callersSubnets(group.demands, group.vpc, input.network), input.network);
  const { gateway } = group;
  if (gateway === undefined) {
    return tables.length === 0 ? [] : [added(group, 'Gateway', { routeTables: tables, subnets: [] }, input)];
  }
  const present = new Set(
    gateway.routeTables.items.flatMap(({ target }) => (target.kind === 'known' ? [target.value] : [])),
  );
  const missing = tables.filter((id) => !present.has(id));
  return missing.length === 0 ? [] : [widened(gateway, { routeTables: missing, subnets: [] })];
}

function interfaceChanges(
  choice: ServiceChoice,
  zones: readonly string[],
  input: ChangeInput,
): readonly NetworkChange[] {
  const { group } = choice;
  const wanted = [...zonesThatCome(choice, input.goal), ...zones];
  const subnets = subnetsIn(wanted, choice, input.network);
  const { interface: present } = group;
  if (present === undefined) {
    return subnets.length === 0 ? [] : [added(group, 'Interface', { routeTables: [], subnets }, input)];
  }
  const isUnnamed = present.privateDnsEnabled.kind === 'known' && !present.privateDnsEnabled.value;
  return [
    ...(subnets.length > 0 ? [widened(present, { routeTables: [], subnets })] : []),
    ...(isUnnamed ? [{ kind: 'enable-private-dns', endpoint: present.id } as const] : []),
  ];
}

/** IF-1: one of each AZ, of the callers' own. */
function subnetsIn(
  zones: readonly string[],
  { needed, group }: ServiceChoice,
  network: Network,
): readonly Id<'Subnet'>[] {
  const own = callersSubnets(needed, group.vpc, network);
  return zones.flatMap((zone) => own.find((id) => zoneOf(network, id) === zone) ?? []).sort(compareAddresses);
}

type Places = Pick<WidenEndpoint, 'subnets' | 'routeTables'>;

function added(
  group: DemandGroup,
  type: 'Gateway' | 'Interface',
  { subnets, routeTables }: Places,
  { captured, network }: ChangeInput,
): AddEndpoint {
  const callers = group.demands.map(({ call }) => call.workload);
  const others = type === 'Interface' ? (captured.get(group.key) ?? []) : [];
  return {
    kind: 'add-endpoint',
    endpoint: {
      vpc: group.vpc,
      type,
      service: group.service.service.short,
      serviceName: group.service.serviceName,
      subnets,
      routeTables,
      securityGroup: type === 'Interface' ? groupOfEndpoints(group.vpc, network) : undefined,
      privateDnsEnabled: type === 'Interface',
      callers: [...new Set([...callers, ...others])].sort(compareAddresses),
      policy: undefined,
    },
  };
}

/** The group that the VPC's endpoints of AWS have in common, most of them at least; else they get a new one. */
function groupOfEndpoints(vpc: Id<'Vpc'>, network: Network): Id<'SecurityGroup'> | undefined {
  const counts = new Map<Id<'SecurityGroup'>, number>();
  for (const endpoint of network.vpcEndpoints.values()) {
    const [only, ...others] = endpoint.securityGroups.items;
    const isHere = endpoint.vpc.kind === 'known' && endpoint.vpc.value === vpc;
    const isAws = endpoint.serviceName.kind === 'known' && !endpoint.serviceName.value.includes('vpce-svc-');
    if (!isHere || !isAws || only === undefined || others.length > 0) continue;
    if (network.securityGroups.has(only)) counts.set(only, (counts.get(only) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || compareAddresses(a, b));
  return most?.[0];
}

function widened({ id }: VpcEndpoint, { subnets, routeTables }: Places): WidenEndpoint {
  return { kind: 'widen-endpoint', endpoint: id, subnets, routeTables };
}

/** `aws_nat_gateway.main` when all its instances go: so a person would write it. */
function wholeResources(addresses: readonly string[], network: Network): readonly string[] {
  const isGone = new Set(addresses);
  const all = [...network.natGateways.keys(), ...network.vpcEndpoints.keys()];
  const whole = (address: string): string => {
    const resource = address.replace(/\[[^\]]*\]$/, '');
    const siblings = all.filter((id) => id.startsWith(`${resource}[`));
    return siblings.length > 0 && siblings.every((id) => isGone.has(id)) ? resource : address;
  };
  return [...new Set(addresses.map(whole))].sort(compareAddresses);
}
