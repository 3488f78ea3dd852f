import { formatPrefix } from '../../ip/address.ts';
import type { StackPeer, StackSecurityGroup, StackSecurityGroupRule } from '../../model/stack.ts';
import { sortedById } from '../address.ts';
import { argument, type HclItem } from '../change/hcl-text.ts';
import { link, nameTag, resource, sections, text, type Writing } from './blocks.ts';

/** Groups, each followed by its rules. */
export function writeSecurityGroups({ stack, words }: Writing): readonly (readonly HclItem[])[] {
  return sortedById(stack.securityGroups).flatMap((group, i) => [
    writeGroup(group, i === 0 ? [words.answersNeedNoRule] : []),
    ...sortedById(stack.securityGroupRules)
      .filter(({ securityGroup }) => securityGroup === group.id)
      .map(writeRule),
  ]);
}

function writeGroup(group: StackSecurityGroup, comments: readonly string[]): readonly HclItem[] {
  return resource(
    group.id,
    sections(
      [text('name', group.name), text('description', group.description), link('vpc_id', group.vpc)],
      nameTag(group.name),
    ),
    comments,
  );
}

function writeRule(rule: StackSecurityGroupRule): readonly HclItem[] {
  return resource(rule.id, [
    link('security_group_id', rule.securityGroup),
    text('description', rule.description),
    text('ip_protocol', protocolText(rule.protocol)),
    // The provider refuses ports with all protocols.
    ...(rule.protocol === -1
      ? []
      : [argument('from_port', String(rule.fromPort)), argument('to_port', String(rule.toPort))]),
    peerArgument(rule.peer),
  ]);
}

const protocolNames: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' };

function protocolText(protocol: number): string {
  return protocolNames[protocol] ?? String(protocol);
}

function peerArgument(peer: StackPeer): HclItem {
  switch (peer.kind) {
    case 'prefix':
      return text(peer.prefix.family === 'ipv4' ? 'cidr_ipv4' : 'cidr_ipv6', formatPrefix(peer.prefix));
    case 'security-group':
      return link('referenced_security_group_id', peer.securityGroup);
    case 'gateway-endpoint':
      return argument('prefix_list_id', `${peer.endpoint}.prefix_list_id`);
  }
}
