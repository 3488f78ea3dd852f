import { type Currency, placesOf } from '../pricing/currency.ts';
import { decimal, formatGrouped, isZero, roundTo } from '../pricing/decimal.ts';
import type { CostJson } from './json/cost-contract.ts';

/** `$12.34`, `¥1,512`; an amount too small to show is `<0.01`, not nothing. */
export function formatMoney(amount: number, currency: CostJson['currency']): string {
  const sign = currency.code === 'USD' ? '$' : `${currency.code} `;
  const places = placesOf(currencyOf(currency));
  const exact = decimal(amount);
  const shown = roundTo(exact, places);
  if (isZero(shown) && !isZero(exact)) return `<${sign}${formatGrouped(decimal(`1e-${places}`), places)}`;
  const text = formatGrouped(shown, places);
  return text.startsWith('-') ? `-${sign}${text.slice(1)}` : `${sign}${text}`;
}

function currencyOf({ code, rate }: CostJson['currency']): Currency {
  return { code, rate: decimal(rate) };
}

/** An amount in USD as the reader asked to see it. */
export function inCurrency(usd: number, currency: CostJson['currency']): number {
  return currency.code === 'USD' ? usd : usd * currency.rate;
}
