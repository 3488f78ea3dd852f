import { ephemeralPortsClosed as kind } from '../../diagnostics/kinds/finding-routes.ts';
import type { Hop } from '../../reachability/answer.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** NACL-3: replies need a rule of their own. */
export const ephemeralPortsClosed: Rule = {
  kind,
  slug: 'ephemeral-ports-closed',
  cites: ['NACL-3', 'GW-9', 'UR-SG-4'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const asked = new Set<string>();
  const seen = new Set<string>();
  return context.calls.flatMap((call): Finding[] => {
    const subnets = context.network.workloads.get(call.workload)?.subnets.items ?? [];
    // Clients of one subnet share its network ACL: one of them tells for all.
    const place = `${subnets.join(' ')} ${call.service}`;
    if (call.verdict !== 'blocked' || asked.has(place)) return [];
    asked.add(place);
    const hop = call.paths.flatMap(({ hops }) => hops).find(isDroppedReply);
    if (hop === undefined || seen.has(hop.component)) return [];
    seen.add(hop.component);
    const { origin } = context.network.workloads.get(call.workload) ?? {};
    return [
      {
        component: hop.component,
        other: call.service,
        names: [call.workload],
        at: hop.origin ?? aclOrigin(context, hop.component) ?? origin,
      },
    ];
  });
}

function isDroppedReply({ direction, kind: of, outcome }: Hop): boolean {
  return direction === 'return' && of === 'network-acl' && outcome === 'block';
}

function aclOrigin({ network }: RuleContext, id: string): Finding['at'] {
  return [...network.networkAcls.values()].find((acl) => acl.id === id)?.origin;
}
