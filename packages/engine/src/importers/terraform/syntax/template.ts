import * as kinds from '../../../diagnostics/kinds/syntax.ts';
import type { Expression, Span, TemplatePart } from './ast.ts';
import { code, Misread, type Scanner } from './scanner.ts';

/** Reads one expression at the scanner's cursor; given by the expression grammar. */
export type ReadExpression = (scanner: Scanner) => Expression;

interface Literal {
  readonly kind: 'literal';
  text: string;
  readonly start: number;
  readonly end: number;
}

/** The flat sequence of a template, before directives are nested. */
type Piece =
  | Literal
  | {
      readonly kind: 'interpolation';
      readonly value: Expression;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'if'; readonly condition: Expression; readonly start: number; readonly end: number }
  | {
      readonly kind: 'for';
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly collection: Expression;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'else' | 'endif' | 'endfor'; readonly start: number; readonly end: number };

/** What ends a template: its quote (escapes inside), the line of a heredoc's marker, or the text's end. */
type TemplateSource =
  | { readonly style: 'quoted' }
  | { readonly style: 'heredoc'; readonly marker: string }
  | { readonly style: 'whole' };

/** A quoted string at the cursor, its quotes included. */
export function readQuotedTemplate(scanner: Scanner, readExpression: ReadExpression): Expression {
  const start = scanner.position;
  const simple = readPlainString(scanner);
  if (simple !== undefined) return simple;
  scanner.descend(start);
  scanner.position = start + 1;
  const pieces = readPieces(scanner, { style: 'quoted' }, readExpression, start);
  scanner.ascend();
  scanner.position++;
  return toExpression(scanner, pieces, start, scanner.position, 'quoted');
}

/** The usual case: no escape, no sequence, closed on the same line. */
function readPlainString(scanner: Scanner): Expression | undefined {
  const { text, position: start } = scanner;
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === code.quote) {
      scanner.position = at + 1;
      return { kind: 'string', value: normalize(text.slice(start + 1, at)), span: { start, end: at + 1 } };
    }
    if (c === code.backslash || c === code.newline || c === code.carriageReturn) return undefined;
    if ((c === code.dollar || c === code.percent) && text.charCodeAt(at + 1) === code.openBrace)
      return undefined;
  }
  return undefined;
}

/**
 * A heredoc at the cursor (`<<EOT` or `<<-EOT`), up to its closing marker.
 *
 * The closing marker may be indented in both forms. `<<-` takes away the indentation that all lines share:
 * a line that begins with a sequence counts as not indented, a blank line does not count.
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
 */
export function readHeredoc(scanner: Scanner, readExpression: ReadExpression): Expression {
  const { text } = scanner;
  const start = scanner.position;
  heredocOpening.lastIndex = start;
  const match = heredocOpening.exec(text);
  if (match === null) {
    scanner.position += 2;
    return scanner.refuse('identifier');
  }
  const marker = match[2] ?? '';
  scanner.position += match[0].length;
  if (!isMarkerBelow(text, marker, scanner.position)) {
    const span = { start, end: start + match[0].trimEnd().length };
    scanner.report(kinds.unterminated, { what: 'heredoc', close: marker }, span);
    scanner.position = text.length;
    throw new Misread();
  }
  scanner.descend(start);
  const pieces = readPieces(scanner, { style: 'heredoc', marker }, readExpression, start);
  scanner.ascend();
  if (match[1] === '-') dedent(pieces);
  scanner.position = text.indexOf(marker, scanner.position) + marker.length;
  const expression = toExpression(scanner, pieces, start, scanner.position, 'heredoc');
  while (scanner.peek() !== code.newline) scanner.position++;
  if (scanner.peek(-1) === code.carriageReturn) scanner.position--;
  return expression;
}

const heredocOpening = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** Is there a line that closes the heredoc? Looked for first: a forgotten one is told where it opens. */
function isMarkerBelow(text: string, marker: string, from: number): boolean {
  for (let line = from; line < text.length; ) {
    if (isMarkerLine(text, marker, line)) return true;
    const end = text.indexOf('\n', line);
    if (end < 0) return false;
    line = end + 1;
  }
  return false;
}

/** The marker alone on a line that ends with a newline; white space may stand around it. */
function isMarkerLine(text: string, marker: string, line: number): boolean {
  const end = text.indexOf('\n', line);
  return end >= 0 && end - line >= marker.length && text.slice(line, end).trim() === marker;
}

/** A whole text as a template: template files and JSON strings. */
export function readWholeTemplate(scanner: Scanner, readExpression: ReadExpression): Expression {
  const start = scanner.position;
  const pieces = readPieces(scanner, { style: 'whole' }, readExpression, start);
  return toExpression(scanner, pieces, start, scanner.text.length, 'quoted');
}

function readPieces(
  scanner: Scanner,
  source: TemplateSource,
  readExpression: ReadExpression,
  opened: number,
): Piece[] {
  const pieces: Piece[] = [];
  let trimNext = false;
  for (;;) {
    const literal = readLiteral(scanner, source);
    if (literal !== undefined) {
      if (trimNext) literal.text = literal.text.trimStart();
      pieces.push(literal);
      trimNext = false;
      continue;
    }
    if (isFinished(scanner, source, opened)) return pieces;
    const sequence = readSequence(scanner, readExpression);
    const previous = pieces.at(-1);
    if (sequence.trimBefore && previous?.kind === 'literal') previous.text = previous.text.trimEnd();
    trimNext = sequence.trimAfter;
    pieces.push(sequence.piece);
  }
}

/** At the template's end? A line's end leaves a quoted one unterminated, the file's end any. */
function isFinished(scanner: Scanner, source: TemplateSource, opened: number): boolean {
  if (source.style === 'whole') return scanner.atEnd;
  if (source.style === 'heredoc') {
    if (!scanner.atEnd) return isMarkerHere(scanner.text, source.marker, scanner.position);
    scanner.report(
      kinds.unterminated,
      { what: 'heredoc', close: source.marker },
      { start: opened, end: opened + 2 },
    );
    throw new Misread();
  }
  if (scanner.peek() === code.quote) return true;
  if (!scanner.atEnd && scanner.peek() !== code.newline && scanner.peek() !== code.carriageReturn)
    return false;
  scanner.report(kinds.unterminated, { what: 'string', close: '"' }, { start: opened, end: opened + 1 });
  throw new Misread();
}

function isMarkerHere(text: string, marker: string, at: number): boolean {
  return text.charCodeAt(at - 1) === code.newline && isMarkerLine(text, marker, at);
}

/** Text up to the next sequence, the end, or (unless quoted) the line's end, its newline included. */
function readLiteral(scanner: Scanner, source: TemplateSource): Literal | undefined {
  const { text } = scanner;
  const start = scanner.position;
  if (source.style === 'heredoc' && isMarkerHere(text, source.marker, start)) return undefined;
  const isQuoted = source.style === 'quoted';
  let value = '';
  let from = start;
  let at = start;
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (c === code.dollar || c === code.percent) {
      if (text.charCodeAt(at + 1) === code.openBrace) break;
      if (text.charCodeAt(at + 1) === c && text.charCodeAt(at + 2) === code.openBrace) {
        value += text.slice(from, at) + text.slice(at + 1, at + 3);
        at += 3;
        from = at;
        continue;
      }
    } else if (isQuoted) {
      if (c === code.quote || c === code.newline || c === code.carriageReturn) break;
      if (c === code.backslash) {
        const escaped = readEscape(scanner, at);
        value += text.slice(from, at) + escaped.value;
        at += escaped.length;
        from = at;
        continue;
      }
    } else if (c === code.newline) {
      at++;
      break;
    } else if (c === code.carriageReturn && text.charCodeAt(at + 1) !== code.newline) {
      scanner.report(kinds.invalidCharacter, { character: 'U+000D' }, { start: at, end: at + 1 });
    }
    at++;
  }
  if (at === start) return undefined;
  scanner.position = at;
  return { kind: 'literal', text: normalize(value + text.slice(from, at)), start, end: at };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function readEscape(scanner: Scanner, at: number): { value: string; length: number } {
  const { text } = scanner;
  const letter = text[at + 1] ?? '';
  const simple = escapes[letter];
  if (simple !== undefined) return { value: simple, length: 2 };
  const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  const hex = text.slice(at + 2, at + 2 + digits);
  if (digits > 0 && hex.length === digits && /^[0-9a-fA-F]+$/.test(hex)) {
    const point = Number.parseInt(hex, 16);
    // Half of a surrogate pair is no character.
    const isSurrogate = point >= 0xd800 && point <= 0xdfff;
    if (point <= 0x10ffff && !isSurrogate) return { value: String.fromCodePoint(point), length: 2 + digits };
  }
  scanner.report(
    kinds.invalidEscape,
    { text: text.slice(at, at + 2) },
    { start: at, end: Math.min(at + 2, text.length) },
  );
  return {
    value: letter === '\n' || letter === '' ? '' : letter,
    length: letter === '\n' || letter === '' ? 1 : 2,
  };
}

interface Sequence {
  readonly piece: Piece;
  readonly trimBefore: boolean;
  readonly trimAfter: boolean;
}

/** `${ … }` or `%{ … }` at the cursor. */
function readSequence(scanner: Scanner, readExpression: ReadExpression): Sequence {
  const start = scanner.position;
  const isDirective = scanner.peek() === code.percent;
  const mode = scanner.newlineIsSpace;
  scanner.newlineIsSpace = true;
  scanner.position += 2;
  const trimBefore = scanner.take(code.tilde);
  scanner.skipSpace();
  const make = isDirective
    ? readDirective(scanner, readExpression)
    : readInterpolation(scanner, readExpression);
  scanner.skipSpace();
  const trimAfter = scanner.take(code.tilde);
  if (!scanner.take(code.closeBrace)) {
    if (scanner.atEnd) {
      scanner.report(kinds.unterminated, { what: 'template', close: '}' }, { start, end: start + 2 });
      throw new Misread();
    }
    scanner.refuse('template-end');
  }
  scanner.newlineIsSpace = mode;
  return { piece: make(start, scanner.position), trimBefore, trimAfter };
}

type MakePiece = (start: number, end: number) => Piece;

function readInterpolation(scanner: Scanner, readExpression: ReadExpression): MakePiece {
  const value = readExpression(scanner);
  return (start, end) => ({ kind: 'interpolation', value, start, end });
}

function readDirective(scanner: Scanner, readExpression: ReadExpression): MakePiece {
  const at = scanner.position;
  const word = scanner.isIdentifierStart() ? scanner.readIdentifier() : '';
  switch (word) {
    case 'else':
    case 'endif':
    case 'endfor':
      return (start, end) => ({ kind: word, start, end });
    case 'if': {
      scanner.skipSpace();
      const condition = readExpression(scanner);
      return (start, end) => ({ kind: 'if', condition, start, end });
    }
    case 'for': {
      const names = readForNames(scanner);
      const collection = readExpression(scanner);
      return (start, end) => ({ kind: 'for', ...names, collection, start, end });
    }
    default: {
      const text = word === '' ? scanner.foundHere() : word;
      scanner.report(
        kinds.invalidDirective,
        { text },
        { start: at, end: Math.max(at + 1, scanner.position) },
      );
      throw new Misread();
    }
  }
}

/** `k, v in` or `v in`, the cursor after `for`. */
export function readForNames(scanner: Scanner): { keyName: string | undefined; valueName: string } {
  scanner.skipSpace();
  if (!scanner.isIdentifierStart()) scanner.refuse('identifier');
  const first = scanner.readIdentifier();
  scanner.skipSpace();
  let second: string | undefined;
  if (scanner.take(code.comma)) {
    scanner.skipSpace();
    if (!scanner.isIdentifierStart()) scanner.refuse('identifier');
    second = scanner.readIdentifier();
    scanner.skipSpace();
  }
  if (!scanner.isWord('in')) scanner.refuse('in');
  scanner.position += 2;
  scanner.skipSpace();
  return second === undefined
    ? { keyName: undefined, valueName: first }
    : { keyName: first, valueName: second };
}

/** Takes away the indentation that all lines share; a line that begins with a sequence has none. */
function dedent(pieces: readonly Piece[]): void {
  const firsts = pieces.filter((_, at) => at === 0 || endsLine(pieces[at - 1]));
  const indented = firsts
    .filter((piece) => piece.kind === 'literal')
    .filter(({ text }) => !isBlankLine(text));
  const shared = firsts.every((piece) => piece.kind === 'literal')
    ? indented.reduce((least, { text }) => Math.min(least, indentationOf(text)), Number.POSITIVE_INFINITY)
    : 0;
  for (const literal of indented) literal.text = literal.text.slice(shared);
}

function endsLine(piece: Piece | undefined): boolean {
  return piece?.kind === 'literal' && piece.text.endsWith('\n');
}

function indentationOf(text: string): number {
  return text.length - text.trimStart().length;
}

function isBlankLine(text: string): boolean {
  return text.endsWith('\n') && text.trim() === '';
}

function toExpression(
  scanner: Scanner,
  pieces: readonly Piece[],
  start: number,
  end: number,
  style: 'quoted' | 'heredoc',
): Expression {
  const span = { start, end };
  if (pieces.every((piece) => piece.kind === 'literal')) {
    return { kind: 'string', value: pieces.map((piece) => (piece as Literal).text).join(''), span };
  }
  const only = pieces.length === 1 && style === 'quoted' && pieces[0]?.kind === 'interpolation';
  const nested = nest(scanner, joinLiterals(pieces));
  return { kind: 'template', parts: nested, wrap: only, span };
}

/** One literal for each run of them; empty ones go. */
function joinLiterals(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === 'literal' && last?.kind === 'literal') {
      joined[joined.length - 1] = { ...last, text: last.text + piece.text, end: piece.end };
    } else joined.push(piece);
  }
  return joined.filter((piece) => piece.kind !== 'literal' || piece.text !== '');
}

/** A place in a template's flat sequence. */
interface Cursor {
  readonly scanner: Scanner;
  readonly pieces: readonly Piece[];
  at: number;
}

/** Nests directives; one that is not closed, or closes nothing, is a problem. */
function nest(scanner: Scanner, pieces: readonly Piece[]): readonly TemplatePart[] {
  return nestUntil({ scanner, pieces, at: 0 }, [], undefined);
}

/** Parts up to one of the closers, which is left at the cursor. */
function nestUntil(
  cursor: Cursor,
  closers: readonly string[],
  opener: Piece | undefined,
): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (; cursor.at < cursor.pieces.length; cursor.at++) {
    const piece = cursor.pieces[cursor.at];
    if (piece === undefined || closers.includes(piece.kind)) return parts;
    parts.push(nestPiece(cursor, piece));
  }
  if (opener === undefined) return parts;
  const span = { start: opener.start, end: opener.end };
  cursor.scanner.report(kinds.unterminated, { what: 'template', close: `%{ end${opener.kind} }` }, span);
  throw new Misread();
}

function nestPiece(cursor: Cursor, piece: Piece): TemplatePart {
  const { scanner } = cursor;
  const span = { start: piece.start, end: piece.end };
  switch (piece.kind) {
    case 'literal':
      return { kind: 'literal', text: piece.text, span };
    case 'interpolation':
      return { kind: 'interpolation', value: piece.value, span };
    case 'if': {
      const then = nestBody(cursor, ['else', 'endif'], piece);
      const hasElse = cursor.pieces[cursor.at]?.kind === 'else';
      const otherwise = hasElse ? nestBody(cursor, ['endif'], piece) : [];
      return { kind: 'if', condition: piece.condition, then, else: otherwise, span: spanTo(cursor, piece) };
    }
    case 'for': {
      const { keyName, valueName, collection } = piece;
      const body = nestBody(cursor, ['endfor'], piece);
      return { kind: 'for', keyName, valueName, collection, body, span: spanTo(cursor, piece) };
    }
    default:
      scanner.report(kinds.invalidDirective, { text: piece.kind }, span);
      throw new Misread();
  }
}

/** What stands between the piece at the cursor and one of the closers. */
function nestBody(cursor: Cursor, closers: readonly string[], opener: Piece): readonly TemplatePart[] {
  cursor.at++;
  cursor.scanner.descend(opener.start);
  const parts = nestUntil(cursor, closers, opener);
  cursor.scanner.ascend();
  return parts;
}

/** From a directive's beginning to the end of what closes it. */
function spanTo(cursor: Cursor, opener: Piece): Span {
  return { start: opener.start, end: cursor.pieces[cursor.at]?.end ?? opener.end };
}

/** Terraform keeps strings in Unicode normal form C. */
export function normalize(text: string): string {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return text.normalize('NFC');
  return text;
}
