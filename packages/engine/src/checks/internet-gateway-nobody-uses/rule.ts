import { internetGatewayNobodyUses as kind } from '../../diagnostics/kinds/finding-routes.ts';
import { isWhole } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** IGW-2: without a route nothing reaches the gateway. */
export const internetGatewayNobodyUses: Rule = {
  kind,
  slug: 'internet-gateway-nobody-uses',
  cites: ['IGW-2'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  const tables = [...network.routeTables.values()];
  const targets = tables.flatMap(({ routes }) => routes.items.map(({ target }) => target));
  const isOpen = targets.some(({ kind: target }) => target === 'unknown') || !tables.every(isWhole);
  if (isOpen || tables.length === 0) return [];
  return [...network.internetGateways.values()].flatMap(({ id, vpc, origin }): Finding[] => {
    const own = knownOf(vpc);
    if (own === undefined || !network.vpcs.has(own)) return [];
    if (targets.some((target) => target.kind === 'internet-gateway' && target.id === id)) return [];
    // NAT-7: a regional NAT gateway routes to it by a table of its own.
    const isRegional = [...network.natGateways.values()].some(
      (gateway) =>
        !is(gateway.availabilityMode, 'zonal') && (gateway.vpc === undefined || is(gateway.vpc, own)),
    );
    return isRegional ? [] : [{ component: id, at: origin }];
  });
}
