import type { Read } from '../../../diagnostics/diagnostic.ts';
import * as kinds from '../../../diagnostics/kinds/syntax.ts';
import type { SyntaxThing } from '../../../diagnostics/kinds/syntax.ts';
import type { Attribute, Block, Body, Expression, ObjectItem, SourceFile, Span } from './ast.ts';
import { parseTemplateAt } from './native.ts';
import { code, Misread, Scanner } from './scanner.ts';

/** Block types of a Terraform file with the number of labels; JSON has no syntax for blocks of its own. */
const blockLabels: Readonly<Record<string, number>> = {
  terraform: 0,
  provider: 1,
  variable: 1,
  output: 1,
  locals: 0,
  module: 1,
  resource: 2,
  data: 2,
  ephemeral: 2,
  moved: 0,
  import: 0,
  removed: 0,
  check: 1,
};

/**
 * Reads one file in Terraform's JSON syntax.
 *
 * Strings are templates; a property `"//"` is a comment. Known top-level properties become blocks, one for
 * each element where an array is given; what stands inside them stays attributes with object values.
 * @see https://github.com/hashicorp/hcl/blob/main/json/spec.md
 */
export function parseJson(path: string, text: string): Read<SourceFile> {
  const scanner = new Scanner(path, text);
  const root = readDocument(scanner);
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  for (const item of root?.kind === 'object' ? root.items : []) {
    const name = nameOf(item);
    if (name === undefined) continue;
    const labels = blockLabels[name.text];
    if (labels === undefined) attributes.push(attributeOf(item, name));
    else blocks.push(...toBlocks(scanner, name, item.value, labels));
  }
  const body: Body = { attributes, blocks, span: { start: 0, end: text.length } };
  return { value: { path, text, syntax: 'json', body, comments: [] }, diagnostics: scanner.diagnostics };
}

/** The properties of a JSON file as attributes: variable files. */
export function parseJsonAttributes(path: string, text: string): Read<SourceFile> {
  const scanner = new Scanner(path, text);
  const root = readDocument(scanner);
  const attributes = (root?.kind === 'object' ? root.items : []).flatMap((item) => {
    const name = nameOf(item);
    return name === undefined ? [] : [attributeOf(item, name)];
  });
  const body: Body = { attributes, blocks: [], span: { start: 0, end: text.length } };
  return { value: { path, text, syntax: 'json', body, comments: [] }, diagnostics: scanner.diagnostics };
}

interface Named {
  readonly text: string;
  readonly span: Span;
}

/** @returns `undefined` for a comment */
function nameOf(item: ObjectItem): Named | undefined {
  return item.key.kind === 'string' && item.key.value !== '//' ? { text: item.key.value, span: item.key.span } : undefined;
}

function attributeOf(item: ObjectItem, name: Named): Attribute {
  return { name: name.text, nameSpan: name.span, value: item.value, span: { start: name.span.start, end: item.value.span.end } };
}

function toBlocks(scanner: Scanner, type: Named, value: Expression, labels: number, given: readonly Named[] = []): Block[] {
  if (value.kind === 'tuple') return value.elements.flatMap((element) => toBlocks(scanner, type, element, labels, given));
  if (value.kind !== 'object') {
    if (value.kind !== 'null' && value.kind !== 'invalid') {
      const found = scanner.text.slice(value.span.start, value.span.end).slice(0, 40);
      scanner.report(kinds.invalidJson, { expected: 'json-object', found }, value.span);
    }
    return [];
  }
  if (given.length < labels) {
    return value.items.flatMap((item) => {
      const label = nameOf(item);
      return label === undefined ? [] : toBlocks(scanner, type, item.value, labels, [...given, label]);
    });
  }
  const attributes = value.items.flatMap((item) => {
    const name = nameOf(item);
    return name === undefined ? [] : [attributeOf(item, name)];
  });
  const last = given.at(-1) ?? type;
  const body: Body = { attributes, blocks: [], span: value.span };
  const headerSpan = given.length === 0 ? type.span : last.span;
  return [{ type: type.text, typeSpan: type.span, labels: given, body, span: value.span, headerSpan }];
}

function readDocument(scanner: Scanner): Expression | undefined {
  scanner.newlineIsSpace = true;
  try {
    skipWhite(scanner);
    const root = readValue(scanner);
    skipWhite(scanner);
    if (!scanner.atEnd) refuse(scanner, 'end-of-file');
    if (root.kind !== 'object') scanner.report(kinds.invalidJson, { expected: 'json-object', found: '' }, root.span);
    return root;
  } catch (problem) {
    if (!(problem instanceof Misread)) throw problem;
    return undefined;
  }
}

function skipWhite(scanner: Scanner): void {
  for (;;) {
    const c = scanner.peek();
    if (c !== code.space && c !== code.tab && c !== code.newline && c !== code.carriageReturn) return;
    scanner.position++;
  }
}

function refuse(scanner: Scanner, expected: SyntaxThing): never {
  const found = scanner.foundHere();
  const span = { start: scanner.position, end: Math.min(scanner.position + Math.max(1, found.length), scanner.text.length) };
  scanner.report(kinds.invalidJson, { expected, found }, span);
  throw new Misread();
}

function readValue(scanner: Scanner): Expression {
  const start = scanner.position;
  const c = scanner.peek();
  if (c === code.openBrace) return readObject(scanner);
  if (c === code.openBracket) return readArray(scanner);
  if (c === code.quote) return readString(scanner);
  const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
  literal.lastIndex = start;
  const word = literal.exec(scanner.text)?.[0];
  if (word === undefined) return refuse(scanner, 'json-value');
  scanner.position += word.length;
  const span = { start, end: scanner.position };
  if (word === 'null') return { kind: 'null', span };
  if (word === 'true' || word === 'false') return { kind: 'bool', value: word === 'true', span };
  if (!word.startsWith('-')) return { kind: 'number', text: word, span };
  return { kind: 'unary', operator: '-', operand: { kind: 'number', text: word.slice(1), span }, span };
}

function readObject(scanner: Scanner): Expression {
  const start = scanner.position++;
  scanner.descend(start);
  const items: ObjectItem[] = [];
  skipWhite(scanner);
  while (scanner.peek() !== code.closeBrace) {
    if (scanner.peek() !== code.quote) refuse(scanner, 'string');
    const key = readKey(scanner);
    skipWhite(scanner);
    if (!scanner.take(code.colon)) refuse(scanner, 'colon');
    skipWhite(scanner);
    items.push({ key, value: readValue(scanner) });
    skipWhite(scanner);
    if (!scanner.take(code.comma)) break;
    skipWhite(scanner);
  }
  if (!scanner.take(code.closeBrace)) refuse(scanner, 'brace');
  scanner.ascend();
  return { kind: 'object', items, span: { start, end: scanner.position } };
}

function readArray(scanner: Scanner): Expression {
  const start = scanner.position++;
  scanner.descend(start);
  const elements: Expression[] = [];
  skipWhite(scanner);
  while (scanner.peek() !== code.closeBracket) {
    elements.push(readValue(scanner));
    skipWhite(scanner);
    if (!scanner.take(code.comma)) break;
    skipWhite(scanner);
  }
  if (!scanner.take(code.closeBracket)) refuse(scanner, 'bracket');
  scanner.ascend();
  return { kind: 'tuple', elements, span: { start, end: scanner.position } };
}

/** Property names are text, not templates, except where they hold an interpolation. */
function readKey(scanner: Scanner): Expression {
  const start = scanner.position;
  const value = readText(scanner);
  return { kind: 'string', value, span: { start, end: scanner.position } };
}

/** Strings are templates; their parts' places are the whole string's. */
function readString(scanner: Scanner): Expression {
  const start = scanner.position;
  const value = readText(scanner);
  const span = { start, end: scanner.position };
  if (!value.includes('${') && !value.includes('%{')) return { kind: 'string', value: value.normalize('NFC'), span };
  const parsed = parseTemplateAt(value, span);
  for (const problem of parsed.problems) {
    scanner.diagnostics.push({ ...problem, subject: scanner.locate(span) });
  }
  return parsed.expression;
}

/** The text of a JSON string at the cursor. */
function readText(scanner: Scanner): string {
  const start = scanner.position;
  const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
  string.lastIndex = start;
  const found = string.exec(scanner.text)?.[0];
  if (found === undefined) {
    scanner.report(kinds.unterminated, { what: 'string', close: '"' }, { start, end: start + 1 });
    throw new Misread();
  }
  scanner.position += found.length;
  return JSON.parse(found) as string;
}
