import { gatewayPolicyPrincipal as kind } from '../../diagnostics/kinds/finding-policies.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** POL-5: gateway endpoints know no roles as principals. */
export const gatewayPolicyPrincipal: Rule = {
  kind,
  slug: 'gateway-policy-principal',
  cites: ['POL-5'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Gateway').flatMap((endpoint): Finding[] => {
    const policy = context.endpointPolicies.get(endpoint.id);
    const named = policy?.statements.find(
      ({ effect, principals }) =>
        effect === 'Allow' &&
        principals !== undefined &&
        !principals.isNegated &&
        principals.unknowns.length === 0 &&
        principals.entries.length > 0 &&
        principals.entries.every((entry) => entry.kind === 'principal'),
    );
    if (named === undefined) return [];
    return [{ component: endpoint.id, at: endpoint.origins.policy ?? endpoint.origin }];
  });
}
