import type { SourceRange } from '../../../base/source-range.ts';
import type { Diagnostic, DiagnosticKind, Severity } from '../../../diagnostics/diagnostic.ts';

/** What was wrong with a call or an operation: a diagnostic that has no place yet. */
export interface FunctionProblem {
  readonly code: string;
  readonly severity: Severity;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Which argument or operand, from 0; `undefined` = the whole expression. */
  readonly argument: number | undefined;
}

export function problemOf<F extends object>(
  kind: DiagnosticKind<F>,
  facts: F,
  argument?: number,
): FunctionProblem {
  return {
    code: kind.code,
    severity: kind.severity,
    facts: Object.fromEntries(Object.entries(facts)),
    argument,
  };
}

/** @param subject the argument's range, or the call's */
export function diagnoseProblem(problem: FunctionProblem, subject: SourceRange | undefined): Diagnostic {
  return { code: problem.code, severity: problem.severity, subject, related: [], facts: problem.facts };
}
