import { flowLogDefaultFormat as kind } from '../../diagnostics/kinds/finding-flowlogs.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** FL-12: the default format cannot show the path. */
export const flowLogDefaultFormat: Rule = {
  kind,
  slug: 'flow-log-default-format',
  cites: ['R-52', 'FL-12'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return context.network.flowLogs
    .filter(({ logFormat }) => logFormat === undefined)
    .map(({ address, origin }) => ({ component: address, at: origin }));
}
