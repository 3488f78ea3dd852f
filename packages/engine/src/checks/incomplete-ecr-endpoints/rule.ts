import { incompleteEcrEndpoints as kind } from '../../diagnostics/kinds/finding-needs.ts';
import { endpointsFor, endpointsOfType, mayHaveMoreEndpoints, serviceOf } from '../endpoints.ts';
import { hasWayOut } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** G-5: what pulling an image needs, as a set. */
export const incompleteEcrEndpoints: Rule = {
  kind,
  slug: 'incomplete-ecr-endpoints',
  cites: ['R-18', 'G-5', 'UR-NEED-1'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const set = ['ecr.api', 'ecr.dkr', 's3'];
  const seen = new Set<string>();
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const vpc = knownOf(endpoint.vpc);
    const service = serviceOf(context, endpoint);
    if (vpc === undefined || service?.startsWith('ecr.') !== true || seen.has(vpc)) return [];
    seen.add(vpc);
    if (mayHaveMoreEndpoints(context, vpc) || hasWayOut(context.network, vpc)) return [];
    const names = set.filter((wanted) => endpointsFor(context, vpc, wanted).length === 0);
    return names.length === 0 ? [] : [{ component: endpoint.id, names, at: endpoint.origin }];
  });
}
