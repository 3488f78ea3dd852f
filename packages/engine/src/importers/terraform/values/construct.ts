import { isSensitive, isSensitiveWithin, unknownsWithin } from './contents.ts';
import { numberOf } from './number.ts';
import { orderSetItems } from './set-order.ts';
import { compareBytes } from './text-order.ts';
import { mergeUnknowns } from './unknowns.ts';
import type { Reference, TerraformNumber, Type, Unknown, UnknownValue, Value } from './value.ts';

export const dynamicType: Type = { kind: 'dynamic' };
export const boolType: Type = { kind: 'bool' };
export const numberType: Type = { kind: 'number' };
export const stringType: Type = { kind: 'string' };

export function listType(element: Type): Type {
  return { kind: 'list', element };
}

export function setType(element: Type): Type {
  return { kind: 'set', element };
}

export function mapType(element: Type): Type {
  return { kind: 'map', element };
}

export function tupleType(elements: readonly Type[]): Type {
  return { kind: 'tuple', elements };
}

/** Attribute order is Terraform's: by name. */
export function objectType(attributes: Readonly<Record<string, Type>> | ReadonlyMap<string, Type>): Type {
  const pairs = attributes instanceof Map ? [...attributes] : Object.entries(attributes);
  return { kind: 'object', attributes: new Map(pairs.toSorted(([a], [b]) => compareBytes(a, b))) };
}

export const trueValue: Value = { kind: 'bool', value: true };
export const falseValue: Value = { kind: 'bool', value: false };

export function boolValue(value: boolean): Value {
  return value ? trueValue : falseValue;
}

/** Terraform keeps all text in Unicode normal form C. */
export function stringValue(text: string): Value {
  return { kind: 'string', value: text.normalize('NFC') };
}

/** @param value a machine number must be finite */
export function numberValue(value: TerraformNumber | number | bigint): Value {
  return { kind: 'number', value: typeof value === 'object' ? value : numberOf(value) };
}

export function nullValue(type: Type = dynamicType): Value {
  return { kind: 'null', type };
}

export function listOf(element: Type, items: readonly Value[]): Value {
  return { kind: 'list', element, items };
}

export function tupleOf(items: readonly Value[]): Value {
  return { kind: 'tuple', items };
}

/** Equal items become one; a sensitive item makes the whole set sensitive, as in Terraform. */
export function setOf(element: Type, items: readonly Value[]): Value {
  const set: Value = { kind: 'set', element, items: orderSetItems(element, items.map(withoutMarks)) };
  return items.some(isSensitive) ? markSensitive(set) : set;
}

export function mapOf(element: Type, entries: Iterable<readonly [string, Value]>): Value {
  return { kind: 'map', element, entries: sortEntries(entries) };
}

export function objectOf(entries: Iterable<readonly [string, Value]>): Value {
  return { kind: 'object', entries: sortEntries(entries) };
}

function sortEntries(entries: Iterable<readonly [string, Value]>): ReadonlyMap<string, Value> {
  const pairs = [...entries];
  const sorted = pairs.every(([key], i) => i === 0 || compareBytes(pairs[i - 1]?.[0] ?? '', key) <= 0);
  return new Map(sorted ? pairs : pairs.toSorted(([a], [b]) => compareBytes(a, b)));
}

export {
  childrenOf,
  isKnown,
  isSensitive,
  isSensitiveWithin,
  isWhollyKnown,
  unknownsWithin,
  weightOf,
} from './contents.ts';

/** What Terraform also knows about a value it does not know. */
export interface Refinements {
  readonly notNull?: true;
  readonly prefix?: string;
  readonly length?: number;
  readonly elements?: readonly Value[];
  readonly atLeast?: number;
}

export function unknownOf(type: Type, unknown: Unknown, refinements: Refinements = {}): UnknownValue {
  return { kind: 'unknown', type, unknown, ...refinements };
}

/**
 * The value of one attribute that the source does not hold. Of text, number and bool it also says that its
 * text is exactly this reference, so that templates and JSON can show it in its place.
 */
export function unknownReference(
  type: Type,
  reference: Reference,
  reason: Unknown['reason'] = 'known-after-apply',
): UnknownValue {
  const unknown = { reason, references: [reference] };
  const isText = type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
  return unknownOf(type, isText ? { ...unknown, template: [reference] } : unknown);
}

/** An unknown that hangs on all the given values' unknowns, deep ones included. */
export function unknownFrom(type: Type, values: readonly Value[], refinements: Refinements = {}): Value {
  const result = unknownOf(type, mergeUnknowns(values.flatMap(unknownsWithin)), refinements);
  return values.some(isSensitiveWithin) ? markSensitive(result) : result;
}

export function markSensitive(value: Value): Value {
  return value.sensitive === true ? value : { ...value, sensitive: true };
}

/** Carries the mark of `sources` (looked at deeply) over to `value`. */
export function withMarksOf(value: Value, sources: readonly Value[]): Value {
  return sources.some(isSensitiveWithin) ? markSensitive(value) : value;
}

/** Removes the outer mark only. */
export function withoutMark(value: Value): Value {
  if (value.sensitive !== true) return value;
  const { sensitive: _dropped, ...rest } = value;
  return rest;
}

/** Removes every mark, inner ones too. */
export function withoutMarks(value: Value): Value {
  if (!isSensitiveWithin(value)) return value;
  const bare = withoutMark(value);
  switch (bare.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return { ...bare, items: bare.items.map(withoutMarks) };
    case 'map':
    case 'object':
      return { ...bare, entries: new Map([...bare.entries].map(([key, item]) => [key, withoutMarks(item)])) };
    default:
      return bare;
  }
}
