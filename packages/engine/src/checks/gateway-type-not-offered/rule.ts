import { gatewayTypeNotOffered as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** IF-16: without a type the provider asks for a gateway endpoint. */
export const gatewayTypeNotOffered: Rule = {
  kind,
  slug: 'gateway-type-not-offered',
  cites: ['IF-16', 'GW-1', 'UR-RT-3'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Gateway').flatMap((endpoint): Finding[] => {
    const name = knownOf(endpoint.serviceName);
    const service = name === undefined ? undefined : context.catalog.serviceByEndpointName(name)?.service;
    if (service === undefined || service.types.length === 0 || service.types.includes('Gateway')) return [];
    const at = endpoint.origins.type ?? endpoint.origins.serviceName ?? endpoint.origin;
    return [{ component: endpoint.id, other: service.short, at }];
  });
}
