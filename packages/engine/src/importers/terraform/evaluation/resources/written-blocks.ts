import type { Block } from '../../syntax/ast.ts';
import { blockTypeOf } from '../loading/read-module.ts';
import { type Scope, within } from '../scope.ts';
import { headerOf, type Placed, placeBody } from '../source.ts';
import { type ExpandedBlocks, expandDynamic } from './dynamic.ts';

/** Blocks of one type together, `dynamic` ones by the type that they make; types in the order of the file. */
export function groupByType(blocks: readonly Placed<Block>[]): ReadonlyMap<string, readonly Placed<Block>[]> {
  const groups = new Map<string, Placed<Block>[]>();
  for (const block of blocks) {
    const type = blockTypeOf(block);
    const group = groups.get(type);
    if (group === undefined) groups.set(type, [block]);
    else group.push(block);
  }
  return groups;
}

/** What stands in the file, and what its `dynamic` blocks make, in the order of the file. */
export function expandBlocks(blocks: readonly Placed<Block>[], scope: Scope): ExpandedBlocks {
  const expanded = blocks.map((block): ExpandedBlocks => {
    const inner = within(scope, block.source);
    if (block.node.type === 'dynamic') return expandDynamic(block, inner);
    const written = {
      body: placeBody(block.node.body, block.source),
      scope: inner,
      range: headerOf(block),
      label: block.node.labels[0]?.text,
    };
    return { blocks: [written], open: [] };
  });
  return {
    blocks: expanded.flatMap((part) => part.blocks),
    open: expanded.flatMap((part) => part.open),
  };
}
