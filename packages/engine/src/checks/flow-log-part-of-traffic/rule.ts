import { flowLogPartOfTraffic as kind } from '../../diagnostics/kinds/finding-flowlogs.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** Half of the traffic proves nothing about the other half. */
export const flowLogPartOfTraffic: Rule = { kind, slug: 'flow-log-part-of-traffic', cites: ['FL-1'], find };

function find(context: RuleContext): readonly Finding[] {
  return context.network.flowLogs.flatMap(({ address, trafficType, origin, origins }): Finding[] => {
    const type = knownOf(trafficType);
    if (type !== 'ACCEPT' && type !== 'REJECT') return [];
    return [{ component: address, other: type, at: origins?.trafficType ?? origin }];
  });
}
