import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import { RoleGrants } from '../reachability/role-grants.ts';
import { RoleNeeds } from './role-needs.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({
  read: (name) =>
    existsSync(new URL(name, folder)) ? readFileSync(new URL(name, folder), 'utf8') : undefined,
});

const around = `
resource "aws_vpc" "m" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.m.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = "{}"
}
resource "aws_iam_instance_profile" "p" { role = aws_iam_role.r.name }
`;

const bodies: Readonly<Record<'instance' | 'function', string>> = {
  instance: `
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  subnet_id            = aws_subnet.a.id
  iam_instance_profile = aws_iam_instance_profile.p.name
}`,
  function: `
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  vpc_config {
    subnet_ids         = [aws_subnet.a.id]
    security_group_ids = []
  }
}`,
};

function needsWith(kind: keyof typeof bodies, policies: string) {
  const { network } = readText(`${around}${bodies[kind]}${policies}`);
  const grants = new RoleGrants(network, catalog);
  const needs = new RoleNeeds(catalog, 'ap-northeast-1');
  return [...network.workloads.values()].flatMap((workload) => needs.of(workload, grants.of(workload)));
}

const inline = (statement: string): string => `
resource "aws_iam_role_policy" "x" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statement}] })
}`;
const allow = (actions: string, rest = 'Resource = "*"'): string =>
  inline(`{ Effect = "Allow", Action = ${actions}, ${rest} }`);
const managed = (name: string): string => `
resource "aws_iam_role_policy_attachment" "x" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/${name}"
}`;

describe('what a role lets its workload call', () => {
  it.each([
    ['instance', allow('["sqs:SendMessage"]'), ['sqs'], 'the action of an inline policy'],
    ['instance', allow('"cloudwatch:PutMetricData"'), ['monitoring'], 'the endpoint has another name'],
    ['instance', allow('"bedrock:InvokeModel"'), ['bedrock-runtime'], 'models are invoked at the runtime'],
    ['instance', allow('"bedrock:InvokeAgent"'), ['bedrock-agent-runtime'], 'agents at another one'],
    ['instance', allow('["S3:*", "kms:Decrypt"]'), ['kms', 's3'], 'a wildcard, letters of any case'],
    ['instance', allow('"ecr:*"'), ['ecr.api', 'ecr.dkr', 's3'], 'who pulls images needs the layers'],
    ['instance', allow('"ecr:GetAuthorizationToken"'), ['ecr.api'], 'a token alone does not'],
    ['instance', allow('"*"'), [], 'everything says nothing'],
    ['instance', inline('{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }'), [], 'nor all but some'],
    ['instance', inline('{ Effect = "Deny", Action = "s3:*", Resource = "*" }'), [], 'a deny allows nothing'],
    ['instance', allow('"iam:PassRole"'), [], 'no call uses it by itself'],
    ['instance', allow('"rds-db:connect"'), [], 'the database is no service endpoint'],
    ['instance', allow('"nosuch:Thing"'), [], 'a prefix that nobody knows'],
    [
      'instance',
      allow('"appflow:StartFlow"'),
      ['appflow.ap-northeast-1.amazonaws.com'],
      'an API without an endpoint is called by its public name',
    ],
    [
      'instance',
      allow(
        '"kms:Decrypt"',
        'Resource = "*", Condition = { StringEquals = { "kms:ViaService" = "s3.ap-northeast-1.amazonaws.com" } }',
      ),
      [],
      'S3 decrypts, not the application',
    ],
    ['function', allow('["ec2:CreateNetworkInterface", "logs:PutLogEvents"]'), [], 'Lambda itself calls'],
    ['function', allow('["ec2:*", "sqs:*"]'), ['sqs'], 'a wildcard that covers what Lambda itself calls'],
    ['instance', allow('"logs:PutLogEvents"'), ['logs'], 'on an instance the application does'],
    ['function', managed('service-role/AWSLambdaVPCAccessExecutionRole'), [], 'Lambda itself calls'],
    ['instance', managed('AmazonSSMManagedInstanceCore'), [], 'the kind of the workload says it'],
    [
      'instance',
      managed('AmazonDynamoDBFullAccess'),
      ['dynamodb'],
      'what the policy is for, not its console',
    ],
    ['instance', managed('AdministratorAccess'), [], 'everything says nothing'],
    ['instance', managed('ReadOnlyAccess'), [], 'nor hundreds of services'],
  ] as const)('%s: %s gives %j: %s', (kind, policies, expected, _because) => {
    const found = [...new Set(needsWith(kind, policies).map(({ service }) => service))];
    expect(found).toEqual(expected);
  });

  it('names the role, the policy with its line, and the actions', () => {
    const [need] = needsWith('instance', allow('["sqs:SendMessage", "sqs:GetQueueUrl"]'));
    expect(need?.need).toBe('conditional');
    expect(need?.facts).toEqual({
      role: 'aws_iam_role.r',
      policy: 'aws_iam_role_policy.x',
      statement: 'Statement 1',
      actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'],
    });
    expect(need?.source).toEqual([expect.stringMatching(/^main\.tf:\d+$/)]);
  });

  it.each([
    ['"s3:GetObject"', 'Resource = "${aws_s3_bucket.b.arn}/*"', ['s3:GetObject aws_s3_bucket.b/*']],
    ['"s3:GetObject"', 'Resource = "arn:aws:s3:::x/*"', ['s3:GetObject arn:aws:s3:::x/*']],
    ['"s3:GetObject"', 'Resource = "arn:aws:s3:::x-*/*"', ['s3:GetObject ']],
    ['"s3:GetObject"', 'Resource = "*"', ['s3:GetObject ']],
    ['"s3:Get*"', 'Resource = "arn:aws:s3:::x/*"', []],
  ])('asks the policies on the path %s %s: %j', (action, resource, expected) => {
    const [need] = needsWith('instance', allow(action, resource));
    expect(need?.actions?.map((one) => `${one.action} ${one.resource}`)).toEqual(expected);
  });
});
