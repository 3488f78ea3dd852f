import { succeed } from '../../../base/result.ts';
import {
  boolType,
  boolValue,
  dynamicType,
  isSensitive,
  isWhollyKnown,
  listOf,
  listType,
  markSensitive,
  numberType,
  numberValue,
  stringType,
  tupleOf,
  unknownFrom,
} from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import { areEqual } from '../values/equality.ts';
import { addNumbers, compareNumbers, toSafeInteger, zero } from '../values/number.ts';
import { compareBytes } from '../values/text-order.ts';
import { typeOf } from '../values/type.ts';
import { unifyTypes } from '../values/unify.ts';
import type { TerraformNumber, Type, Value } from '../values/value.ts';
import { argumentAt, itemsAt, itemsIn, numberAt, numberIn, textIn } from './arguments.ts';
import {
  type FunctionDefinition,
  type FunctionTable,
  type Outcome,
  type Parameter,
  refuse,
  refuseConversion,
  refuseSize,
} from './definition.ts';
import {
  applyCoalesce,
  applyCoalesceList,
  applyContains,
  applyElement,
  applyIndex,
  applyLength,
  applyOne,
  elementTypeOf,
} from './list-elements.ts';
import { isListLike, isSequenceType, lengthOfList, withOuterMark } from './sequences.ts';

const anyList: Parameter = { name: 'list', type: dynamicType, accepts: ['unknown', 'sensitive'] };
const index: Parameter = { name: 'index', type: numberType };

export const listFunctions: FunctionTable = {
  alltrue: booleans(false),
  anytrue: booleans(true),
  chunklist: {
    parameters: [
      { name: 'list', type: listType(dynamicType), accepts: ['unknown', 'sensitive'] },
      { name: 'size', type: numberType },
    ],
    result: (args) => listType(typeOf(argumentAt(args, 0))),
    apply: applyChunkList,
  },
  coalesce: {
    parameters: [],
    variadic: { name: 'vals', type: dynamicType, accepts: ['null', 'unknown'] },
    result: dynamicType,
    apply: applyCoalesce,
  },
  coalescelist: {
    parameters: [],
    variadic: { name: 'vals', type: dynamicType, accepts: ['null', 'unknown', 'sensitive'] },
    result: dynamicType,
    apply: applyCoalesceList,
  },
  compact: {
    parameters: [{ name: 'list', type: listType(stringType) }],
    result: listType(stringType),
    keepsElements: 'certain-text',
    apply: (args) => succeed(listOf(stringType, itemsAt(args, 0).filter(isNonEmptyText))),
  },
  concat: {
    parameters: [],
    variadic: { name: 'seqs', type: dynamicType, accepts: ['unknown', 'sensitive'] },
    result: dynamicType,
    keepsElements: 'all',
    apply: applyConcat,
  },
  contains: {
    parameters: [
      { name: 'list', type: dynamicType, accepts: ['unknown'] },
      { name: 'value', type: dynamicType, accepts: ['unknown'] },
    ],
    result: boolType,
    apply: applyContains,
  },
  distinct: {
    parameters: [{ name: 'list', type: listType(dynamicType) }],
    result: (args) => typeOf(argumentAt(args, 0)),
    keepsElements: 'all',
    apply: applyDistinct,
  },
  element: { parameters: [anyList, index], result: elementTypeOf, apply: applyElement },
  flatten: { parameters: [anyList], result: dynamicType, apply: applyFlatten },
  index: {
    parameters: [
      { name: 'list', type: dynamicType, accepts: ['unknown'] },
      { name: 'value', type: dynamicType, accepts: ['unknown'] },
    ],
    result: numberType,
    apply: applyIndex,
  },
  length: { parameters: [anyList], result: numberType, apply: applyLength },
  one: { parameters: [anyList], result: dynamicType, apply: applyOne },
  range: {
    parameters: [],
    variadic: { name: 'params', type: numberType },
    result: listType(numberType),
    apply: applyRange,
  },
  reverse: { parameters: [anyList], result: dynamicType, apply: applyReverse },
  slice: {
    parameters: [anyList, { name: 'start_index', type: numberType }, { name: 'end_index', type: numberType }],
    result: dynamicType,
    apply: applySlice,
  },
  sort: {
    parameters: [{ name: 'list', type: listType(stringType), accepts: ['unknown'] }],
    result: listType(stringType),
    keepsElements: 'all',
    apply: applySort,
  },
  matchkeys: {
    parameters: [
      { name: 'values', type: listType(dynamicType) },
      { name: 'keys', type: listType(dynamicType) },
      { name: 'searchset', type: listType(dynamicType) },
    ],
    result: (args) => typeOf(argumentAt(args, 0)),
    apply: applyMatchKeys,
  },
};

/** One element that decides is enough, although others are unknown. Null counts as false. */
function booleans(deciding: boolean): FunctionDefinition {
  return {
    parameters: [{ name: 'list', type: listType(boolType), accepts: ['unknown'] }],
    result: boolType,
    apply: (args) => {
      const list = argumentAt(args, 0);
      const items = itemsIn(list);
      if (items === undefined) return succeed(unknownFrom(boolType, [list], { notNull: true }));
      if (items.some((item) => isTruth(item, deciding))) return succeed(boolValue(deciding));
      if (items.every((item) => item.kind !== 'unknown')) return succeed(boolValue(!deciding));
      return succeed(unknownFrom(boolType, [list], { notNull: true }));
    },
  };
}

function isTruth(item: Value, wanted: boolean): boolean {
  if (item.kind === 'null') return !wanted;
  return item.kind === 'bool' && item.value === wanted;
}

function isNonEmptyText(item: Value): boolean {
  return item.kind === 'string' && item.value !== '';
}

function applyChunkList(args: readonly Value[]): Outcome {
  const list = argumentAt(args, 0);
  const size = toSafeInteger(numberAt(args, 1));
  if (size === undefined) return refuse('chunklist', 'size', 1, 'not-whole');
  if (size < 0) return refuse('chunklist', 'size', 1, 'negative');
  if (list.kind === 'unknown') return succeed(unknownFrom(listType(list.type), [list], { notNull: true }));
  const items = itemsIn(list) ?? [];
  const step = size === 0 ? Math.max(1, items.length) : size;
  const type = typeOf(list);
  const element = type.kind === 'list' ? type.element : dynamicType;
  const chunks: Value[] = [];
  for (let i = 0; i < items.length; i += step) chunks.push(listOf(element, items.slice(i, i + step)));
  return succeed(withOuterMark(listOf(listType(element), chunks), list));
}

/** Lists with a common type make a list; as soon as a tuple is among them, a tuple. */
function applyConcat(args: readonly Value[]): Outcome {
  if (args.length === 0) return refuse('concat', 'seqs', 0, 'empty');
  const wrong = args.findIndex((arg) => !isListLike(typeOf(arg)));
  if (wrong >= 0) return refuse('concat', 'seqs', wrong, 'not-a-list');
  const types = args.map(typeOf);
  const common = types.every((type) => type.kind === 'list') ? unifyTypes(types) : undefined;
  if (common?.kind === 'list') return concatLists(args, common);
  if (args.some((arg) => arg.kind === 'unknown' && arg.type.kind !== 'tuple')) {
    return succeed(unknownFrom(dynamicType, args));
  }
  const joined = tupleOf(args.flatMap((arg) => itemsIn(arg) ?? unknownElements(arg)));
  return succeed(args.some(isSensitive) ? markSensitive(joined) : joined);
}

function concatLists(args: readonly Value[], type: Type): Outcome {
  const element = 'element' in type ? type.element : dynamicType;
  const items: Value[] = [];
  const lengths = args.map(lengthOfList);
  if (args.some((arg) => arg.kind === 'unknown')) {
    const total = lengths.includes(undefined)
      ? undefined
      : lengths.reduce((sum: number, n) => sum + (n ?? 0), 0);
    return succeed(
      unknownFrom(type, args, { notNull: true, ...(total === undefined ? {} : { length: total }) }),
    );
  }
  for (const [i, arg] of args.entries()) {
    const converted = convert(arg, type);
    if (!converted.ok) return refuseConversion('concat', 'seqs', i, converted.error);
    items.push(...(itemsIn(converted.value) ?? []));
  }
  const joined = listOf(element, items);
  return succeed(args.some(isSensitive) ? markSensitive(joined) : joined);
}

/** An unknown tuple has a known number of elements. */
function unknownElements(value: Value): readonly Value[] {
  if (value.kind !== 'unknown' || value.type.kind !== 'tuple') return [];
  return value.type.elements.map((element) => unknownFrom(element, [value]));
}

function applyDistinct(args: readonly Value[]): Outcome {
  const list = argumentAt(args, 0);
  const type = typeOf(list);
  const element = type.kind === 'list' ? type.element : dynamicType;
  return succeed(listOf(element, distinctItems(itemsIn(list) ?? [])));
}

function distinctItems(items: readonly Value[]): readonly Value[] {
  const texts = new Set<string>();
  const kept: Value[] = [];
  for (const item of items) {
    if (item.kind === 'string') {
      if (texts.has(item.value)) continue;
      texts.add(item.value);
    } else if (kept.some((other) => areEqual(other, item))) continue;
    kept.push(item);
  }
  return kept;
}

/** Nested lists, sets and tuples are opened; an unknown one inside leaves the number of elements open. */
function applyFlatten(args: readonly Value[]): Outcome {
  const list = argumentAt(args, 0);
  if (list.kind === 'unknown') {
    return isSequenceType(list.type)
      ? succeed(unknownFrom(dynamicType, [list]))
      : refuse('flatten', 'list', 0, 'not-a-list');
  }
  if (itemsIn(list) === undefined) return refuse('flatten', 'list', 0, 'not-a-list');
  const flat: Value[] = [];
  if (!flattenInto(list, flat)) return succeed(unknownFrom(dynamicType, [list]));
  const result = tupleOf(flat);
  return succeed(hasMarkedList(list) ? markSensitive(result) : result);
}

/** @returns false when an inner list is unknown */
function flattenInto(list: Value, into: Value[]): boolean {
  let isCertain = true;
  for (const item of itemsIn(list) ?? []) {
    if (itemsIn(item) !== undefined) isCertain = flattenInto(item, into) && isCertain;
    else if (item.kind === 'unknown' && isSequenceType(item.type)) isCertain = false;
    else into.push(item);
  }
  return isCertain;
}

function hasMarkedList(value: Value): boolean {
  const items = itemsIn(value);
  return items !== undefined && (isSensitive(value) || items.some(hasMarkedList));
}

/** Terraform stops at this many elements. */
const rangeLengthMax = 1024;

function applyRange(args: readonly Value[]): Outcome {
  const numbers = args.map(numberIn);
  const bounds = rangeBounds(numbers);
  if (bounds === undefined) return refuse('range', 'params', 0, 'lengths-differ');
  const { start, limit, step } = bounds;
  const direction = compareNumbers(step, zero);
  const needed = compareNumbers(limit, start);
  if (direction === 0 || (needed !== 0 && direction !== needed))
    return refuse('range', 'params', 2, 'step-direction');
  const items: Value[] = [];
  for (let at = start; compareNumbers(at, limit) === -direction; at = addNumbers(at, step)) {
    if (items.length >= rangeLengthMax) return refuseSize('range', rangeLengthMax, 'elements');
    items.push(numberValue(at));
  }
  return succeed(listOf(numberType, items));
}

interface RangeBounds {
  readonly start: TerraformNumber;
  readonly limit: TerraformNumber;
  readonly step: TerraformNumber;
}

/** One number is the limit, two are start and limit, three have the step; without one it is 1 or −1. */
function rangeBounds(numbers: readonly TerraformNumber[]): RangeBounds | undefined {
  const [first, second, third] = numbers;
  if (first === undefined || numbers.length > 3) return undefined;
  const start = second === undefined ? zero : first;
  const limit = second ?? first;
  const isDown = compareNumbers(limit, start) < 0;
  return { start, limit, step: third ?? { digits: isDown ? -1n : 1n, scale: 0 } };
}

function applyReverse(args: readonly Value[]): Outcome {
  const list = argumentAt(args, 0);
  const type = typeOf(list);
  if (!isSequenceType(type)) return refuse('reverse', 'list', 0, 'not-a-list');
  if (list.kind === 'unknown')
    return succeed(unknownFrom(reversedType(type), [list], lengthRefinement(list)));
  const items = (itemsIn(list) ?? []).toReversed();
  const reversed =
    list.kind === 'tuple' || !('element' in type) ? tupleOf(items) : listOf(type.element, items);
  return succeed(withOuterMark(reversed, list));
}

function reversedType(type: Type): Type {
  if (type.kind === 'tuple') return { kind: 'tuple', elements: type.elements.toReversed() };
  return 'element' in type ? listType(type.element) : dynamicType;
}

function lengthRefinement(value: Extract<Value, { kind: 'unknown' }>): { readonly length?: number } {
  return value.length === undefined ? {} : { length: value.length };
}

function applySlice(args: readonly Value[]): Outcome {
  const list = argumentAt(args, 0);
  const type = typeOf(list);
  if (!isListLike(type)) return refuse('slice', 'list', 0, 'not-a-list');
  const start = toSafeInteger(numberAt(args, 1));
  const end = toSafeInteger(numberAt(args, 2));
  if (start === undefined) return refuse('slice', 'start_index', 1, 'not-whole');
  if (end === undefined) return refuse('slice', 'end_index', 2, 'not-whole');
  if (start < 0) return refuse('slice', 'start_index', 1, 'negative');
  if (end < start) return refuse('slice', 'end_index', 2, 'end-before-start');
  const length = type.kind === 'tuple' ? type.elements.length : lengthOfList(list);
  if (length !== undefined && end > length) return refuse('slice', 'end_index', 2, 'out-of-range');
  if (list.kind === 'unknown') return succeed(sliceOfUnknown(list, start, end));
  const items = (itemsIn(list) ?? []).slice(start, end);
  return succeed(withOuterMark(list.kind === 'list' ? listOf(list.element, items) : tupleOf(items), list));
}

function sliceOfUnknown(list: Extract<Value, { kind: 'unknown' }>, start: number, end: number): Value {
  const type = list.type;
  if (type.kind === 'tuple')
    return unknownFrom({ kind: 'tuple', elements: type.elements.slice(start, end) }, [list]);
  return unknownFrom(type, [list], { notNull: true, length: end - start });
}

function applySort(args: readonly Value[]): Outcome {
  const list = argumentAt(args, 0);
  if (list.kind === 'unknown')
    return succeed(unknownFrom(list.type, [list], { notNull: true, ...lengthRefinement(list) }));
  const items = itemsIn(list) ?? [];
  if (items.some((item) => item.kind === 'null')) return refuse('sort', 'list', 0, 'null-element');
  if (!isWhollyKnown(list)) {
    return succeed(unknownFrom(typeOf(list), [list], { notNull: true, length: items.length }));
  }
  return succeed(
    listOf(
      stringType,
      items.toSorted((a, b) => compareBytes(textIn(a), textIn(b))),
    ),
  );
}

function applyMatchKeys(args: readonly Value[]): Outcome {
  const values = argumentAt(args, 0);
  const items = itemsIn(values) ?? [];
  const keys = itemsAt(args, 1);
  const searched = itemsAt(args, 2);
  if (items.length !== keys.length) return refuse('matchkeys', 'keys', 1, 'lengths-differ');
  const key = unifyTypes([...keys, ...searched].map(typeOf), 'unsafe');
  if (key === undefined) return refuse('matchkeys', 'searchset', 2, 'no-common-type');
  const wanted = searched.map((item) => convertedOr(item, key));
  const type = typeOf(values);
  const kept = items.filter((_item, i) => {
    const own = keys[i];
    return own !== undefined && wanted.some((other) => areEqual(other, convertedOr(own, key)));
  });
  return succeed(listOf(type.kind === 'list' ? type.element : dynamicType, kept));
}

function convertedOr(value: Value, type: Type): Value {
  const converted = convert(value, type);
  return converted.ok ? converted.value : value;
}
