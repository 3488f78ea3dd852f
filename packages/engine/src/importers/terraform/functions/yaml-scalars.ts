import { boolValue, nullValue, numberValue, stringValue } from '../values/construct.ts';
import { parseNumber } from '../values/number.ts';
import type { Value } from '../values/value.ts';

const words: ReadonlyMap<string, Value> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word): [string, Value] => [word, boolValue(true)],
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word): [string, Value] => [word, boolValue(false)],
  ),
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, Value] => [word, nullValue()]),
]);

/**
 * What a plain scalar means to Terraform: a mixture of YAML 1.1 (`yes` is true) and 1.2 (`017` is 17).
 *
 * @returns `undefined` for what has no value in Terraform, such as infinity
 */
export function resolvePlain(text: string): Value | undefined {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (/^[+-]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/.test(text)) return undefined;
  return resolveNumber(text) ?? resolveTime(text) ?? stringValue(text);
}

function resolveNumber(text: string): Value | undefined {
  if (/^0x[0-9a-fA-F]+$|^0o[0-7]+$/.test(text)) return numberValue(BigInt(text));
  if (!/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return undefined;
  const parsed = parseNumber(text);
  return parsed === undefined ? undefined : numberValue(parsed);
}

const timeOfDay = /(?:[Tt]|[ \t]+)(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d*)?(Z|[+-]\d{2}:\d{2})?/.source;
const timePattern: RegExp = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:${timeOfDay})?$`);

/** Dates and times become RFC 3339 text without fractions. */
function resolveTime(text: string): Value | undefined {
  const match = timePattern.exec(text);
  if (match === null || (match[4] !== undefined && match[7] === undefined && /[Tt]/.test(text)))
    return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', zone = 'Z'] = match;
  const parts = [month, day, hour, minute, second].map((part) => part.padStart(2, '0'));
  const zoneText = zone === '+00:00' ? 'Z' : zone;
  return stringValue(`${year}-${parts[0]}-${parts[1]}T${parts[2]}:${parts[3]}:${parts[4]}${zoneText}`);
}

const shortEscapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads the escape behind a backslash; `undefined` when there is none such. */
export function readYamlEscape(
  text: string,
  at: number,
): { readonly value: string; readonly length: number } | undefined {
  const letter = text[at] ?? '';
  const short = shortEscapes[letter];
  if (short !== undefined) return { value: short, length: 1 };
  const length = hexLengths[letter];
  const digits = length === undefined ? '' : text.slice(at + 1, at + 1 + length);
  if (length === undefined || digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const code = Number.parseInt(digits, 16);
  return code > 0x10ffff ? undefined : { value: String.fromCodePoint(code), length: length + 1 };
}

/** Line breaks inside a scalar: one becomes a blank, several become one less. */
export function foldBreaks(text: string): string {
  return text.replace(/[ \t]*\n(?:[ \t]*\n)*[ \t]*/g, (run) => {
    const breaks = run.split('\n').length - 1;
    return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  });
}
