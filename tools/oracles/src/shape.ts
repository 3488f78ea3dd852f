import type {
  Body,
  Expression,
  SourceFile,
  Span,
  SplatStep,
  TemplatePart,
} from '../../../packages/engine/src/importers/terraform/syntax/ast.ts';

/** naisen's tree of a file in the words of `tree-sitter.ts`: sorted `kind start-end`, or `kind` alone. */
export function shapeOf(file: SourceFile): readonly string[] {
  const nodes: string[] = [];
  collectBody(file.body, file.text, nodes);
  return nodes.toSorted();
}

function spanned(kind: string, span: Span): string {
  return `${kind} ${span.start}-${span.end}`;
}

function collectBody(body: Body, text: string, nodes: string[]): void {
  for (const { value, span } of body.attributes) {
    nodes.push(spanned('argument', span));
    collect(value, text, nodes);
  }
  for (const block of body.blocks) {
    nodes.push(spanned('block', block.span));
    for (const label of block.labels) if (text[label.span.start] === '"') nodes.push('quoted');
    collectBody(block.body, text, nodes);
  }
}

function collect(expression: Expression, text: string, nodes: string[]): void {
  const node = nodeOf(expression, text);
  if (node !== undefined) nodes.push(node);
  for (const child of childrenOf(expression, text)) if (child !== undefined) collect(child, text, nodes);
  if (expression.kind === 'object') for (const _ of expression.items) nodes.push('object-item');
  if (expression.kind === 'template') collectParts(expression.parts, text, nodes);
  if (expression.kind === 'splat') collectSteps(expression.each, text, nodes);
}

/** The node's own entry; names, nulls and parentheses have none. */
function nodeOf(expression: Expression, text: string): string | undefined {
  const { kind, span } = expression;
  switch (kind) {
    case 'number':
    case 'tuple':
    case 'object':
    case 'call':
    case 'for':
      return spanned(kind, span);
    case 'bool':
    case 'attribute':
    case 'index':
    case 'splat':
    case 'unary':
    case 'conditional':
      return kind;
    case 'binary':
      return spanned(`binary ${expression.operator}`, span);
    case 'string':
    case 'template':
      return nodeOfText(span, text);
    default:
      return undefined;
  }
}

/** A bare object key is a string in naisen's tree and a variable, or a keyword, in tree-sitter's. */
function nodeOfText(span: Span, text: string): string | undefined {
  if (text[span.start] === '<') return spanned('heredoc', span);
  if (text[span.start] === '"') return 'quoted';
  return /^(true|false)$/.test(text.slice(span.start, span.end)) ? 'bool' : undefined;
}

function childrenOf(expression: Expression, text: string): readonly (Expression | undefined)[] {
  switch (expression.kind) {
    case 'tuple':
      return expression.elements;
    case 'object':
      return expression.items.flatMap(({ key, value }) => [key, value]);
    case 'attribute':
    case 'splat':
      return [expression.of];
    case 'index':
      return [expression.of, ...indexOf(expression.index, text)];
    case 'call':
      return expression.args;
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'for':
      return [expression.collection, expression.key, expression.value, expression.condition];
    case 'parentheses':
      return [expression.inner];
    default:
      return [];
  }
}

/** A legacy index (`a.0`) is no number of its own to tree-sitter. */
function indexOf(index: Expression, text: string): readonly Expression[] {
  const isLegacy =
    index.kind === 'number' &&
    /\.\s*$/.test(text.slice(Math.max(0, index.span.start - 40), index.span.start));
  return isLegacy ? [] : [index];
}

function collectSteps(steps: readonly SplatStep[], text: string, nodes: string[]): void {
  for (const step of steps) {
    nodes.push(step.kind);
    if (step.kind === 'index') for (const index of indexOf(step.index, text)) collect(index, text, nodes);
    if (step.kind === 'splat') collectSteps(step.each, text, nodes);
  }
}

function collectParts(parts: readonly TemplatePart[], text: string, nodes: string[]): void {
  for (const part of parts) {
    if (part.kind === 'interpolation') {
      nodes.push(spanned('interpolation', part.span));
      collect(part.value, text, nodes);
    } else if (part.kind === 'if') {
      nodes.push(spanned('template-if', part.span));
      collect(part.condition, text, nodes);
      collectParts(part.then, text, nodes);
      collectParts(part.else, text, nodes);
    } else if (part.kind === 'for') {
      nodes.push(spanned('template-for', part.span));
      collect(part.collection, text, nodes);
      collectParts(part.body, text, nodes);
    }
  }
}
