import type { TerraformNumber } from './value.ts';

/**
 * Terraform's numbers are binary floats of 512 bits, printed as the shortest decimal that reads back as the
 * same float. Ours hold that decimal: it names the float exactly, and arithmetic goes through the float.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/types#numbers
 */
export const defaultPrecision = 512;

/** Precision of a machine double: what `pow` and `log` give. */
export const doublePrecision = 53;

/** Decimal exponents beyond this are refused: Terraform would print that many digits. */
const exponentMax = 20_000;

/** `mantissa` × 2^`exponent`, exactly. */
interface BinaryFloat {
  readonly mantissa: bigint;
  readonly exponent: number;
}

export const zero: TerraformNumber = { digits: 0n, scale: 0 };
/** @param value an integer of any size or a finite machine number */
export function numberOf(value: number | bigint): TerraformNumber {
  if (typeof value === 'bigint') return { digits: value, scale: 0 };
  if (Number.isSafeInteger(value)) return { digits: BigInt(value), scale: 0 };
  return parseNumber(String(value)) ?? zero;
}

/** A machine double as Terraform's `pow` and `log` return it: with 53 bits. */
export function numberOfDouble(value: number): TerraformNumber {
  const read = numberOf(value);
  const isExact = read.scale === 0 && bitLength(read.digits) <= doublePrecision;
  return isExact ? read : { ...read, precision: doublePrecision };
}

/** Reads a number as `tonumber` and the parser do: decimal, optional fraction and exponent. */
export function parseNumber(text: string): TerraformNumber | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eEpP])([+-]?\d{1,9}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', marker, exponentText = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > exponentMax) return undefined;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  if (marker === 'p' || marker === 'P') return scaleByTwo(digits, fraction.length, exponent);
  return normalise(digits, fraction.length - exponent);
}

function scaleByTwo(digits: bigint, scale: number, exponent: number): TerraformNumber {
  if (exponent >= 0) return normalise(digits << BigInt(exponent), scale);
  return normalise(digits * 5n ** BigInt(-exponent), scale - exponent);
}

/** Brings any digits and scale to the minimal scale ≥ 0 and to what a 512-bit float can tell apart. */
function normalise(digits: bigint, scale: number, precision: number = defaultPrecision): TerraformNumber {
  const exact = minimalScale(digits, scale);
  if (exact.scale === 0 && bitLength(exact.digits) <= precision) return withPrecision(exact, precision);
  // Up to 150 digits always survive 512 bits.
  const survives = precision === defaultPrecision && bitLength(exact.digits) <= 498;
  if (survives) return exact;
  return shortestDecimal(toFloat(exact.digits, exact.scale, precision), precision);
}

function minimalScale(digits: bigint, scale: number): TerraformNumber {
  if (digits === 0n) return zero;
  if (scale < 0) return { digits: digits * 10n ** BigInt(-scale), scale: 0 };
  let left = scale;
  let rest = digits;
  while (left > 0 && rest % 10n === 0n) {
    rest /= 10n;
    left--;
  }
  return { digits: rest, scale: left };
}

function withPrecision(value: TerraformNumber, precision: number): TerraformNumber {
  if (precision === defaultPrecision) return value;
  return value.scale === 0 && bitLength(value.digits) <= precision ? value : { ...value, precision };
}

export function formatNumber({ digits, scale }: TerraformNumber): string {
  if (scale === 0) return String(digits);
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const sign = digits < 0n ? '-' : '';
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** @returns `undefined` for a fraction */
export function toBigInt(value: TerraformNumber): bigint | undefined {
  return value.scale === 0 ? value.digits : undefined;
}

/** @returns `undefined` for a fraction and for integers that a machine number cannot hold */
export function toSafeInteger(value: TerraformNumber): number | undefined {
  const integer = Number(value.digits);
  return value.scale === 0 && Number.isSafeInteger(integer) ? integer : undefined;
}

/** The nearest machine double. */
export function toDouble(value: TerraformNumber): number {
  return Number(formatNumber(value));
}

export function compareNumbers(left: TerraformNumber, right: TerraformNumber): number {
  if (left.scale === right.scale && left.precision === right.precision) {
    return compareBigInts(left.digits, right.digits);
  }
  if (left.precision === right.precision) {
    const scale = Math.max(left.scale, right.scale);
    return compareBigInts(digitsAt(left, scale), digitsAt(right, scale));
  }
  const [a, b] = align(floatOf(left), floatOf(right));
  return compareBigInts(a, b);
}

function compareBigInts(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function digitsAt(value: TerraformNumber, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

export function addNumbers(left: TerraformNumber, right: TerraformNumber): TerraformNumber {
  if (areExactIntegers(left, right)) return normalise(left.digits + right.digits, 0);
  const a = floatOf(left);
  const b = floatOf(right);
  const [x, y] = align(a, b);
  const sum = { mantissa: x + y, exponent: Math.min(a.exponent, b.exponent) };
  return shortestDecimal(sum, precisionOf(left, right));
}

/** Whole numbers that are written with all their digits: they need no float. */
function areExactIntegers(left: TerraformNumber, right: TerraformNumber): boolean {
  return isExactInteger(left) && isExactInteger(right);
}

function isExactInteger(value: TerraformNumber): boolean {
  return value.scale === 0 && value.precision === undefined && bitLength(value.digits) <= defaultPrecision;
}

/** `==` compares the printed numbers; `<` and `>` compare the floats behind them. */
export function areEqualNumbers(left: TerraformNumber, right: TerraformNumber): boolean {
  return left.scale === right.scale && left.digits === right.digits;
}

export function negateNumber(value: TerraformNumber): TerraformNumber {
  return { ...value, digits: -value.digits };
}

export function subtractNumbers(left: TerraformNumber, right: TerraformNumber): TerraformNumber {
  return addNumbers(left, negateNumber(right));
}

export function multiplyNumbers(left: TerraformNumber, right: TerraformNumber): TerraformNumber {
  if (areExactIntegers(left, right)) return normalise(left.digits * right.digits, 0);
  const a = floatOf(left);
  const b = floatOf(right);
  const product = { mantissa: a.mantissa * b.mantissa, exponent: a.exponent + b.exponent };
  return shortestDecimal(product, defaultPrecision);
}

/** @returns `undefined` for a division by zero, which Terraform answers with infinity or an error */
export function divideNumbers(left: TerraformNumber, right: TerraformNumber): TerraformNumber | undefined {
  if (right.digits === 0n) return undefined;
  if (areExactIntegers(left, right) && left.digits % right.digits === 0n) {
    return normalise(left.digits / right.digits, 0);
  }
  const a = floatOf(left);
  const b = floatOf(right);
  const precision = precisionOf(left, right);
  const quotient = divideExactly(a.mantissa, b.mantissa, precision);
  return shortestDecimal({ ...quotient, exponent: quotient.exponent + a.exponent - b.exponent }, precision);
}

/**
 * The remainder with the dividend's sign. By zero it is the dividend itself, as in Terraform, which computes
 * a − b × trunc(a ÷ b) in floats.
 */
export function remainderOf(left: TerraformNumber, right: TerraformNumber): TerraformNumber {
  if (areExactIntegers(left, right) && right.digits !== 0n) return normalise(left.digits % right.digits, 0);
  const quotient = divideNumbers(left, right);
  if (quotient === undefined) return left;
  return subtractNumbers(left, multiplyNumbers(right, truncateNumber(quotient)));
}

export function floorNumber(value: TerraformNumber): TerraformNumber {
  if (value.scale === 0) return value;
  const unit = 10n ** BigInt(value.scale);
  const truncated = value.digits / unit;
  return numberOf(value.digits < 0n ? truncated - 1n : truncated);
}

export function ceilNumber(value: TerraformNumber): TerraformNumber {
  return negateNumber(floorNumber(negateNumber(value)));
}

/** Cuts the fraction off. */
export function truncateNumber(value: TerraformNumber): TerraformNumber {
  return value.scale === 0 ? value : numberOf(value.digits / 10n ** BigInt(value.scale));
}

/**
 * Every digit of the float that Terraform holds: 0.1 has hundreds. Rounding for output starts from these.
 */
export function exactDecimal(value: TerraformNumber): TerraformNumber {
  if (value.scale === 0) return value;
  const { mantissa, exponent } = floatOf(value);
  if (exponent >= 0) return { digits: mantissa << BigInt(exponent), scale: 0 };
  return minimalScale(mantissa * 5n ** BigInt(-exponent), -exponent);
}

function precisionOf(left: TerraformNumber, right: TerraformNumber): number {
  return Math.max(left.precision ?? defaultPrecision, right.precision ?? defaultPrecision);
}

function floatOf(value: TerraformNumber): BinaryFloat {
  return toFloat(value.digits, value.scale, value.precision ?? defaultPrecision);
}

/** Rounds `digits` × 10^-`scale` to a float, half to even. */
function toFloat(digits: bigint, scale: number, precision: number): BinaryFloat {
  if (scale === 0) return roundFloat({ mantissa: digits, exponent: 0 }, precision);
  const quotient = divideExactly(digits, 10n ** BigInt(scale), precision);
  return roundFloat(quotient, precision);
}

/** Divides so that rounding the result to `precision` bits is the same as rounding the exact quotient. */
function divideExactly(numerator: bigint, denominator: bigint, precision: number): BinaryFloat {
  const shift = Math.max(0, precision + 3 + bitLength(denominator) - bitLength(numerator));
  const shifted = numerator << BigInt(shift);
  const quotient = shifted / denominator;
  const isExact = quotient * denominator === shifted;
  // One more bit stands for everything below: set when the division did not come out even.
  const sticky = isExact ? 0n : numerator < 0n === denominator < 0n ? 1n : -1n;
  return { mantissa: (quotient << 1n) + sticky, exponent: -shift - 1 };
}

function roundFloat(value: BinaryFloat, precision: number): BinaryFloat {
  const negative = value.mantissa < 0n;
  const size = negative ? -value.mantissa : value.mantissa;
  const surplus = bitLength(size) - precision;
  if (surplus <= 0) return value;
  const cut = BigInt(surplus);
  const kept = size >> cut;
  const rest = size - (kept << cut);
  const half = 1n << (cut - 1n);
  const roundsUp = rest > half || (rest === half && (kept & 1n) === 1n);
  const mantissa = roundsUp ? kept + 1n : kept;
  return { mantissa: negative ? -mantissa : mantissa, exponent: value.exponent + surplus };
}

function align(left: BinaryFloat, right: BinaryFloat): readonly [bigint, bigint] {
  const exponent = Math.min(left.exponent, right.exponent);
  return [
    left.mantissa << BigInt(left.exponent - exponent),
    right.mantissa << BigInt(right.exponent - exponent),
  ];
}

/** The fewest digits that still name this float among its neighbours, the nearest of them. */
function shortestDecimal(exact: BinaryFloat, precision: number): TerraformNumber {
  const rounded = roundFloat(exact, precision);
  if (rounded.mantissa === 0n) return zero;
  const negative = rounded.mantissa < 0n;
  const size = negative ? -rounded.mantissa : rounded.mantissa;
  // The mantissa gets one bit more than the precision, so that ±1 is half the distance to a neighbour.
  const widen = precision + 1 - bitLength(size);
  const middle = size << BigInt(widen);
  const exponent = rounded.exponent - widen;
  const isInclusive = (middle & 2n) === 0n;
  const [low, mid, high] = decimalsOf([middle - 1n, middle, middle + 1n], exponent);
  const scale = exponent < 0 ? -exponent : 0;
  const short = shorten(low, mid, high, isInclusive);
  const result = minimalScale(negative ? -short : short, scale);
  return withPrecision(result, precision);
}

/** Integers whose common scale is the negated exponent (or 0). */
function decimalsOf(
  mantissas: readonly [bigint, bigint, bigint],
  exponent: number,
): readonly [bigint, bigint, bigint] {
  const factor = exponent < 0 ? 5n ** BigInt(-exponent) : 1n << BigInt(exponent);
  return [mantissas[0] * factor, mantissas[1] * factor, mantissas[2] * factor];
}

/** Rounds `middle` at the highest decimal place that stays between the two bounds. */
function shorten(lower: bigint, middle: bigint, upper: bigint, isInclusive: boolean): bigint {
  const length = String(upper).length;
  const [low, mid, high] = [lower, middle, upper].map((value) => String(value).padStart(length, '0'));
  for (let i = 0; i < length; i++) {
    const unit = 10n ** BigInt(length - i - 1);
    const isLastOfLow = !hasDigitsAfter(low ?? '', i);
    const mayGoDown = low?.[i] !== mid?.[i] || (isInclusive && isLastOfLow);
    const next = BigInt(mid?.[i] ?? '0') + 1n;
    const mayGoUp =
      mid?.[i] !== high?.[i] &&
      (isInclusive || next < BigInt(high?.[i] ?? '0') || hasDigitsAfter(high ?? '', i));
    if (!mayGoDown && !mayGoUp) continue;
    const down = (middle / unit) * unit;
    if (!mayGoUp) return down;
    if (!mayGoDown) return down === middle ? middle : down + unit;
    return roundHalfEven(middle, down, unit);
  }
  return middle;
}

function hasDigitsAfter(digits: string, index: number): boolean {
  for (let i = index + 1; i < digits.length; i++) if (digits[i] !== '0') return true;
  return false;
}

function roundHalfEven(value: bigint, down: bigint, unit: bigint): bigint {
  const rest = (value - down) * 2n;
  if (rest !== unit) return rest > unit ? down + unit : down;
  return (down / unit) % 2n === 0n ? down : down + unit;
}

function bitLength(value: bigint): number {
  const size = value < 0n ? -value : value;
  if (size === 0n) return 0;
  const hex = size.toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex[0] ?? '0', 16)) - 28);
}
