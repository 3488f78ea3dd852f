import { superfluousEgress as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is } from '../values.ts';

/** SG-1: replies need no rule. */
export const superfluousEgress: Rule = { kind, slug: 'superfluous-egress', cites: ['SG-1', 'R-06'], find };

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  const holders = [...network.workloads.values(), ...network.networkInterfaces.values()];
  const others = new Set(holders.flatMap(({ securityGroups }) => securityGroups.items));
  const groups = new Set(
    endpointsOfType(context, 'Interface').flatMap(({ securityGroups }) => securityGroups.items),
  );
  return [...groups].flatMap((id): Finding[] => {
    const group = network.securityGroups.get(id);
    const rule = group?.egress.items.find(
      ({ origin, protocol }) => origin.kind === 'terraform' && is(protocol, -1),
    );
    const isReferenced =
      others.has(id) || holders.some(({ securityGroups }) => securityGroups.unknowns.length > 0);
    return rule === undefined || isReferenced ? [] : [{ component: id, at: rule.origin }];
  });
}
