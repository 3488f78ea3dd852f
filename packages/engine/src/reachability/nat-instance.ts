import type { EffectiveRoute } from '../forwarding/effective-routes.ts';
import type { IpSet } from '../ip/ip-set.ts';
import { portRange } from '../ip/port-set.ts';
import type { NetworkInterface, Subnet } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import { describeSet, recordFilter } from './filters.ts';
import { throughNatGateway } from './nat-gateway.ts';
import { leaveNatSubnet, type Translator } from './nat-subnet.ts';
import { effectiveGroups, type Position, positionsOf } from './position.ts';
import type { Prover } from './prover.ts';
import type { PublicTarget } from './public-target.ts';
import { recordRoute } from './routing.ts';
import { checkIpv6, recordAcl, recordReplyAcl, recordReplyRoute } from './to-interface.ts';
import type { Trail } from './trail.ts';

type ApplianceTarget = Extract<EffectiveRoute['target'], { kind: 'instance' | 'network-interface' }>;

/** NAT-10: a route to an instance or ENI that forwards: source/destination check off, public subnet, public IP. */
export function throughInstance(
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
  const { subnet, sourceDestCheck, groups, origin } = appliance;
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
  recordHolder(prover, trail, target);
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
  if (addresses.family === 'ipv6') leaveIpv6Open(trail, from, target.id, route);
  recordFilter(
    trail,
    prover.securityGroups(groups, 'ingress', port, {
      addresses: from.addresses[addresses.family],
      groups: from.groups,
    }),
    () => ({
      direction: 'forward',
      kind: 'security-group',
      side: 'ingress',
      component: groups.items.join(', '),
      ports: String(port),
      peer: describeSet(from.addresses[addresses.family]),
      subnet: subnet.id,
    }),
  );
  recordFilter(
    trail,
    prover.securityGroups(groups, 'egress', port, { addresses, groups: undefined }),
    () => ({
      direction: 'forward',
      kind: 'security-group',
      side: 'egress',
      component: groups.items.join(', '),
      ports: String(port),
      peer: to.name,
      subnet: subnet.id,
    }),
  );
  const sources = from.addresses[addresses.family];
  const ports = portRange(port, port);
  recordAcl(prover, trail, subnet, 'forward', 'ingress', ports, sources);
  recordAcl(prover, trail, subnet, 'forward', 'egress', ports, addresses);
  if (!leaveByNatGateway(prover, trail, appliance, to, addresses, port))
    leaveNatSubnet(prover, trail, subnet, addresses, translatorOf(prover, trail, appliance, target.id), to);
  // The operating system of the instance keeps the client's port where it can.
  recordReplyAcl(prover, trail, subnet, 'ingress', from, addresses);
  recordReplyAcl(prover, trail, subnet, 'egress', from, sources);
  if (subnet.id !== from.subnet.id) recordReplyRoute(prover, trail, subnet, sources);
  // Whether the instance really forwards and translates is inside its operating system.
  trail.assumptions.push({ code: 'ASSUMED_NAT_INSTANCE', facts: { component: target.id } });
}

/** RT-12: what a route sends to an interface that hangs on nothing is dropped. */
function recordHolder({ network }: Prover, trail: Trail, target: ApplianceTarget): void {
  const eni = target.kind === 'network-interface' ? network.networkInterfaces.get(target.id) : undefined;
  if (eni === undefined || eni.takenBy !== undefined) return;
  const { id, instance, origin } = eni;
  if (instance === undefined) trail.miss('UNKNOWN_HOLDER', id, { component: id }, origin);
  else if (instance.kind === 'unknown') trail.missAll([instance.unknown], id, origin);
}

/** Whether the operating system forwards IPv6, and whether it changes the source, nothing declares. */
function leaveIpv6Open(trail: Trail, from: Position, id: string, route: EffectiveRoute): void {
  checkIpv6(trail, from);
  trail.miss('UNKNOWN_APPLIANCE', id, { component: id, route: route.destination }, route.origin);
}

/** An appliance may stand behind a NAT gateway itself: it is then a client of it. @returns whether it does */
function leaveByNatGateway(
  prover: Prover,
  trail: Trail,
  { subnet, workload }: Appliance,
  to: PublicTarget,
  addresses: IpSet,
  port: number,
): boolean {
  const answer = prover.tableOf(subnet);
  const parts = answer.kind === 'table' ? prover.routesTo(answer.table, addresses) : [];
  const [part, other] = parts;
  const positions = workload === undefined ? [] : positionsOf(prover.network, workload).positions;
  const own = positions.find((position) => position.subnet.id === subnet.id);
  const target = part?.outcome === 'route' ? part.route?.target : undefined;
  if (answer.kind !== 'table' || part === undefined || other !== undefined || own === undefined) return false;
  if (target?.kind !== 'nat-gateway') return false;
  const { via } = trail;
  const route = recordRoute(trail, subnet, part, answer.table.id, 'forward', answer.table.origin);
  if (route !== undefined) throughNatGateway(prover, trail, own, to, addresses, port, target.id, route);
  trail.via = via;
  return true;
}

function translatorOf(prover: Prover, trail: Trail, appliance: Appliance, id: string): Translator {
  const { workload, origin } = appliance;
  return { id, origin, checkPublicIp: () => checkAppliancePublicIp(prover, trail, appliance, workload, id) };
}

interface Appliance {
  readonly subnet: Subnet;
  readonly workload: Workload | undefined;
  readonly sourceDestCheck: Workload['sourceDestCheck'];
  readonly groups: Position['groups'];
  readonly takenBy: NetworkInterface['takenBy'];
  readonly origin: Workload['origin'];
}

export function findAppliance(prover: Prover, target: ApplianceTarget): Appliance | undefined {
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
    takenBy: eni?.takenBy,
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
  if (appliance.takenBy?.hasOthers === true)
    return trail.miss('UNKNOWN_OTHER_INTERFACE', id, { component: id }, appliance.origin);
  trail.block(
    'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    id,
    { component: id, subnet: appliance.subnet.id, kind: 'nat-instance', family: 'ipv4' },
    ['NAT-10'],
    appliance.origin,
    'GIVE_PUBLIC_IP',
  );
}
