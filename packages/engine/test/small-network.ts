import { type Collection, collection, type Known, known, type Unknown, unknown } from '../src/base/known.ts';
import { type Ipv4Prefix, type Ipv6Prefix, type Prefix, parsePrefix } from '../src/ip/address.ts';
import { type IpSet, setOfPrefixes } from '../src/ip/ip-set.ts';
import { type Id, type IdKind, idOf, type Origin } from '../src/model/identity.ts';
import type {
  Network,
  NetworkAcl,
  NetworkAclEntry,
  PrefixList,
  Route,
  RouteTable,
  RouteTarget,
  SecurityGroup,
  SecurityGroupPeer,
  SecurityGroupRule,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '../src/model/network.ts';

/** A line of a source file that is never shown: the line's number is all that tests look at. */
export function line(number: number): Origin {
  const at = { line: number, column: 1, offset: 0 };
  return { kind: 'terraform', address: `line ${number}`, range: { file: 'main.tf', start: at, end: at } };
}

/** `?name` in the text of a test: a value that the source does not hold. */
export function missing(name: string): Unknown {
  return { reason: 'known-after-apply', references: [{ address: name, path: '' }] };
}

export function shownUnknowns(unknowns: readonly Unknown[]): string {
  return unknowns.map(({ references }) => references.map(({ address }) => address).join('+')).join(' ');
}

export function prefix(text: string): Prefix {
  const read = parsePrefix(text);
  if (!read.ok) throw new Error(`not a prefix: ${text}`);
  return read.value;
}

export function addresses(...texts: readonly string[]): IpSet {
  const prefixes = texts.map(prefix);
  return setOfPrefixes(prefixes[0]?.family ?? 'ipv4', prefixes);
}

function isMissing(text: string): boolean {
  return text.startsWith('?');
}

function knownOr<Value>(text: string, read: (text: string) => Value): Known<Value> {
  return isMissing(text) ? unknown(missing(text)) : known(read(text));
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** Lines as items, lines that are just `?name` as reasons for more items. */
function collected<Item>(text: string, read: (line: string, index: number) => Item): Collection<Item> {
  const all = lines(text);
  const items = all.filter((each) => words(each).length > 1);
  const doubts = all.filter((each) => words(each).length === 1);
  return collection(items.map(read), doubts.map(missing));
}

function byId<Thing extends { readonly id: Id<IdKind> }>(things: readonly Thing[]): Map<Thing['id'], Thing> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

interface Parts {
  readonly vpcs?: readonly Vpc[];
  readonly subnets?: readonly Subnet[];
  readonly routeTables?: readonly RouteTable[];
  readonly securityGroups?: readonly SecurityGroup[];
  readonly networkAcls?: readonly NetworkAcl[];
  readonly prefixLists?: readonly PrefixList[];
  readonly vpcEndpoints?: readonly VpcEndpoint[];
}

export function networkOf(parts: Parts): Network {
  return {
    vpcs: byId(parts.vpcs ?? []),
    subnets: byId(parts.subnets ?? []),
    routeTables: byId(parts.routeTables ?? []),
    securityGroups: byId(parts.securityGroups ?? []),
    networkAcls: byId(parts.networkAcls ?? []),
    prefixLists: byId(parts.prefixLists ?? []),
    internetGateways: new Map(),
    egressOnlyInternetGateways: new Map(),
    natGateways: new Map(),
    elasticIps: new Map(),
    networkInterfaces: new Map(),
    vpcEndpoints: byId(parts.vpcEndpoints ?? []),
    hostedZones: new Map(),
    resolverRules: new Map(),
    vpcPeeringConnections: new Map(),
    transitGateways: new Map(),
    workloads: new Map(),
    flowLogs: [],
    blockPublicAccess: [],
    gaps: [],
    defaultRegion: known('ap-northeast-1'),
  };
}

/** `10.0.0.0/16 2001:db8::/56 ?ipam`: `?ipam` is an IPv4 block that is not known, `?6ipam` an IPv6 one. */
export function vpc(name: string, blocks: string, region = 'ap-northeast-1'): Vpc {
  const texts = words(blocks);
  const prefixes = texts.filter((text) => !isMissing(text)).map(prefix);
  const doubts = texts.filter(isMissing);
  return {
    id: idOf('Vpc', name),
    origin: line(1),
    origins: {},
    region: known(region),
    name: undefined,
    ipv4Cidrs: collection(
      prefixes.filter((each): each is Ipv4Prefix => each.family === 'ipv4'),
      doubts.filter((text) => !text.startsWith('?6')).map(missing),
    ),
    ipv6Cidrs: collection(
      prefixes.filter((each): each is Ipv6Prefix => each.family === 'ipv6'),
      doubts.filter((text) => text.startsWith('?6')).map(missing),
    ),
    enableDnsSupport: known(true),
    enableDnsHostnames: known(true),
    dhcpOptions: undefined,
    mainRouteTable: known(idOf('RouteTable', `${name} main`)),
    defaultNetworkAcl: known(idOf('NetworkAcl', `${name} acl`)),
    defaultSecurityGroup: known(idOf('SecurityGroup', `${name} sg`)),
  };
}

export function subnet(
  name: string,
  cidr: string,
  links: { readonly vpc?: string; readonly table?: string; readonly acl?: string } = {},
): Subnet {
  const ipv4Cidr = knownOr(cidr, (text) => prefix(text) as Ipv4Prefix);
  const { table, acl } = links;
  return {
    id: idOf('Subnet', name),
    origin: line(2),
    origins: {},
    vpc: knownOr(links.vpc ?? 'vpc', (text) => idOf('Vpc', text)),
    name: undefined,
    ipv4Cidr,
    ipv6Cidr: undefined,
    availabilityZone: known('ap-northeast-1a'),
    mapPublicIpOnLaunch: known(false),
    assignIpv6AddressOnCreation: known(false),
    enableDns64: known(false),
    routeTable:
      table === undefined
        ? undefined
        : { target: knownOr(table, (text) => idOf('RouteTable', text)), origin: line(3) },
    networkAcl:
      acl === undefined
        ? undefined
        : { target: knownOr(acl, (text) => idOf('NetworkAcl', text)), origin: line(4) },
  };
}

/** `local`, `igw`, `nat-a`, `eni-a`, `pcx-a`, `tgw-a`, `vgw-a`, `eigw-a`, `vpce-a`, `?name`. */
export function target(text: string): RouteTarget {
  const kind = text.split('-')[0];
  switch (kind) {
    case 'local':
      return { kind: 'local' };
    case 'igw':
      return { kind: 'internet-gateway', id: idOf('InternetGateway', text) };
    case 'nat':
      return { kind: 'nat-gateway', id: idOf('NatGateway', text) };
    case 'eni':
      return { kind: 'network-interface', id: idOf('NetworkInterface', text) };
    case 'pcx':
      return { kind: 'vpc-peering-connection', id: idOf('VpcPeeringConnection', text) };
    case 'tgw':
      return { kind: 'transit-gateway', id: idOf('TransitGateway', text) };
    case 'vgw':
      return { kind: 'vpn-gateway', id: idOf('VpnGateway', text) };
    case 'eigw':
      return { kind: 'egress-only-internet-gateway', id: idOf('EgressOnlyInternetGateway', text) };
    case 'vpce':
      return { kind: 'vpc-endpoint', id: idOf('VpcEndpoint', text) };
    default:
      return { kind: 'unknown', unknown: missing(text) };
  }
}

function destination(text: string): Route['destination'] {
  if (isMissing(text)) {
    const family = text.startsWith('?4') ? 'ipv4' : text.startsWith('?6') ? 'ipv6' : undefined;
    return { kind: 'unknown', family, unknown: missing(text) };
  }
  return text.startsWith('pl-')
    ? { kind: 'prefix-list', prefixList: idOf('PrefixList', text) }
    : { kind: 'prefix', prefix: prefix(text) };
}

/**
 * Lines of `destination target [propagation] [blackhole]`; a line `?name` is why there may be more.
 * `propagates vgw-a` turns propagation on.
 */
export function routeTable(name: string, text: string): RouteTable {
  const propagating = lines(text).filter((each) => each.startsWith('propagates '));
  const rest = lines(text)
    .filter((each) => !each.startsWith('propagates '))
    .join('\n');
  const propagations = ['direct-connect-bgp', 'vpn-static', 'vpn-bgp'] as const;
  return {
    id: idOf('RouteTable', name),
    origin: line(5),
    origins: {},
    vpc: known(idOf('Vpc', 'vpc')),
    routes: collected(rest, (each, index): Route => {
      const [to = '', by = '', ...more] = words(each);
      return {
        destination: destination(to),
        target: target(by),
        propagation: propagations.find((word) => more.includes(word)) ?? 'static',
        state: more.includes('blackhole') ? 'blackhole' : 'active',
        origin: line(100 + index),
      };
    }),
    propagatingVpnGateways: collection(propagating.map((each) => idOf('VpnGateway', words(each)[1] ?? ''))),
    edgeOf: [],
  };
}

export function prefixList(name: string, text: string): PrefixList {
  const texts = words(text);
  return {
    id: idOf('PrefixList', name),
    origin: line(6),
    origins: {},
    name: known(name),
    owner: 'customer',
    region: known('ap-northeast-1'),
    entries: collection(
      texts.filter((each) => each !== '' && !isMissing(each)).map(prefix),
      texts.filter(isMissing).map(missing),
    ),
  };
}

/** `tables` as `a ?b`: `?b` is an association with a table that is not known; `??c` why there may be more. */
export function gatewayEndpoint(
  name: string,
  links: {
    readonly service?: string;
    readonly tables: string;
    readonly vpc?: string;
    readonly type?: string;
  },
): VpcEndpoint {
  const tables = words(links.tables).filter((each) => each !== '');
  return {
    id: idOf('VpcEndpoint', name),
    origin: line(7),
    origins: {},
    vpc: knownOr(links.vpc ?? 'vpc', (text) => idOf('Vpc', text)),
    name: undefined,
    type: known('Gateway'),
    serviceName: knownOr(links.service ?? 's3', (text) => text),
    serviceRegion: undefined,
    subnets: collection([]),
    securityGroups: collection([]),
    privateDnsEnabled: known(false),
    privateDnsOnlyForInboundResolverEndpoint: undefined,
    ipAddressType: knownOr(links.type ?? 'ipv4', (text) => text as 'ipv4' | 'ipv6' | 'dualstack'),
    routeTables: collection(
      tables
        .filter((each) => !each.startsWith('??'))
        .map((each) => ({ target: knownOr(each, (text) => idOf('RouteTable', text)), origin: line(8) })),
      tables.filter((each) => each.startsWith('??')).map(missing),
    ),
    policy: undefined,
  };
}

const protocols: Readonly<Record<string, number>> = { all: -1, icmp: 1, tcp: 6, udp: 17 };

function protocol(text: string): Known<number> {
  return knownOr(text, (name) => protocols[name] ?? Number(name));
}

/** `443`, `1024-65535`, `?a-443`; `*` = every port. */
function ports(text: string): Pick<SecurityGroupRule, 'fromPort' | 'toPort'> {
  if (text === '*') return { fromPort: known(0), toPort: known(65535) };
  const [from = '', to = from] = text.split('-');
  return { fromPort: knownOr(from, Number), toPort: knownOr(to, Number) };
}

function peer(text: string): SecurityGroupPeer {
  if (isMissing(text)) {
    const family = text.startsWith('?4') ? 'ipv4' : text.startsWith('?6') ? 'ipv6' : undefined;
    return { kind: 'unknown', family, unknown: missing(text) };
  }
  if (text.startsWith('pl-')) return { kind: 'prefix-list', prefixList: idOf('PrefixList', text) };
  if (text.startsWith('sg-')) return { kind: 'security-group', securityGroup: idOf('SecurityGroup', text) };
  return { kind: 'prefix', prefix: prefix(text) };
}

/** Lines of `in|out protocol ports peer`; `in ?name` is why there may be more. */
export function securityGroup(name: string, text: string, ofVpc = 'vpc'): SecurityGroup {
  const rules = (way: string): Collection<SecurityGroupRule> => {
    const own = lines(text)
      .filter((each) => each.startsWith(`${way} `))
      .map((each) => each.slice(way.length + 1));
    return collected(own.join('\n'), (each, index): SecurityGroupRule => {
      const [what = '', range = '', who = ''] = words(each);
      return { protocol: protocol(what), ...ports(range), peer: peer(who), origin: line(200 + index) };
    });
  };
  return {
    id: idOf('SecurityGroup', name),
    origin: line(9),
    origins: {},
    vpc: known(idOf('Vpc', ofVpc)),
    name: undefined,
    ingress: rules('in'),
    egress: rules('out'),
  };
}

/** Lines of `in|out number allow|deny protocol ports cidr`; a line `?name` is why there may be more. */
export function networkAcl(name: string, text: string): NetworkAcl {
  return {
    id: idOf('NetworkAcl', name),
    origin: line(10),
    origins: {},
    vpc: known(idOf('Vpc', 'vpc')),
    name: undefined,
    entries: collected(text, (each, index): NetworkAclEntry => {
      const [way, number = '', action = '', what = '', range = '', cidr = ''] = words(each);
      return {
        ruleNumber: knownOr(number, Number),
        egress: way === 'out',
        action: knownOr(action, (word) => (word === 'allow' ? 'allow' : 'deny')),
        protocol: protocol(what),
        ...ports(range),
        cidr: knownOr(cidr, prefix),
        family: cidr.includes(':') || cidr.startsWith('?6') ? 'ipv6' : 'ipv4',
        origin: line(300 + index),
      };
    }),
  };
}
