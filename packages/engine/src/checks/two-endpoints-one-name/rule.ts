import { twoEndpointsOneName as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import type { VpcEndpoint } from '../../model/network.ts';
import { endpointsOfType, serviceOf } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** DNS-10: a private name belongs to one endpoint of a VPC. */
export const twoEndpointsOneName: Rule = {
  kind,
  slug: 'two-endpoints-one-name',
  cites: ['DNS-10', 'UR-DNS-1'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const first = new Map<string, VpcEndpoint>();
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const vpc = knownOf(endpoint.vpc);
    const service = serviceOf(context, endpoint);
    if (vpc === undefined || service === undefined || !is(endpoint.privateDnsEnabled, true)) return [];
    const key = `${vpc} ${service}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, endpoint);
    const at = endpoint.origins.privateDnsEnabled ?? endpoint.origin;
    return earlier === undefined ? [] : [{ component: endpoint.id, other: earlier.id, at }];
  });
}
