import { incompleteEcsEndpoints as kind } from '../../diagnostics/kinds/finding-needs.ts';
import { endpointsFor, endpointsOfType, mayHaveMoreEndpoints, serviceOf } from '../endpoints.ts';
import { hasWayOut } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** EC2 hosted tasks need three endpoints. */
export const incompleteEcsEndpoints: Rule = {
  kind,
  slug: 'incomplete-ecs-endpoints',
  cites: ['R-51', 'G-5'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const set = ['ecs', 'ecs-agent', 'ecs-telemetry'];
  const seen = new Set<string>();
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const vpc = knownOf(endpoint.vpc);
    const service = serviceOf(context, endpoint) ?? '';
    // `ecs` alone serves callers of the API, for example a deployment.
    if (vpc === undefined || !set.includes(service) || service === 'ecs' || seen.has(vpc)) return [];
    seen.add(vpc);
    if (mayHaveMoreEndpoints(context, vpc) || hasWayOut(context.network, vpc)) return [];
    const names = set.filter((wanted) => endpointsFor(context, vpc, wanted).length === 0);
    return names.length === 0 ? [] : [{ component: endpoint.id, names, at: endpoint.origin }];
  });
}
