import { describe, expect, it } from 'vitest';
import { catalog } from '../../test/rule-networks.ts';
import { readText } from '../../test/terraform-network.ts';
import { actingKindsOf } from './acting-kinds.ts';
import type { Need } from './need.ts';
import { needsOf } from './needs.ts';

/** What a Fargate task with this container calls; `beside` are resources that it names. */
function needsWith(container: string, beside = ''): readonly Need[] {
  const { network } = readText(`
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  container_definitions    = jsonencode([{ name = "app", ${container} }])
}
resource "aws_ecs_service" "app" {
  name            = "app"
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.app.arn
  network_configuration {
    subnets = [aws_subnet.a.id]
  }
}
${beside}`);
  return [...network.workloads.values()].flatMap((workload) =>
    needsOf(workload, catalog.workloadNeeds(workload.kind)),
  );
}

/** `s3:GetObject on arn:…`, of the calls to one service. */
function asked(needs: readonly Need[], service: string): readonly string[] {
  const need = needs.find((candidate) => candidate.service === service);
  return (need?.actions ?? []).map(({ action, resource }) => `${action} on ${resource}`);
}

const image = (registry: string): string => `image = "111122223333.dkr.ecr.${registry}/app:1"`;
const secret = (valueFrom: string): string => `secrets = [{ name = "S", valueFrom = ${valueFrom} }]`;
const own = 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:db-AbCdEf';

describe('an instance with the policy of the ECS agent is a container instance', () => {
  const agent = 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role';
  const session = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

  function calledBy(...policies: readonly string[]): readonly string[] {
    const attachments = policies.map(
      (arn, i) => `
resource "aws_iam_role_policy_attachment" "p${i}" {
  role       = aws_iam_role.r.name
  policy_arn = "${arn}"
}`,
    );
    const { network } = readText(`
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = "{}"
}
resource "aws_iam_instance_profile" "r" {
  role = aws_iam_role.r.name
}
resource "aws_instance" "i" {
  subnet_id            = aws_subnet.a.id
  iam_instance_profile = aws_iam_instance_profile.r.name
}
${attachments.join('\n')}`);
    const [workload] = [...network.workloads.values()];
    if (workload === undefined) throw new Error('no workload');
    const rows = actingKindsOf(workload).flatMap((kind) => catalog.workloadNeeds(kind));
    return needsOf(workload, rows).map(({ service, need }) => `${service} ${need}`);
  }

  const images = ['ecr.api conditional', 'ecr.dkr conditional'];
  const polls = ['ecs required', 'ecs-agent required', 'ecs-telemetry required'];
  it.each([
    [[agent], [...images, ...polls, 's3 conditional'], 'what it runs is not known, that it polls is'],
    [
      [agent, session],
      [...images, ...polls, 's3 conditional', 'ssm required', 'ssmmessages required'],
      'besides what Session Manager calls',
    ],
    [[session], ['s3 recommended', 'ssm required', 'ssmmessages required'], 'no agent of ECS'],
    [['arn:aws:iam::aws:policy/AmazonS3FullAccess'], [], 'another policy'],
  ])('%j: %j: %s', (policies, expected, _because) => {
    expect(calledBy(...policies)).toEqual(expected);
  });
});

describe('what a task does is asked of the policies on the way', () => {
  it.each([
    ['ap-northeast-1.amazonaws.com', 'arn:aws:s3:::prod-ap-northeast-1-starport-layer-bucket/*', 'aws'],
    [
      'us-gov-west-1.amazonaws.com',
      'arn:aws-us-gov:s3:::prod-us-gov-west-1-starport-layer-bucket/*',
      'GovCloud',
    ],
    ['cn-north-1.amazonaws.com.cn', 'arn:aws-cn:s3:::prod-cn-north-1-starport-layer-bucket/*', 'China'],
  ])(
    'POL-9: layers of an image in %s come from %s, because ARNs name their partition: %s',
    (registry, bucket) => {
      expect(asked(needsWith(image(registry)), 's3')).toEqual([`s3:GetObject on ${bucket}`]);
    },
  );

  it.each([
    [`"${own}"`, own, 'the whole secret'],
    [`"${own}:password::"`, own, 'a JSON key is none of its ARN'],
    [`"${own}:password:AWSCURRENT:v1"`, own, 'nor are its stage and version'],
    [
      'aws_secretsmanager_secret.db.arn',
      'aws_secretsmanager_secret.db',
      'a declared one is named by its address',
    ],
  ])('a secret from %s is read as %s, because %s', (valueFrom, resource) => {
    const beside = 'resource "aws_secretsmanager_secret" "db" { name = "db" }';
    expect(
      asked(
        needsWith(`${image('ap-northeast-1.amazonaws.com')}, ${secret(valueFrom)}`, beside),
        'secretsmanager',
      ),
    ).toEqual([`secretsmanager:GetSecretValue on ${resource}`]);
  });
});

describe('rows of the catalogue follow the declaration', () => {
  it.each([
    ['image = "nginx:1"', '', ['ecr.api', 'ecr.dkr', 's3'], [], 'Docker Hub is no ECR'],
    [
      image('ap-northeast-1.amazonaws.com'),
      '',
      ['ecr.api', 'ecr.dkr', 's3'],
      ['required'],
      'ECR needs all three',
    ],
    ['image = var.image', 'variable "image" {}', ['ecr.api', 'ecr.dkr', 's3'], ['conditional'], 'who knows'],
    [
      secret('aws_ssm_parameter.db.arn'),
      'resource "aws_ssm_parameter" "db" {\n  name  = "db"\n  type  = "String"\n  value = "x"\n}',
      ['ssm'],
      ['required'],
      'a parameter that is declared is read from Systems Manager',
    ],
    [secret('"/shop/db"'), '', ['ssm'], ['required'], 'so is one that is named'],
    [secret(`"${own}"`), '', ['ssm'], [], 'a secret is not'],
  ])('%s%s: %j are %j, because %s', (container, beside, services, expected) => {
    const needs = needsWith(
      container.startsWith('image') ? container : `image = "nginx:1", ${container}`,
      beside,
    );
    const found = services.flatMap((service) => needs.filter((need) => need.service === service));
    expect([...new Set(found.map(({ need }) => need))]).toEqual(expected);
    expect(found).toHaveLength(expected.length === 0 ? 0 : services.length);
  });

  it('a task whose image is not read may pull from ECR', () => {
    const needs = needsWith('essential = true');
    expect(needs.find(({ service }) => service === 'ecr.dkr')?.because).toBe('IMAGE_REGISTRY_UNKNOWN');
  });
});
