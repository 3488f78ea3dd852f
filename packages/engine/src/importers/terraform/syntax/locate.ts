import type { SourcePosition } from '../../../base/source-range.ts';
import type { Locate } from './ast.ts';

/**
 * Lines and columns of offsets in one text; the index of lines is made at the first question.
 *
 * Lines end at `\n`; a `\r` before it belongs to the line. A byte order mark takes no column.
 */
export function locator(path: string, text: string): Locate {
  let lineStarts: readonly number[] | undefined;
  const positionOf = (offset: number): SourcePosition => {
    lineStarts ??= lineStartsOf(text);
    const line = lastAtOrBefore(lineStarts, offset);
    const start = lineStarts[line] ?? 0;
    return { line: line + 1, column: offset - start + 1, offset };
  };
  return (span) => ({ file: path, start: positionOf(span.start), end: positionOf(span.end) });
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
