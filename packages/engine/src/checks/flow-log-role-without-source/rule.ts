import { flowLogRoleWithoutSource as kind } from '../../diagnostics/kinds/finding-flowlogs.ts';
import { deliveryRoles, trustOfService } from '../flow-logs.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** the trust policy says for whom the service may act. */
export const flowLogRoleWithoutSource: Rule = {
  kind,
  slug: 'flow-log-role-without-source',
  cites: ['R-07'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return deliveryRoles(context).flatMap(({ role }): Finding[] => {
    const trust = context.writtenPolicies.find(({ use, of }) => use === 'trust' && of === role);
    const open = trust?.document.statements.find((statement) => {
      const keys = statement.conditions.map(({ key }) => key);
      const isBound = statement.openConditions.length > 0 || keys.some((key) => key.startsWith('aws:source'));
      return statement.effect === 'Allow' && !isBound && trustOfService(statement) !== undefined;
    });
    const service = open === undefined ? undefined : trustOfService(open);
    return trust === undefined || service === undefined
      ? []
      : [{ component: role, other: service, at: trust.origin }];
  });
}
