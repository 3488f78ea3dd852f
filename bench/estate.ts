import { collection, known } from '../packages/engine/src/base/known.ts';
import { type Ipv4, ipv4PrefixAt } from '../packages/engine/src/ip/address.ts';
import { type Id, idOf, type Origin } from '../packages/engine/src/model/identity.ts';
import type {
  NatGateway,
  Network,
  RouteTable,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '../packages/engine/src/model/network.ts';
import type { Workload } from '../packages/engine/src/model/workload.ts';

export interface EstateSize {
  readonly workloads: number;
  readonly subnets: number;
  readonly securityGroups: number;
  readonly endpoints: number;
}

/** The size of the issue: one large company in one Region. */
export const fullSize: EstateSize = { workloads: 10_000, subnets: 400, securityGroups: 600, endpoints: 40 };

/** Twenty services that the workloads call; half of them have an endpoint. */
export const estateServices: readonly string[] = [
  's3',
  'dynamodb',
  'ecr.api',
  'ecr.dkr',
  'logs',
  'monitoring',
  'secretsmanager',
  'ssm',
  'ssmmessages',
  'kms',
  'sts',
  'sqs',
  'sns',
  'lambda',
  'events',
  'states',
  'kinesis-streams',
  'ec2',
  'elasticloadbalancing',
  'xray',
];

const nowhere = { line: 1, column: 1, offset: 0 };

function originOf(address: string): Origin {
  return { kind: 'terraform', address, range: { file: 'estate.tf', start: nowhere, end: nowhere } };
}

/** A small, well-spread generator (mulberry32): the same seed gives the same estate everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** An estate of eight VPCs with everything that decides: tables, groups, NAT gateways, endpoints. */
export function makeEstate(size: EstateSize, seed: number): Network {
  const random = randomFrom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const vpcCount = 8;
  const vpcs = Array.from({ length: vpcCount }, (_, i) => vpcAt(i));
  const subnets = Array.from({ length: size.subnets }, (_, i) => subnetAt(i, vpcCount, pick));
  const groups = Array.from({ length: size.securityGroups }, (_, i) => groupAt(i, vpcCount, pick));
  const endpoints = Array.from({ length: size.endpoints }, (_, i) =>
    endpointAt(i, vpcCount, subnets, groups),
  );
  const workloads = Array.from({ length: size.workloads }, (_, i) => workloadAt(i, subnets, groups, pick));
  const byId = <Thing extends { readonly id: string }>(things: readonly Thing[]) =>
    new Map(things.map((thing) => [thing.id, thing])) as never;
  return {
    vpcs: byId(vpcs),
    subnets: byId(subnets),
    routeTables: byId(vpcs.flatMap((vpc, i) => tablesOf(vpc, i))),
    securityGroups: byId(groups),
    networkAcls: new Map(),
    prefixLists: new Map(),
    internetGateways: byId(
      vpcs.map(({ id }, i) => ({
        id: idOf('InternetGateway', `igw-${i}`),
        vpc: known(id),
        origin: originOf(`igw-${i}`),
        origins: {},
      })),
    ),
    egressOnlyInternetGateways: new Map(),
    natGateways: byId(vpcs.map((_, i) => natAt(i))),
    elasticIps: new Map(),
    networkInterfaces: new Map(),
    vpcEndpoints: byId(endpoints),
    hostedZones: new Map(),
    resolverRules: new Map(),
    vpcPeeringConnections: new Map(),
    transitGateways: new Map(),
    workloads: byId(workloads),
    flowLogs: [],
    blockPublicAccess: [],
    gaps: [],
    defaultRegion: known('eu-west-1'),
  };
}

function vpcAt(index: number): Vpc {
  const id = idOf('Vpc', `vpc-${index}`);
  return {
    id,
    region: known('eu-west-1'),
    name: undefined,
    ipv4Cidrs: collection([ipv4PrefixAt((0x0a000000 + index * 0x10000) as Ipv4, 16)]),
    ipv6Cidrs: collection([]),
    enableDnsSupport: known(true),
    enableDnsHostnames: known(true),
    dhcpOptions: undefined,
    mainRouteTable: known(idOf('RouteTable', `rtb-main-${index}`)),
    defaultNetworkAcl: known(idOf('NetworkAcl', `acl-default-${index}`)),
    defaultSecurityGroup: known(idOf('SecurityGroup', `sg-default-${index}`)),
    origin: originOf(id),
    origins: {},
  };
}

function tablesOf(vpc: Vpc, index: number): readonly RouteTable[] {
  const base = { vpc: known(vpc.id), propagatingVpnGateways: collection<never>([]), edgeOf: [], origins: {} };
  const everywhere = { kind: 'prefix', prefix: ipv4PrefixAt(0 as Ipv4, 0) } as const;
  const make = (name: string, target: RouteTable['routes']['items'][number]['target']): RouteTable => ({
    ...base,
    id: idOf('RouteTable', name),
    origin: originOf(name),
    routes: collection([
      { destination: everywhere, target, propagation: 'static', state: 'active', origin: originOf(name) },
    ]),
  });
  return [
    make(`rtb-public-${index}`, { kind: 'internet-gateway', id: idOf('InternetGateway', `igw-${index}`) }),
    make(`rtb-private-${index}`, { kind: 'nat-gateway', id: idOf('NatGateway', `nat-${index}`) }),
    {
      ...base,
      id: idOf('RouteTable', `rtb-closed-${index}`),
      origin: originOf(`rtb-closed-${index}`),
      routes: collection([]),
    },
  ];
}

/** Subnet 0 of each VPC is public and holds the NAT gateway; the others are private or closed. */
function subnetAt(index: number, vpcCount: number, pick: (count: number) => number): Subnet {
  const vpc = index % vpcCount;
  const place = Math.floor(index / vpcCount);
  const id = idOf('Subnet', `subnet-${index}`);
  const table = place === 0 ? 'public' : pick(4) === 0 ? 'closed' : 'private';
  return {
    id,
    vpc: known(idOf('Vpc', `vpc-${vpc}`)),
    name: undefined,
    ipv4Cidr: known(ipv4PrefixAt((0x0a000000 + vpc * 0x10000 + place * 0x100) as Ipv4, 24)),
    ipv6Cidr: undefined,
    availabilityZone: known(`eu-west-1${'abc'[place % 3]}`),
    mapPublicIpOnLaunch: known(place === 0),
    assignIpv6AddressOnCreation: known(false),
    enableDns64: known(false),
    routeTable: { target: known(idOf('RouteTable', `rtb-${table}-${vpc}`)), origin: originOf(id) },
    networkAcl: undefined,
    origin: originOf(id),
    origins: {},
  };
}

function natAt(index: number): NatGateway {
  const id = idOf('NatGateway', `nat-${index}`);
  return {
    id,
    connectivityType: known('public'),
    availabilityMode: known('zonal'),
    subnet: known(idOf('Subnet', `subnet-${index}`)),
    vpc: undefined,
    elasticIp: known(idOf('ElasticIp', `eip-${index}`)),
    origin: originOf(id),
    origins: {},
  };
}

function groupAt(index: number, vpcCount: number, pick: (count: number) => number): SecurityGroup {
  const vpc = index % vpcCount;
  const id = idOf('SecurityGroup', `sg-${index}`);
  const rule = (address: number, length: number, from: number, to: number): SecurityGroupRule => ({
    protocol: known(6),
    fromPort: known(from),
    toPort: known(to),
    peer: { kind: 'prefix', prefix: ipv4PrefixAt(address as Ipv4, length) },
    origin: originOf(id),
  });
  const open = rule(0, 0, 443, 443);
  const inside = rule(0x0a000000 + vpc * 0x10000, 16, 443, 443);
  const egress = pick(5) === 0 ? [inside] : [open, rule(0x0a000000, 8, 1024, 2048)];
  return {
    id,
    vpc: known(idOf('Vpc', `vpc-${vpc}`)),
    name: undefined,
    ingress: collection(pick(3) === 0 ? [] : [inside]),
    egress: collection(egress),
    origin: originOf(id),
    origins: {},
  };
}

function endpointAt(
  index: number,
  vpcCount: number,
  subnets: readonly Subnet[],
  groups: readonly SecurityGroup[],
): VpcEndpoint {
  const vpc = index % vpcCount;
  const service = estateServices[Math.floor(index / vpcCount) * 2] ?? 'logs';
  const isGateway = service === 's3' || service === 'dynamodb';
  const id = idOf('VpcEndpoint', `vpce-${index}`);
  const own = subnets
    .filter((subnet) => subnet.vpc.kind === 'known' && subnet.vpc.value === `vpc-${vpc}`)
    .slice(1, 4);
  const group = groups.find(
    (candidate) =>
      candidate.vpc.kind === 'known' &&
      candidate.vpc.value === `vpc-${vpc}` &&
      candidate.ingress.items.length > 0,
  );
  const tables = ['private', 'closed'].map((name) => ({
    target: known(idOf('RouteTable', `rtb-${name}-${vpc}`)),
    origin: originOf(id),
  }));
  return {
    id,
    vpc: known(idOf('Vpc', `vpc-${vpc}`)),
    name: undefined,
    type: known(isGateway ? 'Gateway' : 'Interface'),
    serviceName: known(`com.amazonaws.eu-west-1.${service}`),
    serviceRegion: undefined,
    subnets: collection(isGateway ? [] : own.map((subnet) => subnet.id)),
    securityGroups: collection(isGateway || group === undefined ? [] : [group.id]),
    privateDnsEnabled: known(!isGateway),
    privateDnsOnlyForInboundResolverEndpoint: undefined,
    ipAddressType: known('ipv4'),
    routeTables: collection(isGateway ? tables : []),
    policy: undefined,
    origin: originOf(id),
    origins: {},
  };
}

/** One to three groups of its VPC, one or two subnets: few positions are alike. */
function workloadAt(
  index: number,
  subnets: readonly Subnet[],
  groups: readonly SecurityGroup[],
  pick: (count: number) => number,
): Workload {
  const subnet = subnets[pick(subnets.length)] as Subnet;
  const vpc = subnet.vpc.kind === 'known' ? Number(subnet.vpc.value.slice(4)) : 0;
  const perVpc = Math.floor(groups.length / 8);
  const chosen = Array.from({ length: 1 + pick(3) }, () => groups[pick(perVpc) * 8 + vpc]?.id).filter(
    (id) => id !== undefined,
  );
  const id = idOf('Workload', `workload-${index}`);
  const ids: readonly Id<'SecurityGroup'>[] = [...new Set(chosen)].sort();
  return {
    id,
    kind: 'ecs-fargate',
    name: id,
    subnets: collection([subnet.id]),
    securityGroups: collection(ids),
    publicIp: known('by-subnet'),
    ipv6: known('no'),
    privateIps: [],
    sourceDestCheck: known(true),
    instance: undefined,
    origin: originOf(id),
    origins: {},
    facts: {},
  };
}
