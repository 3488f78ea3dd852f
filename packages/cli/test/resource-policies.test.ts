import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const around = `
provider "aws" { region = "ap-northeast-1" }
resource "aws_vpc" "m" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.m.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table" "t" { vpc_id = aws_vpc.m.id }
resource "aws_route_table_association" "t" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.t.id
}
resource "aws_security_group" "e" {
  vpc_id = aws_vpc.m.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}
resource "aws_vpc_endpoint" "i" {
  for_each            = toset(["lambda", "kms", "kinesis-streams", "execute-api"])
  vpc_id              = aws_vpc.m.id
  service_name        = "com.amazonaws.ap-northeast-1.\${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id]
  security_group_ids  = [aws_security_group.e.id]
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.m.id
  service_name    = "com.amazonaws.ap-northeast-1.s3"
  route_table_ids = [aws_route_table.t.id]
}
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}
resource "aws_lambda_function" "caller" {
  function_name = "caller"
  role          = aws_iam_role.r.arn
  vpc_config {
    subnet_ids         = [aws_subnet.a.id]
    security_group_ids = []
  }
}
`;

const roleMay = (action: string): string => `
resource "aws_iam_role_policy" "r" {
  role   = aws_iam_role.r.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }]
  })
}`;

const policy = (statement: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [${statement}] })`;

async function answer(verb: string, source: string, words: readonly string[], config: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'naisen-resource-'));
  folders.push(folder);
  writeFileSync(join(folder, 'main.tf'), around + source);
  writeFileSync(join(folder, 'naisen.config.json'), JSON.stringify(config));
  const out: string[] = [];
  await run([verb, folder, ...words, '--format', 'json'], {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: () => undefined },
    today: '2026-11-28',
  });
  return JSON.parse(out.join(''));
}

async function verdictOf(
  to: string,
  action: string,
  resource: string,
  source: string,
  config: object = {},
): Promise<string> {
  const from = ['--from', 'aws_lambda_function.caller', '--to', to];
  const found = await answer('trace', source, [...from, '--action', action, '--resource', resource], config);
  return found.verdict ?? found.trace.verdict;
}

const callee = `
resource "aws_lambda_function" "g" {
  function_name = "g"
  role          = "arn:aws:iam::111122223333:role/g"
}`;
const permission = (rest: string): string => `${callee}
resource "aws_lambda_permission" "g" {
  function_name = aws_lambda_function.g.function_name
  action        = "lambda:InvokeFunction"
  ${rest}
}`;

describe('permissions of functions', () => {
  it.each([
    [callee, 'blocked', 'nobody allows it'],
    [permission('principal = aws_iam_role.r.arn'), 'reachable', 'within an account the permission is enough'],
    [permission('principal = "s3.amazonaws.com"'), 'blocked', 'a permission of a service is not the role’s'],
    [
      permission('principal = aws_iam_role.r.arn\n  source_account = "111122223333"'),
      'blocked',
      'a role that calls gives no source account',
    ],
    [permission('principal = "*"'), 'reachable', 'everybody'],
    [
      permission('principal = "*"\n  principal_org_id = "o-zzzzzzzzzz"\n  source_account = "111122223333"'),
      'blocked',
      'two conditions of one operator',
    ],
  ])('%s: %s, %s', async (source, expected) => {
    expect(await verdictOf('lambda', 'lambda:InvokeFunction', 'aws_lambda_function.g', source)).toBe(
      expected,
    );
  });
});

const key = (rest: string): string => `
resource "aws_kms_key" "k" {
  policy = ${policy('{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/admin" }, Action = "kms:*", Resource = "*" }')}
}
resource "aws_kms_grant" "g" {
  key_id            = aws_kms_key.k.key_id
  grantee_principal = aws_iam_role.r.arn
  ${rest}
}`;

describe('grants of keys', () => {
  it.each([
    ['operations = ["Decrypt"]', 'kms:Decrypt', 'reachable', 'the grant names role and operation'],
    [
      'operations = ["Decrypt"]',
      'kms:Encrypt',
      'blocked',
      'another operation; the key’s policy names another',
    ],
    [
      'operations = ["Decrypt"]\n  constraints { encryption_context_equals = { a = "b" } }',
      'kms:Decrypt',
      'undetermined',
      'the context of a call stands in no network',
    ],
  ])('%s, %s: %s, %s', async (rest, action, expected) => {
    expect(await verdictOf('kms', action, 'aws_kms_key.k', key(rest))).toBe(expected);
  });
});

const points = (own: string, bucket: string): string => `${roleMay('s3:*')}
resource "aws_s3_bucket" "b" { bucket = "shop-images" }
resource "aws_s3_access_point" "p" {
  name   = "p"
  bucket = aws_s3_bucket.b.id
  ${own}
}
${bucket}`;
const deny = (resource: string): string =>
  policy(`{ Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "${resource}" }`);
const bucketPolicy = `
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = ${deny('${aws_s3_bucket.b.arn}/*')}
}`;
const pointPolicy = `
resource "aws_s3control_access_point_policy" "p" {
  access_point_arn = aws_s3_access_point.p.arn
  policy           = ${deny('${aws_s3_access_point.p.arn}/object/*')}
}`;
const object = 'aws_s3_access_point.p/object/a.png';

describe('access points', () => {
  it.each([
    ['', '', 'reachable', 'neither has a policy'],
    ['', bucketPolicy, 'blocked', 'the bucket behind it denies'],
    ['', pointPolicy, 'blocked', 'its own policy denies'],
    ['vpc_configuration { vpc_id = aws_vpc.m.id }', '', 'reachable', 'it is of this VPC'],
    [
      'vpc_configuration { vpc_id = aws_vpc.other.id }',
      'resource "aws_vpc" "other" {}',
      'blocked',
      'of another',
    ],
    ['vpc_configuration { vpc_id = "vpc-0123456789abcdef0" }', '', 'undetermined', 'an id that nobody links'],
  ])('%s %s: %s, %s', async (own, bucket, expected) => {
    expect(await verdictOf('s3', 's3:GetObject', object, points(own, bucket))).toBe(expected);
  });
});

describe('resources of other accounts', () => {
  const stream = 'arn:aws:kinesis:ap-northeast-1:999988887777:stream/s';
  it.each([
    [{}, 'reachable', 'without the account’s number it is taken for one’s own'],
    [{ facts: { account: '999988887777' } }, 'reachable', 'it is one’s own'],
    [{ facts: { account: '111122223333' } }, 'undetermined', 'the policy of the other side stands nowhere'],
  ])('%j: %s, %s', async (config, expected, _because) => {
    const source = roleMay('kinesis:PutRecord');
    expect(await verdictOf('kinesis-streams', 'kinesis:PutRecord', stream, source, config)).toBe(expected);
  });
});

const api = (endpoint: string): string => `
resource "aws_api_gateway_rest_api" "p" {
  name = "p"
  endpoint_configuration { types = ["PRIVATE"] }
}
resource "aws_api_gateway_rest_api_policy" "p" {
  rest_api_id = aws_api_gateway_rest_api.p.id
  policy = ${policy(`
    { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*" },
    {
      Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*"
      Condition = { StringNotEquals = { "aws:SourceVpce" = "${endpoint}" } }
    }`)}
}`;

describe('policies of private APIs', () => {
  it.each([
    ['${aws_vpc_endpoint.i["execute-api"].id}', 'reachable', 'it names the endpoint of the path'],
    ['${aws_vpc_endpoint.i["kms"].id}', 'blocked', 'it names another endpoint'],
    ['vpce-0123456789abcdef0', 'undetermined', 'an id that nobody links'],
  ])('%s: %s, %s', async (endpoint, expected) => {
    const { calls } = await answer('check', api(endpoint), []);
    const call = calls.find(({ service }: { readonly service: string }) => /rest_api/.test(service));
    expect(call.verdict).toBe(expected);
  });
});

describe('the statement that decided is named by its line', () => {
  const denying =
    '"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "${aws_s3_bucket.b.arn}/*"';
  const other =
    '"Effect": "Allow", "Principal": "*", "Action": "s3:List*", "Resource": "${aws_s3_bucket.b.arn}"';
  it.each([
    [`jsonencode({ Version = "2012-10-17", Statement = [\n{ ${other} },\n{ ${denying} }\n] })`, 'in a list'],
    [`jsonencode({ Version = "2012-10-17",\nStatement = { ${denying} } })`, 'alone'],
    [
      `<<EOT\n{ "Version": "2012-10-17", "Statement": [\n{ ${other} },\n{ ${denying} }\n] }\nEOT`,
      'in a heredoc',
    ],
    [
      `<<-EOT\n  { "Version": "2012-10-17", "Statement": [\n  { ${other} },\n  { ${denying} }\n  ] }\nEOT`,
      'in an indented one',
    ],
  ])('%s: %s', async (expression) => {
    const bucket = `${roleMay('s3:*')}
resource "aws_s3_bucket" "b" { bucket = "shop-images" }
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = ${expression}
}`;
    const words = ['--from', 'aws_lambda_function.caller', '--to', 's3', '--action', 's3:GetObject'];
    const found = await answer('trace', bucket, [...words, '--resource', 'aws_s3_bucket.b/a.png']);
    const [blocker] = (found.trace ?? found).paths[0].blockers;
    const line = (around + bucket).split('\n')[blocker.origin.line - 1];
    expect([blocker.code, line?.includes('"Deny"')]).toEqual(['IAM_RESOURCE_EXPLICIT_DENY', true]);
  });

  it('in a document of blocks', async () => {
    const bucket = `${roleMay('s3:*')}
resource "aws_s3_bucket" "b" { bucket = "shop-images" }
data "aws_iam_policy_document" "b" {
  statement {
    actions   = ["s3:List*"]
    resources = [aws_s3_bucket.b.arn]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
  statement { # here
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["\${aws_s3_bucket.b.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = data.aws_iam_policy_document.b.json
}`;
    const words = ['--from', 'aws_lambda_function.caller', '--to', 's3', '--action', 's3:GetObject'];
    const found = await answer('trace', bucket, [...words, '--resource', 'aws_s3_bucket.b/a.png']);
    const [blocker] = (found.trace ?? found).paths[0].blockers;
    expect((around + bucket).split('\n')[blocker.origin.line - 1]).toContain('# here');
  });
});
