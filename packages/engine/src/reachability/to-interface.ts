import type { Collection } from '../base/known.ts';
import type { EffectiveRoute } from '../forwarding/effective-routes.ts';
import { formatTarget, type RoutePart } from '../forwarding/select-route.ts';
import { type IpSet, overlaps, setOfPrefix } from '../ip/ip-set.ts';
import { formatPorts, portRange } from '../ip/port-set.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Subnet, VpcPeeringConnection } from '../model/network.ts';
import { describeSet, recordFilter } from './filters.ts';
import { gapOf } from './gap-codes.ts';
import { hasOnlyInternetBehind, missBehindNat } from './nat-subnet.ts';
import type { Position } from './position.ts';
import { refusePrivate } from './private-space.ts';
import type { Prover } from './prover.ts';
import { recordRoute, routeParts } from './routing.ts';
import type { Trail } from './trail.ts';

/** An ENI of the network at the other end: an endpoint's, a workload's. */
export interface InterfaceTarget {
  readonly kind: 'interface-endpoint' | 'destination';
  readonly component: string;
  readonly subnet: Subnet;
  /** One of these is its address. */
  readonly addresses: IpSet;
  readonly groups: Collection<Id<'SecurityGroup'>>;
  readonly origin: Origin | undefined;
}

/**
 * From a position to an ENI: the client's group and ACL, the route, the other side's ACL and group, and the
 * way back. Everything is looked at even after the first refusal (ENG-3).
 */
export function walkToInterface(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: InterfaceTarget,
  port: number,
): void {
  const { family } = to.addresses;
  const sameSubnet = from.subnet.id === to.subnet.id;
  const sources = from.addresses[family];
  const ports = portRange(port, port);
  const clientGroups = from.isStandIn ? undefined : from.groups;
  if (family === 'ipv6') checkIpv6(trail, from);
  recordClientGroup(prover, trail, from, { addresses: to.addresses, groups: to.groups }, port, to.component);
  if (!sameSubnet) {
    recordAcl(prover, trail, from.subnet, 'forward', 'egress', ports, to.addresses);
    if (!followToSubnet(prover, trail, from, to)) return;
    recordAcl(prover, trail, to.subnet, 'forward', 'ingress', ports, sources);
  } else {
    trail.hop('forward', sameSubnetHop(from.subnet));
    arriveLocally(trail, to);
  }
  recordTargetGroup(prover, trail, to, { addresses: sources, groups: clientGroups }, port, from);
  trail.hop('forward', {
    kind: to.kind,
    component: to.component,
    outcome: 'pass',
    code: to.kind === 'interface-endpoint' ? 'ENDPOINT_REACHED' : 'DESTINATION_REACHED',
    decided: to.subnet.id,
    facts: { subnet: to.subnet.id, addresses: describeSet(to.addresses) },
    rules: ['IF-1'],
    origin: to.origin,
  });
  trail.hop('return', {
    kind: 'security-group',
    component: to.groups.items.join(', '),
    outcome: 'pass',
    code: 'STATEFUL_REPLY',
    rules: ['SG-1'],
  });
  if (sameSubnet) return;
  recordReplyAcl(prover, trail, to.subnet, 'egress', from, sources);
  recordReplyRoute(prover, trail, to.subnet, sources);
  recordReplyAcl(prover, trail, from.subnet, 'ingress', from, to.addresses);
}

/** V6-1: a packet of IPv6 needs an address of IPv6 to come from. */
export function checkIpv6(trail: Trail, { ipv6, workload, subnet }: Position): void {
  const { id, origin } = workload;
  if (ipv6.kind === 'unknown') return trail.missAll([ipv6.unknown], id, origin);
  const facts = { component: id, subnet: subnet.id };
  if (!ipv6.value) trail.block('IPV6_ADDRESS_MISSING', id, facts, ['V6-1'], origin, 'GIVE_IPV6_ADDRESS');
}

/**
 * RT-10: the table of the subnet from which replies come may send them to an appliance, though the request
 * came by the local route.
 *
 * Over peering the way back is looked at where the connection is (PEER-2).
 */
export function recordReplyRoute(prover: Prover, trail: Trail, subnet: Subnet, sources: IpSet): void {
  const answer = prover.tableOf(subnet);
  if (answer.kind !== 'table' || !answer.table.routes.some(leadsToAppliance)) return;
  for (const part of prover.routesTo(answer.table, sources)) {
    if (part.outcome !== 'route' || part.route === undefined || !leadsToAppliance(part.route)) continue;
    const { id } = answer.table;
    const route = recordRoute(trail, subnet, part, id, 'return', answer.table.origin);
    if (route === undefined) continue;
    const facts = { component: id, route: route.destination };
    trail.miss('UNKNOWN_APPLIANCE', id, facts, route.origin);
  }
}

function leadsToAppliance({ target: { kind } }: EffectiveRoute): boolean {
  return kind === 'instance' || kind === 'network-interface' || kind === 'nat-gateway';
}

function arriveLocally(trail: Trail, to: InterfaceTarget): void {
  const isEndpoint = to.kind === 'interface-endpoint';
  trail.via = {
    kind: isEndpoint ? 'interface-endpoint' : 'local',
    component: isEndpoint ? to.component : '',
  };
  trail.level = 'vpc';
}

/** RT-14, NACL-4. */
function sameSubnetHop(subnet: Subnet): Parameters<Trail['hop']>[1] {
  return {
    kind: 'route',
    component: subnet.id,
    outcome: 'pass',
    code: 'SAME_SUBNET',
    decided: '',
    facts: { subnet: subnet.id },
    rules: ['RT-14', 'NACL-4'],
  };
}

export function recordClientGroup(
  prover: Prover,
  trail: Trail,
  from: Position,
  peer: { readonly addresses: IpSet; readonly groups: Collection<Id<'SecurityGroup'>> | undefined },
  port: number,
  peerName: string,
): void {
  if (from.isStandIn) {
    trail.assumptions.push({ code: 'ASSUMED_CLIENT_GROUP', facts: { subnet: from.subnet.id } });
    return;
  }
  recordFilter(trail, prover.securityGroups(from.groups, 'egress', port, peer), () => ({
    direction: 'forward',
    kind: 'security-group',
    side: 'egress',
    component: from.groups.items.join(', '),
    ports: String(port),
    peer: peerName === '' ? describeSet(peer.addresses) : peerName,
    subnet: from.subnet.id,
  }));
}

function recordTargetGroup(
  prover: Prover,
  trail: Trail,
  to: InterfaceTarget,
  peer: { readonly addresses: IpSet; readonly groups: Collection<Id<'SecurityGroup'>> | undefined },
  port: number,
  from: Position,
): void {
  // A stand-in's groups are not decided yet: a rule that refers to a group may or may not match it.
  const groups = from.isStandIn
    ? {
        items: [],
        unknowns: [
          {
            reason: 'not-given' as const,
            references: [{ address: from.subnet.id, path: 'security group of a client' }],
          },
        ],
      }
    : peer.groups;
  recordFilter(
    trail,
    prover.securityGroups(to.groups, 'ingress', port, { addresses: peer.addresses, groups }),
    () => ({
      direction: 'forward',
      kind: 'security-group',
      side: 'ingress',
      component: to.groups.items.join(', '),
      ports: String(port),
      peer: `${from.groups.items.join(', ') || from.subnet.id} (${describeSet(peer.addresses)})`,
      subnet: to.subnet.id,
    }),
  );
}

export function recordAcl(
  prover: Prover,
  trail: Trail,
  subnet: Subnet,
  direction: 'forward' | 'return',
  side: 'ingress' | 'egress',
  ports: readonly number[],
  addresses: IpSet,
): void {
  recordFilter(trail, prover.networkAcl(subnet, side, ports, addresses), () => ({
    direction,
    kind: 'network-acl',
    side,
    component: subnet.networkAcl?.target.kind === 'known' ? subnet.networkAcl.target.value : subnet.id,
    ports: formatPorts(ports),
    peer: describeSet(addresses),
    subnet: subnet.id,
  }));
}

/** Replies to the client: where its operating system's range of ports decides, the answer is open (NACL-3). */
export function recordReplyAcl(
  prover: Prover,
  trail: Trail,
  subnet: Subnet,
  side: 'ingress' | 'egress',
  { ephemeralPorts, ephemeralRanges, workload }: Position,
  addresses: IpSet,
): void {
  const answers = prover.networkAcl(subnet, side, ephemeralPorts, addresses);
  const hasRefusal = answers.some(({ outcome }) => outcome === 'deny');
  const outcomes = hasRefusal
    ? ephemeralRanges.map((ports) => outcomesOf(prover.networkAcl(subnet, side, ports, addresses)))
    : [];
  if (new Set(outcomes).size < 2)
    return recordAcl(prover, trail, subnet, 'return', side, ephemeralPorts, addresses);
  const component = answers[0]?.component ?? subnet.id;
  const ports = ephemeralRanges.map(formatPorts);
  const facts = { side, component, subnet: subnet.id, peer: describeSet(addresses), ports };
  const origin = answers.find(({ outcome }) => outcome === 'deny')?.origin;
  const code = 'UNKNOWN_OPERATING_SYSTEM';
  const kind = 'network-acl';
  const outcome = 'unknown';
  trail.hop('return', { kind, component, outcome, code, facts, rules: ['NACL-2', 'NACL-3'], origin });
  trail.miss(code, workload.id, facts, origin);
}

function outcomesOf(parts: ReturnType<Prover['networkAcl']>): string {
  return [...new Set(parts.map(({ outcome }) => outcome))].sort().join(' ');
}

/**
 * The route to the target's subnet: local, or over peering.
 *
 * The target has one of the addresses: where the table sends some of them elsewhere, which one it is decides.
 *
 * @returns whether the path goes on
 */
function followToSubnet(prover: Prover, trail: Trail, from: Position, to: InterfaceTarget): boolean {
  const routed = routeParts(prover, trail, from.subnet, to.addresses, 'forward');
  if (routed === undefined) return false;
  const { table, parts } = routed;
  const arrives = (part: RoutePart): boolean => mayArrive(prover, from, to, part);
  const isSplit = parts.some(arrives) && !parts.every(arrives);
  if (isSplit) missAddress(trail, to.component, table, from.subnet, to.addresses);
  const followed = isSplit ? parts.filter(arrives) : parts;
  return followed.every((part) => followPart(prover, trail, from, to, part, routed));
}

/** Not certain to end elsewhere. */
function mayArrive(prover: Prover, from: Position, to: InterfaceTarget, part: RoutePart): boolean {
  const { outcome, route } = part;
  if (outcome !== 'route' || route === undefined) return outcome !== 'none';
  return route.state === 'active' && !isWayOut(prover, from, to, route);
}

/** Leads to the Internet, from where nothing comes back to an address of another VPC. */
function isWayOut(prover: Prover, from: Position, to: InterfaceTarget, { target }: EffectiveRoute): boolean {
  if (target.kind === 'internet-gateway' || target.kind === 'egress-only-internet-gateway') return true;
  if (target.kind !== 'nat-gateway') return false;
  // RT-10: inside the VPC the way may go on.
  const isInside = to.subnet.vpc.kind === 'unknown' || to.subnet.vpc.value === from.vpc.id;
  return !isInside && hasOnlyInternetBehind(prover, target.id, to.addresses);
}

/** IGW-3: addresses of IPv6 are global, so that a packet may come from one VPC to another by the Internet. */
function mayComeRound(
  { network }: Prover,
  { addresses, subnet }: InterfaceTarget,
  route: EffectiveRoute,
): boolean {
  const isGateway = /internet-gateway$/.test(route.target.kind);
  if (addresses.family === 'ipv4' || !isGateway || subnet.vpc.kind === 'unknown') return false;
  const home = subnet.vpc.value;
  return [...network.internetGateways.values()].some(
    ({ vpc }) => vpc !== undefined && (vpc.kind === 'unknown' || vpc.value === home),
  );
}

function missAddress(trail: Trail, what: string, table: string, subnet: Subnet, addresses: IpSet): void {
  const facts = { component: table, subnet: subnet.id, routeTable: table, peer: describeSet(addresses) };
  trail.miss('UNKNOWN_ADDRESS', what, facts, undefined);
}

function followPart(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: InterfaceTarget,
  part: RoutePart,
  { table, tableOrigin }: { readonly table: string; readonly tableOrigin: Origin },
): boolean {
  const route = recordRoute(trail, from.subnet, part, table, 'forward', tableOrigin);
  if (part.outcome === 'none') return blockNoRoute(trail, from, table, to);
  if (route === undefined) return false;
  const { target } = route;
  if (isWayOut(prover, from, to, route)) {
    if (mayComeRound(prover, to, route)) {
      const facts = { component: formatTarget(target) };
      trail.miss('UNKNOWN_FOREIGN_NETWORK', to.component, facts, route.origin);
      return true;
    }
    const isRefused = refusePrivate(trail, part.destinations, formatTarget(target), from.subnet, route);
    return isRefused ? false : blockNoRoute(trail, from, table, to);
  }
  switch (target.kind) {
    case 'local':
      arriveLocally(trail, to);
      return true;
    case 'vpc-peering-connection': {
      const peering = prover.network.vpcPeeringConnections.get(target.id);
      return followPeering(prover, trail, from, to, peering, target.id);
    }
    case 'transit-gateway':
    case 'vpn-gateway':
      trail.via = { kind: target.kind, component: target.id };
      trail.miss(
        'UNKNOWN_NOT_MODELLED',
        target.id,
        { component: target.id, gap: gapOf(target.kind) },
        route.origin,
      );
      return true;
    case 'nat-gateway':
      missBehindNat(prover, trail, target.id, part.destinations, route);
      return true;
    default:
      // RT-10: a route inside the VPC that leads to an appliance.
      trail.miss('UNKNOWN_APPLIANCE', table, { component: table, route: route.destination }, route.origin);
      return true;
  }
}

function blockNoRoute(trail: Trail, from: Position, table: string, to: InterfaceTarget): false {
  const facts = {
    subnet: from.subnet.id,
    routeTable: table,
    destinations: describeSet(to.addresses),
    destination: to.component,
  };
  trail.block('NO_ROUTE_TO_DESTINATION', table, facts, ['RT-3'], undefined, 'ADD_ROUTE');
  return false;
}

/** PEER-1, PEER-2: active, both ends known, and a way back in the other side's table. */
function followPeering(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: InterfaceTarget,
  peering: VpcPeeringConnection | undefined,
  id: string,
): boolean {
  trail.via =
    to.kind === 'interface-endpoint'
      ? { kind: 'interface-endpoint', component: to.component }
      : { kind: 'vpc-peering-connection', component: id };
  trail.level = 'vpc';
  const ends = peering === undefined ? [] : [peering.requester, peering.accepter];
  const known = ends.flatMap((end) => (end.kind === 'known' ? [end.value] : []));
  const other = to.subnet.vpc.kind === 'known' ? to.subnet.vpc.value : undefined;
  if (
    peering === undefined ||
    known.length < 2 ||
    other === undefined ||
    peering.accepted.kind === 'unknown'
  ) {
    trail.miss('UNKNOWN_FOREIGN_NETWORK', id, { component: id }, peering?.origin);
    return true;
  }
  const rules = ['PEER-1', 'PEER-2'];
  if (!known.includes(other) || !known.includes(from.vpc.id)) {
    trail.block(
      'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
      id,
      { component: id, destination: to.component },
      rules,
      peering.origin,
      'USE_ANOTHER_CONNECTION',
    );
    return false;
  }
  if (!peering.accepted.value) {
    trail.block(
      'BAD_STATE',
      id,
      { component: id, state: 'pending-acceptance' },
      rules,
      peering.origin,
      'ACCEPT_PEERING',
    );
  }
  trail.hop('forward', {
    kind: 'vpc-peering-connection',
    component: id,
    outcome: 'pass',
    code: 'PEERING_CARRIES',
    rules,
    origin: peering.origin,
  });
  recordWayBack(prover, trail, from, to, id);
  return true;
}

function recordWayBack(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: InterfaceTarget,
  peering: string,
): void {
  const sources = from.addresses[to.addresses.family];
  const routed = routeParts(prover, trail, to.subnet, sources, 'return');
  if (routed === undefined) return;
  const { table, parts } = routed;
  const leadsElsewhere = ({ outcome, route }: RoutePart): boolean =>
    outcome === 'none' || (outcome === 'route' && !isBack(route, peering));
  const isSplit = parts.some(leadsElsewhere) && !parts.every(leadsElsewhere);
  if (isSplit) missAddress(trail, from.workload.id, table, to.subnet, sources);
  for (const part of isSplit ? parts.filter((each) => !leadsElsewhere(each)) : parts) {
    const route = recordRoute(trail, to.subnet, part, table, 'return', routed.tableOrigin);
    if (!leadsElsewhere(part)) continue;
    const destinations = describeSet(part.destinations);
    const facts = { subnet: to.subnet.id, routeTable: table, destinations, destination: peering };
    trail.block('NO_ROUTE_TO_DESTINATION', table, facts, ['PEER-2'], route?.origin, 'ADD_RETURN_ROUTE');
  }
}

function isBack(route: EffectiveRoute | undefined, peering: string): boolean {
  const target = route?.state === 'active' ? route.target : undefined;
  return target?.kind === 'vpc-peering-connection' && target.id === peering;
}

/** The subnet whose block holds these addresses, in the VPC; RT-17 when there is none. */
export function subnetHolding(prover: Prover, vpc: Id<'Vpc'>, addresses: IpSet): Subnet | undefined {
  for (const subnet of prover.network.subnets.values()) {
    if (subnet.vpc.kind !== 'known' || subnet.vpc.value !== vpc) continue;
    const cidr = addresses.family === 'ipv4' ? subnet.ipv4Cidr : subnet.ipv6Cidr;
    if (cidr?.kind === 'known' && overlaps(setOfPrefix(cidr.value), addresses)) return subnet;
  }
  return undefined;
}
