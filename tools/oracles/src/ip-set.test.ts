import { containsCidr, excludeCidr, mergeCidr, overlapCidr } from 'cidr-tools';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatPrefix,
  type Ipv4,
  type Ipv6,
  ipv4PrefixAt,
  ipv6PrefixAt,
} from '../../../packages/engine/src/ip/address.ts';
import {
  includes,
  overlaps,
  setOfPrefixes,
  subtract,
  toPrefixes,
} from '../../../packages/engine/src/ip/ip-set.ts';

const ipv4 = fc
  .tuple(fc.constantFrom(0, 0x0a00_0000, 0xffff_f000), fc.nat(0xfff), fc.integer({ min: 18, max: 32 }))
  .map(([base, offset, length]) => ipv4PrefixAt((base + offset) as Ipv4, length));
const ipv6 = fc
  .tuple(fc.constantFrom(0n, 0x2001_0db8n << 96n), fc.nat(0xfff), fc.integer({ min: 112, max: 128 }))
  .map(([base, offset, length]) => ipv6PrefixAt((base + BigInt(offset)) as Ipv6, length));

describe.each([
  ['ipv4' as const, fc.array(ipv4, { minLength: 1, maxLength: 6 })],
  ['ipv6' as const, fc.array(ipv6, { minLength: 1, maxLength: 6 })],
])('sets of %s addresses agree with cidr-tools', (family, prefixes) => {
  it('on the fewest prefixes of a union and of a difference, on inclusion and on overlap', () => {
    fc.assert(
      fc.property(prefixes, prefixes, (left, right) => {
        const [a, b] = [setOfPrefixes(family, left), setOfPrefixes(family, right)];
        const [x, y] = [left.map(formatPrefix), right.map(formatPrefix)];
        expect(toPrefixes(a).map(formatPrefix).sort()).toEqual([...mergeCidr(x)].sort());
        expect(toPrefixes(subtract(a, b)).map(formatPrefix).sort()).toEqual(
          [...mergeCidr(excludeCidr(x, y))].sort(),
        );
        expect(includes(a, b)).toBe(containsCidr(mergeCidr(x), y));
        expect(overlaps(a, b)).toBe(overlapCidr(x, y));
      }),
      { seed: 20261128, numRuns: 300 },
    );
  });
});
