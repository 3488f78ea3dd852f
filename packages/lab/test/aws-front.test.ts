import { readFileSync, statSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect as tlsConnect } from 'node:tls';
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Id } from '@naisen/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presignUrl } from '../src/aws/requests/signature.ts';
import { openSide, type Side } from './aws-fixtures.ts';

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
resource "aws_s3_bucket" "allowed" {
  bucket = "allowed-bt"
}
resource "aws_s3_bucket" "open" {
  bucket = "open-bt"
}
resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.open.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.open.arn}/*" },
      {
        Effect = "Deny", Principal = "*", Action = "s3:*"
        Resource = [aws_s3_bucket.open.arn, "\${aws_s3_bucket.open.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
resource "aws_ecr_repository" "app" {
  name = "team/app"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.ap-northeast-1.s3"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.a.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid = "ours", Effect = "Allow", Principal = "*", Action = "*"
        Resource = "arn:aws:s3:::allowed-bt*"
      },
      {
        Sid = "layers", Effect = "Allow", Principal = "*", Action = "s3:GetObject"
        Resource = "arn:aws:s3:::prod-ap-northeast-1-starport-layer-bucket/*"
      },
      { Sid = "no-deletion", Effect = "Deny", Principal = "*", Action = "s3:DeleteObject", Resource = "*" },
    ]
  })
}
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" },
    ]
  })
}
resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:*", "ecr:*"], Resource = "*" }]
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
}
`;

const vpc = 'aws_vpc.main' as Id<'Vpc'>;
const endpoint = 'aws_vpc_endpoint.s3' as Id<'VpcEndpoint'>;
const s3Host = 's3.ap-northeast-1.amazonaws.com';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let side: Side;
let byEndpoint: number;
let byPublic: number;
let byPlainHttp: number;
let credentials: {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
};
let client: S3Client;

/** An agent that leads every name to one port of this machine. */
function agentTo(port: () => number, ca: string): Agent {
  const agent = new Agent({ ca });
  const made = agent as unknown as {
    createConnection: (options: { servername?: string; host?: string }) => unknown;
  };
  made.createConnection = ({ servername, host }) =>
    tlsConnect({ port: port(), host: '127.0.0.1', servername: servername ?? host ?? '', ca });
  return agent;
}

function call(
  port: number,
  host: string,
  path: string,
  method = 'GET',
  headers: Record<string, string> = {},
  body = '',
): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        servername: host,
        path,
        method,
        headers: { host, ...headers },
        ca: readFileSync(side.side.caCertificate),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    sent.on('error', fail);
    sent.end(body);
  });
}

async function credentialsOf(metadata: number): Promise<typeof credentials> {
  const at = `http://127.0.0.1:${metadata}`;
  const token = await (
    await fetch(`${at}/latest/api/token`, {
      method: 'PUT',
      headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' },
    })
  ).text();
  const headers = { 'x-aws-ec2-metadata-token': token };
  const found = await (
    await fetch(`${at}/latest/meta-data/iam/security-credentials/app`, { headers })
  ).json();
  const { AccessKeyId, SecretAccessKey, Token } = found as Record<string, string>;
  return {
    accessKeyId: AccessKeyId ?? '',
    secretAccessKey: SecretAccessKey ?? '',
    sessionToken: Token ?? '',
  };
}

beforeAll(async () => {
  side = await openSide(stack, { 'aws_instance.app': '127.0.0.1' });
  const metadata = await side.open('metadata', { kind: 'vpc', vpc }, { address: '169.254.169.254' });
  byEndpoint = await side.open('aws-front', { kind: 'interface-endpoint', endpoint, vpc });
  byPublic = await side.open('aws-front', { kind: 'public' });
  byPlainHttp = await side.open('aws-front', { kind: 'public' }, { calledPort: 80 });
  credentials = await credentialsOf(metadata);
  client = new S3Client({
    region: 'ap-northeast-1',
    credentials,
    maxAttempts: 1,
    requestHandler: { httpsAgent: agentTo(() => byEndpoint, readFileSync(side.side.caCertificate, 'utf8')) },
  });
}, 60_000);
afterAll(async () => {
  client?.destroy();
  await side?.close();
});

describe('the front, by an interface endpoint, with the AWS SDK for JavaScript', () => {
  it('stores and reads what the endpoint policy allows: small, streamed, with odd characters', async () => {
    for (const Key of ['plain', "a b+c/d(e)!*'é", 'x=y&z']) {
      await client.send(new PutObjectCommand({ Bucket: 'allowed-bt', Key, Body: `body of ${Key}` }));
      const got = await client.send(new GetObjectCommand({ Bucket: 'allowed-bt', Key }));
      expect(await got.Body?.transformToString()).toBe(`body of ${Key}`);
    }
    const { Readable } = await import('node:stream');
    const Body = Readable.from([Buffer.alloc(300_000, 1), Buffer.alloc(300_000, 2)]);
    await client.send(
      new PutObjectCommand({ Bucket: 'allowed-bt', Key: 'streamed', Body, ContentLength: 600_000 }),
    );
    const head = await client.send(new HeadObjectCommand({ Bucket: 'allowed-bt', Key: 'streamed' }));
    expect(head.ContentLength).toBe(600_000);
  }, 30_000);

  it('says which policy refused, with the code and the words of AWS', async () => {
    const refused = client.send(new CreateBucketCommand({ Bucket: 'hogehoge' }));
    await expect(refused).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no VPC endpoint policy allows the s3:CreateBucket action'),
      $metadata: { httpStatusCode: 403 },
    });
    expect(side.edge().at(-1)).toMatchObject({
      layer: 'endpoint',
      vpce: expect.stringMatching(/^vpce-0[0-9a-f]{16}$/),
    });
  });

  it('tells a client that reads nothing before its whole body is sent, as botocore', async () => {
    const size = 32 * 1024 * 1024;
    const socket = tlsConnect({
      host: '127.0.0.1',
      port: byEndpoint,
      servername: s3Host,
      ca: readFileSync(side.side.caCertificate),
    });
    const answer = new Promise<string>((done) => {
      let text = '';
      socket.on('error', ({ message }) => done(message));
      socket.write(`PUT /other/big HTTP/1.1\r\nhost: ${s3Host}\r\ncontent-length: ${size}\r\n\r\n`);
      socket.write(Buffer.alloc(size), () => {
        socket.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        socket.on('end', () => done(text));
      });
    });
    expect(await answer).toMatch(/^HTTP\/1\.1 403 [\s\S]*<Code>AccessDenied/);
    socket.destroy();
  }, 30_000);

  it('answers HEAD without a body: the client has the bare 403', async () => {
    const refused = client.send(new HeadObjectCommand({ Bucket: 'other', Key: 'k' }));
    await expect(refused).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it('refuses each object of a deletion that the policy denies', async () => {
    const Delete = { Objects: [{ Key: 'plain' }, { Key: 'streamed' }] };
    const answer = await client.send(new DeleteObjectsCommand({ Bucket: 'allowed-bt', Delete }));
    expect(answer.Errors?.map(({ Key, Code }) => `${Key} ${Code}`)).toEqual([
      'plain AccessDenied',
      'streamed AccessDenied',
    ]);
    expect(answer.Errors?.[0]?.Message).toContain('with an explicit deny in a VPC endpoint policy');
    expect(side.edge().at(-1)).toMatchObject({ statement: 'endpoint: Statement 3 (no-deletion)' });
  });
});

describe('who may call', () => {
  it('an unsigned request meets the bucket policy and the endpoint policy', async () => {
    await client.send(new PutObjectCommand({ Bucket: 'allowed-bt', Key: 'k', Body: 'x' }));
    expect((await call(byPublic, s3Host, '/allowed-bt/k')).status).toBe(403);
    const open = await call(byPublic, s3Host, '/open-bt/nothing-there');
    expect(open.status).toBe(404);
    const endpointRefuses = await call(byEndpoint, s3Host, '/open-bt/nothing-there');
    expect(endpointRefuses.status).toBe(403);
    expect(endpointRefuses.body).toContain('<Message>Access Denied</Message>');
  });

  it('plain HTTP gives aws:SecureTransport = false', async () => {
    const { request: plain } = await import('node:http');
    const status = await new Promise<number>((done) => {
      plain(
        { host: '127.0.0.1', port: byPlainHttp, path: '/open-bt/k', headers: { host: s3Host } },
        (response) => {
          response.resume();
          done(response.statusCode ?? 0);
        },
      ).end();
    });
    expect(status).toBe(403);
    expect(side.edge().at(-1)).toMatchObject({
      tls: false,
      layer: 'resource',
      statement: 'resource: Statement 2',
    });
  });

  it('a presigned URL is good for what it names, and ends', async () => {
    const place = { host: `allowed-bt.${s3Host}`, path: '/k', region: 'ap-northeast-1' };
    const now = new URL(presignUrl(place, credentials, new Date(), 60));
    expect((await call(byEndpoint, place.host, `${now.pathname}${now.search}`)).body).toBe('x');
    expect((await call(byEndpoint, place.host, `/other${now.search}`)).body).toContain(
      'SignatureDoesNotMatch',
    );
    const old = new URL(presignUrl(place, credentials, new Date(Date.now() - 120_000), 60));
    expect((await call(byEndpoint, place.host, `${old.pathname}${old.search}`)).body).toContain(
      'Request has expired',
    );
    // The log names the object and keeps no credential.
    expect(JSON.stringify(side.edge())).not.toContain('X-Amz-Signature');
  });

  it.each([
    ['a key that nobody handed out', s3Host, 'AKIAUNKNOWN', 's3', 'InvalidAccessKeyId'],
    [
      'the same of a JSON API',
      'logs.ap-northeast-1.amazonaws.com',
      'AKIAUNKNOWN',
      'logs',
      'UnrecognizedClientException',
    ],
    [
      'the same of a query API',
      'sts.ap-northeast-1.amazonaws.com',
      'AKIAUNKNOWN',
      'sts',
      'InvalidClientTokenId',
    ],
  ])('%s proves nothing', async (_reason, host, key, service, code) => {
    const date = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
    const headers = {
      'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/${date.slice(0, 8)}/ap-northeast-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
      ...(service === 'logs' ? { 'x-amz-target': 'Logs_20140328.DescribeLogGroups' } : {}),
    };
    const body = service === 'sts' ? 'Action=GetCallerIdentity&Version=2011-06-15' : '';
    expect(
      (await call(byPublic, host, '/', service === 's3' ? 'GET' : 'POST', headers, body)).body,
    ).toContain(code);
  });

  it('an API other than S3 asks for a signature', async () => {
    const answer = await call(
      byPublic,
      'sts.ap-northeast-1.amazonaws.com',
      '/',
      'POST',
      {},
      'Action=GetCallerIdentity',
    );
    expect(answer).toMatchObject({
      status: 403,
      body: expect.stringContaining('MissingAuthenticationToken'),
    });
  });
});

describe('what the lab says by itself, instead of a guess', () => {
  it.each([
    [
      'an endpoint serves one service',
      () => byEndpoint,
      'logs.ap-northeast-1.amazonaws.com',
      '/',
      'aws_vpc_endpoint.s3 serves s3, not logs',
    ],
    [
      'a sub-resource that is not known',
      () => byPublic,
      s3Host,
      '/allowed-bt?inventory',
      'cannot tell which operation',
    ],
    ['a name of somebody else', () => byPublic, 'example.com', '/', 'not connected to the Internet'],
  ])('%s', async (_reason, port, host, path, expected) => {
    const answer = await call(port(), host, path);
    expect(answer.body).toContain('naisen lab: ');
    expect(answer.body).toContain(expected);
    expect(side.edge().at(-1)).toMatchObject({ verdict: 'unclassified' });
  });
});

describe('the registry', () => {
  it('gives an image whose layer comes from the bucket of AWS, signed by AWS', async () => {
    const registry = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';
    expect((await call(byPublic, registry, '/v2/')).status).toBe(401);
    const password = (await import('../src/aws/front/authenticate.ts')).registryPassword(credentials);
    const headers = { authorization: `Basic ${Buffer.from(`AWS:${password}`).toString('base64')}` };
    const manifest = await call(byPublic, registry, '/v2/team/app/manifests/latest', 'GET', headers);
    const [layer] = JSON.parse(manifest.body).layers;
    const redirect = await call(byPublic, registry, `/v2/team/app/blobs/${layer.digest}`, 'GET', headers);
    expect(redirect.status).toBe(307);
    const url = new URL(String(redirect.headers.location));
    expect(url.host).toBe('prod-ap-northeast-1-starport-layer-bucket.s3.ap-northeast-1.amazonaws.com');
    expect((await call(byEndpoint, url.host, `${url.pathname}${url.search}`)).status).toBe(200);
    expect(side.edge().at(-1)).toMatchObject({
      principal: 'aws-owned',
      action: 's3:GetObject',
      verdict: 'allowed',
    });
  });
});

it('keeps the key of the CA to its owner', () => {
  expect(statSync(`${side.directory}/lab-ca-key.pem`).mode & 0o777).toBe(0o600);
});
