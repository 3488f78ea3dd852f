import { succeed } from '../../../base/result.ts';
import {
  boolType,
  boolValue,
  listOf,
  listType,
  numberType,
  stringType,
  stringValue,
  unknownFrom,
} from '../values/construct.ts';
import { toSafeInteger } from '../values/number.ts';
import type { Type, Value } from '../values/value.ts';
import { argumentAt, itemsAt, numberAt, textAt } from './arguments.ts';
import { graphemesOf, toLower, toTitle, toUpper } from './characters.ts';
import {
  type FunctionDefinition,
  type FunctionTable,
  type Outcome,
  type Parameter,
  refuse,
  refuseSize,
  textLengthMax,
} from './definition.ts';
import { concatenateTexts } from './templates.ts';

export const stringFunctions: FunctionTable = {
  chomp: ofText('str', (text) => text.replace(/(?:\r\n?|\n)+$/, '')),
  lower: ofText('str', toLower),
  upper: ofText('str', toUpper),
  title: ofText('str', toTitle),
  strrev: ofText('str', (text) => graphemesOf(text).toReversed().join('')),
  trimspace: ofText('str', (text) => text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '')),
  trim: ofTexts(['str', 'cutset'], stringType, ([text, cutset]) => stringValue(trimSet(text, cutset))),
  trimprefix: ofTexts(['str', 'prefix'], stringType, ([text, prefix]) =>
    stringValue(text.startsWith(prefix) ? text.slice(prefix.length) : text),
  ),
  trimsuffix: ofTexts(['str', 'suffix'], stringType, ([text, suffix]) =>
    stringValue(suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text),
  ),
  startswith: {
    parameters: [
      { name: 'str', type: stringType, accepts: ['unknown'] },
      { name: 'prefix', type: stringType },
    ],
    result: boolType,
    apply: applyStartsWith,
  },
  endswith: ofTexts(['str', 'suffix'], boolType, ([text, suffix]) => boolValue(text.endsWith(suffix))),
  strcontains: ofTexts(['str', 'substr'], boolType, ([text, part]) => boolValue(text.includes(part))),
  split: ofTexts(['separator', 'str'], listType(stringType), ([separator, text]) =>
    listOf(stringType, splitText(separator, text).map(stringValue)),
  ),
  join: {
    parameters: [{ name: 'separator', type: stringType, accepts: ['unknown'] }],
    variadic: { name: 'lists', type: listType(stringType), accepts: ['unknown'] },
    result: stringType,
    apply: applyJoin,
  },
  indent: {
    parameters: [
      { name: 'spaces', type: numberType },
      { name: 'str', type: stringType },
    ],
    result: stringType,
    apply: applyIndent,
  },
  substr: {
    parameters: [
      { name: 'str', type: stringType },
      { name: 'offset', type: numberType },
      { name: 'length', type: numberType },
    ],
    result: stringType,
    apply: applySubstr,
  },
};

function ofText(name: string, map: (text: string) => string): FunctionDefinition {
  return {
    parameters: [{ name, type: stringType }],
    result: stringType,
    apply: (args) => succeed(stringValue(map(textAt(args, 0)))),
  };
}

function ofTexts(
  names: readonly [string, string],
  result: Type,
  compute: (texts: readonly [string, string]) => Value,
): FunctionDefinition {
  const parameters: readonly Parameter[] = names.map((name) => ({ name, type: stringType }));
  return { parameters, result, apply: (args) => succeed(compute([textAt(args, 0), textAt(args, 1)])) };
}

function trimSet(text: string, cutset: string): string {
  const cut = new Set(cutset);
  const points = [...text];
  let start = 0;
  let end = points.length;
  while (start < end && cut.has(points[start] ?? '')) start++;
  while (end > start && cut.has(points[end - 1] ?? '')) end--;
  return points.slice(start, end).join('');
}

/** The known beginning of an unknown text may already decide. */
function applyStartsWith(args: readonly Value[]): Outcome {
  const text = argumentAt(args, 0);
  const prefix = textAt(args, 1);
  if (text.kind === 'string') return succeed(boolValue(text.value.startsWith(prefix)));
  const beginning = text.kind === 'unknown' ? (text.prefix ?? '') : '';
  if (beginning.startsWith(prefix)) return succeed(boolValue(true));
  if (!prefix.startsWith(beginning)) return succeed(boolValue(false));
  return succeed(unknownFrom(boolType, [text], { notNull: true }));
}

/** An empty separator splits between code points. */
function splitText(separator: string, text: string): readonly string[] {
  return separator === '' ? [...text] : text.split(separator);
}

function applyJoin(args: readonly Value[]): Outcome {
  const [separator, ...lists] = args;
  if (separator === undefined || lists.length === 0) return refuse('join', 'lists', 1, 'empty');
  const unknownList = lists.find((list) => list.kind === 'unknown');
  if (unknownList !== undefined) return succeed(unknownFrom(stringType, args, { notNull: true }));
  const texts: Value[] = [];
  for (const [i, list] of lists.entries()) {
    for (const item of itemsAt([list], 0)) {
      if (item.kind === 'null') return refuse('join', 'lists', i + 1, 'null-element');
      if (texts.length > 0) texts.push(separator);
      texts.push(item);
    }
  }
  return succeed(concatenateTexts(texts));
}

function applyIndent(args: readonly Value[]): Outcome {
  const spaces = toSafeInteger(numberAt(args, 0));
  if (spaces === undefined) return refuse('indent', 'spaces', 0, 'not-whole');
  if (spaces < 0) return refuse('indent', 'spaces', 0, 'negative');
  const lines = textAt(args, 1).split('\n');
  if (lines.length * spaces > textLengthMax) return refuseSize('indent', textLengthMax, 'characters');
  return succeed(stringValue(lines.join(`\n${' '.repeat(spaces)}`)));
}

/**
 * A negative offset counts from the end; a negative length means up to the end, and so does zero behind a
 * negative offset.
 */
function applySubstr(args: readonly Value[]): Outcome {
  const offset = toSafeInteger(numberAt(args, 1));
  const length = toSafeInteger(numberAt(args, 2));
  if (offset === undefined) return refuse('substr', 'offset', 1, 'not-whole');
  if (length === undefined) return refuse('substr', 'length', 2, 'not-whole');
  const characters = graphemesOf(textAt(args, 0));
  const start = offset < 0 ? Math.max(0, characters.length + offset) : offset;
  const isOpen = length < 0 || (length === 0 && offset < 0);
  const end = isOpen ? characters.length : start + length;
  return succeed(stringValue(characters.slice(start, end).join('')));
}
