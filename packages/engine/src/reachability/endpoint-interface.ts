import type { AddressFamily } from '../ip/address.ts';
import { foreignGroups } from '../model/foreign-groups.ts';
import type { Id } from '../model/identity.ts';
import type { Network, Subnet, VpcEndpoint } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import { subnetAddresses } from './destinations.ts';
import { effectiveGroups } from './position.ts';
import type { InterfaceTarget } from './to-interface.ts';
import type { Trail } from './trail.ts';

/** IF-4: AWS creates no interface with a group of another VPC. */
export function refuseForeignGroups(
  trail: Trail,
  groups: readonly Id<'SecurityGroup'>[],
  of: Pick<VpcEndpoint | Workload, 'id' | 'origin' | 'origins'>,
  vpc: Id<'Vpc'>,
): void {
  for (const id of groups) {
    const facts = { securityGroup: id, component: of.id, vpc };
    const origin = of.origins.securityGroups ?? of.origin;
    trail.block('SECURITY_GROUP_OF_ANOTHER_VPC', id, facts, ['IF-4'], origin, 'USE_GROUP_OF_VPC');
  }
}

/** The ENI of an endpoint in one of its subnets (IF-3); `undefined` = the trail says what is missing. */
export function endpointInterface(
  network: Network,
  trail: Trail,
  endpoint: VpcEndpoint,
  id: Id<'Subnet'>,
  family: AddressFamily,
): InterfaceTarget | undefined {
  const subnet = network.subnets.get(id);
  const vpc = subnet?.vpc.kind === 'known' ? network.vpcs.get(subnet.vpc.value) : undefined;
  if (subnet === undefined || vpc === undefined) {
    trail.miss(
      'UNKNOWN_NOT_GIVEN',
      id,
      { component: endpoint.id, what: id },
      endpoint.origins.subnets ?? endpoint.origin,
    );
    return undefined;
  }
  const addresses = subnetAddresses(subnet, family);
  if (addresses === undefined) {
    missCidr(trail, subnet, family);
    return undefined;
  }
  const groups = effectiveGroups(endpoint.securityGroups, vpc);
  const foreign = foreignGroups(network, groups.items, vpc.id);
  refuseForeignGroups(trail, foreign, endpoint, vpc.id);
  return {
    kind: 'interface-endpoint',
    component: endpoint.id,
    subnet,
    addresses,
    groups,
    origin: endpoint.origin,
  };
}

/** What the block hangs on, where the source says it: a variable without a value, another resource. */
function missCidr(trail: Trail, subnet: Subnet, family: AddressFamily): void {
  const cidr = family === 'ipv4' ? subnet.ipv4Cidr : subnet.ipv6Cidr;
  const what = `${subnet.id}.${family === 'ipv4' ? 'cidr_block' : 'ipv6_cidr_block'}`;
  if (cidr?.kind === 'unknown') trail.missAll([cidr.unknown], what, subnet.origin);
  else trail.miss('UNKNOWN_UNTIL_APPLY', what, { component: subnet.id, what }, subnet.origin);
}

/** IF-9: before somebody has accepted it, an endpoint carries nothing. */
export function recordAcceptance(trail: Trail, endpoint: VpcEndpoint): void {
  const { id, acceptance, serviceName, origin } = endpoint;
  const facts = { component: id, serviceName: serviceName.kind === 'known' ? serviceName.value : '' };
  if (acceptance === 'awaited') trail.miss('UNKNOWN_ACCEPTANCE', id, facts, origin);
  else if (acceptance === 'by-owner') trail.assumptions.push({ code: 'ASSUMED_ACCEPTED', facts });
}
