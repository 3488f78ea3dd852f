import { instanceSecurityGroups as kind } from '../../diagnostics/kinds/finding-writing.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** the argument replaces the instance at each apply. */
export const instanceSecurityGroups: Rule = {
  kind,
  slug: 'instance-security-groups',
  cites: ['R-39', 'UR-EXIST-5'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return (context.network.remarks ?? [])
    .filter(({ kind: remark }) => remark === 'instance-security-groups')
    .map(({ component, origin }) => ({ component, at: origin }));
}
