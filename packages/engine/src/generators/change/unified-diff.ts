import { compareText } from '../../base/ordered.ts';
import type { GeneratedFile } from '../generated-file.ts';
import type { FileEdit } from './written-change.ts';

/** Lines of unchanged text around each piece, as `diff -u` and git write. */
const contextLines = 3;

/** The format's own words: `patch` and git know a last line without an end by the backslash before them. */
const noLineEnd = ['No', 'newline', 'at', 'end', 'of', 'file'].join(' ');

/** One file before and after; `before` is `undefined` for a new file. */
export interface ChangedText {
  readonly path: string;
  readonly before: string | undefined;
  readonly edits: readonly FileEdit[];
}

export function newText({ path, text }: GeneratedFile): ChangedText {
  return { path, before: undefined, edits: [{ file: path, start: 0, end: 0, replacement: text }] };
}

/** The text with its edits made; what they do not touch stays as it is, byte for byte. */
export function applyEdits(text: string, edits: readonly FileEdit[]): string {
  let written = '';
  let at = 0;
  for (const { start, end, replacement } of sortEdits(edits)) {
    written += text.slice(at, start) + replacement;
    at = end;
  }
  return written + text.slice(at);
}

export function sortEdits(edits: readonly FileEdit[]): readonly FileEdit[] {
  return edits.toSorted((a, b) => compareText(a.file, b.file) || a.start - b.start || a.end - b.end);
}

/** The same edits without those inside of what another one takes away; deletions that meet are one. */
export function settleEdits(edits: readonly FileEdit[]): readonly FileEdit[] {
  const settled: FileEdit[] = [];
  for (const edit of edits.toSorted(byPlaceWidestFirst)) {
    const last = settled.at(-1);
    const meets = last !== undefined && last.file === edit.file && edit.start < last.end;
    if (!meets) settled.push(edit);
    else if (last.replacement === '' && edit.replacement === '' && edit.end > last.end)
      settled[settled.length - 1] = { ...last, end: edit.end };
  }
  return settled;
}

function byPlaceWidestFirst(a: FileEdit, b: FileEdit): number {
  return compareText(a.file, b.file) || a.start - b.start || b.end - a.end;
}

/**
 * A unified diff of several files.
 *
 * In the plain form of `diff -u`: git then takes paths as seen from the folder in which it runs, where its
 * own form means the top of the repository. Lines keep their own ends: a `\r` belongs to its line, and a last
 * line without an end is marked, so that the diff applies to the same bytes.
 */
export function unifiedDiff(changed: readonly ChangedText[]): string {
  return changed
    .toSorted((a, b) => compareText(a.path, b.path))
    .map(diffOfFile)
    .join('');
}

function diffOfFile({ path, before, edits }: ChangedText): string {
  const pieces = piecesOf(before ?? '', sortEdits(edits));
  if (pieces.length === 0) return '';
  const lines = linesOf(before ?? '');
  const header = `--- ${before === undefined ? '/dev/null' : named(`a/${path}`)}\n+++ ${named(`b/${path}`)}\n`;
  let added = 0;
  const hunks = groupPieces(pieces).map((group) => {
    const hunk = formatHunk(group, lines, added);
    for (const piece of group) added += piece.after.length - (piece.to - piece.from);
    return hunk;
  });
  return header + hunks.join('');
}

/** A tab ends a name that holds spaces. */
function named(path: string): string {
  return path.includes(' ') ? `${path}\t` : path;
}

/** Lines `from` to `to` (exclusive, from 0) become `after`. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly after: readonly string[];
}

/** Each line with its own end. */
function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** Edits that share lines are one piece; lines that an edit leaves as they were are cut off its ends. */
function piecesOf(text: string, edits: readonly FileEdit[]): readonly Piece[] {
  const starts = lineStarts(text);
  const pieces: Piece[] = [];
  let i = 0;
  while (i < edits.length) {
    const first = lineAt(starts, edits[i]?.start ?? 0);
    let end = first;
    let count = 0;
    let whole: WholeLines;
    do {
      const last = edits[i + count];
      if (last !== undefined && (count === 0 || lineAt(starts, last.start) < end)) {
        end = Math.max(end, lineAfter(starts, last));
        count++;
      } else end++;
      whole = wholeLines(text, starts, first, end, edits.slice(i, i + count));
    } while (!isClosed(whole, end, starts, edits[i + count]));
    i += count;
    pieces.push(...trimmed(whole));
  }
  return pieces;
}

/** The next edit begins below, and what is written ends where a line does. */
function isClosed(
  { after }: WholeLines,
  end: number,
  starts: readonly number[],
  next: FileEdit | undefined,
): boolean {
  if (next !== undefined && lineAt(starts, next.start) < end) return false;
  return end >= starts.length || (after.at(-1) ?? '\n').endsWith('\n');
}

interface WholeLines {
  readonly from: number;
  readonly old: readonly string[];
  readonly after: readonly string[];
}

function wholeLines(
  text: string,
  starts: readonly number[],
  from: number,
  to: number,
  edits: readonly FileEdit[],
): WholeLines {
  const start = starts[from] ?? text.length;
  const end = starts[to] ?? text.length;
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const old = text.slice(start, end);
  return { from, old: linesOf(old), after: linesOf(applyEdits(old, moved)) };
}

function trimmed({ from, old, after }: WholeLines): readonly Piece[] {
  let head = 0;
  while (head < old.length && head < after.length && old[head] === after[head]) head++;
  let tail = 0;
  const longest = Math.min(old.length, after.length) - head;
  while (tail < longest && old[old.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (head === old.length && head === after.length) return [];
  return [{ from: from + head, to: from + old.length - tail, after: after.slice(head, after.length - tail) }];
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line in which an offset lies, from 0. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The first line that an edit leaves alone: whole lines may be put in or taken out between two lines. */
function lineAfter(starts: readonly number[], { start, end, replacement }: FileEdit): number {
  const line = lineAt(starts, end);
  const isWhole = replacement === '' ? starts[lineAt(starts, start)] === start : replacement.endsWith('\n');
  return starts[line] === end && isWhole ? line : line + 1;
}

/** Pieces whose context would meet stand in one hunk. */
function groupPieces(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const open = groups.at(-1);
    const last = open?.at(-1);
    if (open !== undefined && last !== undefined && piece.from - last.to <= 2 * contextLines)
      open.push(piece);
    else groups.push([piece]);
  }
  return groups;
}

function formatHunk(group: readonly Piece[], lines: readonly string[], added: number): string {
  const first = Math.max(0, (group[0]?.from ?? 0) - contextLines);
  const last = Math.min(lines.length, (group.at(-1)?.to ?? 0) + contextLines);
  const body: string[] = [];
  let at = first;
  for (const { from, to, after } of group) {
    body.push(...lines.slice(at, from).map((line) => marked(' ', line)));
    body.push(...lines.slice(from, to).map((line) => marked('-', line)));
    body.push(...after.map((line) => marked('+', line)));
    at = to;
  }
  body.push(...lines.slice(at, last).map((line) => marked(' ', line)));
  const oldCount = last - first;
  const newCount = oldCount + group.reduce((sum, { from, to, after }) => sum + after.length - (to - from), 0);
  return `@@ -${place(first, oldCount)} +${place(first + added, newCount)} @@\n${body.join('')}`;
}

/** An empty side is said to lie after the line before it. */
function place(line: number, count: number): string {
  return `${count === 0 ? line : line + 1},${count}`;
}

function marked(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ ${noLineEnd}\n`;
}
