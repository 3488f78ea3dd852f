import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNumbers,
  ceilNumber,
  compareNumbers,
  divideNumbers,
  floorNumber,
  formatNumber,
  multiplyNumbers,
  numberOfDouble,
  parseNumber,
  remainderOf,
} from './number.ts';
import type { TerraformNumber } from './value.ts';

const seeded = { seed: 20_261_128, numRuns: 500 };

/** Decimals of up to 30 digits: sums and products of them are exact within 512 bits. */
const decimals: fc.Arbitrary<TerraformNumber> = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.oneof(fc.constant(0), fc.nat(12)))
  .map(([digits, scale]) => read(`${digits}e-${scale}`));

function read(text: string): TerraformNumber {
  const parsed = parseNumber(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

/** The other reading: a fraction of two integers. */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

function fraction({ digits, scale }: TerraformNumber): Fraction {
  return { top: digits, bottom: 10n ** BigInt(scale) };
}

/** Whether a number is the fraction, but for an error of 2^-`bits` of it. */
function isNear(value: TerraformNumber | undefined, { top, bottom }: Fraction, bits: bigint): boolean {
  if (value === undefined) return false;
  const { top: t, bottom: b } = fraction(value);
  const difference = t * bottom - top * b;
  const size = difference < 0n ? -difference : difference;
  return size << bits <= (top < 0n ? -top : top) * b;
}

describe('numbers', () => {
  it.each([
    [
      '1',
      '/',
      '3',
      `0.${'3'.repeat(154)}5`,
      'the float nearest to a third is written with the fewest digits',
    ],
    ['2', '/', '3', `0.${'6'.repeat(153)}7`, 'and so are two thirds'],
    ['0.1', '+', '0.2', '0.3', '512 bits hide the error of the sum'],
    ['1.1', '*', '1.1', `1.21${'0'.repeat(151)}1`, 'and do not hide that of this product'],
    ['10', '/', '4', '2.5', 'a division that comes out even'],
    ['1e30', '+', '1', '1000000000000000000000000000001', 'whole numbers keep every digit'],
  ])('%s %s %s = %s: %s', (left, operator, right, expected) => {
    const operations = new Map([
      ['+', addNumbers],
      ['*', multiplyNumbers],
    ]);
    const result = (operations.get(operator) ?? divideNumbers)(read(left), read(right));
    expect(result === undefined ? undefined : formatNumber(result)).toBe(expected);
  });

  it('sums and products are those of fractions', () => {
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        const [a, b] = [fraction(left), fraction(right)];
        const bottom = a.bottom * b.bottom;
        // Where both nearly cancel out, up to 140 of the 512 bits are lost.
        const sum = { top: a.top * b.bottom + b.top * a.bottom, bottom };
        expect(isNear(addNumbers(left, right), sum, 360n)).toBe(true);
        expect(isNear(multiplyNumbers(left, right), { top: a.top * b.top, bottom }, 508n)).toBe(true);
      }),
      seeded,
    );
  });

  it('quotients are those of fractions', () => {
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        fc.pre(right.digits !== 0n);
        const [a, b] = [fraction(left), fraction(right)];
        const sign = b.top < 0n ? -1n : 1n;
        expect(
          isNear(
            divideNumbers(left, right),
            {
              top: sign * a.top * b.bottom,
              bottom: sign * b.top * a.bottom,
            },
            508n,
          ),
        ).toBe(true);
      }),
      seeded,
    );
  });

  it('order, floor, ceiling and remainder are those of fractions', () => {
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        const [a, b] = [fraction(left), fraction(right)];
        const difference = a.top * b.bottom - b.top * a.bottom;
        expect(compareNumbers(left, right)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
        const cut = a.top / a.bottom;
        const isWhole = cut * a.bottom === a.top;
        expect(floorNumber(left).digits).toBe(isWhole || a.top > 0n ? cut : cut - 1n);
        expect(ceilNumber(left).digits).toBe(isWhole || a.top < 0n ? cut : cut + 1n);
      }),
      seeded,
    );
  });

  it('the remainder of whole numbers has the sign of the dividend', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (left, right) => {
        const result = remainderOf({ digits: left, scale: 0 }, { digits: right, scale: 0 });
        expect(result.digits).toBe(right === 0n ? left : left % right);
      }),
      seeded,
    );
  });

  it('what is written reads back', () => {
    fc.assert(
      fc.property(decimals, (value) => {
        expect(read(formatNumber(value))).toEqual(value);
      }),
      seeded,
    );
  });

  it('machine doubles are written with the fewest digits that name them', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (double) => {
        expect(Number(formatNumber(numberOfDouble(double)))).toBe(double === 0 ? 0 : double);
      }),
      seeded,
    );
  });

  it.each(['', '.', '1_000', '0x10', ' 5', '5 ', 'inf', '1e', '--1', '1e999999999'])(
    '%j is no number',
    (text) => {
      expect(parseNumber(text)).toBeUndefined();
    },
  );
});
