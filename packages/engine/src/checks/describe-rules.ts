import type { Language, Severity } from '../diagnostics/diagnostic.ts';
import { rules } from './rules.ts';

/** One rule for a list. */
export interface RuleSummary {
  readonly code: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly title: string;
  /** Ids of semantics, of the review and of requests that it follows from. */
  readonly cites: readonly string[];
  readonly source: string;
}

/** All rules in one language, by code. */
export function describeRules(language: Language): readonly RuleSummary[] {
  return rules.map(({ kind, slug, cites }) => ({
    code: kind.code,
    slug,
    severity: kind.severity,
    title: kind.titles[language],
    cites,
    source: kind.source,
  }));
}
