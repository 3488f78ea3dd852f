import { natInAnotherZone as kind } from '../../diagnostics/kinds/finding-routes.ts';
import { defaultRouteTo, subnetsOf, tableOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** NAT-4: a zonal NAT gateway stops with its zone. */
export const natInAnotherZone: Rule = { kind, slug: 'nat-in-another-zone', cites: ['NAT-4', 'R-50'], find };

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  return [...network.natGateways.values()].flatMap((gateway): Finding[] => {
    const id = knownOf(gateway.subnet);
    const subnet = id === undefined ? undefined : network.subnets.get(id);
    const zone = knownOf(subnet?.availabilityZone);
    if (subnet === undefined || zone === undefined || !is(gateway.availabilityMode, 'zonal')) return [];
    const others = subnetsOf(network, knownOf(subnet.vpc)).flatMap((client) => {
      const target = defaultRouteTo(tableOf(network, client), 'nat-gateway')?.target;
      const isClient = target?.kind === 'nat-gateway' && target.id === gateway.id;
      const own = knownOf(client.availabilityZone);
      return isClient && own !== undefined && own !== zone ? [own] : [];
    });
    const names = [...new Set(others)].sort();
    return names.length === 0 ? [] : [{ component: gateway.id, other: zone, names, at: gateway.origin }];
  });
}
