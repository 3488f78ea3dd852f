import { describe, expect, it } from 'vitest';
import { flowLog, foundIn, vpc } from '../../../test/rule-networks.ts';
import { flowLogGroupArn } from './rule.ts';

/** UR-FL-1 */
describe('NSN5078: a flow-log role that may not write to its streams', () => {
  it('finds the ARN of the group', () => {
    expect(
      foundIn(flowLogGroupArn, vpc + flowLog({ resource: 'aws_cloudwatch_log_group.flow.arn' })),
    ).toEqual(['aws_iam_role.logs']);
  });
  it('is silent about the ARN with everything below it', () => {
    expect(
      foundIn(flowLogGroupArn, vpc + flowLog({ resource: '"${aws_cloudwatch_log_group.flow.arn}:*"' })),
    ).toEqual([]);
  });
  it('is silent about every resource', () => {
    expect(foundIn(flowLogGroupArn, vpc + flowLog())).toEqual([]);
  });
});
