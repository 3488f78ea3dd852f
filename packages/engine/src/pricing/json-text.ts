import type { SourcePosition, SourceRange } from '../base/source-range.ts';

/** A JSON text as it stands: places, duplicate names and the digits of numbers are kept. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly range: SourceRange }
  | { readonly kind: 'array'; readonly range: SourceRange }
  | { readonly kind: 'number'; readonly text: string; readonly range: SourceRange }
  | { readonly kind: 'string'; readonly value: string; readonly range: SourceRange }
  | { readonly kind: 'word'; readonly text: 'true' | 'false' | 'null'; readonly range: SourceRange };

export interface JsonMember {
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly value: JsonNode;
}

/** Where a text stops being JSON, and what should stand there. */
export interface JsonProblem {
  readonly expected: string;
  readonly range: SourceRange;
}

const depthMax = 64;

const stringText = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const scalarText = /(?:(true|false|null)\b|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

/** Thrown within this file only: the first problem ends the reading. */
class Stop extends Error {
  readonly expected: string;
  readonly at: number;

  constructor(expected: string, at: number) {
    super(expected);
    this.expected = expected;
    this.at = at;
  }
}

/**
 * Reads one JSON value and nothing after it.
 *
 * `JSON.parse` would not do: it drops the places, keeps the last of two equal names in silence and turns
 * numbers into binary floats.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function readJson(text: string, file: string): JsonNode | JsonProblem {
  const reader = new JsonReader(text, file);
  try {
    return reader.whole();
  } catch (stop) {
    if (stop instanceof Stop) return { expected: stop.expected, range: reader.range(stop.at, stop.at + 1) };
    throw stop;
  }
}

class JsonReader {
  readonly #text: string;
  readonly #file: string;
  readonly #lineStarts: readonly number[];
  #at: number;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
    this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
    // Editors on Windows put a byte order mark in front.
    this.#at = text.startsWith('\ufeff') ? 1 : 0;
  }

  whole(): JsonNode {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) throw new Stop('end of file', this.#at);
    return value;
  }

  range(start: number, end: number): SourceRange {
    return { file: this.#file, start: this.#position(start), end: this.#position(end) };
  }

  #position(offset: number): SourcePosition {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1, offset };
  }

  #skipSpace(): void {
    while (/[ \t\r\n]/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  #value(depth: number): JsonNode {
    if (depth > depthMax) throw new Stop('fewer levels', this.#at);
    this.#skipSpace();
    const start = this.#at;
    switch (this.#text.charAt(start)) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"': {
        const value = this.#string();
        return { kind: 'string', value, range: this.range(start, this.#at) };
      }
      default:
        return this.#scalar();
    }
  }

  #object(depth: number): JsonNode {
    const start = this.#at++;
    const members: JsonMember[] = [];
    this.#skipSpace();
    while (!this.#take('}')) {
      if (members.length > 0) this.#need(',');
      this.#skipSpace();
      const nameStart = this.#at;
      const name = this.#string();
      const nameRange = this.range(nameStart, this.#at);
      this.#skipSpace();
      this.#need(':');
      members.push({ name, nameRange, value: this.#value(depth + 1) });
      this.#skipSpace();
    }
    return { kind: 'object', members, range: this.range(start, this.#at) };
  }

  /** No file of ours holds arrays; their elements are only read to find the end. */
  #array(depth: number): JsonNode {
    const start = this.#at++;
    let isFirst = true;
    this.#skipSpace();
    while (!this.#take(']')) {
      if (!isFirst) this.#need(',');
      isFirst = false;
      this.#value(depth + 1);
      this.#skipSpace();
    }
    return { kind: 'array', range: this.range(start, this.#at) };
  }

  #string(): string {
    const written = this.#match(stringText)?.[0];
    if (written === undefined) throw new Stop('"', this.#at);
    return JSON.parse(written);
  }

  #scalar(): JsonNode {
    const start = this.#at;
    const match = this.#match(scalarText);
    if (match === null) throw new Stop('a value', start);
    const range = this.range(start, this.#at);
    const word = match[1];
    if (word === 'true' || word === 'false' || word === 'null') return { kind: 'word', text: word, range };
    return { kind: 'number', text: match[0], range };
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  #take(sign: string): boolean {
    if (this.#text.charAt(this.#at) !== sign) return false;
    this.#at++;
    return true;
  }

  #need(sign: string): void {
    if (!this.#take(sign)) throw new Stop(sign, this.#at);
  }
}
