import { type Id, idOf } from '../../model/identity.ts';
import type { Address, StackId, StackReference, StackText } from '../../model/stack.ts';
import { labelOfName } from './names.ts';

/** Addresses of all that may be made of one name of the intent. */
export interface Identifiers {
  readonly bucket: Address<'aws_s3_bucket'>;
  readonly table: Address<'aws_dynamodb_table'>;
  readonly secret: Address<'aws_secretsmanager_secret'>;
  readonly repository: Address<'aws_ecr_repository'>;
  readonly restApi: Address<'aws_api_gateway_rest_api'>;
  readonly userPool: Address<'aws_cognito_user_pool'>;
  readonly logGroup: Address<'aws_cloudwatch_log_group'>;
  readonly taskDefinition: Address<'aws_ecs_task_definition'>;
  readonly instanceProfile: Address<'aws_iam_instance_profile'>;
  readonly securityGroup: Id<'SecurityGroup'>;
  readonly role: Id<'Role'>;
  readonly executionRole: Id<'Role'>;
  readonly service: Id<'Workload'>;
  readonly instance: Id<'Workload'>;
  readonly function: Id<'Workload'>;
}

export function idsOf(name: string): Identifiers {
  const label = labelOfName(name);
  return {
    bucket: `aws_s3_bucket.${label}`,
    table: `aws_dynamodb_table.${label}`,
    secret: `aws_secretsmanager_secret.${label}`,
    repository: `aws_ecr_repository.${label}`,
    restApi: `aws_api_gateway_rest_api.${label}`,
    userPool: `aws_cognito_user_pool.${label}`,
    logGroup: `aws_cloudwatch_log_group.${label}`,
    taskDefinition: `aws_ecs_task_definition.${label}`,
    instanceProfile: `aws_iam_instance_profile.${label}`,
    securityGroup: idOf('SecurityGroup', `aws_security_group.${label}`),
    role: idOf('Role', `aws_iam_role.${label}`),
    executionRole: idOf('Role', `aws_iam_role.${label}_execution`),
    service: idOf('Workload', `aws_ecs_service.${label}`),
    instance: idOf('Workload', `aws_instance.${label}`),
    function: idOf('Workload', `aws_lambda_function.${label}`),
  };
}

export const vpcId: Id<'Vpc'> = idOf('Vpc', 'aws_vpc.main');
export const endpointGroupId: Id<'SecurityGroup'> = idOf('SecurityGroup', 'aws_security_group.endpoints');

export function endpointId(service: string, type: 'Gateway' | 'Interface'): Id<'VpcEndpoint'> {
  // Two endpoints of S3 may stand side by side.
  const behind = type === 'Interface' && ['s3', 'dynamodb'].includes(service) ? '_interface' : '';
  return idOf('VpcEndpoint', `aws_vpc_endpoint.${labelOfName(service)}${behind}`);
}

export function subnetId(tier: string, zone: string): Id<'Subnet'> {
  return idOf('Subnet', `aws_subnet.${tier}_${zone}`);
}

/** Public subnets share one table: their way out does not depend on the zone. */
export function routeTableId(tier: string, zone: string): Id<'RouteTable'> {
  return idOf('RouteTable', `aws_route_table.${tier === 'public' ? 'public' : `${tier}_${zone}`}`);
}

export function referenceTo(of: StackId, attribute: StackReference['attribute']): StackReference {
  return { of, attribute };
}

/** The ARN of something that the stack does not make, in its own account unless another is given. */
export function arnIn(
  service: string,
  resource: string | StackReference,
  place?: { readonly region: string | undefined; readonly account: string | undefined },
  behind = '',
): StackText {
  return [
    'arn:',
    { deployment: 'partition' },
    `:${service}:`,
    place?.region ?? { deployment: 'region' },
    ':',
    place?.account ?? { deployment: 'account' },
    ':',
    resource,
    behind,
  ];
}
