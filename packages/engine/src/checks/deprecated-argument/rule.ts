import { deprecatedArgument as kind } from '../../diagnostics/kinds/finding-writing.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** what a later provider no longer takes. */
export const deprecatedArgument: Rule = { kind, slug: 'deprecated-argument', cites: ['R-22'], find };

function find(context: RuleContext): readonly Finding[] {
  return (context.network.remarks ?? [])
    .filter(({ kind: remark }) => remark === 'deprecated-argument')
    .map(({ component, detail, origin }) => ({ component, other: detail, at: origin }));
}
