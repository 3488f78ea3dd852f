import type { Read } from '../../../diagnostics/diagnostic.ts';
import * as kinds from '../../../diagnostics/kinds/syntax.ts';
import type { Attribute, Block, Body, Expression, SourceFile, Span } from './ast.ts';
import { readExpression } from './expression.ts';
import { recover, type Within } from './recover.ts';
import { code, Misread, Scanner } from './scanner.ts';
import { readQuotedTemplate, readWholeTemplate } from './template.ts';

/**
 * Reads one file in Terraform's native syntax.
 *
 * What cannot be understood is told and passed over; the rest of the file is still there (HCL-2).
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function parseNative(path: string, text: string): Read<SourceFile> {
  const scanner = new Scanner(path, text);
  const body = readBody(scanner, 'file');
  const value: SourceFile = { path, text, syntax: 'native', body, comments: scanner.comments };
  return { value, diagnostics: scanner.diagnostics };
}

/** Reads the text of one expression, for example a variable's value from the command line. */
export function parseExpression(path: string, text: string): Read<Expression> {
  return readAll(path, text, (scanner) => {
    scanner.newlineIsSpace = true;
    const expression = readExpression(scanner);
    scanner.skipSpace();
    if (!scanner.atEnd) scanner.refuse('end-of-file');
    return expression;
  });
}

/** Reads a whole text as a template, as `templatefile` does. */
export function parseTemplate(path: string, text: string): Read<Expression> {
  return readAll(path, text, (scanner) => readWholeTemplate(scanner, readExpression));
}

function readAll(path: string, text: string, read: (scanner: Scanner) => Expression): Read<Expression> {
  const scanner = new Scanner(path, text);
  const value = orInvalid(scanner, () => read(scanner));
  return { value, diagnostics: scanner.diagnostics };
}

/** Runs a reader; where it gives up, an `invalid` expression stands in its place. */
function orInvalid(scanner: Scanner, read: () => Expression): Expression {
  const start = scanner.position;
  const { depth, newlineIsSpace } = scanner;
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof Misread)) throw problem;
    scanner.restoreDepth(depth);
    scanner.newlineIsSpace = newlineIsSpace;
    return {
      kind: 'invalid',
      span: { start, end: Math.max(start, Math.min(scanner.position, scanner.text.length)) },
    };
  }
}

/** Arguments and blocks up to the closing brace (left for the caller) or the file's end. */
function readBody(scanner: Scanner, opened: Within): Body {
  const start = scanner.position;
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  let within = opened;
  for (;;) {
    scanner.skipLines();
    if (scanner.atEnd) break;
    if (scanner.peek() === code.closeBrace) {
      if (within !== 'file') break;
      scanner.report(kinds.unexpectedToken, { expected: 'argument', found: '}' }, here(scanner));
      scanner.position++;
      continue;
    }
    const item = readItem(scanner, within);
    if (within === 'line') within = expectOneLine(scanner, item);
    if (item === undefined) continue;
    if ('type' in item) blocks.push(item);
    else attributes.push(item);
  }
  return {
    attributes: exact(withoutRepeated(scanner, attributes)),
    blocks: exact(blocks),
    span: { start, end: scanner.position },
  };
}

/** After the one argument of a one-line block; what follows where the brace should be is read as lines. */
function expectOneLine(scanner: Scanner, item: Attribute | Block | undefined): Within {
  const isBlock = item !== undefined && 'type' in item;
  const isClosed = scanner.atEnd || scanner.peek() === code.closeBrace;
  if (item === undefined || (isClosed && !isBlock)) return 'block';
  scanner.report(kinds.oneLineBlock, {}, isBlock ? item.headerSpan : here(scanner));
  if (!isClosed && !scanner.isNewline()) recover(scanner, item.span.end, 'block');
  return 'block';
}

const none: readonly never[] = [];

/** The same list without the room that growing left: most bodies hold one or two items. */
function exact<Item>(items: readonly Item[]): readonly Item[] {
  return items.length === 0 ? none : items.slice();
}

/** HCL-6: an argument may be set once in a body; the first one stays. */
function withoutRepeated(scanner: Scanner, attributes: readonly Attribute[]): readonly Attribute[] {
  if (attributes.length < 2) return attributes;
  const byName = new Map<string, Attribute>();
  for (const attribute of attributes) {
    const { name, nameSpan } = attribute;
    const first = byName.get(name);
    if (first === undefined) {
      byName.set(name, attribute);
    } else {
      const related = [{ range: scanner.locate(first.nameSpan), label: 'first' }];
      scanner.report(kinds.duplicateArgument, { name }, nameSpan, related);
    }
  }
  return byName.size === attributes.length ? attributes : [...byName.values()];
}

function here(scanner: Scanner): Span {
  return { start: scanner.position, end: Math.min(scanner.position + 1, scanner.text.length) };
}

/** One argument or block with its line's end; `undefined` when it could not be read. */
function readItem(scanner: Scanner, within: Within): Attribute | Block | undefined {
  const { depth, position } = scanner;
  scanner.newlineIsSpace = false;
  try {
    const item = readArgumentOrBlock(scanner, within);
    const isRecovered = 'value' in item && item.value.kind === 'invalid';
    if (!isRecovered) expectLineEnd(scanner, position, within);
    return item;
  } catch (problem) {
    if (!(problem instanceof Misread)) throw problem;
    scanner.restoreDepth(depth);
    scanner.newlineIsSpace = false;
    recover(scanner, position, within);
    return undefined;
  }
}

function readArgumentOrBlock(scanner: Scanner, within: Within): Attribute | Block {
  const start = scanner.position;
  if (!scanner.isIdentifierStart()) scanner.refuse('argument');
  const name = scanner.readIdentifier();
  const nameSpan = { start, end: scanner.position };
  scanner.skipSpace();
  scanner.spend(isEquals(scanner) ? 2 : 4);
  if (isEquals(scanner)) return readArgument(scanner, name, nameSpan, within);
  return readBlock(scanner, name, nameSpan);
}

function isEquals(scanner: Scanner): boolean {
  return scanner.peek() === code.equals && scanner.peek(1) !== code.equals;
}

/** `= expression`; a value that cannot be read leaves its argument in place, marked invalid. */
function readArgument(scanner: Scanner, name: string, nameSpan: Span, within: Within): Attribute {
  const opened = scanner.position++;
  const value = orInvalid(scanner, () => readExpression(scanner));
  if (value.kind === 'invalid') {
    scanner.newlineIsSpace = false;
    recover(scanner, opened, within);
  }
  return { name, nameSpan, value, span: { start: nameSpan.start, end: value.span.end } };
}

function readBlock(scanner: Scanner, type: string, typeSpan: Span): Block {
  const labels: Block['labels'][number][] = [];
  while (scanner.peek() !== code.openBrace) {
    if (scanner.isNewline() && isBraceBelow(scanner)) break;
    labels.push(readLabel(scanner, labels.length));
    scanner.skipSpace();
  }
  const headerSpan = { start: typeSpan.start, end: labels.at(-1)?.span.end ?? typeSpan.end };
  const opened = scanner.position++;
  scanner.descend(opened);
  const body = readBlockBody(scanner);
  scanner.ascend();
  if (!scanner.take(code.closeBrace)) {
    scanner.report(kinds.unterminated, { what: 'block', close: '}' }, headerSpan);
  }
  return { type, typeSpan, labels, body, span: { start: typeSpan.start, end: scanner.position }, headerSpan };
}

/** A brace that was put on the next line is told and taken. */
function isBraceBelow(scanner: Scanner): boolean {
  const before = scanner.position;
  scanner.skipLines();
  if (scanner.peek() === code.openBrace) {
    scanner.report(kinds.braceOnNextLine, {}, here(scanner));
    return true;
  }
  scanner.position = before;
  return false;
}

/** After the opening brace: lines of arguments and blocks, or on its own line one argument only. */
function readBlockBody(scanner: Scanner): Body {
  scanner.newlineIsSpace = false;
  scanner.skipSpace();
  const isOneLine = !scanner.atEnd && !scanner.isNewline() && scanner.peek() !== code.closeBrace;
  return readBody(scanner, isOneLine ? 'line' : 'block');
}

function readLabel(scanner: Scanner, earlier: number): Block['labels'][number] {
  const start = scanner.position;
  if (scanner.peek() === code.quote) {
    const label = readQuotedTemplate(scanner, readExpression);
    if (label.kind === 'string') return { text: label.value, span: label.span };
    scanner.report(kinds.templateInLabel, {}, label.span);
    return { text: scanner.text.slice(start + 1, label.span.end - 1), span: label.span };
  }
  if (!scanner.isIdentifierStart()) scanner.refuse(earlier === 0 ? 'argument-or-label' : 'block-brace');
  return { text: scanner.readIdentifier(), span: { start, end: scanner.position } };
}

/** After an argument or block stands a new line or the file's end; a one-line block sees to its own end. */
function expectLineEnd(scanner: Scanner, from: number, within: Within): void {
  scanner.newlineIsSpace = false;
  scanner.skipSpace();
  if (scanner.atEnd || scanner.isNewline() || within === 'line') return;
  const found = scanner.foundHere();
  const span = { start: scanner.position, end: scanner.position + found.length };
  scanner.report(kinds.missingNewline, { found }, span);
  recover(scanner, from, within);
}
