import type { EffectiveRoute } from '../forwarding/effective-routes.ts';
import type { IpSet } from '../ip/ip-set.ts';
import type { Id } from '../model/identity.ts';
import type { Hop } from './answer.ts';
import { recordReplyByEdge } from './edge-table.ts';
import type { Position } from './position.ts';
import { refusePrivate } from './private-space.ts';
import type { Prover } from './prover.ts';
import type { PublicTarget } from './public-target.ts';
import type { Trail } from './trail.ts';

/** IGW-1, IGW-3, IGW-5. */
export function throughInternetGateway(
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
    recordInternetGateway(trail, refusals, {
      component: id,
      facts,
      rules,
      origin: prover.network.internetGateways.get(id)?.origin,
    });
    return recordReplyByEdge(prover, trail, id, from.addresses[family]);
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
export function recordInternetGateway(
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
export function checkAttached(
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
export function checkPublicAccess(
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
export function throughEgressOnly(
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
