import { type Collection, collection, type Known, known, type Unknown } from '../../../base/known.ts';
import type { Ipv4Prefix, Ipv6Prefix } from '../../../ip/address.ts';
import { type Id, idOf } from '../../../model/identity.ts';
import type { DhcpOptions, Vpc } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { Attached, idsOf, targetsAt } from './attached.ts';
import {
  argumentOf,
  attributeOf,
  type Declared,
  declaredBy,
  elementsAt,
  flagAt,
  isAbsent,
  nameTagOf,
  originOf,
  originsOf,
  textOf,
  unreadable,
} from './declared.ts';
import { isCertain, nameOf } from './links.ts';
import { certain, joined, type Reading, readIpv4Prefix, readIpv6Prefix } from './reading.ts';

/** `aws_vpc`, `aws_default_vpc`, and VPCs that a data source looks up. */
export function readVpcs(reading: Reading): ReadonlyMap<Id<'Vpc'>, Vpc> {
  const declared = reading.managed('aws_vpc', 'aws_default_vpc');
  const associations = readAssociations(reading, idsOf('Vpc', declared));
  const vpcs = certain(declared).map((instance) => readVpc(reading, instance, associations));
  const lookedUp = certain(reading.data('aws_vpc')).map((instance) => readLookedUpVpc(reading, instance));
  return new Map([...lookedUp, ...vpcs].map((vpc) => [vpc.id, vpc]));
}

interface VpcAssociations {
  readonly ipv4: Attached<'Vpc', Ipv4Prefix>;
  readonly ipv6: Attached<'Vpc', Ipv6Prefix>;
  readonly dhcp: Attached<'Vpc', Known<DhcpOptions> | undefined>;
  readonly mainTables: Attached<'Vpc', Known<Id<'RouteTable'>>>;
}

function readAssociations(reading: Reading, vpcs: readonly Id<'Vpc'>[]): VpcAssociations {
  const associations: VpcAssociations = {
    ipv4: new Attached(),
    ipv6: new Attached(),
    dhcp: new Attached(),
    mainTables: new Attached(),
  };
  for (const instance of reading.managed('aws_vpc_ipv4_cidr_block_association')) {
    const declared = declaredBy(instance);
    associations.ipv4.add(
      targetsAt(reading, 'Vpc', declared, 'vpc_id', vpcs),
      ipv4BlockOf(reading, declared),
    );
  }
  for (const instance of reading.managed('aws_vpc_ipv6_cidr_block_association')) {
    const declared = declaredBy(instance);
    associations.ipv6.add(
      targetsAt(reading, 'Vpc', declared, 'vpc_id', vpcs),
      ipv6BlockOf(reading, declared),
    );
  }
  for (const instance of reading.managed('aws_vpc_dhcp_options_association')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'Vpc', declared, 'vpc_id', vpcs);
    associations.dhcp.addOne(targets, dhcpOptionsAt(reading, declared));
  }
  for (const instance of reading.managed('aws_main_route_table_association')) {
    const declared = declaredBy(instance);
    const table = reading.links.link(
      'RouteTable',
      argumentOf(declared, 'route_table_id'),
      originOf(declared),
    );
    const targets = targetsAt(reading, 'Vpc', declared, 'vpc_id', vpcs);
    associations.mainTables.addOne(targets, table ?? unreadable(instance, 'route_table_id', 'not-given'));
  }
  return associations;
}

function readVpc(reading: Reading, instance: ResourceInstance, associations: VpcAssociations): Vpc {
  const declared = declaredBy(instance);
  const id = idOf('Vpc', nameOf(instance));
  const isDefault = instance.type === 'aws_default_vpc';
  return {
    id,
    origin: originOf(declared),
    origins: originsOf(declared, {
      ipv4Cidrs: 'cidr_block',
      ipv6Cidrs: 'ipv6_cidr_block',
      enableDnsSupport: 'enable_dns_support',
      enableDnsHostnames: 'enable_dns_hostnames',
    }),
    region: regionOf(instance),
    name: nameTagOf(declared),
    ipv4Cidrs: joined([primaryBlock(reading, declared), associations.ipv4.of(id)]),
    ipv6Cidrs: joined([ipv6BlockOf(reading, declared), associations.ipv6.of(id)]),
    enableDnsSupport: flagAt(declared, 'enable_dns_support') ?? known(true),
    // DNS-2: on by itself only in the default VPC.
    enableDnsHostnames: flagAt(declared, 'enable_dns_hostnames') ?? known(isDefault),
    dhcpOptions: onlyOf(associations.dhcp.of(id)),
    mainRouteTable:
      onlyOf(associations.mainTables.of(id)) ?? known(reading.links.defaultOf('RouteTable', instance)),
    defaultNetworkAcl: known(reading.links.defaultOf('NetworkAcl', instance)),
    defaultSecurityGroup: known(reading.links.defaultOf('SecurityGroup', instance)),
  };
}

/** The one association that there may be. */
function onlyOf<Target>(declared: Collection<Known<Target> | undefined>): Known<Target> | undefined {
  const [doubt] = declared.unknowns;
  return doubt === undefined ? declared.items[0] : { kind: 'unknown', unknown: doubt };
}

/** A VPC that exists elsewhere: what the data source was asked by is known, the rest is not. */
function readLookedUpVpc(reading: Reading, instance: ResourceInstance): Vpc {
  const declared = declaredBy(instance);
  const asked = readIpv4Prefix(reading, argumentOf(declared, 'cidr_block'), originOf(declared), 'cidr_block');
  return {
    id: idOf('Vpc', nameOf(instance)),
    origin: originOf(declared),
    origins: {},
    region: regionOf(instance),
    name: nameTagOf(declared),
    ipv4Cidrs: collection(asked?.kind === 'known' ? [asked.value] : [], [
      unreadable(instance, 'cidr_block').unknown,
    ]),
    ipv6Cidrs: collection<Ipv6Prefix>([], [unreadable(instance, 'ipv6_cidr_block').unknown]),
    enableDnsSupport: unreadable(instance, 'enable_dns_support'),
    enableDnsHostnames: unreadable(instance, 'enable_dns_hostnames'),
    dhcpOptions: unreadable(instance, 'dhcp_options_id'),
    mainRouteTable: unreadable(instance, 'main_route_table_id'),
    defaultNetworkAcl: unreadable(instance, 'default_network_acl_id'),
    defaultSecurityGroup: unreadable(instance, 'default_security_group_id'),
  };
}

export function regionOf(instance: ResourceInstance): Known<string> {
  return textOf(instance.region) ?? unreadable(instance, 'region', 'not-given');
}

function primaryBlock(reading: Reading, declared: Declared): Collection<Ipv4Prefix> {
  const blocks = ipv4BlockOf(reading, declared);
  if (blocks.items.length + blocks.unknowns.length > 0) return blocks;
  return collection<Ipv4Prefix>(
    [],
    [unreadable(declared.instance, 'cidr_block', 'known-after-apply').unknown],
  );
}

function ipv4BlockOf(reading: Reading, declared: Declared): Collection<Ipv4Prefix> {
  const origin = originOf(declared, 'cidr_block');
  const prefix = readIpv4Prefix(reading, argumentOf(declared, 'cidr_block'), origin, 'cidr_block');
  if (prefix !== undefined) return asCollection(prefix);
  const fromPool = !isAbsent(argumentOf(declared, 'ipv4_ipam_pool_id'));
  return fromPool ? assigned(declared, 'cidr_block') : collection<Ipv4Prefix>([]);
}

/** A block that is written, one that AWS or IPAM assigns (an unknown), or none. */
function ipv6BlockOf(reading: Reading, declared: Declared): Collection<Ipv6Prefix> {
  const name = 'ipv6_cidr_block';
  const prefix = readIpv6Prefix(reading, argumentOf(declared, name), originOf(declared, name), name);
  if (prefix !== undefined) return asCollection(prefix);
  const isAsked = flagAt(declared, 'assign_generated_ipv6_cidr_block');
  if (isAsked?.kind === 'unknown') return collection<Ipv6Prefix>([], [isAsked.unknown]);
  const fromPool = !isAbsent(argumentOf(declared, 'ipv6_ipam_pool_id'));
  if (isAsked?.value === true || fromPool) return assigned(declared, name);
  const isForeign = declared.instance.type === 'aws_default_vpc' && isAsked === undefined;
  return isForeign ? assigned(declared, name) : collection<Ipv6Prefix>([]);
}

function assigned<Block>(declared: Declared, name: string): Collection<Block> {
  const value = attributeOf(declared, name);
  const unknown: Unknown =
    value.kind === 'unknown'
      ? value.unknown
      : unreadable(declared.instance, name, 'known-after-apply').unknown;
  return collection<Block>([], [{ ...unknown, range: originRange(declared, name) }]);
}

function originRange(declared: Declared, name: string): NonNullable<Unknown['range']> {
  return declared.instance.ranges.get(name) ?? declared.instance.range;
}

export function asCollection<Item>(value: Known<Item>): Collection<Item> {
  return value.kind === 'known' ? collection([value.value]) : collection<Item>([], [value.unknown]);
}

/** The option set of an association; `undefined` = `default`, AWS's own. */
function dhcpOptionsAt(reading: Reading, declared: Declared): Known<DhcpOptions> | undefined {
  const value = argumentOf(declared, 'dhcp_options_id');
  if (value.kind === 'string' && value.value === 'default') return undefined;
  const options = reading.links.referenced(value)?.instance;
  if (options?.type === 'aws_default_vpc_dhcp_options') return undefined;
  if (options?.type !== 'aws_vpc_dhcp_options' || options.mode === 'data' || !isCertain(options)) {
    return unreadable(declared.instance, 'dhcp_options_id');
  }
  const set = declaredBy(options);
  const { items, unknowns } = elementsAt(set, 'domain_name_servers');
  const servers = items.map(({ value: server }) => textOf(server));
  return known({
    domainNameServers: collection(
      servers.flatMap((server) => (server?.kind === 'known' ? [server.value] : [])),
      [...unknowns, ...servers.flatMap((server) => (server?.kind === 'unknown' ? [server.unknown] : []))],
    ),
    origin: originOf(set),
  });
}
