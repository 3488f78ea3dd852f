import { noPublicAddress as kind } from '../../diagnostics/kinds/finding-routes.ts';
import type { Id } from '../../model/identity.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** IGW-1: an Internet gateway only serves public addresses. */
export const noPublicAddress: Rule = { kind, slug: 'no-public-address', cites: ['IGW-1', 'UR-NEED-1'], find };

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  const byWorkload = new Map<Id<'Workload'>, string[]>();
  for (const call of context.calls) {
    const { workload, service, reason } = call;
    const kindOfClient = network.workloads.get(workload)?.kind;
    if (call.verdict !== 'blocked' || reason.kind !== 'needed') continue;
    if (kindOfClient === 'subnet' || kindOfClient === 'lambda-vpc') continue;
    const isDropped = call.paths.some(({ blockers }) =>
      blockers.some(({ code }) => code === 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'),
    );
    if (!isDropped) continue;
    const earlier = byWorkload.get(workload);
    if (earlier === undefined) byWorkload.set(workload, [service]);
    else earlier.push(service);
  }
  return [...byWorkload].map(([component, services]) => {
    const workload = network.workloads.get(component);
    const at = workload?.origins.publicIp ?? workload?.origin;
    return { component, names: services, at };
  });
}
