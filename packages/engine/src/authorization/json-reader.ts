import type { Reference } from '../base/known.ts';
import { type Text, type TextPiece, textOf } from './text.ts';

/** The text of a policy document: JSON, in which references may stand for what is only known after apply. */
export type PolicyText = Text;

/** A place in the document's own text; lines and columns from 1, a reference is one column. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

export type JsonNode =
  | { readonly kind: 'string'; readonly text: Text; readonly at: number }
  | { readonly kind: 'number'; readonly text: string; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'null'; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[]; readonly at: number }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly at: number }
  /** A reference where a whole value stands. */
  | { readonly kind: 'open'; readonly reference: Reference; readonly at: number };

export interface JsonMember {
  readonly name: string;
  readonly at: number;
  readonly value: JsonNode;
}

export type JsonProblem =
  | { readonly kind: 'syntax'; readonly at: number; readonly found: string }
  | { readonly kind: 'duplicate-name'; readonly at: number; readonly name: string }
  | { readonly kind: 'too-deep'; readonly at: number }
  | { readonly kind: 'open-name'; readonly at: number };

/** Policies need six levels; what is deeper is no policy. */
const depthMax = 32;

/** A reference's place in the joined text; no JSON holds this character outside an escape. */
const hole = '\u0000';

interface JsonReading {
  readonly node: JsonNode | undefined;
  readonly problem: JsonProblem | undefined;
  readonly length: number;
  readonly positionOf: (at: number) => TextPosition;
}

/**
 * Reads JSON strictly (RFC 8259) and stops at the first problem. A name that stands twice in one object is
 * refused: readers differ on which of the two counts.
 */
export function readJson(text: PolicyText): JsonReading {
  const holes = new Map<number, Reference>();
  let joined = '';
  for (const piece of typeof text === 'string' ? [text] : text) {
    if (typeof piece !== 'string') holes.set(joined.length, piece);
    joined += typeof piece === 'string' ? piece : hole;
  }
  const reader: Reader = { text: joined, holes, at: 0, problem: undefined };
  const node = readDocument(reader);
  return {
    node: reader.problem === undefined ? node : undefined,
    problem: reader.problem,
    length: joined.length,
    positionOf: positionsOf(joined),
  };
}

interface Reader {
  readonly text: string;
  readonly holes: ReadonlyMap<number, Reference>;
  at: number;
  problem: JsonProblem | undefined;
}

/** Finds lines by halving; where they begin is looked up on first use. */
function positionsOf(text: string): (at: number) => TextPosition {
  let starts: readonly number[] | undefined;
  return (at) => {
    starts ??= lineStartsOf(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
  };
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function readDocument(reader: Reader): JsonNode | undefined {
  skipSpace(reader);
  const node = readValue(reader, 0);
  if (node === undefined) return undefined;
  skipSpace(reader);
  return reader.at === reader.text.length ? node : refuse(reader);
}

/** Notes the first problem. @returns `undefined`, so that a reader can end with it */
function refuse(reader: Reader, problem?: JsonProblem): undefined {
  reader.problem ??= problem ?? { kind: 'syntax', at: reader.at, found: foundAt(reader) };
  return undefined;
}

function foundAt(reader: Reader): string {
  if (reader.at >= reader.text.length) return '';
  return reader.text.slice(reader.at, reader.at + 12).split(/\s/)[0] || reader.text.charAt(reader.at);
}

function skipSpace(reader: Reader): void {
  while (' \t\n\r'.includes(reader.text[reader.at] ?? 'x')) reader.at++;
}

function readValue(reader: Reader, depth: number): JsonNode | undefined {
  const at = reader.at;
  if (depth > depthMax) return refuse(reader, { kind: 'too-deep', at });
  const reference = reader.holes.get(at);
  if (reference !== undefined) {
    reader.at++;
    return { kind: 'open', reference, at };
  }
  switch (reader.text[at]) {
    case '{':
      return readObject(reader, depth);
    case '[':
      return readList(reader, depth);
    case '"': {
      const text = readString(reader);
      return text === undefined ? undefined : { kind: 'string', text, at };
    }
    default:
      return readWord(reader);
  }
}

const wordForm = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;

function readWord(reader: Reader): JsonNode | undefined {
  const at = reader.at;
  wordForm.lastIndex = at;
  const word = wordForm.exec(reader.text)?.[0];
  if (word === undefined) return refuse(reader);
  reader.at += word.length;
  if (word === 'null') return { kind: 'null', at };
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', at };
  return { kind: 'number', text: word, at };
}

function readList(reader: Reader, depth: number): JsonNode | undefined {
  const at = reader.at++;
  const items: JsonNode[] = [];
  skipSpace(reader);
  if (take(reader, ']')) return { kind: 'list', items, at };
  for (;;) {
    skipSpace(reader);
    const item = readValue(reader, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    skipSpace(reader);
    if (take(reader, ']')) return { kind: 'list', items, at };
    if (!take(reader, ',')) return refuse(reader);
  }
}

function readObject(reader: Reader, depth: number): JsonNode | undefined {
  const at = reader.at++;
  const members: JsonMember[] = [];
  const names = new Set<string>();
  skipSpace(reader);
  if (take(reader, '}')) return { kind: 'object', members, at };
  for (;;) {
    const member = readMember(reader, depth);
    if (member === undefined) return undefined;
    if (names.has(member.name)) {
      return refuse(reader, { kind: 'duplicate-name', at: member.at, name: member.name });
    }
    names.add(member.name);
    members.push(member);
    skipSpace(reader);
    if (take(reader, '}')) return { kind: 'object', members, at };
    if (!take(reader, ',')) return refuse(reader);
  }
}

function readMember(reader: Reader, depth: number): JsonMember | undefined {
  skipSpace(reader);
  const at = reader.at;
  if (reader.text[at] !== '"') return refuse(reader);
  const name = readString(reader);
  if (name === undefined) return undefined;
  if (typeof name !== 'string') return refuse(reader, { kind: 'open-name', at });
  skipSpace(reader);
  if (!take(reader, ':')) return refuse(reader);
  skipSpace(reader);
  const value = readValue(reader, depth + 1);
  return value === undefined ? undefined : { name, at, value };
}

function take(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at++;
  return true;
}

/** The text between the quotes, escapes resolved. */
function readString(reader: Reader): Text | undefined {
  const pieces: TextPiece[] = [];
  reader.at++;
  for (;;) {
    const end = endOfRun(reader);
    pieces.push(reader.text.slice(reader.at, end));
    reader.at = end;
    if (take(reader, '"')) return textOf(pieces);
    const piece = reader.holes.get(reader.at) ?? readEscape(reader);
    if (piece === undefined) return refuse(reader);
    if (typeof piece !== 'string') reader.at++;
    pieces.push(piece);
  }
}

/** Up to a quote, an escape, or a control character, which JSON strings do not hold. */
function endOfRun({ text, at }: Reader): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) >= 0x20 && text[end] !== '"' && text[end] !== '\\') end++;
  return end;
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

function readEscape(reader: Reader): string | undefined {
  if (reader.text[reader.at] !== '\\') return undefined;
  const letter = reader.text[reader.at + 1] ?? '';
  if (letter === 'u') {
    const hex = reader.text.slice(reader.at + 2, reader.at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(hex)) return undefined;
    reader.at += 6;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }
  const character = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  if (character !== undefined) reader.at += 2;
  return character;
}
