import { collection, type Unknown } from '../../../base/known.ts';
import { compareText } from '../../../base/ordered.ts';
import { natGatewayAsGateway, routeWithoutTarget } from '../../../diagnostics/kinds/aws.ts';
import { formatPrefix } from '../../../ip/address.ts';
import { type Id, type IdKind, idOf } from '../../../model/identity.ts';
import type { Route, RouteDestination, RouteTable, RouteTarget, Vpc } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { Attached, idsOf, targetsAt } from './attached.ts';
import {
  argumentOf,
  blocksAt,
  type Declared,
  declaredBy,
  isAbsent,
  originOf,
  textOf,
  unreadable,
} from './declared.ts';
import { isCertain, nameOf } from './links.ts';
import type { PrefixLists } from './prefix-lists.ts';
import {
  certain,
  invalid,
  joined,
  linksAt,
  type Reading,
  readPrefix,
  report,
  requiredLinkAt,
} from './reading.ts';

/** Declared tables, tables that a data source looks up, and the main table of each declared VPC. */
export function readRouteTables(
  reading: Reading,
  vpcs: ReadonlyMap<Id<'Vpc'>, Vpc>,
  prefixLists: PrefixLists,
): ReadonlyMap<Id<'RouteTable'>, RouteTable> {
  const managed = reading.managed('aws_route_table', 'aws_default_route_table');
  const looked = certain(reading.data('aws_route_table'));
  const undeclared = undeclaredMainTables(reading, vpcs);
  const ids = [...idsOf('RouteTable', managed), ...undeclared.map(({ id }) => id)];
  const apart = readRoutesApart(reading, ids, prefixLists);
  const tables = [
    ...looked.map((instance) => readLookedUpTable(reading, instance)),
    ...certain(managed).map((instance) => readTable(reading, instance, prefixLists)),
    ...undeclared,
  ];
  return new Map(tables.map((table) => [table.id, withApart(table, apart)]));
}

interface Apart {
  readonly routes: Attached<'RouteTable', Route>;
  readonly propagating: Attached<'RouteTable', Id<'VpnGateway'>>;
  readonly edges: Attached<'RouteTable', RouteTable['edgeOf'][number]>;
}

/** What other resources add to a table. */
function readRoutesApart(
  reading: Reading,
  tables: readonly Id<'RouteTable'>[],
  prefixLists: PrefixLists,
): Apart {
  const apart: Apart = { routes: new Attached(), propagating: new Attached(), edges: new Attached() };
  for (const instance of reading.managed('aws_route')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'RouteTable', declared, 'route_table_id', tables);
    apart.routes.add(targets, collection([readRoute(reading, declared, prefixLists)]));
  }
  for (const instance of reading.managed('aws_vpn_gateway_route_propagation')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'RouteTable', declared, 'route_table_id', tables);
    apart.propagating.add(targets, linksAt(reading, 'VpnGateway', declared, 'vpn_gateway_id'));
  }
  for (const instance of reading.managed('aws_route_table_association')) {
    const declared = declaredBy(instance);
    if (isAbsent(argumentOf(declared, 'gateway_id'))) continue;
    const targets = targetsAt(reading, 'RouteTable', declared, 'route_table_id', tables);
    apart.edges.addOne(targets, edgeAt(reading, declared));
  }
  return apart;
}

/** RT-15. */
function edgeAt(reading: Reading, declared: Declared): RouteTable['edgeOf'][number] {
  const value = argumentOf(declared, 'gateway_id');
  const kind = gatewayKind(reading, declared) === 'VpnGateway' ? 'VpnGateway' : 'InternetGateway';
  const origin = originOf(declared, 'gateway_id');
  const target =
    reading.links.link<'InternetGateway' | 'VpnGateway'>(kind, value, origin) ??
    unreadable(declared.instance, 'gateway_id', 'not-given');
  return { target, origin };
}

function withApart(table: RouteTable, apart: Apart): RouteTable {
  const routes = joined([table.routes, apart.routes.of(table.id)]);
  const edges = apart.edges.of(table.id);
  return {
    ...table,
    routes: collection(routes.items.toSorted(byDestination), routes.unknowns),
    propagatingVpnGateways: joined([table.propagatingVpnGateways, apart.propagating.of(table.id)]),
    edgeOf: [
      ...edges.items,
      ...edges.unknowns.map(
        (unknown) => ({ target: { kind: 'unknown', unknown }, origin: table.origin }) as const,
      ),
    ],
  };
}

function byDestination(a: Route, b: Route): number {
  return compareText(destinationText(a.destination), destinationText(b.destination)) || byOrigin(a, b);
}

function byOrigin(a: Route, b: Route): number {
  if (a.origin.kind !== 'terraform' || b.origin.kind !== 'terraform') return 0;
  return (
    compareText(a.origin.address, b.origin.address) ||
    a.origin.range.start.offset - b.origin.range.start.offset
  );
}

export function destinationText(destination: RouteDestination): string {
  switch (destination.kind) {
    case 'prefix':
      return formatPrefix(destination.prefix);
    case 'prefix-list':
      return destination.prefixList;
    case 'unknown':
      return '~';
  }
}

function readTable(reading: Reading, instance: ResourceInstance, prefixLists: PrefixLists): RouteTable {
  const declared = declaredBy(instance);
  const { items, unknowns } = blocksAt(declared, 'route');
  return {
    id: idOf('RouteTable', nameOf(instance)),
    origin: originOf(declared),
    origins: {},
    vpc: reading.links.vpcOfDefault(instance) ?? vpcOfTable(reading, declared),
    routes: collection(
      items.map((block) => readRoute(reading, block, prefixLists)),
      unknowns,
    ),
    propagatingVpnGateways: linksAt(reading, 'VpnGateway', declared, 'propagating_vgws'),
    edgeOf: [],
  };
}

function vpcOfTable(reading: Reading, declared: Declared): RouteTable['vpc'] {
  if (declared.instance.type === 'aws_default_route_table') return unreadable(declared.instance, 'vpc_id');
  return requiredLinkAt(reading, 'Vpc', declared, 'vpc_id');
}

function readLookedUpTable(reading: Reading, instance: ResourceInstance): RouteTable {
  const declared = declaredBy(instance);
  const vpc = reading.links.link('Vpc', argumentOf(declared, 'vpc_id'), originOf(declared, 'vpc_id'));
  return {
    id: idOf('RouteTable', nameOf(instance)),
    origin: originOf(declared),
    origins: {},
    vpc: vpc ?? unreadable(instance, 'vpc_id'),
    routes: collection<Route>([], [unreadable(instance, 'routes').unknown]),
    propagatingVpnGateways: collection<Id<'VpnGateway'>>(
      [],
      [unreadable(instance, 'propagating_vgws').unknown],
    ),
    edgeOf: [],
  };
}

/** Every VPC has a main table; one that no resource manages has only its local routes (RT-3). */
function undeclaredMainTables(reading: Reading, vpcs: ReadonlyMap<Id<'Vpc'>, Vpc>): RouteTable[] {
  return certain(reading.managed('aws_vpc', 'aws_default_vpc')).flatMap((instance) => {
    const vpc = vpcs.get(idOf('Vpc', nameOf(instance)));
    const id = reading.links.defaultOf('RouteTable', instance);
    if (vpc === undefined || id !== `${vpc.id}.default_route_table_id`) return [];
    const { origin } = vpc;
    const isForeign = instance.type === 'aws_default_vpc';
    return [
      {
        id,
        origin,
        origins: {},
        vpc: { kind: 'known', value: vpc.id } as const,
        // AWS makes the default VPC with an Internet route; what became of it is not in the source.
        routes: isForeign
          ? collection<Route>([], [unreadable(instance, 'default_route_table_id').unknown])
          : collection<Route>([]),
        propagatingVpnGateways: collection<Id<'VpnGateway'>>([]),
        edgeOf: [],
      },
    ];
  });
}

function readRoute(reading: Reading, declared: Declared, prefixLists: PrefixLists): Route {
  return {
    destination: readDestination(reading, declared, prefixLists),
    target: readTarget(reading, declared),
    propagation: 'static',
    state: 'active',
    origin: originOf(declared),
  };
}

const ipv4Destinations = ['cidr_block', 'destination_cidr_block'];
const ipv6Destinations = ['ipv6_cidr_block', 'destination_ipv6_cidr_block'];

function readDestination(reading: Reading, declared: Declared, prefixLists: PrefixLists): RouteDestination {
  for (const name of [...ipv4Destinations, ...ipv6Destinations]) {
    const prefix = readPrefix(reading, argumentOf(declared, name), originOf(declared, name));
    if (prefix?.kind === 'known') return { kind: 'prefix', prefix: prefix.value };
    const family = ipv4Destinations.includes(name) ? 'ipv4' : 'ipv6';
    if (prefix !== undefined) return { kind: 'unknown', family, unknown: prefix.unknown };
  }
  const name = 'destination_prefix_list_id';
  const list = prefixLists.link(argumentOf(declared, name), originOf(declared, name));
  if (list?.kind === 'known') return { kind: 'prefix-list', prefixList: list.value };
  const unknown = list?.unknown ?? unreadable(declared.instance, 'destination', 'not-given').unknown;
  return { kind: 'unknown', family: undefined, unknown };
}

/** Target arguments whose kind is certain from their name. */
const targetArguments = {
  nat_gateway_id: ['NatGateway', 'nat-gateway'],
  vpc_peering_connection_id: ['VpcPeeringConnection', 'vpc-peering-connection'],
  transit_gateway_id: ['TransitGateway', 'transit-gateway'],
  egress_only_gateway_id: ['EgressOnlyInternetGateway', 'egress-only-internet-gateway'],
  vpc_endpoint_id: ['VpcEndpoint', 'vpc-endpoint'],
  instance_id: ['Instance', 'instance'],
  network_interface_id: ['NetworkInterface', 'network-interface'],
} as const satisfies Readonly<Record<string, readonly [IdKind, RouteTarget['kind']]>>;

const namedTargets = {
  carrier_gateway_id: 'carrier-gateway',
  local_gateway_id: 'local-gateway',
  core_network_arn: 'core-network',
  odb_network_arn: 'odb-network',
} as const;

/** RT-16. */
function readTarget(reading: Reading, declared: Declared): RouteTarget {
  if (!isAbsent(argumentOf(declared, 'gateway_id'))) return readGateway(reading, declared);
  for (const name of keysOf(targetArguments)) {
    if (!isAbsent(argumentOf(declared, name))) return readTargetArgument(reading, declared, name);
  }
  for (const name of keysOf(namedTargets)) {
    const text = textOf(argumentOf(declared, name));
    if (text?.kind === 'known') return { kind: namedTargets[name], name: text.value };
    const [reference] = text?.unknown.references ?? [];
    if (text !== undefined) return { kind: namedTargets[name], name: reference?.address ?? name };
  }
  // Of resources whose number is not known there may be none.
  if (isCertain(declared.instance)) report(reading, routeWithoutTarget, {}, originOf(declared));
  return { kind: 'unknown', unknown: invalid(originOf(declared)).unknown };
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table) as Key[];
}

function readTargetArgument(
  reading: Reading,
  declared: Declared,
  name: keyof typeof targetArguments,
): RouteTarget {
  const value = argumentOf(declared, name);
  const origin = originOf(declared, name);
  const referenced = reading.links.referenced(value);
  // A NAT instance is often named by the interface that AWS makes with it (NAT-10).
  if (referenced?.path === 'primary_network_interface_id') {
    return { kind: 'instance', id: idOf('Instance', nameOf(referenced.instance)) };
  }
  const [kind, target] = targetArguments[name];
  const link = reading.links.link(kind, value, origin);
  if (link?.kind !== 'known') return unknownTarget(link?.unknown ?? invalid(origin).unknown);
  return { kind: target, id: link.value } as RouteTarget;
}

function unknownTarget(unknown: Unknown): RouteTarget {
  return { kind: 'unknown', unknown };
}

/**
 * `gateway_id` takes an Internet gateway, a VPN gateway, a gateway endpoint or `local`.
 *
 * AWS takes a NAT gateway there, too, and answers with it where it belongs, so that no plan of Terraform is
 * ever empty: `aws_route`, note on `gateway_id` and `nat_gateway_id`.
 */
function readGateway(reading: Reading, declared: Declared): RouteTarget {
  const value = argumentOf(declared, 'gateway_id');
  const origin = originOf(declared, 'gateway_id');
  if (value.kind === 'string' && value.value === 'local') return { kind: 'local' };
  const kind = gatewayKind(reading, declared);
  if (kind === 'CarrierGateway') return { kind: 'carrier-gateway', name: describeTarget(value) };
  if (kind === undefined)
    return unknownTarget(value.kind === 'unknown' ? value.unknown : invalid(origin).unknown);
  if (kind === 'NatGateway') report(reading, natGatewayAsGateway, {}, origin);
  const link = reading.links.link(kind, value, origin);
  if (link?.kind !== 'known') return unknownTarget(link?.unknown ?? invalid(origin).unknown);
  return { kind: gatewayTargets[kind], id: link.value } as RouteTarget;
}

function describeTarget(value: ReturnType<typeof argumentOf>): string {
  if (value.kind === 'string') return value.value;
  return value.kind === 'unknown' ? (value.unknown.references[0]?.address ?? '') : '';
}

const gatewayTargets = {
  InternetGateway: 'internet-gateway',
  VpnGateway: 'vpn-gateway',
  VpcEndpoint: 'vpc-endpoint',
  NatGateway: 'nat-gateway',
} as const satisfies Partial<Record<IdKind, RouteTarget['kind']>>;

type GatewayKind = keyof typeof gatewayTargets | 'CarrierGateway';

const gatewayTypes: Readonly<Record<string, GatewayKind>> = {
  aws_internet_gateway: 'InternetGateway',
  aws_vpn_gateway: 'VpnGateway',
  aws_vpc_endpoint: 'VpcEndpoint',
  aws_ec2_carrier_gateway: 'CarrierGateway',
  aws_nat_gateway: 'NatGateway',
};

const gatewayPrefixes: Readonly<Record<string, GatewayKind>> = {
  igw: 'InternetGateway',
  vgw: 'VpnGateway',
  vpce: 'VpcEndpoint',
  cagw: 'CarrierGateway',
  nat: 'NatGateway',
};

function gatewayKind(reading: Reading, declared: Declared): GatewayKind | undefined {
  const value = argumentOf(declared, 'gateway_id');
  const type = reading.links.referenced(value)?.instance.type;
  if (type !== undefined) return gatewayTypes[type];
  return value.kind === 'string' ? gatewayPrefixes[value.value.split('-')[0] ?? ''] : undefined;
}
