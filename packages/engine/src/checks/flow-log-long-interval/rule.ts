import { flowLogLongInterval as kind } from '../../diagnostics/kinds/finding-flowlogs.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is } from '../values.ts';

/** nothing written means ten minutes. */
export const flowLogLongInterval: Rule = { kind, slug: 'flow-log-long-interval', cites: ['R-52'], find };

function find(context: RuleContext): readonly Finding[] {
  return context.network.flowLogs
    .filter(({ aggregationInterval }) => aggregationInterval === undefined || is(aggregationInterval, 600))
    .map(({ address, origin, origins }) => ({
      component: address,
      at: origins?.aggregationInterval ?? origin,
    }));
}
