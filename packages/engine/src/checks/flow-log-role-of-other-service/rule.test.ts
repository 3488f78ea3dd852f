import { describe, expect, it } from 'vitest';
import { flowLog, foundIn, vpc } from '../../../test/rule-networks.ts';
import { flowLogRoleOfOtherService } from './rule.ts';

/** */
describe('NSN5079: a flow-log role that flow logs may not assume', () => {
  it('finds a role for instances', () => {
    expect(
      foundIn(
        flowLogRoleOfOtherService,
        vpc + flowLog().replace('vpc-flow-logs.amazonaws.com', 'ec2.amazonaws.com'),
      ),
    ).toEqual(['aws_iam_role.logs']);
  });
  it('is silent about a role for flow logs', () => {
    expect(foundIn(flowLogRoleOfOtherService, vpc + flowLog())).toEqual([]);
  });
});
