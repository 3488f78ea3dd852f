import { ipv6WithoutWay as kind } from '../../diagnostics/kinds/finding-routes.ts';
import type { Id } from '../../model/identity.ts';
import type { Network } from '../../model/network.ts';
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
    // A table that leads nowhere in IPv4 either lacks nothing.
    const leadsOut = defaultRoutes(table).length > 0 || hasIpv4Endpoint(network, table.id);
    if (defaultRoutes(table, 'ipv6').length > 0 || !leadsOut) return [];
    const at = subnet.origins.assignIpv6AddressOnCreation ?? subnet.origin;
    return [{ component: subnet.id, other: table.id, at }];
  });
}

function hasIpv4Endpoint({ vpcEndpoints }: Network, table: Id<'RouteTable'>): boolean {
  return [...vpcEndpoints.values()].some(
    ({ type, ipAddressType, routeTables }) =>
      is(type, 'Gateway') &&
      is(ipAddressType, 'ipv4') &&
      routeTables.items.some(({ target }) => is(target, table)),
  );
}
