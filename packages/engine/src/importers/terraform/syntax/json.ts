import type { Read } from '../../../diagnostics/diagnostic.ts';
import * as kinds from '../../../diagnostics/kinds/syntax.ts';
import type { Attribute, Block, Body, Expression, ObjectItem, SourceFile, Span } from './ast.ts';
import { readExpression } from './expression.ts';
import {
  type JsonProperty,
  type JsonString,
  type JsonValue,
  jsonEscapeLength,
  readJsonText,
} from './json-text.ts';
import { Misread, Scanner } from './scanner.ts';
import { normalize, readWholeTemplate } from './template.ts';

/** Labels of the blocks that may stand in a Terraform file; each is a level of JSON objects. */
const labelsOf: Readonly<Record<string, number>> = {
  check: 1,
  data: 2,
  ephemeral: 2,
  import: 0,
  locals: 0,
  module: 1,
  moved: 0,
  output: 1,
  provider: 1,
  removed: 0,
  resource: 2,
  terraform: 0,
  variable: 1,
};

/** How strings become values: as templates, or as they stand. */
type StringMode = 'template' | 'literal';

interface Reading {
  readonly scanner: Scanner;
  readonly mode: StringMode;
}

/**
 * Reads one `.tf.json` file into the tree that native syntax gives (HCL-7).
 *
 * Blocks are known at the top level only. Deeper objects stay attributes; a name that is given twice there
 * stands for several blocks and becomes one list.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function parseJson(path: string, text: string): Read<SourceFile> {
  return readFile(path, text, (root, scanner) => {
    const attributes: Attribute[] = [];
    const blocks: Block[] = [];
    for (const property of propertiesOf(root, scanner)) {
      const labels = labelsOf[property.name.value];
      if (labels === undefined) attributes.push(toAttribute(property, { scanner, mode: 'template' }));
      else blocks.push(...toBlocks(property, labels, scanner));
    }
    return { attributes: mergeRepeated(attributes, scanner), blocks, span: root.span };
  });
}

/** Reads one `.tfvars.json` file: every value is literal, `${` too. */
export function parseJsonAttributes(path: string, text: string): Read<SourceFile> {
  return readFile(path, text, (root, scanner) => toBody(root, { scanner, mode: 'literal' }));
}

function readFile(
  path: string,
  text: string,
  read: (root: JsonValue, scanner: Scanner) => Body,
): Read<SourceFile> {
  const scanner = new Scanner(path, text);
  const body = orEmpty(scanner, () => read(readJsonText(scanner), scanner));
  const value: SourceFile = { path, text, syntax: 'json', body, comments: scanner.comments };
  return { value, diagnostics: scanner.diagnostics };
}

function orEmpty(scanner: Scanner, read: () => Body): Body {
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof Misread)) throw problem;
    return { attributes: [], blocks: [], span: { start: 0, end: scanner.text.length } };
  }
}

/** Properties of an object or of a list of objects; `//` is a comment, null is as good as nothing. */
function propertiesOf(value: JsonValue, scanner: Scanner): JsonProperty[] {
  if (value.kind === 'array') return value.elements.flatMap((element) => propertiesOf(element, scanner));
  if (value.kind === 'null') return [];
  if (value.kind !== 'object') {
    const found = scanner.text.slice(value.span.start, Math.min(value.span.end, value.span.start + 40));
    scanner.report(kinds.invalidJson, { expected: 'json-object', found }, value.span);
    return [];
  }
  const isComment = ({ name }: JsonProperty): boolean => name.value === '//';
  for (const { name, value: comment } of value.properties.filter(isComment)) {
    scanner.comments.push({ start: name.span.start, end: comment.span.end });
  }
  return value.properties.filter((property) => !isComment(property));
}

/** A block for each object below the labels. Its span begins at its last label: others share the type. */
function toBlocks(property: JsonProperty, labels: number, scanner: Scanner): Block[] {
  const { name, value } = property;
  let headers: { readonly names: readonly JsonString[]; readonly value: JsonValue }[] = [
    { names: [name], value },
  ];
  for (let level = 0; level < labels; level++) {
    headers = headers.flatMap((header) =>
      propertiesOf(header.value, scanner).map((inner) => ({
        names: [...header.names, inner.name],
        value: inner.value,
      })),
    );
  }
  return headers.flatMap((header) =>
    bodiesOf(header.value).map((body) => toBlock(header.names, body, scanner)),
  );
}

/** One body, or one for each element of a list. */
function bodiesOf(value: JsonValue): readonly JsonValue[] {
  const bodies = value.kind === 'array' ? value.elements : [value];
  return bodies.filter(({ kind }) => kind !== 'null');
}

function toBlock(names: readonly JsonString[], value: JsonValue, scanner: Scanner): Block {
  const [type, ...labels] = names;
  const last = names.at(-1);
  const typeSpan = type?.span ?? value.span;
  const headerSpan = last?.span ?? value.span;
  return {
    type: type?.value ?? '',
    typeSpan,
    labels: labels.map((label) => ({ text: label.value, span: label.span })),
    body: toBody(value, { scanner, mode: 'template' }, type?.value === 'variable' ? 'default' : undefined),
    span: { start: headerSpan.start, end: value.span.end },
    headerSpan,
  };
}

/** @param literal an attribute whose strings are no templates: a variable's default sees no variables */
function toBody(value: JsonValue, reading: Reading, literal?: string): Body {
  const { scanner } = reading;
  const attributes = propertiesOf(value, scanner).map((property) =>
    toAttribute(property, property.name.value === literal ? { scanner, mode: 'literal' } : reading),
  );
  return { attributes: mergeRepeated(attributes, scanner), blocks: [], span: value.span };
}

function toAttribute({ name, value }: JsonProperty, reading: Reading): Attribute {
  return {
    name: name.value,
    nameSpan: name.span,
    value: toExpression(value, reading),
    span: { start: name.span.start, end: value.span.end },
  };
}

/** Repeated names are several blocks where they hold objects, and an argument that is set twice elsewhere. */
function mergeRepeated(attributes: readonly Attribute[], scanner: Scanner): Attribute[] {
  const byName = new Map<string, Attribute>();
  for (const attribute of attributes) {
    const first = byName.get(attribute.name);
    if (first === undefined) byName.set(attribute.name, attribute);
    else if (mayBeBlocks(first.value) && mayBeBlocks(attribute.value)) {
      const elements = [...elementsOf(first.value), ...elementsOf(attribute.value)];
      byName.set(attribute.name, { ...first, value: { kind: 'tuple', elements, span: first.value.span } });
    } else {
      const related = [{ range: scanner.locate(first.nameSpan), label: 'first' }];
      scanner.report(kinds.duplicateArgument, { name: attribute.name }, attribute.nameSpan, related);
    }
  }
  return [...byName.values()];
}

function mayBeBlocks(value: Expression): boolean {
  return value.kind === 'object' || value.kind === 'tuple';
}

function elementsOf(value: Expression): readonly Expression[] {
  return value.kind === 'tuple' ? value.elements : [value];
}

function toExpression(value: JsonValue, reading: Reading): Expression {
  switch (value.kind) {
    case 'string':
      return toText(value, reading);
    case 'number':
      return toNumber(value.text, value.span);
    case 'array':
      return {
        kind: 'tuple',
        elements: value.elements.map((element) => toExpression(element, reading)),
        span: value.span,
      };
    case 'object': {
      const items: ObjectItem[] = value.properties.map((property) => ({
        key: toText(property.name, reading),
        value: toExpression(property.value, reading),
      }));
      return { kind: 'object', items, span: value.span };
    }
    default:
      return value;
  }
}

/** In the tree a number has no sign of its own. */
function toNumber(text: string, span: Span): Expression {
  if (!text.startsWith('-')) return { kind: 'number', text, span };
  const operand: Expression = {
    kind: 'number',
    text: text.slice(1),
    span: { start: span.start + 1, end: span.end },
  };
  return { kind: 'unary', operator: '-', operand, span };
}

function toText(text: JsonString, { scanner, mode }: Reading): Expression {
  const { value, span } = text;
  const hasSequence = value.includes('${') || value.includes('%{');
  if (mode === 'literal' || !hasSequence) return { kind: 'string', value: normalize(value), span };
  return readTemplate(text, scanner);
}

/** Reads a string's content as a template, with every place in the file's own text. */
function readTemplate({ value, span }: JsonString, scanner: Scanner): Expression {
  const toFile = placesOf(scanner.text, span, value.length);
  const inner = new Scanner(scanner.path, value, ({ start, end }) =>
    scanner.locate({ start: toFile(start), end: toFile(end) }),
  );
  try {
    const template = readWholeTemplate(inner, readExpression);
    return { ...movePlaces(template, toFile), span };
  } catch (problem) {
    if (!(problem instanceof Misread)) throw problem;
    return { kind: 'invalid', span };
  } finally {
    for (const diagnostic of inner.diagnostics) scanner.add(diagnostic);
  }
}

/** Offsets in a string's unescaped content → offsets in the file. */
function placesOf(text: string, span: Span, length: number): (offset: number) => number {
  const content = span.start + 1;
  if (span.end - span.start - 2 === length) return (offset) => content + offset;
  const places: number[] = [];
  for (let at = content; at < span.end - 1; at += text[at] === '\\' ? jsonEscapeLength(text, at) : 1)
    places.push(at);
  return (offset) => places[offset] ?? span.end - 1;
}

/** A copy of a tree with its spans moved; `span` and `nameSpan` are the only offsets that a tree holds. */
function movePlaces<Node>(node: Node, move: (offset: number) => number): Node {
  if (Array.isArray(node)) return node.map((item) => movePlaces(item, move)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]): [string, unknown] => [
    key,
    key === 'span' || key === 'nameSpan'
      ? { start: move(value.start), end: move(value.end) }
      : movePlaces(value, move),
  ]);
  return Object.fromEntries(entries) as Node;
}
