import type { Id, Network, Prefix, Route, RouteTarget, VpcEndpoint } from '@naisen/engine';
import { prefixText } from './addresses.ts';
import type { Family } from './family.ts';
import type { LabGaps } from './gaps.ts';
import type { PlacedInterface, PlacedVpc, Placement } from './place-interfaces.ts';
import { sortedById } from './place-interfaces.ts';

/** Addresses of a managed prefix list by the endpoint service's name; `undefined` = not known. */
export type GatewayPrefixes = (serviceName: string) => readonly Prefix[] | undefined;

/** Where a route leads, as a router of Linux says it. */
export interface NextHop {
  readonly device: string;
  /** On the link or not: the neighbour is written down, nobody asks for it. */
  readonly via: string;
}

/** Link-local neighbours at the other end of devices that are no ENI. */
export const neighbours = {
  igw: { ipv4: '169.254.100.2', ipv6: 'fe80::100:2', mac: '02:4c:ff:00:00:02' },
  eigw: { ipv4: '169.254.100.6', ipv6: 'fe80::100:6', mac: '02:4c:ff:00:00:06' },
  gateway: { ipv4: '169.254.101.2', ipv6: 'fe80::101:2', mac: '02:4c:fe:00:00:01' },
  nowhere: { ipv4: '169.254.102.2', ipv6: 'fe80::102:2', mac: '02:4c:fd:00:00:02' },
  regionalNat: { ipv4: '169.254.104.2', ipv6: 'fe80::104:2', mac: '02:4c:fc:00:00:02' },
  peering: { ipv4: '169.254.103.2', ipv6: 'fe80::103:2', mac: '02:4c:00:00:00:01' },
} as const;

export function nowhere(family: Family): NextHop {
  return { device: 'void0', via: neighbours.nowhere[family.name] };
}

/** A gateway endpoint with the device that leads to it. */
export interface PlacedGateway {
  readonly endpoint: VpcEndpoint;
  readonly vpc: PlacedVpc;
  readonly device: string;
  readonly prefixes: readonly Prefix[];
}

/** One end of a peering connection: the other VPC is on another router. */
export interface PlacedPeering {
  readonly id: Id<'VpcPeeringConnection'>;
  readonly device: string;
  readonly from: PlacedVpc;
  readonly to: PlacedVpc;
}

/** What routes may lead to besides ENIs. */
export interface Gateways {
  readonly internet: ReadonlyMap<Id<'Vpc'>, Id<'InternetGateway'>>;
  readonly egressOnly: ReadonlyMap<Id<'Vpc'>, Id<'EgressOnlyInternetGateway'>>;
  readonly endpoints: readonly PlacedGateway[];
  readonly peerings: readonly PlacedPeering[];
}

export function placeGateways(
  network: Network,
  placement: Placement,
  prefixesOf: GatewayPrefixes,
  gaps: LabGaps,
): Gateways {
  const internet = new Map<Id<'Vpc'>, Id<'InternetGateway'>>();
  for (const { id, vpc, origin } of sortedById(network.internetGateways.values())) {
    const attached = vpc && gaps.valueOf(vpc, `${id}.vpc_id`, origin);
    if (attached !== undefined) internet.set(attached, id);
  }
  const egressOnly = new Map<Id<'Vpc'>, Id<'EgressOnlyInternetGateway'>>();
  for (const { id, vpc, origin } of sortedById(network.egressOnlyInternetGateways.values())) {
    const attached = gaps.valueOf(vpc, `${id}.vpc_id`, origin);
    if (attached !== undefined) egressOnly.set(attached, id);
  }
  return {
    internet,
    egressOnly,
    endpoints: placeGatewayEndpoints(network, placement, prefixesOf, gaps),
    peerings: placePeerings(network, placement, gaps),
  };
}

function placeGatewayEndpoints(
  network: Network,
  { vpcs }: Placement,
  prefixesOf: GatewayPrefixes,
  gaps: LabGaps,
): readonly PlacedGateway[] {
  const placed: PlacedGateway[] = [];
  for (const endpoint of sortedById(network.vpcEndpoints.values())) {
    const { id, origin, type } = endpoint;
    if (type.kind === 'known' && type.value !== 'Gateway') continue;
    gaps.valueOf(type, `${id}.vpc_endpoint_type`, origin);
    const home = gaps.valueOf(endpoint.vpc, `${id}.vpc_id`, origin);
    const service = gaps.valueOf(endpoint.serviceName, `${id}.service_name`, origin);
    const family = gaps.valueOf(endpoint.ipAddressType, `${id}.ip_address_type`, origin);
    gaps.missAll(endpoint.routeTables.unknowns, `${id}.route_table_ids`, origin);
    const vpc = vpcs.find((candidate) => candidate.vpc.id === home);
    if (type.kind === 'unknown' || vpc === undefined || service === undefined) continue;
    const all = prefixesOf(service);
    if (all === undefined) gaps.miss(service, origin);
    const prefixes = (all ?? []).filter((prefix) => family === 'dualstack' || prefix.family === family);
    placed.push({ endpoint, vpc, device: `g${placed.length}`, prefixes });
  }
  return placed;
}

/** PEER-1: both ends in the source and accepted; otherwise packets lead nowhere, and the gap says it. */
function placePeerings(network: Network, { vpcs }: Placement, gaps: LabGaps): readonly PlacedPeering[] {
  const placed: PlacedPeering[] = [];
  for (const { id, requester, accepter, accepted, origin } of sortedById(
    network.vpcPeeringConnections.values(),
  )) {
    const ends = [requester, accepter].map((end) =>
      end.kind === 'known' ? vpcs.find(({ vpc }) => vpc.id === end.value) : undefined,
    );
    const [from, to] = ends;
    const isAccepted = gaps.valueOf(accepted, `${id} accepted`, origin);
    if (from === undefined || to === undefined) gaps.refuse(id, 'foreign-peering', origin);
    else if (isAccepted === true) {
      const device = `p${placed.length / 2}`;
      placed.push({ id, device, from, to }, { id, device, from: to, to: from });
    }
  }
  return placed;
}

export interface RoutingContext {
  readonly network: Network;
  readonly placement: Placement;
  readonly gateways: Gateways;
  readonly gaps: LabGaps;
}

/** `undefined` = the packet is dropped there, which is what AWS does with a target that cannot take it. */
export function nextHopOf(
  { network, placement, gateways, gaps }: RoutingContext,
  vpc: PlacedVpc,
  { target, state, origin }: Pick<Route, 'target' | 'state' | 'origin'>,
  family: Family,
  table: string,
): NextHop | undefined {
  if (state === 'blackhole') return undefined;
  const through = (placed: PlacedInterface | undefined): NextHop | undefined => {
    const via = placed?.[family.name];
    return placed === undefined || via === undefined || placed.vpc !== vpc.vpc.id
      ? undefined
      : { device: placed.device, via };
  };
  switch (target.kind) {
    case 'internet-gateway':
      return gateways.internet.get(vpc.vpc.id) === target.id
        ? { device: 'igw', via: neighbours.igw[family.name] }
        : undefined;
    case 'egress-only-internet-gateway':
      return family.name === 'ipv6' && gateways.egressOnly.get(vpc.vpc.id) === target.id
        ? { device: 'eigw', via: neighbours.eigw.ipv6 }
        : undefined;
    case 'nat-gateway': {
      const regional = placement.regionalNats.find(({ id }) => id === target.id);
      if (regional !== undefined)
        return regional.vpc === vpc.vpc.id && family.name === 'ipv4'
          ? { device: regional.device, via: neighbours.regionalNat.ipv4 }
          : undefined;
      return through(
        placement.interfaces.find(
          ({ owner }) => owner.kind === 'nat-gateway' && owner.natGateway === target.id,
        ),
      );
    }
    case 'instance':
    case 'network-interface': {
      const placed = placement.interfaces.find(({ owner }) => isTarget(network, owner, target));
      if (placed === undefined) gaps.miss(target.id, origin);
      return through(placed);
    }
    case 'vpc-endpoint': {
      const gateway = gateways.endpoints.find(({ endpoint }) => endpoint.id === target.id);
      if (gateway === undefined) gaps.refuse(target.id, 'gateway-load-balancer', origin);
      return gateway === undefined
        ? undefined
        : { device: gateway.device, via: neighbours.gateway[family.name] };
    }
    case 'vpc-peering-connection': {
      const peering = gateways.peerings.find(({ id, from }) => id === target.id && from === vpc);
      if (!network.vpcPeeringConnections.has(target.id)) gaps.refuse(target.id, 'foreign-peering', origin);
      return peering === undefined
        ? undefined
        : { device: peering.device, via: neighbours.peering[family.name] };
    }
    case 'transit-gateway':
    case 'vpn-gateway':
      gaps.refuse(target.id, target.kind, origin);
      return undefined;
    case 'local':
      return undefined;
    case 'unknown':
      gaps.miss(`${table} route target`, origin);
      return undefined;
    default:
      gaps.refuse(target.name, 'other-route-target', origin);
      return undefined;
  }
}

function isTarget(
  network: Network,
  owner: PlacedInterface['owner'],
  target: Extract<RouteTarget, { kind: 'instance' | 'network-interface' }>,
): boolean {
  if (owner.kind !== 'workload') return false;
  return target.kind === 'instance'
    ? network.workloads.get(owner.workload)?.instance === target.id
    : String(owner.workload) === target.id;
}

/** A route that is in a table of Linux: one prefix, one way. */
export interface LabRoute {
  readonly prefix: string;
  /** `throw` = by the main table, which knows the VPC's ENIs. */
  readonly hop: NextHop | 'throw' | undefined;
}

/**
 * The routes of one route table for one family, each destination once (RT-3 to RT-8, RT-10, GW-2).
 *
 * Which of two routes with one prefix wins is settled here, because Linux takes each prefix once: a static
 * one before one of a prefix list. Which prefix wins for an address is left to the kernel.
 */
export function routesOfTable(
  context: RoutingContext,
  vpc: PlacedVpc,
  table: Id<'RouteTable'>,
  family: Family,
): readonly LabRoute[] {
  const { network, gateways, gaps } = context;
  const declared = network.routeTables.get(table);
  const routes = new Map<string, LabRoute & { readonly order: number }>();
  const add = (prefix: string, hop: LabRoute['hop'], order: number, origin?: Route['origin']): void => {
    const earlier = routes.get(prefix);
    if (earlier !== undefined && earlier.order === order && !isSameHop(earlier.hop, hop))
      gaps.refuse(table, 'ambiguous-route', origin);
    if (earlier === undefined || earlier.order > order) routes.set(prefix, { prefix, hop, order });
  };
  const blocks = family.name === 'ipv4' ? vpc.vpc.ipv4Cidrs : vpc.vpc.ipv6Cidrs;
  for (const block of blocks.items) add(prefixText(block), 'throw', rank.local);
  if (declared !== undefined) {
    gaps.missAll(declared.routes.unknowns, `${table} routes`, declared.origin);
    if (declared.propagatingVpnGateways.items.length > 0) gaps.refuse(table, 'vpn-gateway', declared.origin);
    if (declared.edgeOf.length > 0) gaps.refuse(table, 'edge-route-table', declared.origin);
  }
  for (const route of declared?.routes.items ?? []) {
    if (route.target.kind === 'local') continue;
    for (const prefix of destinationsOf(network, route, gaps, table)) {
      if (prefix.family !== family.name) continue;
      const hop = nextHopOf(context, vpc, route, family, table);
      add(prefixText(prefix), hop, rankOf(route), route.origin);
    }
  }
  for (const { endpoint, prefixes, device } of gateways.endpoints) {
    const isAssociated = endpoint.routeTables.items.some(
      ({ target }) => target.kind === 'known' && target.value === table,
    );
    if (!isAssociated) continue;
    const hop = { device, via: neighbours.gateway[family.name] };
    for (const prefix of prefixes)
      if (prefix.family === family.name) add(prefixText(prefix), hop, rank.prefixList, endpoint.origin);
  }
  return [...routes.values()].sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
}

/** Of routes with one prefix the lowest wins: RT-10, RT-3, RT-7, RT-8. */
const rank = { appliance: 0, local: 1, static: 2, prefixList: 3 } as const;

/** RT-10: a route to an appliance may take the local route's place. */
function rankOf({ destination, target }: Route): number {
  if (destination.kind === 'prefix-list') return rank.prefixList;
  const isAppliance = ['network-interface', 'instance', 'nat-gateway', 'vpc-endpoint'].includes(target.kind);
  return isAppliance ? rank.appliance : rank.static;
}

function isSameHop(a: LabRoute['hop'], b: LabRoute['hop']): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function destinationsOf(
  network: Network,
  { destination, origin }: Route,
  gaps: LabGaps,
  table: string,
): readonly Prefix[] {
  switch (destination.kind) {
    case 'prefix':
      return [destination.prefix];
    case 'prefix-list': {
      const list = network.prefixLists.get(destination.prefixList);
      if (list === undefined || list.entries.unknowns.length > 0) gaps.miss(destination.prefixList, origin);
      return list?.entries.items ?? [];
    }
    case 'unknown':
      gaps.miss(`${table} route destination`, origin);
      return [];
  }
}
