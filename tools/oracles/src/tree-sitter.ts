import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

/** Nodes of one file, as sorted `kind start-end` (`kind` alone where the grammars cut spans differently). */
export interface TreeSitterReading {
  readonly hasError: boolean;
  readonly nodes: readonly string[];
}

/** Nodes whose text is the same piece in both grammars. */
const withSpan: Readonly<Record<string, string>> = {
  attribute: 'argument',
  block: 'block',
  for_expr: 'for',
  function_call: 'call',
  heredoc_template: 'heredoc',
  numeric_lit: 'number',
  object: 'object',
  template_for: 'template-for',
  template_if: 'template-if',
  template_interpolation: 'interpolation',
  tuple: 'tuple',
};

/** Nodes that are only counted: this grammar nests `a ? b : c ? d : e` to the left, and keeps terms flat. */
const countedOnly: Readonly<Record<string, string>> = {
  attr_splat: 'splat',
  bool_lit: 'bool',
  conditional: 'conditional',
  full_splat: 'splat',
  get_attr: 'attribute',
  legacy_index: 'index',
  new_index: 'index',
  object_elem: 'object-item',
  quoted_template: 'quoted',
  string_lit: 'quoted',
  unary_operation: 'unary',
};

const operators: ReadonlySet<string> = new Set('+ - * / % == != < > <= >= && ||'.split(' '));

/** Reads with tree-sitter's HCL grammar. */
export async function treeSitterReader(): Promise<(text: string) => TreeSitterReading> {
  const require = createRequire(import.meta.url);
  await Parser.init();
  const wasm = require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm');
  const parser = new Parser();
  parser.setLanguage(await Language.load(new Uint8Array(readFileSync(wasm))));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) return { hasError: true, nodes: [] };
    const nodes: string[] = [];
    collect(tree.rootNode, nodes);
    const { hasError } = tree.rootNode;
    tree.delete();
    return { hasError, nodes: nodes.toSorted() };
  };
}

function collect(node: Node, nodes: string[]): void {
  const spanned = withSpan[node.type];
  const counted = countedOnly[node.type];
  if (spanned !== undefined) nodes.push(`${spanned} ${node.startIndex}-${node.endIndex}`);
  else if (node.type === 'binary_operation') {
    const operator = node.children.find((child) => child !== null && operators.has(child.type))?.type ?? '';
    nodes.push(`binary ${operator} ${node.startIndex}-${node.endIndex}`);
  } else if (counted !== undefined) nodes.push(counted);
  for (const child of node.children) if (child !== null) collect(child, nodes);
}
