import { type Id, type IdKind, idOf } from '../../src/model/identity.ts';
import type { StackPolicy, StackSecurityGroupRule } from '../../src/model/stack.ts';

export const id = <Kind extends IdKind>(kind: Kind, address: string): Id<Kind> => idOf(kind, address);

export const subnet = (name: string): Id<'Subnet'> => id('Subnet', `aws_subnet.${name}`);
export const group = (name: string): Id<'SecurityGroup'> => id('SecurityGroup', `aws_security_group.${name}`);
export const table = (name: string): Id<'RouteTable'> => id('RouteTable', `aws_route_table.${name}`);
export const role = (name: string): Id<'Role'> => id('Role', `aws_iam_role.${name}`);
export const endpoint = (name: string): Id<'VpcEndpoint'> => id('VpcEndpoint', `aws_vpc_endpoint.${name}`);

export function trustOf(service: string): StackPolicy {
  return {
    statements: [
      {
        sid: 'Assume',
        effect: 'Allow',
        principal: { kind: 'service', services: [service] },
        actions: ['sts:AssumeRole'],
        resources: [],
        conditions: [],
      },
    ],
  };
}

export function httpsRule(
  direction: 'egress' | 'ingress',
  of: string,
  label: string,
  peer: StackSecurityGroupRule['peer'],
): StackSecurityGroupRule {
  return {
    id: `aws_vpc_security_group_${direction}_rule.${label}`,
    securityGroup: group(of),
    direction,
    protocol: 6,
    fromPort: 443,
    toPort: 443,
    peer,
    description: `HTTPS (${label})`,
  };
}

export function allow(
  sid: string,
  actions: readonly string[],
  resources: StackPolicy['statements'][number]['resources'],
): StackPolicy {
  return {
    statements: [{ sid, effect: 'Allow', principal: undefined, actions, resources, conditions: [] }],
  };
}
