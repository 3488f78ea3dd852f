import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../../../test/evaluated-project.ts';
import type { ModuleArgument } from '../project.ts';

const project = {
  'main.tf': `
    module "vpc" {
      source  = "./vpc"
      count   = 2
      nat     = true
      subnets = ["a"]
    }
    module "other" {
      source = "./vpc"
      nat    = true
    }`,
  'vpc/main.tf': `
    variable "nat" { type = bool }
    variable "subnets" {
      type    = list(string)
      default = []
    }
    resource "aws_eip" "nat" { count = var.nat ? 1 : 0 }
    resource "aws_eip" "subnet" { count = length(var.subnets) }`,
};

function read(...moduleArguments: readonly ModuleArgument[]): ReturnType<typeof evaluateText> {
  return evaluateText(project, { moduleArguments });
}

const both = ['module.other.aws_eip.nat[0]', 'module.vpc[0].aws_eip.nat[0]', 'module.vpc[1].aws_eip.nat[0]'];

describe('an argument of a module call that is tried instead of the written one', () => {
  it.each([
    ['module.vpc', 'nat', 'true', both, 'the same as written changes nothing'],
    ['module.vpc', 'nat', 'false', ['module.other.aws_eip.nat[0]'], 'all instances of the call'],
    [
      'module.vpc[1]',
      'nat',
      'false',
      ['module.other.aws_eip.nat[0]', 'module.vpc[0].aws_eip.nat[0]'],
      'one instance by its key',
    ],
    ['module.other', 'nat', 'false', both.slice(1), 'another call of the same directory'],
  ])('%s.%s=%s leaves %j: %s', (module, name, value, expected) => {
    const found = read({ module, name, value });
    expect(found.told).toEqual([]);
    expect(found.addresses.filter((address) => address.includes('.nat'))).toEqual(expected);
  });

  it('text for a list is an expression, as on the command line (TF-9)', () => {
    const found = read({ module: 'module.other', name: 'subnets', value: '["x", "y"]' });
    expect(found.addresses).toContain('module.other.aws_eip.subnet[1]');
  });

  it.each([
    ['module.vcp', 'nat', 'NSN3040', 'no module `module.vcp`'],
    ['module.vpc', 'natt', 'NSN3040', 'has no variable `natt`'],
  ])('%s.%s is refused: %s', (module, name, code, words) => {
    const found = read({ module, name, value: 'false' });
    expect(found.told).toEqual([code]);
    expect(found.words[0]).toContain(words);
  });
});
