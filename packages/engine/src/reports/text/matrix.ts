import { compareAddresses } from '../../base/ordered.ts';
import type { CallJson, CheckJson, WorkloadJson } from '../json/contract.ts';
import { levelLetters, viaCells, workloadWords } from '../words/labels.ts';
import { label, paragraph, type TextSettings } from './settings.ts';
import { padEnd, type StyledLine, type StyleName, span, type TextWidth, widthOf } from './styled.ts';

/** Above this, rows that say the same become one. */
const rowsMax = 24;
const gap = '  ';

export interface Row {
  readonly workload: WorkloadJson;
  /** Others with the same kind and the same cells. */
  readonly others: number;
  readonly calls: ReadonlyMap<string, CallJson>;
}

/** Rows workloads, columns services; blocks of columns one below the other where the paper is narrow. */
export function renderMatrix(check: CheckJson, settings: TextSettings): readonly StyledLine[] {
  if (check.workloads.length === 0) return paragraph([], [span(label('noWorkloads', settings))], settings);
  if (check.calls.length === 0) {
    return [
      ...paragraph([], [span(label('noCalls', settings))], settings),
      ...renderWithoutCalls(check, settings),
    ];
  }
  const rows = rowsOf(check);
  const services = servicesOf(check.calls);
  const table = settings.columns < 60 ? renderLists(rows, settings) : renderBlocks(rows, services, settings);
  return [...table, ...renderWithoutCalls(check, settings), [], ...renderLegend(settings)];
}

/** Workloads of which there is nothing to say are named, so that nobody looks for them. */
function renderWithoutCalls(check: CheckJson, settings: TextSettings): readonly StyledLine[] {
  const calling = new Set(check.calls.map((call) => call.workload));
  const names = check.workloads.map((workload) => workload.id).filter((id) => !calling.has(id));
  if (names.length === 0) return [];
  return [[], ...paragraph([], [span(label('withoutCalls', settings, { names }), 'quiet')], settings)];
}

/** At most so many rows as a reader can take in: beyond that, equal ones are joined. */
export function rowsOf(check: CheckJson): readonly Row[] {
  const rows = everyRowOf(check);
  return rows.length > rowsMax ? joinEqualRows(rows) : rows;
}

/** One row for each workload that has a cell. */
export function everyRowOf(check: CheckJson): readonly Row[] {
  const byWorkload = new Map<string, Map<string, CallJson>>();
  for (const call of check.calls) {
    const calls = byWorkload.get(call.workload) ?? new Map<string, CallJson>();
    // Two names of one service: the worse answer stands in the cell, because calls are told below one by one.
    if (!calls.has(call.service) || isWorse(call, calls.get(call.service))) calls.set(call.service, call);
    byWorkload.set(call.workload, calls);
  }
  return check.workloads.flatMap((workload): Row[] => {
    const calls = byWorkload.get(workload.id);
    return calls === undefined ? [] : [{ workload, others: 0, calls }];
  });
}

const verdictOrder = { reachable: 0, undetermined: 1, blocked: 2 } as const;

function isWorse(call: CallJson, other: CallJson | undefined): boolean {
  return other === undefined || verdictOrder[call.verdict] > verdictOrder[other.verdict];
}

function joinEqualRows(rows: readonly Row[]): readonly Row[] {
  const joined = new Map<string, Row>();
  for (const row of rows) {
    const key = signatureOf(row);
    const first = joined.get(key);
    joined.set(key, first === undefined ? row : { ...first, others: first.others + 1 });
  }
  return [...joined.values()];
}

function signatureOf(row: Row): string {
  const cells = [...row.calls].map(
    ([service, call]) =>
      `${service} ${call.verdict} ${call.privacy} ${call.via} ${call.needed} ${call.split}`,
  );
  return [row.workload.kind, ...cells.sort()].join('\n');
}

/** Columns: what some workload needs first, then the others, each by name. */
export function servicesOf(calls: readonly CallJson[]): readonly string[] {
  const needed = new Map<string, boolean>();
  for (const call of calls) needed.set(call.service, call.needed || (needed.get(call.service) ?? false));
  return [...needed]
    .sort(([a, aNeeded], [b, bNeeded]) => Number(bNeeded) - Number(aNeeded) || compareAddresses(a, b))
    .map(([service]) => service);
}

function renderBlocks(
  rows: readonly Row[],
  services: readonly string[],
  settings: TextSettings,
): readonly StyledLine[] {
  const { textWidth, columns } = settings;
  const labelColumns = labelWidth(rows, Math.max(16, Math.floor(columns * 0.4)), settings);
  const withKinds = columns >= 100;
  const heads = rows.map((row) => renderHead(row, labelColumns, withKinds, settings));
  const title = renderTitle(withKinds, labelColumns, settings);
  const headWidth = Math.max(...[...heads, title].map((head) => widthOf(head, textWidth)));
  const widths = services.map((service) => columnWidth(service, rows, settings));
  return blocksOf(widths, columns - headWidth).flatMap(([start, end], index) => {
    const cells = (cellOf: (service: string) => StyledLine): StyledLine =>
      services
        .slice(start, end)
        .flatMap((service, at) => [
          span(gap),
          ...padEnd(cellOf(service), widths[start + at] ?? 0, textWidth),
        ]);
    return [
      ...(index === 0 ? [] : [[]]),
      [...padEnd(title, headWidth, textWidth), ...cells((service) => [span(service, 'strong')])],
      ...rows.map((row, at) => [
        ...padEnd(heads[at] ?? [], headWidth, textWidth),
        ...cells((service) => renderCell(row.calls.get(service), settings)),
      ]),
    ];
  });
}

/** Each block takes as many columns as fit, at least one. */
function blocksOf(widths: readonly number[], columns: number): readonly (readonly [number, number])[] {
  const blocks: [number, number][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const [index, width] of widths.entries()) {
    if (used + gap.length + width > columns) {
      blocks.push([index, index]);
      used = 0;
    }
    used += gap.length + width;
    const block = blocks.at(-1);
    if (block !== undefined) block[1] = index + 1;
  }
  return blocks;
}

function columnWidth(service: string, rows: readonly Row[], settings: TextSettings): number {
  const cells = rows.map((row) => widthOf(renderCell(row.calls.get(service), settings), settings.textWidth));
  return Math.max(settings.textWidth(service), ...new Set(cells));
}

function renderTitle(withKinds: boolean, labelColumns: number, settings: TextSettings): StyledLine {
  const title: StyledLine = [span(label('workload', settings), 'title')];
  if (!withKinds) return title;
  const kind = span(label('kind', settings), 'title');
  return [...padEnd(title, labelColumns, settings.textWidth), span(gap), kind];
}

function renderHead(row: Row, columnsMax: number, withKinds: boolean, settings: TextSettings): StyledLine {
  const more = moreOf(row);
  const address = keepEnd(row.workload.id, columnsMax - more.length, settings.textWidth);
  const head: StyledLine = more === '' ? [span(address)] : [span(address), span(more, 'quiet')];
  if (!withKinds) return head;
  const kind = workloadWords[row.workload.kind][settings.language];
  return [...padEnd(head, columnsMax, settings.textWidth), span(gap), span(kind, 'quiet')];
}

/** As wide as the longest address, up to a share of the paper. */
function labelWidth(rows: readonly Row[], columnsMax: number, settings: TextSettings): number {
  const widths = rows.map((row) => settings.textWidth(row.workload.id) + moreOf(row).length);
  return Math.min(columnsMax, Math.max(settings.textWidth(label('workload', settings)), ...widths));
}

function moreOf(row: Row): string {
  return row.others === 0 ? '' : ` +${row.others}`;
}

/** The end of an address says more than its beginning. */
function keepEnd(text: string, columns: number, textWidth: TextWidth): string {
  if (textWidth(text) <= columns) return text;
  let kept = text;
  while (kept !== '' && textWidth(kept) + 2 > columns) kept = kept.slice(1);
  return `..${kept}`;
}

/** `✓ V endpoint`: sign of a needed call, letter of the level, the way. */
function renderCell(call: CallJson | undefined, settings: TextSettings): StyledLine {
  if (call === undefined) return [span('  -', 'quiet')];
  const style = call.needed ? styleOfCall(call) : styleOfOptional(call);
  const way = viaCells[call.via][settings.language];
  return [span([signOf(call), letterOf(call), way, call.split ? '+' : ''].join(' ').trimEnd(), style)];
}

export function signOf(call: { readonly needed: boolean; readonly verdict: CallJson['verdict'] }): string {
  return call.needed ? verdictSigns[call.verdict] : ' ';
}

export const verdictSigns: Readonly<Record<CallJson['verdict'], string>> = {
  reachable: '✓',
  blocked: '✗',
  undetermined: '?',
};

export function letterOf(call: CallJson): string {
  if (call.verdict === 'blocked') return 'X';
  return call.privacy === null ? '?' : levelLetters[call.privacy];
}

export function styleOfCall(call: Pick<CallJson, 'verdict' | 'privacy'>): StyleName {
  return call.verdict === 'reachable' ? (call.privacy ?? 'plain') : call.verdict;
}

/** A call that nobody needs keeps its colour only where it arrives. */
function styleOfOptional(call: CallJson): StyleName {
  return call.verdict === 'reachable' ? styleOfCall(call) : 'quiet';
}

/** Very narrow paper: one list per workload. */
function renderLists(rows: readonly Row[], settings: TextSettings): readonly StyledLine[] {
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [[]]),
    [...renderHead(row, settings.columns - 2, false, settings)],
    ...[...row.calls.values()].map((call) => [
      span('  '),
      ...padEnd(renderCell(call, settings), 14, settings.textWidth),
      span(gap),
      span(call.service, 'strong'),
    ]),
  ]);
}

function renderLegend(settings: TextSettings): readonly StyledLine[] {
  return [
    ...paragraph([], [span(label('legendLevel', settings), 'quiet')], settings),
    ...paragraph([], [span(label('legendVerdict', settings), 'quiet')], settings),
  ];
}
