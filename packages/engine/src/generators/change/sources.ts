import { walkExpression } from '../../importers/terraform/evaluation/expressions/walk.ts';
import type { Source } from '../../importers/terraform/evaluation/source.ts';
import type { Attribute, Block, Body, Expression } from '../../importers/terraform/syntax/ast.ts';
import { locator } from '../../importers/terraform/syntax/locate.ts';
import { parseNative } from '../../importers/terraform/syntax/native.ts';
import { isUsersOwn, type UserProject } from './user-project.ts';

/** A top-level block in a file of the user's. */
export interface TopBlock {
  readonly directory: string;
  readonly source: Source;
  readonly block: Block;
}

/** Every top-level block that the user wrote in native syntax, by folder, file and place. */
export function topBlocks(project: UserProject): readonly TopBlock[] {
  const directories = [...new Set(project.modules.map(({ directory }) => directory))].filter(isUsersOwn);
  return directories.flatMap((directory) => blocksIn(project, directory));
}

function blocksIn({ source: { files } }: UserProject, directory: string): readonly TopBlock[] {
  const names = (files.list(directory) ?? []).filter((name) => name.endsWith('.tf'));
  return names.flatMap((name): readonly TopBlock[] => {
    const path = directory === '.' ? name : `${directory}/${name}`;
    const read = files.readText(path);
    if (read.kind !== 'text') return [];
    const { body } = parseNative(path, read.text).value;
    const source: Source = { path, text: read.text, syntax: 'native', locate: locator(path, read.text) };
    return body.blocks.map((block) => ({ directory, source, block }));
  });
}

/** What a reference names: `aws_nat_gateway.main`, `module.nat`, `local.nat_ids`, `module.network.nat_ids`. */
export type ReferredName = readonly string[];

/** One place that names a thing. */
export interface ReferencePlace {
  readonly top: TopBlock;
  /** Nested blocks from the outermost to the one that holds the argument; empty = the top block itself. */
  readonly nested: readonly Block[];
  readonly attribute: Attribute;
  readonly expression: Expression;
}

/** Every place in the blocks that names the thing. */
export function placesOf(blocks: readonly TopBlock[], name: ReferredName): readonly ReferencePlace[] {
  const word = name.at(-1) ?? '';
  return blocks
    .filter(({ source, block }) => source.text.slice(block.span.start, block.span.end).includes(word))
    .flatMap((top) => placesIn(top, top.block.body, [], name));
}

function placesIn(
  top: TopBlock,
  body: Body,
  nested: readonly Block[],
  name: ReferredName,
): readonly ReferencePlace[] {
  const own = body.attributes.flatMap((attribute): readonly ReferencePlace[] => {
    const expression = findReference(attribute.value, name);
    return expression === undefined ? [] : [{ top, nested, attribute, expression }];
  });
  return [...own, ...body.blocks.flatMap((block) => placesIn(top, block.body, [...nested, block], name))];
}

function findReference(expression: Expression, name: ReferredName): Expression | undefined {
  let found: Expression | undefined;
  walkExpression(expression, (inner) => {
    if (found === undefined && isReference(inner, name)) found = inner;
  });
  return found;
}

export function refersTo(expression: Expression, name: ReferredName): boolean {
  return findReference(expression, name) !== undefined;
}

function isReference(expression: Expression, name: ReferredName): boolean {
  const names = namesOf(expression);
  if (names !== undefined && isSameName(names, name)) return true;
  if (expression.kind !== 'splat') return false;
  const [step] = expression.each;
  const of = namesOf(expression.of);
  return of !== undefined && step?.kind === 'attribute' && isSameName([...of, step.name], name);
}

function isSameName(left: readonly string[], right: ReferredName): boolean {
  return left.length === right.length && left.every((word, i) => word === right[i]);
}

/** The names of a traversal, keys left out: `module.a["k"].x` → `module`, `a`, `x`. */
export function namesOf(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'variable') return [expression.name];
  if (expression.kind === 'index') return namesOf(expression.of);
  if (expression.kind !== 'attribute') return undefined;
  const of = namesOf(expression.of);
  return of === undefined ? undefined : [...of, expression.name];
}
