import type { Known, Unknown } from '../base/known.ts';
import { type AddressFamily, formatPrefix } from '../ip/address.ts';
import { emptySet, type IpSet, intersect, isEmptySet, setOfPrefix, subtract, unite } from '../ip/ip-set.ts';
import {
  everyPort,
  formatPorts,
  intersectPorts,
  isNoPort,
  type PortSet,
  portRange,
  subtractPorts,
} from '../ip/port-set.ts';
import type { Id } from '../model/identity.ts';
import type { Network, NetworkAcl, NetworkAclEntry, Subnet } from '../model/network.ts';
import type { Filtered } from './security-groups.ts';
import { formatProtocol } from './security-groups.ts';

interface Packets {
  readonly direction: 'ingress' | 'egress';
  readonly protocol: number;
  /** Destination ports: one for a request, the client's ephemeral range for replies (NACL-3). */
  readonly ports: PortSet;
  /** The other end's possible addresses. */
  readonly addresses: IpSet;
}

/**
 * What a subnet's network ACL does with packets: entries by number, the first match wins, then deny (NACL-1).
 *
 * An address counts as allowed when all the ports are, as denied when one port is. An entry that is not fully
 * known leaves unknown what it could touch, except where the outcome is the same with and without it.
 *
 * @returns disjoint parts that together make up the addresses
 */
export function filterByNetworkAcl(network: Network, subnet: Subnet, packets: Packets): readonly Filtered[] {
  const found = networkAclOf(network, subnet);
  if (found.kind === 'unknown') {
    return [
      {
        addresses: packets.addresses,
        outcome: 'unknown',
        decided: '',
        component: subnet.id,
        origin: undefined,
        unknowns: [found.unknown],
      },
    ];
  }
  if (found.kind === 'unmanaged') {
    return [
      {
        addresses: packets.addresses,
        outcome: 'allow',
        decided: `${packets.direction} 100 allow all`,
        component: found.id,
        origin: undefined,
        unknowns: [],
      },
    ];
  }
  return filterByEntries(found.acl, packets);
}

type FoundAcl =
  | { readonly kind: 'acl'; readonly acl: NetworkAcl }
  /** The VPC's default ACL that nobody manages: it allows everything. */
  | { readonly kind: 'unmanaged'; readonly id: string }
  | { readonly kind: 'unknown'; readonly unknown: Unknown };

export function networkAclOf(network: Network, subnet: Subnet): FoundAcl {
  const vpc = subnet.vpc.kind === 'known' ? network.vpcs.get(subnet.vpc.value) : undefined;
  const chosen: Known<Id<'NetworkAcl'>> | undefined = subnet.networkAcl?.target ?? vpc?.defaultNetworkAcl;
  if (chosen === undefined)
    return {
      kind: 'unknown',
      unknown: { reason: 'not-given', references: [{ address: subnet.id, path: 'network_acl' }] },
    };
  if (chosen.kind === 'unknown') return { kind: 'unknown', unknown: chosen.unknown };
  const acl = network.networkAcls.get(chosen.value);
  if (acl !== undefined) return { kind: 'acl', acl };
  if (subnet.networkAcl === undefined) return { kind: 'unmanaged', id: chosen.value };
  return {
    kind: 'unknown',
    unknown: { reason: 'not-given', references: [{ address: chosen.value, path: 'entries' }] },
  };
}

/** Addresses × ports, and what decided about them. */
interface Box {
  readonly addresses: IpSet;
  readonly ports: PortSet;
  /** `undefined` = the implicit deny, or entries that may exist. */
  readonly entry: NetworkAclEntry | undefined;
}

/** Packets that are possibly allowed and possibly denied; a packet in only one of them is certain. */
interface Outcomes {
  readonly allow: Box[];
  readonly deny: Box[];
  readonly unknowns: Unknown[];
}

function filterByEntries(acl: NetworkAcl, packets: Packets): readonly Filtered[] {
  const outcomes = outcomesOf(acl, packets);
  const { family } = packets.addresses;
  const component = acl.id;
  const deniedSomewhere = beyond(outcomes.deny, outcomes.allow);
  let rest = packets.addresses;
  const parts: Filtered[] = [];
  for (const { addresses, entry } of deniedSomewhere) {
    const hit = intersect(rest, addresses);
    if (isEmptySet(hit)) continue;
    rest = subtract(rest, hit);
    const denied = decidedPart(component, packets.direction, hit, 'deny', entry);
    // Nothing in the source wrote the implicit deny: the ACL that lacks an entry is where to write one.
    parts.push(entry === undefined ? { ...denied, origin: acl.origin } : denied);
  }
  const doubtful = intersect(rest, addressesOf(common(outcomes.allow, outcomes.deny), family));
  rest = subtract(rest, doubtful);
  if (!isEmptySet(doubtful)) {
    const part = decidedPart(component, packets.direction, doubtful, 'unknown', undefined);
    parts.push({ ...part, unknowns: [...new Set(outcomes.unknowns)] });
  }
  for (const { addresses, entry } of outcomes.allow) {
    const hit = intersect(rest, addresses);
    if (isEmptySet(hit)) continue;
    rest = subtract(rest, hit);
    parts.unshift(decidedPart(component, packets.direction, hit, 'allow', entry));
  }
  return parts;
}

function decidedPart(
  component: string,
  direction: Packets['direction'],
  addresses: IpSet,
  outcome: Filtered['outcome'],
  entry: NetworkAclEntry | undefined,
): Filtered {
  const decided =
    outcome === 'unknown' ? '' : entry === undefined ? implicitDeny(direction) : formatEntry(entry);
  return { addresses, outcome, decided, component, origin: entry?.origin, unknowns: [] };
}

/** NACL-1: the last entry of every ACL, which has no number. */
export function implicitDeny(direction: Packets['direction']): string {
  return `${direction} * deny all`;
}

/** Goes through the entries in order and keeps the packets that may still be undecided. */
function outcomesOf(acl: NetworkAcl, packets: Packets): Outcomes {
  const { direction, addresses, ports } = packets;
  const outcomes: Outcomes = { allow: [], deny: [], unknowns: [] };
  const everything: Box = { addresses, ports, entry: undefined };
  for (const unknown of acl.entries.unknowns) {
    outcomes.allow.push(everything);
    outcomes.deny.push(everything);
    outcomes.unknowns.push(unknown);
  }
  const entries = acl.entries.items
    .filter((entry) => entry.egress === (direction === 'egress') && entry.family === addresses.family)
    .toSorted((a, b) => numberOf(a) - numberOf(b));
  let open: readonly Box[] = [everything];
  const unnumbered: Box[] = [];
  for (const entry of entries) {
    const match = matchEntry(entry, packets);
    if (match === undefined) continue;
    const touched = common(open, [match.possible]).map((box) => ({ ...box, entry }));
    if (touched.length === 0) continue;
    if (entry.action.kind === 'unknown' || entry.action.value === 'allow') outcomes.allow.push(...touched);
    if (entry.action.kind === 'unknown' || entry.action.value === 'deny') outcomes.deny.push(...touched);
    outcomes.unknowns.push(...match.unknowns);
    if (match.isCertain && entry.ruleNumber.kind === 'known') open = beyond(open, [match.possible]);
    else if (match.isCertain) unnumbered.push(match.possible);
  }
  // Whatever its number is, an entry comes before the implicit deny.
  outcomes.deny.push(...beyond(open, unnumbered));
  return outcomes;
}

/** An entry whose number is not known may come first; it never ends the search. */
function numberOf(entry: NetworkAclEntry): number {
  return entry.ruleNumber.kind === 'known' ? entry.ruleNumber.value : -1;
}

interface EntryMatch {
  /** The packets that the entry may be about. */
  readonly possible: Box;
  /** Is it about all of these? */
  readonly isCertain: boolean;
  readonly unknowns: readonly Unknown[];
}

function matchEntry(entry: NetworkAclEntry, { addresses, protocol }: Packets): EntryMatch | undefined {
  if (entry.protocol.kind === 'known' && entry.protocol.value !== -1 && entry.protocol.value !== protocol)
    return undefined;
  const { ruleNumber, cidr, fromPort, toPort } = entry;
  const hasPorts = protocol === 6 || protocol === 17;
  const isAll = entry.protocol.kind === 'known' && entry.protocol.value === -1;
  const matched = hasPorts && !isAll ? [entry.protocol, cidr, fromPort, toPort] : [entry.protocol, cidr];
  const open = unknownsOf(matched);
  // A protocol that is not known may be all of them, whose entries are about every port.
  const limited = hasPorts && entry.protocol.kind === 'known' && !isAll;
  const possible: Box = {
    addresses: cidr.kind === 'known' ? setOfPrefix(cidr.value) : addresses,
    ports: limited ? portRange(valueOr(fromPort, 0), valueOr(toPort, 65535)) : everyPort,
    entry,
  };
  return {
    possible,
    isCertain: open.length === 0,
    unknowns: [...unknownsOf([ruleNumber, entry.action]), ...open],
  };
}

function valueOr(known: Known<number>, otherwise: number): number {
  return known.kind === 'known' ? known.value : otherwise;
}

function unknownsOf(facts: readonly Known<unknown>[]): readonly Unknown[] {
  return facts.flatMap((fact) => (fact.kind === 'unknown' ? [fact.unknown] : []));
}

/** What both have, by what decided the first. */
function common(first: readonly Box[], second: readonly Box[]): readonly Box[] {
  return first.flatMap((box) =>
    second
      .map((other) => ({
        addresses: intersect(box.addresses, other.addresses),
        ports: intersectPorts(box.ports, other.ports),
        entry: box.entry,
      }))
      .filter(hasPackets),
  );
}

/** What the first has and the second has not. */
function beyond(first: readonly Box[], second: readonly Box[]): readonly Box[] {
  return second.reduce((boxes, other) => boxes.flatMap((box) => without(box, other)), first);
}

function without(box: Box, other: Box): readonly Box[] {
  const addresses = intersect(box.addresses, other.addresses);
  const ports = intersectPorts(box.ports, other.ports);
  if (isEmptySet(addresses) || isNoPort(ports)) return [box];
  const outside = { ...box, addresses: subtract(box.addresses, addresses) };
  const otherPorts = { ...box, addresses, ports: subtractPorts(box.ports, ports) };
  return [outside, otherPorts].filter(hasPackets);
}

function hasPackets({ addresses, ports }: Box): boolean {
  return !isEmptySet(addresses) && !isNoPort(ports);
}

function addressesOf(boxes: readonly Box[], family: AddressFamily): IpSet {
  return boxes.reduce((set, { addresses }) => unite(set, addresses), emptySet(family));
}

/** `egress 100 allow tcp 443 0.0.0.0/0` */
export function formatEntry(entry: NetworkAclEntry): string {
  const text = <Value extends string | number>(known: Known<Value>): string =>
    known.kind === 'known' ? String(known.value) : '?';
  const direction = entry.egress ? 'egress' : 'ingress';
  const protocol = entry.protocol.kind === 'known' ? formatProtocol(entry.protocol.value) : '?';
  const ports =
    protocol === 'all' || entry.fromPort.kind === 'unknown' || entry.toPort.kind === 'unknown'
      ? ''
      : ` ${formatPorts(portRange(entry.fromPort.value, entry.toPort.value))}`;
  const cidr = entry.cidr.kind === 'known' ? formatPrefix(entry.cidr.value) : '?';
  return `${direction} ${text(entry.ruleNumber)} ${text(entry.action)} ${protocol}${ports} ${cidr}`;
}
