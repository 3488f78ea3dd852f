import type { EffectiveRoute } from '../forwarding/effective-routes.ts';
import type { RoutePart } from '../forwarding/select-route.ts';
import { type IpSet, intersect, isEmptySet, subtract } from '../ip/ip-set.ts';
import { portRange } from '../ip/port-set.ts';
import type { Id } from '../model/identity.ts';
import type { Subnet } from '../model/network.ts';
import { gapOf } from './gap-codes.ts';
import { throughEgressOnly, throughInternetGateway } from './internet-gateway.ts';
import { throughNatGateway } from './nat-gateway.ts';
import { findAppliance, throughInstance } from './nat-instance.ts';
import { anyEphemeral, type Position } from './position.ts';
import { isPrivateSpace } from './private-space.ts';
import type { Prover } from './prover.ts';
import type { PublicTarget } from './public-target.ts';
import { recordRoute, routeParts } from './routing.ts';
import { checkIpv6, recordAcl, recordClientGroup, recordReplyAcl } from './to-interface.ts';
import type { Trail } from './trail.ts';

/** One trail for each part of the addresses that fares differently. */
export function walkToPublic(
  prover: Prover,
  start: () => Trail,
  from: Position,
  to: PublicTarget,
  port: number,
): readonly { readonly trail: Trail; readonly addresses: IpSet }[] {
  const probe = start();
  const routed = routeParts(prover, probe, from.subnet, to.addresses, 'forward');
  if (routed === undefined) {
    recordLeaving(prover, probe, from, to, to.addresses, port);
    return [{ trail: probe, addresses: to.addresses }];
  }
  return routed.parts.flatMap((part) =>
    splitByFilters(prover, from, to, part, port).map((addresses) => {
      const trail = start();
      recordLeaving(prover, trail, from, to, addresses, port);
      const route = recordRoute(
        trail,
        from.subnet,
        { ...part, destinations: addresses },
        routed.table,
        'forward',
        routed.tableOrigin,
      );
      if (part.outcome === 'none') blockNoRoute(trail, from, to, routed.table);
      else if (route !== undefined) follow(prover, trail, from, to, addresses, port, route);
      recordReply(prover, trail, from, addresses);
      return { trail, addresses };
    }),
  );
}

/**
 * The addresses of one route are told apart where the table of a NAT gateway's subnet does so, and exact sets
 * also where a group or an ACL lets only some of them through (ENG-4).
 */
function splitByFilters(
  prover: Prover,
  from: Position,
  to: PublicTarget,
  part: RoutePart,
  port: number,
): readonly IpSet[] {
  const addresses = part.destinations;
  const nat = natSubnet(prover, part.route);
  const cuts = nat === undefined ? [] : [...routedApart(prover, nat, addresses)];
  if (to.exact) {
    const ports = portRange(port, port);
    const peer = { addresses, groups: undefined };
    if (!from.isStandIn) cuts.push(...mixed(prover.securityGroups(from.groups, 'egress', port, peer)));
    cuts.push(...mixed(prover.networkAcl(from.subnet, 'egress', ports, addresses)));
    cuts.push(...mixed(prover.networkAcl(from.subnet, 'ingress', from.ephemeralPorts, addresses)));
    if (nat !== undefined) {
      cuts.push(...mixed(prover.networkAcl(nat, 'egress', ports, addresses)));
      cuts.push(...mixed(prover.networkAcl(nat, 'ingress', anyEphemeral, addresses)));
    }
  }
  return cuts.reduce<readonly IpSet[]>(
    (parts, cut) =>
      parts
        .flatMap((each) => [intersect(each, cut), subtract(each, cut)])
        .filter((each) => !isEmptySet(each)),
    [addresses],
  );
}

/** The subnet of the NAT gateway or instance to which a route leads. */
function natSubnet(prover: Prover, route: EffectiveRoute | undefined): Subnet | undefined {
  if (route?.target.kind === 'instance' || route?.target.kind === 'network-interface')
    return findAppliance(prover, route.target)?.subnet;
  if (route?.target.kind !== 'nat-gateway') return undefined;
  const subnet = prover.network.natGateways.get(route.target.id)?.subnet;
  return subnet?.kind === 'known' ? prover.network.subnets.get(subnet.value) : undefined;
}

function routedApart(prover: Prover, subnet: Subnet, addresses: IpSet): readonly IpSet[] {
  const answer = prover.tableOf(subnet);
  const parts = answer.kind === 'table' ? prover.routesTo(answer.table, addresses) : [];
  return parts.length > 1 ? parts.map(({ destinations }) => destinations) : [];
}

function mixed(parts: ReturnType<Prover['networkAcl']>): readonly IpSet[] {
  const outcomes = new Set(parts.map(({ outcome }) => outcome));
  return outcomes.size > 1 ? parts.map(({ addresses }) => addresses) : [];
}

function recordLeaving(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: PublicTarget,
  addresses: IpSet,
  port: number,
): void {
  recordClientGroup(prover, trail, from, { addresses, groups: undefined }, port, to.name);
  recordAcl(prover, trail, from.subnet, 'forward', 'egress', portRange(port, port), addresses);
}

function recordReply(prover: Prover, trail: Trail, from: Position, addresses: IpSet): void {
  if (!from.isStandIn) {
    trail.hop('return', {
      kind: 'security-group',
      component: from.groups.items.join(', '),
      outcome: 'pass',
      code: 'STATEFUL_REPLY',
      rules: ['SG-1'],
    });
  }
  recordReplyAcl(prover, trail, from.subnet, 'ingress', from, addresses);
}

function blockNoRoute(trail: Trail, from: Position, to: PublicTarget, table: string): void {
  to.whenNoRoute(trail, from, table);
}

function follow(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: PublicTarget,
  addresses: IpSet,
  port: number,
  route: EffectiveRoute,
): void {
  const { target } = route;
  switch (target.kind) {
    case 'internet-gateway':
      return throughInternetGateway(prover, trail, from, to, addresses, target.id, route);
    case 'egress-only-internet-gateway':
      return throughEgressOnly(prover, trail, from, to, target.id, route);
    case 'nat-gateway':
      return throughNatGateway(prover, trail, from, to, addresses, port, target.id, route);
    case 'vpc-endpoint':
      return throughEndpoint(prover, trail, from, to, target.id, route);
    case 'instance':
    case 'network-interface':
      return throughInstance(prover, trail, from, to, addresses, port, target, route);
    case 'vpc-peering-connection':
      trail.via = { kind: 'vpc-peering-connection', component: target.id };
      if (mayLieBehind(prover, target.id, addresses))
        return trail.miss('UNKNOWN_FOREIGN_NETWORK', target.id, { component: target.id }, route.origin);
      trail.hop('forward', {
        kind: 'vpc-peering-connection',
        component: target.id,
        outcome: 'block',
        code: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
        rules: ['PEER-1'],
        origin: route.origin,
      });
      return trail.block(
        'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
        target.id,
        { component: target.id, destination: to.name },
        ['PEER-1'],
        route.origin,
        'USE_OWN_GATEWAY',
      );
    case 'local':
      return trail.block(
        'VPC_LOCAL_ROUTE_CIDR_RESTRICTION',
        from.vpc.id,
        { component: from.vpc.id, destination: to.name },
        ['RT-3'],
        route.origin,
        'ADD_ROUTE',
      );
    case 'transit-gateway':
    case 'vpn-gateway':
      trail.via = { kind: target.kind, component: target.id };
      return trail.miss(
        'UNKNOWN_NOT_MODELLED',
        target.id,
        { component: target.id, gap: gapOf(target.kind) },
        route.origin,
      );
    case 'carrier-gateway':
    case 'local-gateway':
    case 'core-network':
    case 'odb-network':
      return trail.miss(
        'UNKNOWN_NOT_MODELLED',
        target.name,
        { component: target.name, gap: gapOf(target.kind) },
        route.origin,
      );
    case 'unknown':
      return trail.missAll([target.unknown], 'route', route.origin);
  }
}

/** ENG-9: private addresses of a VPC that is not in the source may lie behind the connection. */
function mayLieBehind(prover: Prover, id: Id<'VpcPeeringConnection'>, addresses: IpSet): boolean {
  if (!isPrivateSpace(addresses)) return false;
  const peering = prover.network.vpcPeeringConnections.get(id);
  const ends = peering === undefined ? [] : [peering.requester, peering.accepter];
  const blocks = ends.flatMap((end) => {
    const vpc = end.kind === 'known' ? prover.network.vpcs.get(end.value) : undefined;
    return vpc === undefined ? [] : [vpc.ipv4Cidrs];
  });
  return blocks.length < 2 || blocks.some(({ unknowns }) => unknowns.length > 0);
}

/** GW-4, GW-11, GW-12. */
function throughEndpoint(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: PublicTarget,
  id: Id<'VpcEndpoint'>,
  route: EffectiveRoute,
): void {
  const endpoint = prover.network.vpcEndpoints.get(id);
  if (endpoint === undefined) return trail.miss('UNKNOWN_NOT_GIVEN', id, { component: id }, route.origin);
  if (endpoint.type.kind === 'unknown') return trail.missAll([endpoint.type.unknown], id, endpoint.origin);
  if (endpoint.type.value !== 'Gateway') {
    // OE-3: an appliance that we cannot see decides.
    trail.hop('forward', {
      kind: 'gateway-endpoint',
      component: id,
      outcome: 'unknown',
      code: 'UNKNOWN_APPLIANCE',
      rules: ['OE-3'],
      origin: route.origin,
    });
    return trail.miss('UNKNOWN_APPLIANCE', id, { component: id }, route.origin);
  }
  trail.via = { kind: 'gateway-endpoint', component: id };
  trail.level = 'gateway';
  if (to.addresses.family === 'ipv6') checkIpv6(trail, from);
  const facts = {
    component: id,
    serviceName: endpoint.serviceName.kind === 'known' ? endpoint.serviceName.value : '',
    subnet: from.subnet.id,
    destination: to.name,
  };
  trail.hop('forward', {
    kind: 'gateway-endpoint',
    component: id,
    outcome: 'pass',
    code: 'GATEWAY_ENDPOINT_CARRIES',
    facts,
    rules: ['GW-2', 'GW-12'],
    origin: endpoint.origin,
  });
  trail.assumptions.push({ code: 'PUBLISHED_RANGES', facts: { serviceName: facts.serviceName } });
}
