import type { Known } from '../src/base/known.ts';
import { parseIpv4 } from '../src/ip/address.ts';
import type { Network, RouteTarget, SecurityGroupRule, Subnet } from '../src/model/network.ts';

/** One concrete IPv4/TCP packet that leaves an ENI. */
export interface Packet {
  readonly subnet: string;
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  readonly sourcePort: number;
  /** Groups of the sending ENI; `undefined` = none that filter (a stand-in). */
  readonly groups: readonly string[] | undefined;
  readonly hasPublicIp: boolean;
  /** The port that a NAT gateway gives the connection, 1024 to 65535 (NAT-2). */
  readonly natPort?: number;
  /** Who has the destination address, when it is not an interface endpoint. */
  readonly receiver?: Receiver;
}

export type Delivery = { readonly delivered: string } | { readonly dropped: string };

/**
 * The slow second reading of forwarding: one packet, bit strings, straight loops over what was declared.
 * It shares no code with the sets of the proof. Values that are not known drop the packet.
 */
export function deliver(
  network: Network,
  packet: Packet,
  prefixListOf: (serviceName: string) => readonly string[],
): Delivery {
  const subnet = network.subnets.get(packet.subnet as never);
  if (subnet === undefined) return { dropped: 'no such subnet' };
  const receiver = packet.receiver ?? receiverOf(network, packet.destination);
  if (
    packet.groups !== undefined &&
    !admits(network, packet.groups, 'egress', packet.destination, packet.port, receiver?.groups)
  )
    return { dropped: 'source group' };
  if (receiver?.subnet.id === subnet.id) return arrive(network, packet, receiver);
  if (!aclAllows(network, subnet, true, packet.destination, packet.port)) return { dropped: 'source acl' };
  const route = bestRoute(network, subnet, packet.destination, prefixListOf);
  if (route === undefined) return { dropped: 'no route' };
  if (!aclAllows(network, subnet, false, packet.destination, packet.sourcePort))
    return { dropped: 'reply at source acl' };
  switch (route.kind) {
    case 'local':
      return receiver === undefined ? { dropped: 'nobody there' } : acrossSubnets(network, packet, receiver);
    case 'internet-gateway':
      return packet.hasPublicIp && isAttached(network, subnet, route.id) && !isPrivate(packet.destination)
        ? { delivered: 'internet-gateway' }
        : { dropped: 'internet gateway' };
    case 'nat-gateway':
      return throughNat(network, packet, route.id, prefixListOf);
    case 'vpc-endpoint':
      return { delivered: 'gateway-endpoint' };
    case 'vpc-peering-connection':
      return receiver === undefined
        ? { dropped: 'nobody there' }
        : acrossPeering(network, packet, receiver, route.id, prefixListOf);
    case 'network-interface':
      return throughNatInstance(network, packet, route.id, prefixListOf);
    default:
      return { dropped: route.kind };
  }
}

export interface Receiver {
  readonly subnet: Subnet;
  readonly groups: readonly string[];
  readonly name: string;
  readonly isWorkload?: boolean;
}

/** The interface endpoint whose subnet holds the address; a stand-in for its ENI. */
function receiverOf(network: Network, address: string): Receiver | undefined {
  for (const endpoint of network.vpcEndpoints.values()) {
    if (endpoint.type.kind !== 'known' || endpoint.type.value !== 'Interface') continue;
    for (const id of endpoint.subnets.items) {
      const subnet = network.subnets.get(id);
      if (
        subnet?.ipv4Cidr?.kind === 'known' &&
        inCidr(address, `${dotted(subnet.ipv4Cidr.value.address)}/${subnet.ipv4Cidr.value.length}`)
      ) {
        return { subnet, groups: endpoint.securityGroups.items, name: endpoint.id };
      }
    }
  }
  return undefined;
}

/** Endpoints of one subnet differ by their groups: the asked endpoint is meant. */
export function deliverTo(
  network: Network,
  packet: Packet,
  endpoint: string,
  prefixListOf: (serviceName: string) => readonly string[],
): Delivery {
  const only = new Map(
    [...network.vpcEndpoints].filter(
      ([id, { type }]) => id === endpoint || (type.kind === 'known' && type.value === 'Gateway'),
    ),
  );
  return deliver({ ...network, vpcEndpoints: only }, packet, prefixListOf);
}

function arrive(network: Network, packet: Packet, receiver: Receiver): Delivery {
  const ok = admits(network, receiver.groups, 'ingress', packet.source, packet.port, packet.groups);
  if (!ok) return { dropped: 'endpoint group' };
  return { delivered: receiver.isWorkload === true ? 'local' : 'interface-endpoint' };
}

function acrossSubnets(network: Network, packet: Packet, receiver: Receiver): Delivery {
  if (!aclAllows(network, receiver.subnet, false, packet.source, packet.port))
    return { dropped: 'destination acl' };
  if (!aclAllows(network, receiver.subnet, true, packet.source, packet.sourcePort))
    return { dropped: 'reply at destination acl' };
  return arrive(network, packet, receiver);
}

/** Both VPCs are its ends, it is accepted, and the other side's table leads back (PEER-1, PEER-2). */
function acrossPeering(
  network: Network,
  packet: Packet,
  receiver: Receiver,
  id: string,
  prefixListOf: (serviceName: string) => readonly string[],
): Delivery {
  const peering = network.vpcPeeringConnections.get(id as never);
  if (peering?.accepted.kind !== 'known' || !peering.accepted.value) return { dropped: 'peering' };
  const ends = [peering.requester, peering.accepter].map((end) => (end.kind === 'known' ? end.value : ''));
  const own = network.subnets.get(packet.subnet as never)?.vpc;
  const other = receiver.subnet.vpc;
  if (own?.kind !== 'known' || other.kind !== 'known') return { dropped: 'peering' };
  if (own.value === other.value || !ends.includes(own.value) || !ends.includes(other.value))
    return { dropped: 'not an end of the peering' };
  const back = bestRoute(network, receiver.subnet, packet.source, prefixListOf);
  if (back?.kind !== 'vpc-peering-connection' || back.id !== id) return { dropped: 'no way back' };
  const arrival = acrossSubnets(network, packet, receiver);
  return 'delivered' in arrival ? { delivered: 'vpc-peering-connection' } : arrival;
}

/** NAT-10: it keeps the client's port. */
function throughNatInstance(
  network: Network,
  packet: Packet,
  id: string,
  prefixListOf: (serviceName: string) => readonly string[],
): Delivery {
  const eni = network.networkInterfaces.get(id as never);
  const subnet = eni?.subnet.kind === 'known' ? network.subnets.get(eni.subnet.value) : undefined;
  if (eni?.sourceDestCheck.kind !== 'known' || eni.sourceDestCheck.value || subnet === undefined)
    return { dropped: 'source/destination check' };
  const groups = eni.securityGroups.items;
  if (!admits(network, groups, 'ingress', packet.source, packet.port, packet.groups))
    return { dropped: 'group of the instance' };
  if (!admits(network, groups, 'egress', packet.destination, packet.port, undefined))
    return { dropped: 'group of the instance' };
  const legs: readonly (readonly [boolean, string, number])[] = [
    [false, packet.source, packet.port],
    [true, packet.destination, packet.port],
    [false, packet.destination, packet.sourcePort],
    [true, packet.source, packet.sourcePort],
  ];
  if (!legs.every(([egress, other, port]) => aclAllows(network, subnet, egress, other, port)))
    return { dropped: 'acl of the instance' };
  const hasIp = [...network.elasticIps.values()].some(
    ({ networkInterface }) => networkInterface?.kind === 'known' && networkInterface.value === eni.id,
  );
  const route = bestRoute(network, subnet, packet.destination, prefixListOf);
  const leaves = route?.kind === 'internet-gateway' && isAttached(network, subnet, route.id) && hasIp;
  if (leaves && !isPrivate(packet.destination)) return { delivered: 'nat-instance' };
  if (route?.kind === 'vpc-endpoint') return { delivered: 'nat-instance' };
  return { dropped: 'way out of the instance' };
}

function throughNat(
  network: Network,
  packet: Packet,
  id: string,
  prefixListOf: (serviceName: string) => readonly string[],
): Delivery {
  const nat = network.natGateways.get(id as never);
  const subnet = nat?.subnet?.kind === 'known' ? network.subnets.get(nat.subnet.value) : undefined;
  if (nat === undefined || subnet === undefined || nat.elasticIp === undefined) return { dropped: 'nat' };
  if (nat.connectivityType.kind !== 'known' || nat.connectivityType.value !== 'public')
    return { dropped: 'private nat' };
  if (subnet.id === packet.subnet) return { dropped: 'nat in the own subnet' };
  const legs: readonly (readonly [boolean, string, number])[] = [
    [false, packet.source, packet.port],
    [true, packet.destination, packet.port],
    [false, packet.destination, packet.natPort ?? 2000],
    [true, packet.source, packet.sourcePort],
  ];
  if (!legs.every(([egress, other, port]) => aclAllows(network, subnet, egress, other, port)))
    return { dropped: 'nat acl' };
  const route = bestRoute(network, subnet, packet.destination, prefixListOf);
  const leaves = route?.kind === 'internet-gateway' && isAttached(network, subnet, route.id);
  if (leaves && !isPrivate(packet.destination)) return { delivered: 'nat-gateway' };
  return route?.kind === 'vpc-endpoint' ? { delivered: 'nat-gateway' } : { dropped: 'nat subnet route' };
}

/** RFC 1918 and RFC 6598: an Internet gateway rejects them (IGW-2). */
function isPrivate(address: string): boolean {
  return ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].some((cidr) =>
    inCidr(address, cidr),
  );
}

function isAttached(network: Network, subnet: Subnet, id: string): boolean {
  const vpc = network.internetGateways.get(id as never)?.vpc;
  return vpc?.kind === 'known' && subnet.vpc.kind === 'known' && vpc.value === subnet.vpc.value;
}

function dotted(value: unknown): string {
  const number = Number(value);
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

function bits(address: string): string {
  return address
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
}

function inCidr(address: string, cidr: string): boolean {
  const [network = '', length = '32'] = cidr.split('/');
  return bits(address).startsWith(bits(network).slice(0, Number(length)));
}

function cidrOf(prefix: {
  readonly family: string;
  readonly address: unknown;
  readonly length: number;
}): string | undefined {
  return prefix.family === 'ipv4' ? `${dotted(prefix.address)}/${prefix.length}` : undefined;
}

function admits(
  network: Network,
  groups: readonly string[],
  side: 'ingress' | 'egress',
  other: string,
  port: number,
  otherGroups: readonly string[] | undefined,
): boolean {
  return groups.some(
    (id) =>
      network.securityGroups
        .get(id as never)
        ?.[side].items.some((rule) => ruleAdmits(network, rule, other, port, otherGroups)) ?? false,
  );
}

function ruleAdmits(
  network: Network,
  rule: SecurityGroupRule,
  other: string,
  port: number,
  otherGroups: readonly string[] | undefined,
): boolean {
  if (rule.protocol.kind !== 'known' || rule.fromPort.kind !== 'known' || rule.toPort.kind !== 'known')
    return false;
  const isAll = rule.protocol.value === -1;
  if (!isAll && (rule.protocol.value !== 6 || port < rule.fromPort.value || port > rule.toPort.value))
    return false;
  switch (rule.peer.kind) {
    case 'prefix': {
      const cidr = cidrOf(rule.peer.prefix);
      return cidr !== undefined && inCidr(other, cidr);
    }
    case 'security-group':
      return otherGroups?.includes(rule.peer.securityGroup) ?? false;
    case 'prefix-list':
      return (network.prefixLists.get(rule.peer.prefixList)?.entries.items ?? []).some((prefix) =>
        inCidr(other, cidrOf(prefix) ?? '255.255.255.255/32'),
      );
    case 'unknown':
      return false;
  }
}

function aclAllows(network: Network, subnet: Subnet, egress: boolean, other: string, port: number): boolean {
  const vpc = subnet.vpc.kind === 'known' ? network.vpcs.get(subnet.vpc.value) : undefined;
  const chosen = subnet.networkAcl?.target ?? vpc?.defaultNetworkAcl;
  const acl = chosen?.kind === 'known' ? network.networkAcls.get(chosen.value) : undefined;
  if (acl === undefined) return true;
  const number = (fact: Known<number>): number => (fact.kind === 'known' ? fact.value : Number.NaN);
  const entries = acl.entries.items
    .filter((entry) => entry.egress === egress && entry.family === 'ipv4')
    .toSorted((a, b) => number(a.ruleNumber) - number(b.ruleNumber));
  for (const entry of entries) {
    if (entry.cidr.kind !== 'known' || entry.protocol.kind !== 'known' || entry.action.kind !== 'known')
      return false;
    const cidr = cidrOf(entry.cidr.value);
    const matchesPort =
      entry.protocol.value === -1 ||
      (entry.protocol.value === 6 && number(entry.fromPort) <= port && port <= number(entry.toPort));
    if (matchesPort && cidr !== undefined && inCidr(other, cidr)) return entry.action.value === 'allow';
  }
  return false;
}

/** Longest prefix; on a tie a static route before a prefix list. */
function bestRoute(
  network: Network,
  subnet: Subnet,
  destination: string,
  prefixListOf: (serviceName: string) => readonly string[],
): RouteTarget | undefined {
  const vpc = subnet.vpc.kind === 'known' ? network.vpcs.get(subnet.vpc.value) : undefined;
  const chosen = subnet.routeTable?.target ?? vpc?.mainRouteTable;
  if (vpc === undefined || chosen?.kind !== 'known' || parseIpv4(destination) === undefined) return undefined;
  const found: Found[] = [];
  const add = (cidr: string | undefined, rank: number, target: RouteTarget, isGone = false): void => {
    if (cidr !== undefined && inCidr(destination, cidr))
      found.push({ length: Number(cidr.split('/')[1]), rank, target, isGone });
  };
  for (const prefix of vpc.ipv4Cidrs.items) add(cidrOf(prefix), 0, { kind: 'local' });
  for (const route of network.routeTables.get(chosen.value)?.routes.items ?? []) {
    const isGone = route.state === 'blackhole';
    if (route.destination.kind === 'prefix') add(cidrOf(route.destination.prefix), 1, route.target, isGone);
    if (route.destination.kind === 'prefix-list') {
      for (const prefix of network.prefixLists.get(route.destination.prefixList)?.entries.items ?? [])
        add(cidrOf(prefix), 2, route.target);
    }
  }
  for (const endpoint of network.vpcEndpoints.values()) {
    if (
      endpoint.type.kind !== 'known' ||
      endpoint.type.value !== 'Gateway' ||
      endpoint.serviceName.kind !== 'known'
    )
      continue;
    if (
      !endpoint.routeTables.items.some(
        ({ target }) => target.kind === 'known' && target.value === chosen.value,
      )
    )
      continue;
    for (const cidr of prefixListOf(endpoint.serviceName.value))
      add(cidr, 2, { kind: 'vpc-endpoint', id: endpoint.id });
  }
  const best = found.toSorted((a, b) => b.length - a.length || a.rank - b.rank)[0];
  return best?.isGone === true ? undefined : best?.target;
}

interface Found {
  readonly length: number;
  readonly rank: number;
  readonly target: RouteTarget;
  readonly isGone: boolean;
}
