import type { Ipv4Prefix, Ipv6Prefix } from '../src/ip/address.ts';
import { parsePrefix } from '../src/ip/address.ts';
import { type Id, type IdKind, idOf } from '../src/model/identity.ts';
import type { Stack, StackPolicy, StackSecurityGroupRule } from '../src/model/stack.ts';

/** Stacks for the tests of the generators. */

export const emptyStack: Stack = {
  name: 'shop',
  region: 'ap-northeast-1',
  tags: {},
  vpcs: [],
  subnets: [],
  routeTables: [],
  routes: [],
  internetGateways: [],
  egressOnlyInternetGateways: [],
  elasticIps: [],
  natGateways: [],
  vpnGateways: [],
  securityGroups: [],
  securityGroupRules: [],
  vpcEndpoints: [],
  resolverEndpoints: [],
  hostedZones: [],
  roles: [],
  instanceProfiles: [],
  logGroups: [],
  flowLogs: [],
  repositories: [],
  secrets: [],
  buckets: [],
  tables: [],
  restApis: [],
  userPools: [],
  clusters: [],
  services: [],
  instances: [],
  functions: [],
  outputs: [],
};

export function ipv4(text: string): Ipv4Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok || parsed.value.family !== 'ipv4') throw new Error(`bug: \`${text}\` is an IPv4 prefix`);
  return parsed.value;
}

export function ipv6(text: string): Ipv6Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok || parsed.value.family !== 'ipv6') throw new Error(`bug: \`${text}\` is an IPv6 prefix`);
  return parsed.value;
}

const id = <Kind extends IdKind>(kind: Kind, address: string): Id<Kind> => idOf(kind, address);

const vpc = id('Vpc', 'aws_vpc.main');
const subnet = (name: string): Id<'Subnet'> => id('Subnet', `aws_subnet.${name}`);
const group = (name: string): Id<'SecurityGroup'> => id('SecurityGroup', `aws_security_group.${name}`);
const table = (name: string): Id<'RouteTable'> => id('RouteTable', `aws_route_table.${name}`);
const role = (name: string): Id<'Role'> => id('Role', `aws_iam_role.${name}`);
const endpoint = (name: string): Id<'VpcEndpoint'> => id('VpcEndpoint', `aws_vpc_endpoint.${name}`);

export function trustOf(service: string): StackPolicy {
  return {
    statements: [
      {
        sid: 'Assume',
        effect: 'Allow',
        principal: { kind: 'service', services: [service] },
        actions: ['sts:AssumeRole'],
        resources: [],
        conditions: [],
      },
    ],
  };
}

function httpsRule(
  direction: 'egress' | 'ingress',
  of: string,
  label: string,
  peer: StackSecurityGroupRule['peer'],
): StackSecurityGroupRule {
  return {
    id: `aws_vpc_security_group_${direction}_rule.${label}`,
    securityGroup: group(of),
    direction,
    protocol: 6,
    fromPort: 443,
    toPort: 443,
    peer,
    description: `HTTPS (${label})`,
  };
}

const flowLogTrust: StackPolicy = {
  statements: trustOf('vpc-flow-logs.amazonaws.com').statements.map((statement) => ({
    ...statement,
    conditions: [
      { operator: 'StringEquals', key: 'aws:SourceAccount', values: [[{ deployment: 'account' }]] },
      {
        operator: 'ArnLike',
        key: 'aws:SourceArn',
        values: [
          [
            'arn:',
            { deployment: 'partition' },
            ':ec2:',
            { deployment: 'region' },
            ':',
            { deployment: 'account' },
            ':vpc-flow-log/*',
          ],
        ],
      },
    ],
  })),
};

function allow(
  sid: string,
  actions: readonly string[],
  resources: StackPolicy['statements'][number]['resources'],
): StackPolicy {
  return {
    statements: [{ sid, effect: 'Allow', principal: undefined, actions, resources, conditions: [] }],
  };
}

/** A Fargate service and an instance in two zones, everything that they call by endpoints, flow logs. */
export const shop: Stack = {
  ...emptyStack,
  tags: { Environment: 'dev' },
  vpcs: [
    {
      id: vpc,
      name: 'shop',
      ipv4Cidr: ipv4('10.0.0.0/16'),
      ipv6: 'none',
      enableDnsSupport: true,
      enableDnsHostnames: true,
    },
  ],
  subnets: ['a', 'c'].map((zone, i) => ({
    id: subnet(`private_${zone}`),
    name: `shop-private-${zone}`,
    vpc,
    availabilityZone: `ap-northeast-1${zone}`,
    ipv4Cidr: ipv4(`10.0.${i}.0/24`),
    ipv6Index: undefined,
    mapPublicIpOnLaunch: false,
    routeTable: table('private'),
  })),
  routeTables: [{ id: table('private'), name: 'shop-private', vpc }],
  securityGroups: ['api', 'ops', 'endpoints'].map((name) => ({
    id: group(name),
    name: `shop-${name}`,
    description: name === 'endpoints' ? 'Interface endpoints' : `Workload ${name}`,
    vpc,
  })),
  securityGroupRules: [
    httpsRule('ingress', 'endpoints', 'endpoints_api', {
      kind: 'security-group',
      securityGroup: group('api'),
    }),
    httpsRule('ingress', 'endpoints', 'endpoints_ops', {
      kind: 'security-group',
      securityGroup: group('ops'),
    }),
    httpsRule('egress', 'api', 'api_endpoints', {
      kind: 'security-group',
      securityGroup: group('endpoints'),
    }),
    httpsRule('egress', 'api', 'api_s3', { kind: 'gateway-endpoint', endpoint: endpoint('s3') }),
    httpsRule('egress', 'ops', 'ops_endpoints', {
      kind: 'security-group',
      securityGroup: group('endpoints'),
    }),
    httpsRule('egress', 'ops', 'ops_s3', { kind: 'gateway-endpoint', endpoint: endpoint('s3') }),
  ],
  vpcEndpoints: [
    {
      id: endpoint('s3'),
      type: 'Gateway',
      name: 'shop-s3',
      vpc,
      serviceName: 'com.amazonaws.ap-northeast-1.s3',
      policy: {
        statements: [
          {
            sid: 'LayersOfImages',
            effect: 'Allow',
            principal: { kind: 'anyone' },
            actions: ['s3:GetObject'],
            resources: [['arn:aws:s3:::prod-', { deployment: 'region' }, '-starport-layer-bucket/*']],
            conditions: [],
          },
          {
            sid: 'OwnBuckets',
            effect: 'Allow',
            principal: { kind: 'anyone' },
            actions: ['s3:GetObject', 's3:PutObject'],
            resources: [[{ of: 'aws_s3_bucket.uploads', attribute: 'arn' }, '/*']],
            conditions: [
              {
                operator: 'StringEquals',
                key: 'aws:PrincipalAccount',
                values: [[{ deployment: 'account' }]],
              },
            ],
          },
        ],
      },
      usedBy: ['api', 'ops'],
      routeTables: [table('private')],
    },
    ...['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager', 'ssm', 'ssmmessages'].map((service) => ({
      id: endpoint(service.replace('.', '_')),
      type: 'Interface' as const,
      name: `shop-${service.replace('.', '-')}`,
      vpc,
      serviceName: `com.amazonaws.ap-northeast-1.${service}`,
      policy: undefined,
      usedBy: service.startsWith('ssm') ? ['ops'] : ['api'],
      subnets: [subnet('private_a'), subnet('private_c')],
      securityGroups: [group('endpoints')],
      privateDns: 'on' as const,
      ipAddressType: 'ipv4' as const,
    })),
  ],
  roles: [
    {
      id: role('flow_logs'),
      name: 'shop-flow-logs',
      trust: flowLogTrust,
      inlinePolicies: [
        {
          id: 'aws_iam_role_policy.flow_logs',
          name: 'deliver',
          policy: allow(
            'Deliver',
            ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            [[{ of: 'aws_cloudwatch_log_group.flow_logs', attribute: 'arn' }, ':*']],
          ),
        },
      ],
      managedPolicies: [],
    },
    {
      id: role('api_execution'),
      name: 'shop-api-execution',
      trust: trustOf('ecs-tasks.amazonaws.com'),
      inlinePolicies: [
        {
          id: 'aws_iam_role_policy.api_execution',
          name: 'secrets',
          policy: allow(
            'Secrets',
            ['secretsmanager:GetSecretValue'],
            [[{ of: 'aws_secretsmanager_secret.db', attribute: 'arn' }]],
          ),
        },
      ],
      managedPolicies: [
        {
          id: 'aws_iam_role_policy_attachment.api_execution',
          name: 'service-role/AmazonECSTaskExecutionRolePolicy',
        },
      ],
    },
    {
      id: role('ops'),
      name: 'shop-ops',
      trust: trustOf('ec2.amazonaws.com'),
      inlinePolicies: [],
      managedPolicies: [{ id: 'aws_iam_role_policy_attachment.ops', name: 'AmazonSSMManagedInstanceCore' }],
    },
  ],
  instanceProfiles: [{ id: 'aws_iam_instance_profile.ops', name: 'shop-ops', role: role('ops') }],
  logGroups: [
    { id: 'aws_cloudwatch_log_group.flow_logs', name: '/shop/flow-logs', retentionDays: 7 },
    { id: 'aws_cloudwatch_log_group.api', name: '/shop/api', retentionDays: 7 },
  ],
  flowLogs: [
    {
      id: 'aws_flow_log.main',
      name: 'shop',
      vpc,
      trafficType: 'ALL',
      logGroup: 'aws_cloudwatch_log_group.flow_logs',
      role: role('flow_logs'),
      fields: [
        'version',
        'interface-id',
        'srcaddr',
        'dstaddr',
        'action',
        'traffic-path',
        'pkt-dst-aws-service',
      ],
      aggregationIntervalSeconds: 60,
    },
  ],
  repositories: [{ id: 'aws_ecr_repository.api', name: 'shop-api' }],
  secrets: [{ id: 'aws_secretsmanager_secret.db', name: 'shop-db' }],
  buckets: [{ id: 'aws_s3_bucket.uploads', name: 'shop-uploads' }],
  clusters: [{ id: 'aws_ecs_cluster.main', name: 'shop' }],
  services: [
    {
      id: id('Workload', 'aws_ecs_service.api'),
      name: 'api',
      securityGroups: [group('api')],
      subnets: [subnet('private_a'), subnet('private_c')],
      assignPublicIp: false,
      cluster: 'aws_ecs_cluster.main',
      taskDefinition: 'aws_ecs_task_definition.api',
      desiredCount: 2,
      cpu: 256,
      memoryMib: 512,
      executionRole: role('api_execution'),
      taskRole: undefined,
      executeCommand: false,
      containers: [
        {
          name: 'api',
          image: [{ of: 'aws_ecr_repository.api', attribute: 'url' }, ':latest'],
          environment: { MODE: 'dev', BUCKET: [{ of: 'aws_s3_bucket.uploads', attribute: 'name' }] },
          secrets: { DB: [{ of: 'aws_secretsmanager_secret.db', attribute: 'arn' }] },
          logGroup: 'aws_cloudwatch_log_group.api',
          ports: [8080],
        },
      ],
    },
  ],
  instances: [
    {
      id: id('Workload', 'aws_instance.ops'),
      name: 'shop-ops',
      securityGroups: [group('ops')],
      subnet: subnet('private_a'),
      publicIp: 'by-subnet',
      amiParameter: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
      instanceType: 't3.micro',
      sourceDestCheck: true,
      instanceProfile: 'aws_iam_instance_profile.ops',
      userData: undefined,
    },
  ],
  outputs: [
    { name: 'vpc_id', description: 'The VPC', value: [{ of: vpc, attribute: 'id' }] },
    {
      name: 'private_subnet_ids',
      description: 'Subnets of the workloads',
      value: {
        list: ['private_a', 'private_c'].map((name) => [{ of: subnet(name), attribute: 'id' as const }]),
      },
    },
  ],
};

const edge = id('Vpc', 'aws_vpc.edge');

/** Every kind of thing and every option that `shop` does not have. */
export const campus: Stack = {
  ...emptyStack,
  name: 'campus',
  region: 'us-east-1',
  tags: { 'cost center': 'core/網 + 7 = @all:x' },
  vpcs: [
    {
      id: edge,
      name: 'campus-edge',
      ipv4Cidr: ipv4('10.8.0.0/20'),
      ipv6: 'amazon-provided',
      enableDnsSupport: true,
      enableDnsHostnames: true,
    },
    {
      id: id('Vpc', 'aws_vpc.quiet'),
      name: 'campus-quiet',
      ipv4Cidr: ipv4('10.9.0.0/24'),
      ipv6: 'none',
      enableDnsSupport: true,
      enableDnsHostnames: false,
    },
  ],
  subnets: [
    {
      id: subnet('public_a'),
      name: 'campus-public-a',
      vpc: edge,
      availabilityZone: 'us-east-1a',
      ipv4Cidr: ipv4('10.8.0.0/24'),
      ipv6Index: 0,
      mapPublicIpOnLaunch: true,
      routeTable: table('public'),
    },
    {
      id: subnet('private_a'),
      name: 'campus-private-a',
      vpc: edge,
      availabilityZone: 'us-east-1a',
      ipv4Cidr: ipv4('10.8.1.0/24'),
      ipv6Index: 255,
      mapPublicIpOnLaunch: false,
      routeTable: table('private_a'),
    },
    {
      id: subnet('private_b'),
      name: 'campus-private-b',
      vpc: edge,
      availabilityZone: 'us-east-1b',
      ipv4Cidr: ipv4('10.8.2.0/24'),
      ipv6Index: undefined,
      mapPublicIpOnLaunch: false,
      routeTable: table('private_b'),
    },
    {
      id: subnet('quiet_a'),
      name: 'campus-quiet-a',
      vpc: id('Vpc', 'aws_vpc.quiet'),
      availabilityZone: 'us-east-1a',
      ipv4Cidr: ipv4('10.9.0.0/26'),
      ipv6Index: undefined,
      mapPublicIpOnLaunch: false,
      routeTable: undefined,
    },
  ],
  routeTables: ['public', 'private_a', 'private_b'].map((name) => ({
    id: table(name),
    name: `campus-${name}`,
    vpc: edge,
  })),
  routes: [
    {
      id: 'aws_route.public_internet',
      routeTable: table('public'),
      destination: ipv4('0.0.0.0/0'),
      target: { kind: 'internet-gateway', id: id('InternetGateway', 'aws_internet_gateway.main') },
    },
    {
      id: 'aws_route.public_internet_ipv6',
      routeTable: table('public'),
      destination: ipv6('::/0'),
      target: { kind: 'internet-gateway', id: id('InternetGateway', 'aws_internet_gateway.main') },
    },
    {
      id: 'aws_route.private_a_nat',
      routeTable: table('private_a'),
      destination: ipv4('0.0.0.0/0'),
      target: { kind: 'nat-gateway', id: id('NatGateway', 'aws_nat_gateway.a') },
    },
    {
      id: 'aws_route.private_a_ipv6',
      routeTable: table('private_a'),
      destination: ipv6('::/0'),
      target: {
        kind: 'egress-only-internet-gateway',
        id: id('EgressOnlyInternetGateway', 'aws_egress_only_internet_gateway.main'),
      },
    },
    {
      id: 'aws_route.private_b_nat',
      routeTable: table('private_b'),
      destination: ipv4('0.0.0.0/0'),
      target: { kind: 'instance', id: id('Workload', 'aws_instance.nat') },
    },
    {
      id: 'aws_route.private_b_office',
      routeTable: table('private_b'),
      destination: ipv4('192.168.0.0/16'),
      target: { kind: 'vpn-gateway', id: id('VpnGateway', 'aws_vpn_gateway.office') },
    },
  ],
  internetGateways: [{ id: id('InternetGateway', 'aws_internet_gateway.main'), name: 'campus', vpc: edge }],
  egressOnlyInternetGateways: [
    {
      id: id('EgressOnlyInternetGateway', 'aws_egress_only_internet_gateway.main'),
      name: 'campus',
      vpc: edge,
    },
  ],
  elasticIps: [
    { id: id('ElasticIp', 'aws_eip.nat_a'), name: 'campus-nat-a', instance: undefined },
    {
      id: id('ElasticIp', 'aws_eip.nat_instance'),
      name: 'campus-nat',
      instance: id('Workload', 'aws_instance.nat'),
    },
  ],
  natGateways: [
    {
      id: id('NatGateway', 'aws_nat_gateway.a'),
      name: 'campus-a',
      subnet: subnet('public_a'),
      elasticIp: id('ElasticIp', 'aws_eip.nat_a'),
    },
  ],
  vpnGateways: [
    {
      id: id('VpnGateway', 'aws_vpn_gateway.office'),
      name: 'campus-office',
      vpc: edge,
      propagatesTo: [table('private_a'), table('private_b')],
    },
  ],
  securityGroups: ['nat', 'caller', 'endpoints', 'resolver'].map((name) => ({
    id: group(name),
    name: `campus-${name}`,
    description: `For ${name} (10.8.0.0/20), see /docs#${name}`,
    vpc: edge,
  })),
  securityGroupRules: [
    {
      id: 'aws_vpc_security_group_ingress_rule.nat_vpc',
      securityGroup: group('nat'),
      direction: 'ingress',
      protocol: -1,
      fromPort: 0,
      toPort: 65_535,
      peer: { kind: 'prefix', prefix: ipv4('10.8.0.0/20') },
      description: 'What it forwards',
    },
    {
      id: 'aws_vpc_security_group_egress_rule.nat_all',
      securityGroup: group('nat'),
      direction: 'egress',
      protocol: -1,
      fromPort: 0,
      toPort: 65_535,
      peer: { kind: 'prefix', prefix: ipv4('0.0.0.0/0') },
      description: 'To anywhere',
    },
    {
      id: 'aws_vpc_security_group_egress_rule.caller_ipv6',
      securityGroup: group('caller'),
      direction: 'egress',
      protocol: 6,
      fromPort: 443,
      toPort: 443,
      peer: { kind: 'prefix', prefix: ipv6('::/0') },
      description: 'HTTPS over IPv6',
    },
    httpsRule('egress', 'caller', 'caller_endpoints', {
      kind: 'security-group',
      securityGroup: group('endpoints'),
    }),
    httpsRule('ingress', 'endpoints', 'endpoints_caller', {
      kind: 'security-group',
      securityGroup: group('caller'),
    }),
    httpsRule('ingress', 'endpoints', 'endpoints_office', {
      kind: 'prefix',
      prefix: ipv4('192.168.0.0/16'),
    }),
    {
      id: 'aws_vpc_security_group_ingress_rule.resolver_dns',
      securityGroup: group('resolver'),
      direction: 'ingress',
      protocol: 17,
      fromPort: 53,
      toPort: 53,
      peer: { kind: 'prefix', prefix: ipv4('192.168.0.0/16') },
      description: 'DNS from on-premises',
    },
  ],
  vpcEndpoints: [
    {
      id: endpoint('dynamodb'),
      type: 'Gateway',
      name: 'campus-dynamodb',
      vpc: edge,
      serviceName: 'com.amazonaws.us-east-1.dynamodb',
      policy: undefined,
      usedBy: [],
      routeTables: [table('private_b'), table('private_a')],
    },
    {
      id: endpoint('s3'),
      type: 'Gateway',
      name: 'campus-s3',
      vpc: edge,
      serviceName: 'com.amazonaws.us-east-1.s3',
      policy: undefined,
      usedBy: ['resize'],
      routeTables: [table('private_a')],
    },
    {
      id: endpoint('s3_office'),
      type: 'Interface',
      name: 'campus-s3-office',
      vpc: edge,
      serviceName: 'com.amazonaws.us-east-1.s3',
      policy: undefined,
      usedBy: ['office'],
      subnets: [subnet('private_b'), subnet('private_a')],
      securityGroups: [group('endpoints')],
      privateDns: 'on-for-inbound-resolver',
      ipAddressType: 'ipv4',
    },
    {
      id: endpoint('execute_api'),
      type: 'Interface',
      name: 'campus-execute-api',
      vpc: edge,
      serviceName: 'com.amazonaws.us-east-1.execute-api',
      policy: undefined,
      usedBy: ['resize', 'thumbs', 'office'],
      subnets: [subnet('private_a')],
      securityGroups: [group('endpoints')],
      privateDns: 'on',
      ipAddressType: 'dualstack',
    },
    {
      id: endpoint('monitor'),
      type: 'Interface',
      name: 'campus-monitor',
      vpc: edge,
      serviceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0',
      policy: undefined,
      usedBy: ['resize'],
      subnets: [subnet('private_a')],
      securityGroups: [group('endpoints')],
      privateDns: 'off',
      ipAddressType: 'ipv4',
    },
  ],
  resolverEndpoints: [
    {
      id: id('ResolverEndpoint', 'aws_route53_resolver_endpoint.inbound'),
      name: 'campus-inbound',
      subnets: [subnet('private_a'), subnet('private_b')],
      securityGroups: [group('resolver')],
    },
  ],
  hostedZones: [
    {
      id: id('HostedZone', 'aws_route53_zone.monitor'),
      domainName: 'intake.monitor.example',
      vpc: edge,
      records: [
        { id: 'aws_route53_record.monitor', name: 'intake.monitor.example', endpoint: endpoint('monitor') },
      ],
    },
  ],
  roles: [
    {
      id: role('resize'),
      name: 'campus-resize',
      trust: trustOf('lambda.amazonaws.com'),
      inlinePolicies: [
        {
          id: 'aws_iam_role_policy.resize',
          name: 'calls',
          policy: {
            statements: [
              ...allow(
                'Table',
                ['dynamodb:GetItem', 'dynamodb:PutItem'],
                [[{ of: 'aws_dynamodb_table.sizes', attribute: 'arn' }]],
              ).statements,
              ...allow('Home', ['s3:GetObject'], ['arn:aws:s3:::home/${aws:username}/*']).statements,
            ],
          },
        },
      ],
      managedPolicies: [
        {
          id: 'aws_iam_role_policy_attachment.resize',
          name: 'service-role/AWSLambdaVPCAccessExecutionRole',
        },
      ],
    },
  ],
  repositories: [{ id: 'aws_ecr_repository.thumbs', name: 'campus/thumbs' }],
  tables: [{ id: 'aws_dynamodb_table.sizes', name: 'sizes', hashKey: 'Key' }],
  restApis: [
    {
      id: 'aws_api_gateway_rest_api.inner',
      name: 'inner',
      endpointType: 'PRIVATE',
      vpcEndpoints: [endpoint('execute_api')],
      policy: {
        statements: [
          {
            sid: 'FromTheVpc',
            effect: 'Allow',
            principal: { kind: 'anyone' },
            actions: ['execute-api:Invoke'],
            resources: ['execute-api:/*'],
            conditions: [
              {
                operator: 'StringEquals',
                key: 'aws:SourceVpce',
                values: [[{ of: endpoint('execute_api'), attribute: 'id' }]],
              },
            ],
          },
        ],
      },
    },
    { id: 'aws_api_gateway_rest_api.outer', name: 'outer', endpointType: 'REGIONAL', vpcEndpoints: [] },
  ],
  userPools: [
    { id: 'aws_cognito_user_pool.users', name: 'users', domain: 'campus-login' },
    { id: 'aws_cognito_user_pool.guests', name: 'guests', domain: undefined },
  ],
  instances: [
    {
      id: id('Workload', 'aws_instance.nat'),
      name: 'campus-nat',
      securityGroups: [group('nat')],
      subnet: subnet('public_a'),
      publicIp: 'yes',
      amiParameter: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
      instanceType: 't4g.nano',
      sourceDestCheck: false,
      instanceProfile: undefined,
      userData:
        '#!/bin/bash\nsysctl -w net.ipv4.ip_forward=1\n\nfor i in "${LIST[@]}"; do echo \'%{x}\' "$i"; done\n',
    },
  ],
  functions: [
    {
      id: id('Workload', 'aws_lambda_function.resize'),
      name: 'resize',
      securityGroups: [group('caller')],
      subnets: [subnet('private_a'), subnet('private_b')],
      role: role('resize'),
      code: { kind: 'zip', path: 'resize.zip', runtime: 'nodejs22.x', handler: 'index.handler' },
      environment: {
        TABLE: [{ of: 'aws_dynamodb_table.sizes', attribute: 'name' }],
        API: [
          'https://',
          { of: 'aws_api_gateway_rest_api.inner', attribute: 'id' },
          '.execute-api.',
          { deployment: 'region' },
          '.amazonaws.com/prod',
        ],
      },
      timeoutSeconds: 10,
      memoryMib: 256,
    },
    {
      id: id('Workload', 'aws_lambda_function.thumbs'),
      name: 'thumbs',
      securityGroups: [group('caller')],
      subnets: [subnet('private_a')],
      role: role('resize'),
      code: { kind: 'image', image: [{ of: 'aws_ecr_repository.thumbs', attribute: 'url' }, ':v1'] },
      environment: {},
      timeoutSeconds: 10,
      memoryMib: 256,
    },
  ],
  outputs: [
    {
      name: 'nat_id',
      description: 'Says "NAT", ${this} and \\that',
      value: [{ of: id('NatGateway', 'aws_nat_gateway.a'), attribute: 'id' }],
    },
    {
      name: 'private_a_route_table',
      description: 'Has the name of its resource',
      value: [{ of: table('private_a'), attribute: 'id' }],
    },
    {
      name: 'only',
      description: 'A list of one',
      value: { list: [[{ of: endpoint('s3'), attribute: 'id' }]] },
    },
    {
      name: 'function_arns',
      description: 'ARNs',
      value: {
        list: [
          [{ of: id('Workload', 'aws_lambda_function.resize'), attribute: 'arn' }],
          [{ of: id('Workload', 'aws_lambda_function.thumbs'), attribute: 'arn' }],
        ],
      },
    },
  ],
};
