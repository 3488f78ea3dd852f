import type { Known, Unknown } from '../base/known.ts';
import { formatPrefix } from '../ip/address.ts';
import {
  emptySet,
  type IpSet,
  intersect,
  isEmptySet,
  setOfPrefix,
  subtract,
  unite as uniteSets,
} from '../ip/ip-set.ts';
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

/** Addresses × ports that no entry has decided yet. */
interface Box {
  readonly addresses: IpSet;
  readonly ports: PortSet;
}

/**
 * What a subnet's network ACL does with packets: entries by number, the first match wins, then deny (NACL-1).
 *
 * An address counts as allowed when all the ports are. An entry that is not fully known leaves what it could
 * touch unknown.
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

function filterByEntries(acl: NetworkAcl, packets: Packets): readonly Filtered[] {
  const { direction, addresses } = packets;
  const entries = acl.entries.items
    .filter((entry) => entry.egress === (direction === 'egress') && entry.family === addresses.family)
    .toSorted((a, b) => numberOf(a) - numberOf(b));
  const state = new Deciding(acl, packets);
  for (const unknown of acl.entries.unknowns) state.taint(addresses, [unknown]);
  for (const entry of entries) state.apply(entry);
  return state.finish();
}

/** An unknown number could come first. */
function numberOf(entry: NetworkAclEntry): number {
  return entry.ruleNumber.kind === 'known' ? entry.ruleNumber.value : -1;
}

/** Goes through the entries and keeps what is still undecided. */
class Deciding {
  readonly #acl: NetworkAcl;
  readonly #packets: Packets;
  readonly #unknowns: Unknown[] = [];
  #open: readonly Box[];
  #unknown: IpSet;
  #denied: IpSet;
  readonly #deniedBy: { addresses: IpSet; entry: NetworkAclEntry | undefined }[] = [];
  readonly #allowedBy: { addresses: IpSet; entry: NetworkAclEntry }[] = [];

  constructor(acl: NetworkAcl, packets: Packets) {
    this.#acl = acl;
    this.#packets = packets;
    this.#open = [{ addresses: packets.addresses, ports: packets.ports }];
    this.#unknown = emptySet(packets.addresses.family);
    this.#denied = emptySet(packets.addresses.family);
  }

  taint(addresses: IpSet, unknowns: readonly Unknown[]): void {
    const hit = subtract(intersect(addresses, this.#packets.addresses), this.#unknown);
    if (isEmptySet(hit) && unknowns.length === 0) return;
    this.#unknowns.push(...unknowns);
    this.#unknown = union(this.#unknown, hit);
    this.#open = this.#open
      .map((box) => ({ ...box, addresses: subtract(box.addresses, hit) }))
      .filter(isOpen);
  }

  apply(entry: NetworkAclEntry): void {
    const ports = portsOf(entry, this.#packets.protocol);
    if (ports.kind === 'no') return;
    const cidr = entry.cidr.kind === 'known' ? setOfPrefix(entry.cidr.value) : undefined;
    const unknowns = unknownsOf(entry, ports);
    if (unknowns.length > 0) {
      const touched = this.#open.map(({ addresses }) =>
        cidr === undefined ? addresses : intersect(addresses, cidr),
      );
      for (const addresses of touched.filter((set) => !isEmptySet(set))) this.taint(addresses, unknowns);
      return;
    }
    if (cidr === undefined || ports.kind !== 'yes') return;
    const next: Box[] = [];
    for (const box of this.#open) {
      const addresses = intersect(box.addresses, cidr);
      const hitPorts = intersectPorts(box.ports, ports.ports);
      if (isEmptySet(addresses) || isNoPort(hitPorts)) {
        next.push(box);
        continue;
      }
      this.#decide(addresses, entry);
      next.push({ addresses: subtract(box.addresses, addresses), ports: box.ports });
      next.push({ addresses, ports: subtractPorts(box.ports, hitPorts) });
    }
    this.#open = next.filter(isOpen);
  }

  #decide(addresses: IpSet, entry: NetworkAclEntry): void {
    if (entry.action.kind === 'known' && entry.action.value === 'allow')
      this.#allowedBy.push({ addresses, entry });
    else this.#deny(addresses, entry);
  }

  #deny(addresses: IpSet, entry: NetworkAclEntry | undefined): void {
    const hit = subtract(addresses, this.#denied);
    if (isEmptySet(hit)) return;
    this.#denied = union(this.#denied, hit);
    this.#deniedBy.push({ addresses: hit, entry });
  }

  finish(): readonly Filtered[] {
    for (const box of this.#open) this.#deny(box.addresses, undefined);
    const parts: Filtered[] = this.#deniedBy.map(({ addresses, entry }) =>
      this.#part(addresses, 'deny', entry),
    );
    const doubtful = subtract(this.#unknown, this.#denied);
    if (!isEmptySet(doubtful))
      parts.push({ ...this.#part(doubtful, 'unknown', undefined), unknowns: this.#unknowns });
    let rest = subtract(subtract(this.#packets.addresses, this.#denied), this.#unknown);
    for (const { addresses, entry } of this.#allowedBy) {
      const hit = intersect(rest, addresses);
      if (isEmptySet(hit)) continue;
      parts.unshift(this.#part(hit, 'allow', entry));
      rest = subtract(rest, hit);
    }
    return parts;
  }

  #part(addresses: IpSet, outcome: Filtered['outcome'], entry: NetworkAclEntry | undefined): Filtered {
    const decided = entry === undefined ? `${this.#packets.direction} * deny all` : formatEntry(entry);
    return { addresses, outcome, decided, component: this.#acl.id, origin: entry?.origin, unknowns: [] };
  }
}

function union(a: IpSet, b: IpSet): IpSet {
  return isEmptySet(a) ? b : isEmptySet(b) ? a : uniteSets(a, b);
}

function isOpen(box: Box): boolean {
  return !isEmptySet(box.addresses) && !isNoPort(box.ports);
}

type EntryPorts =
  | { readonly kind: 'yes'; readonly ports: PortSet }
  | { readonly kind: 'no' }
  | { readonly kind: 'unknown'; readonly unknowns: readonly Unknown[] };

function portsOf(entry: NetworkAclEntry, protocol: number): EntryPorts {
  if (entry.protocol.kind === 'unknown') return { kind: 'unknown', unknowns: [entry.protocol.unknown] };
  if (entry.protocol.value === -1) return { kind: 'yes', ports: everyPort };
  if (entry.protocol.value !== protocol) return { kind: 'no' };
  if (protocol !== 6 && protocol !== 17) return { kind: 'yes', ports: everyPort };
  const unknowns = [entry.fromPort, entry.toPort].flatMap((port) =>
    port.kind === 'unknown' ? [port.unknown] : [],
  );
  if (entry.fromPort.kind === 'unknown' || entry.toPort.kind === 'unknown')
    return { kind: 'unknown', unknowns };
  return { kind: 'yes', ports: portRange(entry.fromPort.value, entry.toPort.value) };
}

function unknownsOf(entry: NetworkAclEntry, ports: EntryPorts): readonly Unknown[] {
  const open = [entry.ruleNumber, entry.action, entry.cidr].flatMap((known) =>
    known.kind === 'unknown' ? [known.unknown] : [],
  );
  return ports.kind === 'unknown' ? [...open, ...ports.unknowns] : open;
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
