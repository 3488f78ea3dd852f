import { natGatewayForEachZone as kind } from '../../diagnostics/kinds/finding-routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** one regional gateway replaces one for each zone. */
export const natGatewayForEachZone: Rule = {
  kind,
  slug: 'nat-gateway-for-each-zone',
  cites: ['R-50', 'NAT-7'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  return [...network.vpcs.keys()].flatMap((vpc): Finding[] => {
    const gateways = [...network.natGateways.values()].filter(
      ({ subnet, availabilityMode, connectivityType }) => {
        const id = knownOf(subnet);
        const isIn = id !== undefined && is(network.subnets.get(id)?.vpc, vpc);
        return isIn && is(availabilityMode, 'zonal') && is(connectivityType, 'public');
      },
    );
    const [first, ...more] = gateways;
    if (first === undefined || more.length === 0) return [];
    return [{ component: first.id, names: more.map(({ id }) => id), at: first.origin }];
  });
}
