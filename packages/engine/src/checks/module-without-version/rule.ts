import { moduleWithoutVersion as kind } from '../../diagnostics/kinds/finding-writing.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** the lock file does not hold modules. */
export const moduleWithoutVersion: Rule = { kind, slug: 'module-without-version', cites: ['R-45'], find };

function find(context: RuleContext): readonly Finding[] {
  return (context.network.remarks ?? [])
    .filter(({ kind: remark }) => remark === 'module-without-version')
    .map(({ component, detail, origin }) => ({ component, other: detail, at: origin }));
}
