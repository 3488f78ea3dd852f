import fc from 'fast-check';
import { type Id, type IdKind, idOf } from '../src/model/identity.ts';
import type {
  Stack,
  StackFunction,
  StackPeer,
  StackPolicy,
  StackRoute,
  StackSecurityGroupRule,
  StackStatement,
  StackSubnet,
  StackText,
  StackVpcEndpoint,
} from '../src/model/stack.ts';
import { emptyStack, ipv4, ipv6 } from './sample-stacks/empty-stack.ts';
import { trustOf } from './sample-stacks/stack-parts.ts';

/** Stacks of all shapes, aimed at what printers get wrong: odd text, every peer, target and option. */

const id = <Kind extends IdKind>(kind: Kind, address: string): Id<Kind> => idOf(kind, address);

/** Text with what means something to HCL, JSON, `Fn::Sub`, shells and TypeScript. */
export const oddText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
      fc.constantFrom('${', '$${', '%{', '%%{', '}', '"', "'", '\\', '`', '\n', '\t', '#', '//', '<<EOT'),
      fc.constantFrom('${aws:username}', '${!Literal}', '日本語', 'é', '…', '$', '%', ':', '*'),
    ),
    { minLength: 1, maxLength: 5 },
  )
  // Terraform normalises what it reads; lone halves of characters are no text.
  .map((pieces) => pieces.join('').normalize('NFC'));

const plainText: fc.Arbitrary<string> = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);

/** Labels with and without digits and underscores: what logical ids are made of. */
const label: fc.Arbitrary<string> = fc.stringMatching(/^[a-z]{1,4}(_[a-z0-9]{1,3}){0,2}$/);

const reference: fc.Arbitrary<Exclude<StackText, string>[number]> = fc.constantFrom(
  { of: 'aws_cloudwatch_log_group.logs', attribute: 'arn' } as const,
  { of: 'aws_s3_bucket.files', attribute: 'arn' } as const,
  { of: 'aws_secretsmanager_secret.db', attribute: 'arn' } as const,
  { of: 'aws_ecr_repository.images', attribute: 'url' } as const,
  { deployment: 'account' } as const,
  { deployment: 'partition' } as const,
  { deployment: 'region' } as const,
);

const text: fc.Arbitrary<StackText> = fc.oneof(
  oddText,
  reference.map((only) => [only]),
  fc.array(fc.oneof(oddText, reference), { minLength: 2, maxLength: 4 }),
);

const statement: fc.Arbitrary<StackStatement> = fc.record({
  sid: fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,6}$/),
  effect: fc.constantFrom('Allow', 'Deny'),
  principal: fc.oneof(
    fc.constant(undefined),
    fc.constant({ kind: 'anyone' } as const),
    fc.record({
      kind: fc.constant('aws'),
      principals: fc.array(text, { minLength: 1, maxLength: 2 }),
    } as const),
  ),
  actions: fc.array(fc.constantFrom('s3:GetObject', 's3:PutObject', 'logs:*'), {
    minLength: 1,
    maxLength: 3,
  }),
  resources: fc.array(text, { maxLength: 3 }),
  conditions: fc.uniqueArray(
    fc.record({
      operator: fc.constantFrom('StringEquals', 'ArnLike'),
      key: fc.constantFrom('aws:SourceAccount', 'aws:PrincipalAccount'),
      values: fc.array(text, { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 3, selector: ({ operator, key }) => `${operator} ${key}` },
  ),
});

const policy: fc.Arbitrary<StackPolicy> = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((statements) => ({ statements }));

interface Shape {
  readonly vpcCount: number;
  readonly zones: readonly string[];
  readonly isIpv6: boolean;
  readonly isDns: boolean;
  readonly tables: 'each' | 'none' | 'shared';
  readonly nat: 'gateway' | 'instance' | 'none';
  readonly isVpn: boolean;
  readonly name: string;
  readonly tagText: string;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  vpcCount: fc.integer({ min: 1, max: 2 }),
  zones: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
  isIpv6: fc.boolean(),
  isDns: fc.boolean(),
  tables: fc.constantFrom('each', 'none', 'shared'),
  nat: fc.constantFrom('gateway', 'instance', 'none'),
  isVpn: fc.boolean(),
  name: plainText,
  tagText: oddText,
});

const vpcOf = (i: number): Id<'Vpc'> => id('Vpc', `aws_vpc.v${i}`);
const internetGateway = id('InternetGateway', 'aws_internet_gateway.main');
const egressOnly = id('EgressOnlyInternetGateway', 'aws_egress_only_internet_gateway.main');
const natGateway = id('NatGateway', 'aws_nat_gateway.main');
const natInstance = id('Workload', 'aws_instance.nat');
const vpnGateway = id('VpnGateway', 'aws_vpn_gateway.office');

/** The first VPC has a public subnet in the first zone, and one private subnet in each zone. */
function subnetsOf({ vpcCount, zones, isIpv6, tables, tagText }: Shape): readonly StackSubnet[] {
  const all = Array.from({ length: vpcCount }, (_, v) => v).flatMap((v) =>
    [...(v === 0 ? ['public'] : []), ...zones].map((zone, i): StackSubnet => {
      const name = zone === 'public' ? 'public' : `private_${zone}`;
      const table = zone === 'public' ? 'public' : tables === 'shared' ? `v${v}` : `v${v}_${name}`;
      return {
        id: id('Subnet', `aws_subnet.v${v}_${name}`),
        name: `${tagText} ${name}`,
        vpc: vpcOf(v),
        availabilityZone: `eu-west-1${zone === 'public' ? zones[0] : zone}`,
        ipv4Cidr: ipv4(`10.${v}.${i}.0/24`),
        ipv6Index: isIpv6 ? i * 51 : undefined,
        mapPublicIpOnLaunch: zone === 'public',
        routeTable:
          zone !== 'public' && tables === 'none' ? undefined : id('RouteTable', `aws_route_table.${table}`),
      };
    }),
  );
  return all;
}

const publicSubnet = id('Subnet', 'aws_subnet.v0_public');
const natAddress = id('ElasticIp', 'aws_eip.nat');

function networkOf(shape: Shape): Stack {
  const { vpcCount, isIpv6, isDns, name, tagText } = shape;
  const subnets = subnetsOf(shape);
  const tableOf = new Map(subnets.map(({ routeTable, vpc }) => [routeTable, vpc]));
  const tables = [...tableOf].flatMap(([table, vpc]) => (table === undefined ? [] : [{ id: table, vpc }]));
  const isPrivate = tables.filter(({ id: table, vpc }) => !table.endsWith('.public') && vpc === vpcOf(0));
  return {
    ...emptyStack,
    name,
    region: 'eu-west-1',
    tags: { Note: tagText },
    vpcs: Array.from({ length: vpcCount }, (_, v) => ({
      id: vpcOf(v),
      name: `${name} ${v}`,
      ipv4Cidr: ipv4(`10.${v}.0.0/16`),
      ipv6: isIpv6 ? ('amazon-provided' as const) : ('none' as const),
      enableDnsSupport: true,
      enableDnsHostnames: isDns,
    })),
    subnets,
    routeTables: tables.map((table) => ({ ...table, name: tagText })),
    ...waysOf(
      shape,
      isPrivate.map((table) => table.id),
    ),
  };
}

type Ways = Pick<
  Stack,
  | 'egressOnlyInternetGateways'
  | 'elasticIps'
  | 'instances'
  | 'internetGateways'
  | 'natGateways'
  | 'routes'
  | 'vpnGateways'
>;

/** Gateways of the first VPC and the routes to them. */
function waysOf({ isIpv6, nat, isVpn, name, tagText }: Shape, tables: readonly Id<'RouteTable'>[]): Ways {
  const when = <Thing>(is: boolean, thing: Thing): readonly Thing[] => (is ? [thing] : []);
  const vpc = vpcOf(0);
  return {
    internetGateways: [{ id: internetGateway, name, vpc }],
    egressOnlyInternetGateways: when(isIpv6, { id: egressOnly, name, vpc }),
    elasticIps: when(nat !== 'none', {
      id: natAddress,
      name,
      instance: nat === 'instance' ? natInstance : undefined,
    }),
    natGateways: when(nat === 'gateway', {
      id: natGateway,
      name,
      subnet: publicSubnet,
      elasticIp: natAddress,
    }),
    vpnGateways: when(isVpn, { id: vpnGateway, name, vpc, propagatesTo: tables }),
    routes: [
      route('public', id('RouteTable', 'aws_route_table.public'), '0.0.0.0/0', {
        kind: 'internet-gateway',
        id: internetGateway,
      }),
      ...tables.flatMap((table) => [
        ...when(nat === 'gateway', route('nat', table, '0.0.0.0/0', { kind: 'nat-gateway', id: natGateway })),
        ...when(nat === 'instance', route('nat', table, '0.0.0.0/0', { kind: 'instance', id: natInstance })),
        ...when(
          isIpv6,
          route('six', table, '::/0', { kind: 'egress-only-internet-gateway', id: egressOnly }),
        ),
        ...when(isVpn, route('office', table, '192.168.0.0/16', { kind: 'vpn-gateway', id: vpnGateway })),
      ]),
    ],
    instances: when(nat === 'instance', {
      id: natInstance,
      name: tagText,
      securityGroups: [groupOf(0)],
      subnet: publicSubnet,
      publicIp: 'by-subnet',
      amiParameter: '/aws/service/x',
      instanceType: 't4g.nano',
      sourceDestCheck: false,
      instanceProfile: undefined,
      userData: `#!/bin/sh\n\necho ${tagText}`,
    }),
  };
}

function route(
  word: string,
  table: Id<'RouteTable'>,
  destination: string,
  target: StackRoute['target'],
): StackRoute {
  return {
    id: `aws_route.${word}_${table.slice('aws_route_table.'.length)}`,
    routeTable: table,
    destination: destination.includes(':') ? ipv6(destination) : ipv4(destination),
    target,
  };
}

function groupOf(i: number): Id<'SecurityGroup'> {
  return id('SecurityGroup', `aws_security_group.g${i}`);
}

function peer(hasList: boolean): fc.Arbitrary<StackPeer> {
  return fc.oneof(
    fc
      .constantFrom('0.0.0.0/0', '10.0.0.0/16', '192.168.7.1/32')
      .map((prefix) => ({ kind: 'prefix' as const, prefix: ipv4(prefix) })),
    fc
      .constantFrom('::/0', '2001:db8::/32')
      .map((prefix) => ({ kind: 'prefix' as const, prefix: ipv6(prefix) })),
    fc
      .integer({ min: 0, max: 2 })
      .map((i) => ({ kind: 'security-group' as const, securityGroup: groupOf(i) })),
    ...(hasList
      ? [
          fc.constant({
            kind: 'gateway-endpoint' as const,
            endpoint: id('VpcEndpoint', 'aws_vpc_endpoint.s3'),
          }),
        ]
      : []),
  );
}

function rules(hasList: boolean): fc.Arbitrary<readonly StackSecurityGroupRule[]> {
  const rule = fc.record({
    group: fc.integer({ min: 0, max: 2 }),
    direction: fc.constantFrom('egress' as const, 'ingress' as const),
    ports: fc.constantFrom([6, 443, 443], [6, 1024, 65_535], [17, 53, 53], [-1, 0, 65_535]),
    peer: peer(hasList),
    label,
  });
  return fc.uniqueArray(rule, { maxLength: 8, selector: (each) => each.label }).map((all) =>
    all.map(
      ({
        group,
        direction,
        ports: [protocol = 6, fromPort = 0, toPort = 0],
        peer: towards,
        label: name,
      }) => ({
        id: `aws_vpc_security_group_${direction}_rule.${name}` as const,
        securityGroup: groupOf(group),
        direction,
        protocol,
        fromPort,
        toPort,
        peer: towards,
        description: `Rule ${name}: a/b, #1 (c)`,
      }),
    ),
  );
}

const services = ['s3', 'ecr.api', 'ecr.dkr', 'logs', 'kms'] as const;

function endpointsOf(
  subnets: readonly StackSubnet[],
  zones: readonly string[],
): fc.Arbitrary<readonly StackVpcEndpoint[]> {
  const privates = subnets.filter(({ vpc, id: subnet }) => vpc === vpcOf(0) && !subnet.endsWith('public'));
  const tables = [
    ...new Set(privates.flatMap(({ routeTable }) => (routeTable === undefined ? [] : [routeTable]))),
  ];
  const facts = (
    service: string,
  ): fc.Arbitrary<Omit<StackVpcEndpoint & { type: 'Gateway' }, 'routeTables' | 'type'>> =>
    fc.record({
      id: fc.constant(id('VpcEndpoint', `aws_vpc_endpoint.${service.replace('.', '_')}`)),
      name: plainText,
      vpc: fc.constant(vpcOf(0)),
      serviceName: fc.constantFrom(`com.amazonaws.eu-west-1.${service}`),
      policy: fc.option(policy, { nil: undefined }),
      usedBy: fc.subarray(['api', 'ops', 'jobs']),
    });
  const gateway = fc
    .tuple(facts('s3'), fc.subarray(tables))
    .map(([given, routeTables]): StackVpcEndpoint => ({ ...given, type: 'Gateway', routeTables }));
  const inner = (service: string): fc.Arbitrary<StackVpcEndpoint> =>
    fc
      .tuple(
        facts(service === 's3' ? 's3_inner' : service),
        fc.subarray(
          privates.map((subnet) => subnet.id),
          { minLength: 1, maxLength: zones.length },
        ),
        fc.constantFrom('off' as const, 'on' as const, 'on-for-inbound-resolver' as const),
        fc.constantFrom('ipv4' as const, 'dualstack' as const),
      )
      .map(([given, subnetIds, privateDns, ipAddressType]) => ({
        ...given,
        serviceName: `com.amazonaws.eu-west-1.${service}`,
        type: 'Interface',
        subnets: subnetIds,
        securityGroups: [groupOf(1)],
        privateDns,
        ipAddressType,
      }));
  return fc
    .tuple(
      gateway,
      fc.subarray([...services]).chain((chosen) => fc.tuple(...chosen.map(inner))),
    )
    .map(([first, others]) => [first, ...others]);
}

function functionOf(subnets: readonly StackSubnet[]): fc.Arbitrary<StackFunction> {
  return fc.record({
    id: fc.constant(id('Workload', 'aws_lambda_function.job')),
    name: plainText,
    securityGroups: fc.constant([groupOf(0), groupOf(2)]),
    subnets: fc.constant(subnets.filter(({ vpc }) => vpc === vpcOf(0)).map((subnet) => subnet.id)),
    role: fc.constant(id('Role', 'aws_iam_role.job')),
    code: fc.oneof(
      fc.record({
        kind: fc.constant('zip'),
        path: plainText,
        runtime: fc.constant('nodejs22.x'),
        handler: fc.constant('index.handler'),
      } as const),
      fc.record({
        kind: fc.constant('image'),
        image: fc.constant([{ of: 'aws_ecr_repository.images', attribute: 'url' }, ':1']),
      } as const),
    ) as fc.Arbitrary<StackFunction['code']>,
    environment: fc.dictionary(fc.stringMatching(/^[A-Z][A-Z_]{0,5}$/), text, { maxKeys: 3 }),
    timeoutSeconds: fc.integer({ min: 1, max: 900 }),
    memoryMib: fc.integer({ min: 128, max: 1024 }),
  });
}

export const randomStack: fc.Arbitrary<Stack> = shape.chain((chosen) => {
  const base = networkOf(chosen);
  return fc
    .record({
      rules: rules(true),
      endpoints: endpointsOf(base.subnets, chosen.zones),
      job: functionOf(base.subnets),
      policy,
      secret: text,
      image: text,
      variables: fc.dictionary(fc.stringMatching(/^[A-Za-z][\w.-]{0,5}$/), text, { maxKeys: 3 }),
      fields: fc.subarray(['version', 'srcaddr', 'traffic-path', 'pkt-dst-aws-service']),
    })
    .map((drawn) => withThings(base, drawn));
});

interface Drawn {
  readonly rules: readonly StackSecurityGroupRule[];
  readonly endpoints: readonly StackVpcEndpoint[];
  readonly job: StackFunction;
  readonly policy: StackPolicy;
  readonly secret: StackText;
  readonly image: StackText;
  readonly variables: Readonly<Record<string, StackText>>;
  readonly fields: readonly string[];
}

function withThings(base: Stack, drawn: Drawn): Stack {
  const inFirst = base.subnets.filter(({ vpc }) => vpc === vpcOf(0)).map((subnet) => subnet.id);
  return {
    ...base,
    securityGroups: [0, 1, 2].map((i) => ({
      id: groupOf(i),
      name: `g-${i}`,
      description: `Group ${i}`,
      vpc: vpcOf(0),
    })),
    securityGroupRules: drawn.rules,
    vpcEndpoints: drawn.endpoints,
    roles: [
      {
        id: id('Role', 'aws_iam_role.job'),
        name: 'job',
        trust: trustOf('lambda.amazonaws.com'),
        inlinePolicies: [{ id: 'aws_iam_role_policy.job', name: 'job', policy: drawn.policy }],
        managedPolicies: [{ id: 'aws_iam_role_policy_attachment.job', name: 'ReadOnlyAccess' }],
      },
    ],
    logGroups: [{ id: 'aws_cloudwatch_log_group.logs', name: '/logs', retentionDays: 30 }],
    flowLogs: [
      {
        id: 'aws_flow_log.v0',
        name: base.name,
        vpc: vpcOf(0),
        trafficType: 'REJECT',
        logGroup: 'aws_cloudwatch_log_group.logs',
        role: id('Role', 'aws_iam_role.job'),
        fields: drawn.fields,
        aggregationIntervalSeconds: 600,
      },
    ],
    repositories: [{ id: 'aws_ecr_repository.images', name: 'images' }],
    secrets: [{ id: 'aws_secretsmanager_secret.db', name: 'db' }],
    buckets: [{ id: 'aws_s3_bucket.files', name: 'files' }],
    clusters: [{ id: 'aws_ecs_cluster.main', name: 'main' }],
    services: [
      {
        id: id('Workload', 'aws_ecs_service.api'),
        name: 'api',
        securityGroups: [groupOf(0)],
        subnets: inFirst,
        assignPublicIp: drawn.fields.length > 2,
        cluster: 'aws_ecs_cluster.main',
        taskDefinition: 'aws_ecs_task_definition.api',
        desiredCount: 1,
        cpu: 256,
        memoryMib: 512,
        executionRole: id('Role', 'aws_iam_role.job'),
        taskRole: drawn.fields.length > 1 ? id('Role', 'aws_iam_role.job') : undefined,
        executeCommand: drawn.fields.length > 3,
        containers: [
          {
            name: 'main',
            image: drawn.image,
            environment: drawn.variables,
            secrets: { SECRET: drawn.secret },
            logGroup: drawn.fields.length > 1 ? 'aws_cloudwatch_log_group.logs' : undefined,
            ports: [80],
          },
        ],
      },
    ],
    functions: [drawn.job],
    outputs: [{ name: 'image', description: base.name, value: drawn.image }],
  };
}
