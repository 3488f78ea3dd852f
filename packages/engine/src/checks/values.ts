import type { Collection, Known } from '../base/known.ts';

export function knownOf<Value>(value: Known<Value> | undefined): Value | undefined {
  return value?.kind === 'known' ? value.value : undefined;
}

/** Certainly this value. */
export function is<Value>(value: Known<Value> | undefined, expected: Value): boolean {
  return value?.kind === 'known' && value.value === expected;
}

/** Certainly nothing. */
export function isEmpty(things: Collection<unknown>): boolean {
  return things.items.length === 0 && things.unknowns.length === 0;
}

export function isComplete(things: Collection<unknown>): boolean {
  return things.unknowns.length === 0;
}
