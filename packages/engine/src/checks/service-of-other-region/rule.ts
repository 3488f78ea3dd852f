import { serviceOfOtherRegion as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** IF-20: an endpoint looks for its service in the Region of its VPC. Of services of AWS, NSN4014 says so. */
export const serviceOfOtherRegion: Rule = {
  kind,
  slug: 'service-of-other-region',
  cites: ['IF-20', 'UR-AZ-4', 'R-03'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const { network, catalog } = context;
  return [...network.vpcEndpoints.values()].flatMap((endpoint): Finding[] => {
    const vpc = knownOf(endpoint.vpc);
    const region = knownOf(vpc === undefined ? undefined : network.vpcs.get(vpc)?.region);
    const name = knownOf(endpoint.serviceName);
    if (region === undefined || name === undefined || endpoint.serviceRegion !== undefined) return [];
    if (catalog.serviceByEndpointName(name) !== undefined) return [];
    const named = name.split('.').find((label) => catalog.isRegion(label));
    if (named === undefined || named === region) return [];
    const at = endpoint.origins.serviceName ?? endpoint.origin;
    return [{ component: endpoint.id, other: region, names: [named], at }];
  });
}
