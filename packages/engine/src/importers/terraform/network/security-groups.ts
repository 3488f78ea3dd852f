import { type Collection, collection, known } from '../../../base/known.ts';
import { type Prefix, parsePrefix } from '../../../ip/address.ts';
import { type Id, idOf, type Origin } from '../../../model/identity.ts';
import type { SecurityGroup, SecurityGroupPeer, SecurityGroupRule, Vpc } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { Attached, idsOf, targetsAt } from './attached.ts';
import {
  argumentOf,
  blocksAt,
  type Declared,
  declaredBy,
  elementsAt,
  flagAt,
  nameTagOf,
  originOf,
  textAt,
  unreadable,
} from './declared.ts';
import { clusterSecurityGroup, nameOf } from './links.ts';
import type { PrefixLists } from './prefix-lists.ts';
import { certain, joined, linkAt, type Reading, readPrefix, requiredLinkAt } from './reading.ts';
import { readPorts, readProtocol } from './rules.ts';

type Direction = 'ingress' | 'egress';
type Rules = Collection<SecurityGroupRule>;

/** Declared groups, groups that a data source looks up, default groups, and the groups of EKS clusters. */
export function readSecurityGroups(
  reading: Reading,
  vpcs: ReadonlyMap<Id<'Vpc'>, Vpc>,
  prefixLists: PrefixLists,
): ReadonlyMap<Id<'SecurityGroup'>, SecurityGroup> {
  const managed = reading.managed('aws_security_group', 'aws_default_security_group');
  const implied = [...undeclaredDefaults(reading, vpcs), ...clusterGroups(reading)];
  const ids = [...idsOf('SecurityGroup', managed), ...implied.map(({ id }) => id)];
  const apart = readRulesApart(reading, ids, prefixLists);
  const associated = readAssociatedVpcs(reading, ids);
  const groups = [
    ...certain(reading.data('aws_security_group')).map((instance) => readLookedUpGroup(reading, instance)),
    ...certain(managed).map((instance) => readGroup(reading, instance, prefixLists)),
    ...implied,
  ];
  return new Map(
    groups.map((group) => [
      group.id,
      {
        ...group,
        ingress: joined([group.ingress, apart.ingress.of(group.id)]),
        egress: joined([group.egress, apart.egress.of(group.id)]),
        ...(associated === undefined ? {} : { associatedVpcs: associated.of(group.id) }),
      },
    ]),
  );
}

/** `undefined` = the source associates no group with a VPC more. */
function readAssociatedVpcs(
  reading: Reading,
  ids: readonly Id<'SecurityGroup'>[],
): Attached<'SecurityGroup', Id<'Vpc'>> | undefined {
  const associations = reading.managed('aws_vpc_security_group_vpc_association');
  if (associations.length === 0) return undefined;
  const attached = new Attached<'SecurityGroup', Id<'Vpc'>>();
  for (const instance of associations) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'SecurityGroup', declared, 'security_group_id', ids);
    const vpc = requiredLinkAt(reading, 'Vpc', declared, 'vpc_id');
    const members = vpc.kind === 'known' ? collection([vpc.value]) : collection<Id<'Vpc'>>([], [vpc.unknown]);
    attached.add(targets, members);
  }
  return attached;
}

/**
 * A group as Terraform makes it: only the rules that are written. Terraform's provider removes the egress
 * rule that AWS gives to a new group (SG-3; seen in use, not stated in AWS's documentation).
 */
function readGroup(reading: Reading, instance: ResourceInstance, prefixLists: PrefixLists): SecurityGroup {
  const declared = declaredBy(instance);
  const id = idOf('SecurityGroup', nameOf(instance));
  const name = textAt(declared, 'name');
  return {
    id,
    origin: originOf(declared),
    origins: {},
    vpc: vpcOfGroup(reading, declared),
    name: name?.kind === 'known' ? name.value : nameTagOf(declared),
    ingress: readInline(reading, declared, 'ingress', id, prefixLists),
    egress: readInline(reading, declared, 'egress', id, prefixLists),
  };
}

/** Without `vpc_id` the group is made in the Region's default VPC. */
function vpcOfGroup(reading: Reading, declared: Declared): SecurityGroup['vpc'] {
  const taken = reading.links.vpcOfDefault(declared.instance);
  if (taken !== undefined) return taken;
  const written = linkAt(reading, 'Vpc', declared, 'vpc_id');
  if (written !== undefined) return written;
  const [vpc, second] = certain(reading.managed('aws_default_vpc'));
  if (vpc === undefined || second !== undefined)
    return unreadable(declared.instance, 'vpc_id', 'known-after-apply');
  return known(idOf('Vpc', nameOf(vpc)));
}

function readInline(
  reading: Reading,
  declared: Declared,
  direction: Direction,
  self: Id<'SecurityGroup'>,
  prefixLists: PrefixLists,
): Rules {
  const { items, unknowns } = blocksAt(declared, direction);
  const blocks = items.map((block) => readBlock(reading, block, 'security_groups', self, prefixLists));
  return joined([...blocks, collection<SecurityGroupRule>([], unknowns)]);
}

/** One block or `aws_security_group_rule` gives one rule for each CIDR block, list and group. */
function readBlock(
  reading: Reading,
  declared: Declared,
  groupsArgument: 'security_groups' | 'source_security_group_id',
  self: Id<'SecurityGroup'> | undefined,
  prefixLists: PrefixLists,
): Rules {
  const peers: SecurityGroupPeer[] = [
    ...cidrPeers(reading, declared, 'cidr_blocks', 'ipv4'),
    ...cidrPeers(reading, declared, 'ipv6_cidr_blocks', 'ipv6'),
    ...prefixListPeers(declared, prefixLists),
    ...groupPeers(reading, declared, groupsArgument),
    ...selfPeers(declared, self),
  ];
  return collection(rulesFor(reading, declared, 'protocol', peers));
}

function rulesFor(
  reading: Reading,
  declared: Declared,
  protocolArgument: string,
  peers: readonly SecurityGroupPeer[],
): readonly SecurityGroupRule[] {
  if (peers.length === 0) return [];
  const protocol = readProtocol(reading, declared, protocolArgument);
  const ports = readPorts(reading, declared, protocol);
  const origin = originOf(declared);
  return peers.map((peer) => ({ protocol, ...ports, peer, origin }));
}

function cidrPeers(
  reading: Reading,
  declared: Declared,
  name: string,
  family: 'ipv4' | 'ipv6',
): readonly SecurityGroupPeer[] {
  const { items, unknowns } = elementsAt(declared, name);
  const peers = items.flatMap(({ value, origin }): readonly SecurityGroupPeer[] => {
    const prefix = readPrefix(reading, value, origin);
    if (prefix === undefined) return [];
    return [
      prefix.kind === 'known'
        ? prefixPeer(prefix.value)
        : { kind: 'unknown', family, unknown: prefix.unknown },
    ];
  });
  return [...peers, ...unknowns.map((unknown): SecurityGroupPeer => ({ kind: 'unknown', family, unknown }))];
}

function prefixPeer(prefix: Prefix): SecurityGroupPeer {
  return { kind: 'prefix', prefix };
}

function unknownPeer(unknown: Extract<SecurityGroupPeer, { kind: 'unknown' }>['unknown']): SecurityGroupPeer {
  return { kind: 'unknown', family: undefined, unknown };
}

function prefixListPeers(declared: Declared, prefixLists: PrefixLists): readonly SecurityGroupPeer[] {
  const { items, unknowns } = elementsAt(declared, 'prefix_list_ids');
  const peers = items.flatMap(({ value, origin }) => prefixLists.peer(value, origin) ?? []);
  return [...peers, ...unknowns.map(unknownPeer)];
}

function groupPeers(reading: Reading, declared: Declared, name: string): readonly SecurityGroupPeer[] {
  const { items, unknowns } = elementsAt(declared, name);
  const peers = items.flatMap(({ value, origin }): readonly SecurityGroupPeer[] => {
    const group = reading.links.link('SecurityGroup', withoutAccount(value), origin);
    if (group === undefined) return [];
    return [
      group.kind === 'known'
        ? { kind: 'security-group', securityGroup: group.value }
        : unknownPeer(group.unknown),
    ];
  });
  return [...peers, ...unknowns.map(unknownPeer)];
}

/** A group of a peered VPC in another account is written `123456789012/sg-0123`. */
function withoutAccount(value: ReturnType<typeof argumentOf>): ReturnType<typeof argumentOf> {
  if (value.kind !== 'string') return value;
  return { ...value, value: value.value.replace(/^\d{12}\//, '') };
}

function selfPeers(declared: Declared, self: Id<'SecurityGroup'> | undefined): readonly SecurityGroupPeer[] {
  const flag = flagAt(declared, 'self');
  if (flag === undefined || (flag.kind === 'known' && !flag.value)) return [];
  if (flag.kind === 'known' && self !== undefined) return [{ kind: 'security-group', securityGroup: self }];
  const unknown =
    flag.kind === 'unknown' ? flag.unknown : unreadable(declared.instance, 'self', 'not-given').unknown;
  return [unknownPeer(unknown)];
}

interface Apart {
  readonly ingress: Attached<'SecurityGroup', SecurityGroupRule>;
  readonly egress: Attached<'SecurityGroup', SecurityGroupRule>;
}

/** Rules that are resources of their own, in both styles. */
function readRulesApart(
  reading: Reading,
  groups: readonly Id<'SecurityGroup'>[],
  prefixLists: PrefixLists,
): Apart {
  const apart: Apart = { ingress: new Attached(), egress: new Attached() };
  for (const instance of reading.managed('aws_security_group_rule')) {
    addRuleResource(reading, declaredBy(instance), groups, prefixLists, apart);
  }
  for (const direction of ['ingress', 'egress'] as const) {
    for (const instance of reading.managed(`aws_vpc_security_group_${direction}_rule`)) {
      const declared = declaredBy(instance);
      const targets = targetsAt(reading, 'SecurityGroup', declared, 'security_group_id', groups);
      apart[direction].add(targets, collection(readSingleRule(reading, declared, prefixLists)));
    }
  }
  return apart;
}

/** `aws_security_group_rule`; an unknown `type` may be either direction. */
function addRuleResource(
  reading: Reading,
  declared: Declared,
  groups: readonly Id<'SecurityGroup'>[],
  prefixLists: PrefixLists,
  apart: Apart,
): void {
  const targets = targetsAt(reading, 'SecurityGroup', declared, 'security_group_id', groups);
  const [self] = targets.ids.length === 1 ? targets.ids : [];
  const rules = readBlock(reading, declared, 'source_security_group_id', self, prefixLists);
  const type = textAt(declared, 'type');
  if (type?.kind === 'known' && (type.value === 'ingress' || type.value === 'egress')) {
    apart[type.value].add(targets, rules);
    return;
  }
  const doubt =
    targets.doubt ?? (type?.kind === 'unknown' ? type : unreadable(declared.instance, 'type')).unknown;
  for (const direction of ['ingress', 'egress'] as const)
    apart[direction].add({ ids: targets.ids, doubt }, rules);
}

/** `aws_vpc_security_group_ingress_rule` and its twin have exactly one peer. */
function readSingleRule(
  reading: Reading,
  declared: Declared,
  prefixLists: PrefixLists,
): readonly SecurityGroupRule[] {
  const peers = [
    ...cidrPeers(reading, declared, 'cidr_ipv4', 'ipv4'),
    ...cidrPeers(reading, declared, 'cidr_ipv6', 'ipv6'),
    ...groupPeers(reading, declared, 'referenced_security_group_id'),
    ...singleListPeer(declared, prefixLists),
  ];
  return rulesFor(reading, declared, 'ip_protocol', peers);
}

function singleListPeer(declared: Declared, prefixLists: PrefixLists): readonly SecurityGroupPeer[] {
  const peer = prefixLists.peer(argumentOf(declared, 'prefix_list_id'), originOf(declared, 'prefix_list_id'));
  return peer === undefined ? [] : [peer];
}

function readLookedUpGroup(reading: Reading, instance: ResourceInstance): SecurityGroup {
  const declared = declaredBy(instance);
  const name = textAt(declared, 'name');
  const vpc = linkAt(reading, 'Vpc', declared, 'vpc_id');
  return {
    id: idOf('SecurityGroup', nameOf(instance)),
    origin: originOf(declared),
    origins: {},
    vpc: vpc ?? unreadable(instance, 'vpc_id'),
    name: name?.kind === 'known' ? name.value : nameTagOf(declared),
    ingress: collection<SecurityGroupRule>([], [unreadable(instance, 'ingress').unknown]),
    egress: collection<SecurityGroupRule>([], [unreadable(instance, 'egress').unknown]),
  };
}

/** Parses a prefix of ours. */
export function prefixOf(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(`bug: \`${text}\` is a prefix`);
  return parsed.value;
}

function everything(peer: SecurityGroupPeer, origin: Origin): SecurityGroupRule {
  return { protocol: known(-1), fromPort: known(0), toPort: known(65_535), peer, origin };
}

function everywhere(origin: Origin): readonly SecurityGroupRule[] {
  return ['0.0.0.0/0', '::/0'].map((text) => everything(prefixPeer(prefixOf(text)), origin));
}

/** SG-2: ingress from itself, all egress. The IPv6 rule does nothing in a VPC without IPv6. */
function openToItself(
  id: Id<'SecurityGroup'>,
  vpc: SecurityGroup['vpc'],
  name: string,
  origin: Origin,
): SecurityGroup {
  return {
    id,
    origin,
    origins: {},
    vpc,
    name,
    ingress: collection([everything({ kind: 'security-group', securityGroup: id }, origin)]),
    egress: collection(everywhere(origin)),
  };
}

/** Default groups that no resource manages. That of the default VPC may have been changed elsewhere. */
function undeclaredDefaults(reading: Reading, vpcs: ReadonlyMap<Id<'Vpc'>, Vpc>): readonly SecurityGroup[] {
  return certain(reading.managed('aws_vpc', 'aws_default_vpc')).flatMap((instance) => {
    const vpc = vpcs.get(idOf('Vpc', nameOf(instance)));
    const id = reading.links.defaultOf('SecurityGroup', instance);
    if (vpc === undefined || id !== `${vpc.id}.default_security_group_id`) return [];
    const group = openToItself(id, known(vpc.id), 'default', vpc.origin);
    if (instance.type === 'aws_vpc') return [group];
    const unread = unreadable(instance, 'default_security_group_id').unknown;
    return [{ ...group, ingress: collection([], [unread]), egress: collection([], [unread]) }];
  });
}

/**
 * EKS makes a group for each cluster: all traffic between its members, all egress.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
function clusterGroups(reading: Reading): readonly SecurityGroup[] {
  return certain(reading.managed('aws_eks_cluster')).map((instance) => {
    const declared = declaredBy(instance);
    const id = idOf('SecurityGroup', clusterSecurityGroup(instance));
    return openToItself(id, vpcOfCluster(reading, declared), instance.address, originOf(declared));
  });
}

/** The VPC of the subnets that the cluster was given. */
function vpcOfCluster(reading: Reading, declared: Declared): SecurityGroup['vpc'] {
  const [config] = blocksAt(declared, 'vpc_config').items;
  const [first] = config === undefined ? [] : elementsAt(config, 'subnet_ids').items;
  const subnet = first === undefined ? undefined : reading.links.referenced(first.value)?.instance;
  if (subnet === undefined) return unreadable(declared.instance, 'vpc_config[0].vpc_id', 'known-after-apply');
  return requiredLinkAt(reading, 'Vpc', declaredBy(subnet), 'vpc_id');
}
