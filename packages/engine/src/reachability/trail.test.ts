import { describe, expect, it } from 'vitest';
import { codeOf, Trail } from './trail.ts';

describe('what would supply a missing fact', () => {
  it.each([
    ['aws_subnet.a', 'UNKNOWN_UNTIL_APPLY', 'the resource is created by the apply'],
    ['data.aws_subnets.a', 'UNKNOWN_NOT_READABLE', 'the account has it'],
    [
      'module.net["a.b"].module.x[0].data.aws_vpc.v',
      'UNKNOWN_NOT_READABLE',
      'the account has it, in a module',
    ],
    ['module.data.aws_vpc.v', 'UNKNOWN_UNTIL_APPLY', 'only the module is named data'],
    ['module.data["data."].aws_vpc.v', 'UNKNOWN_UNTIL_APPLY', 'only the module and its key are named data'],
  ])('%s: %s, because %s', (address, code) => {
    expect(codeOf({ reason: 'known-after-apply', references: [{ address, path: 'id' }] })).toBe(code);
  });

  it.each([
    ['module.net', 'UNKNOWN_MODULE_SOURCE', 'the module is not on disk'],
    ['module.a.module.net["b.c"]', 'UNKNOWN_MODULE_SOURCE', 'nor is one within another'],
    ['module.net.data.aws_vpc.v', 'UNKNOWN_NOT_READABLE', 'the account has it'],
    ['data.aws_vpc.v', 'UNKNOWN_NOT_READABLE', 'the account has it'],
  ])('not readable %s: %s, because %s', (address, code) => {
    expect(codeOf({ reason: 'not-readable', references: [{ address, path: 'id' }] })).toBe(code);
  });

  it('names the module, not its output', () => {
    const trail = new Trail(false);
    const references = [{ address: 'module.net["a"]', path: 'subnets[0].id' }];
    trail.missAll([{ reason: 'not-readable', references }], 'aws_instance.i subnets', undefined);
    expect(trail.unknowns.map(({ code, what }) => [code, what])).toEqual([
      ['UNKNOWN_MODULE_SOURCE', 'module.net["a"]'],
    ]);
  });
});
