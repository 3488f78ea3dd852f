import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(repository, 'packages/cli/bin/naisen.js');
const empty = mkdtempSync(join(tmpdir(), 'naisen-empty-'));
const file = join(empty, 'notes.txt');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function naisen(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Ran {
  const ran = spawnSync(process.execPath, [program, ...words], {
    cwd: repository,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

beforeAll(() => {
  execFileSync(process.execPath, [join(repository, 'tools/build.mjs')], { cwd: repository });
  writeFileSync(file, 'no Terraform here');
});

afterAll(() => rmSync(empty, { recursive: true, force: true }));

describe('what Terraform takes from the machine is given by options', () => {
  const folder = mkdtempSync(join(tmpdir(), 'naisen-region-'));
  const text = `
provider "aws" {}
resource "aws_vpc" "v" {
  cidr_block = { default = "10.0.0.0/16", prod = "10.9.0.0/16" }[terraform.workspace]
  tags       = { where = data.aws_region.here.name }
}
data "aws_region" "here" {}
`;
  beforeAll(() => writeFileSync(join(folder, 'main.tf'), text));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [['--region', 'eu-west-1', '--workspace', 'prod'], {}, ['10.9.0.0/16', 'eu-west-1'], 'both'],
    [
      ['--region', 'eu-west-1'],
      { TF_WORKSPACE: 'prod' },
      ['10.9.0.0/16'],
      'the workspace of the environment',
    ],
    [['--workspace', 'prod'], { TF_WORKSPACE: 'default' }, ['10.9.0.0/16'], 'the option goes before it'],
    [
      [],
      { AWS_REGION: 'eu-west-1' },
      ['10.0.0.0/16', 'NSN3031'],
      'the Region of the environment is not read',
    ],
  ])('%j in %j shows %j: %s', (options, environment, shown, _because) => {
    const { out } = naisen(['inspect', folder, ...options], environment);
    for (const text of shown) expect(out).toContain(text);
    if ('AWS_REGION' in environment) expect(out).not.toContain('eu-west-1');
  });
});

describe('what could not run ends with 2, a sentence and no stack trace', () => {
  it.each([
    [['check', '/no/such/place'], 'there is no directory `/no/such/place`', 'no such directory'],
    [['check', file], 'is a file', 'a file instead of a directory'],
    [['check', empty], 'no .tf or .tf.json file', 'a directory without Terraform'],
    [['check', 'examples/shop/..'], 'there is Terraform in:\n  apigw', 'Terraform further down'],
    [['check'], "missing required argument 'directory'", 'no directory'],
    [['chek', '.'], 'did you mean check?', 'a slip in the command'],
    [['check', '.', '--formt', 'json'], 'did you mean --format?', 'a slip in an option'],
    [
      ['check', '.', '--format', 'xml'],
      'Allowed choices are text, json, svg, sarif, junit, markdown, html',
      'a format that we do not write',
    ],
    [['check', 'examples/shop', '--var', 'region'], '--var NAME=VALUE', 'a variable without a value'],
    [['check', '.', '--width', 'wide'], 'not a number of columns', 'a width that is none'],
    [['check', '.', 'more'], 'too many arguments', 'one directory too many'],
    [['trace', 'examples/shop', '--to', 's3'], '--from <workload>', 'a trace from nowhere'],
    [['trace', 'examples/shop', '--from', 'x', '--to'], 'argument missing', 'an option without its value'],
    [['explain', 'NSN9999'], 'there is no diagnostic `NSN9999`', 'a code that was never issued'],
    [['--lang', 'fr', 'check', '.'], 'Allowed choices are en, ja', 'a language that we do not speak'],
  ])('naisen %j says %j: %s', (words, sentence) => {
    const ran = naisen(words);
    expect(ran.err).toContain(sentence);
    expect(ran.err).not.toMatch(/\n\s+at /);
    expect(ran.out).toBe('');
    expect(ran.code).toBe(2);
  });

  it('says so in Japanese', () => {
    const ran = naisen(['check', '/no/such/place'], { LC_ALL: 'ja_JP.UTF-8' });
    expect(ran.err).toContain('エラー: ディレクトリ `/no/such/place` がありません');
    expect(naisen(['check', '--lang', 'ja', '--formt']).err).toContain("不明なオプション '--formt'");
  });
});

describe('help and version', () => {
  it.each([
    [['--help'], 'Usage: naisen', 'Exit codes:'],
    [['check', '--help'], '--var-file', 'naisen check ./infra --format json'],
    [['trace', '--help', '--lang', 'ja'], '使い方:', '呼び出し元ワークロードのアドレス'],
    [['inspect', '-h'], 'Arguments:', 'Examples:'],
  ])('naisen %j', (words, first, second) => {
    const ran = naisen(words);
    expect(ran.out).toContain(first);
    expect(ran.out).toContain(second);
    expect(ran.err).toBe('');
    expect(ran.code).toBe(0);
  });

  it('prints the version alone', () => {
    expect(naisen(['--version'])).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
  });

  it('shows help and ends with 2 when no command is given', () => {
    const ran = naisen([]);
    expect(ran.code).toBe(2);
    expect(ran.out + ran.err).toContain('Usage: naisen');
  });

  it('is not disturbed by a reader that goes away', () => {
    const ran = spawnSync('/bin/sh', ['-c', `"${process.execPath}" "${program}" --help | head -1`], {
      encoding: 'utf8',
    });
    expect(ran.stdout).toBe('Usage: naisen [options] [command]\n');
    expect(ran.stderr).toBe('');
  });
});

describe('inspect', () => {
  const directory = mkdtempSync(join(tmpdir(), 'naisen-inspect-'));

  beforeAll(() => {
    writeFileSync(join(directory, 'main.tf'), vpcWithSubnet);
    writeFileSync(join(directory, 'prod.tfvars'), 'name = "prod"\n');
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('prints pure JSON that holds its schema', () => {
    const ran = naisen(['inspect', directory, '--format', 'json']);
    expect(ran.err).toBe('');
    expect(ran.code).toBe(0);
    const document: unknown = JSON.parse(ran.out);
    const schema = JSON.parse(readFileSync(join(repository, 'schemas/inspect-1.json'), 'utf8'));
    const holds = new Ajv2020({ strictTypes: false, strictRequired: false }).compile(schema);
    expect([holds(document), holds.errors]).toEqual([true, null]);
    expect(document).toMatchObject({
      resources: [
        { address: 'aws_subnet.a', unknowns: { vpc_id: 'aws_vpc.main.id' } },
        { address: 'aws_vpc.main', values: { tags: { Name: 'dev' } }, origin: { file: 'main.tf', line: 2 } },
      ],
    });
  });

  it.each([
    [[], {}, 'Name = "dev"', 'the default'],
    [[], { TF_VAR_name: 'env' }, 'Name = "env"', 'TF_VAR_name'],
    [['--var', 'name=here'], { TF_VAR_name: 'env' }, 'Name = "here"', '--var before the environment'],
    [['--var', 'name=here', '--var-file', 'prod.tfvars'], {}, 'Name = "prod"', 'the later option wins'],
    [['--var-file', 'prod.tfvars', '--var', 'name=here'], {}, 'Name = "here"', 'the later option wins'],
  ] as readonly (readonly [readonly string[], Readonly<Record<string, string>>, string, string])[])(
    '%j with %j shows %s: %s',
    (options, environment, expected) => {
      const ran = naisen(['inspect', directory, ...options], environment);
      expect(ran.out).toContain(expected);
      expect(ran.code).toBe(0);
    },
  );

  it('ends with 1 when a diagnostic is an error, and still shows the rest', () => {
    const broken = mkdtempSync(join(tmpdir(), 'naisen-broken-'));
    writeFileSync(
      join(broken, 'main.tf'),
      `${vpcWithSubnet}\nresource "aws_vpc" "two" {\n  cidr_block = = 3\n}\n`,
    );
    const ran = naisen(['inspect', broken]);
    rmSync(broken, { recursive: true, force: true });
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('aws_subnet.a');
    expect(ran.out).toMatch(/error\[NSN1\d{3}\]/);
    expect(ran.out).toContain('cidr_block = = 3');
  });

  it('writes no colour into a pipe, and does when it is asked', () => {
    expect(naisen(['inspect', directory]).out).not.toContain('\u001b');
    expect(naisen(['inspect', directory, '--color']).out).toContain('\u001b[');
    expect(naisen(['inspect', directory], { FORCE_COLOR: '1' }).out).toContain('\u001b[');
  });

  it('draws a picture', () => {
    expect(naisen(['inspect', directory, '--format', 'svg']).out).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  it('is not disturbed by a reader that goes away early', () => {
    const command = `"${process.execPath}" "${program}" inspect "${directory}" --format json | head -1`;
    const ran = spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
    expect([ran.stdout, ran.stderr]).toEqual(['{\n', '']);
  });
});

const vpcWithSubnet = `variable "name" { default = "dev" }
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = var.name }
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, 1)
}
`;
