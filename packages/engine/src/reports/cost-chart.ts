import type { Language } from '../diagnostics/diagnostic.ts';
import type { BreakEvenJson, CostJson } from './json/cost-contract.ts';
import { formatMoney, inCurrency } from './money.ts';
import { type CostLabel, costLabels } from './words/cost.ts';
import { say } from './words/sentence.ts';

const size = { width: 640, height: 360, left: 72, right: 120, top: 48, bottom: 48 } as const;
const plot = {
  width: size.width - size.left - size.right,
  height: size.height - size.top - size.bottom,
} as const;

/** What the picture needs to know of one service. */
interface Lines {
  /** The right edge of the picture. */
  readonly gbMax: number;
  readonly usdMax: number;
  readonly natGb: number;
  readonly endpointHoursUsd: number;
  readonly endpointGb: number;
}

/**
 * A picture of one service's break-even while the NAT gateway stays: what its data cost through the gateway,
 * and through an interface endpoint, by GB a month. No script; title and description for who cannot see it.
 *
 * @returns `undefined` when the service has no break-even, or its AZs are not known
 */
export function breakEvenSvg(cost: CostJson, row: BreakEvenJson, language: Language): string | undefined {
  const lines = linesOf(cost, row);
  if (lines === undefined || row.natStays?.gbAllAzs == null) return undefined;
  const word = (name: CostLabel, facts: Record<string, string | number> = {}) =>
    escapeXml(say(costLabels[name], language, facts));
  const title = word('chartTitle', { service: row.service, zones: row.zones ?? 0 });
  const edge = row.natStays.gbAllAzs;
  const money = (usd: number) => formatMoney(inCurrency(usd, cost.currency), cost.currency);
  const description = `${word('chartBreakEven')}: ${edge} ${word('chartGb')}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img">`,
    `<title>${title}</title><desc>${description}</desc>`,
    `<rect width="${size.width}" height="${size.height}" fill="#ffffff"/>`,
    `<g font-family="system-ui, sans-serif" font-size="12" fill="#27272a">`,
    `<text x="${size.left}" y="24" font-size="15" font-weight="700">${title}</text>`,
    ...axes(lines, money, word('chartGb')),
    ...line(lines, 0, lines.natGb, '#c2410c', word('chartNat')),
    ...line(lines, lines.endpointHoursUsd, lines.endpointGb, '#0369a1', word('chartEndpoint')),
    ...marker(lines, edge, edge * lines.natGb, `${word('chartBreakEven')} ${edge} GB`),
    ...(row.gbPerMonth === null || row.gbPerMonth > lines.gbMax
      ? []
      : marker(lines, row.gbPerMonth, 0, `${word('chartNow')} ${row.gbPerMonth} GB`)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function linesOf(cost: CostJson, { prices, natStays, zones, gbPerMonth }: BreakEvenJson): Lines | undefined {
  const edge = natStays?.gbAllAzs ?? 0;
  if (prices === null || zones === null || edge <= 0) return undefined;
  const gbMax = roundUp(Math.max(edge * 2, Math.min((gbPerMonth ?? 0) * 1.2, edge * 6)));
  const endpointHoursUsd = cost.hoursPerMonth * prices.endpointHour * zones;
  const usdMax = roundUp(gbMax * prices.natGb);
  return { gbMax, usdMax, natGb: prices.natGb, endpointHoursUsd, endpointGb: prices.endpointGb };
}

/** The next 1, 2 or 5 × a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

function x(gb: number, { gbMax }: Lines): number {
  return round(size.left + (gb / gbMax) * plot.width);
}

function y(usd: number, { usdMax }: Lines): number {
  return round(size.top + plot.height - (usd / usdMax) * plot.height);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function axes(lines: Lines, money: (usd: number) => string, unit: string): readonly string[] {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const bottom = size.top + plot.height;
  return [
    ...ticks.map((tick) => {
      const at = y(tick * lines.usdMax, lines);
      const label = escapeXml(money(tick * lines.usdMax));
      return (
        `<path d="M${size.left} ${at}h${plot.width}" stroke="#e4e4e7"/>` +
        `<text x="${size.left - 8}" y="${at + 4}" text-anchor="end">${label}</text>`
      );
    }),
    ...ticks.map((tick) => {
      const label = round(tick * lines.gbMax);
      return `<text x="${x(tick * lines.gbMax, lines)}" y="${bottom + 18}" text-anchor="middle">${label}</text>`;
    }),
    `<text x="${size.left + plot.width / 2}" y="${bottom + 38}" text-anchor="middle">${unit}</text>`,
  ];
}

function line(lines: Lines, atZero: number, perGb: number, colour: string, name: string): readonly string[] {
  const end = Math.min(atZero + perGb * lines.gbMax, lines.usdMax);
  const endGb = perGb === 0 ? lines.gbMax : Math.min((end - atZero) / perGb, lines.gbMax);
  const [x1, y1, x2, y2] = [x(0, lines), y(atZero, lines), x(endGb, lines), y(end, lines)];
  return [
    `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${colour}" stroke-width="2" fill="none"/>`,
    `<text x="${x2 + 6}" y="${y2 + 4}" fill="${colour}">${name}</text>`,
  ];
}

function marker(lines: Lines, gb: number, usd: number, name: string): readonly string[] {
  const [cx, cy] = [x(gb, lines), y(usd, lines)];
  return [
    `<path d="M${cx} ${cy}V${size.top + plot.height}" stroke="#71717a" stroke-dasharray="3 3"/>`,
    `<circle cx="${cx}" cy="${cy}" r="4" fill="#27272a"/>`,
    // Below the crossing of two lines there is room; above the axis there is, too.
    `<text x="${cx + 6}" y="${usd > 0 ? cy + 20 : cy - 8}">${name}</text>`,
  ];
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
