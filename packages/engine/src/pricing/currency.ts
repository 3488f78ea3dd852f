import { type Decimal, isPositive, multiply, parseDecimal } from './decimal.ts';

/** A currency beside USD, at the rate that the user states: no rate is looked up. */
export interface Currency {
  /** ISO 4217. */
  readonly code: string;
  /** What one dollar costs. */
  readonly rate: Decimal;
}

export const usDollar: Currency = { code: 'USD', rate: { coefficient: 1n, scale: 0 } };

/** @returns `undefined` when the code is not three letters or the rate is no positive number */
export function readCurrency(code: string, rate: string): Currency | undefined {
  const read = parseDecimal(rate);
  const isCode = /^[A-Za-z]{3}$/.test(code);
  return isCode && read !== undefined && isPositive(read)
    ? { code: code.toUpperCase(), rate: read }
    : undefined;
}

export function convert(usd: Decimal, currency: Currency): Decimal {
  return multiply(usd, currency.rate);
}

/** ISO 4217 minor units of those that have none; the others are shown with two places. */
const wholeUnits: ReadonlySet<string> = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK']);

export function placesOf({ code }: Currency): number {
  return wholeUnits.has(code) ? 0 : 2;
}
