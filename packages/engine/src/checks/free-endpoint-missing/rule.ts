import { freeEndpointMissing as kind } from '../../diagnostics/kinds/finding-needs.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** UR-NEED-4: the free endpoint, where a call is known that would use it. */
export const freeEndpointMissing: Rule = {
  kind,
  slug: 'free-endpoint-missing',
  cites: ['R-21', 'UR-NEED-4', 'UR-COST-1'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return context.calls.flatMap((call): Finding[] => {
    const isCalled = call.reason.kind === 'needed' || call.reason.kind === 'conditional';
    const isFree = call.service === 's3' || call.service === 'dynamodb';
    const workload = context.network.workloads.get(call.workload);
    if (!isCalled || !isFree || workload === undefined || workload.kind === 'subnet') return [];
    if (!call.split && call.via.kind !== 'nat-gateway') return [];
    const paid = call.paths.find(({ via, family }) => family === 'ipv4' && via.kind === 'nat-gateway');
    if (paid === undefined) return [];
    return [
      { component: workload.id, other: call.service, names: [paid.via.component], at: workload.origin },
    ];
  });
}
