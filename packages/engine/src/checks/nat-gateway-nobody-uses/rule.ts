import { natGatewayNobodyUses as kind } from '../../diagnostics/kinds/finding-routes.ts';
import { isWhole } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** A NAT gateway without a route carries nothing. */
export const natGatewayNobodyUses: Rule = { kind, slug: 'nat-gateway-nobody-uses', cites: ['UR-FL-3'], find };

function find(context: RuleContext): readonly Finding[] {
  const tables = [...context.network.routeTables.values()];
  const targets = tables.flatMap(({ routes }) => routes.items.map(({ target }) => target));
  const isOpen = targets.some(({ kind: target }) => target === 'unknown') || !tables.every(isWhole);
  const hasGap = context.network.gaps.some(({ touches }) => touches.length > 0);
  if (isOpen || hasGap || tables.length === 0) return [];
  return [...context.network.natGateways.values()]
    .filter(({ id }) => !targets.some((target) => target.kind === 'nat-gateway' && target.id === id))
    .map(({ id, origin }) => ({ component: id, at: origin }));
}
