import type { PlacedBody, Source } from '../../importers/terraform/evaluation/source.ts';
import type { Block, Body, Expression, Span } from '../../importers/terraform/syntax/ast.ts';
import { parseNative } from '../../importers/terraform/syntax/native.ts';
import { argument, emptyLine, formatItems, type HclItem } from './hcl-text.ts';
import type { FileEdit } from './written-change.ts';

/** Edits of blocks in native syntax; what they do not name stays byte for byte. */

/** The line end that a file uses. */
function newlineOf({ text }: Source): string {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

function inFile(source: Source, text: string): string {
  const newline = newlineOf(source);
  return newline === '\n' ? text : text.replaceAll('\n', newline);
}

export function replaceSpan(source: Source, { start, end }: Span, replacement: string): FileEdit {
  return { file: source.path, start, end, replacement: inFile(source, replacement) };
}

function insertAt(source: Source, offset: number, text: string): FileEdit {
  return replaceSpan(source, { start: offset, end: offset }, text);
}

function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

/** The offset after the line's own end. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** The white space before the first sign of the line in which an offset lies. */
export function indentAt({ text }: Source, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** The block that begins at an offset, wherever it is nested. */
export function blockAt(source: Source, offset: number): Block | undefined {
  const find = (body: Body): Block | undefined => {
    for (const block of body.blocks) {
      if (block.span.start === offset) return block;
      if (block.span.start < offset && offset < block.span.end) return find(block.body);
    }
    return undefined;
  };
  return find(parseNative(source.path, source.text).value.body);
}

/** Everything in a body stands in this one file. */
export function isOfOneFile({ attributes, blocks }: PlacedBody, source: Source): boolean {
  const others = [...attributes.values(), ...blocks].filter((node) => node.source.path !== source.path);
  return others.length === 0;
}

/**
 * Takes a block or an argument out, with the comment directly above it, and one of the empty lines that
 * would otherwise meet.
 */
export function removeLines(source: Source, span: Span): FileEdit {
  const { text } = source;
  let start = lineStart(text, span.start);
  let end = lineEnd(text, span.end);
  if (!isOwnLine(source, span)) return replaceSpan(source, span, '');
  start = aboveComment(text, start);
  const before = text.slice(0, start);
  const isFirst = /(?:^\ufeff?|\{[ \t]*\r?\n|\n[ \t]*\r?\n)$/.test(before) || before === '';
  const following = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0];
  if (isFirst && following !== undefined) end += following.length;
  else if (following === undefined && /^[ \t]*\}/.test(text.slice(end)))
    start = withoutEmptyBefore(text, start);
  else if (end === text.length) start = withoutEmptyBefore(text, start);
  return { file: source.path, start, end, replacement: '' };
}

/** Nothing else stands in the lines of the piece but a comma and a comment. */
export function isOwnLine({ text }: Source, { start, end }: Span): boolean {
  const before = text.slice(lineStart(text, start), start);
  return (
    !/\S/.test(before) &&
    /^[ \t]*,?[ \t]*(?:(?:#|\/\/)[^\n]*)?\r?\n?$/.test(text.slice(end, lineEnd(text, end)))
  );
}

/** The same for several blocks of one file: neighbours go together with what stands between them. */
export function removeBlocks(source: Source, spans: readonly Span[]): readonly FileEdit[] {
  const runs: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    const start = aboveComment(source.text, lineStart(source.text, span.start));
    const isNext = last !== undefined && !/\S/.test(source.text.slice(last.end, start));
    if (isNext) runs[runs.length - 1] = { start: last.start, end: span.end };
    else runs.push(span);
  }
  return runs.map((run) => removeLines(source, run));
}

/** The start of the comment lines that stand directly above a line. */
function aboveComment(text: string, start: number): number {
  let at = start;
  for (;;) {
    const above = lineStart(text, at - 1);
    if (at <= above || !/^[ \t]*(?:#|\/\/)/.test(text.slice(above, at))) return at;
    at = above;
  }
}

function withoutEmptyBefore(text: string, start: number): number {
  const empty = /\n([ \t]*\r?\n)$/.exec(text.slice(0, start))?.[1];
  return empty === undefined ? start : start - empty.length;
}

/** Puts lines at the end of a block's body, before its closing brace. */
export function appendToBlock(source: Source, block: Block, items: readonly HclItem[]): FileEdit {
  const { text } = source;
  const start = lineStart(text, block.span.end - 1);
  if (start <= block.span.start) return openedBlock(source, block, items);
  const isBelowMore =
    items[0]?.kind === 'block' && block.body.attributes.length + block.body.blocks.length > 0;
  const lines = indented(items, `${indentAt(source, block.span.start)}  `);
  return insertAt(source, start, `${isBelowMore ? '\n' : ''}${lines}`);
}

/** A block on one line holds one argument at most; with more it needs lines. */
function openedBlock(source: Source, block: Block, items: readonly HclItem[]): FileEdit {
  const { text } = source;
  const indent = indentAt(source, block.span.start);
  const own = block.body.attributes.map(({ name, value }) =>
    argument(name, text.slice(value.span.start, value.span.end)),
  );
  const apart: readonly HclItem[] = own.length > 0 && items[0]?.kind === 'block' ? [emptyLine] : [];
  const start = text.indexOf('{', block.headerSpan.end);
  const lines = indented([...own, ...apart, ...items], `${indent}  `);
  return replaceSpan(source, { start, end: block.span.end }, `{\n${lines}${indent}}`);
}

function indented(items: readonly HclItem[], indent: string): string {
  const lines = formatItems(items).split('\n');
  return lines.map((line) => (line === '' ? '' : indent + line)).join('\n');
}

/** Puts an argument into a block, below one that is there where that says where it belongs. */
export function addArgument(
  source: Source,
  block: Block,
  added: { readonly name: string; readonly value: string; readonly after: Span | undefined },
): FileEdit {
  const { name, value, after } = added;
  const isOneLine = lineStart(source.text, block.span.end - 1) <= block.span.start;
  return after === undefined || isOneLine
    ? appendToBlock(source, block, [argument(name, value)])
    : insertArgumentAfter(source, after, name, value);
}

/** Puts blocks after a nested one, an empty line between them. */
export function insertAfterBlock(source: Source, after: Block, items: readonly HclItem[]): FileEdit {
  const indent = indentAt(source, after.span.start);
  const lines = formatItems(items)
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line));
  return insertAt(source, lineEnd(source.text, after.span.end), `\n${lines.join('\n')}`);
}

/**
 * Puts one argument after another one, in a line of its own and as `terraform fmt` leaves it: in the column
 * of the lines above, or, where its name is too long for that, apart from them.
 */
export function insertArgumentAfter(source: Source, after: Span, name: string, value: string): FileEdit {
  const { text } = source;
  const end = lineEnd(text, after.end);
  const column = columnOf(text, after);
  const isApart = column === undefined || name.length > column;
  const isBeforeMore = isApart && /^[ \t]*[\w-]+[ \t]*=/.test(text.slice(end));
  const indent = indentAt(source, after.start);
  const line = `${isApart ? '\n' : ''}${indent}${name.padEnd(column ?? 0)} = ${value}`;
  const isLast = end === text.length && !text.endsWith('\n');
  return insertAt(source, end, isLast ? `\n${line}` : `${line}\n${isBeforeMore ? '\n' : ''}`);
}

/** Letters before ` =` of an argument on one line; one of several lines aligns with nothing. */
function columnOf(text: string, { start, end }: Span): number | undefined {
  const written = text.slice(start, end);
  if (written.includes('\n')) return undefined;
  return Math.max(0, written.indexOf('=') - 1);
}

/**
 * Adds elements to a list that is written out; everything in it stays where it is. JSON takes no comma behind
 * the last element.
 */
export function addElements(
  source: Source,
  tuple: Extract<Expression, { kind: 'tuple' }>,
  elements: readonly string[],
): readonly FileEdit[] {
  const last = tuple.elements.at(-1);
  const bracket = tuple.span.end - 1;
  if (last === undefined) {
    const inner = source.text.slice(tuple.span.start + 1, bracket);
    if (!/\S/.test(inner)) return [replaceSpan(source, tuple.span, `[${elements.join(', ')}]`)];
    return [insertAt(source, bracket, `${indentAt(source, bracket)}${elements.join(', ')}\n`)];
  }
  const comma = commaAfter(source.text, last.span.end, bracket);
  const start = lineStart(source.text, bracket);
  const isBracketAlone = !/\S/.test(source.text.slice(start, bracket)) && start > last.span.end;
  if (isBracketAlone) {
    const indent = indentAt(source, last.span.start);
    const end = source.syntax === 'json' ? '' : ',';
    const lines = `${elements.map((element) => `${indent}${element}`).join(',\n')}${end}\n`;
    const added = insertAt(source, start, lines);
    return comma === undefined ? [commaAt(source, last.span.end), added] : [added];
  }
  const at = comma === undefined ? last.span.end : comma + 1;
  return [insertAt(source, at, `${comma === undefined ? ', ' : ' '}${elements.join(', ')}`)];
}

/** A comma; it takes the place of a space where a comment stands in a column. */
function commaAt(source: Source, offset: number): FileEdit {
  const isInColumn = /^ {2,}(?:#|\/\/)/.test(source.text.slice(offset));
  return replaceSpan(source, { start: offset, end: offset + (isInColumn ? 1 : 0) }, ',');
}

/** The comma between the last element and the bracket, if there is one outside of comments. */
function commaAfter(text: string, from: number, to: number): number | undefined {
  const found = /^(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*,/.exec(text.slice(from, to));
  return found === null ? undefined : from + found[0].length - 1;
}

/** Takes one element out of a list that is written out. */
export function removeElement(
  source: Source,
  tuple: Extract<Expression, { kind: 'tuple' }>,
  index: number,
): FileEdit {
  const { text } = source;
  const element = tuple.elements[index];
  if (element === undefined) return replaceSpan(source, { start: tuple.span.end, end: tuple.span.end }, '');
  const next = tuple.elements[index + 1];
  const previous = tuple.elements[index - 1];
  const { start, end } = element.span;
  const comma = commaAfter(text, end, tuple.span.end - 1);
  const from = lineStart(text, start);
  const lineRest = text.slice(comma === undefined ? end : comma + 1, lineEnd(text, end));
  const isElementAlone =
    !/\S/.test(text.slice(from, start)) && /^[ \t]*(?:(?:#|\/\/)[^\n]*)?\r?\n$/.test(lineRest);
  const leavesComma = source.syntax === 'json' && next === undefined && previous !== undefined;
  if (isElementAlone && !leavesComma)
    return { file: source.path, start: from, end: lineEnd(text, end), replacement: '' };
  if (next !== undefined) return replaceSpan(source, { start, end: next.span.start }, '');
  if (previous !== undefined)
    return replaceSpan(source, { start: previous.span.end, end: comma === undefined ? end : comma + 1 }, '');
  return replaceSpan(source, { start, end: comma === undefined ? end : comma + 1 }, '');
}
