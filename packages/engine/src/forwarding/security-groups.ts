import type { Collection, Unknown } from '../base/known.ts';
import { formatPrefix } from '../ip/address.ts';
import { emptySet, type IpSet, intersect, isEmptySet, setOfPrefix, subtract, unite } from '../ip/ip-set.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network, SecurityGroup, SecurityGroupRule } from '../model/network.ts';
import { prefixListAddresses } from './prefix-lists.ts';

/** What the other end of a packet is. */
export interface Peer {
  /** Its possible addresses. */
  readonly addresses: IpSet;
  /** Its security groups when it is an ENI of this network; `undefined` = not an ENI, or public (SG-4). */
  readonly groups: Collection<Id<'SecurityGroup'>> | undefined;
}

export interface Filtered {
  readonly addresses: IpSet;
  readonly outcome: 'allow' | 'deny' | 'unknown';
  /** The rule that allowed, in AWS's notation; empty for the implicit deny. */
  readonly decided: string;
  readonly component: string;
  readonly origin: Origin | undefined;
  readonly unknowns: readonly Unknown[];
}

interface Packet {
  readonly direction: 'ingress' | 'egress';
  readonly protocol: number;
  readonly port: number;
}

/**
 * Which of the peer's addresses the union of the groups admits (SG-1); replies always pass.
 *
 * A rule that is not known can only add (SG-7): addresses that some known rule admits are admitted.
 *
 * @returns disjoint parts that together make up the peer's addresses
 */
export function filterBySecurityGroups(
  network: Network,
  groups: Collection<Id<'SecurityGroup'>>,
  packet: Packet,
  peer: Peer,
): readonly Filtered[] {
  const parts: Filtered[] = [];
  const unknowns: Unknown[] = [...groups.unknowns];
  let possible = groups.unknowns.length > 0 ? peer.addresses : emptySet(peer.addresses.family);
  let remaining = peer.addresses;
  for (const id of groups.items) {
    const group = network.securityGroups.get(id);
    if (group === undefined) {
      unknowns.push({ reason: 'not-given', references: [{ address: id, path: packet.direction }] });
      possible = peer.addresses;
      continue;
    }
    const rules = packet.direction === 'ingress' ? group.ingress : group.egress;
    for (const rule of rules.items) {
      const match = matchRule(network, group, rule, packet, peer, remaining);
      if (!isEmptySet(match.certain)) {
        parts.push(allowedPart(match.certain, group, rule, packet));
        remaining = subtract(remaining, match.certain);
      }
      unknowns.push(...match.unknowns);
      if (match.unknowns.length > 0) possible = unite(possible, match.possible);
    }
    unknowns.push(...rules.unknowns);
    if (rules.unknowns.length > 0) possible = peer.addresses;
  }
  return [...parts, ...restOf(network, remaining, possible, unknowns, groups)];
}

/** What no rule admits: told at the groups, because no line of theirs decided. */
function restOf(
  network: Network,
  remaining: IpSet,
  possible: IpSet,
  unknowns: readonly Unknown[],
  groups: Collection<Id<'SecurityGroup'>>,
): readonly Filtered[] {
  const component = groups.items.join(', ');
  const [first] = groups.items;
  const origin = first === undefined ? undefined : network.securityGroups.get(first)?.origin;
  const open = intersect(remaining, possible);
  const closed = subtract(remaining, possible);
  const rest: Filtered[] = [];
  if (!isEmptySet(open))
    rest.push({ addresses: open, outcome: 'unknown', decided: '', component, origin, unknowns });
  if (!isEmptySet(closed))
    rest.push({
      addresses: closed,
      outcome: 'deny',
      decided: '',
      component,
      origin,
      unknowns: [],
    });
  return rest;
}

function allowedPart(
  addresses: IpSet,
  group: SecurityGroup,
  rule: SecurityGroupRule,
  packet: Packet,
): Filtered {
  return {
    addresses,
    outcome: 'allow',
    decided: `${packet.direction} ${formatRule(rule)}`,
    component: group.id,
    origin: rule.origin,
    unknowns: [],
  };
}

interface RuleMatch {
  readonly certain: IpSet;
  readonly possible: IpSet;
  readonly unknowns: readonly Unknown[];
}

function matchRule(
  network: Network,
  group: SecurityGroup,
  rule: SecurityGroupRule,
  packet: Packet,
  peer: Peer,
  remaining: IpSet,
): RuleMatch {
  const none = emptySet(remaining.family);
  const service = matchService(rule, packet);
  if (service.kind === 'no') return { certain: none, possible: none, unknowns: [] };
  const who = matchPeer(network, group, rule, peer, remaining);
  if (service.kind === 'yes') return who;
  const possible = unite(who.certain, who.possible);
  return {
    certain: none,
    possible,
    unknowns: isEmptySet(possible) ? [] : [...service.unknowns, ...who.unknowns],
  };
}

type Match =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  | { readonly kind: 'unknown'; readonly unknowns: readonly Unknown[] };

/** Protocol and ports; -1 is everything. Types and codes of ICMP are not modelled: any rule of the protocol fits. */
function matchService(rule: SecurityGroupRule, packet: Packet): Match {
  const { protocol, fromPort, toPort } = rule;
  if (protocol.kind === 'unknown') return { kind: 'unknown', unknowns: [protocol.unknown] };
  if (protocol.value === -1) return { kind: 'yes' };
  if (protocol.value !== packet.protocol) return { kind: 'no' };
  if (packet.protocol !== 6 && packet.protocol !== 17) return { kind: 'yes' };
  if (fromPort.kind === 'known' && packet.port < (fromPort.value === -1 ? 0 : fromPort.value))
    return { kind: 'no' };
  if (toPort.kind === 'known' && packet.port > (toPort.value === -1 ? 65535 : toPort.value))
    return { kind: 'no' };
  const unknowns = [fromPort, toPort].flatMap((port) => (port.kind === 'unknown' ? [port.unknown] : []));
  return unknowns.length === 0 ? { kind: 'yes' } : { kind: 'unknown', unknowns };
}

function matchPeer(
  network: Network,
  group: SecurityGroup,
  rule: SecurityGroupRule,
  peer: Peer,
  remaining: IpSet,
): RuleMatch {
  const none = emptySet(remaining.family);
  switch (rule.peer.kind) {
    case 'prefix':
      return { certain: intersect(remaining, setOfPrefix(rule.peer.prefix)), possible: none, unknowns: [] };
    case 'prefix-list': {
      const list = prefixListAddresses(network, rule.peer.prefixList, remaining.family);
      return {
        certain: intersect(remaining, list.addresses),
        possible: list.unknowns.length > 0 ? remaining : none,
        unknowns: list.unknowns,
      };
    }
    case 'security-group':
      return matchGroup(network, group, rule.peer.securityGroup, peer, remaining);
    case 'unknown': {
      const otherFamily = rule.peer.family !== undefined && rule.peer.family !== remaining.family;
      return otherFamily
        ? { certain: none, possible: none, unknowns: [] }
        : { certain: none, possible: remaining, unknowns: [rule.peer.unknown] };
    }
  }
}

/** SG-4: a reference stands for the private addresses of the ENIs that carry the group; never between Regions. */
function matchGroup(
  network: Network,
  group: SecurityGroup,
  wanted: Id<'SecurityGroup'>,
  peer: Peer,
  remaining: IpSet,
): RuleMatch {
  const none = emptySet(remaining.family);
  if (peer.groups === undefined) return { certain: none, possible: none, unknowns: [] };
  if (peer.groups.items.includes(wanted)) {
    const regions = [group, network.securityGroups.get(wanted)].map((each) => regionOf(network, each));
    const apart = regions[0] !== undefined && regions[1] !== undefined && regions[0] !== regions[1];
    return { certain: apart ? none : remaining, possible: none, unknowns: [] };
  }
  const { unknowns } = peer.groups;
  return { certain: none, possible: unknowns.length > 0 ? remaining : none, unknowns };
}

function regionOf(network: Network, group: SecurityGroup | undefined): string | undefined {
  const vpc = group?.vpc.kind === 'known' ? network.vpcs.get(group.vpc.value) : undefined;
  return vpc?.region.kind === 'known' ? vpc.region.value : undefined;
}

const protocolNames: Readonly<Record<number, string>> = {
  [-1]: 'all',
  1: 'icmp',
  6: 'tcp',
  17: 'udp',
  58: 'icmpv6',
};

export function formatProtocol(protocol: number): string {
  return protocolNames[protocol] ?? String(protocol);
}

/** `tcp 443 10.0.0.0/16` */
export function formatRule(rule: SecurityGroupRule): string {
  const protocol = rule.protocol.kind === 'known' ? formatProtocol(rule.protocol.value) : '?';
  const ports = protocol === 'all' ? '' : ` ${formatPorts(rule)}`;
  return `${protocol}${ports} ${formatPeer(rule)}`;
}

function formatPorts({ fromPort, toPort }: SecurityGroupRule): string {
  const from = fromPort.kind === 'known' ? String(fromPort.value) : '?';
  const to = toPort.kind === 'known' ? String(toPort.value) : '?';
  return from === to ? from : `${from}-${to}`;
}

function formatPeer({ peer }: SecurityGroupRule): string {
  switch (peer.kind) {
    case 'prefix':
      return formatPrefix(peer.prefix);
    case 'prefix-list':
      return peer.prefixList;
    case 'security-group':
      return peer.securityGroup;
    case 'unknown':
      return '?';
  }
}
