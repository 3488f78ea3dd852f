import { ownDnsServers as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, isComplete, knownOf } from '../values.ts';

/** DNS-6: only the VPC's resolver knows private names. */
export const ownDnsServers: Rule = { kind, slug: 'own-dns-servers', cites: ['DNS-6'], find };

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const vpc = knownOf(endpoint.vpc);
    const options = knownOf(vpc === undefined ? undefined : context.network.vpcs.get(vpc)?.dhcpOptions);
    if (options === undefined || !is(endpoint.privateDnsEnabled, true)) return [];
    const { items } = options.domainNameServers;
    const isAws = items.some((server) => server === 'AmazonProvidedDNS' || server === '169.254.169.253');
    if (isAws || items.length === 0 || !isComplete(options.domainNameServers)) return [];
    return [{ component: endpoint.id, names: items, at: options.origin }];
  });
}
