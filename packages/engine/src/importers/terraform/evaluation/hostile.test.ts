import { describe, expect, it } from 'vitest';
import { evaluated, evaluateText, filesInMemory } from '../../../../test/evaluated-project.ts';

const output = (expression: string): string => `output "x" {\n  value = ${expression}\n}\n`;
const vpc = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n';

describe('mistakes are told where they stand', () => {
  it.each([
    [output('local.a'), ['NSN3001 main.tf:2'], 'a local that is not declared'],
    [output('var.a'), ['NSN3001 main.tf:2'], 'a variable that is not declared'],
    [output('module.a.b'), ['NSN3001 main.tf:2'], 'a module that is not declared'],
    [output('aws_vpc.main.id'), ['NSN3001 main.tf:2'], 'a resource that is not declared'],
    [output('data.aws_region.here.name'), ['NSN3001 main.tf:2'], 'a data source that is not declared'],
    [vpc + output('aws_vpc.main.cidr'), ['NSN3002 main.tf:5'], 'an attribute that does not exist'],
    [output('aws_vpc'), ['NSN3025 main.tf:2'], 'half a reference'],
    [output('each.key'), ['NSN3024 main.tf:2'], '`each` outside for_each'],
    [output('count.index'), ['NSN3024 main.tf:2'], '`count` outside count'],
    [output('uper("a")'), ['NSN2001 main.tf:2'], 'a function that does not exist'],
    [output('[1, 2][5]'), ['NSN3013 main.tf:2'], 'an index out of range'],
    [output('{ a = 1 }["b"]'), ['NSN3013 main.tf:2'], 'a key that does not exist'],
    [output('[{ a = 1 }].a'), ['NSN3030 main.tf:2'], 'an attribute of a list'],
    [output('[for x in 5 : x]'), ['NSN3020 main.tf:2'], 'a for over a number'],
    [output('{ for x in ["a", "a"] : x => 1 }'), ['NSN3021 main.tf:2'], 'a key twice'],
    [output('{ (null) = 1 }'), ['NSN3022 main.tf:2'], 'a null key'],
    [output('[for x in [1] : x if "a"]'), ['NSN3023 main.tf:2'], 'a condition that is no bool'],
    [output('max("a"...)'), ['NSN3034 main.tf:2'], 'an expansion of text'],
    [output('{ a = null }.a.b'), ['NSN3026 main.tf:2'], 'an attribute of null'],
    [output('try()'), ['NSN3035 main.tf:2'], 'a try of nothing'],
    [vpc + vpc, ['NSN3017 main.tf:4'], 'a resource twice'],
    ['locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n', ['NSN3017 main.tf:5'], 'a local twice'],
    ['resource "aws_vpc" {\n}\n', ['NSN3037 main.tf:1'], 'a resource without a name'],
    ['resorce "aws_vpc" "a" {\n}\n', ['NSN3038 main.tf:1'], 'a block type that does not exist'],
    [
      'resource "aws_vpc" "a" {\n  cidr_blok = "10.0.0.0/16"\n}\n',
      ['NSN3015 main.tf:2'],
      'an argument that does not exist',
    ],
    ['resource "aws_subnet" "a" {\n}\n', ['NSN3016 main.tf:1'], 'a required argument that is missing'],
    ['resource "aws_vpc" "a" {\n  tags = "x"\n}\n', ['NSN3014 main.tf:2'], 'an argument of the wrong type'],
    ['resource "aws_vpc" "a" {\n  count = -1\n}\n', ['NSN3010 main.tf:2'], 'a negative count'],
    ['resource "aws_vpc" "a" {\n  count = 1.5\n}\n', ['NSN3010 main.tf:2'], 'a broken count'],
    ['resource "aws_vpc" "a" {\n  count = "x"\n}\n', ['NSN3010 main.tf:2'], 'a count of text'],
    ['resource "aws_vpc" "a" {\n  count = null\n}\n', ['NSN3010 main.tf:2'], 'a count of null'],
    ['resource "aws_vpc" "a" {\n  for_each = ["a"]\n}\n', ['NSN3009 main.tf:2'], 'for_each over a list'],
    ['resource "aws_vpc" "a" {\n  for_each = null\n}\n', ['NSN3009 main.tf:2'], 'for_each over null'],
    [
      'resource "aws_vpc" "a" {\n  for_each = toset([1])\n}\n',
      ['NSN3009 main.tf:2'],
      'for_each over numbers',
    ],
    [
      'resource "aws_vpc" "a" {\n  for_each = sensitive({ a = 1 })\n}\n',
      ['NSN3009 main.tf:2'],
      'for_each over a secret',
    ],
    [
      'resource "aws_vpc" "a" {\n  provider = aws.west\n}\n',
      ['NSN3032 main.tf:2'],
      'a provider that is not declared',
    ],
  ])('%#: %s gives %s: %s', (text, told) => {
    // Without a version constraint the newest provider is meant, and the schemas are of version 5.
    const pinned =
      'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = "~> 5.0" }\n  }\n}\n';
    const read = evaluated(filesInMemory({ 'main.tf': text, 'versions.tf': pinned }));
    expect(read.told).toEqual(told);
  });

  it.each([
    [`${vpc}${output('aws_vpc.mian.id')}`, ['aws_vpc.main'], 'a resource'],
    [`${vpc}${output('aws_vpc.main.cidr_blok')}`, ['cidr_block'], 'an attribute'],
    [`variable "region" {\n  default = "a"\n}\n${output('var.regoin')}`, ['region'], 'a variable'],
    [`locals {\n  subnets = 1\n}\n${output('local.subnet')}`, ['subnets'], 'a local'],
  ])('%#: the nearest name is told for %s', (text, suggestions) => {
    expect(evaluateText(text).diagnostics[0]?.facts.suggestions).toEqual(suggestions);
  });

  it('a mistake in a local is told once, however often it is used', () => {
    const read = evaluateText(`locals {\n  a = nope.b\n}\n${output('[local.a, local.a]')}`);
    expect(read.told).toEqual(['NSN3001 main.tf:2']);
  });
});

describe('a provider that is older than the recorded one', () => {
  const versions = (constraint: string): string =>
    `terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "${constraint}"\n    }\n  }\n}\n`;
  const cache =
    'resource "aws_elasticache_replication_group" "r" {\n  replication_group_id = "r"\n  replication_group_description = "gone since 5"\n  number_cache_clusters = 2\n}\n';
  const lock = 'provider "registry.terraform.io/hashicorp/aws" {\n  version     = "3.59.0"\n}\n';

  it.each([
    [{ 'main.tf': versions('~> 3.27') + cache }, ['NSN3036', 'NSN3036'], 'the constraint keeps to 3'],
    [{ 'main.tf': cache, '.terraform.lock.hcl': lock }, ['NSN3036', 'NSN3036'], 'the lock file does'],
    [
      { 'main.tf': versions('~> 5.0') + cache },
      ['NSN3015', 'NSN3015', 'NSN3016'],
      'a recorded one has other names, and needs one of them',
    ],
  ])('%#: %j', (files, codes, _because) => {
    const { diagnostics } = evaluateText(files);
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(codes);
  });
});

describe('a provider that is newer than the recorded one', () => {
  it('an argument that nothing is like is read as it is written, with a note', () => {
    const read = evaluateText(
      'resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16"\n  quantum = true\n}\n',
    );
    expect(read.told).toEqual(['NSN3036 main.tf:3']);
    expect(read.read('aws_vpc.a', 'quantum')).toBe('true');
  });

  it('a misspelt one is still a mistake', () => {
    const read = evaluateText('resource "aws_vpc" "a" {\n  cidr_blok = "10.0.0.0/16"\n}\n');
    expect(read.told).toEqual(['NSN3015 main.tf:2']);
  });
});

describe('circles', () => {
  it.each([
    ['locals {\n  a = local.b\n  b = local.a\n}\n', 'two locals'],
    ['locals {\n  a = local.a\n}\n', 'a local and itself'],
    ['resource "aws_vpc" "a" {\n  cidr_block = aws_vpc.a.cidr_block\n}\n', 'a resource and itself'],
    [
      'resource "aws_eip" "a" {\n  instance = aws_instance.b.id\n}\nresource "aws_instance" "b" {\n  private_ip = aws_eip.a.public_ip\n}\n',
      'two resources',
    ],
    [
      'variable "a" {\n  default = 1\n}\nresource "aws_vpc" "a" {\n  count = length(aws_vpc.a)\n}\n',
      'a count of itself',
    ],
  ])('%#: %s are told once', (text) => {
    const read = evaluateText(text);
    expect(read.diagnostics.map(({ code }) => code)).toEqual(['NSN3003']);
  });

  it('the whole circle is named', () => {
    const read = evaluateText('locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}\n');
    const chain = read.diagnostics[0]?.facts.chain;
    expect(Array.isArray(chain) ? new Set(chain).size : 0).toBe(3);
    expect(Array.isArray(chain) ? chain[0] : '').toBe(Array.isArray(chain) ? chain.at(-1) : undefined);
  });

  it('a circle through a module is told', () => {
    const read = evaluateText({
      'main.tf': 'module "m" {\n  source = "./m"\n  in = module.m.out\n}\n',
      'm/main.tf': 'variable "in" {}\noutput "out" {\n  value = var.in\n}\n',
    });
    expect(read.diagnostics.map(({ code }) => code)).toEqual(['NSN3003']);
  });
});

describe('limits are stated, and nothing breaks', () => {
  it('count = 1000000 gives one symbolic instance and the limit', () => {
    const read = evaluateText(
      'resource "aws_vpc" "a" {\n  count = 1000000\n  cidr_block = "10.0.0.0/16"\n}\n',
    );
    expect(read.told).toEqual(['NSN3012 main.tf:2']);
    expect(read.addresses).toEqual(['aws_vpc.a[*]']);
  });

  it('modules in modules do not multiply past the limit', () => {
    const read = evaluateText({
      'main.tf': 'module "m" {\n  source = "./m"\n  count = 3000\n}\n',
      'm/main.tf': 'resource "aws_eip" "a" {\n  count = 100\n}\nresource "aws_eip" "b" {}\n',
    });
    expect(read.diagnostics.some(({ code }) => code === 'NSN3012')).toBe(true);
    expect(read.configuration.resources.length).toBeLessThan(30_000);
  });

  it('a chain of 10,000 locals is computed', () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, i) => `  l${i} = ${i === 0 ? '"end"' : `local.l${i - 1}`}`,
    );
    const read = evaluateText(`locals {\n${lines.toReversed().join('\n')}\n}\n${output('local.l9999')}`);
    expect(read.told).toEqual([]);
    expect(read.output('x')).toBe('"end"');
  });

  it('a circle of 10,000 locals ends', () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => `  l${i} = local.l${(i + 1) % 10_000}`);
    const read = evaluateText(`locals {\n${lines.join('\n')}\n}\n`);
    expect(read.diagnostics.length).toBeGreaterThan(0);
  });

  it('a chain of 3,000 resources ends with a diagnostic, not with a full stack', () => {
    const resources = Array.from({ length: 3000 }, (_, i) => {
      const vpcId = i === 0 ? '"a"' : `aws_internet_gateway.g${i - 1}.vpc_id`;
      return `resource "aws_internet_gateway" "g${i}" {\n  vpc_id = ${vpcId}\n}\n`;
    });
    const read = evaluateText(resources.toReversed().join(''));
    expect(read.configuration.resources).toHaveLength(3000);
    expect(read.diagnostics.map(({ code }) => code)).toContain('NSN3029');
  });

  it('deep nesting of every kind ends', () => {
    const deep = 350;
    const nested = (open: string, close: string): string =>
      output(`${open.repeat(deep)}1${close.repeat(deep)}`);
    for (const text of [
      nested('[', ']'),
      nested('(', ')'),
      nested('{ a = ', ' }'),
      nested('"${', '}"'),
      nested('upper(', ')'),
      nested('true ? ', ' : 0'),
      output(`1${' + 1'.repeat(20_000)}`),
      output(`{}${'.a'.repeat(300)}`),
    ]) {
      expect(() => evaluateText(text)).not.toThrow();
    }
  });

  it('for loops that multiply are stopped by the step limit', () => {
    const tens = 'range(1000)';
    const read = evaluateText(
      output(`length([for a in ${tens} : [for b in ${tens} : [for c in ${tens} : a + b + c]]])`),
    );
    expect(read.diagnostics.map(({ code }) => code)).toContain('NSN3039');
  }, 60_000);
});

describe('files', () => {
  it('a directory without Terraform files is told', () => {
    expect(evaluateText({ 'README.md': '' }).told).toEqual(['NSN1101']);
  });

  it('a byte order mark and CRLF change nothing', () => {
    const read = evaluateText(`\ufeff${vpc}${output('aws_vpc.main.cidr_block')}`.replaceAll('\n', '\r\n'));
    expect(read.told).toEqual([]);
    expect(read.output('x')).toBe('"10.0.0.0/16"');
  });

  it.each(['not-utf8', 'too-large', 'not-a-file', 'outside-project'] as const)(
    'a file that is %s is told, and the others are read',
    (kind) => {
      const files = filesInMemory({ 'main.tf': vpc, 'broken.tf': '' });
      const read = evaluated({
        ...files,
        readText: (path) => (path === 'broken.tf' ? { kind } : files.readText(path)),
      });
      expect(read.told).toEqual(['NSN1102 broken.tf:1']);
      expect(read.addresses).toEqual(['aws_vpc.main']);
    },
  );

  it('file() does not leave the project', () => {
    const read = evaluateText(output('file("/etc/passwd")'));
    expect(read.diagnostics).toHaveLength(1);
    expect(read.output('x')).toBe('?');
  });

  it('a broken modules.json is told', () => {
    const read = evaluateText({ 'main.tf': vpc, '.terraform/modules/modules.json': '{' });
    expect(read.told).toEqual(['NSN1108']);
  });

  it('a syntax error leaves the rest of the project readable', () => {
    const read = evaluateText({ 'a.tf': 'resource "aws_vpc" "x" {\n  cidr_block = \n}\n', 'main.tf': vpc });
    expect(read.addresses).toContain('aws_vpc.main');
    expect(read.told.length).toBeGreaterThan(0);
  });
});
