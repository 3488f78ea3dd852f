import { formatPrefix } from '../../ip/address.ts';
import type {
  Stack,
  StackElasticIp,
  StackGateway,
  StackNatGateway,
  StackRoute,
  StackSubnet,
  StackVpc,
  StackVpnGateway,
} from '../../model/stack.ts';
import { labelOf, sortedById } from '../address.ts';
import { attr, idRef, ref } from './references.ts';
import { idRefs, resource, tags, withRegion } from './resources.ts';
import type { Json, TemplateResource } from './template.ts';

type Resources = readonly TemplateResource[];

/** VPCs, subnets and their tables, and the gateways with the routes to them. */
export function networkResources(stack: Stack): Resources {
  return [
    ...sortedById(stack.vpcs).flatMap((vpc) => vpcResources(vpc, stack)),
    ...sortedById(stack.subnets).map((subnet) => subnetResource(subnet, stack)),
    ...sortedById(stack.routeTables).map(({ id, name, vpc }) =>
      resource(id, 'AWS::EC2::RouteTable', { VpcId: ref(vpc), Tags: tags(stack, name) }),
    ),
    ...sortedById(stack.subnets).flatMap(association),
    ...sortedById(stack.internetGateways).flatMap((gateway) => internetGateway(gateway, stack)),
    ...sortedById(stack.egressOnlyInternetGateways).map(({ id, name, vpc }) =>
      resource(id, 'AWS::EC2::EgressOnlyInternetGateway', { VpcId: ref(vpc), Tags: tags(stack, name) }),
    ),
    ...sortedById(stack.elasticIps).map((address) => elasticIp(address, stack)),
    ...sortedById(stack.natGateways).map((gateway) => natGateway(gateway, stack)),
    ...sortedById(stack.vpnGateways).flatMap((gateway) => vpnGateway(gateway, stack)),
    ...sortedById(stack.routes).map(routeResource),
  ];
}

function vpcResources(vpc: StackVpc, stack: Stack): Resources {
  const block = resource(ipv6Block(vpc.id), 'AWS::EC2::VPCCidrBlock', {
    VpcId: ref(vpc.id),
    AmazonProvidedIpv6CidrBlock: true,
  });
  return [
    resource(vpc.id, 'AWS::EC2::VPC', {
      CidrBlock: formatPrefix(vpc.ipv4Cidr),
      EnableDnsSupport: vpc.enableDnsSupport,
      EnableDnsHostnames: vpc.enableDnsHostnames,
      Tags: tags(stack, vpc.name),
    }),
    ...(vpc.ipv6 === 'none' ? [] : [block]),
  ];
}

function ipv6Block(vpc: string): string {
  return `ipv6_block.${labelOf(vpc)}`;
}

function subnetResource(subnet: StackSubnet, stack: Stack): TemplateResource {
  const { ipv6Index, vpc } = subnet;
  return resource(
    subnet.id,
    'AWS::EC2::Subnet',
    {
      VpcId: ref(vpc),
      AvailabilityZone: withRegion(subnet.availabilityZone, stack),
      CidrBlock: formatPrefix(subnet.ipv4Cidr),
      Ipv6CidrBlock: ipv6Index === undefined ? undefined : ipv6Subnet(vpc, ipv6Index),
      AssignIpv6AddressOnCreation: ipv6Index === undefined ? undefined : true,
      MapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch ? true : undefined,
      Tags: tags(stack, subnet.name),
    },
    ipv6Index === undefined ? [] : [ipv6Block(vpc)],
  );
}

/** The /64 with this number of the VPC's /56. */
function ipv6Subnet(vpc: string, index: number): Json {
  const block = { 'Fn::Select': [0, attr(vpc, 'Ipv6CidrBlocks')] };
  return { 'Fn::Select': [index, { 'Fn::Cidr': [block, index + 1, '64'] }] };
}

function association({ id, routeTable }: StackSubnet): Resources {
  if (routeTable === undefined) return [];
  return [
    resource(`aws_route_table_association.${labelOf(id)}`, 'AWS::EC2::SubnetRouteTableAssociation', {
      SubnetId: ref(id),
      RouteTableId: ref(routeTable),
    }),
  ];
}

function attachment(gateway: string): string {
  return `attachment.${labelOf(gateway)}_${gateway.startsWith('aws_vpn') ? 'vpn' : 'internet'}`;
}

function internetGateway({ id, name, vpc }: StackGateway<'InternetGateway'>, stack: Stack): Resources {
  return [
    resource(id, 'AWS::EC2::InternetGateway', { Tags: tags(stack, name) }),
    resource(attachment(id), 'AWS::EC2::VPCGatewayAttachment', {
      VpcId: ref(vpc),
      InternetGatewayId: ref(id),
    }),
  ];
}

/** IGW-1: what uses a gateway waits until it is attached. */
function attachmentsOf(vpc: string | undefined, stack: Stack): readonly string[] {
  return sortedById(stack.internetGateways)
    .filter((gateway) => gateway.vpc === vpc)
    .map(({ id }) => attachment(id));
}

function vpcOfSubnet(subnet: string | undefined, stack: Stack): string | undefined {
  return stack.subnets.find(({ id }) => id === subnet)?.vpc;
}

function elasticIp({ id, name, instance }: StackElasticIp, stack: Stack): TemplateResource {
  const holder = stack.instances.find((each) => each.id === instance);
  return resource(
    id,
    'AWS::EC2::EIP',
    {
      Domain: 'vpc',
      InstanceId: instance === undefined ? undefined : ref(instance),
      Tags: tags(stack, name),
    },
    attachmentsOf(vpcOfSubnet(holder?.subnet, stack), stack),
  );
}

function natGateway(
  { id, name, subnet, elasticIp: address }: StackNatGateway,
  stack: Stack,
): TemplateResource {
  return resource(
    id,
    'AWS::EC2::NatGateway',
    { SubnetId: ref(subnet), AllocationId: idRef(address), Tags: tags(stack, name) },
    attachmentsOf(vpcOfSubnet(subnet, stack), stack),
  );
}

function vpnGateway({ id, name, vpc, propagatesTo }: StackVpnGateway, stack: Stack): Resources {
  const propagation = resource(
    `propagation.${labelOf(id)}`,
    'AWS::EC2::VPNGatewayRoutePropagation',
    { RouteTableIds: idRefs(propagatesTo), VpnGatewayId: ref(id) },
    [attachment(id)],
  );
  return [
    resource(id, 'AWS::EC2::VPNGateway', { Type: 'ipsec.1', Tags: tags(stack, name) }),
    resource(attachment(id), 'AWS::EC2::VPCGatewayAttachment', { VpcId: ref(vpc), VpnGatewayId: ref(id) }),
    ...(propagatesTo.length === 0 ? [] : [propagation]),
  ];
}

function routeResource(route: StackRoute): TemplateResource {
  const { destination, target } = route;
  const name = destination.family === 'ipv4' ? 'DestinationCidrBlock' : 'DestinationIpv6CidrBlock';
  const needsAttachment = target.kind === 'internet-gateway' || target.kind === 'vpn-gateway';
  return resource(
    route.id,
    'AWS::EC2::Route',
    {
      RouteTableId: ref(route.routeTable),
      [name]: formatPrefix(destination),
      [targetProperties[target.kind]]: ref(target.id),
    },
    needsAttachment ? [attachment(target.id)] : [],
  );
}

const targetProperties: Readonly<Record<StackRoute['target']['kind'], string>> = {
  'egress-only-internet-gateway': 'EgressOnlyInternetGatewayId',
  instance: 'InstanceId',
  'internet-gateway': 'GatewayId',
  'nat-gateway': 'NatGatewayId',
  'vpn-gateway': 'GatewayId',
};
