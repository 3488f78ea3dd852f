import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { Expression } from '../../importers/terraform/syntax/ast.ts';
import { formatPrefix } from '../../ip/address.ts';
import type { AddSecurityGroupRule } from '../../model/change.ts';
import type { Id } from '../../model/identity.ts';
import { appendToBlock, insertAfterBlock } from './block-text.ts';
import { editableBlock } from './declared-blocks.ts';
import type { Draft } from './draft.ts';
import { argument, block, type HclItem, quoted } from './hcl-text.ts';
import { isUsersOwn, type Placed, scopeOf, tryExpression } from './user-project.ts';

/** The other side of a rule, in the words of one module. */
interface WrittenPeer {
  readonly kind: 'security-group' | 'prefix-list' | 'cidr';
  readonly texts: readonly string[];
  readonly word: string;
}

/** Writes a rule as the group's other rules are written: in its block, or as a resource. */
export function writeGroupRule(
  draft: Draft,
  change: AddSecurityGroupRule,
  all: readonly AddSecurityGroupRule[],
): void {
  const placed = draft.project.instances.get(change.securityGroup);
  if (placed !== undefined && isInline(placed, change.direction)) writeInline(draft, change, all);
  else writeApart(draft, change);
}

/** Rules of both styles on one group undo each other: who writes one inline writes all there. */
function isInline({ resource, module }: Placed, direction: 'ingress' | 'egress'): boolean {
  const { attributes, blocks } = resource.declaration.body;
  const isBlock = (name: string): boolean =>
    attributes.has(name) ||
    blocks.some(
      ({ node }) => node.type === name || (node.type === 'dynamic' && node.labels[0]?.text === name),
    );
  const other = direction === 'ingress' ? 'egress' : 'ingress';
  return isBlock(direction) || (isBlock(other) && isUsersOwn(module.directory));
}

function writeInline(draft: Draft, change: AddSecurityGroupRule, all: readonly AddSecurityGroupRule[]): void {
  const { securityGroup, direction } = change;
  const answer = editableBlock(draft.project, securityGroup);
  if (answer.kind === 'refused') {
    draft.refuse(securityGroup, answer.because);
    return;
  }
  const { source, block: declared, placed, instances } = answer.found;
  const same = all
    .filter((other) => ruleKey(other) === ruleKey(change))
    .map((other) => String(other.securityGroup));
  if (!instances.every(({ instance }) => same.includes(instance.address))) {
    draft.refuse(securityGroup, 'some-instances');
    return;
  }
  if (placed.resource.declaration.body.attributes.has(direction)) {
    draft.refuse(securityGroup, 'expression');
    return;
  }
  const peer = peerIn(draft, placed.module, change);
  if (peer === undefined) {
    draft.refuse(securityGroup, 'no-words');
    return;
  }
  const items = [block(direction, inlineItems(change, peer))];
  const last = declared.body.blocks
    .filter((one) => one.type === direction || one.labels[0]?.text === direction)
    .at(-1);
  draft.edit([
    last === undefined ? appendToBlock(source, declared, items) : insertAfterBlock(source, last, items),
  ]);
}

function ruleKey({ direction, port, peer }: AddSecurityGroupRule): string {
  return JSON.stringify([direction, port, peer]);
}

function inlineItems({ port }: AddSecurityGroupRule, { kind, texts }: WrittenPeer): readonly HclItem[] {
  const names = {
    'security-group': 'security_groups',
    'prefix-list': 'prefix_list_ids',
    cidr: 'cidr_blocks',
  };
  return [
    argument('from_port', String(port)),
    argument('to_port', String(port)),
    argument('protocol', '"tcp"'),
    argument(names[kind], `[${texts.join(', ')}]`),
  ];
}

function writeApart(draft: Draft, change: AddSecurityGroupRule): void {
  const places = draft.project.modules
    .filter(({ directory }) => draft.mayHold(directory))
    .flatMap((module) => {
      const group = groupIn(draft, module, change.securityGroup);
      const peer = group === undefined ? undefined : peerIn(draft, module, change);
      return group === undefined || peer === undefined ? [] : [{ module, group, peer }];
    });
  const isExact = ({ peer: { kind } }: (typeof places)[number]): boolean => kind !== 'cidr';
  const place = places.find(isExact) ?? places[0];
  if (place === undefined) {
    draft.refuse(change.securityGroup, 'no-words');
    return;
  }
  const { module, group, peer } = place;
  for (const [i, text] of peer.texts.entries()) {
    const word = i === 0 ? peer.word : `${peer.word}_${i + 1}`;
    const rule = ruleResource(draft, module, change, { group, kind: peer.kind, text, word });
    draft.add(module, rule, ownerOf(draft, change));
  }
}

/** The group, or the VPC of one that is new. */
function ownerOf({ groups }: Draft, { securityGroup }: AddSecurityGroupRule): string {
  return [...groups.keys()].find((vpc) => securityGroup === `endpoint-group@${vpc}`) ?? securityGroup;
}

function groupIn(draft: Draft, module: ModuleInstance, group: Id<'SecurityGroup'>): string | undefined {
  const fresh = [...draft.groups].find(([vpc]) => group === `endpoint-group@${vpc}`)?.[1];
  if (fresh !== undefined) return fresh.module === module ? `${fresh.address}.id` : undefined;
  const found = draft.expressions.one(module, 'SecurityGroup', group);
  return found?.outputs.length === 0 ? found.text : undefined;
}

interface RuleText {
  readonly group: string;
  readonly kind: WrittenPeer['kind'];
  readonly text: string;
  readonly word: string;
}

function ruleResource(
  draft: Draft,
  module: ModuleInstance,
  { direction, port }: AddSecurityGroupRule,
  { group, kind, text, word }: RuleText,
): readonly HclItem[] {
  const { label, usesOldRules } = draft.conventions(module);
  const type = usesOldRules ? 'aws_security_group_rule' : `aws_vpc_security_group_${direction}_rule`;
  const words = `${wordOf(group)}_${direction === 'ingress' ? 'from' : 'to'}_${word}`;
  const header = `resource "${type}" "${label(type, words)}"`;
  const ports = [argument('from_port', String(port)), argument('to_port', String(port))];
  if (usesOldRules) {
    const names = {
      'security-group': 'source_security_group_id',
      'prefix-list': 'prefix_list_ids',
      cidr: 'cidr_blocks',
    };
    const peer = argument(names[kind], kind === 'security-group' ? text : `[${text}]`);
    const head = [argument('type', quoted(direction)), argument('security_group_id', group), peer];
    return [block(header, [...head, ...ports, argument('protocol', '"tcp"')])];
  }
  const names = {
    'security-group': 'referenced_security_group_id',
    'prefix-list': 'prefix_list_id',
    cidr: 'cidr_ipv4',
  };
  const head = [argument('security_group_id', group), argument(names[kind], text)];
  return [block(header, [...head, ...ports, argument('ip_protocol', '"tcp"')])];
}

/** `app` of `aws_security_group.app.id`, `web_0` of `aws_security_group.web[0].id`, `app` of `module.app.sg_id`. */
export function wordOf(text: string): string {
  const path = text.replace(/\.(?:id|cidr_block|prefix_list_id)$/, '').replace(/^data\./, '');
  const [root = '', name = '', output = ''] = path.replaceAll(/\["?([^"\]]*)"?\]/g, '_$1').split('.');
  const own = output.replace(/_?(?:security_group|sg)?_?ids?$/, '');
  const isRepeated = own === '' || own.startsWith(name) || name.startsWith(own);
  const word = root === 'module' ? (isRepeated ? own || name : `${name}_${own}`) : name || root;
  return word.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_|_$/g, '') || 'group';
}

function peerIn(draft: Draft, module: ModuleInstance, change: AddSecurityGroupRule): WrittenPeer | undefined {
  const { peer } = change;
  switch (peer.kind) {
    case 'security-group': {
      const text = groupIn(draft, module, peer.securityGroup);
      return text === undefined ? undefined : { kind: 'security-group', texts: [text], word: wordOf(text) };
    }
    case 'new-endpoints': {
      const group = draft.groups.get(peer.vpc);
      if (group?.module === module) {
        return { kind: 'security-group', texts: [`${group.address}.id`], word: wordOf(group.address) };
      }
      return addressesIn(draft, module, peer.vpc);
    }
    case 'vpc':
      return addressesIn(draft, module, peer.vpc);
    case 'prefix-list':
      return prefixListIn(draft, module, peer.prefixList, ownerOf(draft, change));
  }
}

function addressesIn(draft: Draft, module: ModuleInstance, vpc: Id<'Vpc'>): WrittenPeer | undefined {
  const texts = addressTexts(draft, module, vpc);
  return texts.length === 0 ? undefined : { kind: 'cidr', texts, word: 'vpc' };
}

/** The VPC's IPv4 blocks: by its own attribute where it has a name in the module, else as they are. */
export function addressTexts(
  { network, expressions }: Draft,
  module: ModuleInstance,
  vpc: Id<'Vpc'>,
): readonly string[] {
  const cidrs = (network.vpcs.get(vpc)?.ipv4Cidrs.items ?? []).map(formatPrefix);
  const id = expressions.one(module, 'Vpc', vpc);
  const reference = id?.outputs.length === 0 ? id.text.replace(/\.id$/, '.cidr_block') : '';
  const value = reference === '' ? undefined : tryExpression(reference, scopeOf(module));
  return cidrs.map((cidr) => (value?.kind === 'string' && value.value === cidr ? reference : quoted(cidr)));
}

/** A list of AWS is looked up by its name: its id is another one in each Region. */
function prefixListIn(
  draft: Draft,
  module: ModuleInstance,
  id: Id<'PrefixList'>,
  owner: string,
): WrittenPeer | undefined {
  const list = draft.network.prefixLists.get(id);
  const direct = /^pl-/.test(id) ? undefined : draft.expressions.one(module, 'PrefixList', id)?.text;
  const name =
    list?.name.kind === 'known' ? list.name.value : id.startsWith('com.amazonaws.') ? id : undefined;
  if (direct !== undefined) return { kind: 'prefix-list', texts: [direct], word: wordOf(direct) };
  if (name === undefined)
    return /^pl-/.test(id) ? { kind: 'prefix-list', texts: [quoted(id)], word: 'list' } : undefined;
  const service = name.split('.').slice(3).join('_');
  const known = [...module.declarations.data].find(
    ([key, { body }]) =>
      key.startsWith('aws_prefix_list.') && isText(body.attributes.get('name')?.node.value, name),
  );
  const address =
    known?.[0] ??
    draft.dataSource(
      module,
      'aws_prefix_list',
      service,
      name,
      [argument('name', draft.conventions(module).serviceName(name.split('.').slice(3).join('.'), name))],
      owner,
    );
  return { kind: 'prefix-list', texts: [`data.${address}.id`], word: service };
}

function isText(expression: Expression | undefined, text: string): boolean {
  return expression?.kind === 'string' && expression.value === text;
}
