import type {
  Id,
  Network,
  NetworkAclEntry,
  Prefix,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
} from '@naisen/engine';
import { hashOf, prefixText } from './addresses.ts';
import type { Family } from './family.ts';
import type { LabGaps } from './gaps.ts';
import type { PlacedInterface } from './place-interfaces.ts';

/** A verdict map's value or a chain's name: letters and digits only (`fwd`-like words are nft's own). */
function nameOf(kind: string, text: string): string {
  return `${kind}_${hashOf(text, 0x1_0000_0000).toString(16).padStart(8, '0')}`;
}

/** Which rule of AWS a rule of the kernel stands for (LAB-8): nft takes at most 127 bytes. */
export function comment(text: string): string {
  const plain = text.replaceAll('"', "'").replace(/[^\x20-\x7e]/g, '?');
  return `comment "${plain.length > 120 ? `..${plain.slice(-118)}` : plain}"`;
}

export interface FilterContext {
  readonly network: Network;
  /** ENIs of every VPC: groups are referred to across peering connections (SG-4). */
  readonly interfaces: readonly PlacedInterface[];
  readonly family: Family;
  readonly gaps: LabGaps;
}

/** Pieces of an nft table, by name. */
export interface NftParts {
  readonly sets: Map<string, string>;
  readonly chains: Map<string, readonly string[]>;
}

/** LAB-16: the chain of one combination of groups; `return` allows. */
export function groupChain(
  context: FilterContext,
  parts: NftParts,
  groups: readonly Id<'SecurityGroup'>[],
  direction: 'ingress' | 'egress',
): string {
  const side = direction === 'egress' ? 'so' : 'si';
  const name = nameOf(side, groups.join(' '));
  if (parts.chains.has(name)) return name;
  const rules: string[] = [];
  for (const id of groups) {
    const group = context.network.securityGroups.get(id);
    if (group === undefined) {
      context.gaps.miss(id, undefined);
      continue;
    }
    context.gaps.missAll(group[direction].unknowns, `${id} ${direction}`, group.origin);
    for (const rule of group[direction].items) {
      const match = groupMatch(context, parts, group, rule, direction);
      if (match !== undefined)
        rules.push(`${match} counter return ${comment(groupRuleText(id, direction, rule))}`);
    }
  }
  const refuse = direction === 'egress' ? 'rej_o' : 'rej_i';
  const none = `${groups.join(' + ')}: no ${direction} rule matches`;
  parts.chains.set(name, [...rules, `counter goto ${refuse} ${comment(none)}`]);
  return name;
}

/** A stand-in's group is not decided, so nothing of it filters; it is in the maps all the same (LAB-6). */
export function openChain(parts: NftParts): string {
  parts.chains.set('sg_open', [`counter return ${comment('stand-in: its security group is not decided')}`]);
  return 'sg_open';
}

/** @returns `undefined` = matches nothing of this family */
function groupMatch(
  context: FilterContext,
  parts: NftParts,
  group: SecurityGroup,
  rule: SecurityGroupRule,
  direction: 'ingress' | 'egress',
): string | undefined {
  const { gaps, family } = context;
  const { origin } = rule;
  const protocol = gaps.valueOf(rule.protocol, `${group.id} ${direction} protocol`, origin);
  const from = gaps.valueOf(rule.fromPort, `${group.id} ${direction} from_port`, origin);
  const to = gaps.valueOf(rule.toPort, `${group.id} ${direction} to_port`, origin);
  if (protocol === undefined || from === undefined || to === undefined) return undefined;
  const service = serviceMatch(protocol, from, to, family);
  const peer = peerMatch(context, parts, group, rule, direction === 'egress' ? 'daddr' : 'saddr');
  return service === undefined || peer === undefined ? undefined : `${service} ${peer}`.trim();
}

/** SG-2: ports for TCP and UDP; of ICMP the model has no types and codes, so a rule is about all of it. */
function serviceMatch(protocol: number, from: number, to: number, family: Family): string | undefined {
  switch (protocol) {
    case -1:
      return '';
    case 6:
    case 17: {
      const word = protocol === 6 ? 'tcp' : 'udp';
      const isAll = from === -1 || (from === 0 && to === 65535);
      return isAll ? `meta l4proto ${word}` : `${word} dport ${from === to ? from : `${from}-${to}`}`;
    }
    case 1:
    case 58:
      return family.icmp.number === protocol ? `meta l4proto ${family.icmp.word}` : undefined;
    default:
      return `meta l4proto ${protocol}`;
  }
}

function peerMatch(
  context: FilterContext,
  parts: NftParts,
  group: SecurityGroup,
  { peer, origin }: SecurityGroupRule,
  side: 'saddr' | 'daddr',
): string | undefined {
  const { family, gaps } = context;
  switch (peer.kind) {
    case 'prefix':
      return peer.prefix.family === family.name ? prefixMatch(peer.prefix, side, family) : undefined;
    case 'prefix-list': {
      const list = context.network.prefixLists.get(peer.prefixList);
      if (list === undefined || list.entries.unknowns.length > 0) gaps.miss(peer.prefixList, origin);
      return `${family.nft} ${side} @${prefixListSet(parts, peer.prefixList, list?.entries.items ?? [], family)}`;
    }
    case 'security-group':
      return `${family.nft} ${side} @${memberSet(context, parts, peer.securityGroup)}`;
    case 'unknown':
      gaps.miss(`${group.id} rule`, origin);
      return undefined;
  }
}

function prefixMatch(prefix: Prefix, side: 'saddr' | 'daddr', family: Family): string {
  return prefix.length === 0 ? '' : `${family.nft} ${side} ${prefixText(prefix)}`;
}

/** SG-4: the private addresses of the ENIs that carry the group. */
function memberSet(context: FilterContext, parts: NftParts, id: Id<'SecurityGroup'>): string {
  const { family, interfaces } = context;
  const name = nameOf('g', id);
  const members = interfaces.flatMap((placed) =>
    placed.securityGroups.includes(id) ? (placed[family.name] ?? []) : [],
  );
  parts.sets.set(name, setText(name, `type ${family.address};`, [...new Set(members)]));
  return name;
}

function prefixListSet(parts: NftParts, id: string, entries: readonly Prefix[], family: Family): string {
  const name = nameOf('p', id);
  const own = entries.filter((entry) => entry.family === family.name).map(prefixText);
  parts.sets.set(name, setText(name, `type ${family.address}; flags interval; auto-merge;`, own));
  return name;
}

export function setText(name: string, type: string, elements: readonly string[]): string {
  const list = elements.length === 0 ? '' : ` elements = { ${[...elements].sort().join(', ')} };`;
  return `set ${name} { ${type}${list} }`;
}

/** LAB-19: entries by number, then deny. */
export function aclChain(
  { network, family, gaps }: FilterContext,
  parts: NftParts,
  { networkAcl, id: subnetId, origin }: Subnet,
  fallback: Id<'NetworkAcl'> | undefined,
  direction: 'ingress' | 'egress',
): string {
  const id =
    networkAcl === undefined ? fallback : gaps.valueOf(networkAcl.target, `${subnetId} network ACL`, origin);
  const name = nameOf(direction === 'egress' ? 'no' : 'ni', id ?? 'unknown');
  if (parts.chains.has(name)) return name;
  const acl = id === undefined ? undefined : network.networkAcls.get(id);
  const word = direction === 'egress' ? 'outbound' : 'inbound';
  if (acl === undefined) {
    if (networkAcl !== undefined) gaps.miss(id ?? `${subnetId} network ACL`, origin);
    parts.chains.set(name, [`counter return ${comment(`${id} ${word} 100: default`)}`]);
    return name;
  }
  gaps.missAll(acl.entries.unknowns, `${acl.id} entries`, acl.origin);
  const refuse = direction === 'egress' ? 'rej_o' : 'rej_i';
  const rules = acl.entries.items
    .filter((entry) => entry.egress === (direction === 'egress') && entry.family === family.name)
    .map((entry) => ({
      entry,
      number: gaps.valueOf(entry.ruleNumber, `${acl.id} rule_no`, entry.origin) ?? 0,
    }))
    .sort((a, b) => a.number - b.number)
    .flatMap(({ entry, number }) => {
      const match = aclMatch(acl.id, entry, family, gaps);
      const action = gaps.valueOf(entry.action, `${acl.id} ${word} ${number} action`, entry.origin);
      const verdict = action === 'allow' ? 'return' : `goto ${refuse}`;
      return match === undefined
        ? []
        : [`${match} counter ${verdict} ${comment(`${acl.id} ${word} ${number}`)}`];
    });
  parts.chains.set(name, [...rules, `counter goto ${refuse} ${comment(`${acl.id} ${word} *`)}`]);
  return name;
}

function aclMatch(id: string, entry: NetworkAclEntry, family: Family, gaps: LabGaps): string | undefined {
  const { origin, egress } = entry;
  const protocol = gaps.valueOf(entry.protocol, `${id} protocol`, origin);
  const cidr = gaps.valueOf(entry.cidr, `${id} cidr_block`, origin);
  const from = gaps.valueOf(entry.fromPort, `${id} from_port`, origin);
  const to = gaps.valueOf(entry.toPort, `${id} to_port`, origin);
  if (protocol === undefined || cidr === undefined || from === undefined || to === undefined)
    return undefined;
  const service = serviceMatch(protocol, from, to, family);
  if (service === undefined) return undefined;
  return `${service} ${prefixMatch(cidr, egress ? 'daddr' : 'saddr', family)}`.trim();
}

function groupRuleText(id: string, direction: string, rule: SecurityGroupRule): string {
  const protocol = rule.protocol.kind === 'known' ? rule.protocol.value : '?';
  const word = { '-1': 'all', '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' }[String(protocol)];
  const from = rule.fromPort.kind === 'known' ? rule.fromPort.value : '?';
  const to = rule.toPort.kind === 'known' ? rule.toPort.value : '?';
  const hasPorts = protocol !== -1 && protocol !== 1 && protocol !== 58;
  const ports = hasPorts ? ` ${from === to ? from : `${from}-${to}`}` : '';
  return `${id} ${direction} ${word ?? protocol}${ports} ${peerText(rule)}`;
}

function peerText({ peer }: SecurityGroupRule): string {
  switch (peer.kind) {
    case 'prefix':
      return prefixText(peer.prefix);
    case 'prefix-list':
      return peer.prefixList;
    case 'security-group':
      return peer.securityGroup;
    case 'unknown':
      return '?';
  }
}
