import { privateDnsNotOffered as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** DNS-12: not every service has a private name. */
export const privateDnsNotOffered: Rule = { kind, slug: 'private-dns-not-offered', cites: ['DNS-12'], find };

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const name = knownOf(endpoint.serviceName);
    const service = name === undefined ? undefined : context.catalog.serviceByEndpointName(name)?.service;
    const isNameless =
      service?.privateDns.confidence === 'confirmed' &&
      (service.privateDns.supported === false || service.privateDns.names?.length === 0);
    if (!isNameless || !is(endpoint.privateDnsEnabled, true)) return [];
    const at = endpoint.origins.privateDnsEnabled ?? endpoint.origin;
    return [{ component: endpoint.id, other: service.short, at }];
  });
}
