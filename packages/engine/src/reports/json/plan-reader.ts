import type { Language } from '../../diagnostics/diagnostic.ts';
import type { Network } from '../../model/network.ts';
import type { Currency } from '../../pricing/currency.ts';
import { type Decimal, toNumber } from '../../pricing/decimal.ts';
import { formatMoney, inCurrency } from '../money.ts';

/** Whoever reads: sentences and amounts are made for them. */
export interface PlanReader {
  readonly language: Language;
  readonly currency: Currency;
  /** AWS's lists are known by their names: `pl-61a54008` says nothing. */
  readonly prefixLists: Network['prefixLists'];
}

/** `$12.34` in the reader's currency. */
export function moneyOf(usd: Decimal, { currency }: PlanReader): string {
  const shown = { code: currency.code, rate: toNumber(currency.rate) };
  return formatMoney(inCurrency(toNumber(usd), shown), shown);
}
