import { fail, type Result } from '../../../base/result.ts';
import type { ArgumentReason } from '../../../diagnostics/function-words.ts';
import { invalidArgument, tooLarge, wrongArgumentType } from '../../../diagnostics/kinds/functions.ts';
import type { ProjectFiles } from '../project.ts';
import type { ConversionProblem } from '../values/convert.ts';
import type { Type, Value } from '../values/value.ts';
import { type FunctionProblem, problemOf } from './problem.ts';

export type Outcome = Result<Value, FunctionProblem>;

/** What a function may need besides its arguments. */
export interface FunctionContext {
  readonly files: ProjectFiles;
  /** `path.module`: paths that file functions are given are relative to the project directory already. */
  readonly moduleDirectory: string;
  /**
   * Evaluates the template text of `templatefile` and `templatestring` with the given variables. Problems of
   * the template itself are reported by the evaluator; `undefined` = it could not be evaluated.
   */
  readonly evaluateTemplate: (template: TemplateText) => Value | undefined;
  /** Takes notes that do not stop the call (a result that is not computed). */
  readonly note?: (problem: FunctionProblem) => void;
}

export interface TemplateText {
  readonly text: string;
  /** The file it came from, for ranges; `undefined` for `templatestring`. */
  readonly path: string | undefined;
  readonly variables: ReadonlyMap<string, Value>;
}

/** What a body wants to see as it is; otherwise it is settled before the body runs. */
type Accepted = 'null' | 'unknown' | 'sensitive';

/**
 * One parameter. Unless accepted, null is a problem, an unknown (also a deep one) makes the result unknown,
 * and marks are taken off and put on the result.
 */
export interface Parameter {
  readonly name: string;
  readonly type: Type;
  readonly accepts?: readonly Accepted[];
}

export interface FunctionDefinition {
  readonly parameters: readonly Parameter[];
  readonly variadic?: Parameter;
  /** The result's type, for results that are unknown. */
  readonly result: Type | ((args: readonly Value[]) => Type);
  /**
   * The elements of its result are exactly those of its arguments, in some order and each once. With
   * `certain-text` null and empty text are left out, and none of the others may turn out to be such.
   */
  readonly keepsElements?: 'all' | 'certain-text';
  readonly apply: (args: readonly Value[], context: FunctionContext) => Outcome;
}

export type FunctionTable = Readonly<Record<string, FunctionDefinition>>;

/** The longest text a function or template makes. */
export const textLengthMax = 50_000_000;

const shownLengthMax = 60;

/** Refuses one argument. `value` is shown when it is short. */
export function refuse(
  name: string,
  parameter: string,
  argument: number,
  because: ArgumentReason,
  value?: string,
): { readonly ok: false; readonly error: FunctionProblem } {
  const shown = value !== undefined && value.length <= shownLengthMax ? { value } : {};
  return fail(problemOf(invalidArgument, { function: name, parameter, because, ...shown }, argument));
}

export function refuseSize(
  name: string,
  limit: number,
  unit: 'elements' | 'characters' | 'steps',
): { readonly ok: false; readonly error: FunctionProblem } {
  return fail(problemOf(tooLarge, { function: name, limit, unit }));
}

/** Refuses an argument that a body could not convert. */
export function refuseConversion(
  name: string,
  parameter: string,
  argument: number,
  problem: ConversionProblem,
): { readonly ok: false; readonly error: FunctionProblem } {
  return fail(problemOf(wrongArgumentType, { function: name, parameter, ...problem }, argument));
}
