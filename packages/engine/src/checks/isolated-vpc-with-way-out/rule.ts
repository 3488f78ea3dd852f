import { isolatedVpcWithWayOut as kind } from '../../diagnostics/kinds/finding-routes.ts';
import { defaultRoutes, subnetsOf, tableOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** a name that the routes contradict. */
export const isolatedVpcWithWayOut: Rule = { kind, slug: 'isolated-vpc-with-way-out', cites: ['R-46'], find };

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  return [...network.vpcs.values()].flatMap((vpc): Finding[] => {
    const { name } = vpc;
    if (name === undefined || !/(^|[^a-z])isolated([^a-z]|$)/i.test(name)) return [];
    const ways = subnetsOf(network, vpc.id)
      .flatMap((subnet) => defaultRoutes(tableOf(network, subnet)))
      .flatMap(({ target }) =>
        'id' in target && target.kind !== 'transit-gateway' ? [String(target.id)] : [],
      );
    const [way] = ways;
    return way === undefined ? [] : [{ component: vpc.id, other: name, names: [way], at: vpc.origin }];
  });
}
