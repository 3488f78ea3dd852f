import { type Collection, collection, type Known, known } from '../../../base/known.ts';
import { type Ipv4, type Ipv6, parseIpv4, parseIpv6 } from '../../../ip/address.ts';
import { type Id, idOf } from '../../../model/identity.ts';
import type { NetworkInterface } from '../../../model/network.ts';
import { Attached, idsOf, targetsAt } from './attached.ts';
import {
  blocksAt,
  type Declared,
  declaredBy,
  elementsAt,
  flagAt,
  originOf,
  originsOf,
  textAt,
  textOf,
  unreadable,
} from './declared.ts';
import { interfaceTakers } from './interface-takers.ts';
import { nameOf } from './links.ts';
import { certain, joined, linkAt, linksAt, type Reading, requiredLinkAt } from './reading.ts';

/** `aws_network_interface`, with the instance and the groups that other resources attach. */
export function readNetworkInterfaces(
  reading: Reading,
): ReadonlyMap<Id<'NetworkInterface'>, NetworkInterface> {
  const managed = reading.managed('aws_network_interface');
  const candidates = idsOf('NetworkInterface', managed);
  const attachments = readAttachments(reading, candidates);
  const takers = interfaceTakers(reading, candidates);
  const groups: Attached<'NetworkInterface', Id<'SecurityGroup'>> = new Attached();
  for (const instance of reading.managed('aws_network_interface_sg_attachment')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'NetworkInterface', declared, 'network_interface_id', candidates);
    groups.add(targets, linksAt(reading, 'SecurityGroup', declared, 'security_group_id'));
  }
  const interfaces = certain(managed).map((instance): NetworkInterface => {
    const declared = declaredBy(instance);
    const id = idOf('NetworkInterface', nameOf(instance));
    const takenBy = takers.get(id);
    return {
      id,
      origin: originOf(declared),
      origins: originsOf(declared, { subnet: 'subnet_id', securityGroups: 'security_groups' }),
      subnet: requiredLinkAt(reading, 'Subnet', declared, 'subnet_id'),
      securityGroups: joined([linksAt(reading, 'SecurityGroup', declared, 'security_groups'), groups.of(id)]),
      privateIps: privateIpsOf(declared),
      sourceDestCheck: flagAt(declared, 'source_dest_check') ?? known(true),
      instance: attachedInstance(reading, declared, attachments.of(id)),
      ...(takenBy === undefined ? {} : { takenBy }),
    };
  });
  const lookedUp = certain(reading.data('aws_network_interface')).map(lookedUpInterface);
  return new Map([...lookedUp, ...interfaces].map((each) => [each.id, each]));
}

type InstanceLink = Known<Id<'Instance'>>;

/** `aws_network_interface_attachment`, and the blocks of instances that take an interface over. */
function readAttachments(
  reading: Reading,
  interfaces: readonly Id<'NetworkInterface'>[],
): Attached<'NetworkInterface', InstanceLink> {
  const attachments: Attached<'NetworkInterface', InstanceLink> = new Attached();
  for (const instance of reading.managed('aws_network_interface_attachment')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'NetworkInterface', declared, 'network_interface_id', interfaces);
    attachments.addOne(targets, requiredLinkAt(reading, 'Instance', declared, 'instance_id'));
  }
  for (const instance of certain(reading.managed('aws_instance'))) {
    const owner = known(idOf('Instance', nameOf(instance)));
    for (const block of interfaceBlocks(declaredBy(instance))) {
      const used = linkAt(reading, 'NetworkInterface', block, 'network_interface_id');
      if (used?.kind === 'known') attachments.addOne({ ids: [used.value], doubt: undefined }, owner);
    }
  }
  return attachments;
}

/** Blocks by which an instance names interfaces that exist apart from it, the primary one first. */
export function interfaceBlocks(declared: Declared): readonly Declared[] {
  return [
    ...blocksAt(declared, 'primary_network_interface').items,
    ...blocksAt(declared, 'network_interface').items,
  ];
}

function attachedInstance(
  reading: Reading,
  declared: Declared,
  apart: Collection<InstanceLink>,
): InstanceLink | undefined {
  const [block] = blocksAt(declared, 'attachment').items;
  const own = block === undefined ? undefined : linkAt(reading, 'Instance', block, 'instance');
  const [doubt] = apart.unknowns;
  return own ?? apart.items[0] ?? (doubt === undefined ? undefined : { kind: 'unknown', unknown: doubt });
}

/** Fixed private addresses; texts that are no address are left to Terraform. */
export function privateIpsOf(declared: Declared): Collection<Ipv4> {
  const { items, unknowns } = elementsAt(declared, 'private_ips');
  const texts = [...items.map(({ value }) => textOf(value)), textAt(declared, 'private_ip')];
  const addresses = texts.flatMap((text) => (text?.kind === 'known' ? [parseIpv4(text.value)] : []));
  return collection(
    [...new Set(addresses.filter((address) => address !== undefined))],
    [...unknowns, ...texts.flatMap((text) => (text?.kind === 'unknown' ? [text.unknown] : []))],
  );
}

/** Fixed IPv6 addresses of an instance or ENI that are known as text. */
export function ipv6AddressesOf(declared: Declared): { readonly ipv6Addresses?: readonly Ipv6[] } {
  const texts = elementsAt(declared, 'ipv6_addresses').items.map(({ value }) => textOf(value));
  const addresses = texts.flatMap((text) => (text?.kind === 'known' ? [parseIpv6(text.value)] : []));
  const found = [...new Set(addresses.filter((address) => address !== undefined))];
  return found.length === 0 ? {} : { ipv6Addresses: found };
}

function lookedUpInterface(instance: Declared['instance']): NetworkInterface {
  return {
    id: idOf('NetworkInterface', nameOf(instance)),
    origin: originOf(declaredBy(instance)),
    origins: {},
    subnet: unreadable(instance, 'subnet_id'),
    securityGroups: collection<Id<'SecurityGroup'>>([], [unreadable(instance, 'security_groups').unknown]),
    privateIps: collection<Ipv4>([], [unreadable(instance, 'private_ips').unknown]),
    sourceDestCheck: unreadable(instance, 'source_dest_check'),
    instance: unreadable(instance, 'attachment'),
  };
}
