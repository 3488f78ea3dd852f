import { formatPrefix } from '../../ip/address.ts';
import type { Stack, StackPeer, StackSecurityGroup, StackSecurityGroupRule } from '../../model/stack.ts';
import { labelOf, sortedById } from '../address.ts';
import { en } from '../words/en.ts';
import { attr, ref } from './references.ts';
import { resource, tags } from './resources.ts';
import type { Json, TemplateResource } from './template.ts';

/** Groups and those of their rules that stand beside them. */
export function securityGroupResources(stack: Stack): readonly TemplateResource[] {
  const rules = sortedById(stack.securityGroupRules);
  return sortedById(stack.securityGroups).flatMap((group) => {
    const own = rules.filter(({ securityGroup }) => securityGroup === group.id);
    return [
      groupResource(group, own.filter(isInline), stack),
      ...own.filter((rule) => !isInline(rule)).map(ruleResource),
    ];
  });
}

/**
 * Egress that names no other group stands in the group itself: a group without any egress of its own gets
 * the rule that allows everything (SG-3). Rules between groups stand apart, because two groups may name each
 * other.
 */
function isInline({ direction, peer }: StackSecurityGroupRule): boolean {
  return direction === 'egress' && peer.kind !== 'security-group';
}

function groupResource(
  group: StackSecurityGroup,
  egress: readonly StackSecurityGroupRule[],
  stack: Stack,
): TemplateResource {
  return resource(group.id, 'AWS::EC2::SecurityGroup', {
    GroupName: group.name,
    GroupDescription: group.description,
    VpcId: ref(group.vpc),
    SecurityGroupEgress: egress.length === 0 ? [noEgress] : egress.map((rule) => ruleProperties(rule)),
    Tags: tags(stack, group.name),
  });
}

/** A rule that no packet meets keeps CloudFormation from adding the rule that all meet. */
export const noEgress: Json = {
  Description: en.ruleWithoutPackets,
  IpProtocol: 'icmp',
  FromPort: 252,
  ToPort: 86,
  CidrIp: '255.255.255.255/32',
};

function ruleResource(rule: StackSecurityGroupRule): TemplateResource {
  const type = rule.direction === 'ingress' ? 'Ingress' : 'Egress';
  return resource(rule.id, `AWS::EC2::SecurityGroup${type}`, {
    GroupId: attr(rule.securityGroup, 'GroupId'),
    ...ruleProperties(rule),
  });
}

function ruleProperties(rule: StackSecurityGroupRule): Readonly<Record<string, Json>> {
  const { protocol, fromPort, toPort } = rule;
  return {
    Description: rule.description,
    IpProtocol: protocolNames[protocol] ?? String(protocol),
    ...(protocol === -1 ? {} : { FromPort: fromPort, ToPort: toPort }),
    ...peerProperty(rule.peer, rule.direction === 'ingress' ? 'Source' : 'Destination'),
  };
}

const protocolNames: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' };

function peerProperty(peer: StackPeer, side: 'Destination' | 'Source'): Readonly<Record<string, Json>> {
  switch (peer.kind) {
    case 'prefix':
      return { [peer.prefix.family === 'ipv4' ? 'CidrIp' : 'CidrIpv6']: formatPrefix(peer.prefix) };
    case 'security-group':
      return { [`${side}SecurityGroupId`]: attr(peer.securityGroup, 'GroupId') };
    case 'gateway-endpoint':
      return { [`${side}PrefixListId`]: ref(prefixListParameter(peer.endpoint)) };
  }
}

/** CloudFormation has no attribute that gives the list of a gateway endpoint: it is asked for. */
export function prefixListParameter(endpoint: string): string {
  return `prefix_list.${labelOf(endpoint)}`;
}
