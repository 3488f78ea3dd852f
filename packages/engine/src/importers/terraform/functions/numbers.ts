import { succeed } from '../../../base/result.ts';
import { dynamicType, numberType, numberValue } from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import {
  addNumbers,
  ceilNumber,
  compareNumbers,
  floorNumber,
  negateNumber,
  numberOfDouble,
  toBigInt,
  toDouble,
  toSafeInteger,
  zero,
} from '../values/number.ts';
import type { TerraformNumber, Value } from '../values/value.ts';
import { argumentAt, itemsIn, numberAt, numberIn } from './arguments.ts';
import { type FunctionDefinition, type FunctionTable, type Outcome, refuse } from './definition.ts';

/** @see https://developer.hashicorp.com/terraform/language/functions/abs (and its neighbours) */
export const numberFunctions: FunctionTable = {
  abs: ofNumber((value) => (value.digits < 0n ? negateNumber(value) : value)),
  ceil: ofNumber(ceilNumber),
  floor: ofNumber(floorNumber),
  log: ofTwoNumbers('num', 'base', applyLog),
  pow: ofTwoNumbers('num', 'power', applyPow),
  signum: { parameters: [{ name: 'num', type: numberType }], result: numberType, apply: applySignum },
  max: extreme('max'),
  min: extreme('min'),
  sum: { parameters: [{ name: 'list', type: dynamicType }], result: numberType, apply: applySum },
  parseint: {
    parameters: [
      { name: 'number', type: dynamicType },
      { name: 'base', type: numberType },
    ],
    result: numberType,
    apply: applyParseInt,
  },
};

function ofNumber(compute: (value: TerraformNumber) => TerraformNumber): FunctionDefinition {
  return {
    parameters: [{ name: 'num', type: numberType }],
    result: numberType,
    apply: (args) => succeed(numberValue(compute(numberAt(args, 0)))),
  };
}

function ofTwoNumbers(
  first: string,
  second: string,
  apply: (args: readonly Value[]) => Outcome,
): FunctionDefinition {
  return {
    parameters: [
      { name: first, type: numberType },
      { name: second, type: numberType },
    ],
    result: numberType,
    apply,
  };
}

/** Terraform takes the logarithm of machine doubles. */
function applyLog(args: readonly Value[]): Outcome {
  const result = Math.log(toDouble(numberAt(args, 0))) / Math.log(toDouble(numberAt(args, 1)));
  return finite('log', 'num', result);
}

function applyPow(args: readonly Value[]): Outcome {
  return finite('pow', 'power', raise(toDouble(numberAt(args, 0)), toDouble(numberAt(args, 1))));
}

function finite(name: string, parameter: string, result: number): Outcome {
  if (!Number.isFinite(result)) return refuse(name, parameter, name === 'log' ? 0 : 1, 'out-of-range');
  return succeed(numberValue(numberOfDouble(result)));
}

const wholePowerMax = 1024;

/** Whole powers by squaring, as Go computes them: machine `**` may differ in the last bit. */
function raise(base: number, power: number): number {
  if (!Number.isInteger(power) || Math.abs(power) > wholePowerMax) return base ** power;
  let result = 1;
  let square = base;
  for (let left = Math.abs(power); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return power < 0 ? 1 / result : result;
}

function applySignum(args: readonly Value[]): Outcome {
  const integer = toBigInt(numberAt(args, 0));
  if (integer === undefined) return refuse('signum', 'num', 0, 'not-whole');
  if (BigInt.asIntN(64, integer) !== integer) return refuse('signum', 'num', 0, 'out-of-range');
  return succeed(numberValue(integer > 0n ? 1 : integer < 0n ? -1 : 0));
}

function extreme(name: 'max' | 'min'): FunctionDefinition {
  const wanted = name === 'max' ? 1 : -1;
  return {
    parameters: [],
    variadic: { name: 'numbers', type: numberType },
    result: numberType,
    apply: (args) => {
      const [first, ...rest] = args.map(numberIn);
      if (first === undefined) return refuse(name, 'numbers', 0, 'empty');
      return succeed(
        numberValue(
          rest.reduce((best, next) => (compareNumbers(next, best) === wanted ? next : best), first),
        ),
      );
    },
  };
}

function applySum(args: readonly Value[]): Outcome {
  const items = itemsIn(argumentAt(args, 0));
  if (items === undefined) return refuse('sum', 'list', 0, 'not-a-list');
  if (items.length === 0) return refuse('sum', 'list', 0, 'empty');
  let total = zero;
  for (const item of items) {
    const converted = convert(item, numberType);
    if (!converted.ok || converted.value.kind !== 'number') return refuse('sum', 'list', 0, 'not-numbers');
    total = addNumbers(total, converted.value.value);
  }
  return succeed(numberValue(total));
}

const digitsUpTo62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function applyParseInt(args: readonly Value[]): Outcome {
  const text = argumentAt(args, 0);
  if (text.kind !== 'string') return refuse('parseint', 'number', 0, 'not-in-base');
  const base = toSafeInteger(numberAt(args, 1));
  if (base === undefined || base < 2 || base > 62) return refuse('parseint', 'base', 1, 'bad-base');
  const parsed = parseInteger(text.value, base);
  return parsed === undefined
    ? refuse('parseint', 'number', 0, 'not-in-base', text.value)
    : succeed(numberValue(parsed));
}

/** Letters are digits without regard to case up to base 36; above it lower case comes first. */
function parseInteger(text: string, base: number): bigint | undefined {
  const digits = text.replace(/^[+-]/, '');
  if (digits === '') return undefined;
  let value = 0n;
  for (const letter of base <= 36 ? digits.toLowerCase() : digits) {
    const digit = digitsUpTo62.indexOf(letter);
    if (digit < 0 || digit >= base) return undefined;
    value = value * BigInt(base) + BigInt(digit);
  }
  return text.startsWith('-') ? -value : value;
}
