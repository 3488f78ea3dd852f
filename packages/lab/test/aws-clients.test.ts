import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Id } from '@naisen/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram, openProxy, openSide, type Side } from './aws-fixtures.ts';

const stack = `
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "ap-northeast-1a"
}
resource "aws_route_table" "a" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.a.id
}
resource "aws_s3_bucket" "allowed" {
  bucket = "allowed-bt"
}
resource "aws_s3_bucket" "other" {
  bucket = "other-bt"
}
resource "aws_secretsmanager_secret" "db" {
  name = "db"
}
resource "aws_secretsmanager_secret" "private" {
  name = "private"
}
resource "aws_cloudwatch_log_group" "app" {
  name = "/app"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.ap-northeast-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.a.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Allow-bucket"
      Effect    = "Allow"
      Principal = "*"
      Action    = "*"
      Resource  = [aws_s3_bucket.allowed.arn, "\${aws_s3_bucket.allowed.arn}/*"]
    }]
  })
}
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" },
    ]
  })
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:*"], Resource = "*" },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.db.arn
      },
      { Effect = "Allow", Action = "logs:*", Resource = "*" },
      { Effect = "Allow", Action = "dynamodb:*", Resource = "*" },
    ]
  })
}
resource "aws_iam_instance_profile" "app" {
  role = aws_iam_role.app.name
}
resource "aws_instance" "app" {
  ami                  = "ami-0123456789abcdef0"
  instance_type        = "t3.micro"
  subnet_id            = aws_subnet.a.id
  iam_instance_profile = aws_iam_instance_profile.app.name
  tags                 = { Name = "app" }
}
`;

const vpc = 'aws_vpc.main' as Id<'Vpc'>;
const endpoint = 'aws_vpc_endpoint.s3' as Id<'VpcEndpoint'>;

interface Ran {
  readonly code: number;
  readonly out: string;
}

function client(
  side: Side,
  metadataPort: number,
  proxy: string,
): (...words: readonly string[]) => Promise<Ran> {
  return (...words) =>
    new Promise((done) => {
      const env = {
        PATH: process.env.PATH,
        HOME: side.directory,
        HTTPS_PROXY: proxy,
        AWS_CA_BUNDLE: side.side.caCertificate,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${metadataPort}/`,
        AWS_REGION: 'ap-northeast-1',
        AWS_DEFAULT_REGION: 'ap-northeast-1',
        AWS_PAGER: '',
        AWS_MAX_ATTEMPTS: '1',
        NO_PROXY: '127.0.0.1',
        PYENV_VERSION: process.env.PYENV_VERSION,
        PYENV_ROOT: process.env.PYENV_ROOT,
      };
      execFile('aws', [...words], { env, timeout: 60_000 }, (error, out, err) =>
        done({
          code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
          out: `${out}${err}`,
        }),
      );
    });
}

const hasAws = hasProgram('aws');

describe.skipIf(!hasAws)(
  'the AWS CLI, through the gateway endpoint and the public side (needs `aws`)',
  () => {
    let side: Side;
    let aws: ReturnType<typeof client>;
    let proxy: Awaited<ReturnType<typeof openProxy>>;

    beforeAll(async () => {
      side = await openSide(stack, { 'aws_instance.app': '127.0.0.1' });
      const metadata = await side.open('metadata', { kind: 'vpc', vpc }, { address: '169.254.169.254' });
      const gateway = await side.open('aws-front', { kind: 'gateway-endpoint', endpoint, vpc });
      const open = await side.open('aws-front', { kind: 'public' });
      proxy = await openProxy((host) => (host.includes('s3.ap-northeast-1') ? gateway : open));
      aws = client(side, metadata, proxy.url);
    }, 60_000);
    afterAll(async () => {
      proxy?.close();
      await side?.close();
    });

    it('says who the role of the instance is', async () => {
      const { out } = await aws('sts', 'get-caller-identity');
      expect(out).toMatch(/arn:aws:sts::123456789012:assumed-role\/app\/i-0[0-9a-f]{16}/);
    }, 60_000);

    it('writes and reads the bucket that the endpoint policy names', async () => {
      const text = `${'x'.repeat(200_000)}\n`;
      writeFileSync(`${side.directory}/up.txt`, text);
      expect(await aws('s3', 'cp', `${side.directory}/up.txt`, 's3://allowed-bt/a b+c.txt')).toMatchObject({
        code: 0,
      });
      expect((await aws('s3', 'ls', 's3://allowed-bt')).out).toContain('a b+c.txt');
      expect(await aws('s3', 'cp', 's3://allowed-bt/a b+c.txt', `${side.directory}/down.txt`)).toMatchObject({
        code: 0,
      });
      expect(readFileSync(`${side.directory}/down.txt`, 'utf8')).toBe(text);
    }, 90_000);

    it('is refused the other bucket by the endpoint policy, in the words of AWS', async () => {
      const { code, out } = await aws('s3', 'ls', 's3://other-bt');
      expect(code).not.toBe(0);
      expect(out).toContain('AccessDenied');
      expect(out).toContain('because no VPC endpoint policy allows the s3:ListBucket action');
      const entry = side.edge().at(-1);
      expect(entry).toMatchObject({
        verdict: 'denied',
        layer: 'endpoint',
        action: 's3:ListBucket',
        way: 'gateway-endpoint',
        from: 'app',
      });
    }, 60_000);

    it('is refused a list of all buckets: the endpoint policy names one', async () => {
      expect((await aws('s3', 'ls')).out).toContain('s3:ListAllMyBuckets');
    }, 60_000);

    it('reads the secret that the role may read, and no other', async () => {
      expect(
        (
          await aws(
            'secretsmanager',
            'get-secret-value',
            '--secret-id',
            'db',
            '--query',
            'SecretString',
            '--output',
            'text',
          )
        ).out,
      ).toContain('value of db');
      const refused = await aws('secretsmanager', 'get-secret-value', '--secret-id', 'private');
      expect(refused.out).toContain('AccessDeniedException');
      expect(refused.out).toContain(
        'because no identity-based policy allows the secretsmanager:GetSecretValue action',
      );
    }, 60_000);

    it('writes and tails a log', async () => {
      await aws('logs', 'create-log-stream', '--log-group-name', '/app', '--log-stream-name', 's');
      await aws(
        'logs',
        'put-log-events',
        '--log-group-name',
        '/app',
        '--log-stream-name',
        's',
        '--log-events',
        `timestamp=${Date.now()},message=hello`,
      );
      // `aws logs tail` of version 2 is this call.
      expect((await aws('logs', 'filter-log-events', '--log-group-name', '/app')).out).toContain('hello');
    }, 60_000);

    it('makes a table and puts an item into it', async () => {
      const made = await aws(
        'dynamodb',
        'create-table',
        '--table-name',
        'things',
        '--attribute-definitions',
        'AttributeName=id,AttributeType=S',
        '--key-schema',
        'AttributeName=id,KeyType=HASH',
        '--billing-mode',
        'PAY_PER_REQUEST',
      );
      expect(made.out).toContain('TableArn');
      await aws('dynamodb', 'put-item', '--table-name', 'things', '--item', '{"id":{"S":"1"}}');
      expect((await aws('dynamodb', 'scan', '--table-name', 'things')).out).toContain('"Count": 1');
    }, 60_000);
  },
);

const hasMoto = hasAws && hasProgram('moto_server', '--help');

describe.skipIf(!hasMoto)('the AWS CLI with moto as upstream (needs `aws` and `moto_server`)', () => {
  let side: Side;
  let aws: ReturnType<typeof client>;
  let proxy: Awaited<ReturnType<typeof openProxy>>;
  let moto: ChildProcess;

  beforeAll(async () => {
    const port = await freePort();
    moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    const url = new URL(`http://127.0.0.1:${port}`);
    await untilAnswered(url);
    side = await openSide(stack, { 'aws_instance.app': '127.0.0.1' }, url);
    const metadata = await side.open('metadata', { kind: 'vpc', vpc }, { address: '169.254.169.254' });
    const gateway = await side.open('aws-front', { kind: 'gateway-endpoint', endpoint, vpc });
    const open = await side.open('aws-front', { kind: 'public' });
    proxy = await openProxy((host) => (host.includes('s3.ap-northeast-1') ? gateway : open));
    aws = client(side, metadata, proxy.url);
  }, 90_000);
  afterAll(async () => {
    proxy?.close();
    await side?.close();
    moto?.kill('SIGKILL');
  });

  it('finds what the source declares', () => {
    expect(side.side.seeded.filter(({ problem }) => problem !== '')).toEqual([]);
    expect(side.side.seeded.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'bucket allowed-bt',
      'bucket other-bt',
      'secret db',
      'secret private',
      'log-group /app',
    ]);
  });

  it('copies to the bucket that the endpoint policy names, and is refused the other', async () => {
    writeFileSync(`${side.directory}/up.bin`, Buffer.alloc(9 * 1024 * 1024, 7));
    expect((await aws('s3', 'cp', `${side.directory}/up.bin`, 's3://allowed-bt/up.bin')).code).toBe(0);
    expect((await aws('s3', 'ls', 's3://allowed-bt')).out).toContain('9437184 up.bin');
    expect((await aws('s3', 'ls', 's3://other-bt')).out).toContain('no VPC endpoint policy allows');
  }, 90_000);

  it('reads a secret and a table of moto', async () => {
    expect((await aws('secretsmanager', 'get-secret-value', '--secret-id', 'db')).out).toContain(
      'value of db',
    );
    expect((await aws('dynamodb', 'list-tables')).out).toContain('TableNames');
  }, 60_000);
});

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function untilAnswered(url: URL): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 150));
    }
  }
}
