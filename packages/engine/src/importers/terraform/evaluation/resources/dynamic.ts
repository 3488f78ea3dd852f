import type { SourceRange } from '../../../../base/source-range.ts';
import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { type DynamicReason, invalidDynamicBlock } from '../../../../diagnostics/kinds/instances.ts';
import type { Block } from '../../syntax/ast.ts';
import { isSensitive, objectOf, stringType } from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import { describeType, typeOf } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { type Element, elementsOf } from '../expressions/iterate.ts';
import { bind, type Scope } from '../scope.ts';
import type { PlacedBody } from '../source.ts';
import { headerOf, type Placed, placeBody } from '../source.ts';

const nothing: ExpandedBlocks = { blocks: [], open: [] };

/**
 * The blocks that a `dynamic` block makes. When its `for_each` is not known, one unknown stands for them.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
export function expandDynamic(block: Placed<Block>, scope: Scope): ExpandedBlocks {
  const name = block.node.labels[0]?.text ?? '';
  const refuse = (because: DynamicReason, found = ''): ExpandedBlocks => {
    scope.report(diagnose(invalidDynamicBlock, { name, because, found }, headerOf(block)));
    return nothing;
  };
  const attributes = new Map(
    block.node.body.attributes.map((attribute) => [attribute.name, attribute.value]),
  );
  const forEach = attributes.get('for_each');
  const content = block.node.body.blocks.find((inner) => inner.type === 'content');
  if (name === '') return refuse('no-label');
  if (forEach === undefined) return refuse('no-for-each');
  if (content === undefined) return refuse('no-content');
  const collection = evaluate(forEach, scope);
  if (collection.kind === 'unknown') return { blocks: [], open: [collection] };
  if (collection.kind === 'null') return refuse('null');
  const elements = elementsOf(collection);
  if (elements === undefined) return refuse('not-iterable', describeType(typeOf(collection)));
  const iterator = attributes.get('iterator');
  const iteratorName = iterator?.kind === 'variable' ? iterator.name : name;
  const blocks = elements.map((element) => {
    const inner = bind(scope, iteratorName, iteratorValue(element));
    const label = labelOf(attributes.get('labels'), inner);
    return { body: placeBody(content.body, block.source), scope: inner, range: headerOf(block), label };
  });
  return { blocks, open: [] };
}

function iteratorValue({ key, value }: Element): Value {
  return objectOf([
    ['key', key],
    ['value', value],
  ]);
}

function labelOf(labels: Parameters<typeof evaluate>[0] | undefined, scope: Scope): string | undefined {
  if (labels === undefined) return undefined;
  const first = elementsOf(evaluate(labels, scope))?.[0]?.value;
  if (first === undefined || isSensitive(first)) return undefined;
  const text = convert(first, stringType);
  return text.ok && text.value.kind === 'string' ? text.value.value : undefined;
}

/** One block after `dynamic`: its content and where it is evaluated. */
export interface WrittenBlock {
  readonly body: PlacedBody;
  readonly scope: Scope;
  readonly range: SourceRange;
  readonly label: string | undefined;
}

/** Blocks that are certain, and unknowns that stand for any number of further ones each. */
export interface ExpandedBlocks {
  readonly blocks: readonly WrittenBlock[];
  readonly open: readonly Value[];
}
