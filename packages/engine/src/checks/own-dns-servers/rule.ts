import { ownDnsServers as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { parseIpv4, toIpv4 } from '../../ip/address.ts';
import type { Id } from '../../model/identity.ts';
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
    const isAws = items.some((server) => isResolverOf(context, vpc, server));
    if (isAws || items.length === 0 || !isComplete(options.domainNameServers)) return [];
    return [{ component: endpoint.id, names: items, at: options.origin }];
  });
}

/** DNS-1: the resolver answers at a fixed address, and at the base of each block of the VPC plus two. */
function isResolverOf({ network }: RuleContext, vpc: Id<'Vpc'> | undefined, server: string): boolean {
  if (server === 'AmazonProvidedDNS' || server === '169.254.169.253') return true;
  const blocks = vpc === undefined ? [] : (network.vpcs.get(vpc)?.ipv4Cidrs.items ?? []);
  const address = parseIpv4(server);
  return blocks.some((block) => address !== undefined && address === toIpv4(block.address + 2));
}
