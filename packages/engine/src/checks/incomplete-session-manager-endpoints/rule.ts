import { incompleteSessionManagerEndpoints as kind } from '../../diagnostics/kinds/finding-needs.ts';
import { endpointsFor, endpointsOfType, mayHaveMoreEndpoints, serviceOf } from '../endpoints.ts';
import { hasWayOut, workloadsOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** What Session Manager needs, as a set. */
export const incompleteSessionManagerEndpoints: Rule = {
  kind,
  slug: 'incomplete-session-manager-endpoints',
  cites: ['R-05', 'UR-NEED-2'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const vpc = knownOf(endpoint.vpc);
    const service = serviceOf(context, endpoint);
    if (vpc === undefined || (service !== 'ssm' && service !== 'ssmmessages')) return [];
    const isUsed = workloadsOf(context.network, vpc).some(({ kind }) => kind === 'ec2-session-manager');
    if (!isUsed || mayHaveMoreEndpoints(context, vpc) || hasWayOut(context.network, vpc)) return [];
    const other = service === 'ssm' ? 'ssmmessages' : 'ssm';
    if (endpointsFor(context, vpc, other).length > 0) return [];
    return [{ component: endpoint.id, names: [other], at: endpoint.origin }];
  });
}
