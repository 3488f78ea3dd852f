import type { Diagnostic, Language } from '../../diagnostics/diagnostic.ts';
import type { Alternative } from '../../pricing/alternatives.ts';
import type { Bill, BillLine, UnpricedItem } from '../../pricing/bill.ts';
import type { BreakEven, Threshold } from '../../pricing/break-even.ts';
import type { CostAnswer } from '../../pricing/cost.ts';
import { type Currency, convert } from '../../pricing/currency.ts';
import { type Decimal, roundTo, subtract, toNumber } from '../../pricing/decimal.ts';
import { assumptionWords, chargeWords, unpricedWords } from '../words/cost.ts';
import { say } from '../words/sentence.ts';
import { diagnosticsJson } from './convert-diagnostic.ts';
import type {
  AlternativeJson,
  BreakEvenJson,
  CostJson,
  CostLineJson,
  ThresholdJson,
  UnpricedJson,
} from './cost-contract.ts';

/** `naisen/cost/1`. */
export function toCostJson(
  answer: CostAnswer,
  diagnostics: readonly Diagnostic[],
  currency: Currency,
  language: Language,
): CostJson {
  const converter = new CostConverter(currency, language);
  return {
    schema: 'naisen/cost/1',
    hoursPerMonth: answer.hoursPerMonth,
    priceBook: answer.bookDate,
    currency: { code: currency.code, rate: toNumber(currency.rate) },
    ...converter.bill(answer.bill),
    alternatives: answer.alternatives.map((alternative) => converter.alternative(alternative, answer.bill)),
    breakEven: answer.breakEvens.map(breakEvenJson),
    leftOut: answer.leftOut,
    diagnostics: diagnosticsJson(diagnostics, language),
  };
}

class CostConverter {
  readonly #currency: Currency;
  readonly #language: Language;

  constructor(currency: Currency, language: Language) {
    this.#currency = currency;
    this.#language = language;
  }

  bill(bill: Bill): Pick<CostJson, 'lines' | 'totalUsd' | 'total' | 'unpriced'> {
    return {
      lines: bill.lines.map((line) => this.#line(line)),
      totalUsd: toNumber(bill.totalUsd),
      ...(this.#isUsd ? {} : { total: this.#amount(bill.totalUsd) }),
      unpriced: bill.unpriced.map((item) => this.#unpriced(item)),
    };
  }

  alternative(alternative: Alternative, asIs: Bill): AlternativeJson {
    const { name, bill, stops, assumptions } = alternative;
    return {
      name,
      ...this.bill(bill),
      savingUsd: toNumber(subtract(asIs.totalUsd, bill.totalUsd)),
      stops,
      assumptions: assumptions.map((code) => ({
        code,
        detail: say(assumptionWords[code], this.#language, {}),
      })),
    };
  }

  get #isUsd(): boolean {
    return this.#currency.code === 'USD';
  }

  #amount(usd: Decimal): number {
    return toNumber(convert(usd, this.#currency));
  }

  #line(line: BillLine): CostLineJson {
    const { usd } = line;
    return {
      resource: line.resource,
      charge: line.charge,
      region: line.region ?? null,
      quantity: numberOrNull(line.quantity),
      unit: line.unit,
      unitPriceUsd: numberOrNull(line.unitPriceUsd),
      usd: numberOrNull(usd),
      ...(this.#isUsd ? {} : { amount: usd === undefined ? null : this.#amount(usd) }),
      formula: line.formula,
      priceDate: line.priceDate ?? null,
      confidence: line.confidence,
      source: line.source?.text ?? '',
      sourceUrl: line.source?.url ?? null,
      usageType: line.usageType,
      serviceName: line.serviceName ?? null,
      notes: line.notes,
    };
  }

  #unpriced(item: UnpricedItem): UnpricedJson {
    const facts = {
      resource: item.resource,
      charge: say(chargeWords[item.charge], this.#language, {}),
      region: item.region ?? '',
      usageType: item.usageType,
      missing: item.missing,
    };
    const hasMissing = item.reason === 'no-usage' && item.missing.length > 0;
    const words = unpricedWords[hasMissing ? 'no-usage-of-calls' : item.reason];
    return {
      resource: item.resource,
      charge: item.charge,
      reason: item.reason,
      detail: say(words, this.#language, facts),
      region: item.region ?? null,
      usageType: item.usageType,
      unit: item.unit,
      unitPriceUsd: numberOrNull(item.unitPriceUsd),
      missing: item.missing,
      missingCount: item.missingCount,
    };
  }
}

/** One row of the break-even. */
export function breakEvenJson(row: BreakEven): BreakEvenJson {
  return {
    service: row.service,
    vpc: row.vpc,
    region: row.region.ok ? row.region.value : null,
    zones: row.zones ?? null,
    hasEndpoint: row.hasEndpoint,
    gbPerMonth: numberOrNull(row.gbPerMonth),
    prices: pricesJson(row.prices),
    natStays: row.natStays === undefined ? null : thresholdJson(row.natStays),
    natGoes:
      row.natGoes === undefined
        ? null
        : {
            ...thresholdJson(row.natGoes),
            services: row.natGoes.services,
            endpointsPerNat: toNumber(roundTo(row.natGoes.endpointsPerNat, 2)),
          },
  };
}

function pricesJson(prices: BreakEven['prices']): BreakEvenJson['prices'] {
  if (prices === undefined) return null;
  return {
    natHour: toNumber(prices.natHour),
    natGb: toNumber(prices.natGb),
    endpointHour: toNumber(prices.endpointHour),
    endpointGb: toNumber(prices.endpointGb),
  };
}

function thresholdJson({ gbPerAz, gbAllAzs, formula, cheaper }: Threshold): ThresholdJson {
  return {
    gbPerAz: toNumber(roundTo(gbPerAz, 1)),
    gbAllAzs: gbAllAzs === undefined ? null : toNumber(roundTo(gbAllAzs, 1)),
    formula,
    cheaper,
  };
}

function numberOrNull(value: Decimal | undefined): number | null {
  return value === undefined ? null : toNumber(value);
}
