import { assertNever } from '../base/invariant.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import {
  budgetNoAmount,
  currencyNotStated,
  hoursOutOfMonth,
  regionWithoutPrices,
  usageNotJson,
  usageNumber,
  usageOfNothing,
  usageOutAboveAll,
  usageShape,
  usageTwice,
  usageUnknownAmount,
} from '../diagnostics/kinds/pricing.ts';
import type { CostAnswer } from '../pricing/cost.ts';
import { type Currency, readCurrency, usDollar } from '../pricing/currency.ts';
import { type Decimal, parseDecimal } from '../pricing/decimal.ts';
import { readUsage, type UsageProblem } from '../pricing/read-usage.ts';
import type { Usage } from '../pricing/usage.ts';

/** Reads a usage file; what is wrong with it is told as diagnostics (NSN6001 to NSN6006). */
export function readUsageFile(
  text: string,
  file: string,
): { readonly value: Usage; readonly diagnostics: readonly Diagnostic[] } {
  const { value, problems } = readUsage(text, file);
  return { value, diagnostics: problems.map(diagnosticOf) };
}

function diagnosticOf(problem: UsageProblem): Diagnostic {
  switch (problem.kind) {
    case 'not-json':
      return diagnose(usageNotJson, { expected: problem.expected }, problem.range);
    case 'wrong-shape': {
      const { path, expected, found } = problem;
      return diagnose(usageShape, { path, expected, found }, problem.range);
    }
    case 'bad-number': {
      const { path, written, why } = problem;
      return diagnose(usageNumber, { path, written, why }, problem.range);
    }
    case 'out-above-all':
      return diagnose(usageOutAboveAll, { path: problem.path }, problem.range);
    case 'unknown-amount':
      return diagnose(usageUnknownAmount, { path: problem.path }, problem.range);
    case 'twice':
      return diagnose(usageTwice, { path: problem.path }, problem.range);
    default:
      return assertNever(problem);
  }
}

/** What the bill could not use: entries of the usage, and Regions that the book does not have. */
export function costDiagnostics(answer: CostAnswer): readonly Diagnostic[] {
  const unused = answer.unusedUsage.map(({ entry, why }) =>
    diagnose(usageOfNothing, { of: entry.of, service: entry.service, why }, entry.range),
  );
  const regions = answer.unknownRegions.map((region) =>
    diagnose(regionWithoutPrices, { region, bookDate: answer.bookDate }, undefined),
  );
  return [...regions, ...unused];
}

/** `--hours`: a whole number from 1 to 744. */
export function readHoursPerMonth(
  written: string,
): { readonly value: number } | { readonly diagnostic: Diagnostic } {
  const hours = /^\d{1,3}$/.test(written) ? Number(written) : 0;
  if (hours >= 1 && hours <= 744) return { value: hours };
  return { diagnostic: diagnose(hoursOutOfMonth, { written }, undefined) };
}

/** `--budget`: US dollars, nothing or more. */
export function readBudget(
  written: string | undefined,
): { readonly value: Decimal | undefined } | { readonly diagnostic: Diagnostic } {
  if (written === undefined) return { value: undefined };
  const value = parseDecimal(written.replace(/^\$/, ''));
  if (value !== undefined && !isNegative(value)) return { value };
  return { diagnostic: diagnose(budgetNoAmount, { written }, undefined) };
}

function isNegative({ coefficient }: Decimal): boolean {
  return coefficient < 0n;
}

/** `--currency` and `--rate`: both, or neither. */
export function readStatedCurrency(
  code: string | undefined,
  rate: string | undefined,
): { readonly value: Currency } | { readonly diagnostic: Diagnostic } {
  if (code === undefined && rate === undefined) return { value: usDollar };
  if (code?.toUpperCase() === 'USD' && rate === undefined) return { value: usDollar };
  const read = readCurrency(code ?? '', rate ?? '');
  if (read !== undefined) return { value: read };
  return { diagnostic: diagnose(currencyNotStated, { currency: code ?? '', rate: rate ?? '' }, undefined) };
}
