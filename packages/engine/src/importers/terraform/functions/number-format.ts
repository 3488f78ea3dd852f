import { exactDecimal } from '../values/number.ts';
import type { TerraformNumber } from '../values/value.ts';

/** Digits with the decimal point behind the first `point` of them: 0.digits × 10^point. */
interface Digits {
  readonly isNegative: boolean;
  /** No leading or trailing zeros; empty for zero. */
  readonly digits: string;
  readonly point: number;
}

function digitsOf({ digits, scale }: TerraformNumber): Digits {
  const all = String(digits < 0n ? -digits : digits);
  const trimmed = all.replace(/0+$/, '');
  return { isNegative: digits < 0n, digits: trimmed, point: trimmed === '' ? 0 : all.length - scale };
}

/** Keeps `count` digits, half to even. */
function roundTo(value: Digits, count: number): Digits {
  if (count >= value.digits.length) return value;
  if (count < 0) return { ...value, digits: '', point: 0 };
  const kept = value.digits.slice(0, count);
  const rest = value.digits.slice(count);
  const isHalf = rest === '5';
  const lastIsOdd = Number(kept.at(-1) ?? '0') % 2 === 1;
  if (isHalf ? !lastIsOdd : rest < '5') return trim({ ...value, digits: kept });
  const up = String(BigInt(kept === '' ? '0' : kept) + 1n).padStart(count, '0');
  return trim({ ...value, digits: up, point: value.point + up.length - count });
}

function trim(value: Digits): Digits {
  const digits = value.digits.replace(/0+$/, '');
  return digits === '' ? { ...value, digits, point: 0 } : { ...value, digits };
}

function sign(value: Digits): string {
  return value.isNegative ? '-' : '';
}

/** C's `%f`. */
export function formatFixed(number: TerraformNumber, decimals: number): string {
  const exact = digitsOf(exactDecimal(number));
  return fixed(roundTo(exact, exact.point + decimals), decimals);
}

function fixed(value: Digits, decimals: number): string {
  const { digits, point } = value;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const behind = point >= 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  const fraction = behind.slice(0, decimals).padEnd(decimals, '0');
  return `${sign(value)}${whole}${decimals > 0 ? `.${fraction}` : ''}`;
}

/** C's `%e`. */
export function formatExponential(number: TerraformNumber, decimals: number): string {
  return exponential(roundTo(digitsOf(exactDecimal(number)), decimals + 1), decimals);
}

function exponential(value: Digits, decimals: number): string {
  const first = value.digits[0] ?? '0';
  const fraction = value.digits.slice(1, 1 + decimals).padEnd(decimals, '0');
  const exponent = value.digits === '' ? 0 : value.point - 1;
  const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return `${sign(value)}${first}${decimals > 0 ? `.${fraction}` : ''}e${power}`;
}

/** Significant digits that decide between the two notations when none are asked for. */
const shortestDefault = 6;

/** C's `%g`; without `significant`, as many digits as the number has. */
export function formatGeneral(number: TerraformNumber, significant: number | undefined): string {
  const isShortest = significant === undefined;
  const value = isShortest
    ? digitsOf(number)
    : roundTo(digitsOf(exactDecimal(number)), Math.max(1, significant));
  const count = value.digits.length;
  // Large whole numbers keep all their digits up to the asked precision.
  const limit = isShortest
    ? shortestDefault
    : Math.max(1, significant) > count && count >= value.point
      ? count
      : Math.max(1, significant);
  const exponent = value.digits === '' ? 0 : value.point - 1;
  if (exponent < -4 || exponent >= Math.max(limit, 1)) return exponential(value, Math.max(0, count - 1));
  return fixed(value, Math.max(0, count - value.point));
}
