import type { Charge } from '../../pricing/bill.ts';
import type { Facts } from '../../reachability/answer.ts';
import type {
  AlternativeJson,
  BreakEvenJson,
  CostJson,
  CostLineJson,
  ThresholdJson,
} from '../json/cost-contract.ts';
import { formatMoney, inCurrency } from '../money.ts';
import { alternativeWords, type CostLabel, chargeWords, costLabels, noteWords } from '../words/cost.ts';
import { say } from '../words/sentence.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { paragraph, type TextSettings } from './settings.ts';
import { emptyLine, padEnd, type StyledLine, span, widthOf } from './styled.ts';

/** Above this, the rest of a list is counted: the JSON has all of it. */
const shownMax = 24;

/** The bill, what has no price, other designs, break-even, and where the prices are from. */
export function renderCost(cost: CostJson, settings: TextSettings): readonly StyledLine[] {
  return [
    ...renderBill(cost, settings),
    ...renderUnpriced(cost, settings),
    ...renderAlternatives(cost, settings),
    ...renderBreakEven(cost, settings),
    ...renderDiagnostics(cost.diagnostics, settings),
    emptyLine,
    ...renderFoot(cost, settings),
  ];
}

function costLabel(name: CostLabel, settings: TextSettings, facts: Facts = {}): string {
  return say(costLabels[name], settings.language, facts);
}

function titleOf(name: CostLabel, settings: TextSettings): readonly StyledLine[] {
  return paragraph([], [span(costLabel(name, settings), 'title')], settings);
}

export function renderBill(cost: CostJson, settings: TextSettings): readonly StyledLine[] {
  if (cost.lines.length === 0) return paragraph([], [span(costLabel('nothing', settings))], settings);
  const groups = groupByCharge(cost.lines);
  const totalName = cost.unpriced.length === 0 ? 'total' : 'totalOpen';
  const total = totalOf(cost, cost);
  return [
    ...titleOf('title', settings),
    ...[...groups].flatMap(([charge, lines]) => renderCharge(charge, lines, cost, settings)),
    withAmount([span(costLabel(totalName, settings), 'strong')], total, settings),
  ];
}

/** Where nothing that costs has a price, the total is not known: it is not zero (PR-12). */
function totalOf(
  { lines, unpriced, total, totalUsd }: Pick<CostJson, 'lines' | 'unpriced' | 'total' | 'totalUsd'>,
  { currency }: CostJson,
): string {
  const isOpen = unpriced.length > 0 && lines.every(({ usd }) => usd === null || usd === 0);
  return isOpen ? '?' : formatMoney(total ?? totalUsd, currency);
}

function groupByCharge(lines: readonly CostLineJson[]): ReadonlyMap<Charge, readonly CostLineJson[]> {
  const groups = new Map<Charge, CostLineJson[]>();
  for (const line of lines) {
    const same = groups.get(line.charge);
    if (same === undefined) groups.set(line.charge, [line]);
    else same.push(line);
  }
  return groups;
}

function renderCharge(
  charge: Charge,
  lines: readonly CostLineJson[],
  cost: CostJson,
  settings: TextSettings,
): readonly StyledLine[] {
  const more = lines.length - shownMax;
  return [
    [span(say(chargeWords[charge], settings.language, {}), 'strong')],
    ...lines.slice(0, shownMax).flatMap((line) => renderLine(line, cost, settings)),
    ...(more > 0 ? [[span(`  ${costLabel('more', settings, { count: more })}`, 'quiet')]] : []),
  ];
}

/** Name and formula on one line where there is room, else one below the other. */
function renderLine(line: CostLineJson, cost: CostJson, settings: TextSettings): readonly StyledLine[] {
  const amount = amountOf(line, cost);
  const notes = line.notes.map((note) => say(noteWords[note], settings.language, {}));
  const remark = notes.length === 0 ? '' : `  (${notes.join(settings.language === 'ja' ? '、' : ', ')})`;
  const name = [span(`  ${line.resource}`, 'plain')];
  const formula = [span(line.formula, 'quiet'), span(remark, 'note')];
  const inOne = [...name, span('  '), ...formula];
  const room = settings.columns - amount.length - 2;
  if (widthOf(inOne, settings.textWidth) <= room) return [withAmount(inOne, amount, settings)];
  const below = [span('    '), ...formula];
  if (widthOf(below, settings.textWidth) <= room) return [name, withAmount(below, amount, settings)];
  return [
    name,
    ...paragraph([span('    ')], formula, settings),
    withAmount([span('    ')], amount, settings),
  ];
}

function amountOf({ usd, amount }: CostLineJson, { currency }: CostJson): string {
  const shown = amount === undefined ? usd : amount;
  return shown === null ? '?' : formatMoney(shown, currency);
}

/** The amount stands at the right edge. */
function withAmount(left: StyledLine, amount: string, settings: TextSettings): StyledLine {
  const width = Math.max(settings.columns - amount.length, widthOf(left, settings.textWidth) + 2);
  return [
    ...padEnd(left, width, settings.textWidth),
    span(amount, amount === '?' ? 'undetermined' : 'strong'),
  ];
}

function renderUnpriced(cost: CostJson, settings: TextSettings): readonly StyledLine[] {
  if (cost.unpriced.length === 0) return [];
  const more = cost.unpriced.length - shownMax;
  return [
    emptyLine,
    ...titleOf('unpriced', settings),
    ...cost.unpriced.slice(0, shownMax).flatMap(({ detail, unitPriceUsd, unit }) => {
      const each =
        unitPriceUsd === null
          ? []
          : [span(` (${costLabel('eachUnit', settings, { usd: String(unitPriceUsd), unit })})`, 'quiet')];
      return paragraph([span('  ? ', 'undetermined')], [span(detail), ...each], settings);
    }),
    ...(more > 0 ? [[span(`  ${costLabel('more', settings, { count: more })}`, 'quiet')]] : []),
  ];
}

/** A bar for each design; what is open is said beside it, because such totals do not compare. */
function renderAlternatives(cost: CostJson, settings: TextSettings): readonly StyledLine[] {
  if (cost.alternatives.length === 0) return [];
  const names = cost.alternatives.map(({ name }) => say(alternativeWords[name], settings.language, {}));
  const totals = cost.alternatives.map((alternative) => totalOf(alternative, cost));
  const widths = {
    name: Math.max(...names.map(settings.textWidth)) + 4,
    total: Math.max(...totals.map((total) => total.length)),
  };
  const most = Math.max(...cost.alternatives.map(({ totalUsd }) => totalUsd));
  const barMax = Math.min(Math.max(settings.columns - widths.name - widths.total - 42, 8), 40);
  return [
    emptyLine,
    ...titleOf('alternatives', settings),
    ...cost.alternatives.flatMap((alternative, i) => {
      const bar = '█'.repeat(most > 0 ? Math.round((alternative.totalUsd / most) * barMax) : 0);
      const head = padEnd([span(`  ${names[i] ?? ''}`)], widths.name, settings.textWidth);
      const total = span((totals[i] ?? '').padStart(widths.total), 'strong');
      const drawn = padEnd([span('  '), span(bar, 'gateway')], barMax + 4, settings.textWidth);
      const lead = [...head, total, ...drawn];
      const verdict = verdictOf(alternative, cost, settings);
      const fits = widthOf([...lead, ...verdict], settings.textWidth) <= settings.columns;
      return [
        ...(fits ? [[...lead, ...verdict]] : [lead, ...paragraph([span('    ')], verdict, settings)]),
        ...renderStops(alternative, settings),
        ...alternative.assumptions.flatMap(({ detail }) =>
          paragraph([span('    ')], [span(detail, 'quiet')], settings),
        ),
      ];
    }),
  ];
}

function verdictOf(alternative: AlternativeJson, cost: CostJson, settings: TextSettings): StyledLine {
  const open =
    alternative.unpriced.length === 0
      ? []
      : [span(` (${costLabel('open', settings, { count: alternative.unpriced.length })})`, 'undetermined')];
  if (alternative.name === 'as-is' || totalOf(alternative, cost) === '?') return open;
  const { savingUsd } = alternative;
  const amount = formatMoney(Math.abs(inCurrency(savingUsd, cost.currency)), cost.currency);
  if (savingUsd === 0) return [span(costLabel('same', settings), 'quiet'), ...open];
  return savingUsd > 0
    ? [span(costLabel('saves', settings, { amount }), 'vpc'), ...open]
    : [span(costLabel('costsMore', settings, { amount }), 'quiet'), ...open];
}

function renderStops({ stops }: AlternativeJson, settings: TextSettings): readonly StyledLine[] {
  if (stops.length === 0) return [];
  const calls = stops.map(({ workload, service }) => `${workload} → ${service}`);
  return paragraph([span('    ')], [span(costLabel('stops', settings, { calls }), 'blocked')], settings);
}

function renderBreakEven(cost: CostJson, settings: TextSettings): readonly StyledLine[] {
  const priced = cost.breakEven.filter(({ natStays, natGoes }) => natStays !== null || natGoes !== null);
  if (priced.length === 0) return [];
  const more = priced.length - shownMax;
  return [
    emptyLine,
    ...titleOf('breakEven', settings),
    ...priced.slice(0, shownMax).flatMap((row) => renderBreakEvenRow(row, settings)),
    ...(more > 0 ? [[span(`  ${costLabel('more', settings, { count: more })}`, 'quiet')]] : []),
  ];
}

function renderBreakEvenRow(row: BreakEvenJson, settings: TextSettings): readonly StyledLine[] {
  const moved =
    row.gbPerMonth === null
      ? []
      : [span(`  ${costLabel('measured', settings, { gb: String(row.gbPerMonth) })}`, 'quiet')];
  return [
    [span(`  ${row.service}`, 'strong'), span(`  ${row.vpc}`, 'quiet'), ...moved],
    ...renderThreshold('natStays', row.natStays, settings),
    ...renderThreshold('natGoes', row.natGoes, settings),
  ];
}

function renderThreshold(
  name: 'natStays' | 'natGoes',
  threshold: ThresholdJson | null,
  settings: TextSettings,
): readonly StyledLine[] {
  if (threshold === null) return [];
  const gb =
    threshold.gbPerAz === 0
      ? costLabel('fromStart', settings)
      : costLabel('perAz', settings, { gb: String(threshold.gbPerAz) });
  const advice =
    threshold.cheaper === 'depends-on-usage'
      ? []
      : [
          span(
            `  ${costLabel(threshold.cheaper === 'endpoint' ? 'endpointCheaper' : 'natCheaper', settings)}`,
            'mend',
          ),
        ];
  return paragraph(
    [span(`    ${costLabel(name, settings)}: `)],
    [span(gb, 'strong'), span(`  ${threshold.formula}`, 'quiet'), ...advice],
    settings,
  );
}

function renderFoot(cost: CostJson, settings: TextSettings): readonly StyledLine[] {
  const quiet = (text: string) => paragraph([], [span(text, 'quiet')], settings);
  const charges = cost.leftOut.map((charge) => say(chargeWords[charge], settings.language, {}));
  return [
    ...quiet(costLabel('prices', settings, { date: cost.priceBook, hours: cost.hoursPerMonth })),
    ...(cost.currency.code === 'USD'
      ? []
      : quiet(costLabel('rate', settings, { rate: cost.currency.rate, code: cost.currency.code }))),
    ...(charges.length === 0 ? [] : quiet(costLabel('leftOut', settings, { charges }))),
  ];
}
