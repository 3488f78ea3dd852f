import { flowLogRoleOfOtherService as kind } from '../../diagnostics/kinds/finding-flowlogs.ts';
import { deliveryRoles, trustOfService } from '../flow-logs.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** who delivers flow logs. */
export const flowLogRoleOfOtherService: Rule = {
  kind,
  slug: 'flow-log-role-of-other-service',
  cites: ['R-07'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return deliveryRoles(context).flatMap(({ role }): Finding[] => {
    const trust = context.writtenPolicies.find(({ use, of }) => use === 'trust' && of === role);
    if (trust === undefined || trust.document.isPartial || trust.document.isInvalid) return [];
    const isTrusted = trust.document.statements.some(
      (statement) =>
        trustOfService(statement) !== undefined ||
        statement.principals?.isNegated === true ||
        (statement.principals?.unknowns.length ?? 0) > 0,
    );
    return isTrusted ? [] : [{ component: role, at: trust.origin }];
  });
}
