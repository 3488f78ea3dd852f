import type { Stack, StackHostedZone, StackVpcEndpoint } from '../../model/stack.ts';
import { sortedById, sortedIds } from '../address.ts';
import { policyData } from '../data.ts';
import { gatewaysBefore } from '../order.ts';
import { attr, json, ref } from './references.ts';
import { idRefs, resource, tags, withRegion } from './resources.ts';
import type { Json, TemplateResource } from './template.ts';

/** Endpoints, private zones and inbound resolver endpoints. */
export function endpointResources(stack: Stack): readonly TemplateResource[] {
  return [
    ...sortedById(stack.vpcEndpoints).map((endpoint) => endpointResource(endpoint, stack)),
    ...sortedById(stack.hostedZones).flatMap((zone) => hostedZoneResources(zone, stack)),
    ...sortedById(stack.resolverEndpoints).map(({ id, name, subnets, securityGroups }) =>
      resource(id, 'AWS::Route53Resolver::ResolverEndpoint', {
        Name: name,
        Direction: 'INBOUND',
        SecurityGroupIds: idRefs(securityGroups),
        IpAddresses: sortedIds(subnets).map((subnet) => ({ SubnetId: ref(subnet) })),
        Tags: tags(stack, name),
      }),
    ),
  ];
}

function endpointResource(endpoint: StackVpcEndpoint, stack: Stack): TemplateResource {
  const { policy } = endpoint;
  const properties = {
    VpcId: ref(endpoint.vpc),
    ServiceName: withRegion(endpoint.serviceName, stack),
    VpcEndpointType: endpoint.type,
    ...(endpoint.type === 'Gateway'
      ? { RouteTableIds: idRefs(endpoint.routeTables) }
      : interfaceProperties(endpoint)),
    PolicyDocument: policy === undefined ? undefined : json(policyData(policy)),
    Tags: tags(stack, endpoint.name),
  };
  return resource(endpoint.id, 'AWS::EC2::VPCEndpoint', properties, gatewaysBefore(endpoint, stack));
}

/** DNS-16: without the option S3's private DNS is for inbound resolvers only. */
function interfaceProperties(
  endpoint: Extract<StackVpcEndpoint, { type: 'Interface' }>,
): Readonly<Record<string, Json | undefined>> {
  const { privateDns, serviceName, ipAddressType } = endpoint;
  const isInbound = privateDns === 'on-for-inbound-resolver';
  const saysSo = isInbound || (privateDns === 'on' && serviceName.endsWith('.s3'));
  return {
    SubnetIds: idRefs(endpoint.subnets),
    SecurityGroupIds: idRefs(endpoint.securityGroups),
    PrivateDnsEnabled: privateDns !== 'off',
    DnsOptions: saysSo
      ? { PrivateDnsOnlyForInboundResolverEndpoint: isInbound ? 'OnlyInboundResolver' : 'AllResolvers' }
      : undefined,
    IpAddressType: ipAddressType === 'ipv4' ? undefined : ipAddressType,
  };
}

function hostedZoneResources(zone: StackHostedZone, stack: Stack): readonly TemplateResource[] {
  const records = sortedById(zone.records).map(({ id, name, endpoint }) =>
    resource(id, 'AWS::Route53::RecordSet', {
      HostedZoneId: ref(zone.id),
      Name: name,
      Type: 'A',
      AliasTarget: { HostedZoneId: dnsEntryPart(endpoint, 0), DNSName: dnsEntryPart(endpoint, 1) },
    }),
  );
  return [
    resource(zone.id, 'AWS::Route53::HostedZone', {
      Name: zone.domainName,
      VPCs: [{ VPCId: ref(zone.vpc), VPCRegion: { Ref: 'AWS::Region' } }],
      HostedZoneTags: tags(stack),
    }),
    ...records,
  ];
}

/** Entries read `zone:name`; the first is the Regional one. */
function dnsEntryPart(endpoint: string, part: number): Json {
  const first = { 'Fn::Select': [0, attr(endpoint, 'DnsEntries')] };
  return { 'Fn::Select': [part, { 'Fn::Split': [':', first] }] };
}
