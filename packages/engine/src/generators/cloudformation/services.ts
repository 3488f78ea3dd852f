import type { Stack, StackTable, StackUserPool } from '../../model/stack.ts';
import { labelOf, sortedById } from '../address.ts';
import { policyData } from '../data.ts';
import { json, ref } from './references.ts';
import { idRefs, resource, tags } from './resources.ts';
import type { TemplateResource } from './template.ts';

/** What workloads call and the stack itself makes. */
export function serviceResources(stack: Stack): readonly TemplateResource[] {
  return [
    ...sortedById(stack.repositories).map(({ id, name }) =>
      resource(id, 'AWS::ECR::Repository', { RepositoryName: name, Tags: tags(stack) }),
    ),
    ...sortedById(stack.secrets).map(({ id, name }) =>
      resource(id, 'AWS::SecretsManager::Secret', { Name: name, Tags: tags(stack) }),
    ),
    ...sortedById(stack.buckets).map(({ id, name }) =>
      resource(id, 'AWS::S3::Bucket', { BucketName: name, Tags: tags(stack) }),
    ),
    ...sortedById(stack.tables).map((table) => tableResource(table, stack)),
    ...sortedById(stack.restApis).map(({ id, name, endpointType, vpcEndpoints, policy }) =>
      resource(id, 'AWS::ApiGateway::RestApi', {
        Name: name,
        EndpointConfiguration: {
          Types: [endpointType],
          ...(vpcEndpoints.length === 0 ? {} : { VpcEndpointIds: idRefs(vpcEndpoints) }),
        },
        Policy: policy === undefined ? undefined : json(policyData(policy)),
        Tags: tags(stack),
      }),
    ),
    ...sortedById(stack.userPools).flatMap((pool) => userPoolResources(pool, stack)),
  ];
}

function tableResource({ id, name, hashKey }: StackTable, stack: Stack): TemplateResource {
  return resource(id, 'AWS::DynamoDB::Table', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: hashKey, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: hashKey, KeyType: 'HASH' }],
    Tags: tags(stack),
  });
}

function userPoolResources({ id, name, domain }: StackUserPool, stack: Stack): readonly TemplateResource[] {
  const poolTags = { Project: stack.name, ...stack.tags };
  const pool = resource(id, 'AWS::Cognito::UserPool', { UserPoolName: name, UserPoolTags: poolTags });
  if (domain === undefined) return [pool];
  return [
    pool,
    resource(`aws_cognito_user_pool_domain.${labelOf(id)}`, 'AWS::Cognito::UserPoolDomain', {
      Domain: domain,
      UserPoolId: ref(id),
    }),
  ];
}
