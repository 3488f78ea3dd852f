import type { SourceRange } from '../../../base/source-range.ts';
import type { ProviderSchemas } from '../../../catalog/provider-schema.ts';
import { diagnose } from '../../../diagnostics/diagnostic.ts';
import { dependencyCycle, tooDeeplyNested } from '../../../diagnostics/kinds/evaluation.ts';
import type { Configuration, ResourceInstance } from '../instances.ts';
import type { ProjectFiles, ProjectInputs } from '../project.ts';
import type { Expression } from '../syntax/ast.ts';
import type { Value } from '../values/value.ts';
import type { EvaluationFacts } from './facts.ts';
import type { Report, Scope } from './scope.ts';

/** Stated limits: hostile input ends with a diagnostic, not with a crash or an endless run. */
export const limits = {
  /** Instances in one project, and iterations of one `count`. */
  instances: 20_000,
  /** Expressions inside expressions, over all that is being computed. */
  expressionDepth: 900,
  /** Declarations that wait for each other. */
  pullDepth: 120,
  modulesDeep: 25,
  /** Expression nodes evaluated in one project. */
  steps: 5_000_000,
} as const;

/** One evaluation of one project: its inputs, and what is counted and collected on the way. */
export interface Session {
  /** The evaluator of expressions, for the parts of expressions. */
  readonly evaluate: (expression: Expression, scope: Scope) => Value;
  readonly files: ProjectFiles;
  readonly inputs: ProjectInputs;
  readonly schemas: ProviderSchemas;
  readonly facts: EvaluationFacts;
  readonly report: Report;
  readonly assume: (assumption: Configuration['assumptions'][number]) => void;
  /** Changes while it runs, as `evaluated` and `pulls` do; nothing else in it does. */
  readonly counters: Counters;
  /** Managed instances so far, by address: who holds a reference to one has asked for it. */
  readonly evaluated: Map<string, ResourceInstance>;
  readonly pulls: PullStack;
  /** The configuration asks for a provider that is newer than the schemas. */
  readonly isNewerProvider: boolean;
  /** It stays with one that is older than they are. */
  readonly isOlderProvider: boolean;
}

export interface Counters {
  depth: number;
  steps: number;
  instances: number;
}

/** The declarations that are being computed now, outermost first. */
export type PullStack = PullFrame[];

interface PullFrame {
  readonly label: string;
  readonly range: SourceRange | undefined;
  readonly marker: object;
}

/**
 * A value that is computed when it is first asked for. Asked for again while it is being computed, it tells
 * the whole circle once and answers `fallback` (TF-2).
 */
export function createPull<Answer>(
  session: Session,
  node: {
    readonly label: string;
    readonly range: SourceRange | undefined;
    readonly compute: () => Answer;
    readonly fallback: () => Answer;
  },
): () => Answer {
  const marker = {};
  let held: { readonly answer: Answer } | undefined;
  let isRunning = false;
  return () => {
    if (held !== undefined) return held.answer;
    const refused = isRunning || session.pulls.length >= limits.pullDepth;
    if (refused) {
      reportRefusal(session, { label: node.label, range: node.range, marker }, isRunning);
      return node.fallback();
    }
    isRunning = true;
    session.pulls.push({ label: node.label, range: node.range, marker });
    held = { answer: node.compute() };
    session.pulls.pop();
    isRunning = false;
    return held.answer;
  };
}

function reportRefusal(session: Session, frame: PullFrame, isCycle: boolean): void {
  if (!isCycle) {
    session.report(diagnose(tooDeeplyNested, { limit: limits.pullDepth }, frame.range));
    return;
  }
  const from = session.pulls.findIndex(({ marker }) => marker === frame.marker);
  const circle = session.pulls.slice(Math.max(0, from));
  const related = circle
    .slice(1)
    .flatMap(({ range }) => (range === undefined ? [] : [{ range, label: 'cycle-member' }]));
  const chain = [...circle.map(({ label }) => label), frame.label];
  session.report(diagnose(dependencyCycle, { chain }, frame.range, related));
}
