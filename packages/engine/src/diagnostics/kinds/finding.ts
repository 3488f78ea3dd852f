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
  const told = {
    en: { ...en, message: (facts: FindingFacts) => en.message(facts) + others(facts, alsoEnglish) },
    ja: { ...ja, message: (facts: FindingFacts) => ja.message(facts) + others(facts, alsoJapanese) },
  };
  return { code, severity, source, words: told, titles: { en: en.title, ja: ja.title } };
}

const othersMax = 3;

/** Other instances of the line with the same fault: who mends only the first would meet them next. */
function others(
  { component, names, instances }: FindingFacts,
  say: (some: string, left: number) => string,
): string {
  const unnamed = instances.filter((one) => one !== component && !names.includes(one));
  if (unnamed.length === 0) return '';
  const shown = unnamed.slice(0, unnamed.length > othersMax + 1 ? othersMax : othersMax + 1);
  return say(quoted(shown), unnamed.length - shown.length);
}

function alsoEnglish(some: string, left: number): string {
  return left === 0 ? ` (also ${some})` : ` (also ${some} and ${left} more)`;
}

function alsoJapanese(some: string, left: number): string {
  return left === 0 ? `(ほかに ${some})` : `(ほかに ${some} と他 ${left} 件)`;
}

/** Names within a sentence of any language. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
