import type { StyledLine, StyleName, TextWidth } from './text/styled.ts';

/** Size of one column and one line; a monospaced font of 13 px is 7.8 px wide. */
const cell = { width: 7.8, height: 18, fontSize: 13 } as const;
const margin = 16;

/** On a dark ground, as most terminals are; each has a contrast of 4.5 or more against it. */
const paint: Readonly<Record<StyleName, string>> = {
  plain: 'fill="#d4d4d8"',
  title: 'fill="#fafafa" font-weight="700" text-decoration="underline"',
  strong: 'fill="#fafafa" font-weight="700"',
  quiet: 'fill="#9ca3af"',
  place: 'fill="#67e8f9"',
  vpc: 'fill="#4ade80"',
  gateway: 'fill="#22d3ee"',
  aws: 'fill="#facc15"',
  internet: 'fill="#e879f9"',
  blocked: 'fill="#f87171" font-weight="700"',
  undetermined: 'fill="#93c5fd" font-weight="700"',
  error: 'fill="#f87171" font-weight="700"',
  warning: 'fill="#facc15" font-weight="700"',
  note: 'fill="#93c5fd"',
  mend: 'fill="#4ade80" font-weight="700"',
};

/**
 * A picture of the text as a terminal shows it. Every span stands at its column, so that wide letters of a
 * font that is not exactly twice as wide do not push the table apart.
 *
 * @param title what the picture shows, for readers who cannot see it
 */
export function toSvg(lines: readonly StyledLine[], title: string, textWidth: TextWidth): string {
  const columns = Math.max(
    1,
    ...lines.map((line) => line.reduce((sum, part) => sum + textWidth(part.text), 0)),
  );
  const width = Math.ceil(columns * cell.width) + 2 * margin;
  const height = lines.length * cell.height + 2 * margin;
  const name = escapeXml(title);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${name}">`,
    `<title>${name}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#18181b"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK JP', monospace" font-size="${cell.fontSize}" xml:space="preserve">`,
    ...lines.flatMap((line, row) => renderLine(line, row, textWidth)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function renderLine(line: StyledLine, row: number, textWidth: TextWidth): readonly string[] {
  let column = 0;
  const y = round(margin + row * cell.height + cell.fontSize);
  return line.flatMap(({ text, style }) => {
    const lead = text.length - text.trimStart().length;
    const shown = text.trim();
    const x = margin + (column + lead) * cell.width;
    column += textWidth(text);
    if (shown === '') return [];
    const length = round(textWidth(shown) * cell.width);
    const place = `x="${round(x)}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs"`;
    return [`<text ${place} ${paint[style]}>${escapeXml(shown)}</text>`];
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
