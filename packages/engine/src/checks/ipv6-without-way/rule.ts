import { ipv6WithoutWay as kind } from '../../diagnostics/kinds/finding-routes.ts';
import { defaultRoutes, isWhole, tableOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is } from '../values.ts';

/** V6-1: each family needs its routes. */
export const ipv6WithoutWay: Rule = { kind, slug: 'ipv6-without-way', cites: ['V6-1', 'R-42'], find };

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  return [...network.subnets.values()].flatMap((subnet): Finding[] => {
    const table = tableOf(network, subnet);
    const isAssigned = subnet.ipv6Cidr !== undefined && is(subnet.assignIpv6AddressOnCreation, true);
    if (table === undefined || !isAssigned || !isWhole(table)) return [];
    // A closed table has no IPv4 route either: nothing is missing there.
    if (defaultRoutes(table, 'ipv6').length > 0 || defaultRoutes(table).length === 0) return [];
    const at = subnet.origins.assignIpv6AddressOnCreation ?? subnet.origin;
    return [{ component: subnet.id, other: table.id, at }];
  });
}
