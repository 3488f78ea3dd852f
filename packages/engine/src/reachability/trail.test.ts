import { describe, expect, it } from 'vitest';
import { codeOf } from './trail.ts';

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
});
