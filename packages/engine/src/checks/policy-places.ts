import type { SourceRange } from '../base/source-range.ts';

/** @returns `undefined` when the text of the file cannot be had */
export type FileTexts = (file: string) => string | undefined;

/** Where in its document a problem is, and what is written there. */
interface ProblemFacts {
  readonly line: number;
  readonly column: number;
  readonly written: string;
}

/**
 * The place in the file of a problem of a policy document: by its line in a heredoc, else where the word that
 * is wrong stands alone in the expression that makes the document, else that expression.
 */
export function placeOfProblem(texts: FileTexts, range: SourceRange, facts: ProblemFacts): SourceRange {
  const text = texts(range.file);
  if (text === undefined) return range;
  const raw = text.slice(range.start.offset, range.end.offset);
  const isWholeFile = raw.length === text.length;
  const offset = isWholeFile
    ? offsetInText(raw, facts)
    : (offsetInHeredoc(raw, facts) ?? offsetOfOnly(raw, facts.written));
  if (offset === undefined) return range;
  const isThere = raw.startsWith(facts.written, offset.at);
  const length = isThere && facts.written !== '' ? facts.written.length : 1;
  return rangeAt(text, range.file, range.start.offset + offset.at, length);
}

interface Offset {
  readonly at: number;
}

function offsetInText(text: string, { line, column, written }: ProblemFacts): Offset {
  const start = text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, each) => sum + each.length + 1, 0);
  return afterQuote(text, Math.min(start + column - 1, text.length), written);
}

/** The reader counts from the quote of a text. */
function afterQuote(text: string, at: number, written: string): Offset {
  return { at: text[at] === '"' && text.startsWith(written, at + 1) ? at + 1 : at };
}

/** Lines of a heredoc are those of the document, as long as nothing is filled in before them. */
function offsetInHeredoc(raw: string, { line, column, written }: ProblemFacts): Offset | undefined {
  const opening = /^<<(-?)[^\n\r]*\r?\n/.exec(raw);
  if (opening === null) return undefined;
  const lines = raw.slice(opening[0].length).split('\n');
  const before = lines.slice(0, line);
  const found = lines[line - 1];
  if (found === undefined || before.some((each) => /[$%]\{/.test(each))) return undefined;
  const indent = opening[1] === '-' ? indentOf(lines.slice(0, -1)) : 0;
  const start = opening[0].length + before.slice(0, -1).reduce((sum, each) => sum + each.length + 1, 0);
  const at = start + Math.min(indent + column - 1, found.length);
  return afterQuote(raw, at, written);
}

function indentOf(lines: readonly string[]): number {
  const widths = lines
    .filter((each) => each.trim() !== '')
    .map((each) => /^[ \t]*/.exec(each)?.[0].length ?? 0);
  return Math.min(...widths, Number.MAX_SAFE_INTEGER);
}

/** Short words stand in every document. */
const shortest = 3;

function offsetOfOnly(raw: string, written: string): Offset | undefined {
  if (written.length < shortest) return undefined;
  const at = raw.indexOf(written);
  return at < 0 || raw.includes(written, at + 1) ? undefined : { at };
}

function rangeAt(text: string, file: string, offset: number, length: number): SourceRange {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const start = { line, column, offset };
  return { file, start, end: { line, column: column + length, offset: offset + length } };
}
