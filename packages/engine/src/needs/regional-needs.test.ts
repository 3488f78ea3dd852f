import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import { needsInRegions } from './regional-needs.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({
  read: (name) =>
    existsSync(new URL(name, folder)) ? readFileSync(new URL(name, folder), 'utf8') : undefined,
});

/** Required services of a Fargate task in Tokyo with these containers. */
function needed(containers: string): readonly string[] {
  const { network } = readText(`
resource "aws_vpc" "m" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.m.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  container_definitions    = jsonencode([${containers}])
}
resource "aws_ecs_service" "app" {
  name            = "app"
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.app.arn
  network_configuration {
    subnets = [aws_subnet.a.id]
  }
}
`);
  const [workload] = [...network.workloads.values()];
  if (workload === undefined) return [];
  const rows = catalog.workloadNeeds(workload.kind);
  return needsInRegions(workload, rows, 'ap-northeast-1', catalog)
    .filter(({ need }) => need === 'required')
    .map(({ service }) => service);
}

const image = (region: string): string => `image = "111122223333.dkr.ecr.${region}.amazonaws.com/app:1"`;
const own = ['ecr.api', 'ecr.dkr', 's3'];
const abroad = [
  'api.ecr.us-east-1.amazonaws.com',
  '111122223333.dkr.ecr.us-east-1.amazonaws.com',
  's3.us-east-1.amazonaws.com',
];
const logsIn = (region: string): string =>
  `logConfiguration = { logDriver = "awslogs", options = { "awslogs-region" = "${region}" } }`;
const secretIn = (region: string): string =>
  `secrets = [{ name = "S", valueFrom = "arn:aws:secretsmanager:${region}:111122223333:secret:db-AbCdEf" }]`;

describe('an endpoint serves the names of its own Region only', () => {
  it.each([
    [`{ ${image('ap-northeast-1')} }`, own, 'the image stands in the Region of the task'],
    [`{ ${image('us-east-1')} }`, abroad, 'it is pulled from the other Region, layers too'],
    [`{ ${image('ap-northeast-1')} }, { ${image('us-east-1')} }`, [...own, ...abroad], 'one of each'],
    [`{ image = "nginx:1", ${logsIn('ap-northeast-1')} }`, ['logs'], 'the log group is here'],
    [`{ image = "nginx:1", ${logsIn('us-west-2')} }`, ['logs.us-west-2.amazonaws.com'], 'it is there'],
    [`{ image = "nginx:1", ${secretIn('ap-northeast-1')} }`, ['secretsmanager'], 'the secret is here'],
    [
      `{ image = "nginx:1", ${secretIn('eu-west-1')} }`,
      ['secretsmanager.eu-west-1.amazonaws.com'],
      'its ARN names another Region',
    ],
  ])('%s needs %j, because %s', (containers, expected, _because) => {
    expect(needed(containers)).toEqual(expected);
  });
});
