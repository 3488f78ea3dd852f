import { interfaceEndpointWithoutSubnets as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType, serviceNameOf } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { isEmpty } from '../values.ts';

/** IF-1: an interface endpoint is its network interfaces. */
export const interfaceEndpointWithoutSubnets: Rule = {
  kind,
  slug: 'interface-endpoint-without-subnets',
  cites: ['IF-1', 'UR-RT-2', 'UR-RT-3'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface')
    .filter(({ subnets }) => isEmpty(subnets))
    .map((endpoint) => ({
      component: endpoint.id,
      other: serviceNameOf(context, endpoint),
      at: endpoint.origins.subnets ?? endpoint.origin,
    }));
}
