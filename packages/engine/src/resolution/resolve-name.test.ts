import { describe, expect, it } from 'vitest';
import {
  endpoint,
  hostedZone,
  networkOf,
  openCatalog,
  peering,
  record,
  rule,
  show,
  transitGateway,
  unknownValue,
  vpc,
} from '../../test/name-networks.ts';
import { idOf } from '../model/identity.ts';
import { endpointFamilies } from './endpoint-answers.ts';
import { resolveName } from './resolve-name.ts';

const catalog = openCatalog();
const logs = 'logs.ap-northeast-1.amazonaws.com';
const s3 = 's3.ap-northeast-1.amazonaws.com';
const logsEndpoint = endpoint('logs', { service: 'logs' });
const allResolvers = { privateDnsOnlyForInboundResolverEndpoint: { kind: 'known', value: false } } as const;
const v4 = ['ipv4'] as const;
const both = ['ipv4', 'ipv6'] as const;

type Things = Parameters<typeof networkOf>[0];
type Row = readonly [rule: string, because: string, things: Things, name: string, answer: string];

/** Asks as a client of `main`, and shows the answer and the codes on the way. */
function check(things: Things, name: string, families: readonly ('ipv4' | 'ipv6')[] = v4): string {
  const network = networkOf(things);
  const client = network.vpcs.get(idOf('Vpc', 'main'));
  if (client === undefined) throw new Error('no client VPC');
  return show(resolveName(network, catalog, client, name, families));
}

const rows: readonly Row[] = [
  [
    'DNS-1',
    'the resolver at VPC base + 2 is AWS’s',
    { vpcs: [vpc('main', { dns: ['10.0.0.2'] })], endpoints: [logsEndpoint] },
    logs,
    'endpoint logs | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-6',
    'VPC base + 3 is not',
    { vpcs: [vpc('main', { dns: ['10.0.0.3'] })], endpoints: [logsEndpoint] },
    logs,
    '? UNKNOWN_DNS_SERVER 10.0.0.3',
  ],
  [
    'DNS-6',
    'one other server among AWS’s is enough',
    { vpcs: [vpc('main', { dns: ['AmazonProvidedDNS', '8.8.8.8'] })] },
    logs,
    '? UNKNOWN_DNS_SERVER 8.8.8.8',
  ],
  [
    'DNS-1',
    'AmazonProvidedDNS and the link-local address are AWS’s',
    { vpcs: [vpc('main', { dns: ['AmazonProvidedDNS', '169.254.169.253'] })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-6',
    'clients of other servers do not mind DNS support',
    { vpcs: [vpc('main', { dns: ['8.8.8.8'], support: false })] },
    logs,
    '? UNKNOWN_DNS_SERVER 8.8.8.8',
  ],
  [
    'DNS-2',
    'support off: nobody answers; the endpoint is what was intended',
    { vpcs: [vpc('main', { support: false })], endpoints: [logsEndpoint] },
    logs,
    '! DNS_SUPPORT_DISABLED, intended endpoint logs',
  ],
  [
    'DNS-2',
    'support off without endpoint: the public name was intended',
    { vpcs: [vpc('main', { support: false })] },
    logs,
    '! DNS_SUPPORT_DISABLED, intended public logs',
  ],
  [
    'DNS-22',
    'an attribute that is not known leaves it open',
    { vpcs: [vpc('main', { support: 'unknown' })] },
    logs,
    '? UNKNOWN_NOT_GIVEN aws_vpc.main.enable_dns_support',
  ],
  [
    'DNS-3',
    'private DNS with both attributes leads to the endpoint',
    { endpoints: [logsEndpoint] },
    logs,
    'endpoint logs | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-3',
    'without DNS host names it has no effect',
    { vpcs: [vpc('main', { hostnames: false })], endpoints: [logsEndpoint] },
    logs,
    'public logs | DNS_HOSTNAMES_DISABLED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-22',
    'host names not known',
    { vpcs: [vpc('main', { hostnames: 'unknown' })], endpoints: [logsEndpoint] },
    logs,
    '? UNKNOWN_NOT_GIVEN aws_vpc.main.enable_dns_hostnames',
  ],
  [
    'DNS-22',
    'host names not known do not matter without a private name',
    { vpcs: [vpc('main', { hostnames: 'unknown' })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-8',
    'private DNS off keeps the public answer',
    { endpoints: [endpoint('logs', { service: 'logs', privateDns: false })] },
    logs,
    'public logs | DNS_PRIVATE_DNS_DISABLED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-8',
    'private DNS not known leaves it open',
    { endpoints: [endpoint('logs', { service: 'logs', privateDns: 'unknown' })] },
    logs,
    '? UNKNOWN_NOT_GIVEN aws_vpc_endpoint.logs.private_dns_enabled',
  ],
  [
    'DNS-8',
    'of another service it does not matter',
    { endpoints: [endpoint('kms', { service: 'kms', privateDns: 'unknown' })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-7',
    'every call of the VPC is captured, the port does not matter',
    { endpoints: [logsEndpoint] },
    `${logs}.`,
    'endpoint logs | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-4',
    'the most specific name wins: a zone below the endpoint’s',
    {
      endpoints: [endpoint('s3', { service: 's3', ...allResolvers })],
      zones: [hostedZone('bucket', `b.${s3}`, [record(`b.${s3}`, 'A', ['10.0.9.9'])])],
    },
    `b.${s3}`,
    'addresses 10.0.9.9/32 | DNS_ZONE_OVERRIDES_SERVICE',
  ],
  [
    'DNS-4',
    'a zone above the endpoint’s does not',
    { endpoints: [logsEndpoint], zones: [hostedZone('aws', 'amazonaws.com', [])] },
    logs,
    'endpoint logs | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-5',
    'a zone above without endpoint shadows everything',
    { zones: [hostedZone('aws', 'amazonaws.com', [])] },
    logs,
    '! DNS_ZONE_SHADOWS_SERVICE, intended public logs',
  ],
  [
    'DNS-5',
    'a zone beside it does not',
    { zones: [hostedZone('aws', 'kms.ap-northeast-1.amazonaws.com', [])] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-5',
    'a name that only ends alike is not within',
    { zones: [hostedZone('aws', 's.ap-northeast-1.amazonaws.com', [])] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-5',
    'a record of another type is none',
    { zones: [hostedZone('z', logs, [record(logs, 'TXT', ['x'])])] },
    logs,
    '! DNS_ZONE_SHADOWS_SERVICE, intended public logs',
  ],
  [
    'DNS-5',
    'a zone of another VPC is not seen',
    { zones: [hostedZone('z', logs, [], { vpcs: ['other'] })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-5',
    'a zone whose VPCs are not known leaves it open',
    { zones: [hostedZone('z', logs, [], { vpcs: 'unknown' })] },
    logs,
    '? UNKNOWN_NOT_GIVEN aws_route53_zone.z.vpc_id',
  ],
  [
    'DNS-5',
    'a zone whose records are not known leaves it open',
    { zones: [hostedZone('z', logs, 'unknown')] },
    logs,
    '? UNKNOWN_NOT_GIVEN aws_route53_zone.z.records',
  ],
  [
    'DNS-5',
    'a zone with an unknown name leaves it open',
    { zones: [hostedZone('z', 'unknown', [])] },
    logs,
    '? UNKNOWN_NOT_GIVEN aws_route53_zone.z.name',
  ],
  [
    'DNS-5',
    'unless its end is known to be another',
    { zones: [hostedZone('z', { template: '.corp.internal' }, [])] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-5',
    'or its end agrees',
    { zones: [hostedZone('z', { template: '.amazonaws.com' }, [])] },
    logs,
    '? UNKNOWN_NOT_GIVEN aws_route53_zone.z.name',
  ],
  [
    'DNS-5',
    'a wildcard record answers',
    { zones: [hostedZone('z', 'corp.test', [record('*.corp.test', 'A', ['10.0.0.9'])])] },
    'a.b.corp.test',
    'addresses 10.0.0.9/32 | DNS_ZONE_OVERRIDES_SERVICE',
  ],
  [
    'DNS-5',
    'but not past a name that exists',
    {
      zones: [
        hostedZone('z', 'corp.test', [
          record('*.corp.test', 'A', ['10.0.0.9']),
          record('b.corp.test', 'A', ['10.0.0.8']),
        ]),
      ],
    },
    'a.b.corp.test',
    '! DNS_ZONE_SHADOWS_SERVICE, intended public',
  ],
  [
    'DNS-5',
    'nor for the zone itself',
    { zones: [hostedZone('z', 'corp.test', [record('*.corp.test', 'A', ['10.0.0.9'])])] },
    'corp.test',
    '! DNS_ZONE_SHADOWS_SERVICE, intended public',
  ],
  [
    'DNS-5',
    'a CNAME goes on with its name',
    {
      endpoints: [logsEndpoint],
      zones: [hostedZone('z', 'corp.test', [record('l.corp.test', 'CNAME', [logs])])],
    },
    'l.corp.test',
    'endpoint logs | DNS_ZONE_OVERRIDES_SERVICE DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-5',
    'a CNAME loop has no answer',
    {
      zones: [
        hostedZone('z', 'corp.test', [
          record('a.corp.test', 'CNAME', ['b.corp.test']),
          record('b.corp.test', 'CNAME', ['a.corp.test']),
        ]),
      ],
    },
    'a.corp.test',
    '! DNS_NO_ANSWER',
  ],
  [
    'DNS-5',
    'private zones need DNS host names; without them nothing is documented',
    {
      vpcs: [vpc('main', { hostnames: false })],
      zones: [hostedZone('z', 'corp.test', [record('a.corp.test', 'A', ['10.0.0.9'])])],
    },
    'a.corp.test',
    '? DNS_HOSTNAMES_DISABLED main.enable_dns_hostnames',
  ],
  [
    'DNS-4',
    'a forward rule beats a zone of the same name',
    { zones: [hostedZone('z', logs, [record(logs, 'A', ['10.0.0.9'])])], rules: [rule('fwd', logs)] },
    logs,
    '? UNKNOWN_DNS_SERVER fwd',
  ],
  [
    'DNS-4',
    'and an endpoint’s zone of the same name',
    { endpoints: [logsEndpoint], rules: [rule('fwd', logs)] },
    logs,
    '? UNKNOWN_DNS_SERVER fwd',
  ],
  [
    'DNS-4',
    'a less specific one does not',
    { endpoints: [logsEndpoint], rules: [rule('fwd', 'amazonaws.com')] },
    logs,
    'endpoint logs | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-4',
    'the root rule takes public names',
    { rules: [rule('fwd', '.')] },
    logs,
    '? UNKNOWN_DNS_SERVER fwd',
  ],
  [
    'DNS-4',
    'a system rule overrides a forward rule of the same name',
    { rules: [rule('fwd', '.'), rule('sys', '.', { type: 'SYSTEM' })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-4',
    'and a less specific one',
    { rules: [rule('fwd', '.'), rule('sys', 'amazonaws.com', { type: 'SYSTEM' })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-4',
    'but not a more specific one',
    { rules: [rule('fwd', logs), rule('sys', 'amazonaws.com', { type: 'SYSTEM' })] },
    logs,
    '? UNKNOWN_DNS_SERVER fwd',
  ],
  [
    'DNS-4',
    'a rule of another VPC does not count',
    { rules: [rule('fwd', '.', { vpcs: ['other'] })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-9',
    'an endpoint’s own name leads to it with private DNS off',
    { endpoints: [endpoint('logs', { service: 'logs', privateDns: false })] },
    'vpce-0a1b2c-xyz123.logs.ap-northeast-1.vpce.amazonaws.com',
    'endpoint logs | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-9',
    'with two of the service it cannot be told which',
    { endpoints: [logsEndpoint, endpoint('logs2', { service: 'logs', privateDns: false })] },
    'vpce-0a1b2c-xyz123.logs.ap-northeast-1.vpce.amazonaws.com',
    '? UNKNOWN_NOT_GIVEN vpce-0a1b2c',
  ],
  [
    'OE-8',
    'S3 puts bucket in front',
    { endpoints: [endpoint('s3', { service: 's3', privateDns: false })] },
    'bucket.vpce-0a1b2c-xyz123.s3.ap-northeast-1.vpce.amazonaws.com',
    'endpoint s3 | DNS_PRIVATE_ANSWER',
  ],
  [
    'OE-8',
    'the labels are those of the public name',
    { endpoints: [endpoint('dkr', { service: 'ecr.dkr', privateDns: false })] },
    'vpce-0a1b2c-xyz123.dkr.ecr.ap-northeast-1.vpce.amazonaws.com',
    'endpoint dkr | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-10',
    'two endpoints of one service with private DNS conflict',
    { endpoints: [logsEndpoint, endpoint('logs2', { service: 'logs' })] },
    logs,
    '? DNS_ZONE_CONFLICT logs, logs2',
  ],
  [
    'DNS-10',
    'with private DNS off on one they do not',
    { endpoints: [logsEndpoint, endpoint('logs2', { service: 'logs', privateDns: false })] },
    logs,
    'endpoint logs | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-10',
    'an own zone of the private name conflicts',
    { endpoints: [logsEndpoint], zones: [hostedZone('z', logs, [record(logs, 'A', ['10.0.0.9'])])] },
    logs,
    '? DNS_ZONE_CONFLICT logs, z',
  ],
  [
    'DNS-11',
    'a wildcard private name covers every registry',
    { endpoints: [endpoint('dkr', { service: 'ecr.dkr' })] },
    '1.dkr.ecr.ap-northeast-1.amazonaws.com',
    'endpoint dkr | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-11',
    'and not the API',
    { endpoints: [endpoint('dkr', { service: 'ecr.dkr' })] },
    'api.ecr.ap-northeast-1.amazonaws.com',
    'public ecr.api | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-11',
    'one of several private names',
    { endpoints: [endpoint('cw', { service: 'monitoring' })] },
    'monitoring.ap-northeast-1.api.aws',
    'endpoint cw | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-11',
    'names that are not established leave it open',
    { endpoints: [endpoint('m', { service: 'bedrock-mantle' })] },
    'bedrock-mantle.ap-northeast-1.amazonaws.com',
    '? UNKNOWN_SERVICE_NAMES com.amazonaws.ap-northeast-1.bedrock-mantle',
  ],
  [
    'DNS-11',
    'and names that are only assumed',
    { endpoints: [endpoint('iam', { serviceName: 'com.amazonaws.iam' })] },
    'iam.amazonaws.com',
    '? UNKNOWN_SERVICE_NAMES com.amazonaws.iam',
  ],
  [
    'DNS-11',
    'they do not touch other services',
    { endpoints: [endpoint('m', { service: 'bedrock-mantle' })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-12',
    'DynamoDB has no private DNS',
    { endpoints: [endpoint('ddb', { service: 'dynamodb' })] },
    'dynamodb.ap-northeast-1.amazonaws.com',
    'public dynamodb | DNS_PRIVATE_DNS_NOT_OFFERED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-13',
    'the hidden zone of a peer is not seen',
    {
      vpcs: [vpc('main'), vpc('hub')],
      endpoints: [endpoint('logs', { service: 'logs', vpc: 'hub' })],
      peerings: [peering('main', 'hub')],
    },
    logs,
    'public logs | DNS_ZONE_NOT_VISIBLE DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-13',
    'nor behind a transit gateway',
    {
      vpcs: [vpc('main'), vpc('hub')],
      endpoints: [endpoint('logs', { service: 'logs', vpc: 'hub' })],
      transitGateways: [transitGateway('main', 'hub')],
    },
    logs,
    'public logs | DNS_ZONE_NOT_VISIBLE DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-13',
    'a VPC that is not joined is nobody’s business',
    { vpcs: [vpc('main'), vpc('hub')], endpoints: [endpoint('logs', { service: 'logs', vpc: 'hub' })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-23',
    'an own zone shared with the spoke leads to the hub’s endpoint',
    {
      vpcs: [vpc('main'), vpc('hub')],
      endpoints: [endpoint('logs', { service: 'logs', vpc: 'hub', privateDns: false })],
      zones: [hostedZone('z', logs, [record(logs, 'A', [], { endpoint: 'logs' })])],
    },
    logs,
    'endpoint logs | DNS_ZONE_OVERRIDES_SERVICE',
  ],
  [
    'DNS-15',
    'S3 with private DNS off',
    { endpoints: [endpoint('s3', { service: 's3', privateDns: false })] },
    s3,
    'public s3 | DNS_PRIVATE_DNS_DISABLED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-16',
    'S3 with private DNS on: inbound only is the default',
    { endpoints: [endpoint('s3', { service: 's3' })] },
    s3,
    'public s3 | DNS_INBOUND_RESOLVER_ONLY DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-16',
    'on or unknown, clients in the VPC get public answers',
    { endpoints: [endpoint('s3', { service: 's3', privateDns: 'unknown' })] },
    s3,
    'public s3 | DNS_INBOUND_RESOLVER_ONLY DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-16',
    'the option not known leaves it open',
    {
      endpoints: [
        endpoint('s3', {
          service: 's3',
          privateDnsOnlyForInboundResolverEndpoint: unknownValue('aws_vpc_endpoint.s3', 'dns_options'),
        }),
      ],
    },
    s3,
    '? UNKNOWN_NOT_GIVEN aws_vpc_endpoint.s3.dns_options',
  ],
  [
    'DNS-17',
    'inbound only off: clients in the VPC get the endpoint',
    { endpoints: [endpoint('s3', { service: 's3', ...allResolvers })] },
    `b.${s3}`,
    'endpoint s3 | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-17',
    'control names too',
    { endpoints: [endpoint('s3', { service: 's3', ...allResolvers })] },
    '1.s3-control.ap-northeast-1.amazonaws.com',
    'endpoint s3 | DNS_PRIVATE_ANSWER',
  ],
  [
    'DNS-17',
    'not the website names',
    { endpoints: [endpoint('s3', { service: 's3', ...allResolvers })] },
    'b.s3-website-ap-northeast-1.amazonaws.com',
    'public s3 | DNS_NAME_NOT_COVERED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-17',
    'not the global name',
    { endpoints: [endpoint('s3', { service: 's3', ...allResolvers })] },
    'b.s3.amazonaws.com',
    'public s3 | DNS_NAME_NOT_COVERED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-17',
    'not the dash name',
    { endpoints: [endpoint('s3', { service: 's3', ...allResolvers })] },
    's3-ap-northeast-1.amazonaws.com',
    'public s3 | DNS_NAME_NOT_COVERED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-17',
    'not the FIPS name',
    { endpoints: [endpoint('s3', { service: 's3', ...allResolvers })] },
    's3-fips.ap-northeast-1.amazonaws.com',
    'public s3 | DNS_NAME_NOT_COVERED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-17',
    'not the dual-stack name of an IPv4 endpoint',
    { endpoints: [endpoint('s3', { service: 's3', ...allResolvers })] },
    's3.dualstack.ap-northeast-1.amazonaws.com',
    'public s3 | DNS_NAME_NOT_COVERED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-17',
    'the dual-stack name of a dual-stack endpoint',
    { endpoints: [endpoint('s3', { service: 's3', ...allResolvers, ipAddressType: 'dualstack' })] },
    's3.dualstack.ap-northeast-1.amazonaws.com',
    'endpoint s3 | DNS_PRIVATE_ANSWER',
  ],
  [
    'GW-5',
    'not another Region’s',
    { endpoints: [endpoint('s3', { service: 's3', ...allResolvers })] },
    's3.us-east-1.amazonaws.com',
    'public s3 | DNS_NAME_NOT_COVERED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-18',
    'execute-api captures every API’s default name',
    { endpoints: [endpoint('api', { service: 'execute-api' })] },
    'abc123.execute-api.ap-northeast-1.amazonaws.com',
    'endpoint api | DNS_PRIVATE_ANSWER DNS_WILDCARD_SHADOWS_PUBLIC_API',
  ],
  [
    'DNS-18',
    'a custom domain is not captured',
    { endpoints: [endpoint('api', { service: 'execute-api' })] },
    'api.example.com',
    'public | DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-19',
    'the global name is not covered',
    { endpoints: [endpoint('sts', { service: 'sts' })] },
    'sts.amazonaws.com',
    'public sts | DNS_NAME_NOT_COVERED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-20',
    'ecs-agent claims ecs-a',
    { endpoints: [endpoint('agent', { service: 'ecs-agent' })] },
    'ecs-a.ap-northeast-1.amazonaws.com',
    'endpoint agent | DNS_PRIVATE_ANSWER',
  ],
  [
    'IF-26',
    'and not the numbered names',
    { endpoints: [endpoint('agent', { service: 'ecs-agent' })] },
    'ecs-a-1.ap-northeast-1.amazonaws.com',
    'public ecs-agent | DNS_NAME_NOT_COVERED DNS_PUBLIC_ANSWER',
  ],
  [
    'DNS-21',
    'a gateway endpoint changes no answer',
    { endpoints: [endpoint('s3', { service: 's3', type: 'Gateway' })] },
    s3,
    'public s3 | DNS_PUBLIC_ANSWER',
  ],
  [
    'IF-16',
    'a type that is not known leaves it open',
    { endpoints: [endpoint('logs', { service: 'logs', type: 'unknown' })] },
    logs,
    '? UNKNOWN_NOT_GIVEN aws_vpc_endpoint.logs.vpc_endpoint_type',
  ],
  [
    'IF-17',
    'captured or not, an endpoint without subnets serves nobody',
    { endpoints: [endpoint('logs', { service: 'logs', subnets: [] })] },
    logs,
    '? VPCE_ENDPOINT_NO_SUBNET logs',
  ],
  [
    'IF-17',
    'its own name has no answer',
    { endpoints: [endpoint('logs', { service: 'logs', subnets: [] })] },
    'vpce-0a-x.logs.ap-northeast-1.vpce.amazonaws.com',
    '! VPCE_ENDPOINT_NO_SUBNET, intended endpoint logs',
  ],
  [
    'IF-20',
    'a cross-Region endpoint claims the names of the service’s Region',
    {
      endpoints: [
        endpoint('kms', { serviceName: 'com.amazonaws.us-east-1.kms', serviceRegion: 'us-east-1' }),
      ],
    },
    'kms.us-east-1.amazonaws.com',
    'endpoint kms | DNS_PRIVATE_ANSWER',
  ],
  [
    'IF-20',
    'and not those of its own',
    {
      endpoints: [
        endpoint('kms', { serviceName: 'com.amazonaws.us-east-1.kms', serviceRegion: 'us-east-1' }),
      ],
    },
    'kms.ap-northeast-1.amazonaws.com',
    'public kms | DNS_NAME_NOT_COVERED DNS_PUBLIC_ANSWER',
  ],
  [
    'ENG-2',
    'a service name of which only the end is known',
    { endpoints: [endpoint('e', { serviceName: { template: '.logs' } })] },
    logs,
    '? UNKNOWN_NOT_GIVEN aws_vpc_endpoint.e.service_name',
  ],
  [
    'ENG-2',
    'another end rules the service out',
    { endpoints: [endpoint('e', { serviceName: { template: '.kms' } })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'ENG-2',
    'a third party’s private name is not known',
    { endpoints: [endpoint('e', { serviceName: 'com.amazonaws.vpce.ap-northeast-1.vpce-svc-0a1b2c' })] },
    'api.example.com',
    '? UNKNOWN_SERVICE_NAMES com.amazonaws.vpce.ap-northeast-1.vpce-svc-0a1b2c',
  ],
  [
    'ENG-2',
    'and is none of AWS’s',
    { endpoints: [endpoint('e', { serviceName: 'com.amazonaws.vpce.ap-northeast-1.vpce-svc-0a1b2c' })] },
    logs,
    'public logs | DNS_PUBLIC_ANSWER',
  ],
  [
    'ENG-2',
    'a load balancer may be internal',
    {},
    'internal-x.ap-northeast-1.elb.amazonaws.com',
    '? UNKNOWN_DESTINATION internal-x.ap-northeast-1.elb.amazonaws.com',
  ],
  [
    'DNS-6',
    'options that are not known leave it open',
    { vpcs: [vpc('main', { dns: 'unknown' })] },
    logs,
    '? UNKNOWN_NOT_GIVEN aws_vpc.main.dhcp_options_id',
  ],
  [
    'ENG-2',
    'an internal name is not public',
    {},
    'ip-10-0-0-9.ec2.internal',
    '? UNKNOWN_DESTINATION ip-10-0-0-9.ec2.internal',
  ],
  ['ENG-2', 'the public registry is', {}, 'public.ecr.aws', 'public | DNS_PUBLIC_ANSWER'],
  [
    'ENG-2',
    'a host name of somebody else is public',
    {},
    'registry-1.docker.io',
    'public | DNS_PUBLIC_ANSWER',
  ],
  ['ENG-2', 'an address is its own answer', {}, '10.1.2.3', 'addresses 10.1.2.3/32 | DNS_LITERAL_ADDRESS'],
];

describe('what a name answers in a VPC', () => {
  it.each(rows)('%s: %s', (_rule, _because, things, name, answer) => {
    expect(check(things, name)).toBe(answer);
  });
});

describe('families', () => {
  it('V6-1: an endpoint’s own names have both where its records are service-defined', () => {
    const dual = { service: 'logs', ipAddressType: 'dualstack', dnsRecordIpType: 'service-defined' } as const;
    expect(endpointFamilies(endpoint('logs', dual), 'own')).toEqual(both);
  });

  it.each<readonly [string, Things, string, readonly ('ipv4' | 'ipv6')[], string]>([
    [
      'V6-1: an IPv4 endpoint answers A only',
      { endpoints: [logsEndpoint] },
      logs,
      both,
      'endpoint logs | DNS_PRIVATE_ANSWER',
    ],
    [
      'V6-1: a dual-stack endpoint answers both',
      { endpoints: [endpoint('logs', { service: 'logs', ipAddressType: 'dualstack' })] },
      logs,
      both,
      'endpoint logs, endpoint logs ipv6 | DNS_PRIVATE_ANSWER',
    ],
    [
      'V6-1: one whose records are of IPv4 answers A only',
      {
        endpoints: [
          endpoint('logs', { service: 'logs', ipAddressType: 'dualstack', dnsRecordIpType: 'ipv4' }),
        ],
      },
      logs,
      both,
      'endpoint logs | DNS_PRIVATE_ANSWER',
    ],
    [
      'V6-1: service-defined records of private names are of IPv4',
      {
        endpoints: [
          endpoint('logs', {
            service: 'logs',
            ipAddressType: 'dualstack',
            dnsRecordIpType: 'service-defined',
          }),
        ],
      },
      logs,
      both,
      'endpoint logs | DNS_PRIVATE_ANSWER',
    ],
    ['DNS-5: AAAA is captured too', { endpoints: [logsEndpoint] }, logs, ['ipv6'], '! DNS_NO_ANSWER'],
    ['V6-1: standard names answer A', {}, s3, both, 'public s3 | DNS_PUBLIC_ANSWER'],
    [
      'V6-1: whether they answer AAAA is not established',
      {},
      s3,
      ['ipv6'],
      `? UNKNOWN_DESTINATION AAAA ${s3}`,
    ],
    [
      'GW-15: AAAA answers bypass an IPv4 gateway endpoint',
      { endpoints: [endpoint('s3', { service: 's3', type: 'Gateway' })] },
      's3.dualstack.ap-northeast-1.amazonaws.com',
      both,
      'public s3, public s3 ipv6 | DNS_PUBLIC_ANSWER DNS_IPV6_ANSWER_BYPASSES_GATEWAY',
    ],
    [
      'GW-14: not a dual-stack one',
      { endpoints: [endpoint('s3', { service: 's3', type: 'Gateway', ipAddressType: 'dualstack' })] },
      's3.dualstack.ap-northeast-1.amazonaws.com',
      both,
      'public s3, public s3 ipv6 | DNS_PUBLIC_ANSWER',
    ],
    [
      'DNS-5: a zone with an A record has no AAAA',
      { zones: [hostedZone('z', logs, [record(logs, 'A', ['10.0.0.9'])])] },
      logs,
      both,
      'addresses 10.0.0.9/32 | DNS_ZONE_OVERRIDES_SERVICE',
    ],
    [
      'DNS-5: asked for AAAA only, nothing answers',
      { zones: [hostedZone('z', logs, [record(logs, 'A', ['10.0.0.9'])])] },
      logs,
      ['ipv6'],
      '! DNS_ZONE_SHADOWS_SERVICE',
    ],
  ])('%s', (_because, things, name, families, answer) => {
    expect(check(things, name, families)).toBe(answer);
  });
});
