import { hostedZoneConflict as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** DNS-10: private DNS and a private zone of one name exclude each other. */
export const hostedZoneConflict: Rule = {
  kind,
  slug: 'hosted-zone-conflict',
  cites: ['DNS-10', 'UR-DNS-2'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const vpc = knownOf(endpoint.vpc);
    const name = knownOf(endpoint.serviceName);
    if (vpc === undefined || name === undefined || !is(endpoint.privateDnsEnabled, true)) return [];
    const claimed = context.catalog.serviceByEndpointName(name)?.privateNames ?? [];
    const zones = [...context.network.hostedZones.values()].filter(
      (zone) =>
        zone.vpcs?.items.includes(vpc) === true &&
        claimed.some((own) => is(zone.name, own.replace(/^\*\./, ''))),
    );
    const at = endpoint.origins.privateDnsEnabled ?? endpoint.origin;
    return zones.map(({ id }) => ({ component: endpoint.id, other: id, at }));
  });
}
