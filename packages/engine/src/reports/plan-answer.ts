import type { Diagnostic, Language } from '../diagnostics/diagnostic.ts';
import type { PlanAnswer } from '../planning/plan.ts';
import type { Bill } from '../pricing/bill.ts';
import { type Currency, convert } from '../pricing/currency.ts';
import { toNumber } from '../pricing/decimal.ts';
import type { PriceBook } from '../pricing/price-book.ts';
import { savingBetween } from '../pricing/saving.ts';
import { diagnosticsJson } from './json/convert-diagnostic.ts';
import type { PlanJson } from './json/plan-contract.ts';
import type { PlanReader } from './json/plan-reader.ts';
import {
  changeJson,
  decisionJson,
  doubtJson,
  goalJson,
  plannedCallJson,
  reasonsJson,
  summaryOf,
} from './json/plan-report.ts';
import { dangerJson, savingJson } from './json/rehearse-report.ts';

/** A plan, and how it is to be told. */
export interface PlanReport {
  readonly answer: PlanAnswer;
  readonly book: PriceBook;
  readonly hoursPerMonth: number;
  readonly currency: Currency;
  readonly diagnostics: readonly Diagnostic[];
}

/** `naisen plan`: what changes, what that does, what was decided against. */
export function answerPlan(report: PlanReport, language: Language): PlanJson {
  const { answer, currency, book, hoursPerMonth } = report;
  const { prefixLists } = answer.kind === 'planned' ? answer.plan.network : answer.refusal.network;
  const reader: PlanReader = { language, currency, prefixLists };
  const common = {
    schema: 'naisen/plan/1',
    breakEven: [],
    hoursPerMonth,
    priceBook: book.date,
    currency: { code: currency.code, rate: toNumber(currency.rate) },
    diagnostics: diagnosticsJson(report.diagnostics, language),
  } as const;
  if (answer.kind === 'refused') {
    const { goal, reasons, changes, billBefore } = answer.refusal;
    return {
      ...common,
      ...moneyBetween(billBefore, billBefore, reader, 'moves-only'),
      goal: goalJson(goal),
      outcome: 'refused',
      reasons: reasonsJson(reasons, reader),
      changes: changes.map((change) => changeJson(change, reader)),
      calls: [],
      decisions: [],
      doubts: [],
      dangers: [],
      totalBeforeUsd: toNumber(billBefore.totalUsd),
      totalAfterUsd: null,
      summary: summaryOf([], goal),
    };
  }
  const { plan } = answer;
  const starts = plan.calls.some(
    ({ before, after }) => before.verdict !== 'reachable' && after?.verdict === 'reachable',
  );
  return {
    ...common,
    ...moneyBetween(plan.billBefore, plan.billAfter, reader, starts ? 'other' : 'moves-only'),
    goal: goalJson(plan.goal),
    outcome: plan.changes.length === 0 ? 'already-met' : 'planned',
    reasons: [],
    changes: plan.changes.map((change) => changeJson(change, reader)),
    calls: plan.calls.map(plannedCallJson),
    decisions: plan.decisions.map((decision) => decisionJson(decision, reader)),
    doubts: plan.doubts.map((doubt) => doubtJson(doubt, reader)),
    dangers: plan.dangers.map((danger) => dangerJson(danger, language)),
    totalBeforeUsd: toNumber(plan.billBefore.totalUsd),
    totalAfterUsd: toNumber(plan.billAfter.totalUsd),
    summary: summaryOf(plan.calls, plan.goal),
  };
}

type Money = Pick<PlanJson, 'savingUsd' | 'saving' | 'savingIs' | 'savingReason' | 'charges' | 'unpriced'>;

function moneyBetween(
  before: Bill,
  after: Bill,
  { currency }: PlanReader,
  moves: 'moves-only' | 'other',
): Money {
  const saving = savingBetween(before, after, moves);
  const usd = saving.usd === undefined ? null : toNumber(saving.usd);
  const own = saving.usd === undefined ? null : toNumber(convert(saving.usd, currency));
  return {
    savingUsd: usd,
    ...(currency.code === 'USD' ? {} : { saving: own }),
    savingIs: saving.usd === undefined ? 'unknown' : saving.bound,
    savingReason: saving.missing ?? null,
    ...savingJson(saving),
  };
}
