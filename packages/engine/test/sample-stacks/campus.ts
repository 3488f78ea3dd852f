import type { Stack } from '../../src/model/stack.ts';
import { emptyStack, ipv4, ipv6 } from './empty-stack.ts';
import { allow, endpoint, group, httpsRule, id, role, subnet, table, trustOf } from './stack-parts.ts';

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
