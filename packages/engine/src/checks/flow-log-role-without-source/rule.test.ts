import { describe, expect, it } from 'vitest';
import { flowLog, foundIn, sessionManager, vpc } from '../../../test/rule-networks.ts';
import { flowLogRoleWithoutSource } from './rule.ts';

/** */
describe('NSN5075: a flow-log role without a condition on the account', () => {
  it('finds a role without conditions', () => {
    expect(foundIn(flowLogRoleWithoutSource, vpc + flowLog())).toEqual(['aws_iam_role.logs']);
  });
  it('is silent about a role with a condition on the account', () => {
    expect(
      foundIn(
        flowLogRoleWithoutSource,
        vpc + flowLog({ trust: 'Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }' }),
      ),
    ).toEqual([]);
  });
  it('is silent about the role of something else', () => {
    expect(foundIn(flowLogRoleWithoutSource, vpc + sessionManager)).toEqual([]);
  });
});
