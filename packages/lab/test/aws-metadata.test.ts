import type { Id } from '@naisen/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSide, type Side } from './aws-fixtures.ts';

const role = (name: string, service: string): string => `
resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { Service = "${service}" }, Action = "sts:AssumeRole" },
    ]
  })
}
`;

const stack = `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "ap-northeast-1a"
}
${role('app', 'ec2.amazonaws.com')}
${role('task', 'ecs-tasks.amazonaws.com')}
${role('execution', 'ecs-tasks.amazonaws.com')}
resource "aws_iam_instance_profile" "app" {
  role = aws_iam_role.app.name
}
resource "aws_instance" "strict" {
  ami                  = "ami-0123456789abcdef0"
  instance_type        = "t3.micro"
  subnet_id            = aws_subnet.a.id
  iam_instance_profile = aws_iam_instance_profile.app.name
  metadata_options {
    http_tokens = "required"
  }
}
resource "aws_instance" "lax" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.a.id
}
resource "aws_ecs_cluster" "c" {
  name = "c"
}
resource "aws_ecs_task_definition" "t" {
  family                   = "t"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = aws_iam_role.task.arn
  execution_role_arn       = aws_iam_role.execution.arn
  container_definitions    = jsonencode([{ name = "app", image = "nginx" }])
}
resource "aws_ecs_service" "s" {
  name            = "s"
  cluster         = aws_ecs_cluster.c.id
  task_definition = aws_ecs_task_definition.t.arn
  launch_type     = "FARGATE"
  network_configuration {
    subnets = [aws_subnet.a.id]
  }
}
`;

const vpc = 'aws_vpc.main' as Id<'Vpc'>;
const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };

/** The same metadata service for callers with other addresses: one side for each. */
async function sideOf(
  workload: string,
  address: string,
): Promise<{ readonly side: Side; readonly at: string }> {
  const side = await openSide(stack, { [workload]: '127.0.0.1' });
  const port = await side.open('metadata', { kind: 'vpc', vpc }, { address });
  return { side, at: `http://127.0.0.1:${port}` };
}

let strict: Awaited<ReturnType<typeof sideOf>>;
let lax: Awaited<ReturnType<typeof sideOf>>;
let task: Awaited<ReturnType<typeof sideOf>>;

beforeAll(async () => {
  strict = await sideOf('aws_instance.strict', '169.254.169.254');
  lax = await sideOf('aws_instance.lax', '169.254.169.254');
  task = await sideOf('aws_ecs_service.s', '169.254.170.2');
}, 60_000);
afterAll(async () => {
  for (const one of [strict, lax, task]) await one?.side.close();
});

const get = async (url: string, headers: Record<string, string> = {}): Promise<readonly [number, string]> => {
  const response = await fetch(url, { headers });
  return [response.status, await response.text()];
};

describe('the instance metadata service', () => {
  it('version 2: a token by PUT, then the document; version 1 only where the instance lets it', async () => {
    const path = '/latest/meta-data/placement/availability-zone';
    expect(await get(`${lax.at}${path}`)).toEqual([200, 'ap-northeast-1a']);
    expect((await get(`${strict.at}${path}`))[0]).toBe(401);
    const response = await fetch(`${strict.at}/latest/api/token`, { method: 'PUT', headers: ttl });
    expect(response.headers.get('x-aws-ec2-metadata-token-ttl-seconds')).toBe('60');
    const token = { 'x-aws-ec2-metadata-token': await response.text() };
    expect(await get(`${strict.at}${path}`, token)).toEqual([200, 'ap-northeast-1a']);
    expect((await get(`${strict.at}${path}`, { 'x-aws-ec2-metadata-token': 'made-up' }))[0]).toBe(401);
    expect((await get(`${lax.at}${path}`, { 'x-aws-ec2-metadata-token': 'made-up' }))[0]).toBe(401);
  });

  it.each([
    ['no time to live', {}, 400],
    ['a time to live of more than six hours', { 'x-aws-ec2-metadata-token-ttl-seconds': '21601' }, 400],
    ['a request that was passed on', { ...ttl, 'x-forwarded-for': '10.0.0.1' }, 403],
  ] as const)('no token for %s', async (_reason, headers, status) => {
    const response = await fetch(`${strict.at}/latest/api/token`, { method: 'PUT', headers });
    expect(response.status).toBe(status);
  });

  it('lists directories and tells the instance, its credentials and where it is', async () => {
    const response = await fetch(`${strict.at}/latest/api/token`, { method: 'PUT', headers: ttl });
    const token = { 'x-aws-ec2-metadata-token': await response.text() };
    const [, listing] = await get(`${strict.at}/latest/meta-data/`, token);
    expect(listing.split('\n')).toEqual(
      expect.arrayContaining(['instance-id', 'placement/', 'iam/', 'network/']),
    );
    expect(await get(`${strict.at}/latest/meta-data/iam/security-credentials/`, token)).toEqual([200, 'app']);
    const [, text] = await get(`${strict.at}/latest/meta-data/iam/security-credentials/app`, token);
    expect(JSON.parse(text)).toMatchObject({
      Code: 'Success',
      Type: 'AWS-HMAC',
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
    });
    const [, document] = await get(`${strict.at}/latest/dynamic/instance-identity/document`, token);
    expect(JSON.parse(document)).toMatchObject({
      accountId: '123456789012',
      region: 'ap-northeast-1',
      privateIp: '127.0.0.1',
    });
    expect((await get(`${strict.at}/latest/meta-data/nothing`, token))[0]).toBe(404);
  });

  it('an instance without a role has no credentials', async () => {
    expect((await get(`${lax.at}/latest/meta-data/iam/security-credentials/`))[0]).toBe(404);
  });
});

describe('the credentials of a task', () => {
  it('are those of its task role; the agent has those of the execution role', async () => {
    const workload = [...task.side.network.workloads.values()].find(({ kind }) => kind === 'ecs-fargate');
    if (workload === undefined) throw new Error('no task in the stack');
    for (const [use, name] of [
      ['application', 'task'],
      ['agent', 'execution'],
    ] as const) {
      const path = task.side.side.environmentOf(workload, use).AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
      const [status, text] = await get(`${task.at}${path}`);
      expect(status).toBe(200);
      expect(JSON.parse(text)).toMatchObject({ RoleArn: `arn:aws:iam::123456789012:role/${name}` });
    }
    expect((await get(`${task.at}/v2/credentials/of-somebody-else`))[0]).toBe(404);
  });

  it('without a task role no program is told where credentials are', () => {
    const workload = [...task.side.network.workloads.values()].find(({ kind }) => kind === 'ecs-fargate');
    if (workload === undefined) throw new Error('no task in the stack');
    const roleless = { ...workload, facts: { ...workload.facts, roles: [] } };
    expect(task.side.side.environmentOf(roleless, 'application')).toEqual({});
    expect(task.side.side.hasCredentials(roleless, 'application')).toBe(false);
    expect(task.side.side.hasCredentials(workload, 'application')).toBe(true);
  });

  it('a task has no instance metadata', async () => {
    const port = await task.side.open('metadata', { kind: 'vpc', vpc }, { address: '169.254.169.254' });
    expect((await get(`http://127.0.0.1:${port}/latest/meta-data/`))[0]).toBe(404);
  });
});
