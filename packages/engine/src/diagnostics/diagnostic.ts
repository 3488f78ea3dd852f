import type { SourceRange } from '../base/source-range.ts';

export type Severity = 'error' | 'warning' | 'note';
export type Language = 'en' | 'ja';

/** The words of one code in every language we speak. `F` is the code's own facts. */
export interface DiagnosticWords<F> {
  /** One sentence in the user's terms, no capital, no full stop; input in backticks. */
  readonly message: (facts: F) => string;
  /** What to do next, when we know. */
  readonly help?: (facts: F) => string;
}

/** A code, declared once. Wrong facts do not compile. Never reused or deleted: retire it and keep its page. */
export interface DiagnosticKind<F> {
  readonly code: `NSN${number}`;
  readonly severity: Severity;
  /** Where the statement comes from: an AWS, HashiCorp or RFC page. */
  readonly source: string;
  readonly words: Readonly<Record<Language, DiagnosticWords<F>>>;
  readonly retired?: true;
}

/** One thing to tell the user about their input. Plain data: words are chosen when it is printed. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** The tightest construct at fault; `undefined` only where no file can be named. */
  readonly subject: SourceRange | undefined;
  /** Other places that explain it; `label` names a word of the catalogue. */
  readonly related: readonly { readonly range: SourceRange; readonly label: string }[];
  /** The facts behind the message; with `code`, the only part that integrators may rely on. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Makes a diagnostic of a declared kind. */
export function diagnose<F extends object>(
  kind: DiagnosticKind<F>,
  facts: F,
  subject: SourceRange | undefined,
  related: Diagnostic['related'] = [],
): Diagnostic {
  return {
    code: kind.code,
    severity: kind.severity,
    subject,
    related,
    facts: facts as Readonly<Record<string, unknown>>,
  };
}

/** What a phase over user input gives back: always both. */
export interface Read<Value> {
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
}
