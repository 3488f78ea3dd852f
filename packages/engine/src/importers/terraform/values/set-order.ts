import { compareValues } from './compare.ts';
import { compareNumbers, formatNumber, toBigInt, toDouble } from './number.ts';
import { compareBytes } from './text-order.ts';
import type { TerraformNumber, Type, Value } from './value.ts';

/**
 * The distinct items in the order in which Terraform walks a set: text by bytes, numbers by size, false
 * before true, null after those and unknowns last; anything else by an encoding of its own that only has to
 * be stable. Two unknowns are never known to be equal, so both stay.
 */
export function orderSetItems(element: Type, items: readonly Value[]): readonly Value[] {
  const order =
    element.kind === 'string' || element.kind === 'number' || element.kind === 'bool'
      ? items.toSorted(comparePrimitives)
      : sortByEncoding(items);
  return order.filter((item, i) => {
    const before = order[i - 1];
    return before === undefined || compareValues(before, item) !== 'same';
  });
}

function comparePrimitives(left: Value, right: Value): number {
  if (left.kind === 'string' && right.kind === 'string') return compareBytes(left.value, right.value);
  if (left.kind === 'number' && right.kind === 'number') return compareNumbers(left.value, right.value);
  if (left.kind === 'bool' && right.kind === 'bool') return Number(left.value) - Number(right.value);
  return rankOf(left) - rankOf(right);
}

function rankOf(value: Value): number {
  if (value.kind === 'unknown') return 2;
  return value.kind === 'null' ? 1 : 0;
}

function sortByEncoding(items: readonly Value[]): readonly Value[] {
  return items
    .map((item) => ({ item, rank: rankOf(item), code: encode(item) }))
    .toSorted((a, b) => a.rank - b.rank || compareBytes(a.code, b.code))
    .map(({ item }) => item);
}

/** Text that orders items as Terraform orders those that have no order of their own. */
function encode(value: Value): string {
  switch (value.kind) {
    case 'unknown':
      return '?';
    case 'null':
      return '~';
    case 'bool':
      return value.value ? 'T' : 'F';
    case 'number':
      return encodeNumber(value.value);
    case 'string':
      return JSON.stringify(value.value);
    case 'list':
    case 'set':
      return `[${value.items.map((item) => `${encode(item)};`).join('')}]`;
    case 'tuple':
      return `<${value.items.map((item) => `${encode(item)};`).join('')}>`;
    case 'map':
      return `{${[...value.entries].map(([key, item]) => `${quoteKey(key)}:${encode(item)};`).join('')}}`;
    case 'object':
      return `<${[...value.entries.values()].map((item) => `${encode(item)};`).join('')}>`;
  }
}

function quoteKey(key: string): string {
  return JSON.stringify(key);
}

/** Ten significant digits, as C's `%.10g` prints them. */
function encodeNumber(value: TerraformNumber): string {
  const integer = toBigInt(value);
  if (integer !== undefined && integer < 10_000_000_000n && integer > -10_000_000_000n)
    return formatNumber(value);
  const [mantissa = '', exponent = '0'] = toDouble(value).toExponential(9).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 10) return String(Number(toDouble(value).toPrecision(10)));
  const digits = mantissa.replace(/\.?0+$/, '');
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
