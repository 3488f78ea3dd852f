import { flowLogRoleTooWide as kind } from '../../diagnostics/kinds/finding-flowlogs.ts';
import { deliveryRoles, identityStatements } from '../flow-logs.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** the role only writes to its own group. */
export const flowLogRoleTooWide: Rule = { kind, slug: 'flow-log-role-too-wide', cites: ['R-08'], find };

function find(context: RuleContext): readonly Finding[] {
  return deliveryRoles(context).flatMap(({ role }): Finding[] =>
    identityStatements(context, role)
      .filter(
        ({ statement }) =>
          statement.effect === 'Allow' &&
          statement.resources?.isNegated === false &&
          statement.resources.patterns.some(({ form }) => form === 'any') &&
          statement.actions.patterns.some(
            ({ written }) => written === 'logs:PutLogEvents' || written === 'logs:*',
          ),
      )
      .slice(0, 1)
      .map(({ origin }) => ({ component: role, at: origin })),
  );
}
