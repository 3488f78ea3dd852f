import { describe, expect, it } from 'vitest';
import { newestAllowedMajor } from './provider-version.ts';

describe('the newest major version that a constraint allows', () => {
  it.each([
    [undefined, 6, 'no constraint: the newest'],
    ['', 6, 'an empty one limits nothing'],
    ['~> 5.0', 5, 'stays within 5'],
    ['~> 5.100.0', 5, 'stays within 5.100'],
    ['~> 5', 5, 'stays within 5'],
    ['~> 6.0', 6, 'stays within 6'],
    ['>= 5.46', 6, 'a lower bound only'],
    ['>= 5.0, < 6.0.0', 5, 'the usual way to stay with 5'],
    ['>= 5.0, < 6', 5, 'the same, shorter'],
    ['>= 6.0, < 6.13', 6, 'an upper bound inside 6'],
    ['>= 4.0, < 7.0', 6, 'the next major is excluded'],
    ['5.100.0', 5, 'one version'],
    ['= 6.2.0', 6, 'one version'],
    ['<= 5.99', 5, 'an upper bound in 5'],
    ['!= 6.1.0', 6, 'one version is left out'],
    ['~> 4.67', 5, 'older than what is known: the nearest'],
  ] as const)('%s → %i: %s', (constraint, major, _because) => {
    expect(newestAllowedMajor(constraint)).toBe(major);
  });
});
