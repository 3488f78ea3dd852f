import { fail, type Result, succeed } from '../../../base/result.ts';
import { patternNotRead } from '../../../diagnostics/kinds/functions.ts';
import {
  dynamicType,
  listOf,
  listType,
  nullValue,
  objectOf,
  objectType,
  stringType,
  stringValue,
  tupleOf,
  tupleType,
  unknownFrom,
} from '../values/construct.ts';
import type { Type, Value } from '../values/value.ts';
import { argumentAt, textAt } from './arguments.ts';
import { type FunctionTable, type Outcome, refuse, refuseSize, textLengthMax } from './definition.ts';
import {
  compilePattern,
  findMatch,
  findMatches,
  type Match,
  type Program,
  type StepBudget,
} from './pattern-match.ts';
import { parsePattern } from './pattern-syntax.ts';
import { type FunctionProblem, problemOf } from './problem.ts';

const parameters = [
  { name: 'pattern', type: stringType },
  { name: 'string', type: stringType, accepts: ['unknown'] },
] as const;

/** @see https://developer.hashicorp.com/terraform/language/functions/regex */
export const patternFunctions: FunctionTable = {
  regex: { parameters, result: dynamicType, apply: applyRegex },
  regexall: { parameters, result: listType(dynamicType), apply: applyRegexAll },
  replace: {
    parameters: [
      { name: 'str', type: stringType },
      { name: 'substr', type: stringType },
      { name: 'replace', type: stringType },
    ],
    result: stringType,
    apply: applyReplace,
  },
};

/** Steps of the matcher for one call: some seconds at most. */
const stepsMax = 20_000_000;

interface Search {
  readonly program: Program;
  readonly result: Type;
}

function prepare(name: string, pattern: string, argument: number): Result<Search, FunctionProblem> {
  const parsed = parsePattern(pattern);
  if (!parsed.ok) {
    return fail(
      problemOf(patternNotRead, { function: name, pattern, construct: parsed.error.construct }, argument),
    );
  }
  const program = compilePattern(parsed.value);
  if (program === undefined) return refuseSize(name, stepsMax, 'steps');
  const result = resultType(program.groupNames);
  if (result !== undefined) return succeed({ program, result });
  return fail(problemOf(patternNotRead, { function: name, pattern, construct: '(' }, argument));
}

/** Text without groups, a tuple with unnamed ones, an object with named ones; `undefined` = mixed. */
function resultType(names: readonly (string | undefined)[]): Type | undefined {
  if (names.length === 0) return stringType;
  if (names.every((name) => name === undefined)) return tupleType(names.map(() => stringType));
  if (names.some((name) => name === undefined)) return undefined;
  return objectType(
    Object.fromEntries(names.flatMap((name) => (name === undefined ? [] : [[name, stringType]]))),
  );
}

function codePoints(text: string): readonly number[] {
  return Array.from(text, (point) => point.codePointAt(0) ?? 0);
}

function textOf(points: readonly number[], start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCodePoint(points[i] ?? 0);
  return text;
}

function applyRegex(args: readonly Value[]): Outcome {
  const search = prepare('regex', textAt(args, 0), 0);
  if (!search.ok) return search;
  const text = argumentAt(args, 1);
  if (text.kind === 'unknown') return succeed(unknownFrom(search.value.result, [text], { notNull: true }));
  const points = codePoints(textAt(args, 1));
  const match = findMatch(search.value.program, points, 0, { left: stepsMax });
  if (match === 'exhausted') return refuseSize('regex', stepsMax, 'steps');
  if (match === undefined) return refuse('regex', 'string', 1, 'does-not-match', textAt(args, 1));
  return succeed(captured(search.value.program, match, points));
}

function applyRegexAll(args: readonly Value[]): Outcome {
  const search = prepare('regexall', textAt(args, 0), 0);
  if (!search.ok) return search;
  const { program, result } = search.value;
  const text = argumentAt(args, 1);
  if (text.kind === 'unknown') return succeed(unknownFrom(listType(result), [text], { notNull: true }));
  const points = codePoints(textAt(args, 1));
  const matches = findMatches(program, points, { left: stepsMax });
  if (matches === 'exhausted') return refuseSize('regexall', stepsMax, 'steps');
  return succeed(
    listOf(
      result,
      matches.map((match) => captured(program, match, points)),
    ),
  );
}

function captured(program: Program, match: Match, points: readonly number[]): Value {
  const names = program.groupNames;
  const groups = names.map((_name, i) => groupValue(match, i + 1, points));
  if (names.length === 0) return groupValue(match, 0, points);
  if (names[0] === undefined) return tupleOf(groups);
  return objectOf(
    new Map(names.map((name, i): [string, Value] => [name ?? '', groups[i] ?? nullValue(stringType)])),
  );
}

/** A group that took no part is null. */
function groupValue(match: Match, group: number, points: readonly number[]): Value {
  const start = match[group * 2] ?? -1;
  return start < 0
    ? nullValue(stringType)
    : stringValue(textOf(points, start, match[group * 2 + 1] ?? start));
}

/** Between slashes the text to replace is a pattern. */
function applyReplace(args: readonly Value[]): Outcome {
  const text = textAt(args, 0);
  const sought = textAt(args, 1);
  const replacement = textAt(args, 2);
  if (sought.length < 2 || !sought.startsWith('/') || !sought.endsWith('/')) {
    return limited(replaceLiteral(text, sought, replacement));
  }
  const search = prepare('replace', sought.slice(1, -1), 1);
  // Mixed groups are no problem here: nothing is returned of them.
  const parsed = parsePattern(sought.slice(1, -1));
  const program = parsed.ok ? compilePattern(parsed.value) : undefined;
  if (program === undefined) return search.ok ? refuseSize('replace', stepsMax, 'steps') : search;
  return replacePattern(program, text, replacement, { left: stepsMax });
}

/** Nothing to look for is found before every code point and at the end. */
function replaceLiteral(text: string, sought: string, replacement: string): string | undefined {
  const pieces = sought === '' ? ['', ...text, ''] : text.split(sought);
  if (sought === '') {
    const points = [...text];
    if ((points.length + 1) * replacement.length > textLengthMax) return undefined;
    return replacement + points.map((point) => point + replacement).join('');
  }
  return pieces.length * replacement.length > textLengthMax ? undefined : pieces.join(replacement);
}

function limited(text: string | undefined): Outcome {
  return text === undefined ? refuseSize('replace', textLengthMax, 'characters') : succeed(stringValue(text));
}

function replacePattern(program: Program, text: string, replacement: string, budget: StepBudget): Outcome {
  const points = codePoints(text);
  const matches = findMatches(program, points, budget);
  if (matches === 'exhausted') return refuseSize('replace', stepsMax, 'steps');
  const parts = parseReplacement(replacement);
  const pieces: string[] = [];
  let at = 0;
  let length = 0;
  for (const match of matches) {
    const [start = 0, end = 0] = match;
    const piece = textOf(points, at, start) + expand(parts, program, match, points);
    length += piece.length;
    if (length > textLengthMax) return refuseSize('replace', textLengthMax, 'characters');
    pieces.push(piece);
    at = end;
  }
  return succeed(stringValue(pieces.join('') + textOf(points, at, points.length)));
}

/** Literal text, or the name or number of a group. */
type ReplacementPart = string | { readonly group: string };

/** `$1`, `$name` (as long as letters follow), `${name}`; `$$` is a dollar sign. */
function parseReplacement(text: string): readonly ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let at = 0;
  for (const match of text.matchAll(/\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu)) {
    parts.push(text.slice(at, match.index));
    parts.push(match[1] === '$' ? '$' : { group: match[2] ?? match[3] ?? '' });
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}

function expand(
  parts: readonly ReplacementPart[],
  program: Program,
  match: Match,
  points: readonly number[],
): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : groupText(part.group, program, match, points)))
    .join('');
}

/** A group that does not exist or took no part is empty. */
function groupText(name: string, program: Program, match: Match, points: readonly number[]): string {
  const group = /^\d+$/.test(name) ? Number(name) : program.groupNames.lastIndexOf(name) + 1;
  const isGroup = group > 0 || name === '0';
  const start = isGroup ? (match[group * 2] ?? -1) : -1;
  return start < 0 ? '' : textOf(points, start, match[group * 2 + 1] ?? start);
}
