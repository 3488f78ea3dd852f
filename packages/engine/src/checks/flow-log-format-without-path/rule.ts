import { flowLogFormatWithoutPath as kind } from '../../diagnostics/kinds/finding-flowlogs.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** FL-12: what an analysis of paths needs. */
export const flowLogFormatWithoutPath: Rule = {
  kind,
  slug: 'flow-log-format-without-path',
  cites: ['R-52', 'FL-12'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return context.network.flowLogs.flatMap(({ address, logFormat, origin, origins }): Finding[] => {
    const format = knownOf(logFormat);
    if (format === undefined) return [];
    const names = ['flow-direction', 'traffic-path'].filter((field) => !format.includes(`{${field}}`));
    return names.length === 0 ? [] : [{ component: address, names, at: origins?.logFormat ?? origin }];
  });
}
