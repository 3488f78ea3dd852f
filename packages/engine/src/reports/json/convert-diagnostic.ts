import { compareText } from '../../base/ordered.ts';
import type { SourceRange } from '../../base/source-range.ts';
import type { Diagnostic, Language } from '../../diagnostics/diagnostic.ts';
import { describe } from '../../diagnostics/registry.ts';
import type { DiagnosticJson, PlaceJson } from './contract.ts';

const severityOrder = { error: 0, warning: 1, note: 2 } as const;

/** Diagnostics in words: errors first, then by place. One that says the same at the same place comes once. */
export function diagnosticsJson(
  diagnostics: readonly Diagnostic[],
  language: Language,
): readonly DiagnosticJson[] {
  const converted = diagnostics.map((diagnostic) => diagnosticJson(diagnostic, language));
  const sorted = converted.toSorted(
    (a, b) =>
      severityOrder[a.severity] - severityOrder[b.severity] ||
      comparePlaces(a.origin, b.origin) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
  return sorted.filter((diagnostic, index) => index === 0 || !isSame(diagnostic, sorted[index - 1]));
}

function isSame(diagnostic: DiagnosticJson, earlier: DiagnosticJson | undefined): boolean {
  return (
    earlier !== undefined &&
    diagnostic.code === earlier.code &&
    diagnostic.message === earlier.message &&
    comparePlaces(diagnostic.origin, earlier.origin) === 0
  );
}

function diagnosticJson(diagnostic: Diagnostic, language: Language): DiagnosticJson {
  const { message, help, source } = describe(diagnostic, language);
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message,
    help: help ?? null,
    source,
    origin: diagnostic.subject === undefined ? null : placeJson(diagnostic.subject),
    related: diagnostic.related.map(({ range, label }) => ({ label, origin: placeJson(range) })),
    facts: diagnostic.facts,
  };
}

export function placeJson(range: SourceRange): PlaceJson {
  return {
    file: range.file,
    line: range.start.line,
    column: range.start.column,
    endLine: range.end.line,
    endColumn: range.end.column,
  };
}

/** Things without a place come first: they concern the whole directory. */
function comparePlaces(left: PlaceJson | null, right: PlaceJson | null): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compareText(left.file, right.file) || left.line - right.line || left.column - right.column;
}
