import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compareDecimals,
  type Decimal,
  decimal,
  decimalOf,
  divide,
  formatDecimal,
  formatGrouped,
  multiply,
  parseDecimal,
  roundTo,
  splitByWeights,
  subtract,
  sum,
  toNumber,
} from './decimal.ts';

const decimals: fc.Arbitrary<Decimal> = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 12 }))
  .map(([coefficient, scale]) => decimalOf(coefficient, scale));

describe('decimal text', () => {
  it.each([
    ['0', '0'],
    ['0.0035', '0.0035'],
    ['0.0500', '0.05'],
    ['1048576', '1048576'],
    ['-1.50', '-1.5'],
    ['1e-7', '0.0000001'],
    ['1.5E3', '1500'],
    ['-0', '0'],
  ])('%s is %s', (text, expected) => {
    const read = parseDecimal(text);
    expect(read && formatDecimal(read)).toBe(expected);
  });

  it.each([
    ['', 'nothing'],
    ['.5', 'no whole part'],
    ['1.', 'no fraction'],
    ['0x10', 'no decimal'],
    ['1_000', 'a separator'],
    ['1e999', 'more digits than anybody means'],
    ['9'.repeat(41), 'more than 40 digits'],
    ['Infinity', 'no number'],
  ])('%s is refused: %s', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it('money has two places, thousands are grouped', () => {
    expect(formatDecimal(decimal('57.6'), 2)).toBe('57.60');
    expect(formatDecimal(decimal('0.004'), 2)).toBe('0.004');
    expect(formatGrouped(decimal('1048576.5'), 2)).toBe('1,048,576.50');
    expect(formatGrouped(decimal(-1234))).toBe('-1,234');
  });

  it('what is written is read again', () => {
    fc.assert(
      fc.property(decimals, (value) => {
        expect(parseDecimal(formatDecimal(value))).toEqual(value);
      }),
      { seed: 4001 },
    );
  });
});

describe('laws of decimals', () => {
  it('0.1 + 0.2 is 0.3, and a month of hours does not drift', () => {
    expect(add(decimal('0.1'), decimal('0.2'))).toEqual(decimal('0.3'));
    expect(formatDecimal(sum(Array.from({ length: 730 }, () => decimal('0.0117'))))).toBe('8.541');
  });

  it('sums and products do not depend on order; subtraction undoes addition', () => {
    fc.assert(
      fc.property(decimals, decimals, decimals, (a, b, c) => {
        expect(add(add(a, b), c)).toEqual(add(a, add(c, b)));
        expect(multiply(multiply(a, b), c)).toEqual(multiply(a, multiply(c, b)));
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(subtract(add(a, b), b)).toEqual(a);
      }),
      { seed: 4002 },
    );
  });

  it('order is that of numbers: a second reading by text with equal places', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const places = Math.max(a.scale, b.scale);
        const whole = (value: Decimal) => BigInt(formatDecimal(value, places).replace('.', ''));
        expect(compareDecimals(a, b)).toBe(whole(a) < whole(b) ? -1 : whole(a) > whole(b) ? 1 : 0);
      }),
      { seed: 4003 },
    );
  });

  it('rounding is to the nearest, half away from zero', () => {
    expect(['0.125', '0.124', '-0.125'].map((text) => formatDecimal(roundTo(decimal(text), 2)))).toEqual([
      '0.13',
      '0.12',
      '-0.13',
    ]);
    expect(formatDecimal(divide(decimal(2), decimal(3), 4))).toBe('0.6667');
    expect(formatDecimal(divide(decimal(-2), decimal(3), 4))).toBe('-0.6667');
  });

  it('a quotient times the divisor is the dividend, but for rounding', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        fc.pre(b.coefficient !== 0n);
        const off = subtract(multiply(divide(a, b, 30), b), a);
        const bound = multiply(
          decimalOf(b.coefficient < 0n ? -b.coefficient : b.coefficient, b.scale),
          decimal('1e-30'),
        );
        expect(compareDecimals(off, bound)).not.toBe(1);
      }),
      { seed: 4004 },
    );
  });

  it('parts add up to the whole exactly', () => {
    fc.assert(
      fc.property(
        decimals,
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }),
        (whole, weights) => {
          fc.pre(weights.some((weight) => weight > 0));
          expect(sum(splitByWeights(whole, weights))).toEqual(whole);
        },
      ),
      { seed: 4005 },
    );
  });

  it('JSON numbers print the same digits', () => {
    expect(
      [decimal('57.6'), decimal('0.05015'), decimal('42680.06')].map((value) => String(toNumber(value))),
    ).toEqual(['57.6', '0.05015', '42680.06']);
  });
});
