import { formatNumber } from '../values/number.ts';
import type { KnownValue, Value } from '../values/value.ts';

/**
 * The text of `yamlencode`: block style, keys and strings always in double quotes, text with line breaks as
 * literal blocks.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions/yamlencode
 */
export function encodeYaml(value: KnownValue): string {
  const isPlainScalar = value.kind === 'null' || value.kind === 'number' || value.kind === 'bool';
  // A bare scalar is followed by the mark of the document's end.
  if (isPlainScalar) return `${plainText(value)}\n...\n`;
  return `${writeNode(value, 0, 0)}\n`;
}

function plainText(value: Value): string {
  if (value.kind === 'number') return formatNumber(value.value);
  return value.kind === 'bool' ? String(value.value) : 'null';
}

/**
 * One node without its last line break.
 *
 * @param indent column of its own lines
 * @param column where its first character stands
 */
function writeNode(value: Value, indent: number, column: number): string {
  switch (value.kind) {
    case 'string':
      return writeText(value.value, indent, column);
    case 'list':
    case 'set':
    case 'tuple':
      return value.items.length === 0 ? '[]' : writeItems(value.items, indent);
    case 'map':
    case 'object':
      return value.entries.size === 0 ? '{}' : writeEntries(value.entries, indent);
    default:
      return plainText(value);
  }
}

function writeItems(items: readonly Value[], indent: number): string {
  const lines = items.map((item) => `- ${writeNode(item, indent + 2, indent + 2)}`);
  return lines.join(`\n${' '.repeat(indent)}`);
}

function writeEntries(entries: ReadonlyMap<string, Value>, indent: number): string {
  const lines = [...entries].map(([key, item]) => writeEntry(key, item, indent));
  return lines.join(`\n${' '.repeat(indent)}`);
}

function writeEntry(key: string, item: Value, indent: number): string {
  const margin = ' '.repeat(indent);
  const isSimple = !key.includes('\n') && key.length <= 128;
  const written = isSimple
    ? `${quoteText(key, indent + 2, undefined)}:`
    : `? ${writeText(key, indent + 2, indent + 2)}\n${margin}:`;
  const items = item.kind === 'list' || item.kind === 'set' || item.kind === 'tuple' ? item.items : undefined;
  if (items !== undefined && items.length > 0)
    return `${written}\n${margin}${writeNode(item, indent, indent)}`;
  const isMap = (item.kind === 'map' || item.kind === 'object') && item.entries.size > 0;
  if (isMap) return `${written}\n${margin}  ${writeNode(item, indent + 2, indent + 2)}`;
  return `${written} ${writeNode(item, indent + 2, indent + written.length + 1)}`;
}

function writeText(text: string, indent: number, column: number): string {
  // The outermost text has no block around it, and is still indented.
  const inner = indent === 0 ? 2 : indent;
  return mayBeLiteral(text) ? writeLiteral(text, inner) : quoteText(text, inner, column);
}

/** Line breaks ask for a literal block; characters that need escapes and blanks before a break forbid it. */
function mayBeLiteral(text: string): boolean {
  return (
    text.includes('\n') &&
    !/ \n/.test(text) &&
    !text.endsWith(' ') &&
    ![...text].some((p) => p !== '\n' && !isPrintable(p))
  );
}

function writeLiteral(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomping = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const lines = text.replace(/\n$/, '').split('\n');
  const body = lines.map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`)).join('\n');
  return `|${hint}${chomping}\n${body}`;
}

const lineWidth = 80;

/** @param column where the quote stands; `undefined` = the text may not be folded */
function quoteText(text: string, indent: number, column: number | undefined): string {
  const points = [...text];
  let written = '"';
  let at = (column ?? 0) + 1;
  let isAfterFold = false;
  for (const [i, point] of points.entries()) {
    const mayFold = column !== undefined && point === ' ' && !isAfterFold && i > 0 && i < points.length - 1;
    if (mayFold && at > lineWidth) {
      written += `\n${' '.repeat(indent)}${points[i + 1] === ' ' ? '\\' : ''}`;
      at = indent;
      isAfterFold = true;
      continue;
    }
    const piece = escapePoint(point);
    written += piece;
    at += [...piece].length;
    isAfterFold = point === ' ';
  }
  return `${written}"`;
}

function isPrintable(point: string): boolean {
  const code = point.codePointAt(0) ?? 0;
  if (code < 0x80) return code >= 0x20 && code < 0x7f;
  return (code >= 0xa0 && code < 0xd800) || (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff);
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escapePoint(point: string): string {
  const short = shortEscapes[point];
  if (short !== undefined) return short;
  if (isPrintable(point)) return point;
  const code = point.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
