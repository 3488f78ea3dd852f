import type { StackHostedZone, StackResolverEndpoint, StackVpcEndpoint } from '../../model/stack.ts';
import { sortedById, sortedIds } from '../address.ts';
import { argument, block, comment, type HclItem } from '../change/hcl-text.ts';
import { policyData } from '../data.ts';
import { gatewaysBefore } from '../order.ts';
import { andList } from '../words/and-list.ts';
import type { GeneratedWords } from '../words/words.ts';
import {
  link,
  links,
  nameTag,
  policyArgument,
  resource,
  sections,
  text,
  type Writing,
  waitsFor,
  withRegion,
} from './blocks.ts';

type Resources = readonly (readonly HclItem[])[];

/** Endpoints, and what makes their names answer elsewhere: private zones and inbound resolver endpoints. */
export function writeEndpoints(writing: Writing): Resources {
  const { stack } = writing;
  const gatewaysFirst = sortedById(stack.vpcEndpoints).toSorted(
    (a, b) => Number(a.type === 'Interface') - Number(b.type === 'Interface'),
  );
  return [
    ...gatewaysFirst.map((endpoint) => writeEndpoint(endpoint, writing)),
    ...sortedById(stack.hostedZones).flatMap(writeHostedZone),
    ...sortedById(stack.resolverEndpoints).map(writeResolverEndpoint),
  ];
}

function writeEndpoint(endpoint: StackVpcEndpoint, { stack, words }: Writing): readonly HclItem[] {
  const what = [
    link('vpc_id', endpoint.vpc),
    withRegion('service_name', endpoint.serviceName, stack),
    text('vpc_endpoint_type', endpoint.type),
  ];
  return resource(
    endpoint.id,
    sections(
      endpoint.type === 'Gateway' ? [...what, links('route_table_ids', endpoint.routeTables)] : what,
      endpoint.type === 'Gateway' ? [] : interfaceArguments(endpoint, words),
      endpoint.type === 'Gateway' ? [] : dnsOptions(endpoint, words),
      policyOf(endpoint, words),
      nameTag(endpoint.name),
      waitsFor(gatewaysBefore(endpoint, stack)),
    ),
    [commentOf(endpoint, words)],
  );
}

function commentOf(endpoint: StackVpcEndpoint, words: GeneratedWords): string {
  const bill = endpoint.type === 'Gateway' ? words.gatewayEndpointIsFree : words.interfaceEndpointBills;
  if (endpoint.usedBy.length === 0) return bill;
  return words.inOrder([words.usedBy(andList(endpoint.usedBy, words)), bill]);
}

type InterfaceEndpoint = Extract<StackVpcEndpoint, { type: 'Interface' }>;

function interfaceArguments(endpoint: InterfaceEndpoint, words: GeneratedWords): readonly HclItem[] {
  const isOff = endpoint.privateDns === 'off';
  return [
    links('subnet_ids', endpoint.subnets),
    links('security_group_ids', endpoint.securityGroups),
    ...(isOff ? [comment(words.privateDnsOff)] : []),
    argument('private_dns_enabled', String(!isOff)),
    ...(endpoint.ipAddressType === 'ipv4' ? [] : [text('ip_address_type', endpoint.ipAddressType)]),
  ];
}

/** DNS-16: what is not written here is AWS's default, inbound only for S3. */
function dnsOptions(endpoint: InterfaceEndpoint, words: GeneratedWords): readonly HclItem[] {
  const { privateDns, serviceName } = endpoint;
  const isInbound = privateDns === 'on-for-inbound-resolver';
  if (!isInbound && (privateDns === 'off' || !/\.s3$/.test(serviceName))) return [];
  return [
    ...(isInbound ? [comment(words.inboundResolverOnly)] : []),
    block('dns_options', [argument('private_dns_only_for_inbound_resolver_endpoint', String(isInbound))]),
  ];
}

function policyOf({ policy }: StackVpcEndpoint, words: GeneratedWords): readonly HclItem[] {
  if (policy === undefined) return [];
  return [comment(words.endpointPolicy), policyArgument('policy', policyData(policy))];
}

function writeHostedZone({ id, domainName, vpc, records }: StackHostedZone): Resources {
  return [
    resource(id, sections([text('name', domainName)], [block('vpc', [link('vpc_id', vpc)])])),
    ...sortedById(records).map((record) =>
      resource(
        record.id,
        sections(
          [link('zone_id', id), text('name', record.name), text('type', 'A')],
          [
            block('alias', [
              argument('name', `${record.endpoint}.dns_entry[0].dns_name`),
              argument('zone_id', `${record.endpoint}.dns_entry[0].hosted_zone_id`),
              argument('evaluate_target_health', 'false'),
            ]),
          ],
        ),
      ),
    ),
  ];
}

function writeResolverEndpoint(endpoint: StackResolverEndpoint): readonly HclItem[] {
  const addresses = sortedIds(endpoint.subnets).map((subnet) =>
    block('ip_address', [link('subnet_id', subnet)]),
  );
  return resource(
    endpoint.id,
    sections(
      [
        text('name', endpoint.name),
        text('direction', 'INBOUND'),
        links('security_group_ids', endpoint.securityGroups),
      ],
      ...addresses.map((address) => [address]),
      nameTag(endpoint.name),
    ),
  );
}
