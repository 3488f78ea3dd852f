import { endpointSprawl as kind } from '../../diagnostics/kinds/finding-needs.ts';
import { endpointsIn } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** A7-17: from five endpoints in a zone their hours cost more than a NAT gateway. */
export const endpointSprawl: Rule = {
  kind,
  slug: 'endpoint-sprawl',
  cites: ['R-19', 'UR-COST-3', 'A7-17'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  return [...network.vpcs.values()].flatMap((vpc): Finding[] => {
    const perZone = new Map<string, number>();
    for (const endpoint of endpointsIn(context, vpc.id).filter(({ type }) => is(type, 'Interface'))) {
      for (const subnet of endpoint.subnets.items) {
        const zone = knownOf(network.subnets.get(subnet)?.availabilityZone) ?? subnet;
        perZone.set(zone, (perZone.get(zone) ?? 0) + 1);
      }
    }
    const most = Math.max(0, ...perZone.values());
    return most <= 4 ? [] : [{ component: vpc.id, other: String(most), at: vpc.origin }];
  });
}
