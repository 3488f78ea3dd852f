import { succeed } from '../../../base/result.ts';
import {
  dynamicType,
  isSensitive,
  isWhollyKnown,
  listOf,
  listType,
  mapOf,
  mapType,
  markSensitive,
  objectOf,
  stringType,
  stringValue,
  tupleOf,
  unknownFrom,
} from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import { typeOf, typesEqual } from '../values/type.ts';
import type { Type, Value } from '../values/value.ts';
import { argumentAt, entriesIn, itemsAt, itemsIn, textAt, textIn } from './arguments.ts';
import { type FunctionTable, type Outcome, refuse, refuseConversion } from './definition.ts';

export const mapFunctions: FunctionTable = {
  keys: {
    parameters: [{ name: 'inputMap', type: dynamicType, accepts: ['unknown', 'sensitive'] }],
    result: dynamicType,
    apply: applyKeys,
  },
  values: {
    parameters: [{ name: 'mapping', type: dynamicType, accepts: ['unknown', 'sensitive'] }],
    result: dynamicType,
    apply: applyValues,
  },
  lookup: {
    parameters: [
      { name: 'inputMap', type: dynamicType, accepts: ['unknown', 'sensitive'] },
      { name: 'key', type: stringType, accepts: ['unknown'] },
    ],
    variadic: { name: 'default', type: dynamicType, accepts: ['null', 'unknown', 'sensitive'] },
    result: dynamicType,
    apply: applyLookup,
  },
  merge: {
    parameters: [],
    variadic: { name: 'maps', type: dynamicType, accepts: ['null', 'unknown', 'sensitive'] },
    result: dynamicType,
    apply: applyMerge,
  },
  transpose: {
    parameters: [{ name: 'values', type: mapType(listType(stringType)) }],
    result: mapType(listType(stringType)),
    apply: applyTranspose,
  },
  zipmap: {
    parameters: [
      { name: 'keys', type: listType(stringType), accepts: ['unknown'] },
      { name: 'values', type: dynamicType, accepts: ['unknown', 'sensitive'] },
    ],
    result: dynamicType,
    apply: applyZipMap,
  },
};

function withOuterMark(value: Value, source: Value): Value {
  return isSensitive(source) ? markSensitive(value) : value;
}

/** An object's names are known even when its values are not. */
function applyKeys(args: readonly Value[]): Outcome {
  const map = argumentAt(args, 0);
  const type = typeOf(map);
  if (type.kind === 'object') {
    return succeed(withOuterMark(tupleOf([...type.attributes.keys()].map(stringValue)), map));
  }
  if (map.kind === 'map') {
    return succeed(withOuterMark(listOf(stringType, [...map.entries.keys()].map(stringValue)), map));
  }
  if (map.kind !== 'unknown' || !isMapType(type)) return refuse('keys', 'inputMap', 0, 'not-a-map');
  const result = type.kind === 'map' ? listType(stringType) : dynamicType;
  return succeed(unknownFrom(result, [map], lengthRefinement(map)));
}

function applyValues(args: readonly Value[]): Outcome {
  const map = argumentAt(args, 0);
  if (map.kind === 'map') return succeed(withOuterMark(listOf(map.element, [...map.entries.values()]), map));
  if (map.kind === 'object') return succeed(withOuterMark(tupleOf([...map.entries.values()]), map));
  if (map.kind !== 'unknown' || !isMapType(map.type)) return refuse('values', 'mapping', 0, 'not-a-map');
  return succeed(unknownFrom(valuesType(map.type), [map], lengthRefinement(map)));
}

function valuesType(type: Type): Type {
  if (type.kind === 'object') return { kind: 'tuple', elements: [...type.attributes.values()] };
  return type.kind === 'map' ? listType(type.element) : dynamicType;
}

function isMapType(type: Type): boolean {
  return type.kind === 'map' || type.kind === 'object' || type.kind === 'dynamic';
}

function lengthRefinement(value: Extract<Value, { kind: 'unknown' }>): { readonly length?: number } {
  return value.length === undefined ? {} : { length: value.length };
}

/** A default for a map must have the type of its elements; for an object it may have any. */
function applyLookup(args: readonly Value[]): Outcome {
  const map = argumentAt(args, 0);
  const key = argumentAt(args, 1);
  if (args.length > 3) return refuse('lookup', 'default', 3, 'lengths-differ');
  if (!isMapType(typeOf(map))) return refuse('lookup', 'inputMap', 0, 'not-a-map');
  const fallback = readDefault(map, args[2]);
  if (fallback !== undefined && !fallback.ok) return fallback;
  if (map.kind === 'unknown') return lookupInUnknown(map, key, fallback?.value);
  if (key.kind === 'unknown') return succeed(unknownFrom(resultType(map), [key, map]));
  const found = entriesIn(map)?.get(textIn(key)) ?? fallback?.value;
  if (found === undefined) return refuse('lookup', 'key', 1, 'no-such-key', textIn(key));
  return succeed(withOuterMark(found, map));
}

function readDefault(map: Value, given: Value | undefined): Outcome | undefined {
  if (given === undefined) return undefined;
  const type = typeOf(map);
  if (type.kind !== 'map') return succeed(given);
  const converted = convert(given, type.element);
  return converted.ok ? converted : refuseConversion('lookup', 'default', 2, converted.error);
}

function resultType(map: Value): Type {
  const type = typeOf(map);
  return type.kind === 'map' ? type.element : dynamicType;
}

/** An unknown object still has known names: one that it lacks gives the default for certain. */
function lookupInUnknown(
  map: Extract<Value, { kind: 'unknown' }>,
  key: Value,
  fallback: Value | undefined,
): Outcome {
  if (map.type.kind !== 'object' || key.kind !== 'string') {
    return succeed(unknownFrom(resultType(map), [map, key]));
  }
  const type = map.type.attributes.get(key.value);
  if (type !== undefined) return succeed(unknownFrom(type, [map]));
  return fallback === undefined ? refuse('lookup', 'key', 1, 'no-such-key', key.value) : succeed(fallback);
}

/** Maps of one type make a map; otherwise the result is an object. Null arguments are left out. */
function applyMerge(args: readonly Value[]): Outcome {
  const given = args.filter((arg) => arg.kind !== 'null');
  const wrong = args.findIndex((arg) => !isMapType(typeOf(arg)));
  if (wrong >= 0) return refuse('merge', 'maps', wrong, 'not-a-map');
  const types = given.map(typeOf);
  const first = types[0];
  const isOneMap = first?.kind === 'map' && types.every((type) => typesEqual(type, first));
  if (given.some((arg) => arg.kind === 'unknown'))
    return succeed(mergeUnknown(given, isOneMap ? first : undefined));
  const entries = new Map<string, Value>();
  for (const arg of given) for (const [key, item] of entriesIn(arg) ?? []) entries.set(key, item);
  const merged = isOneMap && first.kind === 'map' ? mapOf(first.element, entries) : objectOf(entries);
  return succeed(args.some(isSensitive) ? markSensitive(merged) : merged);
}

/** With an unknown object among them, names and the known values that come later stay known. */
function mergeUnknown(given: readonly Value[], map: Type | undefined): Value {
  const isOpen = given.some((arg) => arg.kind === 'unknown' && arg.type.kind !== 'object');
  if (map !== undefined || isOpen)
    return unknownFrom(map ?? dynamicType, given, map === undefined ? {} : { notNull: true });
  const entries = new Map<string, Value>();
  for (const arg of given) {
    if (arg.kind === 'unknown' && arg.type.kind === 'object') {
      for (const [name, type] of arg.type.attributes) entries.set(name, unknownFrom(type, [arg]));
    }
    for (const [key, item] of entriesIn(arg) ?? []) entries.set(key, item);
  }
  const merged = objectOf(entries);
  return given.some(isSensitive) ? markSensitive(merged) : merged;
}

function applyTranspose(args: readonly Value[]): Outcome {
  const lists = new Map<string, Value[]>();
  for (const [key, list] of entriesIn(argumentAt(args, 0)) ?? []) {
    if (list.kind === 'null') return refuse('transpose', 'values', 0, 'null-element');
    for (const item of itemsIn(list) ?? []) {
      if (item.kind !== 'string') return refuse('transpose', 'values', 0, 'null-element');
      const keys = lists.get(item.value) ?? [];
      keys.push(stringValue(key));
      lists.set(item.value, keys);
    }
  }
  return succeed(
    mapOf(
      listType(stringType),
      [...lists].map(([key, keys]) => [key, listOf(stringType, keys)]),
    ),
  );
}

/** A list of values makes a map, a tuple an object. Of equal keys the last wins. */
function applyZipMap(args: readonly Value[]): Outcome {
  const keys = argumentAt(args, 0);
  const values = argumentAt(args, 1);
  const type = typeOf(values);
  if (type.kind !== 'list' && type.kind !== 'tuple' && type.kind !== 'dynamic') {
    return refuse('zipmap', 'values', 1, 'not-a-list');
  }
  if (!isWhollyKnown(keys) || values.kind === 'unknown') {
    return succeed(unknownFrom(type.kind === 'list' ? mapType(type.element) : dynamicType, [keys, values]));
  }
  const names = itemsAt(args, 0);
  const items = itemsIn(values) ?? [];
  if (names.length !== items.length) return refuse('zipmap', 'values', 1, 'lengths-differ');
  if (names.some((name) => name.kind === 'null')) return refuse('zipmap', 'keys', 0, 'null-element');
  const entries = new Map(names.map((_name, i): [string, Value] => [textAt(names, i), argumentAt(items, i)]));
  return succeed(
    withOuterMark(type.kind === 'list' ? mapOf(type.element, entries) : objectOf(entries), values),
  );
}
