import { compareText } from '../../../base/ordered.ts';
import { fail, type Result, succeed } from '../../../base/result.ts';
import {
  nullArgument,
  unknownFunction,
  wrongArgumentCount,
  wrongArgumentType,
} from '../../../diagnostics/kinds/functions.ts';
import {
  dynamicType,
  isSensitiveWithin,
  isWhollyKnown,
  unknownFrom,
  weightOf,
  withMarksOf,
  withoutMarks,
} from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import type { Value } from '../values/value.ts';
import { itemsIn } from './arguments.ts';
import {
  type FunctionContext,
  type FunctionDefinition,
  type Outcome,
  type Parameter,
  refuseSize,
} from './definition.ts';
import { type FunctionProblem, problemOf } from './problem.ts';
import { functionTable } from './table.ts';

/** Functions whose arguments the evaluator must not evaluate beforehand: it answers them itself. */
export const lazyFunctions: ReadonlySet<string> = new Set(['try', 'can']);

/** What all arguments of one call may hold together. */
const weightMax = 2_000_000;

/** The function's plain name: every function is also `core::name`. */
export function plainFunctionName(name: string): string {
  return name.startsWith('core::') ? name.slice('core::'.length) : name;
}

/**
 * Calls a function as Terraform does: counts and converts the arguments, refuses null, answers with an
 * unknown of the result's type where an argument is not known, and carries `sensitive` on.
 *
 * @param args evaluated arguments, `...` expanded already
 * @returns the value, or what was wrong and with which argument
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
export function callFunction(name: string, args: readonly Value[], context: FunctionContext): Outcome {
  const plain = plainFunctionName(name);
  const definition = functionTable.get(plain);
  if (definition === undefined)
    return fail(problemOf(unknownFunction, { name, suggestions: suggest(plain) }));
  const counted = checkCount(plain, definition, args.length);
  if (counted !== undefined) return fail(counted);
  if (args.reduce((sum, arg) => sum + weightOf(arg), 0) > weightMax)
    return refuseSize(plain, weightMax, 'elements');
  const converted = convertArguments(plain, definition, args);
  if (!converted.ok) return hideSensitive(converted, args);
  return hideSensitive(applyPrepared(definition, converted.value, context), args);
}

function checkCount(
  name: string,
  definition: FunctionDefinition,
  given: number,
): FunctionProblem | undefined {
  const minimum = definition.parameters.length;
  if (given === minimum || (given > minimum && definition.variadic !== undefined)) return undefined;
  const facts = { function: name, minimum, given };
  return problemOf(
    wrongArgumentCount,
    definition.variadic === undefined ? { ...facts, maximum: minimum } : facts,
  );
}

function parameterAt(definition: FunctionDefinition, index: number): Parameter | undefined {
  return definition.parameters[index] ?? definition.variadic;
}

function convertArguments(
  name: string,
  definition: FunctionDefinition,
  args: readonly Value[],
): Result<readonly Value[], FunctionProblem> {
  const converted: Value[] = [];
  for (const [i, arg] of args.entries()) {
    const parameter = parameterAt(definition, i);
    const facts = { function: name, parameter: parameter?.name ?? '' };
    const result = convert(arg, parameter?.type ?? dynamicType);
    if (!result.ok) return fail(problemOf(wrongArgumentType, { ...facts, ...result.error }, i));
    if (result.value.kind === 'null' && parameter?.accepts?.includes('null') !== true) {
      return fail(problemOf(nullArgument, facts, i));
    }
    converted.push(result.value);
  }
  return succeed(converted);
}

function applyPrepared(
  definition: FunctionDefinition,
  args: readonly Value[],
  context: FunctionContext,
): Outcome {
  const isOpen = args.some((arg, i) => {
    return parameterAt(definition, i)?.accepts?.includes('unknown') !== true && !isWhollyKnown(arg);
  });
  if (isOpen) {
    const type = typeof definition.result === 'function' ? definition.result(args) : definition.result;
    const open = unknownFrom(type, args, type.kind === 'dynamic' ? {} : { notNull: true });
    return succeed(withKeptElements(open, definition, args));
  }
  const settled = args.map((arg, i) => (seesMarks(definition, i) ? arg : withoutMarks(arg)));
  const outcome = definition.apply(settled, context);
  if (!outcome.ok) return outcome;
  return succeed(
    withMarksOf(
      withKeptElements(outcome.value, definition, args),
      args.filter((_arg, i) => !seesMarks(definition, i)),
    ),
  );
}

function withKeptElements(result: Value, definition: FunctionDefinition, args: readonly Value[]): Value {
  if (result.kind !== 'unknown') return result;
  const elements = keptElements(definition, args);
  return elements === undefined ? result : { ...result, elements };
}

/** The elements of an unknown result, where they are those of the arguments. */
function keptElements(
  { keepsElements }: FunctionDefinition,
  args: readonly Value[],
): readonly Value[] | undefined {
  if (keepsElements === undefined) return undefined;
  const elements: Value[] = [];
  for (const arg of args) {
    const items = arg.kind === 'unknown' ? arg.elements : itemsIn(arg);
    if (items === undefined) return undefined;
    elements.push(...items);
  }
  if (keepsElements === 'all') return elements;
  const filled = elements.filter(
    (item) => item.kind !== 'null' && !(item.kind === 'string' && item.value === ''),
  );
  return filled.every(isCertainlyText) ? filled : undefined;
}

/** An id or ARN that AWS gives is never null or empty, although it is not known yet. */
function isCertainlyText(value: Value): boolean {
  if (value.kind === 'string') return value.value !== '';
  const [piece, second] = value.kind === 'unknown' ? (value.unknown.template ?? []) : [];
  return second === undefined && typeof piece === 'object' && (piece.path === 'id' || piece.path === 'arn');
}

function seesMarks(definition: FunctionDefinition, index: number): boolean {
  return parameterAt(definition, index)?.accepts?.includes('sensitive') === true;
}

/** Facts that quote an argument; left out when an argument is sensitive. */
const quotingFacts: ReadonlySet<string> = new Set(['value', 'pattern', 'construct', 'path', 'verb']);

function hideSensitive(outcome: Outcome, args: readonly Value[]): Outcome {
  if (outcome.ok || !args.some(isSensitiveWithin)) return outcome;
  const shown = Object.entries(outcome.error.facts).map(([name, fact]) =>
    quotingFacts.has(name) ? [name, '(sensitive)'] : [name, fact],
  );
  return fail({ ...outcome.error, facts: Object.fromEntries(shown) });
}

const suggestionsMax = 3;

/** The nearest names, at most three. */
function suggest(name: string): readonly string[] {
  return [...functionTable.keys(), ...lazyFunctions]
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .toSorted((a, b) => a.distance - b.distance || compareText(a.candidate, b.candidate))
    .slice(0, suggestionsMax)
    .map(({ candidate }) => candidate);
}

/** Fewest insertions, deletions and replacements that make one word the other. */
function editDistance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 8 || from.length > 80) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
