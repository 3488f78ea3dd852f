import type { SourceRange } from '../../../base/source-range.ts';
import type { Attribute, Block, Expression } from '../syntax/ast.ts';
import { walkExpression } from './expressions/walk.ts';
import type { Declaration, ModuleDeclarations, ResourceDeclaration } from './loading/declarations.ts';
import { type Placed, rangeOf, type Source } from './source.ts';

/** A way of writing that no value shows: it stands in the text only. */
export interface WrittenHabit {
  /** `data.aws_region.….name`; `ignore_changes` with the name that a thing is known by. */
  readonly kind: 'region-name' | 'ignored-name';
  readonly address: string;
  readonly range: SourceRange;
}

/** Of one module directory, in the order of its blocks. */
export function habitsOf(declarations: ModuleDeclarations): readonly WrittenHabit[] {
  const { locals, outputs, resources, data, calls, providers } = declarations;
  const blocks: readonly Declaration[] = [outputs, resources, data, calls, providers].flatMap(
    (declared: ReadonlyMap<string, Declaration>) => [...declared.values()],
  );
  const attributes = [
    ...[...locals.values()].map(({ value }) => value),
    ...blocks.flatMap(({ body }) => [
      ...body.attributes.values(),
      ...body.blocks.flatMap(({ node, source }) => attributesIn(node, source)),
    ]),
  ];
  return [
    ...attributes.flatMap(regionNames),
    ...[...resources.values()].flatMap((resource) => ignoredName(resource)),
  ];
}

function attributesIn({ body }: Block, source: Source): readonly Placed<Attribute>[] {
  return [
    ...body.attributes.map((node) => ({ node, source })),
    ...body.blocks.flatMap((inner) => attributesIn(inner, source)),
  ];
}

function regionNames({ node, source }: Placed<Attribute>): readonly WrittenHabit[] {
  const found: WrittenHabit[] = [];
  walkExpression(node.value, (expression) => {
    const address = regionNameOf(expression);
    if (address === undefined) return;
    found.push({ kind: 'region-name', address, range: source.locate(expression.span) });
  });
  return found;
}

/** `data.aws_region.current` of `data.aws_region.current.name`, with or without an index. */
function regionNameOf(expression: Expression): string | undefined {
  if (expression.kind !== 'attribute' || expression.name !== 'name') return undefined;
  const instance = expression.of.kind === 'index' ? expression.of.of : expression.of;
  if (instance.kind !== 'attribute' || instance.of.kind !== 'attribute') return undefined;
  const { of, name } = instance.of;
  const isRegion = of.kind === 'variable' && of.name === 'data' && name === 'aws_region';
  return isRegion ? `data.aws_region.${instance.name}` : undefined;
}

/** Types whose `name` is what AWS knows the thing by: another name is another thing. */
const namedTypes: ReadonlySet<string> = new Set(['aws_cloudwatch_log_group']);

function ignoredName({ type, name, body }: ResourceDeclaration): readonly WrittenHabit[] {
  if (!namedTypes.has(type)) return [];
  return body.blocks.flatMap(({ node, source }): readonly WrittenHabit[] => {
    const attribute = node.body.attributes.find((each) => each.name === 'ignore_changes');
    if (node.type !== 'lifecycle' || attribute === undefined || !ignoresName(attribute.value)) return [];
    const range = rangeOf({ node: attribute, source });
    return [{ kind: 'ignored-name', address: `${type}.${name}`, range }];
  });
}

/** Names of arguments there are bare words, or texts in older configurations. */
function ignoresName(expression: Expression): boolean {
  if (expression.kind !== 'tuple') return false;
  return expression.elements.some(
    (element) =>
      (element.kind === 'variable' && element.name === 'name') ||
      (element.kind === 'string' && element.value === 'name'),
  );
}
