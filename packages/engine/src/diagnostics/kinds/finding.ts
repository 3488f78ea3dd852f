import type { DiagnosticKind, Severity } from '../diagnostic.ts';

/** Facts that every finding of a rule has; a rule uses those that it needs. */
export interface FindingFacts {
  /** Address of what is at fault. */
  readonly component: string;
  /** What it collides with, or the service or value that is meant; empty when there is none. */
  readonly other: string;
  /** Further names, sorted as the rule found them. */
  readonly names: readonly string[];
  /** Addresses of all instances of one line that have the fault, the first included. */
  readonly instances: readonly string[];
}

interface FindingWords {
  /** A few words for lists. */
  readonly title: string;
  readonly message: (facts: FindingFacts) => string;
  readonly help: (facts: FindingFacts) => string;
}

export interface FindingKind extends DiagnosticKind<FindingFacts> {
  readonly titles: Readonly<Record<'en' | 'ja', string>>;
}

/** Declares the code of a rule with its words. */
export function findingKind(
  code: `NSN${number}`,
  severity: Severity,
  source: string,
  words: Readonly<Record<'en' | 'ja', FindingWords>>,
): FindingKind {
  const { en, ja } = words;
  return { code, severity, source, words, titles: { en: en.title, ja: ja.title } };
}

/** Names within a sentence of any language. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
