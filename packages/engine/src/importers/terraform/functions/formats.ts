import { fail, type Result, succeed } from '../../../base/result.ts';
import { badFormat } from '../../../diagnostics/kinds/functions.ts';
import {
  boolType,
  dynamicType,
  isSensitiveWithin,
  isWhollyKnown,
  listOf,
  listType,
  markSensitive,
  numberType,
  stringType,
  stringValue,
  unknownFrom,
  weightOf,
} from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import { encodeJson } from '../values/json.ts';
import { toBigInt } from '../values/number.ts';
import type { TerraformNumber, Type, Value } from '../values/value.ts';
import { itemsIn, textAt, textIn } from './arguments.ts';
import { graphemesOf } from './characters.ts';
import { type FunctionTable, type Outcome, refuse, refuseSize, textLengthMax } from './definition.ts';
import { formatExponential, formatFixed, formatGeneral } from './number-format.ts';
import { type FunctionProblem, problemOf } from './problem.ts';
import { concatenateTexts } from './templates.ts';

/** @see https://developer.hashicorp.com/terraform/language/functions/format */
export const formatFunctions: FunctionTable = {
  format: {
    parameters: [{ name: 'format', type: stringType }],
    variadic: { name: 'args', type: dynamicType, accepts: ['null', 'unknown'] },
    result: stringType,
    apply: (args) => formatText('format', textAt(args, 0), args.slice(1)),
  },
  formatlist: {
    parameters: [{ name: 'format', type: stringType }],
    variadic: { name: 'args', type: dynamicType, accepts: ['null', 'unknown'] },
    result: listType(stringType),
    apply: (args) => applyFormatList(textAt(args, 0), args.slice(1)),
  },
};

/** `%[flags][width][.precision][[index]]verb` */
interface Verb {
  readonly written: string;
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly index: number | undefined;
  readonly letter: string;
}

const verbPattern = /%([-+# 0]*)(\d{1,7})?(?:\.(\d{0,7}))?(?:\[(\d{1,7})\])?(.)?/gsu;

/** Text between verbs, and verbs. */
function parseFormat(format: string): readonly (string | Verb)[] {
  const parts: (string | Verb)[] = [];
  let at = 0;
  for (const match of format.matchAll(verbPattern)) {
    parts.push(format.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[0] === '%%') parts.push('%');
    else parts.push(verbOf(match));
  }
  return [...parts, format.slice(at)];
}

function verbOf([written, flags = '', width, precision, index, letter = '']: readonly (
  | string
  | undefined
)[]): Verb {
  return {
    written: written ?? '',
    flags,
    width: Number(width ?? 0),
    precision: precision === undefined ? undefined : Number(precision),
    index: index === undefined ? undefined : Number(index),
    letter,
  };
}

function formatText(name: string, format: string, args: readonly Value[]): Outcome {
  const texts: Value[] = [];
  let next = 0;
  let highest = 0;
  for (const part of parseFormat(format)) {
    if (typeof part === 'string') {
      texts.push(stringValue(part));
      continue;
    }
    const at = part.index === undefined ? next : part.index - 1;
    const arg = args[at];
    if (!isVerb(part)) return problem(name, part, 'unknown-verb', undefined);
    if (arg === undefined) return problem(name, part, 'too-few-arguments', undefined);
    const text = formatOne(name, part, arg, at + 1);
    if (!text.ok) return text;
    texts.push(text.value);
    next = at + 1;
    highest = Math.max(highest, next);
  }
  if (highest < args.length) {
    return fail(
      problemOf(badFormat, { function: name, verb: format, because: 'too-many-arguments' }, highest + 1),
    );
  }
  return succeed(concatenateTexts(texts));
}

type Because = 'unknown-verb' | 'too-few-arguments' | 'wrong-type' | 'not-whole' | 'null';

function problem(name: string, verb: Verb, because: Because, argument: number | undefined): Outcome {
  return fail(problemOf(badFormat, { function: name, verb: verb.written, because }, argument));
}

function isVerb({ letter }: Verb): boolean {
  return letter !== '' && 'vtbdoxXeEfgGsq'.includes(letter);
}

function formatOne(name: string, verb: Verb, arg: Value, argument: number): Outcome {
  if (verb.letter === 'v') return succeed(formatAny(verb, arg));
  if (arg.kind === 'null') return problem(name, verb, 'null', argument);
  const converted = convert(arg, typeFor(verb.letter));
  if (!converted.ok) return problem(name, verb, 'wrong-type', argument);
  const value = converted.value;
  if (value.kind === 'unknown') return succeed(unknownPiece(verb, value));
  const text = formatKnown(verb, value);
  if (text === undefined) return problem(name, verb, 'not-whole', argument);
  return succeed(isSensitiveWithin(arg) ? markSensitive(stringValue(text)) : stringValue(text));
}

function typeFor(letter: string): Type {
  if (letter === 's' || letter === 'q') return stringType;
  return letter === 't' ? boolType : numberType;
}

/** The text of an unknown is only known when the verb adds nothing. */
function unknownPiece(verb: Verb, value: Value): Value {
  const isPlain = verb.width === 0 && verb.flags === '' && verb.precision === undefined;
  const showsText = verb.letter === 's' || verb.letter === 't' || verb.letter === 'd';
  const text = convert(value, stringType);
  return isPlain && showsText && text.ok ? text.value : unknownFrom(stringType, [value], { notNull: true });
}

function formatAny(verb: Verb, arg: Value): Value {
  if (!isWhollyKnown(arg)) {
    return arg.kind === 'unknown' && arg.type.kind === 'string'
      ? unknownPiece({ ...verb, letter: verb.flags.includes('#') ? 'q' : 's' }, arg)
      : unknownFrom(stringType, [arg], { notNull: true });
  }
  const text = pad(verb, anyText(verb, arg));
  return isSensitiveWithin(arg) ? markSensitive(stringValue(text)) : stringValue(text);
}

/** Text and bool as they are, numbers as `%g`, the rest (and everything with `#`) as JSON. */
function anyText(verb: Verb, arg: Value): string {
  if (!verb.flags.includes('#')) {
    if (arg.kind === 'string') return arg.value;
    if (arg.kind === 'number') return formatGeneral(arg.value, undefined);
  }
  return textIn(encodeJson(arg));
}

/** @returns `undefined` when the verb needs a whole number */
function formatKnown(verb: Verb, value: Value): string | undefined {
  switch (value.kind) {
    case 'string':
      return verb.letter === 'q'
        ? pad(verb, quote(cut(verb, value.value)))
        : pad(verb, cut(verb, value.value));
    case 'bool':
      return String(value.value);
    case 'number':
      return formatNumberVerb(verb, value.value);
    default:
      return '';
  }
}

function quote(text: string): string {
  return textIn(encodeJson({ kind: 'string', value: text }));
}

/** A precision of zero is no limit. */
function cut({ precision }: Verb, text: string): string {
  return precision === undefined || precision === 0 ? text : graphemesOf(text).slice(0, precision).join('');
}

function pad({ flags, width }: Verb, text: string): string {
  const missing = Math.min(width, textLengthMax) - graphemesOf(text).length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  return (flags.includes('0') ? '0' : ' ').repeat(missing) + text;
}

/** Numeral systems of whole-number verbs, and what `#` puts before. */
const bases: Readonly<Record<string, { readonly base: number; readonly mark: string }>> = {
  d: { base: 10, mark: '' },
  b: { base: 2, mark: '0b' },
  o: { base: 8, mark: '0' },
  x: { base: 16, mark: '0x' },
  X: { base: 16, mark: '0x' },
};

function formatNumberVerb(verb: Verb, number: TerraformNumber): string | undefined {
  const base = bases[verb.letter];
  const written = base === undefined ? decimalText(verb, number) : wholeText(verb, number, base);
  if (written === undefined) return undefined;
  const text = verb.letter === verb.letter.toUpperCase() ? written.toUpperCase() : written;
  return padNumber(verb, withSign(verb, text), base !== undefined && verb.precision !== undefined);
}

function wholeText(
  { flags, precision }: Verb,
  number: TerraformNumber,
  { base, mark }: { readonly base: number; readonly mark: string },
): string | undefined {
  const integer = toBigInt(number);
  if (integer === undefined) return undefined;
  const digits = (integer < 0n ? -integer : integer).toString(base).padStart(precision ?? 0, '0');
  return `${integer < 0n ? '-' : ''}${flags.includes('#') ? mark : ''}${digits}`;
}

function decimalText({ letter, precision }: Verb, number: TerraformNumber): string {
  const kind = letter.toLowerCase();
  if (kind === 'e') return formatExponential(number, precision ?? 6);
  return kind === 'f' ? formatFixed(number, precision ?? 6) : formatGeneral(number, precision);
}

function withSign({ flags }: Verb, text: string): string {
  if (text.startsWith('-')) return text;
  if (flags.includes('+')) return `+${text}`;
  return flags.includes(' ') ? ` ${text}` : text;
}

/** Zeros go between the sign and the digits; a precision of whole numbers switches them off. */
function padNumber(verb: Verb, text: string, hasDigitCount: boolean): string {
  const usesZeros = verb.flags.includes('0') && !verb.flags.includes('-') && !hasDigitCount;
  if (!usesZeros) return pad({ ...verb, flags: verb.flags.replaceAll('0', '') }, text);
  const sign = /^[-+ ]?(?:0[xXbB])?/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(Math.min(verb.width, textLengthMax) - sign.length, '0');
}

/** Lists go through together; anything else is repeated for each. */
function applyFormatList(format: string, args: readonly Value[]): Outcome {
  const lists = args.map(itemsIn);
  if (args.some((arg) => arg.kind === 'unknown' && isListType(arg.type))) {
    return succeed(unknownFrom(listType(stringType), args, { notNull: true }));
  }
  const lengths = new Set(lists.flatMap((items) => (items === undefined ? [] : [items.length])));
  if (lengths.size > 1) return refuse('formatlist', 'args', 1, 'lengths-differ');
  const texts: Value[] = [];
  let total = 0;
  for (let i = 0; i < ([...lengths][0] ?? 1); i++) {
    const row = args.map((arg, a) => lists[a]?.[i] ?? arg);
    const text: Result<Value, FunctionProblem> = formatText('formatlist', format, row);
    if (!text.ok) return text;
    total += weightOf(text.value) * 32;
    if (total > textLengthMax) return refuseSize('formatlist', textLengthMax, 'characters');
    texts.push(text.value);
  }
  return succeed(listOf(stringType, texts));
}

function isListType(type: Type): boolean {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple' || type.kind === 'dynamic';
}
