import type { EffectiveRoute } from '../forwarding/effective-routes.ts';
import type { RoutePart } from '../forwarding/select-route.ts';
import { type IpSet, intersect, isEmptySet, subtract } from '../ip/ip-set.ts';
import { portRange } from '../ip/port-set.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { NatGateway, Subnet } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { Hop, PrivacyLevel } from './answer.ts';
import { describeSet, recordFilter } from './filters.ts';
import { gapOf } from './gap-codes.ts';
import { anyEphemeral, effectiveGroups, type Position } from './position.ts';
import { isPrivateSpace, refusePrivate } from './private-space.ts';
import type { Prover } from './prover.ts';
import { recordRoute, routeParts } from './routing.ts';
import { recordAcl, recordClientGroup, recordReplyAcl } from './to-interface.ts';
import type { Trail } from './trail.ts';

/** Public addresses at the other end. */
export interface PublicTarget {
  readonly addresses: IpSet;
  /** All of them are asked about, or one of them that we cannot name. */
  readonly exact: boolean;
  /** `aws` when AWS states that traffic stays on its network, else `internet` (PRIV-1 P3, PRIV-5). */
  readonly level: PrivacyLevel;
  /** As words and mends name it. */
  readonly name: string;
  /** What would serve it when no route does. */
  readonly whenNoRoute: (trail: Trail, position: Position, table: string) => void;
}

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

/** IGW-1, IGW-3, IGW-5. */
function throughInternetGateway(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: PublicTarget,
  addresses: IpSet,
  id: Id<'InternetGateway'>,
  route: EffectiveRoute,
): void {
  trail.via = { kind: 'internet-gateway', component: id };
  trail.level = to.level;
  const refusals = trail.blockers.length;
  checkAttached(prover, trail, from.vpc.id, id, route);
  checkPublicAccess(prover, trail, from.subnet.id, from.vpc.id, id);
  if (refusePrivate(trail, addresses, id, from.subnet, route)) return;
  const { family } = addresses;
  const pairing = family === 'ipv4' ? from.publicIp : from.ipv6;
  const origin =
    from.workload.origins.publicIp ?? from.subnet.origins.mapPublicIpOnLaunch ?? from.workload.origin;
  const facts = { component: from.workload.id, subnet: from.subnet.id, kind: from.workload.kind, family };
  const rules = family === 'ipv4' ? ['IGW-1', 'IGW-5'] : ['IGW-3'];
  if (pairing.kind === 'unknown') {
    trail.hop('forward', {
      kind: 'internet-gateway',
      component: id,
      outcome: 'unknown',
      code: 'UNKNOWN_UNTIL_APPLY',
      facts,
      rules,
      origin,
    });
    return trail.missAll([pairing.unknown], from.workload.id, origin);
  }
  if (pairing.value) {
    return recordInternetGateway(trail, refusals, {
      component: id,
      facts,
      rules,
      origin: prover.network.internetGateways.get(id)?.origin,
    });
  }
  const code = family === 'ipv4' ? 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS' : 'IPV6_ADDRESS_MISSING';
  trail.hop('forward', {
    kind: 'internet-gateway',
    component: id,
    outcome: 'block',
    code,
    facts,
    rules,
    origin,
  });
  trail.block(
    code,
    from.workload.id,
    facts,
    rules,
    origin,
    family === 'ipv4' ? 'GIVE_PUBLIC_IP' : 'GIVE_IPV6_ADDRESS',
  );
}

/** The gateway passes the packet, unless it was refused there: by a blocker after the first `refusals`. */
function recordInternetGateway(
  trail: Trail,
  refusals: number,
  gateway: Pick<Hop, 'component' | 'facts' | 'rules' | 'origin'>,
): void {
  const refusal = trail.blockers[refusals];
  const answer =
    refusal === undefined
      ? ({ outcome: 'pass', code: 'INTERNET_GATEWAY_PASSES' } as const)
      : ({ outcome: 'block', ...refusal } as const);
  const { outcome, code, facts, rules, origin } = { ...gateway, ...answer };
  trail.hop('forward', {
    kind: 'internet-gateway',
    component: gateway.component,
    outcome,
    code,
    facts,
    rules,
    origin,
  });
}

/** The gateway is in the input, attached, and to this VPC. */
function checkAttached(
  prover: Prover,
  trail: Trail,
  vpc: Id<'Vpc'>,
  id: Id<'InternetGateway'>,
  route: EffectiveRoute,
): void {
  const gateway = prover.network.internetGateways.get(id);
  if (gateway === undefined) return trail.miss('UNKNOWN_NOT_GIVEN', id, { component: id }, route.origin);
  if (gateway.vpc?.kind === 'unknown') return trail.missAll([gateway.vpc.unknown], id, gateway.origin);
  if (gateway.vpc?.value === vpc) return;
  trail.block(
    'BAD_STATE',
    id,
    { component: id, vpc, state: 'detached' },
    ['IGW-1'],
    gateway.origin,
    'ATTACH_INTERNET_GATEWAY',
  );
}

/** BPA-1. */
function checkPublicAccess(
  prover: Prover,
  trail: Trail,
  subnet: Id<'Subnet'> | undefined,
  vpc: Id<'Vpc'>,
  gateway: string,
): void {
  for (const { mode, excluded, origin } of prover.network.blockPublicAccess) {
    const isExcluded = excluded.items.some((id) => id === subnet || id === vpc);
    if (isExcluded) continue;
    if (mode.kind === 'unknown') trail.missAll([mode.unknown], gateway, origin);
    else if (mode.value === 'block-bidirectional') {
      const facts = { component: gateway, subnet: subnet ?? '', vpc, mode: mode.value };
      trail.block(
        'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
        gateway,
        facts,
        ['BPA-1'],
        origin,
        'EXCLUDE_FROM_BLOCK_PUBLIC_ACCESS',
      );
    }
  }
}

/** EIGW-1: IPv6, outbound only. */
function throughEgressOnly(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: PublicTarget,
  id: Id<'EgressOnlyInternetGateway'>,
  route: EffectiveRoute,
): void {
  trail.via = { kind: 'egress-only-internet-gateway', component: id };
  trail.level = to.level;
  const gateway = prover.network.egressOnlyInternetGateways.get(id);
  if (gateway === undefined) trail.miss('UNKNOWN_NOT_GIVEN', id, { component: id }, route.origin);
  checkPublicAccess(prover, trail, from.subnet.id, from.vpc.id, id);
  const facts = { component: id, subnet: from.subnet.id };
  if (from.ipv6.kind === 'unknown')
    trail.missAll([from.ipv6.unknown], from.workload.id, from.workload.origin);
  if (from.ipv6.kind === 'known' && !from.ipv6.value) {
    trail.block(
      'IPV6_ADDRESS_MISSING',
      from.workload.id,
      { ...facts, component: from.workload.id },
      ['V6-1'],
      from.workload.origin,
      'GIVE_IPV6_ADDRESS',
    );
  }
  trail.hop('forward', {
    kind: 'egress-only-internet-gateway',
    component: id,
    outcome: 'pass',
    code: 'EGRESS_ONLY_GATEWAY_PASSES',
    facts,
    rules: ['EIGW-1'],
    origin: gateway?.origin,
  });
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

/** NAT-1 to NAT-8: the gateway, its own subnet's ACL and table, and the gateway behind it. */
function throughNatGateway(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: PublicTarget,
  addresses: IpSet,
  port: number,
  id: Id<'NatGateway'>,
  route: EffectiveRoute,
): void {
  trail.via = { kind: 'nat-gateway', component: id };
  trail.level = to.level;
  const nat = prover.network.natGateways.get(id);
  if (nat === undefined) return trail.miss('UNKNOWN_NOT_GIVEN', id, { component: id }, route.origin);
  if (addresses.family === 'ipv6') {
    trail.block(
      'NAT_IPV4_ONLY',
      id,
      { component: id, destination: to.name },
      ['NAT-9'],
      route.origin,
      'USE_EGRESS_ONLY_GATEWAY',
    );
  }
  const facts = { component: id, subnet: nat.subnet?.kind === 'known' ? nat.subnet.value : '' };
  if (nat.connectivityType.kind === 'unknown')
    return trail.missAll([nat.connectivityType.unknown], id, nat.origin);
  if (nat.connectivityType.value === 'private') {
    trail.hop('forward', {
      kind: 'nat-gateway',
      component: id,
      outcome: 'block',
      code: 'NAT_PRIVATE',
      facts,
      rules: ['NAT-5'],
      origin: nat.origin,
    });
    return trail.block('NAT_PRIVATE', id, facts, ['NAT-5'], nat.origin, 'USE_PUBLIC_NAT');
  }
  trail.hop('forward', {
    kind: 'nat-gateway',
    component: id,
    outcome: 'pass',
    code: 'NAT_TRANSLATES',
    facts,
    rules: ['NAT-1', 'NAT-2'],
    origin: nat.origin,
  });
  if (nat.availabilityMode.kind === 'unknown')
    return trail.missAll([nat.availabilityMode.unknown], id, nat.origin);
  if (nat.availabilityMode.value === 'regional')
    return leaveByRegional(prover, trail, from, to, addresses, nat, route);
  if (nat.elasticIp === undefined)
    trail.block('NAT_WITHOUT_ELASTIC_IP', id, facts, ['NAT-1'], nat.origin, 'GIVE_ELASTIC_IP');
  followNatSubnet(prover, trail, from, to, addresses, port, nat);
}

/** NAT-7: no subnet; the VPC must be the client's, and the packet leaves by that VPC's own Internet gateway. */
function leaveByRegional(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: PublicTarget,
  addresses: IpSet,
  nat: NatGateway,
  route: EffectiveRoute,
): void {
  if (nat.vpc === undefined)
    return trail.miss('UNKNOWN_NOT_GIVEN', `${nat.id}.vpc_id`, { component: nat.id }, nat.origin);
  if (nat.vpc.kind === 'unknown') return trail.missAll([nat.vpc.unknown], nat.id, nat.origin);
  if (nat.vpc.value === from.vpc.id) return leaveVpc(prover, trail, from, to, addresses, nat, route);
  trail.block(
    'NGW_REQUIRES_SOURCE_IN_VPC',
    nat.id,
    { component: nat.id, vpc: from.vpc.id },
    ['NAT-3'],
    nat.origin,
    'USE_NAT_IN_VPC',
  );
}

/** NAT-1, BPA-1. */
function leaveVpc(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: PublicTarget,
  addresses: IpSet,
  nat: NatGateway,
  route: EffectiveRoute,
): void {
  const gateways = [...prover.network.internetGateways.values()];
  const attached = gateways.find(({ vpc }) => vpc?.kind === 'known' && vpc.value === from.vpc.id);
  if (attached !== undefined) {
    const refusals = trail.blockers.length;
    checkPublicAccess(prover, trail, undefined, from.vpc.id, attached.id);
    if (refusePrivate(trail, addresses, attached.id, from.subnet, route)) return;
    const facts = { component: nat.id, subnet: from.subnet.id, destination: to.name };
    return recordInternetGateway(trail, refusals, {
      component: attached.id,
      facts,
      rules: ['NAT-1', 'NAT-7'],
      origin: attached.origin,
    });
  }
  const open = gateways.flatMap(({ vpc }) => (vpc?.kind === 'unknown' ? [vpc.unknown] : []));
  if (open.length > 0 || isOnlyRead(from.vpc.origin))
    return trail.missAll(open, from.vpc.id, from.vpc.origin);
  const facts = { component: nat.id, vpc: from.vpc.id };
  const rules = ['NAT-1', 'NAT-7'];
  trail.block('NAT_VPC_WITHOUT_GATEWAY', nat.id, facts, rules, nat.origin, 'CREATE_INTERNET_GATEWAY');
}

/** A data source: what else the VPC has is not in the source. */
function isOnlyRead(origin: Origin): boolean {
  return origin.kind === 'terraform' && /(?:^|\.)data\./.test(origin.address);
}

function followNatSubnet(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: PublicTarget,
  addresses: IpSet,
  port: number,
  nat: NatGateway,
): void {
  if (nat.subnet === undefined)
    return trail.miss('UNKNOWN_NOT_GIVEN', `${nat.id}.subnet_id`, { component: nat.id }, nat.origin);
  if (nat.subnet.kind === 'unknown') return trail.missAll([nat.subnet.unknown], nat.id, nat.origin);
  const subnet = prover.network.subnets.get(nat.subnet.value);
  if (subnet === undefined)
    return trail.miss('UNKNOWN_NOT_GIVEN', nat.subnet.value, { component: nat.id }, nat.origin);
  const facts = { component: nat.id, subnet: subnet.id };
  if (subnet.vpc.kind === 'known' && subnet.vpc.value !== from.vpc.id) {
    return trail.block(
      'NGW_REQUIRES_SOURCE_IN_VPC',
      nat.id,
      { ...facts, vpc: from.vpc.id },
      ['NAT-3'],
      nat.origin,
      'USE_NAT_IN_VPC',
    );
  }
  if (subnet.id === from.subnet.id) {
    return trail.block(
      'NAT_IN_OWN_SUBNET',
      nat.id,
      facts,
      ['NAT-4'],
      nat.origin,
      'MOVE_NAT_TO_PUBLIC_SUBNET',
    );
  }
  const ports = portRange(port, port);
  recordAcl(prover, trail, subnet, 'forward', 'ingress', ports, from.addresses[addresses.family]);
  recordAcl(prover, trail, subnet, 'forward', 'egress', ports, addresses);
  leaveByInternetGateway(prover, trail, subnet, addresses, nat.id, to);
  recordAcl(prover, trail, subnet, 'return', 'ingress', anyEphemeral, addresses);
  recordReplyAcl(prover, trail, subnet, 'egress', from, from.addresses[addresses.family]);
}

/** The subnet of a NAT must itself have a route to an attached Internet gateway (NAT-1, NAT-10). */
function leaveByInternetGateway(
  prover: Prover,
  trail: Trail,
  subnet: Subnet,
  addresses: IpSet,
  nat: string,
  to: PublicTarget,
  checkPublicIp?: () => void,
): void {
  const routed = routeParts(prover, trail, subnet, addresses, 'forward');
  for (const part of routed?.parts ?? []) {
    const table = routed?.table ?? '';
    const route = recordRoute(trail, subnet, part, table, 'forward', routed?.tableOrigin);
    const facts = {
      component: nat,
      subnet: subnet.id,
      routeTable: table,
      destinations: describeSet(part.destinations),
      destination: to.name,
    };
    if (part.outcome === 'none')
      trail.block(
        'NAT_SUBNET_WITHOUT_GATEWAY',
        table,
        facts,
        ['NAT-1'],
        subnet.origin,
        'ROUTE_NAT_SUBNET_TO_GATEWAY',
      );
    else if (route?.target.kind === 'internet-gateway') {
      const vpc = subnet.vpc.kind === 'known' ? subnet.vpc.value : undefined;
      const refusals = trail.blockers.length;
      if (vpc !== undefined) checkAttached(prover, trail, vpc, route.target.id, route);
      if (vpc !== undefined) checkPublicAccess(prover, trail, subnet.id, vpc, route.target.id);
      checkPublicIp?.();
      if (refusePrivate(trail, part.destinations, route.target.id, subnet, route)) continue;
      recordInternetGateway(trail, refusals, {
        component: route.target.id,
        facts,
        rules: ['NAT-1'],
        origin: prover.network.internetGateways.get(route.target.id)?.origin,
      });
    } else if (route?.target.kind === 'vpc-endpoint') {
      trail.hop('forward', {
        kind: 'gateway-endpoint',
        component: route.target.id,
        outcome: 'pass',
        code: 'GATEWAY_ENDPOINT_BEHIND_NAT',
        facts,
        rules: ['GW-2'],
        origin: route.origin,
      });
    } else if (route !== undefined)
      trail.block(
        'NAT_SUBNET_WITHOUT_GATEWAY',
        table,
        facts,
        ['NAT-1'],
        route.origin,
        'ROUTE_NAT_SUBNET_TO_GATEWAY',
      );
  }
}

type ApplianceTarget = Extract<EffectiveRoute['target'], { kind: 'instance' | 'network-interface' }>;

/** NAT-10: a route to an instance or ENI that forwards: source/destination check off, public subnet, public IP. */
function throughInstance(
  prover: Prover,
  trail: Trail,
  from: Position,
  to: PublicTarget,
  addresses: IpSet,
  port: number,
  target: ApplianceTarget,
  route: EffectiveRoute,
): void {
  trail.via = { kind: 'nat-instance', component: target.id };
  trail.level = to.level;
  const appliance = findAppliance(prover, target);
  if (appliance === undefined)
    return trail.miss('UNKNOWN_APPLIANCE', target.id, { component: target.id }, route.origin);
  const { subnet, workload, sourceDestCheck, groups, origin } = appliance;
  const facts = { component: target.id, subnet: subnet.id };
  trail.hop('forward', {
    kind: 'nat-instance',
    component: target.id,
    outcome: 'pass',
    code: 'NAT_INSTANCE_FORWARDS',
    facts,
    rules: ['NAT-10'],
    origin,
  });
  if (sourceDestCheck.kind === 'unknown') trail.missAll([sourceDestCheck.unknown], target.id, origin);
  else if (sourceDestCheck.value)
    trail.block(
      'ENI_SOURCE_DEST_CHECK_RESTRICTION',
      target.id,
      facts,
      ['NAT-10', 'RT-14'],
      origin,
      'DISABLE_SOURCE_DEST_CHECK',
    );
  recordFilter(
    trail,
    prover.securityGroups(groups, 'ingress', port, {
      addresses: from.addresses[addresses.family],
      groups: from.groups,
    }),
    {
      direction: 'forward',
      kind: 'security-group',
      side: 'ingress',
      component: groups.items.join(', '),
      ports: String(port),
      peer: describeSet(from.addresses[addresses.family]),
      subnet: subnet.id,
    },
  );
  recordFilter(trail, prover.securityGroups(groups, 'egress', port, { addresses, groups: undefined }), {
    direction: 'forward',
    kind: 'security-group',
    side: 'egress',
    component: groups.items.join(', '),
    ports: String(port),
    peer: to.name,
    subnet: subnet.id,
  });
  const sources = from.addresses[addresses.family];
  const ports = portRange(port, port);
  recordAcl(prover, trail, subnet, 'forward', 'ingress', ports, sources);
  recordAcl(prover, trail, subnet, 'forward', 'egress', ports, addresses);
  leaveByInternetGateway(prover, trail, subnet, addresses, target.id, to, () =>
    checkAppliancePublicIp(prover, trail, appliance, workload, target.id),
  );
  // The operating system of the instance keeps the client's port where it can.
  recordReplyAcl(prover, trail, subnet, 'ingress', from, addresses);
  recordReplyAcl(prover, trail, subnet, 'egress', from, sources);
  // Whether the instance really forwards and translates is inside its operating system.
  trail.assumptions.push({ code: 'ASSUMED_NAT_INSTANCE', facts: { component: target.id } });
}

interface Appliance {
  readonly subnet: Subnet;
  readonly workload: Workload | undefined;
  readonly sourceDestCheck: Workload['sourceDestCheck'];
  readonly groups: Position['groups'];
  readonly origin: Workload['origin'];
}

function findAppliance(prover: Prover, target: ApplianceTarget): Appliance | undefined {
  const { network } = prover;
  const workload = [...network.workloads.values()].find((candidate) =>
    target.kind === 'instance' ? candidate.instance === target.id : String(candidate.id) === target.id,
  );
  const eni = target.kind === 'network-interface' ? network.networkInterfaces.get(target.id) : undefined;
  const subnetId = eni?.subnet.kind === 'known' ? eni.subnet.value : workload?.subnets.items[0];
  const subnet = subnetId === undefined ? undefined : network.subnets.get(subnetId);
  const vpc = subnet?.vpc.kind === 'known' ? network.vpcs.get(subnet.vpc.value) : undefined;
  const source = eni ?? workload;
  if (subnet === undefined || vpc === undefined || source === undefined) return undefined;
  return {
    subnet,
    workload,
    sourceDestCheck: source.sourceDestCheck,
    groups: effectiveGroups(source.securityGroups, vpc),
    origin: source.origin,
  };
}

function checkAppliancePublicIp(
  prover: Prover,
  trail: Trail,
  appliance: Appliance,
  workload: Workload | undefined,
  id: string,
): void {
  const hasElasticIp = [...prover.network.elasticIps.values()].some(
    ({ instance, networkInterface }) =>
      (instance?.kind === 'known' && instance.value === workload?.instance) ||
      (networkInterface?.kind === 'known' && networkInterface.value === id),
  );
  if (hasElasticIp) return;
  const own = workload?.publicIp;
  const bySubnet = appliance.subnet.mapPublicIpOnLaunch;
  const known = own?.kind === 'known' ? own.value : undefined;
  if (known === 'yes') return;
  if (known === 'by-subnet' && bySubnet.kind === 'known' && bySubnet.value) return;
  if (known === undefined || (known === 'by-subnet' && bySubnet.kind === 'unknown'))
    return trail.miss('UNKNOWN_UNTIL_APPLY', `${id} public IP`, { component: id }, appliance.origin);
  trail.block(
    'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    id,
    { component: id, subnet: appliance.subnet.id, kind: 'nat-instance', family: 'ipv4' },
    ['NAT-10'],
    appliance.origin,
    'GIVE_PUBLIC_IP',
  );
}
