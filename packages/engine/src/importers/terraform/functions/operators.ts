import { fail, succeed } from '../../../base/result.ts';
import {
  divisionByZero,
  inconsistentConditional,
  nullOperand,
  wrongOperand,
} from '../../../diagnostics/kinds/functions.ts';
import type { BinaryOperator } from '../syntax/ast.ts';
import {
  boolType,
  boolValue,
  isSensitive,
  markSensitive,
  numberType,
  numberValue,
  unknownFrom,
  withMarksOf,
} from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import { areEqual, valuesEqual } from '../values/equality.ts';
import {
  addNumbers,
  compareNumbers,
  divideNumbers,
  multiplyNumbers,
  negateNumber,
  numberOf,
  remainderOf,
  subtractNumbers,
} from '../values/number.ts';
import { formatType, hasDynamic, typeOf } from '../values/type.ts';
import { unifyTypes } from '../values/unify.ts';
import type { TerraformNumber, Type, Value } from '../values/value.ts';
import type { Outcome } from './definition.ts';
import { problemOf } from './problem.ts';

/** @see https://developer.hashicorp.com/terraform/language/expressions/operators */
export function applyBinary(operator: BinaryOperator, left: Value, right: Value): Outcome {
  switch (operator) {
    case '==':
      return succeed(withMarksOf(valuesEqual(left, right), [left, right]));
    case '!=':
      return succeed(withMarksOf(negate(valuesEqual(left, right)), [left, right]));
    case '&&':
    case '||':
      return applyLogic(operator, left, right);
    default:
      return applyArithmetic(operator, left, right);
  }
}

export function applyUnary(operator: '-' | '!', operand: Value): Outcome {
  const wanted = operator === '-' ? numberType : boolType;
  const converted = readOperand(operator, operand, wanted, 0);
  if (!converted.ok) return converted;
  const value = converted.value;
  if (value.kind === 'number') return succeed(withMarksOf(numberValue(negateNumber(value.value)), [value]));
  return succeed(withMarksOf(negate(value), [value]));
}

function negate(value: Value): Value {
  if (value.kind === 'bool') return boolValue(!value.value);
  return value.kind === 'unknown' ? unknownFrom(value.type, [value], { notNull: true }) : value;
}

/** One side that decides is enough, although the other is unknown: `false && x`, `true || x`. */
function applyLogic(operator: '&&' | '||', left: Value, right: Value): Outcome {
  const a = readOperand(operator, left, boolType, 0);
  if (!a.ok) return a;
  const b = readOperand(operator, right, boolType, 1);
  if (!b.ok) return b;
  const sides = [a.value, b.value];
  const deciding = operator === '||';
  if (sides.some((side) => side.kind === 'bool' && side.value === deciding)) {
    return succeed(withMarksOf(boolValue(deciding), sides));
  }
  if (sides.every((side) => side.kind === 'bool')) return succeed(withMarksOf(boolValue(!deciding), sides));
  return succeed(unknownFrom(boolType, sides, { notNull: true }));
}

type Arithmetic = Exclude<BinaryOperator, '==' | '!=' | '&&' | '||'>;

function applyArithmetic(operator: Arithmetic, left: Value, right: Value): Outcome {
  const a = readOperand(operator, left, numberType, 0);
  if (!a.ok) return a;
  const b = readOperand(operator, right, numberType, 1);
  if (!b.ok) return b;
  if (a.value.kind !== 'number' || b.value.kind !== 'number') {
    const decided = compareWithBound(operator, a.value, b.value);
    if (decided !== undefined) return succeed(withMarksOf(boolValue(decided), [a.value, b.value]));
    const isComparison = operator === '<' || operator === '>' || operator === '<=' || operator === '>=';
    return succeed(unknownFrom(isComparison ? boolType : numberType, [a.value, b.value], { notNull: true }));
  }
  const result = compute(operator, a.value.value, b.value.value);
  if (result === undefined) return fail(problemOf(divisionByZero, { operator }, 1));
  return succeed(withMarksOf(result, [a.value, b.value]));
}

/** `length(list) > 0` holds for a list that has an element, however many it has. */
function compareWithBound(operator: Arithmetic, left: Value, right: Value): boolean | undefined {
  if (left.kind !== 'unknown' || left.atLeast === undefined || right.kind !== 'number') return undefined;
  const order = compareNumbers(numberOf(left.atLeast), right.value);
  if (order > 0 && (operator === '>' || operator === '<=')) return operator === '>';
  if (order >= 0 && (operator === '>=' || operator === '<')) return operator === '>=';
  return undefined;
}

/** @returns `undefined` for a division by zero: Terraform's infinity has no text and no use */
function compute(operator: Arithmetic, left: TerraformNumber, right: TerraformNumber): Value | undefined {
  switch (operator) {
    case '+':
      return numberValue(addNumbers(left, right));
    case '-':
      return numberValue(subtractNumbers(left, right));
    case '*':
      return numberValue(multiplyNumbers(left, right));
    case '/': {
      const quotient = divideNumbers(left, right);
      return quotient === undefined ? undefined : numberValue(quotient);
    }
    case '%':
      return numberValue(remainderOf(left, right));
    case '<':
      return boolValue(compareNumbers(left, right) < 0);
    case '>':
      return boolValue(compareNumbers(left, right) > 0);
    case '<=':
      return boolValue(compareNumbers(left, right) <= 0);
    case '>=':
      return boolValue(compareNumbers(left, right) >= 0);
  }
}

function readOperand(operator: string, operand: Value, type: Type, index: number): Outcome {
  const converted = convert(operand, type);
  if (!converted.ok) return fail(problemOf(wrongOperand, { operator, ...converted.error }, index));
  if (converted.value.kind === 'null') return fail(problemOf(nullOperand, { operator }, index));
  return converted;
}

/**
 * `condition ? whenTrue : whenFalse`. Both results are first brought to one type; an unknown condition gives
 * an unknown of that type, unless both results are the same.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/conditionals
 */
export function conditionalResult(condition: Value, whenTrue: Value, whenFalse: Value): Outcome {
  const decided = readOperand('?', condition, boolType, 0);
  if (!decided.ok) return decided;
  const type = conditionalType(whenTrue, whenFalse);
  if (type === undefined) {
    const types = { whenTrue: formatType(typeOf(whenTrue)), whenFalse: formatType(typeOf(whenFalse)) };
    return fail(problemOf(inconsistentConditional, types));
  }
  if (decided.value.kind === 'bool') {
    return chooseResult(
      decided.value,
      decided.value.value ? whenTrue : whenFalse,
      type,
      decided.value.value ? 1 : 2,
    );
  }
  return succeed(undecidedResult(decided.value, whenTrue, whenFalse, type));
}

function chooseResult(condition: Value, chosen: Value, type: Type, index: number): Outcome {
  const converted = convert(chosen, type);
  if (!converted.ok) return fail(problemOf(wrongOperand, { operator: '?', ...converted.error }, index));
  return succeed(isSensitive(condition) ? markSensitive(converted.value) : converted.value);
}

/** The null literal has no type and takes the other side's; an unknown of unknown type leaves it open. */
function conditionalType(whenTrue: Value, whenFalse: Value): Type | undefined {
  if (isUntypedNull(whenTrue)) return typeOf(whenFalse);
  if (isUntypedNull(whenFalse)) return typeOf(whenTrue);
  const types = [typeOf(whenTrue), typeOf(whenFalse)];
  if (types.some((type) => type.kind === 'dynamic')) return { kind: 'dynamic' };
  return unifyTypes(types, 'unsafe');
}

function isUntypedNull(value: Value): boolean {
  return value.kind === 'null' && value.type.kind === 'dynamic';
}

function undecidedResult(condition: Value, whenTrue: Value, whenFalse: Value, type: Type): Value {
  const results = [whenTrue, whenFalse].flatMap((value) => {
    const converted = convert(value, type);
    return converted.ok ? [converted.value] : [];
  });
  const [first, second] = results;
  if (first !== undefined && second !== undefined && areEqual(first, second))
    return withMarksOf(first, [condition]);
  const notNull = results.length === 2 && results.every(isCertainlyNotNull);
  const length = notNull && !hasDynamic(type) ? commonLength(results) : undefined;
  const result = unknownFrom(type, [condition], {
    ...(notNull ? { notNull: true as const } : {}),
    ...(length === undefined ? {} : { length }),
  });
  return withMarksOf(result, results);
}

function isCertainlyNotNull(value: Value): boolean {
  return value.kind === 'unknown' ? value.notNull === true : value.kind !== 'null';
}

function commonLength(results: readonly Value[]): number | undefined {
  const [first, second] = results.map(lengthOf);
  return first !== undefined && first === second ? first : undefined;
}

function lengthOf(value: Value): number | undefined {
  if (value.kind === 'list') return value.items.length;
  if (value.kind === 'map') return value.entries.size;
  return value.kind === 'unknown' && value.type.kind !== 'string' ? value.length : undefined;
}
