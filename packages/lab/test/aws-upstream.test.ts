import { createServer, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Id } from '@naisen/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLabWorld } from '../src/aws/lab-world.ts';
import { InstanceMetadata, type MetadataRequest } from '../src/aws/metadata/instance-metadata.ts';
import { LabSessions } from '../src/aws/sessions.ts';
import { restApiIdOf } from '../src/aws/upstream/rest-apis.ts';
import { catalog, networkOf, openSide, planOf, type Side } from './aws-fixtures.ts';

const stack = `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "ap-northeast-1a"
}
resource "aws_s3_bucket" "open" {
  bucket = "open-bt"
}
resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.open.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "\${aws_s3_bucket.open.arn}/*" },
    ]
  })
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.ap-northeast-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_vpc.main.main_route_table_id]
}
resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.execute-api"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.a.id]
  private_dns_enabled = true
}
resource "aws_api_gateway_rest_api" "private" {
  name = "internal"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}
resource "aws_api_gateway_rest_api" "public" {
  name = "public"
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
resource "aws_instance" "a" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.a.id
}
resource "aws_instance" "b" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.a.id
}
`;

const vpc = 'aws_vpc.main' as Id<'Vpc'>;
const endpoint = (name: string) => `aws_vpc_endpoint.${name}` as Id<'VpcEndpoint'>;
const received: IncomingMessage[] = [];
const upstream = createServer((message, response) => {
  received.push(message);
  message.resume();
  response.end('from the upstream');
});
let side: Side;
let gateway: number;

beforeAll(async () => {
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', () => done()));
  const { port } = upstream.address() as AddressInfo;
  side = await openSide(stack, {}, new URL(`http://127.0.0.1:${port}`));
  gateway = await side.open('aws-front', { kind: 'gateway-endpoint', endpoint: endpoint('s3'), vpc });
});
afterAll(async () => {
  upstream.close();
  await side?.close();
});

function call(
  port: number,
  host: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<string> {
  return new Promise((done, fail) => {
    const options = { host: '127.0.0.1', port, servername: host, path, headers: { host, ...headers } };
    const sent = request({ ...options, rejectUnauthorized: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => done(`${response.statusCode} ${text}`));
    });
    sent.on('error', fail);
    sent.end();
  });
}

describe('an upstream of the user’s own', () => {
  it('is told the endpoint by the lab and never by a client, and buckets by path', async () => {
    const spoofed = { 'x-naisen-vpce': 'vpce-of-somebody-else', 'x-naisen-other': '1', 'x-own': 'kept' };
    const host = 'open-bt.s3.ap-northeast-1.amazonaws.com';
    expect(await call(gateway, host, '/a%20b', spoofed)).toBe('200 from the upstream');
    const last = received.at(-1);
    expect(last?.url).toBe('/open-bt/a%20b');
    expect(last?.headers['x-naisen-vpce']).toMatch(/^vpce-0[0-9a-f]{16}$/);
    expect(last?.headers['x-naisen-other']).toBeUndefined();
    expect(last?.headers['x-own']).toBe('kept');
  });

  it('that has died is told as that, and the lab goes on', async () => {
    const port = await side.open('aws-front', { kind: 'public' });
    upstream.closeAllConnections();
    await new Promise<void>((done) => upstream.close(() => done()));
    const answer = await call(port, 's3.ap-northeast-1.amazonaws.com', '/open-bt/k');
    expect(answer).toMatch(/^502 .*naisen lab: the upstream http:\/\/127\.0\.0\.1:\d+ does not answer/s);
    expect(await call(port, 's3.ap-northeast-1.amazonaws.com', '/nobody-knows/k')).toMatch(/^403 /);
  });
});

describe('APIs of API Gateway, by their way (DNS-18)', () => {
  it.each([
    ['private', 'by the endpoint', '200'],
    ['private', 'by its public name', '403'],
    ['public', 'by the endpoint', '403'],
    ['public', 'by its public name', '200'],
  ])('%s %s: %s', async (kind, way, status) => {
    const byEndpoint = { kind: 'interface-endpoint', endpoint: endpoint('api'), vpc } as const;
    const port = await side.open('aws-front', way === 'by the endpoint' ? byEndpoint : { kind: 'public' });
    const id = restApiIdOf(`aws_api_gateway_rest_api.${kind}`);
    const answer = await call(port, `${id}.execute-api.ap-northeast-1.amazonaws.com`, '/prod/items');
    expect(answer.slice(0, 3)).toBe(status);
  });
});

it('a token of the metadata service is good for one instance', () => {
  const network = networkOf(stack);
  const world = createLabWorld(network, catalog, planOf(network));
  const service = new InstanceMetadata(new LabSessions(() => new Date()), () => new Date());
  const ask = (name: string, method: string, path: string, headers: MetadataRequest['headers']) => {
    const workload = [...network.workloads.values()].find(({ id }) => id === `aws_instance.${name}`);
    const source = world.plan.interfaces.find(
      ({ owner }) => owner.kind === 'workload' && owner.workload === workload?.id,
    );
    if (workload === undefined || source === undefined) throw new Error(`no instance ${name}`);
    return service.answer(world, { method, path, headers, source, workload });
  };
  const token = ask('a', 'PUT', '/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': '60' }).body;
  const shown = { 'x-aws-ec2-metadata-token': token };
  expect(ask('a', 'GET', '/latest/meta-data/instance-id', shown).status).toBe(200);
  expect(ask('b', 'GET', '/latest/meta-data/instance-id', shown).status).toBe(401);
});
