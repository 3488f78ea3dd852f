import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCatalog } from '../src/catalog/create-catalog.ts';
import type { Network } from '../src/model/network.ts';
import { needsOf } from '../src/needs/needs.ts';
import type { Call } from '../src/reachability/answer.ts';
import { checkNetwork } from '../src/reachability/check.ts';
import { readDirectory, readText } from './terraform-network.ts';

const catalogFolder = new URL('../../../catalog/', import.meta.url);
const catalog = createCatalog({
  read: (name) =>
    existsSync(new URL(name, catalogFolder)) ? readFileSync(new URL(name, catalogFolder), 'utf8') : undefined,
});

function check(network: Network): readonly Call[] {
  const needs = (workload: Parameters<typeof needsOf>[0]) =>
    needsOf(workload, catalog.workloadNeeds(workload.kind)).map(
      ({ service, need, why, source, actions }) => ({
        service,
        questions: actions ?? [],
        reason:
          need === 'conditional'
            ? ({ kind: 'conditional', why, source } as const)
            : ({ kind: 'needed', why, need, source } as const),
      }),
    );
  return checkNetwork(network, catalog, { needs, services: [] }).calls;
}

function told(calls: readonly Call[], service: string): readonly string[] {
  const call = calls.find((one) => one.service === service);
  if (call === undefined) return ['no such call'];
  return [call.verdict, ...call.paths[0].blockers.map(({ code, facts }) => `${code} ${facts.action ?? ''}`)];
}

interface Task {
  readonly s3?: string;
  readonly secrets?: string;
  readonly execution?: string;
}

const managed = `
resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}
resource "aws_iam_role_policy" "secrets" {
  role   = aws_iam_role.execution.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow",
    Action = "secretsmanager:GetSecretValue", Resource = aws_secretsmanager_secret.db.arn }] })
}
`;

/** A Fargate task in a private subnet with the five endpoints of the article. */
function task({ s3 = '', secrets = '', execution = managed }: Task): string {
  const interfaceEndpoint = (name: string, service: string, policy = ''): string => `
resource "aws_vpc_endpoint" "${name}" {
  vpc_id              = aws_vpc.m.id
  service_name        = "com.amazonaws.ap-northeast-1.${service}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id]
  security_group_ids  = [aws_security_group.open.id]
  ${policy}
}`;
  return `
data "aws_caller_identity" "me" {}
resource "aws_vpc" "m" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.m.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_security_group" "open" {
  vpc_id = aws_vpc.m.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
${interfaceEndpoint('api', 'ecr.api')}
${interfaceEndpoint('dkr', 'ecr.dkr')}
${interfaceEndpoint('logs', 'logs')}
${interfaceEndpoint('secrets', 'secretsmanager', secrets)}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.m.id
  service_name    = "com.amazonaws.ap-northeast-1.s3"
  route_table_ids = [aws_vpc.m.main_route_table_id]
  ${s3}
}
resource "aws_ecr_repository" "app" {
  name = "app"
}
resource "aws_secretsmanager_secret" "db" {
  name = "db"
}
resource "aws_iam_role" "execution" {
  name               = "execution"
  assume_role_policy = "{}"
}
${execution}
resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  execution_role_arn       = aws_iam_role.execution.arn
  container_definitions = jsonencode([{
    name    = "app"
    image   = "\${aws_ecr_repository.app.repository_url}:latest"
    secrets = [{ name = "DB", valueFrom = aws_secretsmanager_secret.db.arn }]
    logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = "/app" } }
  }])
}
resource "aws_ecs_service" "app" {
  name            = "app"
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.app.arn
  network_configuration {
    subnets         = [aws_subnet.a.id]
    security_groups = [aws_security_group.open.id]
  }
}
`;
}

function policy(statement: string): string {
  return `policy = jsonencode({ Version = "2012-10-17", Statement = [${statement}] })`;
}

describe('an endpoint whose policy lets nothing through (POL-4)', () => {
  const denies = '{ Effect = "Deny", Principal = "*", Action = "s3:DeleteBucket", Resource = "*" }';
  const lambda = `
resource "aws_lambda_function" "other" {
  function_name = "other"
  role          = "arn:aws:iam::111122223333:role/other"
  vpc_config {
    subnet_ids         = [aws_subnet.a.id]
    security_group_ids = [aws_security_group.open.id]
  }
}`;
  const ofLambda = (s3: string): readonly string[] => {
    const { network } = readText(task({ s3 }) + lambda);
    const call = check(network).find(
      ({ workload, service }) => workload === 'aws_lambda_function.other' && service === 's3',
    );
    return call === undefined
      ? []
      : [
          call.verdict,
          ...call.paths.flatMap(({ blockers }) =>
            blockers.map(({ code, facts }) => `${code} ${facts.action}`),
          ),
        ];
  };

  it.each([
    [policy(denies), ['blocked', 'VPCE_POLICY_DENY_ONLY s3:*'], 'it only denies'],
    ['policy = "{ not json"', ['blocked', 'VPCE_POLICY_INVALID s3:*'], 'AWS does not take it'],
    [policy(`${denies}, ${denies.replace('Deny', 'Allow')}`), ['reachable'], 'some call may pass'],
    ['', ['reachable'], 'the default policy allows everything'],
  ])('%s: a call of which nothing is known is %j, because %s', (s3, expected, _because) => {
    expect(ofLambda(s3)).toEqual(expected);
  });
});

describe('a Fargate task and who may call (POL-9, POL-10)', () => {
  const bucketOnly =
    '{ Effect = "Allow", Principal = "*", Action = "*", Resource = ["arn:aws:s3:::own", "arn:aws:s3:::own/*"] }';
  const layers =
    '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::prod-ap-northeast-1-starport-layer-bucket/*" }';
  const ownAccount =
    '{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalAccount" = "111122223333" } } }';
  const ownResources =
    '{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*", Condition = { StringEquals = { "aws:ResourceAccount" = data.aws_caller_identity.me.account_id } } }';
  const ownPrincipals =
    '{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalAccount" = data.aws_caller_identity.me.account_id } } }';
  const otherSecret =
    '{ Effect = "Allow", Principal = "*", Action = "*", Resource = "arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:other-AbCdEf" }';
  const ownSecret =
    '{ Effect = "Allow", Principal = "*", Action = "*", Resource = aws_secretsmanager_secret.db.arn }';
  const noLogs = `
resource "aws_iam_role_policy" "pull" {
  role   = aws_iam_role.execution.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Action = ["ecr:*", "secretsmanager:*"], Resource = "*"
  }] })
}`;

  it.each<readonly [string, Task, readonly string[], string]>([
    ['s3', {}, ['reachable'], 'the default policy allows everything'],
    [
      's3',
      { s3: policy(ownResources) },
      ['blocked', 'VPCE_POLICY_AWS_OWNED_RESOURCE s3:GetObject'],
      'R-27: the bucket of the layers is in no account of the user',
    ],
    [
      's3',
      { s3: policy(ownPrincipals) },
      ['blocked', 'VPCE_POLICY_NO_PRINCIPAL s3:GetObject'],
      'POL-10: nor is the signer of their URLs, whatever the number of the own account is',
    ],
    [
      's3',
      { s3: policy(bucketOnly) },
      ['blocked', 'VPCE_POLICY_AWS_OWNED_RESOURCE s3:GetObject'],
      'layers lie in a bucket of AWS',
    ],
    [
      's3',
      { s3: policy(`${bucketOnly}, ${layers}`) },
      ['reachable'],
      'the bucket of the layers is allowed too',
    ],
    [
      's3',
      { s3: policy(ownAccount) },
      ['blocked', 'VPCE_POLICY_NO_PRINCIPAL s3:GetObject'],
      'AWS signs the URL of a layer',
    ],
    ['ecr.api', {}, ['reachable'], 'the managed policy lets the execution role pull'],
    ['ecr.dkr', {}, ['reachable'], 'the managed policy lets the execution role pull'],
    ['logs', {}, ['reachable'], 'the managed policy lets it write logs'],
    ['secretsmanager', {}, ['reachable'], 'the role may read this secret'],
    ['secretsmanager', { secrets: policy(ownSecret) }, ['reachable'], 'the endpoint allows this secret'],
    [
      'secretsmanager',
      {
        secrets: policy(
          '{ Effect = "Deny", Principal = "*", Action = "secretsmanager:PutSecretValue", Resource = "*" }',
        ),
      },
      ['blocked', 'VPCE_POLICY_DENY_ONLY secretsmanager:GetSecretValue'],
      'a policy with only Deny denies all (POL-4)',
    ],
    [
      'secretsmanager',
      { secrets: policy(otherSecret) },
      ['undetermined'],
      'the ARN of the secret ends in letters that AWS chooses',
    ],
    [
      'logs',
      { execution: noLogs },
      [
        'blocked',
        'IAM_IDENTITY_IMPLICIT_DENY logs:CreateLogStream',
        'IAM_IDENTITY_IMPLICIT_DENY logs:PutLogEvents',
      ],
      'no policy of the role allows logs',
    ],
    ['ecr.api', { execution: noLogs }, ['reachable'], 'the role may pull'],
    [
      's3',
      { s3: 'policy = "{ not json"' },
      ['blocked', 'VPCE_POLICY_INVALID s3:GetObject'],
      'a broken policy allows nothing',
    ],
  ])('%s with %j is %j because %s', (service, parts, expected, _because) => {
    expect(told(check(readText(task(parts)).network), service)).toEqual(expected);
  });
});

const stacks = new URL('../../../../shared/stacks/', import.meta.url);

describe.runIf(existsSync(stacks))('the Fargate service of the article', () => {
  it('still reaches everything it needs, policies included', () => {
    if (!existsSync(stacks)) return;
    const calls = check(readDirectory(new URL('hands-on-8/terraform/', stacks)).network);
    expect(calls.map(({ service, verdict }) => `${service} ${verdict}`)).toEqual([
      'ecr.api reachable',
      'ecr.dkr reachable',
      'logs reachable',
      's3 reachable',
      'secretsmanager reachable',
    ]);
  });
});
