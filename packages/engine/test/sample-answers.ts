import { type Known, known } from '../src/base/known.ts';
import type { SourceRange } from '../src/base/source-range.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { idOf, type Origin } from '../src/model/identity.ts';
import type { Workload, WorkloadKind } from '../src/model/workload.ts';
import type { Blocker, Call, CallReason, Hop, MissingFact, PathAnswer } from '../src/reachability/answer.ts';
import type { InspectedSource } from '../src/reports/json/reports.ts';

/** Answers as the proof gives them, written by hand: one of each kind that a report must show. */

export function rangeAt(file: string, line: number, column = 1, length = 8): SourceRange {
  const offset = line * 40 + column;
  return {
    file,
    start: { line, column, offset },
    end: { line, column: column + length, offset: offset + length },
  };
}

function declared(address: string, file: string, line: number): Origin {
  return { kind: 'terraform', address, range: rangeAt(file, line) };
}

const no: Known<'no'> = known('no');

function workload(id: string, kind: WorkloadKind, subnets: readonly string[], line: number): Workload {
  return {
    id: idOf('Workload', id),
    kind,
    name: id.split('.')[1] ?? id,
    subnets: { items: subnets.map((subnet) => idOf('Subnet', subnet)), unknowns: [] },
    securityGroups: { items: [], unknowns: [] },
    publicIp: no,
    ipv6: no,
    privateIps: [],
    sourceDestCheck: known(true),
    instance: undefined,
    origin: declared(id, 'workloads.tf', line),
    origins: {},
    facts: {},
  };
}

const shop = workload(
  'aws_ecs_service.shop',
  'ecs-fargate',
  ['aws_subnet.app["a"]', 'aws_subnet.app["c"]'],
  12,
);
const admin = workload('aws_instance.admin', 'ec2-session-manager', ['aws_subnet.ops'], 48);
const report = workload('aws_lambda_function.report', 'lambda-vpc', ['aws_subnet.app["a"]'], 80);

export const sampleWorkloads: readonly Workload[] = [report, shop, admin];

function hop(part: Partial<Hop> & Pick<Hop, 'kind' | 'component' | 'code'>): Hop {
  return {
    direction: 'forward',
    outcome: 'pass',
    decided: '',
    facts: {},
    rules: [],
    origin: undefined,
    ...part,
  };
}

const dnsPrivate = hop({
  kind: 'dns',
  component: 'AmazonProvidedDNS',
  code: 'DNS_PRIVATE_ANSWER',
  facts: { name: 'logs.ap-northeast-1.amazonaws.com', vpcEndpoint: 'aws_vpc_endpoint.interface["logs"]' },
  rules: ['DNS-3'],
});
const dnsPublic = hop({
  kind: 'dns',
  component: 'AmazonProvidedDNS',
  code: 'DNS_PUBLIC_ANSWER',
  facts: { name: 'dynamodb.ap-northeast-1.amazonaws.com' },
  rules: ['DNS-8'],
});
const egress = hop({
  kind: 'security-group',
  component: 'aws_security_group.shop',
  code: 'SECURITY_GROUP_ALLOWS',
  decided: 'egress -1 0.0.0.0/0',
  origin: declared('aws_security_group.shop', 'main.tf', 31),
  rules: ['SG-1'],
});
const localRoute = hop({
  kind: 'route',
  component: 'aws_route_table.app',
  code: 'ROUTE_SELECTED',
  decided: '10.0.0.0/16 -> local',
  rules: ['RT-2'],
});
const natRoute = hop({
  kind: 'route',
  component: 'aws_route_table.app',
  code: 'ROUTE_SELECTED',
  decided: '0.0.0.0/0 -> aws_nat_gateway.main',
  origin: declared('aws_route.nat', 'main.tf', 60),
  rules: ['RT-3'],
  candidates: [
    {
      route: '0.0.0.0/0 -> aws_nat_gateway.main',
      won: true,
      code: 'ONLY_MATCH',
      origin: declared('aws_route.nat', 'main.tf', 60),
    },
    { route: 'pl-61a54008 (s3) -> aws_vpc_endpoint.s3', won: false, code: 'CANNOT_ROUTE', origin: undefined },
  ],
});
const back = hop({
  direction: 'return',
  kind: 'security-group',
  component: 'aws_security_group.shop',
  code: 'STATEFUL_REPLY',
  rules: ['SG-1'],
});

function path(part: Partial<PathAnswer> & Pick<PathAnswer, 'verdict' | 'via'>): PathAnswer {
  return {
    subnets: [idOf('Subnet', 'aws_subnet.app["a"]'), idOf('Subnet', 'aws_subnet.app["c"]')],
    family: 'ipv4',
    destinations: ['10.0.10.0/24', '10.0.11.0/24'],
    destinationCount: '512',
    privacy: undefined,
    hops: [],
    blockers: [],
    unknowns: [],
    witness: undefined,
    ...part,
  };
}

const needed: CallReason = {
  kind: 'needed',
  why: 'Fargate 1.4 sends its logs itself',
  need: 'required',
  source: [],
};
const present: CallReason = { kind: 'endpoint-present', endpoint: 'aws_vpc_endpoint.interface["kms"]' };

function call(
  from: Workload,
  service: string,
  paths: readonly [PathAnswer, ...PathAnswer[]],
  reason: CallReason = needed,
): Call {
  const [deciding] = paths;
  return {
    workload: from.id,
    service,
    hostname: service.includes('.com') ? service : `${service}.ap-northeast-1.amazonaws.com`,
    port: 443,
    reason,
    verdict: deciding.verdict,
    privacy: deciding.privacy,
    split: paths.length > 1,
    via: deciding.via,
    paths,
    assumptions: [],
    notes: [],
  };
}

const byEndpoint = path({
  verdict: 'reachable',
  privacy: 'vpc',
  via: { kind: 'interface-endpoint', component: 'aws_vpc_endpoint.interface["logs"]' },
  hops: [dnsPrivate, egress, localRoute, back],
  witness: {
    sourceSubnet: idOf('Subnet', 'aws_subnet.app["a"]'),
    sourceAddress: '10.0.10.4',
    sourcePort: 49152,
    destinationAddress: '10.0.10.5',
    destinationPort: 443,
    protocol: 'tcp',
  },
});
const byGateway = path({
  verdict: 'reachable',
  privacy: 'gateway',
  via: { kind: 'gateway-endpoint', component: 'aws_vpc_endpoint.s3' },
  destinations: ['3.5.152.0/21', '52.219.0.0/20', '52.219.16.0/22', '52.219.136.0/22'],
});
const byNat = path({
  verdict: 'reachable',
  privacy: 'aws',
  via: { kind: 'nat-gateway', component: 'aws_nat_gateway.main' },
  hops: [dnsPublic, egress, natRoute, back],
});
const outByNat = path({
  verdict: 'reachable',
  privacy: 'internet',
  via: { kind: 'nat-gateway', component: 'aws_nat_gateway.main' },
});

const noRule: Blocker = {
  code: 'ENI_SG_RULES_MISMATCH',
  component: 'aws_security_group.session',
  facts: { side: 'ingress', ports: '443', peer: '10.0.20.0/24', subnet: 'aws_subnet.app["a"]' },
  rules: ['SG-2'],
  origin: declared('aws_security_group.session', 'endpoints.tf', 33),
  mend: {
    code: 'ALLOW_SECURITY_GROUP_INGRESS',
    facts: { side: 'ingress', ports: '443', peer: '10.0.20.0/24' },
  },
};
const noAclEntry: Blocker = {
  code: 'SUBNET_ACL_RESTRICTION',
  component: 'aws_network_acl.ops',
  facts: {
    side: 'ingress',
    ports: '1024-65535',
    peer: '10.0.20.0/24',
    subnet: 'aws_subnet.ops',
    decided: 'deny *',
  },
  rules: ['NACL-3'],
  origin: undefined,
  mend: {
    code: 'ALLOW_NETWORK_ACL_INGRESS',
    facts: { side: 'ingress', ports: '1024-65535', peer: '10.0.20.0/24' },
  },
};
const blocked = path({
  subnets: [idOf('Subnet', 'aws_subnet.ops')],
  verdict: 'blocked',
  via: { kind: 'interface-endpoint', component: 'aws_vpc_endpoint.ssmmessages' },
  hops: [
    dnsPrivate,
    egress,
    localRoute,
    hop({
      kind: 'security-group',
      component: 'aws_security_group.session',
      code: 'ENI_SG_RULES_MISMATCH',
      outcome: 'block',
      facts: { side: 'ingress', ports: '443', peer: '10.0.20.0/24', subnet: 'aws_subnet.app["a"]' },
      origin: declared('aws_security_group.session', 'endpoints.tf', 33),
    }),
  ],
  blockers: [noRule, noAclEntry],
});

const unread: MissingFact = {
  code: 'UNKNOWN_UNTIL_APPLY',
  what: 'data.aws_security_group.keys.ingress',
  facts: {},
  origin: declared('data.aws_security_group.keys', 'endpoints.tf', 52),
};
const undetermined = path({
  verdict: 'undetermined',
  via: { kind: 'interface-endpoint', component: 'aws_vpc_endpoint.interface["kms"]' },
  unknowns: [unread],
});
const inOneSubnet = path({ ...byEndpoint, subnets: [idOf('Subnet', 'aws_subnet.app["a"]')] });
const inTheOther = path({ ...byNat, subnets: [idOf('Subnet', 'aws_subnet.app["c"]')] });

export const sampleCalls: readonly Call[] = [
  call(shop, 'logs', [byEndpoint]),
  call(shop, 'ecr.api', [byEndpoint]),
  call(shop, 's3', [byGateway]),
  call(shop, 'secretsmanager', [inTheOther, inOneSubnet]),
  call(shop, 'kms', [undetermined]),
  call(admin, 'ssmmessages', [blocked]),
  call(admin, 's3', [byGateway], present),
  call(admin, 'kms', [blocked], present),
  call(report, 'dynamodb', [byNat]),
  call(report, 'https://api.example.com/', [outByNat], { kind: 'asked' }),
  call(report, 'kms', [undetermined], present),
];

/** Codes of other people's making: reports do not depend on the words of one diagnostic. */
export const sampleDiagnostics: readonly Diagnostic[] = [
  {
    code: 'NSN1001',
    severity: 'error',
    subject: rangeAt('main.tf', 14, 18, 13),
    related: [{ range: rangeAt('main.tf', 12), label: 'the block begins here' }],
    facts: { expected: 'equals', found: '"' },
  },
];

export const sampleInspected: InspectedSource = {
  resources: [
    {
      address: 'aws_subnet.app["a"]',
      type: 'aws_subnet',
      values: {
        cidr_block: '10.0.10.0/24',
        id: null,
        map_public_ip_on_launch: false,
        tags: { Name: 'app-a', 'team.name': 'shop' },
        vpc_id: null,
      },
      unknowns: { id: 'aws_subnet.app["a"].id', vpc_id: 'aws_vpc.shop.id' },
      sensitive: [],
      multiplicity: 'one',
      range: rangeAt('main.tf', 20),
    },
    {
      address: 'aws_db_instance.orders[*]',
      type: 'aws_db_instance',
      values: { password: null, port: 5432, vpc_security_group_ids: [null, 'sg-0123'] },
      unknowns: { 'vpc_security_group_ids[0]': 'aws_security_group.db.id' },
      sensitive: ['password'],
      multiplicity: 'zero-or-more',
      range: rangeAt('main.tf', 70),
    },
  ],
  data: [],
  missingModules: [
    {
      address: 'module.vpc',
      source: 'terraform-aws-modules/vpc/aws',
      version: '5.21.0',
      range: rangeAt('main.tf', 3),
    },
  ],
  diagnostics: [],
};

const sourceLines: Readonly<Record<string, string>> = {
  'main.tf:14': '  cidr_block   = "10.0.1.5/24"',
  'main.tf:12': 'resource "aws_subnet" "app" {',
};

export function sampleSourceLine(file: string, line: number): string | undefined {
  return sourceLines[`${file}:${line}`];
}

/** Enough for tests: Japanese letters and their marks take two columns. */
export function simpleWidth(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (/[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]/.test(letter) ? 2 : 1),
    0,
  );
}
