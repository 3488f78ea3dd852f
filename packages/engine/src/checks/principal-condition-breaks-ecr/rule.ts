import { principalConditionBreaksEcr as kind } from '../../diagnostics/kinds/finding-policies.ts';
import { allowsLayers, isDenyOnly, layerEndpoints, layersOf, mayNameLayers } from '../policies.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** POL-10: the signer of a layer's URL is AWS. */
export const principalConditionBreaksEcr: Rule = {
  kind,
  slug: 'principal-condition-breaks-ecr',
  cites: ['POL-10', 'R-27', 'UR-POL-3'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return layerEndpoints(context).flatMap(({ endpoint, workload, region }): Finding[] => {
    const policy = context.endpointPolicies.get(endpoint.id);
    if (policy === undefined || policy.isInvalid || isDenyOnly(policy)) return [];
    if (allowsLayers(policy, region) !== 'no' || !mayNameLayers(policy, region)) return [];
    const at = endpoint.origins.policy ?? endpoint.origin;
    return [{ component: endpoint.id, other: workload, names: [layersOf(region)], at }];
  });
}
