import { gatewayEndpointWithoutRouteTable as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType, serviceNameOf } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { isEmpty } from '../values.ts';

/** GW-2: a gateway endpoint is nothing but its routes. */
export const gatewayEndpointWithoutRouteTable: Rule = {
  kind,
  slug: 'gateway-endpoint-without-route-table',
  cites: ['GW-2', 'UR-RT-1'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Gateway')
    .filter(({ routeTables }) => isEmpty(routeTables))
    .map((endpoint) => ({
      component: endpoint.id,
      other: serviceNameOf(context, endpoint),
      at: endpoint.origins.routeTables ?? endpoint.origin,
    }));
}
