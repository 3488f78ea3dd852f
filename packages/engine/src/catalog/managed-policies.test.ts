import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { createManagedPolicies } from './managed-policies.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const { managedPolicy } = createManagedPolicies({ read });

describe('policies that AWS keeps', () => {
  it('the file is what its schema says', () => {
    const validate = new Ajv({ allErrors: true }).compile(
      JSON.parse(read('schema/managed-policies.schema.json')),
    );
    validate(JSON.parse(read('managed-policies.json')));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    ['arn:aws:iam::aws:policy/AmazonS3FullAccess', 's3-object-lambda:*', 'S3-8: full access to S3'],
    [
      'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
      'ecr:GetAuthorizationToken',
      'a path',
    ],
    [
      'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
      'ssmmessages:CreateDataChannel',
      'Session Manager',
    ],
    [
      'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole',
      'ec2:CreateNetworkInterface',
      'Lambda',
    ],
    ['arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy', 'ec2:DescribeInstances', 'nodes of EKS'],
    ['arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy', 'logs:PutLogEvents', 'the agent'],
    ['arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess', 's3:Get*', 'the same policy in China'],
  ])('%s allows %s, because %s', (arn, action) => {
    expect(managedPolicy(arn)?.document).toContain(`"${action}"`);
  });

  it.each([
    ['arn:aws:iam::111122223333:policy/AmazonS3FullAccess', 'a customer may use the name'],
    ['arn:aws:iam::aws:policy/NoSuchPolicy', 'not recorded is not known'],
  ])('%s is unknown, because %s', (arn) => {
    expect(managedPolicy(arn)).toBeUndefined();
  });
});
