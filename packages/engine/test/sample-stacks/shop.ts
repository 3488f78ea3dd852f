import type { Stack, StackPolicy } from '../../src/model/stack.ts';
import { emptyStack, ipv4 } from './empty-stack.ts';
import { allow, endpoint, group, httpsRule, id, role, subnet, table, trustOf } from './stack-parts.ts';

const vpc = id('Vpc', 'aws_vpc.main');

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
