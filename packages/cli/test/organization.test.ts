import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const network = (condition: string): string => `
provider "aws" {
  region = "ap-northeast-1"
  default_tags { tags = { team = "blue" } }
}
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
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*"
      Condition = { StringEquals = { ${condition} } }
    }]
  })
}
resource "aws_s3_bucket" "b" { bucket = "shop-images" }
resource "aws_iam_role" "r" {
  name               = "r"
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
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }]
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

const anyone = '"aws:SecureTransport" = "true"';

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };

interface Given {
  readonly condition?: string;
  readonly config?: object;
  readonly files?: Readonly<Record<string, string>>;
}

async function answerOf(command: readonly string[], { condition = anyone, config = {}, files = {} }: Given) {
  const folder = mkdtempSync(join(tmpdir(), 'naisen-organization-'));
  folders.push(folder);
  writeFileSync(join(folder, 'main.tf'), network(condition));
  writeFileSync(join(folder, 'naisen.config.json'), JSON.stringify(config));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const out: string[] = [];
  const [verb = '', ...words] = command;
  await run([verb, folder, ...words, '--format', 'json'], {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: () => undefined },
    today: '2026-11-28',
  });
  return JSON.parse(out.join(''));
}

const object = 'arn:aws:s3:::shop-images/a.png';
const words = ['trace', '--from', 'aws_lambda_function.f', '--to', 's3', '--action'];

async function verdictOf(action: string, given: Given): Promise<readonly string[]> {
  const answer = await answerOf([...words, action, '--resource', object], given);
  const trace = answer.trace ?? answer;
  const codes = [...trace.paths[0].blockers, ...trace.paths[0].unknowns].map(
    (one: { readonly code: string }) => one.code,
  );
  return [trace.verdict, ...codes];
}

const scps = (...levels: readonly (string | readonly string[])[]): object => ({
  organization: { serviceControlPolicies: levels },
});

describe('policies of the organisation on the path', () => {
  it.each([
    [{ 'a.json': document(everything) }, scps('a.json'), ['reachable'], 'an SCP that allows everything'],
    [
      { 'a.json': document({ ...everything, Action: 'ec2:*' }) },
      scps('a.json'),
      ['blocked', 'IAM_SCP_DENY'],
      'an SCP that does not allow the action',
    ],
    [
      { 'a.json': document(everything), 'b.json': document({ ...everything, Action: 'ec2:*' }) },
      scps('a.json', 'b.json'),
      ['blocked', 'IAM_SCP_DENY'],
      'every level must allow',
    ],
    [
      { 'a.json': document(everything), 'b.json': document({ ...everything, Action: 'ec2:*' }) },
      scps(['a.json', 'b.json']),
      ['reachable'],
      'at one level one of several is enough',
    ],
    [
      { 'a.json': document({ Effect: 'Deny', Principal: '*', Action: 's3:Put*', Resource: '*' }) },
      { organization: { resourceControlPolicies: ['a.json'] } },
      ['reachable'],
      'an RCP that denies another action',
    ],
    [
      { 'a.json': document({ Effect: 'Deny', Principal: '*', Action: 's3:Get*', Resource: '*' }) },
      { organization: { resourceControlPolicies: ['a.json'] } },
      ['blocked', 'IAM_RCP_DENY'],
      'an RCP that denies the action',
    ],
    [
      { 'a.json': '{ "Version": "2012-10-17", "Statement": [ }' },
      scps('a.json'),
      ['blocked', 'IAM_SCP_DENY'],
      'AWS takes no document that is no JSON: nothing in it allows',
    ],
    [{}, scps('a.json'), ['undetermined', 'UNKNOWN_POLICY'], 'a file that is not there'],
  ] as const)('%j with %j gives %j: %s', async (files, config, expected, _because) => {
    expect(await verdictOf('s3:GetObject', { files, config })).toEqual(expected);
  });

  it('does not bind what AWS itself reads: the layers of images', async () => {
    const files = {
      'a.json': document({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      }),
    };
    const config = { organization: { id: 'o-a1b2c3d4e5', resourceControlPolicies: ['a.json'] } };
    expect(await verdictOf('s3:GetObject', { files, config })).toEqual(['reachable']);
    const other = { organization: { id: 'o-zzzzzzzzzz', resourceControlPolicies: ['a.json'] } };
    expect(await verdictOf('s3:GetObject', { files, config: other })).toEqual(['blocked', 'IAM_RCP_DENY']);
  });
});

describe('facts of the account', () => {
  const account = { facts: { account: '111122223333' } };
  const organization = { organization: { id: 'o-a1b2c3d4e5' } };
  const path = { organization: { path: 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/' } };
  const tags = { facts: { principalTags: { 'aws_iam_role.*': { team: 'red' } } } };
  it.each([
    ['"aws:PrincipalAccount" = "111122223333"', {}, 'undetermined', 'nothing says the number'],
    ['"aws:PrincipalAccount" = "111122223333"', account, 'reachable', 'the number is given'],
    ['"aws:PrincipalAccount" = "999999999999"', account, 'blocked', 'another number'],
    ['"aws:ResourceAccount" = "111122223333"', account, 'reachable', 'the bucket is in the same account'],
    ['"aws:PrincipalArn" = "arn:aws:iam::111122223333:role/r"', account, 'reachable', 'the ARN holds it'],
    ['"aws:PrincipalOrgID" = "o-a1b2c3d4e5"', {}, 'undetermined', 'nothing says the organisation'],
    ['"aws:PrincipalOrgID" = "o-a1b2c3d4e5"', organization, 'reachable', 'it is given'],
    ['"aws:ResourceOrgID" = "o-zzzzzzzzzz"', organization, 'blocked', 'it is another one'],
    ['"aws:PrincipalOrgID" = "o-a1b2c3d4e5"', path, 'reachable', 'the path begins with it'],
    ['"aws:PrincipalTag/team" = "blue"', {}, 'reachable', 'a tag of the provider'],
    ['"aws:PrincipalTag/Team" = "blue"', tags, 'blocked', 'the configuration wins; names have no case'],
    ['"aws:PrincipalTag/owner" = "x"', {}, 'blocked', 'a tag that the role does not have'],
  ])('%s with %j is %s: %s', async (condition, config, expected, _because) => {
    const [verdict] = await verdictOf('s3:GetObject', { condition, config });
    expect(verdict).toBe(expected);
  });
});

describe('what is wrong with the files', () => {
  async function told(given: Given): Promise<readonly string[]> {
    const { diagnostics } = await answerOf(['check'], given);
    return diagnostics
      .filter(({ code }: { readonly code: string }) => /^NSN(?:12|22)/.test(code))
      .map(
        ({
          code,
          origin,
        }: {
          readonly code: string;
          readonly origin: { file: string; line: number; column: number };
        }) => `${code} ${origin.file}:${origin.line}:${origin.column}`,
      );
  }
  it.each([
    [{}, scps('a.json'), ['NSN1216 naisen.config.json:1:44'], 'a file that is not there'],
    [
      { 'a.json': '{\n  "Version": "2012-10-17",\n  "Statement": [ }' },
      scps('a.json'),
      ['NSN2201 a.json:3:18'],
      'no JSON',
    ],
    [
      { 'a.json': document({ ...everything, Efect: 'x' }) },
      scps('a.json'),
      ['NSN2206 a.json:8:8'],
      'an element that there is not',
    ],
    [
      { 'a.json': document({ ...everything, Principal: '*' }) },
      scps('a.json'),
      ['NSN2212 a.json:8:8'],
      'SCPs name no principal',
    ],
    [{}, { facts: { account: '12345' } }, ['NSN1215 naisen.config.json:1:21'], 'no number of an account'],
    [{}, { organization: { id: 'r-ab12' } }, ['NSN1215 naisen.config.json:1:23'], 'no id of an organisation'],
  ] as const)('%j with %j: %j, %s', async (files, config, expected, _because) => {
    expect(await told({ files, config })).toEqual(expected);
  });
});
