import { succeed } from '../../../base/result.ts';
import { compareValues } from '../values/compare.ts';
import {
  boolType,
  boolValue,
  dynamicType,
  isWhollyKnown,
  nullValue,
  numberType,
  numberValue,
  unknownFrom,
  withMarksOf,
} from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import { valuesEqual } from '../values/equality.ts';
import { toSafeInteger } from '../values/number.ts';
import { typeOf } from '../values/type.ts';
import { unifyTypes } from '../values/unify.ts';
import type { Type, Value } from '../values/value.ts';
import { argumentAt, itemsIn, numberAt } from './arguments.ts';
import { graphemesOf } from './characters.ts';
import { type Outcome, refuse, refuseConversion } from './definition.ts';
import { isListLike, isSequenceType, withOuterMark } from './sequences.ts';

/**
 * The first argument that is neither null nor an empty string, as the common type of all. An unknown may be
 * either, so it leaves the result open; as the last candidate it is the result itself.
 */
export function applyCoalesce(args: readonly Value[]): Outcome {
  const type = unifyTypes(args.filter((arg) => !isUntypedNull(arg)).map(typeOf), 'unsafe');
  if (type === undefined) return refuse('coalesce', 'vals', 0, 'no-common-type');
  for (const [i, arg] of args.entries()) {
    const converted = convert(arg, type);
    if (!converted.ok) return refuseConversion('coalesce', 'vals', i, converted.error);
    const value = converted.value;
    if (value.kind === 'null' || (value.kind === 'string' && value.value === '')) continue;
    if (value.kind !== 'unknown' || isCertainlyChosen(value) || i === args.length - 1) return succeed(value);
    return succeed(unknownFrom(type, args.slice(i), { notNull: true }));
  }
  return refuse('coalesce', 'vals', 0, 'all-null-or-empty');
}

function isUntypedNull(value: Value): boolean {
  return value.kind === 'null' && value.type.kind === 'dynamic';
}

function isCertainlyChosen(value: Extract<Value, { kind: 'unknown' }>): boolean {
  if (value.notNull !== true || value.type.kind === 'dynamic') return false;
  return value.type.kind !== 'string' || value.filled === true || (value.prefix ?? '') !== '';
}

/** A null of a list's type counts as empty, as in Terraform 1.11; a bare `null` has no type. */
export function applyCoalesceList(args: readonly Value[]): Outcome {
  const wrong = args.findIndex((arg) => isUntypedNull(arg) || !isListLike(typeOf(arg)));
  if (wrong >= 0) return refuse('coalescelist', 'vals', wrong, 'not-a-list');
  for (const [i, arg] of args.entries()) {
    if (arg.kind === 'unknown') {
      const isChosen = i === args.length - 1 || (arg.length ?? 0) > 0;
      if (isChosen) return succeed(arg);
      const type = unifyTypes(args.map(typeOf)) ?? dynamicType;
      return succeed(unknownFrom(type, args.slice(i)));
    }
    if ((itemsIn(arg) ?? []).length > 0) return succeed(arg);
  }
  return refuse('coalescelist', 'vals', 0, 'all-null-or-empty');
}

export function applyContains(args: readonly Value[]): Outcome {
  const list = argumentAt(args, 0);
  const wanted = argumentAt(args, 1);
  if (list.kind === 'unknown') {
    if (!isSequenceType(list.type)) return refuse('contains', 'list', 0, 'not-a-list');
    return succeed(unknownFrom(boolType, args, { notNull: true }));
  }
  const items = itemsIn(list);
  if (items === undefined) return refuse('contains', 'list', 0, 'not-a-list');
  const answers = items.map((item) => valuesEqual(wanted, item));
  if (answers.some((answer) => answer.kind === 'bool' && answer.value)) return succeed(boolValue(true));
  if (answers.every((answer) => answer.kind === 'bool')) return succeed(boolValue(false));
  return succeed(unknownFrom(boolType, answers, { notNull: true }));
}

/** With an unknown index only a list tells the type. */
export function elementTypeOf(args: readonly Value[]): Type {
  const type = typeOf(argumentAt(args, 0));
  return type.kind === 'list' ? type.element : dynamicType;
}

/** The index wraps around; a negative one is refused. */
export function applyElement(args: readonly Value[]): Outcome {
  const list = argumentAt(args, 0);
  const position = toSafeInteger(numberAt(args, 1));
  if (!isListLike(typeOf(list))) return refuse('element', 'list', 0, 'not-a-list');
  if (position === undefined) return refuse('element', 'index', 1, 'not-whole');
  if (position < 0) return refuse('element', 'index', 1, 'negative');
  if (list.kind === 'unknown') return succeed(elementOfUnknown(list, position));
  const items = itemsIn(list) ?? [];
  const chosen = items[position % Math.max(1, items.length)];
  if (chosen === undefined) return refuse('element', 'list', 0, 'empty');
  return succeed(withOuterMark(chosen, list));
}

function elementOfUnknown(list: Extract<Value, { kind: 'unknown' }>, position: number): Value {
  const type = list.type;
  if (type.kind === 'tuple' && type.elements.length > 0) {
    return unknownFrom(type.elements[position % type.elements.length] ?? dynamicType, [list]);
  }
  return unknownFrom('element' in type ? type.element : dynamicType, [list]);
}

export function applyIndex(args: readonly Value[]): Outcome {
  const list = argumentAt(args, 0);
  if (!isListLike(typeOf(list))) return refuse('index', 'list', 0, 'not-a-list');
  const answers = (itemsIn(list) ?? []).map((item) => compareValues(item, argumentAt(args, 1)));
  const at = answers.findIndex((answer) => answer !== 'different');
  if (list.kind === 'unknown' || answers[at] === 'not-known') {
    return succeed(unknownFrom(numberType, args, { notNull: true }));
  }
  return at < 0 ? refuse('index', 'value', 1, 'not-found') : succeed(numberValue(at));
}

export function applyLength(args: readonly Value[]): Outcome {
  const value = argumentAt(args, 0);
  const type = typeOf(value);
  if (type.kind === 'tuple') return succeed(withOuterMark(numberValue(type.elements.length), value));
  if (type.kind === 'object') return succeed(withOuterMark(numberValue(type.attributes.size), value));
  switch (value.kind) {
    case 'string':
      return succeed(withOuterMark(numberValue(graphemesOf(value.value).length), value));
    case 'list':
      return succeed(withOuterMark(numberValue(value.items.length), value));
    case 'map':
      return succeed(withOuterMark(numberValue(value.entries.size), value));
    case 'set':
      return succeed(withOuterMark(lengthOfSet(value.items, value), value));
    case 'unknown':
      return lengthOfUnknown(value);
    default:
      return refuse('length', 'value', 0, 'not-a-collection');
  }
}

/** Unknown elements may turn out to be equal to others. */
function lengthOfSet(items: readonly Value[], set: Value): Value {
  const isCertain = items.length < 2 || items.every(isWhollyKnown);
  return isCertain ? numberValue(items.length) : unknownFrom(numberType, [set], { notNull: true });
}

function lengthOfUnknown(value: Extract<Value, { kind: 'unknown' }>): Outcome {
  const kind = value.type.kind;
  if (kind === 'bool' || kind === 'number') return refuse('length', 'value', 0, 'not-a-collection');
  if (value.length !== undefined) return succeed(withMarksOf(numberValue(value.length), [value]));
  const isFilled = value.elements !== undefined && value.elements.length > 0;
  return succeed(unknownFrom(numberType, [value], { notNull: true, ...(isFilled ? { atLeast: 1 } : {}) }));
}

export function applyOne(args: readonly Value[]): Outcome {
  const list = argumentAt(args, 0);
  if (list.kind === 'unknown') return oneOfUnknown(list);
  const items = itemsIn(list);
  if (items === undefined) return refuse('one', 'list', 0, 'not-a-list');
  if (list.kind === 'set' && items.length > 1 && !items.every(isWhollyKnown)) {
    return succeed(unknownFrom(list.element, [list]));
  }
  if (items.length > 1) return refuse('one', 'list', 0, 'more-than-one');
  const only = items[0];
  const type = typeOf(list);
  const none = nullValue('element' in type ? type.element : dynamicType);
  return succeed(withOuterMark(only ?? none, list));
}

function oneOfUnknown(list: Extract<Value, { kind: 'unknown' }>): Outcome {
  const type = list.type;
  if (type.kind === 'tuple') {
    if (type.elements.length > 1) return refuse('one', 'list', 0, 'more-than-one');
    const only = type.elements[0];
    return succeed(only === undefined ? nullValue() : unknownFrom(only, [list]));
  }
  if (!isSequenceType(type)) return refuse('one', 'list', 0, 'not-a-list');
  return succeed(unknownFrom('element' in type ? type.element : dynamicType, [list]));
}
