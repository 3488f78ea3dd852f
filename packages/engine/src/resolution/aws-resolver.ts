import { formatIpv4, toIpv4 } from '../ip/address.ts';
import type { Vpc } from '../model/network.ts';
import { missingValue, undetermined } from './doubts.ts';
import type { NameAnswer, Resolution } from './resolution.ts';

/** AWS's name for the resolver of a VPC. */
export const awsResolver = 'AmazonProvidedDNS';

/**
 * Does the AWS resolver answer the clients of this VPC at all?
 *
 * DNS-6 before DNS-2: clients of other servers do not ask the AWS resolver, so that its switch says nothing.
 *
 * @param intended where the name would lead if DNS support were on
 * @returns `undefined` = it does
 */
export function resolverProblem(
  vpc: Vpc,
  name: string,
  intended: () => readonly NameAnswer[],
): Resolution | undefined {
  const servers = otherServers(vpc);
  if (servers !== undefined) return servers;
  const { enableDnsSupport } = vpc;
  const origin = vpc.origins.enableDnsSupport ?? vpc.origin;
  if (enableDnsSupport.kind === 'unknown') {
    return undetermined(
      [missingValue(enableDnsSupport.unknown, `${vpc.id}.enable_dns_support`, origin)],
      ['DNS-2'],
    );
  }
  if (enableDnsSupport.value) return undefined;
  const code = 'DNS_SUPPORT_DISABLED';
  const facts = { vpc: vpc.id, name };
  const rules = ['DNS-2'];
  const decided = 'enable_dns_support = false';
  return {
    kind: 'no-answer',
    steps: [{ code, outcome: 'block', component: vpc.id, decided, facts, rules, origin }],
    blocker: { code, component: vpc.id, facts, rules, origin, mend: 'ENABLE_DNS_SUPPORT' },
    intended: intended(),
  };
}

/** DNS-6: what servers that are not AWS's answer is not in the source. */
function otherServers(vpc: Vpc): Resolution | undefined {
  const { dhcpOptions } = vpc;
  if (dhcpOptions === undefined) return undefined;
  const origin = vpc.origins.dhcpOptions ?? vpc.origin;
  if (dhcpOptions.kind === 'unknown') {
    return undetermined([missingValue(dhcpOptions.unknown, `${vpc.id}.dhcp_options`, origin)], ['DNS-6']);
  }
  const { domainNameServers } = dhcpOptions.value;
  const own = addressesOfResolver(vpc);
  const others = domainNameServers.items.filter((server) => !own.includes(server.toLowerCase()));
  if (others.length === 0 && domainNameServers.unknowns.length === 0) return undefined;
  const unknown = others.length === 0 ? domainNameServers.unknowns[0] : undefined;
  const what =
    unknown === undefined ? others.join(', ') : missingValue(unknown, 'domain_name_servers', origin).what;
  const at = dhcpOptions.value.origin;
  return {
    kind: 'undetermined',
    steps: [
      {
        code: 'UNKNOWN_DNS_SERVER',
        outcome: 'unknown',
        component: what,
        decided: 'domain_name_servers',
        facts: { servers: others, what },
        rules: ['DNS-6'],
        origin: at,
      },
    ],
    missing: [{ code: 'UNKNOWN_DNS_SERVER', what, unknown, origin: at }],
  };
}

/** DNS-1: VPC base + 2, and the link-local addresses. */
function addressesOfResolver(vpc: Vpc): readonly string[] {
  const primary = vpc.ipv4Cidrs.items[0];
  const base = primary === undefined ? undefined : toIpv4(primary.address + 2);
  const inVpc = base === undefined ? [] : [formatIpv4(base)];
  return [awsResolver.toLowerCase(), '169.254.169.253', 'fd00:ec2::253', ...inVpc];
}
