import { readFileSync } from 'node:fs';
import { collection, type Known, known, type Unknown, unknown } from '../src/base/known.ts';
import { type Catalog, createCatalog } from '../src/catalog/create-catalog.ts';
import { formatPrefix, type Ipv4Prefix, parsePrefix } from '../src/ip/address.ts';
import { toPrefixes } from '../src/ip/ip-set.ts';
import { idOf, type Origin } from '../src/model/identity.ts';
import type {
  DnsRecordIpType,
  HostedZone,
  HostedZoneRecord,
  Network,
  ResolverRule,
  TransitGateway,
  Vpc,
  VpcEndpoint,
  VpcPeeringConnection,
} from '../src/model/network.ts';
import type { NameAnswer, Resolution } from '../src/resolution/resolution.ts';

/** The catalogue as it is shipped. */
export function openCatalog(): Catalog {
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(new URL(`../../../catalog/${name}`, import.meta.url), 'utf8');
    } catch {
      return undefined;
    }
  };
  return createCatalog({ read });
}

type Written<Value> = Value | 'unknown';

export function unknownValue(address: string, path: string): ReturnType<typeof unknown> {
  return unknown({ reason: 'not-given', references: [{ address, path }] });
}

function written<Value>(value: Written<Value>, address: string, path: string): Known<Value> {
  return value === 'unknown' ? unknownValue(address, path) : known(value);
}

function reasons(address: string, path: string): readonly Unknown[] {
  return [{ reason: 'not-given', references: [{ address, path }] }];
}

const start = { offset: 0, line: 1, column: 1 };

function originOf(address: string): Origin {
  return { kind: 'terraform', address, range: { file: 'main.tf', start, end: start } };
}

export function vpc(
  name: string,
  settings: {
    support?: Written<boolean>;
    hostnames?: Written<boolean>;
    dns?: readonly string[] | 'unknown';
  } = {},
): Vpc {
  const { support = true, hostnames = true, dns } = settings;
  const prefix = parsePrefix('10.0.0.0/16');
  if (!prefix.ok) throw new Error('not a prefix');
  const address = `aws_vpc.${name}`;
  const origin = originOf(address);
  return {
    id: idOf('Vpc', name),
    origin,
    origins: {},
    region: known('ap-northeast-1'),
    name,
    ipv4Cidrs: collection([prefix.value as Ipv4Prefix]),
    ipv6Cidrs: collection([]),
    enableDnsSupport: written(support, address, 'enable_dns_support'),
    enableDnsHostnames: written(hostnames, address, 'enable_dns_hostnames'),
    dhcpOptions:
      dns === undefined
        ? undefined
        : dns === 'unknown'
          ? unknownValue(address, 'dhcp_options_id')
          : known({ domainNameServers: collection(dns), origin }),
    mainRouteTable: known(idOf('RouteTable', `${name} main`)),
    defaultNetworkAcl: known(idOf('NetworkAcl', `${name} acl`)),
    defaultSecurityGroup: known(idOf('SecurityGroup', `${name} group`)),
  };
}

interface EndpointSettings {
  readonly service?: string;
  readonly serviceName?: string | { readonly template: string };
  readonly serviceRegion?: string;
  readonly vpc?: string;
  readonly type?: Written<VpcEndpoint['type'] extends Known<infer Type> ? Type : never>;
  readonly privateDns?: Written<boolean>;
  readonly privateDnsOnlyForInboundResolverEndpoint?: Known<boolean>;
  readonly ipAddressType?: 'ipv4' | 'ipv6' | 'dualstack';
  readonly dnsRecordIpType?: DnsRecordIpType;
  readonly subnets?: readonly string[];
}

/** An interface endpoint of Tokyo in `main` with private DNS and one subnet, unless told otherwise. */
export function endpoint(name: string, settings: EndpointSettings): VpcEndpoint {
  const address = `aws_vpc_endpoint.${name}`;
  const { type = 'Interface', privateDns = true, ipAddressType = 'ipv4', subnets = ['a'] } = settings;
  const { serviceName = `com.amazonaws.ap-northeast-1.${settings.service}`, serviceRegion } = settings;
  return {
    id: idOf('VpcEndpoint', name),
    origin: originOf(address),
    origins: {},
    vpc: known(idOf('Vpc', settings.vpc ?? 'main')),
    name,
    type: written(type, address, 'vpc_endpoint_type'),
    serviceName:
      typeof serviceName === 'string' ? known(serviceName) : templated(serviceName, address, 'service_name'),
    serviceRegion: serviceRegion === undefined ? undefined : known(serviceRegion),
    subnets: collection(subnets.map((subnet) => idOf('Subnet', subnet))),
    securityGroups: collection([]),
    privateDnsEnabled: written(privateDns, address, 'private_dns_enabled'),
    privateDnsOnlyForInboundResolverEndpoint: settings.privateDnsOnlyForInboundResolverEndpoint,
    ipAddressType: known(ipAddressType),
    ...(settings.dnsRecordIpType === undefined ? {} : { dnsRecordIpType: known(settings.dnsRecordIpType) }),
    routeTables: collection([]),
    policy: undefined,
  };
}

function templated(text: { readonly template: string }, address: string, path: string): Known<string> {
  const references = [{ address, path }];
  return unknown({
    reason: 'not-given',
    references,
    template: [{ address: 'var.x', path: '' }, text.template],
  });
}

/** A private zone of `main`, unless told otherwise. */
export function hostedZone(
  name: string,
  domain: string | { readonly template: string },
  records: readonly HostedZoneRecord[] | 'unknown',
  settings: { readonly vpcs?: readonly string[] | 'unknown' | 'public' } = {},
): HostedZone {
  const address = `aws_route53_zone.${name}`;
  const { vpcs = ['main'] } = settings;
  return {
    id: idOf('HostedZone', name),
    origin: originOf(address),
    origins: {},
    name: typeof domain === 'string' ? written(domain, address, 'name') : templated(domain, address, 'name'),
    vpcs:
      vpcs === 'public'
        ? undefined
        : vpcs === 'unknown'
          ? collection([], reasons(address, 'vpc_id'))
          : collection(vpcs.map((id) => idOf('Vpc', id))),
    records: records === 'unknown' ? collection([], reasons(address, 'records')) : collection(records),
  };
}

export function record(
  name: string,
  type: string,
  values: readonly string[],
  settings: { readonly endpoint?: string; readonly alias?: string } = {},
): HostedZoneRecord {
  return {
    name: known(name),
    type,
    values: collection(values),
    alias: settings.alias === undefined ? undefined : known(settings.alias),
    endpoint: settings.endpoint === undefined ? undefined : idOf('VpcEndpoint', settings.endpoint),
    origin: originOf(`aws_route53_record.${name}`),
  };
}

export function rule(
  name: string,
  domain: string,
  settings: { readonly type?: 'FORWARD' | 'SYSTEM'; readonly vpcs?: readonly string[] } = {},
): ResolverRule {
  return {
    id: idOf('ResolverRule', name),
    origin: originOf(`aws_route53_resolver_rule.${name}`),
    origins: {},
    domainName: known(domain),
    ruleType: known(settings.type ?? 'FORWARD'),
    vpcs: collection((settings.vpcs ?? ['main']).map((id) => idOf('Vpc', id))),
  };
}

export function peering(requester: string, accepter: string): VpcPeeringConnection {
  return {
    id: idOf('VpcPeeringConnection', `${requester}-${accepter}`),
    origin: originOf('aws_vpc_peering_connection.x'),
    origins: {},
    requester: known(idOf('Vpc', requester)),
    accepter: known(idOf('Vpc', accepter)),
    accepted: known(true),
  };
}

export function transitGateway(...vpcs: readonly string[]): TransitGateway {
  return {
    id: idOf('TransitGateway', 'hub'),
    origin: originOf('aws_ec2_transit_gateway.hub'),
    origins: {},
    attachments: collection(vpcs.map((id) => ({ vpc: known(idOf('Vpc', id)), subnets: collection([]) }))),
  };
}

function byId<Item extends { readonly id: string }>(
  items: readonly Item[] = [],
): ReadonlyMap<Item['id'], Item> {
  return new Map(items.map((item) => [item.id, item]));
}

/** A network of these things only; `main` is there when no VPC is given. */
export function networkOf(things: {
  readonly vpcs?: readonly Vpc[];
  readonly endpoints?: readonly VpcEndpoint[];
  readonly zones?: readonly HostedZone[];
  readonly rules?: readonly ResolverRule[];
  readonly peerings?: readonly VpcPeeringConnection[];
  readonly transitGateways?: readonly TransitGateway[];
}): Network {
  return {
    vpcs: byId(things.vpcs ?? [vpc('main')]),
    subnets: new Map(),
    routeTables: new Map(),
    securityGroups: new Map(),
    networkAcls: new Map(),
    prefixLists: new Map(),
    internetGateways: new Map(),
    egressOnlyInternetGateways: new Map(),
    natGateways: new Map(),
    elasticIps: new Map(),
    networkInterfaces: new Map(),
    vpcEndpoints: byId(things.endpoints),
    hostedZones: byId(things.zones),
    resolverRules: byId(things.rules),
    vpcPeeringConnections: byId(things.peerings),
    transitGateways: byId(things.transitGateways),
    workloads: new Map(),
    flowLogs: [],
    blockPublicAccess: [],
    gaps: [],
    defaultRegion: known('ap-northeast-1'),
  };
}

/** One line: the answers and the codes on the way; `!` = no answer, `?` = undetermined. */
export function show(resolution: Resolution): string {
  switch (resolution.kind) {
    case 'answer':
      return `${resolution.answers.map(showAnswer).join(', ')} | ${resolution.steps.map(({ code }) => code).join(' ')}`;
    case 'no-answer': {
      const intended = resolution.intended.map(showAnswer).join(', ');
      return `! ${resolution.blocker.code}${intended === '' ? '' : `, intended ${intended}`}`;
    }
    case 'undetermined':
      return `? ${resolution.missing.map(({ code, what }) => `${code} ${what}`).join('; ')}`;
  }
}

function showAnswer(answer: NameAnswer): string {
  const family = answer.family === 'ipv6' ? ' ipv6' : '';
  if (answer.kind === 'endpoint') return `endpoint ${answer.endpoint}${family}`;
  if (answer.kind === 'addresses')
    return `addresses ${toPrefixes(answer.set).map(formatPrefix).join(', ')}${family}`;
  const { host } = answer;
  return `public${host.kind === 'service' ? ` ${host.service.short}` : ''}${family}`;
}
