import type { EffectiveRoute } from '../forwarding/effective-routes.ts';
import type { RoutePart } from '../forwarding/select-route.ts';
import type { IpSet } from '../ip/ip-set.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Subnet } from '../model/network.ts';
import { subnetAddresses } from './destinations.ts';
import { recordReplyByEdge } from './edge-table.ts';
import { describeSet } from './filters.ts';
import { gapOf } from './gap-codes.ts';
import { checkAttached, checkPublicAccess, recordInternetGateway } from './internet-gateway.ts';
import { refusePrivate } from './private-space.ts';
import type { Prover } from './prover.ts';
import type { PublicTarget } from './public-target.ts';
import { recordRoute, routeParts } from './routing.ts';
import type { Trail } from './trail.ts';

/** A NAT gateway or instance, as its own subnet sees it. */
export interface Translator {
  readonly id: string;
  readonly origin: Origin | undefined;
  /** NAT-5: a private NAT gateway, which an Internet gateway does not serve. */
  readonly isPrivate?: boolean;
  /** NAT-10: an instance needs a public address of its own. */
  readonly checkPublicIp?: () => void;
}

/**
 * The way on from the subnet of a NAT: an Internet gateway (NAT-1, NAT-10), a gateway endpoint, or what is
 * not modelled.
 *
 * AWS names transit gateways and virtual private gateways as ways of public and private NAT gateways:
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export function leaveNatSubnet(
  prover: Prover,
  trail: Trail,
  subnet: Subnet,
  addresses: IpSet,
  nat: Translator,
  to: PublicTarget,
): void {
  const routed = routeParts(prover, trail, subnet, addresses, 'forward');
  for (const part of routed?.parts ?? []) {
    const table = routed?.table ?? '';
    const route = recordRoute(trail, subnet, part, table, 'forward', routed?.tableOrigin);
    const facts: Facts = {
      component: nat.id,
      subnet: subnet.id,
      routeTable: table,
      destinations: describeSet(part.destinations),
      destination: to.name,
    };
    if (part.outcome === 'none') blockWithout(trail, facts, subnet.origin);
    else if (route !== undefined) leaveBy(prover, trail, subnet, part.destinations, nat, route, facts);
  }
}

type Facts = Readonly<Record<'component' | 'subnet' | 'routeTable' | 'destinations' | 'destination', string>>;

function blockWithout(trail: Trail, facts: Facts, origin: Origin | undefined): void {
  trail.block(
    'NAT_SUBNET_WITHOUT_GATEWAY',
    facts.routeTable,
    facts,
    ['NAT-1'],
    origin,
    'ROUTE_NAT_SUBNET_TO_GATEWAY',
  );
}

function leaveBy(
  prover: Prover,
  trail: Trail,
  subnet: Subnet,
  destinations: IpSet,
  nat: Translator,
  route: EffectiveRoute,
  facts: Facts,
): void {
  const { target, origin } = route;
  switch (target.kind) {
    case 'internet-gateway':
      return nat.isPrivate === true
        ? trail.block('NAT_PRIVATE', nat.id, facts, ['NAT-5'], nat.origin, 'USE_PUBLIC_NAT')
        : leaveByGateway(prover, trail, subnet, destinations, nat, target.id, route, facts);
    case 'vpc-endpoint':
      return leaveByEndpoint(prover, trail, nat, target.id, route, facts);
    case 'transit-gateway':
    case 'vpn-gateway':
      return trail.miss(
        'UNKNOWN_NOT_MODELLED',
        target.id,
        { component: target.id, gap: gapOf(target.kind) },
        origin,
      );
    case 'carrier-gateway':
    case 'local-gateway':
    case 'core-network':
    case 'odb-network':
      return trail.miss(
        'UNKNOWN_NOT_MODELLED',
        target.name,
        { component: target.name, gap: gapOf(target.kind) },
        origin,
      );
    case 'instance':
    case 'network-interface':
      return trail.miss('UNKNOWN_APPLIANCE', target.id, { component: target.id }, origin);
    case 'nat-gateway':
      return target.id === nat.id
        ? blockWithout(trail, facts, origin)
        : trail.miss('UNKNOWN_BEHIND_NAT', target.id, { component: nat.id }, origin);
    case 'unknown':
      return trail.missAll([target.unknown], 'route', origin);
    default:
      return blockWithout(trail, facts, origin);
  }
}

function leaveByGateway(
  prover: Prover,
  trail: Trail,
  subnet: Subnet,
  destinations: IpSet,
  nat: Translator,
  id: Extract<EffectiveRoute['target'], { kind: 'internet-gateway' }>['id'],
  route: EffectiveRoute,
  facts: Facts,
): void {
  const vpc = subnet.vpc.kind === 'known' ? subnet.vpc.value : undefined;
  const refusals = trail.blockers.length;
  if (vpc !== undefined) checkAttached(prover, trail, vpc, id, route);
  if (vpc !== undefined) checkPublicAccess(prover, trail, subnet.id, vpc, id);
  nat.checkPublicIp?.();
  if (refusePrivate(trail, destinations, id, subnet, route)) return;
  recordInternetGateway(trail, refusals, {
    component: id,
    facts,
    rules: ['NAT-1'],
    origin: prover.network.internetGateways.get(id)?.origin,
  });
  const own = subnetAddresses(subnet, destinations.family);
  if (own !== undefined) recordReplyByEdge(prover, trail, id, own);
}

/** GW-2; an endpoint of a Gateway Load Balancer leads to an appliance that decides (OE-3). */
function leaveByEndpoint(
  prover: Prover,
  trail: Trail,
  nat: Translator,
  id: Extract<EffectiveRoute['target'], { kind: 'vpc-endpoint' }>['id'],
  route: EffectiveRoute,
  facts: Facts,
): void {
  const endpoint = prover.network.vpcEndpoints.get(id);
  if (endpoint === undefined) return trail.miss('UNKNOWN_NOT_GIVEN', id, { component: id }, route.origin);
  if (endpoint.type.kind === 'unknown') return trail.missAll([endpoint.type.unknown], id, endpoint.origin);
  if (endpoint.type.value !== 'Gateway')
    return trail.miss('UNKNOWN_APPLIANCE', id, { component: id }, route.origin);
  if (nat.isPrivate === true)
    return trail.miss('UNKNOWN_BEHIND_NAT', id, { component: nat.id }, route.origin);
  trail.hop('forward', {
    kind: 'gateway-endpoint',
    component: id,
    outcome: 'pass',
    code: 'GATEWAY_ENDPOINT_BEHIND_NAT',
    facts,
    rules: ['GW-2'],
    origin: route.origin,
  });
}

/**
 * Whether what goes by a NAT gateway can end nowhere but at an Internet gateway, or without a route: public
 * ones, too, are ways to transit gateways, and may have a peering connection behind them.
 */
export function hasOnlyInternetBehind(prover: Prover, id: Id<'NatGateway'>, addresses: IpSet): boolean {
  const nat = prover.network.natGateways.get(id);
  if (nat?.connectivityType.kind !== 'known' || nat.connectivityType.value !== 'public') return false;
  if (nat.availabilityMode.kind === 'known' && nat.availabilityMode.value === 'regional') return true;
  const parts = partsBehind(prover, id, addresses);
  return (
    parts?.every(
      ({ outcome, route }) =>
        outcome === 'none' || (outcome === 'route' && route?.target.kind === 'internet-gateway'),
    ) === true
  );
}

/** What is open about private addresses for which a table names a NAT gateway. */
export function missBehindNat(
  prover: Prover,
  trail: Trail,
  id: Id<'NatGateway'>,
  addresses: IpSet,
  { origin }: EffectiveRoute,
): void {
  const [part] = partsBehind(prover, id, addresses) ?? [];
  const target = part?.outcome === 'route' ? part.route?.target : undefined;
  switch (target?.kind) {
    case 'vpc-peering-connection':
      return trail.miss('UNKNOWN_BEHIND_NAT', target.id, { component: id }, part?.route?.origin);
    case 'transit-gateway':
    case 'vpn-gateway':
      return trail.miss(
        'UNKNOWN_NOT_MODELLED',
        target.id,
        { component: target.id, gap: gapOf(target.kind) },
        part?.route?.origin,
      );
    default:
      return trail.miss('UNKNOWN_APPLIANCE', id, { component: id }, origin);
  }
}

function partsBehind(
  prover: Prover,
  id: Id<'NatGateway'>,
  addresses: IpSet,
): readonly RoutePart[] | undefined {
  const place = prover.network.natGateways.get(id)?.subnet;
  const subnet = place?.kind === 'known' ? prover.network.subnets.get(place.value) : undefined;
  const answer = subnet === undefined ? undefined : prover.tableOf(subnet);
  return answer?.kind === 'table' ? prover.routesTo(answer.table, addresses) : undefined;
}
