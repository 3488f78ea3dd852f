import { isWhollyKnown } from './contents.ts';
import { areEqualNumbers } from './number.ts';
import { hasDynamic, typeOf, typesEqual } from './type.ts';
import type { UnknownValue, Value } from './value.ts';

export type Sameness = 'same' | 'different' | 'not-known';

/** Whether two values are equal, by `==`: an unknown part leaves it open unless another part differs. */
export function compareValues(left: Value, right: Value): Sameness {
  if (left === right && isWhollyKnown(left)) return 'same';
  if (left.kind === 'unknown') return compareWithUnknown(left, right);
  if (right.kind === 'unknown') return compareWithUnknown(right, left);
  if (left.kind === 'null' || right.kind === 'null') return left.kind === right.kind ? 'same' : 'different';
  return compareKnown(left, right);
}

function compareWithUnknown(unknown: UnknownValue, other: Value): Sameness {
  if (unknown.notNull === true && other.kind === 'null') return 'different';
  if (unknown.filled === true && other.kind === 'string' && other.value === '') return 'different';
  if (unknown.prefix !== undefined && other.kind === 'string' && !other.value.startsWith(unknown.prefix)) {
    return 'different';
  }
  const left = unknown.type;
  const right = typeOf(other);
  const mayAgree = hasDynamic(left) || hasDynamic(right) || typesEqual(left, right) || other.kind === 'null';
  return mayAgree ? 'not-known' : 'different';
}

function compareKnown(left: Value, right: Value): Sameness {
  switch (left.kind) {
    case 'bool':
      return sameness(right.kind === 'bool' && right.value === left.value);
    case 'string':
      return sameness(right.kind === 'string' && right.value === left.value);
    case 'number':
      return sameness(right.kind === 'number' && areEqualNumbers(left.value, right.value));
    case 'list':
    case 'tuple':
      return right.kind === left.kind ? compareSequences(left.items, right.items) : 'different';
    case 'set':
      return right.kind === 'set' ? compareSets(left.items, right.items) : 'different';
    case 'map':
    case 'object':
      return right.kind === left.kind ? compareEntries(left.entries, right.entries) : 'different';
    default:
      return 'not-known';
  }
}

function sameness(isSame: boolean): Sameness {
  return isSame ? 'same' : 'different';
}

function compareSequences(left: readonly Value[], right: readonly Value[]): Sameness {
  if (left.length !== right.length) return 'different';
  return allSame(left.map((item, i) => compareValues(item, right[i] ?? item)));
}

function compareEntries(left: ReadonlyMap<string, Value>, right: ReadonlyMap<string, Value>): Sameness {
  if (left.size !== right.size) return 'different';
  const answers: Sameness[] = [];
  for (const [key, item] of left) {
    const other = right.get(key);
    if (other === undefined) return 'different';
    answers.push(compareValues(item, other));
  }
  return allSame(answers);
}

/** Items of sets are in one order, so that known sets compare item by item. */
function compareSets(left: readonly Value[], right: readonly Value[]): Sameness {
  const isUncertain = [...left, ...right].some((item) => compareValues(item, item) === 'not-known');
  return isUncertain ? 'not-known' : compareSequences(left, right);
}

function allSame(answers: readonly Sameness[]): Sameness {
  if (answers.includes('different')) return 'different';
  return answers.includes('not-known') ? 'not-known' : 'same';
}
