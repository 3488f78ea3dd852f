import type { SourceRange } from '../../../base/source-range.ts';
import type { Attribute, Block, Body, Locate, Span } from '../syntax/ast.ts';

/** The file an expression stands in: its spans are offsets into this text. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly syntax: 'native' | 'json';
  readonly locate: Locate;
}

/** A node of the syntax tree with its file: override files mix nodes of several files in one block. */
export interface Placed<Node> {
  readonly node: Node;
  readonly source: Source;
}

/** The content of a block whose parts may come from several files. */
export interface PlacedBody {
  readonly attributes: ReadonlyMap<string, Placed<Attribute>>;
  readonly blocks: readonly Placed<Block>[];
}

export function placeBody(body: Body, source: Source): PlacedBody {
  const attributes = new Map<string, Placed<Attribute>>();
  for (const node of body.attributes) {
    if (!attributes.has(node.name)) attributes.set(node.name, { node, source });
  }
  return { attributes, blocks: body.blocks.map((node) => ({ node, source })) };
}

export function rangeOf(placed: Placed<{ readonly span: Span }>): SourceRange {
  return placed.source.locate(placed.node.span);
}

export function headerOf(block: Placed<Block>): SourceRange {
  return block.source.locate(block.node.headerSpan);
}
