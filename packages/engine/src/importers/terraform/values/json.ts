import { fail, type Result, succeed } from '../../../base/result.ts';
import {
  boolValue,
  isSensitiveWithin,
  markSensitive,
  nullValue,
  numberValue,
  objectOf,
  stringType,
  stringValue,
  tupleOf,
  unknownOf,
  unknownsWithin,
} from './construct.ts';
import { formatNumber, parseNumber } from './number.ts';
import { joinPieces, mergeIntoTemplate, type TextPiece } from './unknowns.ts';
import type { Unknown, Value } from './value.ts';

/**
 * The text of `jsonencode(value)`. With unknown parts the result is unknown, but keeps the JSON text with the
 * references in their places, so that a policy can still be read.
 */
export function encodeJson(value: Value): Value {
  const pieces: TextPiece[] = [];
  const unknowns = unknownsWithin(value);
  const isReadable = writeJson(value, pieces);
  const text = joinPieces(pieces);
  const result =
    unknowns.length === 0
      ? stringValue(text.join(''))
      : unknownJson(unknowns, isReadable ? text : undefined, value);
  return isSensitiveWithin(value) ? markSensitive(result) : result;
}

function unknownJson(
  unknowns: readonly Unknown[],
  text: readonly TextPiece[] | undefined,
  value: Value,
): Value {
  const first = typeof text?.[0] === 'string' ? text[0] : openingOf(value);
  return unknownOf(stringType, mergeIntoTemplate(unknowns, text), {
    notNull: true,
    ...(first === '' ? {} : { prefix: first }),
  });
}

function openingOf(value: Value): string {
  if (value.kind === 'object' || value.kind === 'map') return '{';
  return value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple' ? '[' : '';
}

/** @returns false when an unknown has no text that could stand in its place */
function writeJson(value: Value, into: TextPiece[]): boolean {
  switch (value.kind) {
    case 'null':
      into.push('null');
      return true;
    case 'bool':
      into.push(String(value.value));
      return true;
    case 'number':
      into.push(formatNumber(value.value));
      return true;
    case 'string':
      into.push(quoteJson(value.value));
      return true;
    case 'list':
    case 'set':
    case 'tuple':
      return writeItems(value.items, into);
    case 'map':
    case 'object':
      return writeEntries(value.entries, into);
    case 'unknown':
      return writeUnknown(value, into);
  }
}

function writeItems(items: readonly Value[], into: TextPiece[]): boolean {
  let isReadable = true;
  into.push('[');
  for (const [i, item] of items.entries()) {
    if (i > 0) into.push(',');
    isReadable = writeJson(item, into) && isReadable;
  }
  into.push(']');
  return isReadable;
}

function writeEntries(entries: ReadonlyMap<string, Value>, into: TextPiece[]): boolean {
  let isReadable = true;
  let isFirst = true;
  into.push('{');
  for (const [key, item] of entries) {
    into.push(`${isFirst ? '' : ','}${quoteJson(key)}:`);
    isFirst = false;
    isReadable = writeJson(item, into) && isReadable;
  }
  into.push('}');
  return isReadable;
}

function writeUnknown(value: Extract<Value, { kind: 'unknown' }>, into: TextPiece[]): boolean {
  const text = value.unknown.template;
  if (text === undefined) return false;
  if (value.type.kind === 'number' || value.type.kind === 'bool') {
    into.push(...text);
    return true;
  }
  if (value.type.kind !== 'string') return false;
  into.push('"', ...text.map((piece) => (typeof piece === 'string' ? escapeJson(piece) : piece)), '"');
  return true;
}

export function quoteJson(text: string): string {
  return `"${escapeJson(text)}"`;
}

/** Go escapes `<`, `>`, `&` and the two line separators, so that JSON may stand in HTML. */
function escapeJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[<>&\u2028\u2029\ufffd]|\\[bf]|\\ud[89a-f][0-9a-f]{2}|\u007f/g, escapeAsGo);
}

function escapeAsGo(found: string): string {
  if (found === '\\b') return '\\b';
  if (found === '\\f') return '\\f';
  if (found.startsWith('\\ud')) return '\\ufffd';
  if (found === '\u007f' || found === '\ufffd') return found;
  return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export interface JsonProblem {
  /** UTF-16 offset of the first character that is not JSON. */
  readonly offset: number;
  readonly because: 'syntax' | 'too-deep' | 'number';
}

const depthMax = 500;

/** Reads JSON text as `jsondecode` does: objects and tuples; of equal names the last wins. */
export function decodeJson(text: string): Result<Value, JsonProblem> {
  const reader = new JsonReader(text);
  return reader.readDocument();
}

/** A reader of its own, because `JSON.parse` rounds numbers to doubles. */
class JsonReader {
  private offset = 0;
  private failure: JsonProblem | undefined;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  readDocument(): Result<Value, JsonProblem> {
    const value = this.readValue(0);
    this.skipSpace();
    if (this.offset < this.text.length) this.stop('syntax');
    return this.failure === undefined ? succeed(value) : fail(this.failure);
  }

  private stop(because: JsonProblem['because']): Value {
    this.failure ??= { offset: this.offset, because };
    return nullValue();
  }

  private readValue(depth: number): Value {
    this.skipSpace();
    if (depth > depthMax) return this.stop('too-deep');
    const next = this.text[this.offset];
    if (next === '{') return this.readObject(depth);
    if (next === '[') return this.readArray(depth);
    if (next === '"') return stringValue(this.readString());
    return (
      this.readWord('true', boolValue(true)) ??
      this.readWord('false', boolValue(false)) ??
      this.readWord('null', nullValue()) ??
      this.readNumber()
    );
  }

  private readWord(word: string, value: Value): Value | undefined {
    if (!this.text.startsWith(word, this.offset)) return undefined;
    this.offset += word.length;
    return value;
  }

  private readNumber(): Value {
    const pattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    pattern.lastIndex = this.offset;
    const written = pattern.exec(this.text)?.[0];
    if (written === undefined) return this.stop('syntax');
    const parsed = parseNumber(written);
    if (parsed === undefined) return this.stop('number');
    this.offset += written.length;
    return numberValue(parsed);
  }

  private readArray(depth: number): Value {
    const items: Value[] = [];
    this.offset++;
    if (this.takes(']')) return tupleOf(items);
    while (this.failure === undefined) {
      items.push(this.readValue(depth + 1));
      if (this.takes(']')) break;
      if (!this.takes(',')) this.stop('syntax');
    }
    return tupleOf(items);
  }

  private readObject(depth: number): Value {
    const entries = new Map<string, Value>();
    this.offset++;
    if (this.takes('}')) return objectOf(entries);
    while (this.failure === undefined) {
      this.skipSpace();
      if (this.text[this.offset] !== '"') return this.stop('syntax');
      const key = this.readString().normalize('NFC');
      if (!this.takes(':')) return this.stop('syntax');
      entries.set(key, this.readValue(depth + 1));
      if (this.takes('}')) break;
      if (!this.takes(',')) this.stop('syntax');
    }
    return objectOf(entries);
  }

  private readString(): string {
    const start = this.offset;
    const end = this.endOfString();
    if (end === undefined) {
      this.stop('syntax');
      return '';
    }
    this.offset = end;
    const decoded: unknown = JSON.parse(this.text.slice(start, end));
    // A half of a surrogate pair is no character: Go puts U+FFFD in its place.
    return String(decoded).replace(/\p{Surrogate}/gu, '\ufffd');
  }

  /** @returns the offset behind the closing quote; `undefined` when the string is malformed */
  private endOfString(): number | undefined {
    for (let at = this.offset + 1; at < this.text.length; at++) {
      const unit = this.text[at] ?? '';
      if (unit === '"') return at + 1;
      if (unit < ' ') return undefined;
      if (unit !== '\\') continue;
      const escaped = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(this.text.slice(at + 1, at + 6))?.[0];
      if (escaped === undefined) return undefined;
      at += escaped.length;
    }
    return undefined;
  }

  private takes(mark: string): boolean {
    this.skipSpace();
    if (this.text[this.offset] !== mark) return false;
    this.offset++;
    return true;
  }

  private skipSpace(): void {
    while (/[ \t\n\r]/.test(this.text[this.offset] ?? '')) this.offset++;
  }
}
