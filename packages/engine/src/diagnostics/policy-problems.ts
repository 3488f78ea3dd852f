import type { SourceRange } from '../base/source-range.ts';
import { type Diagnostic, type DiagnosticKind, diagnose } from './diagnostic.ts';
import * as policyKinds from './kinds/policies.ts';

const kinds: ReadonlyMap<string, DiagnosticKind<policyKinds.PolicyFacts>> = new Map(
  Object.values(policyKinds).map((kind) => [kind.code, kind]),
);

/** What the reader of a policy found, as it says it: a code of NSN2201 to NSN2299 and its facts. */
interface FoundInPolicy {
  readonly code: string;
  readonly facts: policyKinds.PolicyFacts;
}

/**
 * Diagnostics of a policy document.
 *
 * @param placeOf where a problem stands: its own lines have none in the file when a function makes the text
 */
export function diagnosePolicy(
  problems: readonly FoundInPolicy[],
  placeOf: (facts: policyKinds.PolicyFacts) => SourceRange | undefined,
): readonly Diagnostic[] {
  return problems.flatMap(({ code, facts }) => {
    const kind = kinds.get(code);
    return kind === undefined ? [] : [diagnose(kind, facts, placeOf(facts))];
  });
}
