import { type Collection, collection, type Known, known } from '../../../base/known.ts';
import { unknownEndpointType } from '../../../diagnostics/kinds/network-values.ts';
import { type Id, idOf } from '../../../model/identity.ts';
import type { Association, VpcEndpoint, VpcEndpointType } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { statementOrigins } from './access/statement-places.ts';
import { Attached, idsOf, targetsAt } from './attached.ts';
import {
  blockAt,
  blocksAt,
  type Declared,
  declaredBy,
  elementsAt,
  flagAt,
  nameTagOf,
  originOf,
  originsOf,
  textAt,
  unreadable,
} from './declared.ts';
import { acceptanceOf, acceptedEndpoints } from './endpoint-acceptance.ts';
import { wordAt } from './gateways.ts';
import { nameOf } from './links.ts';
import type { PrefixLists } from './prefix-lists.ts';
import {
  certain,
  invalid,
  joined,
  linkAt,
  linksAt,
  type Reading,
  report,
  requiredLinkAt,
} from './reading.ts';

/** Endpoints of all types with what their association resources add. */
export function readVpcEndpoints(
  reading: Reading,
  prefixLists: PrefixLists,
): ReadonlyMap<Id<'VpcEndpoint'>, VpcEndpoint> {
  const managed = reading.managed('aws_vpc_endpoint');
  const apart = readApart(reading, idsOf('VpcEndpoint', managed));
  const endpoints = certain(managed).map((instance) => readEndpoint(reading, instance, apart, prefixLists));
  return new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
}

interface Apart {
  readonly routeTables: Attached<'VpcEndpoint', Association<'RouteTable'>>;
  readonly subnets: Attached<'VpcEndpoint', Id<'Subnet'>>;
  readonly groups: Attached<'VpcEndpoint', Id<'SecurityGroup'>>;
  readonly policies: Attached<'VpcEndpoint', Known<string> | undefined>;
  readonly privateDns: Attached<'VpcEndpoint', Known<boolean>>;
  readonly accepted: ReadonlySet<Id<'VpcEndpoint'>>;
}

const routeTableAssociation = 'aws_vpc_endpoint_route_table_association';
const groupAssociation = 'aws_vpc_endpoint_security_group_association';

function readApart(reading: Reading, endpoints: readonly Id<'VpcEndpoint'>[]): Apart {
  const apart: Apart = {
    routeTables: new Attached(),
    subnets: new Attached(),
    groups: new Attached(),
    policies: new Attached(),
    privateDns: new Attached(),
    accepted: acceptedEndpoints(reading, endpoints),
  };
  const each = (
    type: string,
    read: (declared: Declared, targets: ReturnType<typeof targetsOf>) => void,
  ): void => {
    for (const instance of reading.managed(type)) {
      const declared = declaredBy(instance);
      read(declared, targetsOf(reading, declared, endpoints));
    }
  };
  each(routeTableAssociation, (declared, targets) => {
    const target = requiredLinkAt(reading, 'RouteTable', declared, 'route_table_id');
    apart.routeTables.addOne(targets, { target, origin: originOf(declared) });
  });
  each('aws_vpc_endpoint_subnet_association', (declared, targets) =>
    apart.subnets.add(targets, linksAt(reading, 'Subnet', declared, 'subnet_id')),
  );
  each(groupAssociation, (declared, targets) =>
    apart.groups.add(targets, linksAt(reading, 'SecurityGroup', declared, 'security_group_id')),
  );
  each('aws_vpc_endpoint_policy', (declared, targets) =>
    apart.policies.addOne(targets, textAt(declared, 'policy')),
  );
  each('aws_vpc_endpoint_private_dns', (declared, targets) =>
    apart.privateDns.addOne(targets, flagAt(declared, 'private_dns_enabled') ?? known(false)),
  );
  return apart;
}

function targetsOf(
  reading: Reading,
  declared: Declared,
  endpoints: readonly Id<'VpcEndpoint'>[],
): ReturnType<typeof targetsAt<'VpcEndpoint'>> {
  return targetsAt(reading, 'VpcEndpoint', declared, 'vpc_endpoint_id', endpoints);
}

function readEndpoint(
  reading: Reading,
  instance: ResourceInstance,
  apart: Apart,
  prefixLists: PrefixLists,
): VpcEndpoint {
  const declared = declaredBy(instance);
  const id = idOf('VpcEndpoint', nameOf(instance));
  const type = readType(reading, declared);
  const isGateway = type.kind === 'known' && type.value === 'Gateway';
  const prefixList = isGateway ? prefixLists.ofEndpoint(declared) : undefined;
  const acceptance = isGateway ? undefined : acceptanceOf(reading, declared, apart.accepted.has(id));
  return {
    id,
    ...namesOf(reading, declared),
    type,
    subnets: joined([ownSubnets(reading, declared), apart.subnets.of(id)]),
    securityGroups: joined([
      linksAt(reading, 'SecurityGroup', declared, 'security_group_ids'),
      apart.groups.of(id),
    ]),
    privateDnsEnabled:
      onlyOf(apart.privateDns.of(id)) ?? flagAt(declared, 'private_dns_enabled') ?? known(false),
    privateDnsOnlyForInboundResolverEndpoint: inboundOnly(declared),
    // Nothing written has always meant IPv4; AWS's pages do not state a default.
    ...recordsOf(reading, declared),
    ipAddressType: wordAt(reading, declared, 'ip_address_type', ['ipv4', 'ipv6', 'dualstack'], 'ipv4'),
    routeTables: joined([ownRouteTables(reading, declared), apart.routeTables.of(id)]),
    policy: onlyOf(apart.policies.of(id)) ?? textAt(declared, 'policy'),
    ...(prefixList?.kind === 'known' ? { prefixList: prefixList.value } : {}),
    ...(acceptance === undefined ? {} : { acceptance }),
  };
}

function namesOf(
  reading: Reading,
  declared: Declared,
): Pick<VpcEndpoint, 'origin' | 'origins' | 'vpc' | 'name' | 'serviceName' | 'serviceRegion'> {
  return {
    origin: originOf(declared),
    origins: {
      ...originsOf(declared, {
        type: 'vpc_endpoint_type',
        serviceName: 'service_name',
        subnets: 'subnet_ids',
        securityGroups: 'security_group_ids',
        privateDnsEnabled: 'private_dns_enabled',
        routeTables: 'route_table_ids',
        policy: 'policy',
      }),
      ...statementOrigins(declared, 'policy'),
    },
    vpc: requiredLinkAt(reading, 'Vpc', declared, 'vpc_id'),
    name: nameTagOf(declared),
    serviceName: serviceNameOf(declared),
    serviceRegion: textAt(declared, 'service_region'),
  };
}

/** OE-4: resource and service-network endpoints name what they lead to by an ARN instead. */
function serviceNameOf(declared: Declared): Known<string> {
  return (
    textAt(declared, 'service_name') ??
    textAt(declared, 'resource_configuration_arn') ??
    textAt(declared, 'service_network_arn') ??
    unreadable(declared.instance, 'service_name', 'not-given')
  );
}

const types: readonly VpcEndpointType[] = [
  'Gateway',
  'Interface',
  'GatewayLoadBalancer',
  'Resource',
  'ServiceNetwork',
  'Tunnel',
];

/** IF-16: Gateway unless written. OE-1: a word that we do not know is an unknown, and told. */
function readType(reading: Reading, declared: Declared): Known<VpcEndpointType> {
  const text = textAt(declared, 'vpc_endpoint_type');
  if (text === undefined) return known('Gateway');
  if (text.kind === 'unknown') return text;
  const type = types.find((candidate) => candidate === text.value);
  if (type !== undefined) return known(type);
  const origin = originOf(declared, 'vpc_endpoint_type');
  report(reading, unknownEndpointType, { written: text.value }, origin);
  return invalid(origin);
}

/** `subnet_ids` and the subnets of `subnet_configuration` blocks (which give fixed addresses). */
function ownSubnets(reading: Reading, declared: Declared): Collection<Id<'Subnet'>> {
  const listed = linksAt(reading, 'Subnet', declared, 'subnet_ids');
  const { items, unknowns } = blocksAt(declared, 'subnet_configuration');
  const ids = new Set(listed.items);
  const unread = [...listed.unknowns, ...unknowns];
  for (const block of items) {
    const subnet = linkAt(reading, 'Subnet', block, 'subnet_id');
    if (subnet?.kind === 'known') ids.add(subnet.value);
    else if (subnet !== undefined) unread.push(subnet.unknown);
  }
  return collection([...ids], unread);
}

function ownRouteTables(reading: Reading, declared: Declared): Collection<Association<'RouteTable'>> {
  const { items, unknowns } = elementsAt(declared, 'route_table_ids');
  return collection(
    items.flatMap(({ value, origin }) => {
      const target = reading.links.link('RouteTable', value, origin);
      return target === undefined ? [] : [{ target, origin }];
    }),
    unknowns,
  );
}

/** DNS-16. */
function inboundOnly(declared: Declared): Known<boolean> | undefined {
  const options = blockAt(declared, 'dns_options');
  return options === undefined
    ? undefined
    : flagAt(options, 'private_dns_only_for_inbound_resolver_endpoint');
}

const recordTypes = ['ipv4', 'ipv6', 'dualstack', 'service-defined'] as const;

function recordsOf(reading: Reading, declared: Declared): Pick<VpcEndpoint, 'dnsRecordIpType'> {
  const options = blockAt(declared, 'dns_options');
  const isGiven = options !== undefined && textAt(options, 'dns_record_ip_type') !== undefined;
  return isGiven
    ? { dnsRecordIpType: wordAt(reading, options, 'dns_record_ip_type', recordTypes, 'ipv4') }
    : {};
}

function onlyOf<Item>(apart: Collection<Known<Item> | undefined>): Known<Item> | undefined {
  const [doubt] = apart.unknowns;
  return doubt === undefined ? apart.items.at(-1) : { kind: 'unknown', unknown: doubt };
}
