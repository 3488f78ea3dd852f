import { type Collection, collection, known } from '../base/known.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import { prefixListFacts } from '../catalog/facts.ts';
import type { Prefix } from '../ip/address.ts';
import { parsePrefix } from '../ip/address.ts';
import type { AddNatGateway, ProposedEndpoint } from '../model/change.ts';
import type { Id, Origin } from '../model/identity.ts';
import type {
  Association,
  ElasticIp,
  NatGateway,
  Network,
  PrefixList,
  RouteTable,
  SecurityGroup,
  SecurityGroupPeer,
  SecurityGroupRule,
  VpcEndpoint,
} from '../model/network.ts';
import {
  awsPrefixList,
  proposedElasticIp,
  proposedEndpoint,
  proposedEndpointGroup,
  proposedNatGateway,
} from './proposed-things.ts';

const tcp = 6;

/** The network with an endpoint more; with its group, when the proposal names none, and its prefix list. */
export function withEndpoint(network: Network, proposal: ProposedEndpoint, catalog: Catalog): Network {
  if (proposal.type === 'Gateway') return withGatewayEndpoint(network, proposal, catalog);
  const group = proposal.securityGroup ?? proposedEndpointGroup(proposal.vpc).id;
  const base = proposal.securityGroup === undefined ? withEndpointGroup(network, proposal, catalog) : network;
  const endpoint: VpcEndpoint = {
    ...endpointOf(proposal),
    subnets: collection(proposal.subnets),
    securityGroups: collection([group]),
    privateDnsEnabled: known(proposal.privateDnsEnabled),
  };
  return { ...base, vpcEndpoints: withThing(base.vpcEndpoints, endpoint) };
}

/** GW-2: the endpoint's list goes into each of its tables. */
function withGatewayEndpoint(network: Network, proposal: ProposedEndpoint, catalog: Catalog): Network {
  const list = prefixListOf(proposal.serviceName, catalog);
  const { origin } = proposedEndpoint(proposal.type, proposal.service, proposal.vpc);
  const endpoint: VpcEndpoint = {
    ...endpointOf(proposal),
    routeTables: associations(proposal.routeTables, origin),
    prefixList: list.id,
  };
  return {
    ...network,
    prefixLists: network.prefixLists.has(list.id)
      ? network.prefixLists
      : withThing(network.prefixLists, list),
    vpcEndpoints: withThing(network.vpcEndpoints, endpoint),
  };
}

function endpointOf({ service, vpc, serviceName, type, policy }: ProposedEndpoint): VpcEndpoint {
  return {
    ...proposedEndpoint(type, service, vpc),
    vpc: known(vpc),
    name: undefined,
    type: known(type),
    serviceName: known(serviceName),
    serviceRegion: undefined,
    subnets: collection<Id<'Subnet'>>([]),
    securityGroups: collection<Id<'SecurityGroup'>>([]),
    privateDnsEnabled: known(false),
    privateDnsOnlyForInboundResolverEndpoint: undefined,
    ipAddressType: known('ipv4'),
    routeTables: collection<Association<'RouteTable'>>([]),
    policy: policy === undefined ? undefined : known(policy),
  };
}

function associations(
  tables: readonly Id<'RouteTable'>[],
  origin: Origin,
): Collection<Association<'RouteTable'>> {
  return collection(tables.map((table) => ({ target: known(table), origin })));
}

/** The list by the id that every reader of the network gives it, with the entries of the catalogue. */
function prefixListOf(serviceName: string, catalog: Catalog): PrefixList {
  const [, region = '', service = ''] = /amazonaws\.([a-z0-9-]+)\.(.+)$/.exec(serviceName) ?? [];
  const list = prefixListFacts(catalog).managedPrefixList(region, service);
  const missing = {
    reason: 'not-readable' as const,
    references: [{ address: serviceName, path: 'entries' }],
  };
  return {
    ...awsPrefixList(list?.id, serviceName),
    name: known(list?.name ?? serviceName),
    owner: 'aws',
    region: known(region),
    entries: list === undefined ? collection<Prefix>([], [missing]) : collection(list.prefixes),
  };
}

/**
 * IF-4: the shared group of all endpoints that are proposed for one VPC. It admits the service's port from
 * the groups of the callers; callers without a group of their own are admitted by their VPC's default group.
 */
function withEndpointGroup(network: Network, proposal: ProposedEndpoint, catalog: Catalog): Network {
  const { id, origin, origins } = proposedEndpointGroup(proposal.vpc);
  const present = network.securityGroups.get(id);
  const ports = portsOf(proposal.serviceName, catalog);
  const peers = callerPeers(network, proposal);
  const rules = ports.flatMap((port) => peers.map((peer) => tcpRule(port, peer, origin)));
  const admitted = [...(present?.ingress.items ?? []), ...rules];
  const group: SecurityGroup = {
    id,
    origin,
    origins,
    vpc: known(proposal.vpc),
    name: undefined,
    ingress: collection(uniqueRules(admitted)),
    egress: collection<SecurityGroupRule>([]),
  };
  return { ...network, securityGroups: withThing(network.securityGroups, group) };
}

/** IF-18. */
function portsOf(serviceName: string, catalog: Catalog): readonly number[] {
  return catalog.serviceByEndpointName(serviceName)?.ports ?? [443];
}

function callerPeers(network: Network, { vpc, callers }: ProposedEndpoint): readonly SecurityGroupPeer[] {
  const groups = new Set<Id<'SecurityGroup'>>();
  const blocks = new Map<string, Prefix>();
  for (const caller of callers) {
    const workload = network.workloads.get(caller);
    const inVpc = workload?.subnets.items.some((subnet) => isIn(network, subnet, vpc)) ?? false;
    const own = workload?.securityGroups.items ?? [];
    if (inVpc && own.length > 0) for (const group of own) groups.add(group);
    else for (const block of blocksOf(network, caller, vpc)) blocks.set(JSON.stringify(block), block);
  }
  return [
    ...[...groups].sort().map((securityGroup) => ({ kind: 'security-group' as const, securityGroup })),
    ...[...blocks]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, prefix]) => ({ kind: 'prefix' as const, prefix })),
  ];
}

function isIn(network: Network, subnet: Id<'Subnet'>, vpc: Id<'Vpc'>): boolean {
  const of = network.subnets.get(subnet)?.vpc;
  return of?.kind === 'known' && of.value === vpc;
}

/** A caller without a group, or from another VPC, is admitted by the blocks of its VPC. */
function blocksOf(network: Network, caller: Id<'Workload'>, vpc: Id<'Vpc'>): readonly Prefix[] {
  const subnets = network.workloads.get(caller)?.subnets.items ?? [];
  const vpcs = new Set(
    subnets.flatMap((subnet) => {
      const of = network.subnets.get(subnet)?.vpc;
      return of?.kind === 'known' ? [of.value] : [];
    }),
  );
  return [...(vpcs.size === 0 ? [vpc] : vpcs)].flatMap((id) => network.vpcs.get(id)?.ipv4Cidrs.items ?? []);
}

/** One TCP port from or to one peer. */
export function tcpRule(port: number, peer: SecurityGroupPeer, origin: Origin): SecurityGroupRule {
  return { protocol: known(tcp), fromPort: known(port), toPort: known(port), peer, origin };
}

function uniqueRules(rules: readonly SecurityGroupRule[]): readonly SecurityGroupRule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify([rule.fromPort, rule.peer]), rule])).values()];
}

/** NAT-1: a public NAT gateway with an Elastic IP, as the default route of these tables. */
export function withNatGateway(network: Network, { subnet, routeTables }: AddNatGateway): Network {
  const nat = proposedNatGateway(subnet);
  const elasticIp = proposedElasticIp(subnet);
  const missing = {
    reason: 'known-after-apply' as const,
    references: [{ address: elasticIp.id as string, path: 'public_ip' }],
  };
  const address: ElasticIp = {
    ...elasticIp,
    publicIp: { kind: 'unknown', unknown: missing },
    instance: undefined,
    networkInterface: undefined,
  };
  const gateway: NatGateway = {
    ...nat,
    connectivityType: known('public'),
    availabilityMode: known('zonal'),
    subnet: known(subnet),
    vpc: undefined,
    elasticIp: known(elasticIp.id),
  };
  return {
    ...network,
    elasticIps: withThing(network.elasticIps, address),
    natGateways: withThing(network.natGateways, gateway),
    routeTables: withDefaultRoutes(network, routeTables, nat),
  };
}

/** The default route is replaced: a table has one route for each destination. */
function withDefaultRoutes(
  network: Network,
  tables: readonly Id<'RouteTable'>[],
  { id, origin }: { readonly id: Id<'NatGateway'>; readonly origin: Origin },
): ReadonlyMap<Id<'RouteTable'>, RouteTable> {
  const everywhere = parsePrefix('0.0.0.0/0');
  if (!everywhere.ok) return network.routeTables;
  const prefix = everywhere.value;
  const changed = tables.flatMap((tableId): [Id<'RouteTable'>, RouteTable][] => {
    const table = network.routeTables.get(tableId);
    if (table === undefined) return [];
    const others = table.routes.items.filter(
      ({ destination }) =>
        destination.kind !== 'prefix' ||
        destination.prefix.family !== 'ipv4' ||
        destination.prefix.length !== 0,
    );
    const route = {
      destination: { kind: 'prefix' as const, prefix },
      target: { kind: 'nat-gateway' as const, id },
      propagation: 'static' as const,
      state: 'active' as const,
      origin,
    };
    return [[tableId, { ...table, routes: collection([...others, route], table.routes.unknowns) }]];
  });
  return new Map([...network.routeTables, ...changed]);
}

/** The things with one more, or with another one under its id. */
export function withThing<Key extends string, Thing extends { readonly id: Key }>(
  things: ReadonlyMap<Key, Thing>,
  thing: Thing,
): ReadonlyMap<Key, Thing> {
  return new Map([...things, [thing.id, thing]]);
}
