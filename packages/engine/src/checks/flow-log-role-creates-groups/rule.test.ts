import { describe, expect, it } from 'vitest';
import { flowLog, foundIn, vpc } from '../../../test/rule-networks.ts';
import { flowLogRoleCreatesGroups } from './rule.ts';

/** */
describe('NSN5077: a flow-log role that may create log groups', () => {
  it('finds a role that may create groups', () => {
    expect(
      foundIn(
        flowLogRoleCreatesGroups,
        vpc + flowLog({ action: '"logs:CreateLogGroup", "logs:PutLogEvents"' }),
      ),
    ).toEqual(['aws_iam_role.logs']);
  });
  it('is silent about a role that may not', () => {
    expect(foundIn(flowLogRoleCreatesGroups, vpc + flowLog())).toEqual([]);
  });
});
