import { isSensitive, markSensitive } from '../values/construct.ts';
import type { Type, Value } from '../values/value.ts';
import { itemsIn } from './arguments.ts';

/** Only the outer mark: elements keep their own. */
export function withOuterMark(value: Value, source: Value): Value {
  return isSensitive(source) ? markSensitive(value) : value;
}

/** @returns `undefined` = not known, or no list */
export function lengthOfList(value: Value): number | undefined {
  return value.kind === 'unknown' ? value.length : itemsIn(value)?.length;
}

/** What keeps its order; of a value whose type is not known it may be so. */
export function isListLike(type: Type): boolean {
  return type.kind === 'list' || type.kind === 'tuple' || type.kind === 'dynamic';
}

/** A set counts as well. */
export function isSequenceType(type: Type): boolean {
  return type.kind === 'set' || isListLike(type);
}
