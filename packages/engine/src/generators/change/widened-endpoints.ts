import { compareAddresses } from '../../base/ordered.ts';
import type { Scope } from '../../importers/terraform/evaluation/scope.ts';
import type { Placed as PlacedNode, Source } from '../../importers/terraform/evaluation/source.ts';
import type { Attribute, Expression } from '../../importers/terraform/syntax/ast.ts';
import type { WidenEndpoint } from '../../model/change.ts';
import type { Id } from '../../model/identity.ts';
import { addArgument, addElements, replaceSpan } from './block-text.ts';
import { altersOnly, callValues } from './call-arguments.ts';
import { type EditableBlock, editableBlock } from './declared-blocks.ts';
import type { Draft } from './draft.ts';
import { argument, block } from './hcl-text.ts';
import { isDone } from './satisfied.ts';
import { type Placed, scopeOf, tryExpression } from './user-project.ts';
import type { FileEdit } from './written-change.ts';

type Member =
  | { readonly kind: 'Subnet'; readonly attribute: 'subnet_ids'; readonly one: 'subnet' }
  | { readonly kind: 'RouteTable'; readonly attribute: 'route_table_ids'; readonly one: 'route_table' };

const subnets: Member = { kind: 'Subnet', attribute: 'subnet_ids', one: 'subnet' };
const routeTables: Member = { kind: 'RouteTable', attribute: 'route_table_ids', one: 'route_table' };

/** Gives endpoints that are there more subnets or route tables. */
export function writeWidened(draft: Draft, changes: readonly WidenEndpoint[]): void {
  for (const change of changes) {
    if (change.subnets.length > 0) widen(draft, change, changes, subnets, change.subnets);
    if (change.routeTables.length > 0) widen(draft, change, changes, routeTables, change.routeTables);
  }
}

function widen<Kind extends 'Subnet' | 'RouteTable'>(
  draft: Draft,
  change: WidenEndpoint,
  all: readonly WidenEndpoint[],
  member: Member & { readonly kind: Kind },
  ids: readonly Id<Kind>[],
): void {
  const { endpoint } = change;
  const placed = draft.project.instances.get(endpoint);
  const written = placed?.resource.declaration.body.attributes.get(member.attribute);
  const isApart = hasAssociations(draft, endpoint, member);
  if (placed !== undefined && written === undefined && isApart) {
    writeAssociations(draft, endpoint, member, ids);
    return;
  }
  const answer = editableBlock(draft.project, endpoint);
  if (answer.kind === 'refused') {
    if (placed === undefined || !widenInCall(draft, placed, change, member, ids)) {
      draft.refuse(endpoint, answer.because);
    }
    return;
  }
  const { module } = answer.found.placed;
  const named = ids.map((id) => draft.expressions.one(module, member.kind, id));
  if (!named.every((one) => one !== undefined)) {
    draft.refuse(endpoint, 'no-words');
    return;
  }
  for (const { outputs } of named) draft.addOutputs(outputs);
  const texts = named.map(({ text }) => text);
  const condition = conditionOf(answer.found, all, change, member);
  if (condition === undefined) draft.refuse(endpoint, 'some-instances');
  else draft.edit(listEdits(answer.found, written, member, texts, condition));
}

/** An endpoint of a downloaded module: the list that the call hands to it. */
function widenInCall<Kind extends 'Subnet' | 'RouteTable'>(
  draft: Draft,
  { module }: Placed,
  change: WidenEndpoint,
  { kind, attribute }: Member & { readonly kind: Kind },
  ids: readonly Id<Kind>[],
): boolean {
  for (const { caller, source, value } of callValues(module, attribute)) {
    const named = ids.map((id) => draft.expressions.one(caller, kind, id));
    if (!named.every((one) => one?.outputs.length === 0)) continue;
    const edits = grownList(
      source,
      value,
      named.map((one) => one?.text ?? ''),
      scopeOf(caller),
    );
    const isExact = altersOnly(draft.project, edits, change.endpoint, (after) =>
      isDone(after.network(), change),
    );
    if (!isExact) continue;
    draft.edit(edits);
    return true;
  }
  return false;
}

function hasAssociations({ project }: Draft, endpoint: string, { one }: Member): boolean {
  const type = `aws_vpc_endpoint_${one}_association`;
  return [...project.instances.values()].some(({ evaluated: { instance } }) => {
    const value = instance.values.get('vpc_endpoint_id');
    return (
      instance.type === type &&
      value !== undefined &&
      project.links.referenced(value)?.instance.address === endpoint
    );
  });
}

/**
 * Empty = all instances of the block get the same; else which one does.
 * `undefined` = the block stands in several modules and not all of them are meant.
 */
function conditionOf(
  { instances, placed }: EditableBlock,
  all: readonly WidenEndpoint[],
  change: WidenEndpoint,
  { kind }: Member,
): string | undefined {
  const wanted = (of: WidenEndpoint): string =>
    JSON.stringify(kind === 'Subnet' ? of.subnets : of.routeTables);
  const same = all
    .filter((other) => wanted(other) === wanted(change))
    .map(({ endpoint }) => String(endpoint));
  if (instances.every(({ instance }) => same.includes(instance.address))) return '';
  if (instances.some(({ instance }) => instance.moduleAddress !== placed.module.address)) return undefined;
  const keys = instances
    .filter(({ instance }) => same.includes(instance.address))
    .map(({ instance }) => instance.key);
  const named = keys.toSorted((a, b) => compareAddresses(String(a), String(b)));
  if (named.every((key) => typeof key === 'number')) {
    return named.map((key) => `count.index == ${key}`).join(' || ');
  }
  const [first] = named;
  const words = named.map((key) => JSON.stringify(key));
  return words.length === 1
    ? `each.key == ${JSON.stringify(first)}`
    : `contains([${words.join(', ')}], each.key)`;
}

function listEdits(
  { source, block: declared, placed }: EditableBlock,
  written: PlacedNode<Attribute> | undefined,
  { attribute }: Member,
  texts: readonly string[],
  condition: string,
): readonly FileEdit[] {
  const list = `[${texts.join(', ')}]`;
  const added = condition === '' ? list : `${condition} ? ${list} : []`;
  if (written === undefined) {
    const after =
      declared.body.attributes.find(({ name }) => name === 'service_name') ?? declared.body.attributes.at(-1);
    return [addArgument(source, declared, { name: attribute, value: added, after: after?.span })];
  }
  if (condition === '') return grownList(source, written.node.value, texts, placed.evaluated.scope);
  return [joinedList(source, written.node.value, added, placed.evaluated.scope)];
}

function grownList(
  source: Source,
  value: Expression,
  texts: readonly string[],
  scope: Scope,
): readonly FileEdit[] {
  const tuple = listWithin(value);
  if (tuple !== undefined) return addElements(source, tuple, texts);
  return [joinedList(source, value, `[${texts.join(', ')}]`, scope)];
}

/** Anything that is worth a list or a set, and what is added to it. */
function joinedList(source: Source, value: Expression, added: string, scope: Scope): FileEdit {
  const old = source.text.slice(value.span.start, value.span.end);
  const last =
    value.kind === 'call' && value.name === 'concat' && !value.expandFinal ? value.args.at(-1) : undefined;
  if (last !== undefined) {
    return replaceSpan(source, { start: last.span.end, end: last.span.end }, `, ${added}`);
  }
  const found = tryExpression(old, scope);
  const isSet = found?.kind === 'set' || (found?.kind === 'unknown' && found.type.kind === 'set');
  return replaceSpan(source, value.span, isSet ? `setunion(${old}, ${added})` : `concat(${old}, ${added})`);
}

/** A list that is written out: the value itself, or the last one of a `concat`. */
function listWithin(value: Expression): Extract<Expression, { kind: 'tuple' }> | undefined {
  if (value.kind === 'tuple') return value;
  if (value.kind !== 'call' || value.expandFinal) return undefined;
  if (value.name !== 'concat' && value.name !== 'toset') return undefined;
  const last = value.args.at(-1);
  return last?.kind === 'tuple' ? last : undefined;
}

/** The user writes members as resources of their own: so do we. */
function writeAssociations<Kind extends 'Subnet' | 'RouteTable'>(
  draft: Draft,
  endpoint: Id<'VpcEndpoint'>,
  { one: word, kind }: Member & { readonly kind: Kind },
  ids: readonly Id<Kind>[],
): void {
  const type = `aws_vpc_endpoint_${word}_association`;
  for (const id of ids) {
    const found = draft.project.modules
      .filter(({ directory }) => draft.mayHold(directory))
      .flatMap((module) => {
        const member = draft.expressions.one(module, kind, id);
        const owner = draft.expressions.one(module, 'VpcEndpoint', endpoint);
        return member === undefined || owner === undefined ? [] : [{ module, member, owner }];
      })
      .toSorted(
        (a, b) =>
          a.member.outputs.length + a.owner.outputs.length - b.member.outputs.length - b.owner.outputs.length,
      )[0];
    if (found === undefined) {
      draft.refuse(endpoint, 'no-words');
      continue;
    }
    const { module, member, owner } = found;
    draft.addOutputs([...member.outputs, ...owner.outputs]);
    const label = draft.conventions(module).label(type, `${labelOf(endpoint)}_${labelOf(id)}`);
    draft.add(
      module,
      [
        block(`resource "${type}" "${label}"`, [
          argument('vpc_endpoint_id', owner.text),
          argument(`${word}_id`, member.text),
        ]),
      ],
      endpoint,
    );
  }
}

/** `private_0` of `module.a.aws_subnet.private[0]`. */
function labelOf(id: string): string {
  const last = /(?:^|\.)[a-z0-9_]+\.([^.]+)$/.exec(id.replaceAll(/\["([^"]*)"\]/g, '[$1]'))?.[1] ?? id;
  return last.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_|_$/g, '');
}
