import { known, type Unknown } from '../../../base/known.ts';
import { conflictingAssociation } from '../../../diagnostics/kinds/aws.ts';
import { type Id, idOf } from '../../../model/identity.ts';
import type { Association, Subnet } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { Attached, idsOf, narrowed, type Targets, targetsAt } from './attached.ts';
import {
  argumentOf,
  type Declared,
  declaredBy,
  elementsAt,
  flagAt,
  nameTagOf,
  originOf,
  originsOf,
  textAt,
  uncertainNumber,
  unreadable,
} from './declared.ts';
import { isCertain, nameOf } from './links.ts';
import {
  certain,
  invalid,
  type Reading,
  readIpv4Prefix,
  readIpv6Prefix,
  report,
  requiredLinkAt,
} from './reading.ts';

/** `aws_subnet`, `aws_default_subnet`, and subnets that a data source looks up. */
export function readSubnets(reading: Reading): ReadonlyMap<Id<'Subnet'>, Subnet> {
  const declared = reading.managed('aws_subnet', 'aws_default_subnet');
  const ids = idsOf('Subnet', declared);
  const tables = readRouteTableAssociations(reading, ids);
  const acls = readNetworkAclAssociations(reading, ids);
  const subnets = certain(declared).map((instance) => readSubnet(reading, instance, tables, acls));
  const lookedUp = certain(reading.data('aws_subnet')).map((instance) =>
    readLookedUpSubnet(reading, instance, tables, acls),
  );
  return new Map([...lookedUp, ...subnets].map((subnet) => [subnet.id, subnet]));
}

type Associations<Kind extends 'RouteTable' | 'NetworkAcl'> = Attached<'Subnet', Association<Kind>>;

/** RT-1. */
function readRouteTableAssociations(
  reading: Reading,
  subnets: readonly Id<'Subnet'>[],
): Associations<'RouteTable'> {
  const associations: Associations<'RouteTable'> = new Attached();
  for (const instance of reading.managed('aws_route_table_association')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'Subnet', declared, 'subnet_id', subnets);
    const target = requiredLinkAt(reading, 'RouteTable', declared, 'route_table_id');
    associations.addOne(targets, { target, origin: originOf(declared) });
  }
  return associations;
}

function readNetworkAclAssociations(
  reading: Reading,
  subnets: readonly Id<'Subnet'>[],
): Associations<'NetworkAcl'> {
  const associations: Associations<'NetworkAcl'> = new Attached();
  for (const instance of reading.managed('aws_network_acl', 'aws_default_network_acl')) {
    addListedSubnets(reading, declaredBy(instance), subnets, associations);
  }
  for (const instance of reading.managed('aws_network_acl_association')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'Subnet', declared, 'subnet_id', subnets);
    const target = requiredLinkAt(reading, 'NetworkAcl', declared, 'network_acl_id');
    associations.addOne(targets, { target, origin: originOf(declared) });
  }
  return associations;
}

/** `subnet_ids` of the ACL itself. */
function addListedSubnets(
  reading: Reading,
  declared: Declared,
  subnets: readonly Id<'Subnet'>[],
  associations: Associations<'NetworkAcl'>,
): void {
  const { instance } = declared;
  const { items, unknowns } = elementsAt(declared, 'subnet_ids');
  const doubt = isCertain(instance) ? undefined : uncertainNumber(instance);
  const target = known(idOf('NetworkAcl', nameOf(instance)));
  const open = (unknown: Unknown): Targets<'Subnet'> => ({
    ids: narrowed(reading, 'Subnet', subnets, unknown),
    doubt: unknown,
  });
  for (const { value, origin } of items) {
    const subnet = reading.links.link('Subnet', value, origin);
    if (subnet?.kind === 'known') associations.addOne({ ids: [subnet.value], doubt }, { target, origin });
    else if (subnet !== undefined) associations.addOne(open(subnet.unknown), { target, origin });
  }
  for (const unknown of unknowns) {
    associations.addOne(open(unknown), { target, origin: originOf(declared, 'subnet_ids') });
  }
}

/** The explicit association, if there is one. Two are refused by AWS: which one holds is not known. */
function associationOf<Kind extends 'RouteTable' | 'NetworkAcl'>(
  reading: Reading,
  instance: ResourceInstance,
  associations: Associations<Kind>,
): Association<Kind> | undefined {
  const { items, unknowns } = associations.of(idOf('Subnet', nameOf(instance)));
  const [first, second] = items;
  const [doubt] = unknowns;
  if (first !== undefined && second !== undefined && !isSame(first, second)) {
    const related =
      first.origin.kind === 'terraform' ? [{ range: first.origin.range, label: 'first-one' }] : [];
    report(reading, conflictingAssociation, { subnet: instance.address }, second.origin, related);
    return { target: invalid(second.origin), origin: second.origin };
  }
  if (first !== undefined) return first;
  return doubt === undefined
    ? undefined
    : { target: { kind: 'unknown', unknown: doubt }, origin: originOf(declaredBy(instance)) };
}

function isSame<Kind extends 'RouteTable' | 'NetworkAcl'>(
  a: Association<Kind>,
  b: Association<Kind>,
): boolean {
  return a.target.kind === 'known' && b.target.kind === 'known' && a.target.value === b.target.value;
}

function readSubnet(
  reading: Reading,
  instance: ResourceInstance,
  tables: Associations<'RouteTable'>,
  acls: Associations<'NetworkAcl'>,
): Subnet {
  const declared = declaredBy(instance);
  const isDefault = instance.type === 'aws_default_subnet';
  return {
    id: idOf('Subnet', nameOf(instance)),
    origin: originOf(declared),
    origins: originsOf(declared, {
      vpc: 'vpc_id',
      ipv4Cidr: 'cidr_block',
      ipv6Cidr: 'ipv6_cidr_block',
      availabilityZone: 'availability_zone',
      mapPublicIpOnLaunch: 'map_public_ip_on_launch',
    }),
    vpc: isDefault
      ? vpcOfDefaultSubnet(reading, instance)
      : requiredLinkAt(reading, 'Vpc', declared, 'vpc_id'),
    name: nameTagOf(declared),
    ipv4Cidr: ipv4CidrOf(reading, declared),
    ipv6Cidr: ipv6CidrOf(reading, declared),
    availabilityZone:
      textAt(declared, 'availability_zone') ??
      textAt(declared, 'availability_zone_id') ??
      unreadable(instance, 'availability_zone', 'known-after-apply'),
    mapPublicIpOnLaunch: flagAt(declared, 'map_public_ip_on_launch') ?? known(isDefault),
    assignIpv6AddressOnCreation: flagAt(declared, 'assign_ipv6_address_on_creation') ?? known(false),
    enableDns64: flagAt(declared, 'enable_dns64') ?? known(false),
    routeTable: associationOf(reading, instance, tables),
    networkAcl: associationOf(reading, instance, acls),
  };
}

function vpcOfDefaultSubnet(reading: Reading, instance: ResourceInstance): Subnet['vpc'] {
  const [vpc, second] = certain(reading.managed('aws_default_vpc'));
  if (vpc === undefined || second !== undefined) return unreadable(instance, 'vpc_id');
  return known(idOf('Vpc', nameOf(vpc)));
}

function ipv4CidrOf(reading: Reading, declared: Declared): Subnet['ipv4Cidr'] {
  const origin = originOf(declared, 'cidr_block');
  const prefix = readIpv4Prefix(reading, argumentOf(declared, 'cidr_block'), origin, 'cidr_block');
  if (prefix !== undefined) return prefix;
  const isNative = flagAt(declared, 'ipv6_native');
  if (isNative?.kind === 'known' && isNative.value) return undefined;
  return unreadable(
    declared.instance,
    'cidr_block',
    isNative === undefined ? 'known-after-apply' : 'not-given',
  );
}

function ipv6CidrOf(reading: Reading, declared: Declared): Subnet['ipv6Cidr'] {
  const name = 'ipv6_cidr_block';
  const written = readIpv6Prefix(reading, argumentOf(declared, name), originOf(declared, name), name);
  if (written !== undefined) return written;
  const isDefault = declared.instance.type === 'aws_default_subnet';
  return isDefault ? unreadable(declared.instance, name, 'known-after-apply') : undefined;
}

/** A subnet that exists elsewhere: what the data source was asked by is known, the rest is not. */
function readLookedUpSubnet(
  reading: Reading,
  instance: ResourceInstance,
  tables: Associations<'RouteTable'>,
  acls: Associations<'NetworkAcl'>,
): Subnet {
  const declared = declaredBy(instance);
  const origin = originOf(declared);
  return {
    id: idOf('Subnet', nameOf(instance)),
    origin,
    origins: {},
    vpc: reading.links.link('Vpc', argumentOf(declared, 'vpc_id'), origin) ?? unreadable(instance, 'vpc_id'),
    name: nameTagOf(declared),
    ipv4Cidr:
      readIpv4Prefix(reading, argumentOf(declared, 'cidr_block'), origin, 'cidr_block') ??
      unreadable(instance, 'cidr_block'),
    ipv6Cidr: unreadable(instance, 'ipv6_cidr_block'),
    availabilityZone: textAt(declared, 'availability_zone') ?? unreadable(instance, 'availability_zone'),
    mapPublicIpOnLaunch: unreadable(instance, 'map_public_ip_on_launch'),
    assignIpv6AddressOnCreation: unreadable(instance, 'assign_ipv6_address_on_creation'),
    enableDns64: unreadable(instance, 'enable_dns64'),
    routeTable: associationOf(reading, instance, tables) ?? {
      target: unreadable(instance, 'route_table_id'),
      origin,
    },
    networkAcl: associationOf(reading, instance, acls) ?? {
      target: unreadable(instance, 'network_acl_id'),
      origin,
    },
  };
}
