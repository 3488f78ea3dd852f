import { privateDnsWithoutVpcAttributes as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import type { VpcEndpoint } from '../../model/network.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** DNS-2: private DNS needs both attributes of the VPC. */
export const privateDnsWithoutVpcAttributes: Rule = {
  kind,
  slug: 'private-dns-without-vpc-attributes',
  cites: ['DNS-2', 'R-25'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface')
    .filter(({ privateDnsEnabled }) => is(privateDnsEnabled, true))
    .flatMap((endpoint) => missingAttributes(context, endpoint));
}

function missingAttributes({ network }: RuleContext, endpoint: VpcEndpoint): readonly Finding[] {
  const id = knownOf(endpoint.vpc);
  const vpc = id === undefined ? undefined : network.vpcs.get(id);
  if (vpc === undefined) return [];
  const off = [
    ...(is(vpc.enableDnsSupport, false) ? ['enable_dns_support'] : []),
    ...(is(vpc.enableDnsHostnames, false) ? ['enable_dns_hostnames'] : []),
  ];
  const at = endpoint.origins.privateDnsEnabled ?? endpoint.origin;
  return off.slice(0, 1).map((other) => ({ component: endpoint.id, other, at }));
}
