import * as kinds from '../../../diagnostics/kinds/syntax.ts';
import type { Span } from './ast.ts';
import { code, Misread, type Scanner } from './scanner.ts';

/** A JSON text as it stands: duplicate names, order and every place are kept. */
export type JsonValue =
  | { readonly kind: 'null'; readonly span: Span }
  | { readonly kind: 'bool'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'number'; readonly text: string; readonly span: Span }
  | JsonString
  | { readonly kind: 'array'; readonly elements: readonly JsonValue[]; readonly span: Span }
  | { readonly kind: 'object'; readonly properties: readonly JsonProperty[]; readonly span: Span };

export interface JsonString {
  readonly kind: 'string';
  /** Unescaped. */
  readonly value: string;
  /** Quotes included. */
  readonly span: Span;
}

export interface JsonProperty {
  readonly name: JsonString;
  readonly value: JsonValue;
}

/**
 * Reads one JSON value and nothing after it. The first problem ends the reading (`Misread`).
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function readJsonText(scanner: Scanner): JsonValue {
  skipJsonSpace(scanner);
  const value = readValue(scanner);
  skipJsonSpace(scanner);
  if (!scanner.atEnd) refuseJson(scanner, 'end-of-file');
  return value;
}

function skipJsonSpace(scanner: Scanner): void {
  for (;;) {
    const c = scanner.peek();
    if (c !== code.space && c !== code.newline && c !== code.tab && c !== code.carriageReturn) return;
    scanner.position++;
  }
}

function refuseJson(scanner: Scanner, expected: kinds.SyntaxThing): never {
  const found = scanner.foundHere();
  const end = Math.min(scanner.position + Math.max(found.length, 1), scanner.text.length);
  scanner.report(kinds.invalidJson, { expected, found }, { start: scanner.position, end });
  throw new Misread();
}

function readValue(scanner: Scanner): JsonValue {
  scanner.spend(4);
  const c = scanner.peek();
  if (c === code.quote) return readString(scanner);
  if (c === code.openBrace) return readObject(scanner);
  if (c === code.openBracket) return readArray(scanner);
  if (c === code.minus || (c >= code.zero && c <= code.nine)) return readNumber(scanner);
  return readWord(scanner);
}

function readWord(scanner: Scanner): JsonValue {
  const start = scanner.position;
  for (const word of ['true', 'false', 'null'] as const) {
    if (!scanner.isWord(word)) continue;
    scanner.position += word.length;
    const span = { start, end: scanner.position };
    return word === 'null' ? { kind: 'null', span } : { kind: 'bool', value: word === 'true', span };
  }
  return refuseJson(scanner, 'json-value');
}

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(scanner: Scanner): JsonValue {
  const start = scanner.position;
  numberForm.lastIndex = start;
  const text = numberForm.exec(scanner.text)?.[0] ?? '';
  scanner.position += text.length;
  const next = scanner.peek();
  const isWhole = text !== '' && next !== code.dot && !(next >= code.zero && next <= code.nine);
  if (isWhole && !scanner.isIdentifierStart())
    return { kind: 'number', text, span: { start, end: scanner.position } };
  scanner.position = start + (text === '' ? 1 : 0);
  const wrong = scanner.text.slice(start, scanner.position) + scanner.foundHere();
  scanner.report(kinds.invalidNumber, { text: wrong }, { start, end: start + wrong.length });
  throw new Misread();
}

function readArray(scanner: Scanner): JsonValue {
  const start = scanner.position++;
  scanner.descend(start);
  const elements: JsonValue[] = [];
  skipJsonSpace(scanner);
  while (scanner.peek() !== code.closeBracket || elements.length > 0) {
    elements.push(readValue(scanner));
    skipJsonSpace(scanner);
    if (!scanner.take(code.comma)) break;
    skipJsonSpace(scanner);
  }
  closeJson(scanner, code.closeBracket, 'bracket', start);
  return { kind: 'array', elements, span: { start, end: scanner.position } };
}

function readObject(scanner: Scanner): JsonValue {
  const start = scanner.position++;
  scanner.descend(start);
  const properties: JsonProperty[] = [];
  skipJsonSpace(scanner);
  while (scanner.peek() !== code.closeBrace || properties.length > 0) {
    properties.push(readProperty(scanner, start));
    skipJsonSpace(scanner);
    if (!scanner.take(code.comma)) break;
    skipJsonSpace(scanner);
  }
  closeJson(scanner, code.closeBrace, 'brace', start);
  return { kind: 'object', properties, span: { start, end: scanner.position } };
}

function readProperty(scanner: Scanner, opened: number): JsonProperty {
  if (scanner.atEnd) closeJson(scanner, code.closeBrace, 'brace', opened);
  if (scanner.peek() !== code.quote) refuseJson(scanner, 'json-name');
  const name = readString(scanner);
  skipJsonSpace(scanner);
  if (!scanner.take(code.colon)) refuseJson(scanner, 'colon');
  skipJsonSpace(scanner);
  return { name, value: readValue(scanner) };
}

/** Takes the closing character; at the file's end the opening one is at fault. */
function closeJson(scanner: Scanner, c: number, what: 'bracket' | 'brace', opened: number): void {
  scanner.ascend();
  if (scanner.take(c)) return;
  if (!scanner.atEnd) refuseJson(scanner, what);
  const close = String.fromCharCode(c);
  scanner.report(kinds.unterminated, { what: `open-${what}`, close }, { start: opened, end: opened + 1 });
  throw new Misread();
}

function readString(scanner: Scanner): JsonString {
  const { text } = scanner;
  const start = scanner.position;
  let value = '';
  let from = start + 1;
  for (let at = start + 1; ; ) {
    const c = text.charCodeAt(at);
    if (c === code.quote) {
      scanner.position = at + 1;
      return { kind: 'string', value: value + text.slice(from, at), span: { start, end: at + 1 } };
    }
    if (c === code.backslash) {
      value += text.slice(from, at) + readJsonEscape(scanner, at);
      at += jsonEscapeLength(text, at);
      from = at;
    } else if (c >= code.space) at++;
    else refuseInString(scanner, start, at);
  }
}

/** A control character inside a string, or the file's end. */
function refuseInString(scanner: Scanner, start: number, at: number): never {
  const c = scanner.text.charCodeAt(at);
  scanner.position = at;
  if (Number.isNaN(c) || c === code.newline || c === code.carriageReturn) {
    scanner.report(kinds.unterminated, { what: 'string', close: '"' }, { start, end: start + 1 });
  } else {
    const character = `U+${c.toString(16).padStart(4, '0').toUpperCase()}`;
    scanner.report(kinds.invalidCharacter, { character }, { start: at, end: at + 1 });
  }
  throw new Misread();
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const unicodeEscape = /u[0-9a-fA-F]{4}/y;

function readJsonEscape(scanner: Scanner, at: number): string {
  const { text } = scanner;
  const simple = escapes[text[at + 1] ?? ''];
  if (simple !== undefined) return simple;
  unicodeEscape.lastIndex = at + 1;
  if (unicodeEscape.test(text)) return String.fromCharCode(Number.parseInt(text.slice(at + 2, at + 6), 16));
  const end = Math.min(at + 2, text.length);
  scanner.position = at;
  scanner.report(kinds.invalidJsonEscape, { text: text.slice(at, end) }, { start: at, end });
  throw new Misread();
}

/** Units of the source that the escape at `at` takes: `\n` 2, `\u00e9` 6. */
export function jsonEscapeLength(text: string, at: number): number {
  return text[at + 1] === 'u' ? 6 : 2;
}
