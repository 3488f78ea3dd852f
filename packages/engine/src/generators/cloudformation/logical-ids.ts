import { labelOf, typeOf } from '../address.ts';

/** Words for the kinds of things, none the end of another: labels of two kinds never make one name. */
export const nouns: Readonly<Record<string, string>> = {
  aws_api_gateway_rest_api: 'RestApi',
  aws_cloudwatch_log_group: 'LogGroup',
  aws_cognito_user_pool: 'UserPool',
  aws_cognito_user_pool_domain: 'UserPoolDomain',
  aws_dynamodb_table: 'DynamoDbTable',
  aws_ecr_repository: 'Repository',
  aws_ecs_cluster: 'Cluster',
  aws_ecs_service: 'Service',
  aws_ecs_task_definition: 'TaskDefinition',
  aws_egress_only_internet_gateway: 'EgressOnlyGateway',
  aws_eip: 'ElasticIp',
  aws_flow_log: 'FlowLog',
  aws_iam_instance_profile: 'InstanceProfile',
  aws_iam_role: 'Role',
  aws_iam_role_policy: 'RolePolicy',
  aws_instance: 'Instance',
  aws_internet_gateway: 'InternetGateway',
  aws_lambda_function: 'Function',
  aws_nat_gateway: 'NatGateway',
  aws_route: 'Route',
  aws_route53_record: 'Record',
  aws_route53_resolver_endpoint: 'ResolverEndpoint',
  aws_route53_zone: 'HostedZone',
  aws_route_table: 'RouteTable',
  aws_route_table_association: 'RouteTableAssociation',
  aws_s3_bucket: 'Bucket',
  aws_secretsmanager_secret: 'Secret',
  aws_security_group: 'SecurityGroup',
  aws_subnet: 'Subnet',
  aws_vpc: 'Vpc',
  aws_vpc_endpoint: 'VpcEndpoint',
  aws_vpc_security_group_egress_rule: 'EgressRule',
  aws_vpc_security_group_ingress_rule: 'IngressRule',
  aws_vpn_gateway: 'VpnGateway',
  attachment: 'Attachment',
  image: 'Image',
  ipv6_block: 'Ipv6Block',
  code_bucket: 'CodeBucketName',
  code_key: 'CodeKey',
  prefix_list: 'PrefixList',
  propagation: 'RoutePropagation',
};

/** `PrivateASubnet` of `aws_subnet.private_a`. */
export function logicalIdOf(id: string): string {
  return `${pascal(labelOf(id))}${nouns[typeOf(id)] ?? pascal(typeOf(id))}`;
}

/**
 * `PrivateSubnetIds` of `private_subnet_ids`.
 *
 * A word that would not begin with a capital gets an `x` first, and so does one that looks like it did:
 * `a_0` gives `AX0` and `a_x0` gives `AXx0`.
 */
export function pascal(label: string): string {
  return label
    .split(/[_-]/)
    .map((word) => (/^x*(\d|$)/.test(word) ? `x${word}` : word))
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}
