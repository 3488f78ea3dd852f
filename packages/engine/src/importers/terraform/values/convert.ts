import { fail, type Result, succeed } from '../../../base/result.ts';
import {
  boolValue,
  isSensitive,
  listOf,
  mapOf,
  markSensitive,
  nullValue,
  numberValue,
  objectOf,
  setOf,
  stringValue,
  tupleOf,
} from './construct.ts';
import { canConvert } from './conversion-exists.ts';
import { formatNumber, parseNumber } from './number.ts';
import { describeType, hasDynamic, isPrimitive, typeOf, typesEqual } from './type.ts';
import { unifyTypes } from './unify.ts';
import type { Type, UnknownValue, Value } from './value.ts';

/** Why a value is not of the wanted type; the words are a diagnostic's. */
export interface ConversionProblem {
  readonly because:
    | 'wrong-type'
    | 'not-a-number'
    | 'not-a-bool'
    | 'missing-attribute'
    | 'mixed-elements'
    | 'wrong-length';
  /** Where in the value: `.ports[0]`; empty at the top. */
  readonly path: string;
  /** In Terraform's words, such as `list of string`. */
  readonly expected: string;
  readonly found: string;
  /** Set when an attribute is missing. */
  readonly attribute?: string;
}

export type Conversion = Result<Value, ConversionProblem>;

/**
 * Converts a value to a type as Terraform does for arguments of functions, variables and resources.
 *
 * Parts of `type` that are `any` take the value's own type; the elements of `list(any)` are first brought to
 * one common type. Null becomes a null of the type, an unknown stays unknown and keeps what is known of it.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
export function convert(value: Value, type: Type): Conversion {
  return convertAt(value, type, '');
}

function convertAt(value: Value, type: Type, path: string): Conversion {
  if (type.kind === 'dynamic') return succeed(value);
  if (value.kind === 'null') return convertNull(value.type, value, type, path);
  if (value.kind === 'unknown') return convertUnknown(value, type, path);
  const converted = convertKnown(value, type, path);
  if (!converted.ok || !isSensitive(value)) return converted;
  return succeed(markSensitive(converted.value));
}

function convertNull(from: Type, value: Value, to: Type, path: string): Conversion {
  if (!canConvert(from, to, 'unsafe')) return problem('wrong-type', path, to, from);
  const converted = nullValue(to);
  return succeed(isSensitive(value) ? markSensitive(converted) : converted);
}

function convertUnknown(value: UnknownValue, to: Type, path: string): Conversion {
  if (typesEqual(value.type, to)) return succeed(value);
  if (!canConvert(value.type, to, 'unsafe')) return problem('wrong-type', path, to, value.type);
  const type = hasDynamic(to) && !hasDynamic(value.type) ? fillDynamic(to, value.type) : withoutOptional(to);
  const { template: _text, ...unknown } = value.unknown;
  const keepsText = isPrimitive(to) && isPrimitive(value.type);
  const converted: UnknownValue = { ...value, type, unknown: keepsText ? value.unknown : unknown };
  if (to.kind === 'string' || converted.prefix === undefined) return succeed(withoutLength(converted, to));
  const { prefix: _prefix, ...rest } = converted;
  return succeed(withoutLength(rest, to));
}

/** A list's length says nothing about the set made of it. */
function withoutLength(value: UnknownValue, to: Type): UnknownValue {
  if (value.length === undefined || to.kind === 'list' || to.kind === 'map' || to.kind === 'tuple')
    return value;
  const { length: _length, ...rest } = value;
  return rest;
}

/** Gives the `any` parts of a type what the value's type has there. */
function fillDynamic(to: Type, from: Type): Type {
  if (to.kind === 'dynamic') return from;
  if (to.kind !== 'list' && to.kind !== 'set' && to.kind !== 'map') return withoutOptional(to);
  const parts =
    'element' in from ? [from.element] : from.kind === 'tuple' ? from.elements : attributeTypes(from);
  const element = unifyTypes(parts) ?? to.element;
  return { kind: to.kind, element: fillDynamic(to.element, element) };
}

function attributeTypes(type: Type): readonly Type[] {
  return type.kind === 'object' ? [...type.attributes.values()] : [];
}

/** The type of values: constraints may have optional attributes, values do not. */
export function withoutOptional(type: Type): Type {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: type.kind, element: withoutOptional(type.element) };
    case 'tuple':
      return { kind: 'tuple', elements: type.elements.map(withoutOptional) };
    case 'object':
      return {
        kind: 'object',
        attributes: new Map([...type.attributes].map(([name, part]) => [name, withoutOptional(part)])),
      };
    default:
      return type;
  }
}

function convertKnown(value: Value, type: Type, path: string): Conversion {
  switch (type.kind) {
    case 'string':
      return convertToString(value, path);
    case 'number':
      return convertToNumber(value, path);
    case 'bool':
      return convertToBool(value, path);
    case 'list':
    case 'set':
      return convertToSequence(value, { kind: type.kind, element: type.element }, path);
    case 'map':
      return convertToMap(value, { kind: type.kind, element: type.element }, path);
    case 'tuple':
      return convertToTuple(value, type, path);
    case 'object':
      return convertToObject(value, type, path);
    default:
      return succeed(value);
  }
}

const string: Type = { kind: 'string' };
const number: Type = { kind: 'number' };
const bool: Type = { kind: 'bool' };

function convertToString(value: Value, path: string): Conversion {
  if (value.kind === 'string') return succeed(value);
  if (value.kind === 'number') return succeed(stringValue(formatNumber(value.value)));
  if (value.kind === 'bool') return succeed(stringValue(String(value.value)));
  return problem('wrong-type', path, string, typeOf(value));
}

function convertToNumber(value: Value, path: string): Conversion {
  if (value.kind === 'number') return succeed(value);
  if (value.kind !== 'string') return problem('wrong-type', path, number, typeOf(value));
  const parsed = parseNumber(value.value);
  return parsed === undefined ? problem('not-a-number', path, number, string) : succeed(numberValue(parsed));
}

function convertToBool(value: Value, path: string): Conversion {
  if (value.kind === 'bool') return succeed(value);
  if (value.kind !== 'string') return problem('wrong-type', path, bool, typeOf(value));
  if (value.value === 'true' || value.value === '1') return succeed(boolValue(true));
  if (value.value === 'false' || value.value === '0') return succeed(boolValue(false));
  return problem('not-a-bool', path, bool, string);
}

interface SequenceType {
  readonly kind: 'list' | 'set';
  readonly element: Type;
}

interface MapType {
  readonly kind: 'map';
  readonly element: Type;
}

function convertToSequence(value: Value, type: SequenceType, path: string): Conversion {
  if (value.kind !== 'list' && value.kind !== 'set' && value.kind !== 'tuple') {
    return problem('wrong-type', path, type, typeOf(value));
  }
  if (value.kind === type.kind && typesEqual(value.element, type.element)) return succeed(value);
  const element = elementTypeFor(value, type.element);
  if (element === undefined) return problem('mixed-elements', path, type, typeOf(value));
  const items: Value[] = [];
  for (const [i, item] of value.items.entries()) {
    const converted = convertAt(item, element, `${path}[${i}]`);
    if (!converted.ok) return converted;
    items.push(converted.value);
  }
  const made = commonElement(element, items);
  return succeed(type.kind === 'list' ? listOf(made, items) : setOf(made, items));
}

/** The element type to convert to: with `any` in it, the common type of the elements. */
function elementTypeFor(value: Value, wanted: Type): Type | undefined {
  if (wanted.kind !== 'dynamic') return wanted;
  const type = typeOf(value);
  if ('element' in type) return type.element;
  const parts = type.kind === 'tuple' ? type.elements : attributeTypes(type);
  const known = parts.filter((part) => part.kind !== 'dynamic');
  return unifyTypes(known.length > 0 ? known : parts);
}

/** After conversion to a type with `any` deep inside, the elements' own types decide. */
function commonElement(element: Type, items: readonly Value[]): Type {
  const plain = withoutOptional(element);
  if (!hasDynamic(plain) || items.length === 0) return plain;
  return unifyTypes(items.map(typeOf).filter((type) => !hasDynamic(type))) ?? plain;
}

function convertToMap(value: Value, type: MapType, path: string): Conversion {
  if (value.kind !== 'map' && value.kind !== 'object')
    return problem('wrong-type', path, type, typeOf(value));
  if (value.kind === 'map' && typesEqual(value.element, type.element)) return succeed(value);
  const element = elementTypeFor(value, type.element);
  if (element === undefined) return problem('mixed-elements', path, type, typeOf(value));
  const entries: [string, Value][] = [];
  for (const [key, item] of value.entries) {
    const converted = convertAt(item, element, `${path}${formatStep(key)}`);
    if (!converted.ok) return converted;
    entries.push([key, converted.value]);
  }
  return succeed(
    mapOf(
      commonElement(
        element,
        entries.map(([, item]) => item),
      ),
      entries,
    ),
  );
}

function convertToTuple(value: Value, type: Extract<Type, { kind: 'tuple' }>, path: string): Conversion {
  if (value.kind !== 'tuple') return problem('wrong-type', path, type, typeOf(value));
  if (value.items.length !== type.elements.length) return problem('wrong-length', path, type, typeOf(value));
  const items: Value[] = [];
  for (const [i, item] of value.items.entries()) {
    const converted = convertAt(item, type.elements[i] ?? { kind: 'dynamic' }, `${path}[${i}]`);
    if (!converted.ok) return converted;
    items.push(converted.value);
  }
  return succeed(tupleOf(items));
}

function convertToObject(value: Value, type: Extract<Type, { kind: 'object' }>, path: string): Conversion {
  if (value.kind !== 'object' && value.kind !== 'map')
    return problem('wrong-type', path, type, typeOf(value));
  const entries: [string, Value][] = [];
  for (const [name, wanted] of type.attributes) {
    const given = value.entries.get(name);
    if (given === undefined && type.optional?.has(name) !== true) {
      return fail({ ...problemOf('missing-attribute', path, type, typeOf(value)), attribute: name });
    }
    if (given === undefined) {
      entries.push([name, nullValue(withoutOptional(wanted))]);
      continue;
    }
    const converted = convertAt(given, wanted, `${path}${formatStep(name)}`);
    if (!converted.ok) return converted;
    entries.push([name, converted.value]);
  }
  return succeed(objectOf(entries));
}

/** `.name`, or `["odd name"]`. */
function formatStep(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function problemOf(
  because: ConversionProblem['because'],
  path: string,
  to: Type,
  from: Type,
): ConversionProblem {
  return { because, path, expected: describeType(to), found: describeType(from) };
}

function problem(because: ConversionProblem['because'], path: string, to: Type, from: Type): Conversion {
  return fail(problemOf(because, path, to, from));
}

/**
 * Brings a value to a type where `optional(type, default)` may fill in: `conform` = defaults, then `convert`.
 */
export function conformType(value: Value, type: Type, defaults?: TypeDefaults): Conversion {
  return convert(defaults === undefined ? value : applyDefaults(value, defaults), type);
}

/** Defaults of `optional(type, default)` within one type constraint. */
export interface TypeDefaults {
  /** By attribute name, on an object. */
  readonly attributes?: ReadonlyMap<string, Value>;
  /** Of nested types, by attribute name or tuple index; `*` = elements of a list, set or map. */
  readonly children?: ReadonlyMap<string, TypeDefaults>;
}

/**
 * Fills the defaults of optional attributes in, before conversion. An attribute that is null gets its
 * default as well.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
export function applyDefaults(value: Value, defaults: TypeDefaults): Value {
  switch (value.kind) {
    case 'object':
    case 'map':
      return applyToEntries(value, defaults);
    case 'tuple':
    case 'list':
    case 'set': {
      const items = value.items.map((item, i) => applyToChild(item, defaults, String(i)));
      // With defaults the elements may differ in type until they are converted.
      const filled = tupleOf(items);
      return isSensitive(value) ? markSensitive(filled) : filled;
    }
    default:
      return value;
  }
}

function applyToChild(item: Value, defaults: TypeDefaults, step: string): Value {
  const child = defaults.children?.get(step) ?? defaults.children?.get('*');
  return child === undefined ? item : applyDefaults(item, child);
}

function applyToEntries(value: Extract<Value, { kind: 'object' | 'map' }>, defaults: TypeDefaults): Value {
  const entries = new Map(value.entries);
  for (const [name, fallback] of defaults.attributes ?? []) {
    const given = entries.get(name);
    if (given === undefined || given.kind === 'null') entries.set(name, fallback);
  }
  const filled = objectOf([...entries].map(([name, item]) => [name, applyToChild(item, defaults, name)]));
  return isSensitive(value) ? markSensitive(filled) : filled;
}
