import type { AddSecurityGroupRule, NetworkChange } from '../model/change.ts';
import type { Id } from '../model/identity.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import type { Blocker, Call } from '../reachability/answer.ts';
import { proposedEndpointGroup } from './proposed-things.ts';

/** The endpoint that is to carry a call, in the changed network. */
export interface PlannedEndpoint {
  readonly vpc: Id<'Vpc'>;
  readonly endpoint: VpcEndpoint;
}

/**
 * Changes that mend what blocks a call on the way that was planned for it: rules of security groups, private
 * names, associations. Network ACLs and policies are not touched: whoever wrote them meant something by them.
 */
export function mendsFor(
  call: Call,
  planned: PlannedEndpoint | undefined,
  network: Network,
): readonly NetworkChange[] {
  const blocked = call.paths.filter(({ verdict }) => verdict === 'blocked');
  return blocked.flatMap(({ blockers }) =>
    blockers.flatMap((blocker) => mendOf(blocker, call, planned, network) ?? []),
  );
}

function mendOf(
  { mend, component }: Blocker,
  call: Call,
  planned: PlannedEndpoint | undefined,
  network: Network,
): NetworkChange | undefined {
  if (planned === undefined) return undefined;
  const { endpoint, vpc } = planned;
  switch (mend.code) {
    case 'ENABLE_DNS_HOSTNAMES':
      return { kind: 'enable-vpc-dns', vpc };
    case 'ENABLE_PRIVATE_DNS':
      return endpoint.privateDnsEnabled.kind === 'known' && endpoint.privateDnsEnabled.value
        ? undefined
        : { kind: 'enable-private-dns', endpoint: endpoint.id };
    case 'ALLOW_SECURITY_GROUP_EGRESS':
      return egressRule(component, call, planned, network);
    case 'ALLOW_SECURITY_GROUP_INGRESS':
      return ingressRule(call, planned, network);
    default:
      return undefined;
  }
}

/** From the callers' group to the endpoint's group, or to the list of a gateway endpoint. */
function egressRule(
  component: string,
  call: Call,
  { vpc, endpoint }: PlannedEndpoint,
  network: Network,
): AddSecurityGroupRule | undefined {
  const securityGroup =
    groupsOf(call, vpc, network).find((id) => id === component) ?? groupsOf(call, vpc, network)[0];
  const peer = peerOfEndpoint(vpc, endpoint);
  if (securityGroup === undefined || peer === undefined) return undefined;
  return { kind: 'add-security-group-rule', securityGroup, direction: 'egress', port: call.port, peer };
}

function peerOfEndpoint(vpc: Id<'Vpc'>, endpoint: VpcEndpoint): AddSecurityGroupRule['peer'] | undefined {
  if (endpoint.prefixList !== undefined) return { kind: 'prefix-list', prefixList: endpoint.prefixList };
  const [group] = endpoint.securityGroups.items;
  if (group === proposedEndpointGroup(vpc).id) return { kind: 'new-endpoints', vpc };
  return group === undefined ? undefined : { kind: 'security-group', securityGroup: group };
}

/** On the endpoint's group: from the callers' group, or from the VPC where they have none of their own. */
function ingressRule(
  call: Call,
  { vpc, endpoint }: PlannedEndpoint,
  network: Network,
): AddSecurityGroupRule | undefined {
  const [group] = endpoint.securityGroups.items;
  const fallback = network.vpcs.get(vpc)?.defaultSecurityGroup;
  const securityGroup = group ?? (fallback?.kind === 'known' ? fallback.value : undefined);
  if (securityGroup === undefined) return undefined;
  const [caller] = network.workloads.get(call.workload)?.securityGroups.items ?? [];
  const peer: AddSecurityGroupRule['peer'] =
    caller === undefined ? { kind: 'vpc', vpc } : { kind: 'security-group', securityGroup: caller };
  return { kind: 'add-security-group-rule', securityGroup, direction: 'ingress', port: call.port, peer };
}

function groupsOf(call: Call, vpc: Id<'Vpc'>, network: Network): readonly Id<'SecurityGroup'>[] {
  const own = network.workloads.get(call.workload)?.securityGroups.items ?? [];
  if (own.length > 0) return own;
  const fallback = network.vpcs.get(vpc)?.defaultSecurityGroup;
  return fallback?.kind === 'known' ? [fallback.value] : [];
}
