import type { HopJson } from '../json/contract.ts';
import type { CellJson, ChangedCallJson, DiffJson } from '../json/diff-contract.ts';
import { diffWord } from '../words/diff.ts';
import { levelLetters, verdictWords } from '../words/labels.ts';
import { renderDiagnostic } from './diagnostics.ts';
import { wayOf } from './findings.ts';
import { styleOfCall } from './matrix.ts';
import { label, paragraph, placeSpans, type TextSettings } from './settings.ts';
import { type Span, type StyledLine, span } from './styled.ts';
import { hopText } from './tests.ts';

/** A section shows this many; the rest is counted. The JSON has them all. */
const shownMax = 40;

/** What got worse first, then what got better, then the rest; findings after the calls. */
export function renderDiff(diff: DiffJson, settings: TextSettings): readonly StyledLine[] {
  const { summary, calls, diagnostics } = diff;
  const { language } = settings;
  if (calls.length + diagnostics.appeared.length + diagnostics.gone.length === 0) {
    return paragraph([], [span(diffWord('nothing', language), 'vpc')], settings);
  }
  const directions = ['worse', 'better', 'other'] as const;
  const facts = {
    worse: summary.worse,
    better: summary.better,
    other: summary.other,
    appeared: summary.appeared,
    gone: summary.gone,
  };
  return [
    ...directions.flatMap((direction) =>
      renderSection(
        direction,
        calls.filter((call) => call.direction === direction).map((call) => renderChangedCall(call, settings)),
        settings,
      ),
    ),
    ...renderSection(
      'appeared',
      diagnostics.appeared.map((diagnostic) => renderDiagnostic(diagnostic, settings)),
      settings,
    ),
    ...renderSection(
      'gone',
      // Their lines are those of the old source, which is not at hand.
      diagnostics.gone.map((diagnostic) =>
        renderDiagnostic(diagnostic, { ...settings, sourceLine: () => undefined }),
      ),
      settings,
    ),
    ...paragraph(
      [],
      [span(diffWord('summary', language, facts), isWorse(diff) ? 'blocked' : 'vpc')],
      settings,
    ),
  ];
}

/** Decides the exit code. */
export function isWorse({ summary }: DiffJson): boolean {
  return summary.worse > 0 || summary.appearedWorse > 0;
}

function renderSection(
  title: 'worse' | 'better' | 'other' | 'appeared' | 'gone',
  items: readonly (readonly StyledLine[])[],
  settings: TextSettings,
): readonly StyledLine[] {
  if (items.length === 0) return [];
  const rest = items.length - shownMax;
  return [
    [span(diffWord(title, settings.language), 'title')],
    ...items.slice(0, shownMax).flat(),
    ...(rest > 0 ? [[span(`  ${label('andMore', settings, { count: rest })}`, 'quiet')]] : []),
    [],
  ];
}

const signs = { worse: '-', better: '+', other: '~' } as const;

function renderChangedCall(call: ChangedCallJson, settings: TextSettings): readonly StyledLine[] {
  const style = call.direction === 'worse' ? 'blocked' : call.direction === 'better' ? 'vpc' : 'quiet';
  return [
    ...paragraph(
      [span(`  ${signs[call.direction]} `, style)],
      [
        span(`${call.workload} -> ${call.service}: `, 'strong'),
        ...cellSpans(call.before, settings),
        span(' => '),
        ...cellSpans(call.after, settings),
        ...(call.change === null ? linePlace(call, settings) : []),
      ],
      settings,
    ),
    ...renderHops(call, settings),
    ...(call.after?.causes ?? []).flatMap((cause) => paragraph([span('      ')], [span(cause)], settings)),
  ];
}

function cellSpans(cell: CellJson | null, settings: TextSettings): readonly Span[] {
  if (cell === null) return [span(diffWord('notThere', settings.language), 'quiet')];
  return [span(cellText(cell, settings), styleOfCall(cell))];
}

/** `reachable G, gateway endpoint aws_vpc_endpoint.s3`. */
export function cellText(cell: CellJson, settings: Pick<TextSettings, 'language'>): string {
  const { language } = settings;
  const letter = cell.privacy === null ? '' : ` ${levelLetters[cell.privacy]}`;
  const way = wayOf(cell, settings);
  return `${verdictWords[cell.verdict][language]}${letter}${way === '' ? '' : `, ${way}`}`;
}

function renderHops({ change }: ChangedCallJson, settings: TextSettings): readonly StyledLine[] {
  if (change === null) return [];
  const { language } = settings;
  const side = (name: 'before' | 'now', hop: HopJson | null): readonly StyledLine[] =>
    paragraph(
      [span(`      ${diffWord(name, language)}: `, 'quiet')],
      hop === null
        ? [span(diffWord('noHop', language))]
        : [span(hopText(hop, language)), ...placeSpans(hop.origin)],
      settings,
    );
  return [...side('before', change.before), ...side('now', change.after)];
}

function linePlace({ origin, originIs }: ChangedCallJson, settings: TextSettings): readonly Span[] {
  if (origin === null) return [];
  const old = originIs === 'old' ? `${diffWord('oldLine', settings.language)} ` : '';
  return [span(` (${old}${origin.file}:${origin.line})`, 'place')];
}
