import type { DiagnosticJson } from '../json/contract.ts';
import type { CellJson, ChangedCallJson, DiffJson } from '../json/diff-contract.ts';
import { cellText, isWorse } from '../text/diff.ts';
import { hopText } from '../text/tests.ts';
import { type DiffWord, diffWord } from '../words/diff.ts';
import { documentWord } from '../words/documents.ts';
import { code, details, escapeMarkdown, table } from './markdown.ts';
import { type DocumentSettings, placeText } from './place.ts';

/** Rows of one table; the rest is counted. */
const rowsMax = 30;

/** A comment for a pull request: what got worse in the open, everything else folded. */
export function diffToMarkdown(diff: DiffJson, settings: DocumentSettings): string {
  const { summary, calls, diagnostics } = diff;
  const { language } = settings;
  const of = (direction: ChangedCallJson['direction']): readonly (readonly string[])[] =>
    calls.filter((call) => call.direction === direction).map((call) => callCells(call, settings));
  const facts = {
    worse: summary.worse,
    better: summary.better,
    other: summary.other,
    appeared: summary.appeared,
    gone: summary.gone,
  };
  const sign = isWorse(diff) ? '❌' : '✅';
  const isSame = calls.length + diagnostics.appeared.length + diagnostics.gone.length === 0;
  return [
    `### ${sign} naisen diff${settings.directory === '.' ? '' : ` ${code(settings.directory)}`}`,
    '',
    isSame ? diffWord('nothing', language) : diffWord('summary', language, facts),
    '',
    ...callTable(of('worse'), settings),
    ...diagnosticTable(diagnostics.appeared, settings),
    ...fold('better', callTable(of('better'), settings), language),
    ...fold('other', callTable(of('other'), settings), language),
    ...fold('gone', diagnosticTable(diagnostics.gone, settings), language),
  ].join('\n');
}

function fold(title: DiffWord, body: readonly string[], language: 'en' | 'ja'): readonly string[] {
  return details(diffWord(title, language), body);
}

function callTable(rows: readonly (readonly string[])[], { language }: DocumentSettings): readonly string[] {
  const head = ['call', 'before', 'now', 'line'] as const;
  return shortTable(
    head.map((name) => diffWord(name, language)),
    rows,
    language,
  );
}

function diagnosticTable(
  diagnostics: readonly DiagnosticJson[],
  settings: DocumentSettings,
): readonly string[] {
  const { language } = settings;
  return shortTable(
    [diffWord('appeared', language), documentWord('why', language), diffWord('line', language)],
    diagnostics.map(({ code: name, severity, message, origin }) => [
      `${severity} ${code(name)}`,
      escapeMarkdown(message),
      origin === null ? '' : code(placeText(settings, origin)),
    ]),
    language,
  );
}

function shortTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  language: 'en' | 'ja',
): readonly string[] {
  if (rows.length === 0) return [];
  const rest = rows.length - rowsMax;
  return [
    ...table(head, rows.slice(0, rowsMax)),
    ...(rest > 0 ? ['', documentWord('moreRows', language, { count: rest })] : []),
    '',
  ];
}

function callCells(call: ChangedCallJson, settings: DocumentSettings): readonly string[] {
  const { language } = settings;
  const cell = (side: CellJson | null): string =>
    side === null ? diffWord('notThere', language) : escapeMarkdown(cellText(side, settings));
  const now = call.change?.after ?? null;
  const why = [
    ...(now === null || call.after === null ? [] : [escapeMarkdown(hopText(now, language))]),
    ...(call.after?.causes ?? []).slice(0, 3).map(escapeMarkdown),
  ];
  const old = call.originIs === 'old' ? `${diffWord('oldLine', language)} ` : '';
  return [
    `${code(call.workload)} → ${code(call.service)}`,
    cell(call.before),
    [cell(call.after), ...new Set(why)].join('<br>'),
    call.origin === null ? '' : `${old}${code(placeText(settings, call.origin))}`,
  ];
}
