import * as kinds from '../../../diagnostics/kinds/syntax.ts';
import type { Expression, TemplatePart } from './ast.ts';
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

interface TemplateSource {
  /** `quoted` ends at `"` and has backslash escapes; `lines` ends at `end` and gives one literal a line. */
  readonly style: 'quoted' | 'lines';
  /** First offset past the template; for `quoted` the scan finds it. */
  readonly end: number;
}

/** A quoted string at the cursor, its quotes included. */
export function readQuotedTemplate(scanner: Scanner, readExpression: ReadExpression): Expression {
  const start = scanner.position;
  const simple = readPlainString(scanner);
  if (simple !== undefined) return simple;
  scanner.descend(start);
  scanner.position = start + 1;
  const pieces = readPieces(scanner, { style: 'quoted', end: scanner.text.length }, readExpression, start);
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
    if (c === code.backslash || c === code.newline) return undefined;
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
  const opening = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*(\r?\n|$)/uy;
  opening.lastIndex = start;
  const match = opening.exec(text);
  if (match === null) {
    scanner.position += 2;
    return scanner.refuse('identifier');
  }
  const marker = match[2] ?? '';
  const bodyStart = start + match[0].length;
  const bodyEnd = findMarkerLine(text, marker, bodyStart);
  if (bodyEnd === undefined) {
    scanner.report(
      kinds.unterminated,
      { what: 'heredoc', close: marker },
      { start, end: start + match[0].trimEnd().length },
    );
    scanner.position = text.length;
    throw new Misread();
  }
  scanner.position = bodyStart;
  scanner.descend(start);
  const pieces = readPieces(scanner, { style: 'lines', end: bodyEnd.line }, readExpression, start);
  scanner.ascend();
  if (match[1] === '-') dedent(pieces);
  scanner.position = bodyEnd.after;
  return toExpression(scanner, pieces, start, bodyEnd.after, 'heredoc');
}

/** @returns where the marker's line begins and where the marker ends */
function findMarkerLine(
  text: string,
  marker: string,
  from: number,
): { line: number; after: number } | undefined {
  for (let line = from; line <= text.length; ) {
    const newline = text.indexOf('\n', line);
    const lineEnd = newline < 0 ? text.length : newline;
    let at = line;
    while (text.charCodeAt(at) === code.space || text.charCodeAt(at) === code.tab) at++;
    const after = at + marker.length;
    const rest = text.slice(after, lineEnd);
    if (text.startsWith(marker, at) && (rest === '' || rest === '\r')) return { line, after };
    if (newline < 0) return undefined;
    line = newline + 1;
  }
  return undefined;
}

/** A whole text as a template: template files and JSON strings. */
export function readWholeTemplate(scanner: Scanner, readExpression: ReadExpression): Expression {
  const start = scanner.position;
  const pieces = readPieces(scanner, { style: 'lines', end: scanner.text.length }, readExpression, start);
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

/** At the template's end? A quoted one that meets a line's or the file's end is unterminated. */
function isFinished(scanner: Scanner, source: TemplateSource, opened: number): boolean {
  if (source.style === 'lines') return scanner.position >= source.end;
  if (scanner.peek() === code.quote) return true;
  if (!scanner.atEnd && !scanner.isNewline()) return false;
  scanner.report(kinds.unterminated, { what: 'string', close: '"' }, { start: opened, end: opened + 1 });
  throw new Misread();
}

/** Text up to the next sequence, the end, or (in `lines`) the line's end, its newline included. */
function readLiteral(scanner: Scanner, source: TemplateSource): Literal | undefined {
  const { text } = scanner;
  const start = scanner.position;
  let value = '';
  let from = start;
  let at = start;
  while (at < source.end) {
    const c = text.charCodeAt(at);
    if (c === code.dollar || c === code.percent) {
      if (text.charCodeAt(at + 1) === code.openBrace) break;
      if (text.charCodeAt(at + 1) === c && text.charCodeAt(at + 2) === code.openBrace) {
        value += text.slice(from, at) + text.slice(at + 1, at + 3);
        at += 3;
        from = at;
        continue;
      }
    } else if (source.style === 'quoted') {
      if (c === code.quote || c === code.newline) break;
      if (c === code.backslash) {
        const escape = readEscape(scanner, at);
        value += text.slice(from, at) + escape.value;
        at += escape.length;
        from = at;
        continue;
      }
    } else if (c === code.newline) {
      at++;
      break;
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
    if (point <= 0x10ffff) return { value: String.fromCodePoint(point), length: 2 + digits };
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

function dedent(pieces: readonly Piece[]): void {
  let shared = Number.POSITIVE_INFINITY;
  let atLineStart = true;
  const indented: Literal[] = [];
  for (const piece of pieces) {
    if (atLineStart) {
      atLineStart = false;
      if (piece.kind !== 'literal') shared = 0;
      else {
        const spaces = piece.text.length - piece.text.trimStart().length;
        const isBlank = spaces === piece.text.length && piece.text.endsWith('\n');
        if (!isBlank) {
          shared = Math.min(shared, spaces);
          indented.push(piece);
        }
      }
    }
    if (piece.kind === 'literal' && piece.text.endsWith('\n')) atLineStart = true;
  }
  for (const literal of indented) literal.text = literal.text.slice(shared);
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

/** Nests directives; one that is not closed, or closes nothing, is a problem. */
function nest(scanner: Scanner, pieces: readonly Piece[]): readonly TemplatePart[] {
  let at = 0;
  const readUntil = (closers: readonly string[], opener: Piece | undefined): readonly TemplatePart[] => {
    const parts: TemplatePart[] = [];
    for (; at < pieces.length; at++) {
      const piece = pieces[at] as Piece;
      if (closers.includes(piece.kind)) return parts;
      parts.push(nestOne(piece));
    }
    if (opener !== undefined) misplaced(scanner, opener);
    return parts;
  };
  const nestOne = (piece: Piece): TemplatePart => {
    const span = { start: piece.start, end: piece.end };
    switch (piece.kind) {
      case 'literal':
        return { kind: 'literal', text: piece.text, span };
      case 'interpolation':
        return { kind: 'interpolation', value: piece.value, span };
      case 'if': {
        at++;
        scanner.descend(piece.start);
        const then = readUntil(['else', 'endif'], piece);
        let otherwise: readonly TemplatePart[] = [];
        if (pieces[at]?.kind === 'else') {
          at++;
          otherwise = readUntil(['endif'], piece);
        }
        scanner.ascend();
        return { kind: 'if', condition: piece.condition, then, else: otherwise, span };
      }
      case 'for': {
        at++;
        scanner.descend(piece.start);
        const body = readUntil(['endfor'], piece);
        scanner.ascend();
        return {
          kind: 'for',
          keyName: piece.keyName,
          valueName: piece.valueName,
          collection: piece.collection,
          body,
          span,
        };
      }
      default:
        return misplaced(scanner, piece);
    }
  };
  return readUntil([], undefined);
}

function misplaced(scanner: Scanner, piece: Piece): never {
  scanner.report(kinds.invalidDirective, { text: piece.kind }, { start: piece.start, end: piece.end });
  throw new Misread();
}

/** Terraform keeps strings in Unicode normal form C. */
function normalize(text: string): string {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return text.normalize('NFC');
  return text;
}
