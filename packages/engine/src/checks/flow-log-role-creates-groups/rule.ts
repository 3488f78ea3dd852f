import { flowLogRoleCreatesGroups as kind } from '../../diagnostics/kinds/finding-flowlogs.ts';
import { deliveryRoles, identityStatements } from '../flow-logs.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** Terraform makes the group. */
export const flowLogRoleCreatesGroups: Rule = {
  kind,
  slug: 'flow-log-role-creates-groups',
  cites: ['R-08'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return deliveryRoles(context).flatMap(({ role, hasOwnGroup }): Finding[] =>
    identityStatements(context, role)
      .filter(
        ({ statement }) =>
          hasOwnGroup &&
          statement.effect === 'Allow' &&
          statement.actions.patterns.some(({ written }) => written === 'logs:CreateLogGroup'),
      )
      .slice(0, 1)
      .map(({ origin }) => ({ component: role, at: origin })),
  );
}
