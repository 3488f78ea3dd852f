import { type Span, type StyledLine, type TextWidth, widthOf } from './styled.ts';

/** A Latin word with the space after it, or one letter of a script that is written without spaces. */
const units = /[^\s\u3040-\u30ff\u3400-\u9fff\u3000-\u303f\uff00-\uffef]+\s*|\s+|[\s\S]/gu;
/** Marks that never begin a line (Japanese line-breaking rules, the common part). */
const neverFirst = /^[、。,.)\]}」』!?:;ー・]/;

/**
 * Breaks a line at `columns`. A word that is longer than a line stays whole: an address that is cut in two
 * cannot be copied.
 *
 * @param indent in front of the second and later lines
 */
export function wrap(
  line: StyledLine,
  columns: number,
  indent: string,
  textWidth: TextWidth,
): readonly StyledLine[] {
  if (widthOf(line, textWidth) <= columns) return [line];
  const lines: Span[][] = [[]];
  let used = 0;
  for (const part of line) {
    for (const unit of unitsOf(part.text)) {
      const width = textWidth(unit.trimEnd());
      const current = lines.at(-1) ?? [];
      if (used + width > columns && current.some((piece) => piece.text.trim() !== '')) {
        lines.push([{ text: indent, style: 'plain' }]);
        used = textWidth(indent);
      }
      append(lines.at(-1) ?? [], { text: unit, style: part.style });
      used += textWidth(unit);
    }
  }
  return lines;
}

function unitsOf(text: string): string[] {
  const found: string[] = [];
  for (const [unit] of text.matchAll(units)) {
    const last = found.length - 1;
    if (last >= 0 && neverFirst.test(unit) && !found[last]?.endsWith(' ')) found[last] += unit;
    else found.push(unit);
  }
  return found;
}

/** Neighbours of one style become one span, so that pictures and escapes stay small. */
function append(line: Span[], next: Span): void {
  const last = line.at(-1);
  if (last === undefined || last.style !== next.style) line.push(next);
  else line[line.length - 1] = { text: last.text + next.text, style: next.style };
}
