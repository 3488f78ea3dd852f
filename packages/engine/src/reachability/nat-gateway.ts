import type { EffectiveRoute } from '../forwarding/effective-routes.ts';
import { type IpSet, includes, setOfPrefixes } from '../ip/ip-set.ts';
import { portRange } from '../ip/port-set.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { NatGateway } from '../model/network.ts';
import { prefixes } from './destinations.ts';
import { nat64Gap } from './gap-codes.ts';
import { checkPublicAccess, recordInternetGateway } from './internet-gateway.ts';
import { leaveNatSubnet } from './nat-subnet.ts';
import { anyEphemeral, type Position } from './position.ts';
import { refusePrivate } from './private-space.ts';
import type { Prover } from './prover.ts';
import type { PublicTarget } from './public-target.ts';
import { recordAcl, recordReplyAcl, recordReplyRoute } from './to-interface.ts';
import type { Trail } from './trail.ts';

/** NAT-9. */
const nat64Addresses: IpSet = setOfPrefixes('ipv6', prefixes(['64:ff9b::/96']));

/** NAT-1 to NAT-8: the gateway, its own subnet's ACL and table, and the gateway behind it. */
export function throughNatGateway(
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
    // NAT-9: what the 96-bit prefix of NAT64 stands for is not modelled.
    if (includes(nat64Addresses, addresses))
      return trail.miss('UNKNOWN_NOT_MODELLED', id, { component: id, gap: nat64Gap }, route.origin);
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
  const isPrivate = nat.connectivityType.value === 'private';
  trail.hop('forward', {
    kind: 'nat-gateway',
    component: id,
    outcome: 'pass',
    code: 'NAT_TRANSLATES',
    facts,
    rules: ['NAT-1', 'NAT-2'],
    origin: nat.origin,
  });
  if (isPrivate) return followNatSubnet(prover, trail, from, to, addresses, port, nat);
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
  const { id, origin, connectivityType: type } = nat;
  const isPrivate = type.kind === 'known' && type.value === 'private';
  leaveNatSubnet(prover, trail, subnet, addresses, { id, origin, isPrivate }, to);
  recordAcl(prover, trail, subnet, 'return', 'ingress', anyEphemeral, addresses);
  recordReplyAcl(prover, trail, subnet, 'egress', from, from.addresses[addresses.family]);
  recordReplyRoute(prover, trail, subnet, from.addresses[addresses.family]);
}
