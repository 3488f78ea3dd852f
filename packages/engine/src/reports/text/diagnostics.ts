import type { DiagnosticJson, PlaceJson } from '../json/contract.ts';
import { relatedLabel } from '../words/labels.ts';
import { label, paragraph, type TextSettings } from './settings.ts';
import { type StyledLine, type StyleName, span } from './styled.ts';

/** More than this are counted, not shown; the JSON has them all. */
const shownMax = 60;

/** Each with its code, place, the line at fault, what to do and the page that says so. */
export function renderDiagnostics(
  diagnostics: readonly DiagnosticJson[],
  settings: TextSettings,
): readonly StyledLine[] {
  if (diagnostics.length === 0) return [];
  const rest = diagnostics.length - shownMax;
  return [
    [],
    [span(label('diagnosticsTitle', settings), 'title')],
    ...diagnostics
      .slice(0, shownMax)
      .flatMap((diagnostic, index) => [
        ...(index === 0 ? [] : [[]]),
        ...renderDiagnostic(diagnostic, settings),
      ]),
    ...(rest > 0 ? [[], [span(label('andMore', settings, { count: rest }), 'quiet')]] : []),
  ];
}

export function renderDiagnostic(diagnostic: DiagnosticJson, settings: TextSettings): readonly StyledLine[] {
  const { severity, code, message, origin, help, source } = diagnostic;
  const severityWord = label(severity === 'note' ? 'noteSeverity' : severity, settings);
  return [
    ...paragraph(
      [span(`${severityWord}[${code}]`, severity), span(': ')],
      [span(message, 'strong')],
      settings,
    ),
    ...(origin === null ? [] : renderFrame(origin, severity, settings)),
    ...diagnostic.related.flatMap((related) => [
      ...paragraph([span('  ')], [span(label(relatedLabel(related.label), settings))], settings),
      ...renderFrame(related.origin, 'note', settings),
    ]),
    ...(help === null
      ? []
      : paragraph([span(`${label('help', settings)}: `, 'mend')], [span(help)], settings)),
    ...(source === '' ? [] : [[span(`${label('why', settings)}: `, 'quiet'), span(source, 'quiet')]]),
  ];
}

/**
 * The place and its first line, the tight range underlined. A line that is wider than the paper is shown
 * around the place.
 */
function renderFrame(place: PlaceJson, style: StyleName, settings: TextSettings): readonly StyledLine[] {
  const at: StyledLine = [span('  '), span(`${place.file}:${place.line}:${place.column}`, 'place')];
  const source = settings.sourceLine(place.file, place.line);
  if (source === undefined) return [at];
  const number = String(place.line).padStart(5);
  const start = Math.max(0, place.column - 1);
  const end = place.endLine === place.line ? place.endColumn - 1 : source.length;
  const from = windowStart(start, source.length, settings.columns - 12);
  const shown = source.slice(from, from + settings.columns - 12).replaceAll('\t', ' ');
  const before = settings.textWidth(shown.slice(0, start - from));
  const marked = shown.slice(start - from, Math.max(end, start + 1) - from).trimEnd();
  return [
    at,
    [span(`${number} | `, 'quiet'), span(shown)],
    [
      span('      | ', 'quiet'),
      span(' '.repeat(before)),
      span('^'.repeat(Math.max(1, settings.textWidth(marked))), style),
    ],
  ];
}

/** Where the shown piece of a long line begins: a third of the paper before the place. */
function windowStart(start: number, length: number, columns: number): number {
  if (length <= columns || start < columns) return 0;
  return Math.max(0, start - Math.floor(columns / 3));
}
