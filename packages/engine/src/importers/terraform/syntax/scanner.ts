import { type Diagnostic, type DiagnosticKind, diagnose } from '../../../diagnostics/diagnostic.ts';
import type { SyntaxThing } from '../../../diagnostics/kinds/syntax.ts';
import * as kinds from '../../../diagnostics/kinds/syntax.ts';
import type { Locate, Span } from './ast.ts';
import { locator } from './locate.ts';

/** Deeper nesting than this is refused with a diagnostic instead of exhausting the stack. */
export const nestingMax = 400;
/** Parts of one file that are kept at most: memory has a bound. A block counts 4, an argument 2, a value 1. */
export const partsMax = 10_000_000;
/** After this many problems one more says that the rest is not listed. */
const problemsMax = 100;

/** Leaves what cannot be understood; caught where reading can go on. Never leaves this folder. */
export class Misread extends Error {}

export const code = {
  tab: 9,
  newline: 10,
  carriageReturn: 13,
  space: 32,
  bang: 33,
  quote: 34,
  hash: 35,
  dollar: 36,
  percent: 37,
  ampersand: 38,
  apostrophe: 39,
  openParenthesis: 40,
  closeParenthesis: 41,
  star: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  zero: 48,
  nine: 57,
  colon: 58,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  bar: 124,
  closeBrace: 125,
  tilde: 126,
} as const;

const identifierStart = /\p{ID_Start}/u;
const identifierContinue = /[\p{ID_Continue}-]/u;

/** Characters that begin (1) or continue (1 or 2) an ASCII identifier. */
const asciiClass = new Uint8Array(128);
for (let c = 65; c <= 90; c++) asciiClass[c] = 1;
for (let c = 97; c <= 122; c++) asciiClass[c] = 1;
for (let c = 48; c <= 57; c++) asciiClass[c] = 2;
asciiClass[95] = 2;
asciiClass[45] = 2;

/** A cursor over one text, with what every grammar here needs: white space, names, problems, depth. */
export class Scanner {
  readonly path: string;
  readonly text: string;
  readonly comments: Span[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly locate: Locate;
  position: number;
  /** Inside `()`, `[]` and `${}` a newline is white space; elsewhere it ends things. */
  newlineIsSpace = false;
  #depth = 0;
  #isStopped = false;
  #parts = 0;

  /** @param locate for a text that stands inside another one */
  constructor(path: string, text: string, locate: Locate = locator(path, text)) {
    this.path = path;
    this.text = text;
    this.locate = locate;
    this.position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** UTF-16 unit at the cursor; NaN at the end. */
  peek(ahead = 0): number {
    return this.text.charCodeAt(this.position + ahead);
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Passes spaces and comments, and newlines where they are white space. */
  skipSpace(): void {
    for (;;) {
      const c = this.peek();
      if (c === code.space || c === code.tab) this.position++;
      else if (c === code.newline && this.newlineIsSpace) this.position++;
      else if (c === code.carriageReturn && this.peek(1) === code.newline) {
        if (!this.newlineIsSpace) return;
        this.position += 2;
      } else if (c === code.hash || (c === code.slash && this.#isCommentAhead())) this.#skipComment();
      else return;
    }
  }

  /** Passes spaces, comments and newlines whatever the mode. */
  skipLines(): void {
    const mode = this.newlineIsSpace;
    this.newlineIsSpace = true;
    this.skipSpace();
    this.newlineIsSpace = mode;
  }

  #isCommentAhead(): boolean {
    const next = this.peek(1);
    return next === code.slash || next === code.star;
  }

  #skipComment(): void {
    const start = this.position;
    // The cursor may go back before a comment; it is kept, and told about, once.
    const isNew = start >= (this.comments.at(-1)?.end ?? 0);
    if (this.peek() === code.slash && this.peek(1) === code.star) {
      const end = this.text.indexOf('*/', start + 2);
      this.position = end < 0 ? this.text.length : end + 2;
      if (end < 0 && isNew)
        this.report(kinds.unterminated, { what: 'comment', close: '*/' }, { start, end: start + 2 });
    } else {
      const end = this.text.indexOf('\n', start);
      this.position = end < 0 ? this.text.length : end;
      if (end > 0 && this.text.charCodeAt(end - 1) === code.carriageReturn) this.position--;
    }
    if (isNew) this.comments.push({ start, end: this.position });
  }

  isNewline(): boolean {
    const c = this.peek();
    return c === code.newline || (c === code.carriageReturn && this.peek(1) === code.newline);
  }

  skipNewline(): void {
    this.position += this.peek() === code.carriageReturn ? 2 : 1;
  }

  isIdentifierStart(): boolean {
    const c = this.peek();
    if (c < 128) return asciiClass[c] === 1 || c === 95;
    return !Number.isNaN(c) && identifierStart.test(this.#characterAt(this.position));
  }

  /** Reads a name; the cursor must stand on its first character. */
  readIdentifier(): string {
    const start = this.position;
    while (this.position < this.text.length) {
      const c = this.peek();
      if (c < 128) {
        if (asciiClass[c] === 0) break;
        this.position++;
      } else {
        const character = this.#characterAt(this.position);
        if (!identifierContinue.test(character)) break;
        this.position += character.length;
      }
    }
    return this.text.slice(start, this.position);
  }

  #characterAt(at: number): string {
    return String.fromCodePoint(this.text.codePointAt(at) ?? 0xfffd);
  }

  /** Does this word stand here, not followed by more of a name? */
  isWord(word: string): boolean {
    if (!this.text.startsWith(word, this.position)) return false;
    const after = this.position + word.length;
    const c = this.text.charCodeAt(after);
    return (
      Number.isNaN(c) || (c < 128 ? asciiClass[c] === 0 : !identifierContinue.test(this.#characterAt(after)))
    );
  }

  /** Takes the character if it stands here. */
  take(c: number): boolean {
    if (this.peek() !== c) return false;
    this.position++;
    return true;
  }

  /** One level deeper; refuses past the limit. */
  descend(at: number): void {
    if (++this.#depth > nestingMax) this.refuseDepth(nestingMax, at);
  }

  /** Text this deep is no configuration: the reading ends here, with one problem. */
  refuseDepth(limit: number, at: number): never {
    this.report(kinds.nestedTooDeep, { limit }, { start: at, end: Math.min(at + 1, this.text.length) });
    this.#stop();
    throw new Misread();
  }

  /** Counts what is about to be kept; past the limit the reading ends. */
  spend(parts: number): void {
    this.#parts += parts;
    if (this.#parts <= partsMax) return;
    const start = Math.min(this.position, this.text.length - 1);
    this.report(kinds.fileTooLarge, { limit: partsMax }, { start, end: start + 1 });
    this.#stop();
    throw new Misread();
  }

  ascend(): void {
    this.#depth--;
  }

  get depth(): number {
    return this.#depth;
  }

  /** After a `Misread` the levels that were left behind do not count. */
  restoreDepth(depth: number): void {
    this.#depth = depth;
  }

  report<F extends object>(
    kind: DiagnosticKind<F>,
    facts: F,
    span: Span,
    related: Diagnostic['related'] = [],
  ): void {
    this.add(diagnose(kind, facts, this.locate(span), related));
  }

  /** Keeps a problem. Past the limit the reading ends: a hostile file costs no more than a good one. */
  add(diagnostic: Diagnostic): void {
    if (this.#isStopped) return;
    if (this.diagnostics.length < problemsMax) {
      this.diagnostics.push(diagnostic);
    } else {
      this.diagnostics.push(diagnose(kinds.tooManyProblems, { limit: problemsMax }, diagnostic.subject));
      this.#stop();
    }
  }

  /** To the end of the text; whoever reads on meets the end, and nobody is told about it. */
  #stop(): void {
    this.#isStopped = true;
    this.position = this.text.length;
  }

  /** Reports what stands here instead of what was expected, and gives the construct up. */
  refuse(expected: SyntaxThing): never {
    const found = this.foundHere();
    const span = {
      start: this.position,
      end: Math.min(this.position + Math.max(found.length, 1), this.text.length),
    };
    if (this.peek() === code.apostrophe) this.report(kinds.singleQuotes, {}, span);
    else this.report(kinds.unexpectedToken, { expected, found }, span);
    throw new Misread();
  }

  /** The user's text here: a name, a number or a character; `\n` at a line's end, empty at the file's. */
  foundHere(): string {
    if (this.atEnd) return '';
    if (this.isNewline()) return '\n';
    const word = /[\p{ID_Continue}.-]{1,40}/uy;
    word.lastIndex = this.position;
    return word.exec(this.text)?.[0] ?? this.#characterAt(this.position);
  }
}
