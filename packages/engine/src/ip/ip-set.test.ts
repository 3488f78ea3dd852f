import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPrefix, type Ipv4, ipv4PrefixAt, type Prefix, parsePrefix } from './address.ts';
import {
  containsAddress,
  formatSet,
  type IpSet,
  includes,
  intersect,
  setOfPrefixes,
  sizeOf,
  subtract,
  toPrefixes,
  unite,
} from './ip-set.ts';

/** Prefixes of a universe of 64 addresses around an octet's edge, so that neighbours meet. */
const base = 0x0a0000e0;
const universe = Array.from({ length: 64 }, (_, i) => (base + i) as Ipv4);
const smallPrefix = fc
  .tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 26, max: 32 }))
  .map(([offset, length]): Prefix => ipv4PrefixAt((base + offset) as Ipv4, length));
const smallSet = fc
  .array(smallPrefix, { maxLength: 6 })
  .map((prefixes) => ({ prefixes, set: setOfPrefixes('ipv4', prefixes) }));
const settings = { seed: 20261128, numRuns: 300 };

/** The second reading: an address is in a prefix when their bits agree, one string against another. */
function inPrefix(address: number, prefix: Prefix): boolean {
  const bits = (value: number): string => value.toString(2).padStart(32, '0');
  return bits(address).startsWith(bits(Number(prefix.address)).slice(0, prefix.length));
}

function members(set: IpSet): number[] {
  return universe.filter((address) => containsAddress(set, address));
}

function membersOf(prefixes: readonly Prefix[]): number[] {
  return universe.filter((address) => prefixes.some((prefix) => inPrefix(address, prefix)));
}

describe('sets of addresses agree with bit strings', () => {
  it('a set holds exactly the addresses of its prefixes', () => {
    fc.assert(
      fc.property(smallSet, ({ prefixes, set }) => {
        expect(members(set)).toEqual(membersOf(prefixes));
      }),
      settings,
    );
  });

  it('union, intersection and difference are those of their members', () => {
    fc.assert(
      fc.property(smallSet, smallSet, (a, b) => {
        const inA = new Set(membersOf(a.prefixes));
        const inB = new Set(membersOf(b.prefixes));
        expect(members(unite(a.set, b.set))).toEqual(universe.filter((x) => inA.has(x) || inB.has(x)));
        expect(members(intersect(a.set, b.set))).toEqual(universe.filter((x) => inA.has(x) && inB.has(x)));
        expect(members(subtract(a.set, b.set))).toEqual(universe.filter((x) => inA.has(x) && !inB.has(x)));
      }),
      settings,
    );
  });

  it('prefixes of a set make the same set, and as few as can be', () => {
    fc.assert(
      fc.property(smallSet, ({ set }) => {
        const prefixes = toPrefixes(set);
        expect(setOfPrefixes('ipv4', prefixes)).toEqual(set);
        // Two neighbours of one length that start at an even place would be one shorter prefix.
        const keys = new Set(prefixes.map(formatPrefix));
        for (const prefix of prefixes) {
          const parent = ipv4PrefixAt(prefix.address as Ipv4, prefix.length - 1);
          const sibling =
            Number(parent.address) === Number(prefix.address)
              ? Number(prefix.address) + 2 ** (32 - prefix.length)
              : Number(parent.address);
          expect(
            keys.has(formatPrefix({ family: 'ipv4', address: sibling as Ipv4, length: prefix.length })),
          ).toBe(false);
        }
      }),
      settings,
    );
  });

  it('sizes add up', () => {
    fc.assert(
      fc.property(smallSet, smallSet, (a, b) => {
        const parts = sizeOf(intersect(a.set, b.set)) + sizeOf(subtract(a.set, b.set));
        expect(parts).toBe(sizeOf(a.set));
      }),
      settings,
    );
  });
});

describe('the edges of the address space', () => {
  const set = (...texts: string[]): IpSet =>
    setOfPrefixes(
      texts[0]?.includes(':') ? 'ipv6' : 'ipv4',
      texts.map((text) => {
        const read = parsePrefix(text);
        if (!read.ok) throw new Error(text);
        return read.value;
      }),
    );

  it.each([
    ['0.0.0.0/0', '255.255.255.255/32', 'the last address is inside everything'],
    ['0.0.0.0/0', '0.0.0.0/32', 'so is the first'],
    ['::/0', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128', 'and the last of IPv6'],
  ])('%s includes %s, because %s', (outer, inner) => {
    expect(includes(set(outer), set(inner))).toBe(true);
    expect(includes(set(inner), set(outer))).toBe(false);
  });

  it('everything without one half is the other half', () => {
    expect(formatSet(subtract(set('0.0.0.0/0'), set('0.0.0.0/1')), 5)).toEqual({
      prefixes: ['128.0.0.0/1'],
      more: 0,
    });
    expect(formatSet(subtract(set('::/0'), set('8000::/1')), 5)).toEqual({ prefixes: ['::/1'], more: 0 });
  });

  it('touching prefixes become one', () => {
    expect(formatSet(set('10.0.0.0/25', '10.0.0.128/25'), 5).prefixes).toEqual(['10.0.0.0/24']);
    expect(formatSet(set('10.0.0.0/25', '10.0.1.0/25'), 5).prefixes).toEqual(['10.0.0.0/25', '10.0.1.0/25']);
  });
});
