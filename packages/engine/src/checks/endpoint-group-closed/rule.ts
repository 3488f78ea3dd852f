import { endpointGroupClosed as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import type { SecurityGroup, SecurityGroupRule, VpcEndpoint } from '../../model/network.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { isComplete, knownOf } from '../values.ts';

/** IF-4: all groups of an endpoint together decide what reaches it. */
export const endpointGroupClosed: Rule = {
  kind,
  slug: 'endpoint-group-closed',
  cites: ['IF-4', 'SG-1', 'UR-SG-1'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const groups = groupsOf(context, endpoint);
    const ports = portsOf(context, endpoint);
    const [port] = ports;
    if (groups === undefined || port === undefined) return [];
    const rules = groups.flatMap(({ ingress }) => ingress.items);
    if (rules.some((rule) => ports.some((wanted) => mayAdmit(rule, wanted)))) return [];
    const at = endpoint.origins.securityGroups ?? endpoint.origin;
    return [{ component: endpoint.id, other: String(port), at }];
  });
}

/** `undefined` = one of them, or one of its rules, is not known. */
function groupsOf(
  { network }: RuleContext,
  { securityGroups }: VpcEndpoint,
): readonly SecurityGroup[] | undefined {
  if (!isComplete(securityGroups) || securityGroups.items.length === 0) return undefined;
  const groups = securityGroups.items.flatMap((id) => network.securityGroups.get(id) ?? []);
  if (groups.length !== securityGroups.items.length) return undefined;
  return groups.every(({ ingress }) => isComplete(ingress)) ? groups : undefined;
}

/** IF-18: a third party's port is not known. */
function portsOf({ catalog }: RuleContext, { serviceName }: VpcEndpoint): readonly number[] {
  const name = knownOf(serviceName);
  if (name === undefined || name.includes('vpce-svc-')) return [];
  return catalog.serviceByEndpointName(name)?.ports ?? [];
}

function mayAdmit({ protocol, fromPort, toPort }: SecurityGroupRule, port: number): boolean {
  if (protocol.kind === 'known' && protocol.value !== 6 && protocol.value !== -1) return false;
  if (protocol.kind === 'known' && protocol.value === -1) return true;
  return (knownOf(fromPort) ?? 0) <= port && port <= (knownOf(toPort) ?? 65535);
}
