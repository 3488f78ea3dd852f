import type { CallJson, CheckJson, DiagnosticJson } from '../json/contract.ts';
import { everyRowOf, letterOf, type Row, rowsOf, servicesOf, signOf } from '../text/matrix.ts';
import { documentWord } from '../words/documents.ts';
import { labels, viaCells, viaWords } from '../words/labels.ts';
import {
  blockersOf,
  callFindings,
  decidingPlace,
  openDiagnostics,
  type Places,
  unknownsOf,
  workloadPlaces,
} from './findings.ts';
import { type DocumentSettings, placeText } from './place.ts';

/** A comment of GitHub holds 65,536 letters; beyond these numbers rows are counted. */
const findingsMax = 30;
const servicesMax = 12;
const workloadsMax = 24;

/** A comment for a pull request: the numbers, what is wrong, and the rest folded. */
export function toMarkdown(check: CheckJson, settings: DocumentSettings): string {
  const { blocked, undetermined, leaving } = callFindings(check);
  const places = workloadPlaces(check);
  const row = (call: CallJson): readonly string[] => callCells(call, places, settings);
  const rows = (calls: readonly CallJson[]): Rows => rowsOfFindings(calls, row);
  const { language } = settings;
  return [
    ...headline(check, settings),
    ...findingsTable(rows(blocked), settings),
    ...fold('undeterminedTitle', rows(undetermined), settings),
    ...fold('leavingTitle', rows(leaving), settings),
    ...details(documentWord('matrix', language), matrix(check, settings)),
    ...diagnosticsFold(openDiagnostics(check), settings),
  ].join('\n');
}

function headline(check: CheckJson, settings: DocumentSettings): readonly string[] {
  const { calls: needed, reachable, blocked, undetermined } = check.summary.needed;
  const wrong = blocked + check.summary.diagnostics.errors;
  const sign = wrong > 0 ? '❌' : undetermined > 0 ? '⚠️' : '✅';
  const facts = { needed, reachable, blocked, undetermined };
  const where = settings.directory === '.' ? '' : ` \`${settings.directory.replaceAll('`', '')}\``;
  return [`### ${sign} naisen${where}`, '', documentWord('headline', settings.language, facts), ''];
}

/** Rows to show, and how many there are in all. */
interface Rows {
  readonly shown: readonly (readonly string[])[];
  readonly count: number;
}

/** Only what is shown is put into words: an estate has thousands of findings. */
function rowsOfFindings<Finding>(
  findings: readonly Finding[],
  row: (finding: Finding) => readonly string[],
): Rows {
  return { shown: findings.slice(0, findingsMax).map(row), count: findings.length };
}

function findingsTable({ shown, count }: Rows, { language }: DocumentSettings): readonly string[] {
  if (count === 0) return [];
  const rest = count - shown.length;
  return [
    ...table(
      [documentWord('call', language), documentWord('why', language), documentWord('place', language)],
      shown,
    ),
    ...(rest > 0 ? ['', documentWord('moreRows', language, { count: rest })] : []),
    '',
  ];
}

function fold(
  title: 'undeterminedTitle' | 'leavingTitle',
  rows: Rows,
  settings: DocumentSettings,
): readonly string[] {
  if (rows.count === 0) return [];
  const name = documentWord(title, settings.language, { count: rows.count });
  return details(name, findingsTable(rows, settings));
}

function callCells(call: CallJson, places: Places, settings: DocumentSettings): readonly string[] {
  const { language } = settings;
  const mends = blockersOf(call).map(
    ({ detail, mend }) =>
      `${escapeMarkdown(detail)}<br>${escapeMarkdown(documentWord('mendIs', language, { mend: mend.detail }))}`,
  );
  const missing = unknownsOf(call).map(({ detail }) => escapeMarkdown(detail));
  const way = escapeMarkdown(`${viaWords[call.via][language]} ${call.viaComponent}`.trimEnd());
  const why = call.verdict === 'reachable' ? [way] : [...mends, ...missing];
  const place = decidingPlace(call, places);
  return [
    `${code(call.workload)} → ${code(call.service)}`,
    why.slice(0, 4).join('<br>'),
    place === null ? '' : code(placeText(settings, place)),
  ];
}

function matrix(check: CheckJson, settings: DocumentSettings): readonly string[] {
  const { language } = settings;
  const rows = rowsOf(check).slice(0, workloadsMax);
  const services = servicesOf(check.calls).slice(0, servicesMax);
  if (rows.length === 0 || services.length === 0) return [];
  const shown = rows.reduce((sum, row) => sum + 1 + row.others, 0);
  const hidden = everyRowOf(check).length - shown;
  const columns = servicesOf(check.calls).length - services.length;
  return [
    ...table(
      [documentWord('workload', language), ...services.map(code)],
      rows.map((row) => [
        `${code(row.workload.id)}${row.others === 0 ? '' : ` +${row.others}`}`,
        ...services.map((service) => cell(row, service, language)),
      ]),
    ),
    ...(hidden > 0 ? ['', documentWord('moreRows', language, { count: hidden })] : []),
    ...(columns > 0 ? ['', documentWord('moreColumns', language, { count: columns })] : []),
    '',
    escapeMarkdown(labels.legendLevel[language]),
    '',
    escapeMarkdown(labels.legendVerdict[language]),
  ];
}

function cell(row: Row, service: string, language: 'en' | 'ja'): string {
  const call = row.calls.get(service);
  if (call === undefined) return '';
  return [signOf(call).trim(), letterOf(call), viaCells[call.via][language], call.split ? '+' : '']
    .filter((part) => part !== '')
    .join(' ');
}

function diagnosticsFold(
  diagnostics: readonly DiagnosticJson[],
  settings: DocumentSettings,
): readonly string[] {
  if (diagnostics.length === 0) return [];
  const title = documentWord('diagnosticsTitle', settings.language, { count: diagnostics.length });
  const rows = rowsOfFindings(diagnostics, ({ code: name, severity, message, help, origin }) => [
    `${severity} ${code(name)}`,
    [message, ...(help === null ? [] : [help])].map(escapeMarkdown).join('<br>'),
    origin === null ? '' : code(placeText(settings, origin)),
  ]);
  return details(title, findingsTable(rows, settings));
}

export function details(title: string, body: readonly string[]): readonly string[] {
  if (body.length === 0) return [];
  return [`<details><summary>${escapeMarkdown(title)}</summary>`, '', ...body, '', '</details>', ''];
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Code in a table: a bar ends the cell even there, and a backtick ends the code. */
export function code(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  return plain.includes('`') ? `\`\` ${plain} \`\`` : `\`${plain}\``;
}

/** Text of the user's source must stay text; code in backticks stays code. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') && part.length > 1 ? code(part.slice(1, -1)) : escapePlain(part)))
    .join('');
}

function escapePlain(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]|~]/g, (letter) => `\\${letter}`)
    .replaceAll('@', '&#64;');
}
