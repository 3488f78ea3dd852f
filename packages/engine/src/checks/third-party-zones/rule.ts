import { thirdPartyZones as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** AZ-4: a third party serves the zones that it chose. */
export const thirdPartyZones: Rule = {
  kind,
  slug: 'third-party-zones',
  cites: ['AZ-4', 'R-24', 'R-53', 'UR-AZ-1'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const name = knownOf(endpoint.serviceName);
    if (name === undefined || !name.includes('vpce-svc-')) return [];
    const zones = endpoint.subnets.items.flatMap(
      (id) => knownOf(context.network.subnets.get(id)?.availabilityZone) ?? [],
    );
    if (zones.length < 2) return [];
    const at = endpoint.origins.subnets ?? endpoint.origin;
    return [{ component: endpoint.id, other: name, names: [...new Set(zones)].sort(), at }];
  });
}
