/**
 * An exact decimal number: `coefficient` × 10^-`scale`, in lowest terms (no zeros at the end, no negative
 * scale). Money and quantities are decimals: AWS lists prices to ten places and sums of binary floats drift.
 */
export interface Decimal {
  readonly coefficient: bigint;
  /** 0 or more. */
  readonly scale: number;
}

/** The only maker: reduces to lowest terms, so that equal numbers are equal values. */
export function decimalOf(coefficient: bigint, scale: number): Decimal {
  let digits = scale < 0 ? coefficient * 10n ** BigInt(-scale) : coefficient;
  let places = Math.max(scale, 0);
  while (places > 0 && digits % 10n === 0n) {
    digits /= 10n;
    places--;
  }
  return { coefficient: digits, scale: places };
}

export const zero: Decimal = decimalOf(0n, 0);

/** Longer numbers are refused: nobody means them, and they cost time. */
const digitsMax = 40;

const decimalText = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads decimal text as JSON writes numbers (`0.0035`, `1e-7`).
 *
 * @returns `undefined` for other text and for numbers of more than 40 digits
 */
export function parseDecimal(text: string): Decimal | undefined {
  const match = decimalText.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  if (whole.length + fraction.length > digitsMax || Math.abs(scale) > digitsMax) return undefined;
  const digits = BigInt(whole + fraction);
  return decimalOf(sign === '-' ? -digits : digits, scale);
}

/** For numbers of our own: counts, hours, literals of tests. */
export function decimal(value: number | string): Decimal {
  const read = parseDecimal(String(value));
  if (read === undefined) throw new Error(`bug: \`${value}\` is no decimal`);
  return read;
}

/** Both coefficients at one scale. */
function aligned(left: Decimal, right: Decimal): readonly [bigint, bigint, number] {
  if (left.scale === right.scale) return [left.coefficient, right.coefficient, left.scale];
  const scale = Math.max(left.scale, right.scale);
  const raise = (value: Decimal) => value.coefficient * 10n ** BigInt(scale - value.scale);
  return [raise(left), raise(right), scale];
}

export function add(left: Decimal, right: Decimal): Decimal {
  const [a, b, scale] = aligned(left, right);
  return decimalOf(a + b, scale);
}

export function subtract(left: Decimal, right: Decimal): Decimal {
  const [a, b, scale] = aligned(left, right);
  return decimalOf(a - b, scale);
}

export function multiply(left: Decimal, right: Decimal): Decimal {
  return decimalOf(left.coefficient * right.coefficient, left.scale + right.scale);
}

export function compareDecimals(left: Decimal, right: Decimal): number {
  const [a, b] = aligned(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

export function smaller(left: Decimal, right: Decimal): Decimal {
  return compareDecimals(left, right) <= 0 ? left : right;
}

export function isZero(value: Decimal): boolean {
  return value.coefficient === 0n;
}

export function isPositive(value: Decimal): boolean {
  return value.coefficient > 0n;
}

export function sum(values: readonly Decimal[]): Decimal {
  const scale = values.reduce((most, value) => Math.max(most, value.scale), 0);
  let total = 0n;
  for (const value of values) {
    total +=
      value.scale === scale ? value.coefficient : value.coefficient * 10n ** BigInt(scale - value.scale);
  }
  return decimalOf(total, scale);
}

/** The only operation that rounds: half away from zero at the given number of places. */
export function divide(left: Decimal, right: Decimal, places: number): Decimal {
  if (isZero(right)) throw new Error('bug: division by zero');
  const [a, b] = aligned(left, right);
  return decimalOf(roundedQuotient(a * 10n ** BigInt(places), b), places);
}

export function roundTo(value: Decimal, places: number): Decimal {
  if (value.scale <= places) return value;
  return decimalOf(roundedQuotient(value.coefficient, 10n ** BigInt(value.scale - places)), places);
}

function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const a = numerator < 0n ? -numerator : numerator;
  const b = denominator < 0n ? -denominator : denominator;
  const quotient = (a + a + b) / (b + b);
  return isNegative ? -quotient : quotient;
}

/**
 * `0.014`, `730`, `-1.5`.
 *
 * @param placesMin zeros are added up to this many places: money is shown with two
 */
export function formatDecimal(value: Decimal, placesMin = 0): string {
  const isNegative = value.coefficient < 0n;
  const places = Math.max(value.scale, placesMin);
  const digits = (isNegative ? -value.coefficient : value.coefficient) * 10n ** BigInt(places - value.scale);
  const text = digits.toString().padStart(places + 1, '0');
  const whole = text.slice(0, text.length - places);
  return `${isNegative ? '-' : ''}${whole}${places === 0 ? '' : `.${text.slice(-places)}`}`;
}

/** For JSON: the nearest double, which prints as the same digits up to 15 of them. */
export function toNumber(value: Decimal): number {
  return Number(formatDecimal(value));
}

/** Whole GB shown as `1,048,576`. */
export function formatGrouped(value: Decimal, placesMin = 0): string {
  const [whole = '', fraction] = formatDecimal(value, placesMin).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/**
 * Parts that add up to the whole exactly: each by its weight to nine places, what rounding leaves to the
 * last.
 */
export function splitByWeights(whole: Decimal, weights: readonly number[]): readonly Decimal[] {
  if (weights.length === 1) return [whole];
  const all = weights.reduce((total, weight) => total + weight, 0);
  let rest = whole;
  return weights.map((weight, i) => {
    if (i === weights.length - 1) return rest;
    const part = divide(multiply(whole, decimal(weight)), decimal(all), 9);
    rest = subtract(rest, part);
    return part;
  });
}
