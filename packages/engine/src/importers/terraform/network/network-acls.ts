import { type Collection, collection, type Known, known } from '../../../base/known.ts';
import { unknownWord } from '../../../diagnostics/kinds/network-values.ts';
import type { Prefix } from '../../../ip/address.ts';
import { type Id, idOf, type Origin } from '../../../model/identity.ts';
import type { NetworkAcl, NetworkAclEntry, Vpc } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { Attached, idsOf, targetsAt } from './attached.ts';
import {
  argumentOf,
  blocksAt,
  type Declared,
  declaredBy,
  flagAt,
  integerAt,
  isAbsent,
  nameTagOf,
  originOf,
  textAt,
  unreadable,
} from './declared.ts';
import { nameOf } from './links.ts';
import { certain, invalid, joined, type Reading, readPrefix, report, requiredLinkAt } from './reading.ts';
import { readPorts, readProtocol } from './rules.ts';
import { prefixOf } from './security-groups.ts';

/** Declared ACLs and the default ACL of each declared VPC. */
export function readNetworkAcls(
  reading: Reading,
  vpcs: ReadonlyMap<Id<'Vpc'>, Vpc>,
): ReadonlyMap<Id<'NetworkAcl'>, NetworkAcl> {
  const managed = reading.managed('aws_network_acl', 'aws_default_network_acl');
  const undeclared = undeclaredDefaults(reading, vpcs);
  const ids = [...idsOf('NetworkAcl', managed), ...undeclared.map(({ id }) => id)];
  const apart = readEntriesApart(reading, ids);
  const acls = [...certain(managed).map((instance) => readAcl(reading, instance)), ...undeclared];
  return new Map(acls.map((acl) => [acl.id, withEntries(acl, apart.of(acl.id))]));
}

function withEntries(acl: NetworkAcl, apart: Collection<NetworkAclEntry>): NetworkAcl {
  const entries = joined([acl.entries, apart]);
  return { ...acl, entries: collection(entries.items.toSorted(byDirectionAndNumber), entries.unknowns) };
}

function byDirectionAndNumber(a: NetworkAclEntry, b: NetworkAclEntry): number {
  return Number(a.egress) - Number(b.egress) || numberOf(a) - numberOf(b);
}

function numberOf({ ruleNumber }: NetworkAclEntry): number {
  return ruleNumber.kind === 'known' ? ruleNumber.value : Number.MAX_SAFE_INTEGER;
}

/** Without entries an ACL denies everything, `aws_default_network_acl` too. */
function readAcl(reading: Reading, instance: ResourceInstance): NetworkAcl {
  const declared = declaredBy(instance);
  const taken = reading.links.vpcOfDefault(instance);
  const isDefault = instance.type === 'aws_default_network_acl';
  const own = isDefault ? unreadable(instance, 'vpc_id') : requiredLinkAt(reading, 'Vpc', declared, 'vpc_id');
  return {
    id: idOf('NetworkAcl', nameOf(instance)),
    origin: originOf(declared),
    origins: {},
    vpc: taken ?? own,
    name: nameTagOf(declared),
    entries: joined([readInline(reading, declared, 'ingress'), readInline(reading, declared, 'egress')]),
  };
}

function readInline(
  reading: Reading,
  declared: Declared,
  direction: 'ingress' | 'egress',
): Collection<NetworkAclEntry> {
  const { items, unknowns } = blocksAt(declared, direction);
  const isEgress = direction === 'egress';
  return collection(
    items.map((block) => readEntry(reading, block, isEgress, 'rule_no', 'action')),
    unknowns,
  );
}

function readEntriesApart(
  reading: Reading,
  acls: readonly Id<'NetworkAcl'>[],
): Attached<'NetworkAcl', NetworkAclEntry> {
  const apart: Attached<'NetworkAcl', NetworkAclEntry> = new Attached();
  for (const instance of reading.managed('aws_network_acl_rule')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'NetworkAcl', declared, 'network_acl_id', acls);
    const egress = flagAt(declared, 'egress') ?? known(false);
    const doubt = egress.kind === 'unknown' ? egress.unknown : undefined;
    const isEgress = egress.kind === 'known' && egress.value;
    const entry = readEntry(reading, declared, isEgress, 'rule_number', 'rule_action');
    apart.addOne(doubt === undefined ? targets : { ids: targets.ids, doubt }, entry);
  }
  return apart;
}

function readEntry(
  reading: Reading,
  declared: Declared,
  egress: boolean,
  numberArgument: string,
  actionArgument: string,
): NetworkAclEntry {
  const protocol = readProtocol(reading, declared, 'protocol');
  const { family, cidr } = readCidr(reading, declared);
  return {
    ruleNumber: integerAt(declared, numberArgument) ?? invalid(originOf(declared)),
    egress,
    action: readAction(reading, declared, actionArgument),
    protocol,
    cidr,
    family,
    ...readPorts(reading, declared, protocol),
    origin: originOf(declared),
  };
}

function readAction(reading: Reading, declared: Declared, name: string): Known<'allow' | 'deny'> {
  const text = textAt(declared, name);
  if (text?.kind === 'unknown') return text;
  const action = text?.value.toLowerCase();
  if (action === 'allow' || action === 'deny') return known(action);
  const origin = originOf(declared, name);
  report(
    reading,
    unknownWord,
    { written: text?.value ?? '', attribute: name, known: ['allow', 'deny'] },
    origin,
  );
  return invalid(origin);
}

/** NACL-5: an entry has a block of one family. */
function readCidr(
  reading: Reading,
  declared: Declared,
): { readonly family: 'ipv4' | 'ipv6'; readonly cidr: Known<Prefix> } {
  const isIpv6 =
    isAbsent(argumentOf(declared, 'cidr_block')) && !isAbsent(argumentOf(declared, 'ipv6_cidr_block'));
  const name = isIpv6 ? 'ipv6_cidr_block' : 'cidr_block';
  const origin = originOf(declared, name);
  const cidr = readPrefix(reading, argumentOf(declared, name), origin);
  return { family: isIpv6 ? 'ipv6' : 'ipv4', cidr: cidr ?? invalid(origin) };
}

/**
 * Default ACLs that no resource manages allow everything. The IPv6 entries, which AWS adds with an IPv6
 * block, do nothing in a VPC without one.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
 */
function undeclaredDefaults(reading: Reading, vpcs: ReadonlyMap<Id<'Vpc'>, Vpc>): readonly NetworkAcl[] {
  return certain(reading.managed('aws_vpc', 'aws_default_vpc')).flatMap((instance) => {
    const vpc = vpcs.get(idOf('Vpc', nameOf(instance)));
    const id = reading.links.defaultOf('NetworkAcl', instance);
    if (vpc === undefined || id !== `${vpc.id}.default_network_acl_id`) return [];
    const unread = unreadable(instance, 'default_network_acl_id').unknown;
    const entries =
      instance.type === 'aws_vpc'
        ? collection(allowAll(vpc.origin))
        : collection<NetworkAclEntry>([], [unread]);
    return [{ id, origin: vpc.origin, origins: {}, vpc: known(vpc.id), name: undefined, entries }];
  });
}

function allowAll(origin: Origin): readonly NetworkAclEntry[] {
  return [false, true].flatMap((egress) =>
    ['0.0.0.0/0', '::/0'].map((text, i): NetworkAclEntry => {
      const prefix = prefixOf(text);
      return {
        ruleNumber: known(100 + i),
        egress,
        action: known('allow'),
        protocol: known(-1),
        cidr: known(prefix),
        family: prefix.family,
        fromPort: known(0),
        toPort: known(65_535),
        origin,
      };
    }),
  );
}
