import { compareText } from '../../base/ordered.ts';
import type {
  Declaration,
  ResourceDeclaration,
} from '../../importers/terraform/evaluation/loading/declarations.ts';
import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { Placed as PlacedNode } from '../../importers/terraform/evaluation/source.ts';
import type { Attribute, Expression, ObjectItem } from '../../importers/terraform/syntax/ast.ts';
import { argument, formatItems, quoted } from './hcl-text.ts';
import { scopeOf, tryExpression } from './user-project.ts';

/** How the user writes in one module: what new blocks there should look like. */
export interface Conventions {
  /** `ecr_api` or `ecr-api`, not taken by another resource of the type. */
  readonly label: (type: string, ...words: readonly string[]) => string;
  /** A name such as `"${var.project}-ecr-api"`, in quotes. */
  readonly name: (word: string) => string;
  /** The same for a thing that is no endpoint. */
  readonly plainName: (word: string) => string;
  /** The value of `tags`; `undefined` = the user tags nothing here. */
  readonly tags: (name: string) => string | undefined;
  /** The value of `service_name`. */
  readonly serviceName: (service: string, serviceName: string) => string;
  /** The user makes several endpoints of one block. */
  readonly usesForEach: boolean;
  /** Rules of security groups are resources of the older type. */
  readonly usesOldRules: boolean;
}

/** Reads the conventions from what stands in the module already. */
export function readConventions(module: ModuleInstance): Conventions {
  const declared = declaredIn(module);
  const data = [...module.declarations.data.keys()].map((key) => `data.${key}`);
  const taken = new Set([...module.declarations.resources.keys(), ...data]);
  const separator = labelSeparator(declared);
  const calls = [...module.declarations.calls.values()].filter(({ source }) => source.syntax === 'native');
  const names = [...nameTags(module, declared), ...callNames(calls)];
  const tagged = [...declared, ...calls].filter((one) => one.body.attributes.has('tags'));
  const common = commonTags(module, tagged);
  return {
    label: (type, ...words) => freeLabel(type, words, separator, taken),
    name: namePattern(module, names),
    plainName: namePattern(
      module,
      names.filter(({ type }) => type !== 'aws_vpc_endpoint'),
    ),
    tags: (text) => (tagged.length === 0 ? undefined : tagsOf(text, common)),
    serviceName: (service, full) => serviceNameText(module, declared, service, full),
    usesForEach: declared.some(
      (one) => one.type === 'aws_vpc_endpoint' && one.body.attributes.has('for_each'),
    ),
    usesOldRules: usesOldRules(declared),
  };
}

function declaredIn(module: ModuleInstance): readonly ResourceDeclaration[] {
  return [...module.declarations.resources.values()]
    .filter(({ source }) => source.syntax === 'native')
    .toSorted(
      (a, b) => compareText(a.source.path, b.source.path) || a.range.start.offset - b.range.start.offset,
    );
}

function usesOldRules(declared: readonly ResourceDeclaration[]): boolean {
  const types = new Set(declared.map(({ type }) => type));
  return types.has('aws_security_group_rule') && !types.has('aws_vpc_security_group_ingress_rule');
}

/** Terraform's style guide says `_`; some write `-`. */
function labelSeparator(declared: readonly ResourceDeclaration[]): '_' | '-' {
  const dashed = declared.filter(({ name }) => name.includes('-')).length;
  const underscored = declared.filter(({ name }) => name.includes('_')).length;
  return dashed > underscored ? '-' : '_';
}

function freeLabel(type: string, words: readonly string[], separator: string, taken: Set<string>): string {
  const plain = words.map((word) => word.replaceAll(/[^A-Za-z0-9]+/g, separator));
  const choices = [...plain, ...plain.map((word) => `${word}${separator}endpoint`)];
  const [first = ''] = plain;
  for (let i = 2; i < 100; i++) choices.push(`${first}${separator}${i}`);
  const label = choices.find((choice) => !taken.has(`${type}.${choice}`)) ?? first;
  taken.add(`${type}.${label}`);
  return label;
}

export function textOfExpression({
  node,
  source,
}: PlacedNode<{ readonly span: { start: number; end: number } }>): string {
  return source.text.slice(node.span.start, node.span.end);
}

function valueText(attribute: PlacedNode<Attribute>): string {
  return textOfExpression({ node: attribute.node.value, source: attribute.source });
}

/** Names only the one instance it stands in. */
function isOfInstance(text: string): boolean {
  return /\b(?:each|count|self)\.|\b(?:each|count|self)\[/.test(text);
}

/** The objects and the other expressions of which a `tags` argument is made. */
function tagParts(expression: Expression): readonly Expression[] {
  if (expression.kind === 'parentheses') return tagParts(expression.inner);
  if (expression.kind === 'call' && expression.name === 'merge') return expression.args.flatMap(tagParts);
  return [expression];
}

function itemName({ key }: ObjectItem): string | undefined {
  return key.kind === 'string' ? key.value : undefined;
}

interface NameTag {
  readonly type: string;
  readonly text: string;
  /** Of an endpoint: its service, when it is written out. */
  readonly service: string | undefined;
}

/** Texts of `Name` tags, those of the kinds that tell most about a new endpoint first. */
function nameTags(module: ModuleInstance, declared: readonly ResourceDeclaration[]): readonly NameTag[] {
  const order = ['aws_vpc_endpoint', 'aws_vpc', 'aws_security_group', 'aws_subnet', 'aws_route_table'];
  const rank = (type: string): number => (order.indexOf(type) + order.length + 1) % (order.length + 1);
  const tags = declared.flatMap((one): NameTag[] => {
    const tags = one.body.attributes.get('tags');
    if (tags === undefined) return [];
    const parts = tagParts(tags.node.value);
    const items = parts.flatMap((part) => (part.kind === 'object' ? part.items : []));
    const item = items.find((candidate) => itemName(candidate) === 'Name');
    if (item === undefined) return [];
    const text = textOfExpression({ node: item.value, source: tags.source });
    if (isOfInstance(text) || text.includes('\n')) return [];
    return [{ type: one.type, text, service: serviceOf(module, one) }];
  });
  return tags.toSorted((a, b) => rank(a.type) - rank(b.type));
}

/** `name = local.name` in a call: what the called module names its things after. */
function callNames(calls: readonly Declaration[]): readonly NameTag[] {
  return calls.flatMap((call): readonly NameTag[] => {
    const name = call.body.attributes.get('name');
    const text = name === undefined ? '' : valueText(name);
    const isPlain = name !== undefined && !isOfInstance(text) && !text.includes('\n');
    return isPlain ? [{ type: 'aws_vpc', text, service: undefined }] : [];
  });
}

function serviceOf(module: ModuleInstance, one: ResourceDeclaration): string | undefined {
  if (one.type !== 'aws_vpc_endpoint') return undefined;
  const written = one.body.attributes.get('service_name');
  const text = written === undefined ? undefined : valueText(written);
  const value = text === undefined ? undefined : tryExpression(text, scopeOf(module));
  return value?.kind === 'string'
    ? /^(?:cn\.)?com\.amazonaws\.[^.]+\.(.+)$/.exec(value.value)?.[1]
    : undefined;
}

/** A name for a new thing, made as the names around it are. */
function namePattern(module: ModuleInstance, tags: readonly NameTag[]): (word: string) => string {
  const makers = tags.flatMap((tag) => nameMaker(tag) ?? []);
  return (word) => {
    const dashed = word.replaceAll(/[^A-Za-z0-9]+/g, '-');
    for (const make of makers) {
      const text = make(dashed);
      const value = tryExpression(text, scopeOf(module));
      if (value !== undefined && value.kind !== 'null') return text;
    }
    return quoted(dashed);
  };
}

function nameMaker({ text, service, type }: NameTag): ((word: string) => string) | undefined {
  const inner = /^"(.*)"$/.exec(text)?.[1];
  if (inner === undefined) {
    const isPlain = /^[a-z_][\w.-]*$/.test(text) && type !== 'aws_vpc_endpoint';
    return isPlain ? (word) => `"\${${text}}-${word}"` : undefined;
  }
  if (service !== undefined) return replacingMaker(inner, service);
  const separator = /[-_]/.exec(inner.replaceAll(/\$\{[^}]*\}/g, ''))?.[0] ?? '-';
  const stem = inner.replace(/[-_ ](?:vpc|network|sg|security-group|main)$/i, '');
  const isWhole = /^(?:vpc|network|sg|main|vpc[-_]main|main[-_]vpc)$/i.test(stem);
  if (stem === '' || isWhole) return undefined;
  return type === 'aws_vpc' ? (word) => `"${stem}${separator}${word}"` : undefined;
}

/** `"${var.env}-s3-endpoint"` of the service `s3` → the same with another service. */
function replacingMaker(inner: string, service: string): ((word: string) => string) | undefined {
  const spelled = ['-', '_', '.'].map((by) => ({ by, word: service.replaceAll('.', by) }));
  const found = spelled.find(({ word }) => inner.includes(word));
  if (found === undefined) return undefined;
  const at = inner.lastIndexOf(found.word);
  const [before, after] = [inner.slice(0, at), inner.slice(at + found.word.length)];
  return (word) => `"${before}${word.replaceAll('-', found.by === '.' ? '-' : found.by)}${after}"`;
}

interface CommonTags {
  /** Expressions that are merged in, such as `local.tags`. */
  readonly merged: readonly string[];
  /** Keys that most resources write out, with their values. */
  readonly items: readonly (readonly [key: string, value: string])[];
}

function commonTags(module: ModuleInstance, tagged: readonly Declaration[]): CommonTags {
  const merged = new Map<string, number>();
  const items = new Map<string, number>();
  for (const { body } of tagged) {
    const tags = body.attributes.get('tags');
    if (tags === undefined) continue;
    for (const part of tagParts(tags.node.value)) {
      const text = textOfExpression({ node: part, source: tags.source });
      if (part.kind !== 'object') count(merged, text);
      else
        for (const item of part.items) {
          const value = textOfExpression({ node: item.value, source: tags.source });
          const key = textOfExpression({ node: item.key, source: tags.source });
          if (itemName(item) !== 'Name') count(items, `${key}\n${value}`);
        }
    }
  }
  const isCommon = ([text, times]: readonly [string, number]): boolean =>
    times * 2 >= tagged.length && !isOfInstance(text) && times > 1;
  const isRight = (text: string): boolean => tryExpression(text, scopeOf(module)) !== undefined;
  const whole = [...merged].filter(isCommon).filter(([text]) => isRight(text));
  const single = [...items].filter(isCommon).map(([text]) => text.split('\n'));
  return {
    merged: whole.map(([text]) => text),
    items: single.flatMap(([key = '', value = '', ...more]) =>
      more.length === 0 && isRight(value) ? [[key, value] as const] : [],
    ),
  };
}

function count(counts: Map<string, number>, text: string): void {
  counts.set(text, (counts.get(text) ?? 0) + 1);
}

function tagsOf(name: string, { merged, items }: CommonTags): string {
  const object =
    items.length === 0
      ? `{ Name = ${name} }`
      : `{\n${formatItems([argument('Name', name), ...items.map(([key, value]) => argument(key, value))], 1)}}`;
  return merged.length === 0 ? object : `merge(${[...merged, object].join(', ')})`;
}

/** The user's own way to name a service, with the service replaced; else by the Region's name in the module. */
function serviceNameText(
  module: ModuleInstance,
  declared: readonly ResourceDeclaration[],
  service: string,
  full: string,
): string {
  const written = declared.flatMap((one) => {
    const attribute = one.type === 'aws_vpc_endpoint' ? one.body.attributes.get('service_name') : undefined;
    const own = serviceOf(module, one);
    const text = attribute === undefined ? '' : valueText(attribute);
    return own !== undefined && text.endsWith(`.${own}"`)
      ? [`${text.slice(0, -own.length - 1)}${service}"`]
      : [];
  });
  const named = regionTexts(module).map((text) => `"com.amazonaws.\${${text}}.${service}"`);
  const isRight = (text: string): boolean => {
    const value = tryExpression(text, scopeOf(module));
    return value?.kind === 'string' && value.value === full;
  };
  return [...written, ...named].find(isRight) ?? quoted(full);
}

/** What may hold the Region's name in the module. */
function regionTexts(module: ModuleInstance): readonly string[] {
  const variables = ['region', 'aws_region'].filter((name) => module.variables.has(name));
  const locals = ['region', 'aws_region'].filter((name) => module.locals.has(name));
  const data = [...module.declarations.data.keys()].filter((key) => key.startsWith('aws_region.'));
  return [
    ...variables.map((name) => `var.${name}`),
    ...locals.map((name) => `local.${name}`),
    ...data.map((key) => `data.${key}.${regionAttribute(module, key)}`),
  ];
}

/** Provider 6 calls it `region` and provider 5 `name`; `id` is right in both. */
function regionAttribute(module: ModuleInstance, key: string): string {
  const used = new RegExp(`data\\.${key.replace('.', '\\.')}\\.(name|region)\\b`);
  const sources = [...module.declarations.resources.values()].map(({ source }) => source.text);
  return sources.map((text) => used.exec(text)?.[1]).find((found) => found !== undefined) ?? 'id';
}
