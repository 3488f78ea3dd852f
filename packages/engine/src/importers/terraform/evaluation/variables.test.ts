import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../../../test/evaluated-project.ts';
import type { VariableOption } from '../project.ts';

const output = 'output "x" {\n  value = var.v\n}\n';

function variable(content: string): string {
  return `variable "v" {\n${content}\n}\n${output}`;
}

function option(value: string, name = 'v'): VariableOption {
  return { kind: 'var', name, value };
}

describe('variable values by the order of TF-9', () => {
  const files = { 'main.tf': variable('default = "default"') };
  const environment = new Map([['v', 'environment']]);
  const plain = { 'terraform.tfvars': 'v = "tfvars"\n' };
  const json = { 'terraform.tfvars.json': '{ "v": "tfvars.json" }' };
  const automatic = { 'b.auto.tfvars': 'v = "b.auto"\n', 'a.auto.tfvars': 'v = "a.auto"\n' };
  const file: VariableOption = {
    kind: 'var-file',
    path: 'x.tfvars',
    file: { kind: 'text', text: 'v = "var-file"\n' },
  };

  it.each([
    ['the default comes last', files, {}, '"default"'],
    ['the environment beats the default', files, { environment }, '"environment"'],
    ['terraform.tfvars beats the environment', { ...files, ...plain }, { environment }, '"tfvars"'],
    ['terraform.tfvars.json beats terraform.tfvars', { ...files, ...plain, ...json }, {}, '"tfvars.json"'],
    ['of *.auto.tfvars the last name wins', { ...files, ...json, ...automatic }, {}, '"b.auto"'],
    ['--var-file beats all files', { ...files, ...automatic }, { options: [file] }, '"var-file"'],
    ['of options the last wins', files, { options: [file, option('option')] }, '"option"'],
    ['of options the last wins, the other way round', files, { options: [option('a'), file] }, '"var-file"'],
  ])('%s', (_reason, texts, inputs, expected) => {
    const read = evaluateText(texts, inputs);
    expect(read.told).toEqual([]);
    expect(read.output('x')).toBe(expected);
  });
});

describe('types of variables', () => {
  it.each([
    ['type = number\ndefault = "3"', undefined, '3', 'a default is converted'],
    ['type = list(string)', '["a", "b"]', '["a", "b"]', 'text for a list is an expression'],
    ['type = string', '["a"]', '"[\\"a\\"]"', 'text for a string is itself'],
    ['default = 1', '2', '"2"', 'text for a variable without a type is itself'],
    ['type = any', '{ a = 1 }', '{a = 1}', 'text for any type is an expression'],
    [
      'type = set(string)\ndefault = ["b", "a", "b"]',
      undefined,
      'set["a", "b"]',
      'a set has no order and no doubles',
    ],
    [
      'type = object({ a = string, b = optional(number, 2), c = optional(list(string)) })',
      '{ a = 1 }',
      '{a = "1", b = 2, c = null}',
      'optional attributes get their defaults, or null',
    ],
    [
      'type = map(object({ n = optional(string, "x") }))',
      '{ k = {} }',
      '{k = {n = "x"}}',
      'defaults go into nested types',
    ],
    ['type = string\ndefault = null', undefined, 'null', 'null is a value'],
    [
      'type = string\nnullable = false\ndefault = "d"',
      undefined,
      '"d"',
      'a variable that is not nullable has its default',
    ],
    ['type = tuple([string, number])', '["a", "1"]', '["a", 1]', 'a tuple has a type at each place'],
    [
      'type = string\nsensitive = true\ndefault = "s"',
      undefined,
      'sensitive "s"',
      'a sensitive value is known, and marked',
    ],
  ])('%s, given %s, is %s: %s', (content, given, expected, _because) => {
    const read = evaluateText(variable(content), given === undefined ? {} : { options: [option(given)] });
    expect(read.told).toEqual([]);
    expect(read.output('x')).toBe(expected);
  });

  it('null for a variable that is not nullable gives its default', () => {
    const child =
      'variable "v" {\n  nullable = false\n  default = "d"\n}\noutput "y" {\n  value = var.v\n}\n';
    const root = 'module "m" {\n  source = "./m"\n  v = null\n}\noutput "x" {\n  value = module.m.y\n}\n';
    expect(evaluateText({ 'main.tf': root, 'm/main.tf': child }).output('x')).toBe('"d"');
  });
});

describe('mistakes with variables', () => {
  it.each([
    [variable('type = string'), {}, ['NSN3004 main.tf:1'], 'a required variable has no value'],
    [
      variable('type = number'),
      { options: [option('abc')] },
      ['NSN3005 main.tf:1'],
      'the value has the wrong type',
    ],
    [
      variable('type = list(string)\ndefault = "a"'),
      {},
      ['NSN3005 main.tf:3'],
      'the default has the wrong type',
    ],
    [variable('type = strng\ndefault = 1'), {}, ['NSN3019 main.tf:2'], 'the type is misspelt'],
    [variable('default = 1'), { options: [option('1', 'w')] }, ['NSN3008'], 'an option names no variable'],
    [
      { 'main.tf': variable('default = 1'), 'terraform.tfvars': 'vv = 1\n' },
      {},
      ['NSN3007 terraform.tfvars:1'],
      'a file names no variable: only a warning, as in Terraform',
    ],
    [
      variable('default = 1'),
      { environment: new Map([['other', '1']]) },
      [],
      'the environment may name others',
    ],
    [
      variable('default = 5\nvalidation {\n  condition = var.v < 3\n  error_message = "At most 2."\n}'),
      {},
      ['NSN3006 main.tf:3'],
      'a validation rule does not hold',
    ],
    [
      variable('default = 5\nvalidation {\n  condition = var.v > 3\n  error_message = "x"\n}'),
      {},
      [],
      'a validation rule holds',
    ],
    [
      variable('type = string\nvalidation {\n  condition = length(var.v) > 3\n  error_message = "x"\n}'),
      {},
      ['NSN3004 main.tf:1'],
      'a rule over an unknown value says nothing',
    ],
  ])('%#: %s', (texts, inputs, told, _because) => {
    expect(evaluateText(texts, inputs).told).toEqual(told);
  });

  it('a variable file that is not there is told, and its values are not used', () => {
    const missing: VariableOption = { kind: 'var-file', path: 'prod.tfvars', file: { kind: 'missing' } };
    const read = evaluateText(variable('default = "d"'), { options: [missing] });
    expect(read.told).toEqual(['NSN1103']);
    expect(read.output('x')).toBe('"d"');
  });

  it('a required variable that is missing is an unknown, and the rest is still read', () => {
    const read = evaluateText(
      `variable "cidr" {\n  type = string\n}\nresource "aws_vpc" "a" {\n  cidr_block = var.cidr\n}\n`,
    );
    expect(read.read('aws_vpc.a', 'cidr_block')).toBe('<var.cidr>');
  });

  it('a failed rule is told in its author’s words', () => {
    const content =
      'default = 5\nvalidation {\n  condition = var.v < 3\n  error_message = "At most 2, not ${var.v}."\n}';
    expect(evaluateText(variable(content)).words).toEqual([
      'the value of variable `v` is refused: At most 2, not 5.',
    ]);
  });
});
