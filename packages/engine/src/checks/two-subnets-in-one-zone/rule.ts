import { twoSubnetsInOneZone as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** IF-2: an endpoint has one interface in a zone. */
export const twoSubnetsInOneZone: Rule = {
  kind,
  slug: 'two-subnets-in-one-zone',
  cites: ['IF-2', 'UR-AZ-3'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const byZone = new Map<string, string[]>();
    for (const subnet of new Set(endpoint.subnets.items)) {
      const zone = knownOf(context.network.subnets.get(subnet)?.availabilityZone);
      if (zone !== undefined) byZone.set(zone, [...(byZone.get(zone) ?? []), subnet]);
    }
    const at = endpoint.origins.subnets ?? endpoint.origin;
    return [...byZone]
      .filter(([, subnets]) => subnets.length > 1)
      .map(([zone, names]) => ({ component: endpoint.id, other: zone, names: names.toSorted(), at }));
  });
}
