import { prefixListEgressMissing as kind } from '../../diagnostics/kinds/finding-routes.ts';
import type { Id } from '../../model/identity.ts';
import { endpointsFor } from '../endpoints.ts';
import { tableIdOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** GW-8: behind a gateway endpoint the destination is public. */
export const prefixListEgressMissing: Rule = {
  kind,
  slug: 'prefix-list-egress-missing',
  cites: ['GW-8', 'R-21', 'UR-SG-2'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return context.calls.flatMap((call): Finding[] => {
    const workload = context.network.workloads.get(call.workload);
    if (workload === undefined || call.verdict !== 'blocked') return [];
    if (call.service !== 's3' && call.service !== 'dynamodb') return [];
    const path = call.paths.find(({ blockers, verdict }) => verdict === 'blocked' && blockers.some(isEgress));
    const blocker = path?.blockers.find(isEgress);
    const [subnet] = path?.subnets ?? [];
    const endpoint = subnet === undefined ? undefined : gatewayEndpointOf(context, subnet, call.service);
    if (blocker === undefined || endpoint === undefined) return [];
    return [
      {
        component: workload.id,
        other: call.service,
        names: [endpoint],
        at: blocker.origin ?? workload.origin,
      },
    ];
  });
}

function isEgress({
  code,
  mend,
}: {
  readonly code: string;
  readonly mend: { readonly code: string };
}): boolean {
  return code === 'ENI_SG_RULES_MISMATCH' && mend.code === 'ALLOW_SECURITY_GROUP_EGRESS';
}

/** The gateway endpoint on the route table of the subnet. */
function gatewayEndpointOf(context: RuleContext, id: Id<'Subnet'>, service: string): string | undefined {
  const subnet = context.network.subnets.get(id);
  const table = subnet === undefined ? undefined : tableIdOf(context.network, subnet);
  return endpointsFor(context, knownOf(subnet?.vpc), service, 'Gateway').find(({ routeTables }) =>
    routeTables.items.some(({ target }) => table !== undefined && is(target, table)),
  )?.id;
}
