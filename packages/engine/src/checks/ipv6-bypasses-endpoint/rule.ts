import { ipv6BypassesEndpoint as kind } from '../../diagnostics/kinds/finding-routes.ts';
import { endpointsOfType } from '../endpoints.ts';
import { defaultRoutes, subnetsOf, tableOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** V6-1: IPv6 is proved by itself. */
export const ipv6BypassesEndpoint: Rule = {
  kind,
  slug: 'ipv6-bypasses-endpoint',
  cites: ['V6-1', 'R-42', 'UR-V6-1'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  return endpointsOfType(context, 'Gateway').flatMap((endpoint): Finding[] => {
    if (!is(endpoint.ipAddressType, 'ipv4')) return [];
    const open = subnetsOf(network, knownOf(endpoint.vpc)).find((subnet) => {
      const table = tableOf(network, subnet);
      const isOn = endpoint.routeTables.items.some(
        ({ target }) => table !== undefined && is(target, table.id),
      );
      return isOn && subnet.ipv6Cidr !== undefined && defaultRoutes(table, 'ipv6').length > 0;
    });
    return open === undefined ? [] : [{ component: endpoint.id, other: open.id, at: endpoint.origin }];
  });
}
