import { policyNotSupported as kind } from '../../diagnostics/kinds/finding-policies.ts';
import { isFullAccess } from '../policies.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** IF-19: some services know no endpoint policy. */
export const policyNotSupported: Rule = {
  kind,
  slug: 'policy-not-supported',
  cites: ['IF-19', 'POL-11', 'UR-POL-6'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return [...context.network.vpcEndpoints.values()].flatMap((endpoint): Finding[] => {
    const name = knownOf(endpoint.serviceName);
    const service = name === undefined ? undefined : context.catalog.serviceByEndpointName(name)?.service;
    const policy = context.endpointPolicies.get(endpoint.id);
    const isRefused = service?.policy?.supported === false && service.policy.confidence === 'confirmed';
    if (!isRefused || policy === undefined || isFullAccess(policy)) return [];
    return [{ component: endpoint.id, other: service.short, at: endpoint.origins.policy ?? endpoint.origin }];
  });
}
