import type { Read } from '../../../diagnostics/diagnostic.ts';
import * as kinds from '../../../diagnostics/kinds/syntax.ts';
import type { Attribute, Block, Body, Expression, SourceFile } from './ast.ts';
import { readExpression } from './expression.ts';
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
function readBody(scanner: Scanner, within: 'file' | 'block'): Body {
  const start = scanner.position;
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  const names = new Set<string>();
  for (;;) {
    scanner.skipLines();
    if (scanner.atEnd) break;
    if (scanner.peek() === code.closeBrace) {
      if (within === 'block') break;
      scanner.report(kinds.unexpectedToken, { expected: 'argument', found: '}' }, here(scanner));
      scanner.position++;
      continue;
    }
    const item = readItem(scanner, within);
    if (item === undefined) continue;
    if ('type' in item) blocks.push(item);
    else {
      if (names.has(item.name)) scanner.report(kinds.duplicateArgument, { name: item.name }, item.nameSpan);
      else attributes.push(item);
      names.add(item.name);
    }
  }
  return { attributes, blocks, span: { start, end: scanner.position } };
}

function here(scanner: Scanner): { start: number; end: number } {
  return { start: scanner.position, end: Math.min(scanner.position + 1, scanner.text.length) };
}

/** One argument or block with its line's end; `undefined` when it could not be read. */
function readItem(scanner: Scanner, within: 'file' | 'block'): Attribute | Block | undefined {
  const { depth } = scanner;
  scanner.newlineIsSpace = false;
  try {
    const item = readArgumentOrBlock(scanner);
    expectLineEnd(scanner, within);
    return item;
  } catch (problem) {
    if (!(problem instanceof Misread)) throw problem;
    scanner.restoreDepth(depth);
    scanner.newlineIsSpace = false;
    recover(scanner);
    return undefined;
  }
}

function readArgumentOrBlock(scanner: Scanner): Attribute | Block {
  const start = scanner.position;
  if (!scanner.isIdentifierStart()) scanner.refuse('argument');
  const name = scanner.readIdentifier();
  const nameSpan = { start, end: scanner.position };
  scanner.skipSpace();
  if (scanner.peek() === code.equals && scanner.peek(1) !== code.equals) {
    scanner.position++;
    const value = readArgumentValue(scanner);
    return { name, nameSpan, value, span: { start, end: value.span.end } };
  }
  return readBlock(scanner, name, nameSpan);
}

/** A value that cannot be read leaves its argument in place, marked invalid. */
function readArgumentValue(scanner: Scanner): Expression {
  const before = scanner.diagnostics.length;
  const value = orInvalid(scanner, () => readExpression(scanner));
  if (value.kind === 'invalid' || scanner.diagnostics.length > before) {
    scanner.newlineIsSpace = false;
    if (value.kind === 'invalid') recover(scanner);
  }
  return value;
}

function readBlock(scanner: Scanner, type: string, typeSpan: { start: number; end: number }): Block {
  const labels: { text: string; span: { start: number; end: number } }[] = [];
  while (scanner.peek() !== code.openBrace) {
    labels.push(readLabel(scanner, labels.length));
    scanner.skipSpace();
  }
  const headerSpan = { start: typeSpan.start, end: labels.at(-1)?.span.end ?? typeSpan.end };
  const opened = scanner.position++;
  scanner.descend(opened);
  const body = readBody(scanner, 'block');
  scanner.ascend();
  if (!scanner.take(code.closeBrace)) {
    scanner.report(kinds.unterminated, { what: 'block', close: '}' }, headerSpan);
  }
  return { type, typeSpan, labels, body, span: { start: typeSpan.start, end: scanner.position }, headerSpan };
}

function readLabel(
  scanner: Scanner,
  earlier: number,
): { text: string; span: { start: number; end: number } } {
  const start = scanner.position;
  if (scanner.peek() === code.quote) {
    const label = readQuotedTemplate(scanner, readExpression);
    if (label.kind === 'string') return { text: label.value, span: label.span };
    scanner.position = start;
    scanner.refuse('string');
  }
  if (!scanner.isIdentifierStart()) scanner.refuse(earlier === 0 ? 'argument-or-label' : 'block');
  return { text: scanner.readIdentifier(), span: { start, end: scanner.position } };
}

/** After an argument or block: a newline, the file's end, or the brace that closes a one-line block. */
function expectLineEnd(scanner: Scanner, within: 'file' | 'block'): void {
  scanner.newlineIsSpace = false;
  scanner.skipSpace();
  if (scanner.atEnd || scanner.isNewline()) return;
  if (within === 'block' && scanner.peek() === code.closeBrace) return;
  const found = scanner.foundHere();
  const span = { start: scanner.position, end: scanner.position + found.length };
  scanner.report(kinds.missingNewline, { found }, span);
  recover(scanner);
}

/** Passes to the end of the line that closes every bracket opened since the problem. */
function recover(scanner: Scanner): void {
  const { text } = scanner;
  let depth = 0;
  while (!scanner.atEnd) {
    const c = scanner.peek();
    if (c === code.newline && depth <= 0) return;
    if (c === code.quote) {
      skipString(scanner);
      continue;
    }
    if (
      c === code.hash ||
      (c === code.slash && (scanner.peek(1) === code.slash || scanner.peek(1) === code.star))
    ) {
      const mode = scanner.newlineIsSpace;
      scanner.newlineIsSpace = false;
      scanner.skipSpace();
      scanner.newlineIsSpace = mode;
      continue;
    }
    if (c === code.openBrace || c === code.openBracket || c === code.openParenthesis) depth++;
    if (c === code.closeBrace || c === code.closeBracket || c === code.closeParenthesis) {
      if (depth === 0 && c === code.closeBrace) return;
      depth--;
    }
    scanner.position++;
  }
  scanner.position = Math.min(scanner.position, text.length);
}

/** Passes a string without reading it: to its closing quote or the line's end. */
function skipString(scanner: Scanner): void {
  scanner.position++;
  while (!scanner.atEnd && scanner.peek() !== code.newline) {
    const c = scanner.peek();
    scanner.position += c === code.backslash ? 2 : 1;
    if (c === code.quote) return;
  }
}
