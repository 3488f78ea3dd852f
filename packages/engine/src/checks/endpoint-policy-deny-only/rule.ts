import { endpointPolicyDenyOnly as kind } from '../../diagnostics/kinds/finding-policies.ts';
import { isDenyOnly } from '../policies.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** POL-4: without an Allow nothing passes. */
export const endpointPolicyDenyOnly: Rule = {
  kind,
  slug: 'endpoint-policy-deny-only',
  cites: ['POL-4', 'UR-POL-1'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return [...context.network.vpcEndpoints.values()].flatMap((endpoint): Finding[] => {
    const policy = context.endpointPolicies.get(endpoint.id);
    if (policy === undefined || policy.isInvalid || !isDenyOnly(policy)) return [];
    return [{ component: endpoint.id, at: endpoint.origins.policy ?? endpoint.origin }];
  });
}
