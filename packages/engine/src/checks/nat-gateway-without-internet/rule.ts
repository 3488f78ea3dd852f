import { natGatewayWithoutInternet as kind } from '../../diagnostics/kinds/finding-routes.ts';
import { defaultRoutes, isWhole, tableOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** NAT-2: a NAT gateway leaves by the table of its own subnet. */
export const natGatewayWithoutInternet: Rule = {
  kind,
  slug: 'nat-gateway-without-internet',
  cites: ['NAT-2'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return [...context.network.natGateways.values()].flatMap((gateway): Finding[] => {
    const id = knownOf(gateway.subnet);
    const subnet = id === undefined ? undefined : context.network.subnets.get(id);
    const table = subnet === undefined ? undefined : tableOf(context.network, subnet);
    if (subnet === undefined || table === undefined || !isWhole(table)) return [];
    // Another target, for example a firewall endpoint, may lead on to the Internet gateway.
    const leadsOn = defaultRoutes(table).some(({ target }) => target.kind !== 'nat-gateway');
    if (!is(gateway.connectivityType, 'public') || leadsOn) return [];
    return [{ component: gateway.id, other: subnet.id, at: gateway.origins.subnet ?? gateway.origin }];
  });
}
