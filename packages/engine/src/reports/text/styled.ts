/**
 * Text with named styles, before anyone knows whether it becomes a terminal's colours, plain text or a
 * picture. A style never carries a fact alone: signs and letters say the same without colour.
 */
export type StyleName =
  | 'plain'
  | 'title'
  | 'strong'
  | 'quiet'
  | 'place'
  | 'vpc'
  | 'gateway'
  | 'aws'
  | 'internet'
  | 'blocked'
  | 'undetermined'
  | 'error'
  | 'warning'
  | 'note'
  | 'mend';

export interface Span {
  readonly text: string;
  readonly style: StyleName;
}

export type StyledLine = readonly Span[];

/** Columns that a text takes in a terminal; the caller knows the tables of wide letters. */
export type TextWidth = (text: string) => number;

/**
 * Text of the user may hold control characters; they must not reach a terminal. Nor may marks that turn the
 * direction of writing around, because what is shown would differ from what is meant.
 */
const unsafe = /[\p{Cc}\p{Bidi_Control}]/gu;

export function span(text: string, style: StyleName = 'plain'): Span {
  return { text: text.replaceAll(/\r?\n|\t/g, ' ').replaceAll(unsafe, '\ufffd'), style };
}

export const emptyLine: StyledLine = [];

export function widthOf(line: StyledLine, textWidth: TextWidth): number {
  return line.reduce((sum, part) => sum + textWidth(part.text), 0);
}

/** Fills up with spaces to the given columns; longer lines are left as they are. */
export function padEnd(line: StyledLine, columns: number, textWidth: TextWidth): StyledLine {
  const missing = columns - widthOf(line, textWidth);
  return missing > 0 ? [...line, { text: ' '.repeat(missing), style: 'plain' }] : line;
}

/** Plain text, no space at the ends of lines. */
export function toPlain(lines: readonly StyledLine[]): string {
  return lines
    .map(
      (line) =>
        `${line
          .map((part) => part.text)
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
}
