import { describe, expect, it } from 'vitest';
import { flowLog, foundIn, vpc } from '../../../test/rule-networks.ts';
import { flowLogRoleTooWide } from './rule.ts';

/** */
describe('NSN5076: a flow-log role that may write to every log group', () => {
  it('finds every resource', () => {
    expect(foundIn(flowLogRoleTooWide, vpc + flowLog())).toEqual(['aws_iam_role.logs']);
  });
  it('is silent about the group itself', () => {
    expect(
      foundIn(flowLogRoleTooWide, vpc + flowLog({ resource: '"${aws_cloudwatch_log_group.flow.arn}:*"' })),
    ).toEqual([]);
  });
});
