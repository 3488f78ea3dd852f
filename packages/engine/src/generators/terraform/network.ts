import { formatPrefix } from '../../ip/address.ts';
import type {
  Stack,
  StackElasticIp,
  StackGateway,
  StackNatGateway,
  StackRoute,
  StackRouteTable,
  StackSubnet,
  StackVpc,
  StackVpnGateway,
} from '../../model/stack.ts';
import { labelOf, sortedById, sortedIds } from '../address.ts';
import { argument, type HclItem } from '../change/hcl-text.ts';
import { link, nameTag, resource, sections, text, type Writing, waitsFor, withRegion } from './blocks.ts';

type Resources = readonly (readonly HclItem[])[];

/** VPCs, subnets and their tables, and the gateways with the routes to them. */
export function writeNetwork(writing: Writing): Resources {
  const { stack } = writing;
  return [
    ...sortedById(stack.vpcs).map((vpc) => writeVpc(vpc, writing)),
    ...sortedById(stack.subnets).map((subnet) => writeSubnet(subnet, writing)),
    ...sortedById(stack.routeTables).map((table) => writeRouteTable(table)),
    ...sortedById(stack.subnets).flatMap(writeAssociation),
    ...sortedById(stack.internetGateways).map((gateway) => writeGateway(gateway, [])),
    ...sortedById(stack.egressOnlyInternetGateways).map((gateway) =>
      writeGateway(gateway, [writing.words.egressOnly]),
    ),
    ...sortedById(stack.elasticIps).map((address) => writeElasticIp(address, writing)),
    ...sortedById(stack.natGateways).map((gateway) => writeNatGateway(gateway, writing)),
    ...sortedById(stack.vpnGateways).flatMap((gateway) => writeVpnGateway(gateway, writing)),
    ...sortedById(stack.routes).map(writeRoute),
  ];
}

function writeVpc(vpc: StackVpc, { words }: Writing): readonly HclItem[] {
  const comments = vpc.enableDnsHostnames && vpc.enableDnsSupport ? [words.privateDnsNeedsBoth] : [];
  const ipv6 = vpc.ipv6 === 'none' ? [] : [argument('assign_generated_ipv6_cidr_block', 'true')];
  return resource(
    vpc.id,
    sections(
      [text('cidr_block', formatPrefix(vpc.ipv4Cidr)), ...ipv6],
      [
        ...comments.map((words) => ({ kind: 'comment' as const, text: words })),
        argument('enable_dns_support', String(vpc.enableDnsSupport)),
        argument('enable_dns_hostnames', String(vpc.enableDnsHostnames)),
      ],
      nameTag(vpc.name),
    ),
  );
}

function writeSubnet(subnet: StackSubnet, { stack }: Writing): readonly HclItem[] {
  const index = subnet.ipv6Index;
  const ipv6 =
    index === undefined
      ? []
      : [
          argument('ipv6_cidr_block', `cidrsubnet(${subnet.vpc}.ipv6_cidr_block, 8, ${index})`),
          argument('assign_ipv6_address_on_creation', 'true'),
        ];
  const publicIp = subnet.mapPublicIpOnLaunch ? [argument('map_public_ip_on_launch', 'true')] : [];
  return resource(
    subnet.id,
    sections(
      [
        link('vpc_id', subnet.vpc),
        withRegion('availability_zone', subnet.availabilityZone, stack),
        text('cidr_block', formatPrefix(subnet.ipv4Cidr)),
        ...ipv6,
        ...publicIp,
      ],
      nameTag(subnet.name),
    ),
  );
}

function writeRouteTable(table: StackRouteTable): readonly HclItem[] {
  return resource(table.id, sections([link('vpc_id', table.vpc)], nameTag(table.name)));
}

function writeAssociation({ id, routeTable }: StackSubnet): Resources {
  if (routeTable === undefined) return [];
  return [
    resource(`aws_route_table_association.${labelOf(id)}`, [
      link('subnet_id', id),
      link('route_table_id', routeTable),
    ]),
  ];
}

function writeGateway(
  { id, name, vpc }: StackGateway<'EgressOnlyInternetGateway' | 'InternetGateway'>,
  comments: readonly string[],
): readonly HclItem[] {
  return resource(id, sections([link('vpc_id', vpc)], nameTag(name)), comments);
}

function writeElasticIp({ id, name, instance }: StackElasticIp, { stack }: Writing): readonly HclItem[] {
  const subnet = stack.instances.find((holder) => holder.id === instance)?.subnet;
  return resource(
    id,
    sections(
      [text('domain', 'vpc'), ...(instance === undefined ? [] : [link('instance', instance)])],
      nameTag(name),
      waitsForInternetGateway(subnet, stack),
    ),
  );
}

function writeNatGateway(gateway: StackNatGateway, { stack, words }: Writing): readonly HclItem[] {
  return resource(
    gateway.id,
    sections(
      [link('subnet_id', gateway.subnet), link('allocation_id', gateway.elasticIp)],
      nameTag(gateway.name),
      waitsForInternetGateway(gateway.subnet, stack),
    ),
    [words.natGatewayBills],
  );
}

/** IGW-1: a public address works once the gateway is attached, which no argument says. */
function waitsForInternetGateway(subnet: string | undefined, stack: Stack): readonly HclItem[] {
  const vpc = stack.subnets.find(({ id }) => id === subnet)?.vpc;
  const before = stack.internetGateways.filter((gateway) => gateway.vpc === vpc).map(({ id }) => id);
  return waitsFor(sortedIds(before));
}

function writeVpnGateway(gateway: StackVpnGateway, { words }: Writing): Resources {
  const propagations = sortedIds(gateway.propagatesTo).map((table, i) =>
    resource(
      `aws_vpn_gateway_route_propagation.${labelOf(table)}`,
      [link('vpn_gateway_id', gateway.id), link('route_table_id', table)],
      i === 0 ? [words.vpnRoutes] : [],
    ),
  );
  return [
    resource(gateway.id, sections([link('vpc_id', gateway.vpc)], nameTag(gateway.name))),
    ...propagations,
  ];
}

function writeRoute(route: StackRoute): readonly HclItem[] {
  const { destination, target } = route;
  const destinationArgument =
    destination.family === 'ipv4' ? 'destination_cidr_block' : 'destination_ipv6_cidr_block';
  return resource(route.id, [
    link('route_table_id', route.routeTable),
    text(destinationArgument, formatPrefix(destination)),
    targetArgument(target),
  ]);
}

function targetArgument(target: StackRoute['target']): HclItem {
  switch (target.kind) {
    case 'internet-gateway':
    case 'vpn-gateway':
      return link('gateway_id', target.id);
    case 'egress-only-internet-gateway':
      return link('egress_only_gateway_id', target.id);
    case 'nat-gateway':
      return link('nat_gateway_id', target.id);
    case 'instance':
      return argument('network_interface_id', `${target.id}.primary_network_interface_id`);
  }
}
