import { gatewayEndpointMissesTable as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsFor, endpointsOfType, serviceOf } from '../endpoints.ts';
import { defaultRouteTo, subnetsOf, tableOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, isComplete, knownOf } from '../values.ts';

/** GW-2: only the named tables lead to the endpoint. */
export const gatewayEndpointMissesTable: Rule = {
  kind,
  slug: 'gateway-endpoint-misses-table',
  cites: ['GW-2', 'UR-RT-1', 'UR-COST-1'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Gateway').flatMap((endpoint): Finding[] => {
    const vpc = knownOf(endpoint.vpc);
    const service = serviceOf(context, endpoint);
    const { routeTables } = endpoint;
    if (vpc === undefined || service === undefined || routeTables.items.length === 0) return [];
    const all = endpointsFor(context, vpc, service, 'Gateway').map((other) => other.routeTables);
    const isOpen = all.some(
      (tables) => !isComplete(tables) || tables.items.some(({ target }) => target.kind === 'unknown'),
    );
    if (isOpen) return [];
    const paying = subnetsOf(context.network, vpc).flatMap((subnet) => {
      const table = tableOf(context.network, subnet);
      const isCovered = all.some(({ items }) => items.some(({ target }) => is(target, table?.id)));
      return table === undefined || isCovered || defaultRouteTo(table, 'nat-gateway') === undefined
        ? []
        : [table.id];
    });
    const at = endpoint.origins.routeTables ?? endpoint.origin;
    return [...new Set(paying)].map((other) => ({ component: endpoint.id, other, names: [service], at }));
  });
}
