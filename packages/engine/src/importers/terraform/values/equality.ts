import { compareValues } from './compare.ts';
import { boolType, falseValue, trueValue, unknownFrom } from './construct.ts';
import type { Value } from './value.ts';

/**
 * `left == right` as Terraform decides it: no conversion (`1 == "1"` is false), null only equals null, and an
 * unknown part makes the answer unknown unless another part already differs.
 */
export function valuesEqual(left: Value, right: Value): Value {
  const answer = compareValues(left, right);
  if (answer === 'same') return trueValue;
  if (answer === 'different') return falseValue;
  return unknownFrom(boolType, [left, right], { notNull: true });
}

/** Whether two values are known to be equal. */
export function areEqual(left: Value, right: Value): boolean {
  return compareValues(left, right) === 'same';
}
