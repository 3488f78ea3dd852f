import { invariant } from '../../../base/invariant.ts';
import type { TerraformNumber, Value } from '../values/value.ts';

/** Arguments have their parameter's type when a body runs; these take the content out. */

export function argumentAt(args: readonly Value[], index: number): Value {
  const value = args[index];
  invariant(value !== undefined, `argument ${index} was counted before the call`);
  return value;
}

export function textAt(args: readonly Value[], index: number): string {
  return textIn(argumentAt(args, index));
}

export function numberAt(args: readonly Value[], index: number): TerraformNumber {
  return numberIn(argumentAt(args, index));
}

export function itemsAt(args: readonly Value[], index: number): readonly Value[] {
  return itemsIn(argumentAt(args, index)) ?? [];
}

export function textIn(value: Value): string {
  invariant(value.kind === 'string', 'the argument was converted to a string');
  return value.value;
}

export function numberIn(value: Value): TerraformNumber {
  invariant(value.kind === 'number', 'the argument was converted to a number');
  return value.value;
}

/** @returns `undefined` when it is no list, set or tuple */
export function itemsIn(value: Value): readonly Value[] | undefined {
  return value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple' ? value.items : undefined;
}

/** @returns `undefined` when it is no map or object */
export function entriesIn(value: Value): ReadonlyMap<string, Value> | undefined {
  return value.kind === 'map' || value.kind === 'object' ? value.entries : undefined;
}
