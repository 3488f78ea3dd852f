import { endpointPolicyMissing as kind } from '../../diagnostics/kinds/finding-policies.ts';
import { serviceOf } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** the default policy lets data out to every bucket. */
export const endpointPolicyMissing: Rule = {
  kind,
  slug: 'endpoint-policy-missing',
  cites: ['POL-3', 'R-26', 'G-12'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return [...context.network.vpcEndpoints.values()].flatMap((endpoint): Finding[] => {
    if (endpoint.policy !== undefined || serviceOf(context, endpoint) !== 's3') return [];
    return [{ component: endpoint.id, at: endpoint.origin }];
  });
}
