import { ignoredName as kind } from '../../diagnostics/kinds/finding-writing.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** a log group is known by its name. */
export const ignoredName: Rule = { kind, slug: 'ignored-name', cites: ['R-09'], find };

function find(context: RuleContext): readonly Finding[] {
  return (context.network.remarks ?? [])
    .filter(({ kind: remark }) => remark === 'ignored-name')
    .map(({ component, origin }) => ({ component, at: origin }));
}
