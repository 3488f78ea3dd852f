import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const network = (denied: string): string => `
provider "aws" { region = "ap-northeast-1" }
resource "aws_vpc" "m" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.m.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table" "t" { vpc_id = aws_vpc.m.id }
resource "aws_route_table_association" "t" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.t.id
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.m.id
  service_name    = "com.amazonaws.ap-northeast-1.s3"
  route_table_ids = [aws_route_table.t.id]
}
resource "aws_s3_bucket" "b" { bucket = "shop-images" }
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect = "Deny", Principal = "*", Action = [${denied}], Resource = "\${aws_s3_bucket.b.arn}/*"
    }]
  })
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
resource "aws_iam_role_policy" "r" {
  role = aws_iam_role.r.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "\${aws_s3_bucket.b.arn}/*"
    }]
  })
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  vpc_config {
    subnet_ids         = [aws_subnet.a.id]
    security_group_ids = []
  }
}
`;

async function check(source: string, words: readonly string[], config: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'naisen-role-'));
  folders.push(folder);
  writeFileSync(join(folder, 'main.tf'), source);
  writeFileSync(join(folder, 'naisen.config.json'), JSON.stringify(config));
  const out: string[] = [];
  const code = await run(['check', folder, ...words], {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: () => undefined },
    today: '2026-11-28',
  });
  return { code, out: out.join('') };
}

async function callOf(denied: string, config: object = {}) {
  const { code, out } = await check(network(denied), ['--format', 'json'], config);
  return { code, call: JSON.parse(out).calls[0] };
}

describe('calls that a role allows', () => {
  it.each([
    ['"s3:ListBucket"', 'reachable', 'nothing that the role allows is denied'],
    ['"s3:PutObject"', 'reachable', 'one of two permissions passes: the call may be made'],
    ['"s3:GetObject", "s3:PutObject"', 'blocked', 'none passes'],
  ])('with %s denied S3 is %s: %s', async (denied, verdict) => {
    const { code, call } = await callOf(denied);
    expect({ code, verdict: call.verdict, needed: call.needed, kind: call.reason.kind }).toEqual({
      code: 0,
      verdict,
      needed: false,
      kind: 'conditional',
    });
  });

  it('says which role, policy, statement and line', async () => {
    const { call } = await callOf('"s3:ListBucket"');
    expect(call.reason.why).toBe(
      'its role aws_iam_role.r allows s3:GetObject, s3:PutObject: aws_iam_role_policy.r, Statement 1',
    );
    expect(call.reason.source).toEqual([expect.stringMatching(/^main\.tf:\d+$/)]);
  });

  it('is taken away by the configuration', async () => {
    const { call } = await callOf('"s3:ListBucket"', { needs: [{ to: 's3', need: 'none' }] });
    expect(call.reason.kind).toBe('endpoint-present');
  });

  it.each([
    ['en', 'because: its role aws_iam_role.r allows'],
    ['ja', '理由: ロール aws_iam_role.r が'],
  ])('tells the reason of a refusal in %s', async (language, words) => {
    const { out } = await check(network('"s3:*"'), ['--lang', language]);
    expect(out).toContain(words);
  });
});
