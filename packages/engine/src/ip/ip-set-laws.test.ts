import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatPrefix,
  type Ipv4,
  type Ipv6,
  ipv4PrefixAt,
  ipv6PrefixAt,
  type Prefix,
  parsePrefix,
} from './address.ts';
import {
  containsAddress,
  emptySet,
  equalSets,
  formatSet,
  type IpSet,
  includes,
  intersect,
  isEmptySet,
  lowestAddress,
  overlaps,
  setOfAddress,
  setOfPrefix,
  setOfPrefixes,
  sizeOf,
  subtract,
  toPrefixes,
  unite,
  wholeSet,
} from './ip-set.ts';

function set(...texts: readonly string[]): IpSet {
  const prefixes = texts.map((text) => {
    const read = parsePrefix(text);
    if (!read.ok) throw new Error(`not a prefix: ${text}`);
    return read.value;
  });
  return setOfPrefixes(prefixes[0]?.family ?? 'ipv4', prefixes);
}

/**
 * The second reading: 64 addresses at the edge of the space, each named by its own line of a table.
 * A set is the list of those that are in it; operations are filters over the list.
 */
interface Universe {
  readonly name: string;
  readonly whole: IpSet;
  readonly addresses: readonly (Ipv4 | Ipv6)[];
  readonly prefix: (offset: number, bits: number) => Prefix;
}

const offsets = Array.from({ length: 64 }, (_, offset) => offset);

function ipv4At(base: number, name: string): Universe {
  return {
    name,
    whole: setOfPrefix(ipv4PrefixAt(base as Ipv4, 26)),
    addresses: offsets.map((offset) => (base + offset) as Ipv4),
    prefix: (offset, bits) => ipv4PrefixAt((base + offset) as Ipv4, 26 + bits),
  };
}

function ipv6At(base: bigint, name: string): Universe {
  return {
    name,
    whole: setOfPrefix(ipv6PrefixAt(base as Ipv6, 122)),
    addresses: offsets.map((offset) => (base + BigInt(offset)) as Ipv6),
    prefix: (offset, bits) => ipv6PrefixAt((base + BigInt(offset)) as Ipv6, 122 + bits),
  };
}

const universes: readonly Universe[] = [
  ipv4At(0, 'the first IPv4 addresses'),
  ipv4At(0x8000_0000 - 32, 'the middle of IPv4, where signed numbers would turn'),
  ipv4At(0xffff_ffc0, 'the last IPv4 addresses'),
  ipv6At(0n, 'the first IPv6 addresses'),
  ipv6At((1n << 64n) - 64n, 'the middle of IPv6'),
  ipv6At((1n << 128n) - 64n, 'the last IPv6 addresses'),
].map((universe) => ({ ...universe, whole: setOfPrefixes(universe.whole.family, blocksOf(universe)) }));

function blocksOf({ addresses, prefix }: Universe): readonly Prefix[] {
  return addresses.map((_, offset) => prefix(offset, 6));
}

/** Some prefixes of the universe: many small ones, some large ones. */
const choice = fc.array(fc.tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 1, max: 6 })), {
  maxLength: 8,
});

describe.each(universes)('sets of $name agree with a list of addresses', (universe) => {
  const { addresses, prefix, whole } = universe;
  const { family } = whole;
  const setOf = (chosen: readonly (readonly [number, number])[]): IpSet =>
    setOfPrefixes(
      family,
      chosen.map(([offset, bits]) => prefix(offset, bits)),
    );
  const slowly = (chosen: readonly (readonly [number, number])[]): ReadonlySet<Ipv4 | Ipv6> => {
    const shown = chosen.map(([offset, bits]) => bitsOf(addresses[offset]).slice(0, bits - 6 || undefined));
    return new Set(addresses.filter((address) => shown.some((bits) => bitsOf(address).startsWith(bits))));
  };
  const listed = (of: IpSet): readonly (Ipv4 | Ipv6)[] =>
    addresses.filter((address) => containsAddress(of, address));

  it('unites, intersects, subtracts, counts and compares', () => {
    fc.assert(
      fc.property(choice, choice, (left, right) => {
        const [a, b] = [setOf(left), setOf(right)];
        const [x, y] = [slowly(left), slowly(right)];
        expect(listed(a)).toEqual([...x]);
        expect(listed(unite(a, b))).toEqual(addresses.filter((each) => x.has(each) || y.has(each)));
        expect(listed(intersect(a, b))).toEqual(addresses.filter((each) => x.has(each) && y.has(each)));
        expect(listed(subtract(a, b))).toEqual(addresses.filter((each) => x.has(each) && !y.has(each)));
        expect(sizeOf(a)).toBe(BigInt(x.size));
        expect(lowestAddress(a)).toBe([...x][0]);
        expect(isEmptySet(a)).toBe(x.size === 0);
        expect(equalSets(a, b)).toBe([...x].join() === [...y].join());
        expect(includes(a, b)).toBe([...y].every((each) => x.has(each)));
        expect(overlaps(a, b)).toBe([...y].some((each) => x.has(each)));
      }),
      { seed: 20261128, numRuns: 100 },
    );
  });

  it('has one form for one set, without touching or empty intervals', () => {
    fc.assert(
      fc.property(choice, choice, (left, right) => {
        const [a, b] = [setOf(left), setOf(right)];
        for (const each of [a, unite(a, b), intersect(a, b), subtract(a, b), subtract(whole, a)])
          expect(isCanonical(each), JSON.stringify(each.bounds.map(String))).toBe(true);
        expect(equalSets(unite(subtract(a, b), intersect(a, b)), a)).toBe(true);
        expect(
          equalSets(subtract(whole, unite(a, b)), intersect(subtract(whole, a), subtract(whole, b))),
        ).toBe(true);
      }),
      { seed: 20261128, numRuns: 80 },
    );
  });

  it('is made up by its prefixes, and by no fewer', () => {
    fc.assert(
      fc.property(choice, (chosen) => {
        const a = setOf(chosen);
        const cover = toPrefixes(a);
        expect(equalSets(setOfPrefixes(family, cover), a)).toBe(true);
        expect(cover.map(formatPrefix)).toEqual(fewest(addresses, slowly(chosen), universe));
      }),
      { seed: 20261128, numRuns: 80 },
    );
  });
});

/** All bits of an address as text. */
function bitsOf(address: Ipv4 | Ipv6 | undefined): string {
  return (address ?? 0).toString(2).padStart(typeof address === 'bigint' ? 128 : 32, '0');
}

function isCanonical({ bounds }: IpSet): boolean {
  return bounds.every((bound, index) => {
    const before = bounds[index - 1];
    if (before === undefined) return true;
    return index % 2 === 1 ? before <= bound : BigInt(bound) - BigInt(before) > 1n;
  });
}

/** Halves the universe until each half is wholly in or wholly out. */
function fewest(
  addresses: readonly (Ipv4 | Ipv6)[],
  members: ReadonlySet<Ipv4 | Ipv6>,
  { prefix }: Universe,
): readonly string[] {
  const halve = (start: number, bits: number): readonly string[] => {
    const piece = addresses.slice(start, start + 2 ** (6 - bits));
    if (!piece.some((each) => members.has(each))) return [];
    // The universe of the middle is no prefix itself: start below it.
    if (bits > 0 && piece.every((each) => members.has(each))) return [formatPrefix(prefix(start, bits))];
    return [...halve(start, bits + 1), ...halve(start + piece.length / 2, bits + 1)];
  };
  const pieces = halve(0, 0);
  const isWhole = members.size === 64 && addresses[0] === prefix(0, 0).address;
  return isWhole ? [formatPrefix(prefix(0, 0))] : pieces;
}

describe('sets at the ends of the space', () => {
  it.each([
    ['the whole of IPv4', wholeSet('ipv4'), '0.0.0.0/0', 2n ** 32n],
    ['the whole of IPv6', wholeSet('ipv6'), '::/0', 2n ** 128n],
    ['the last IPv4 address', set('255.255.255.255/32'), '255.255.255.255', 1n],
    ['all but the first', subtract(wholeSet('ipv4'), set('0.0.0.0/1')), '128.0.0.0/1', 2n ** 31n],
    ['two halves are one', unite(set('10.0.0.0/9'), set('10.128.0.0/9')), '10.0.0.0/8', 2n ** 24n],
    ['nothing', emptySet('ipv6'), '', 0n],
  ])('%s', (_name, of, shown, size) => {
    expect(formatSet(of, 9)).toEqual({ prefixes: shown === '' ? [] : [shown], more: 0 });
    expect(sizeOf(of)).toBe(size);
  });

  it('shows the first prefixes and how many more there are', () => {
    const gap = subtract(set('10.0.0.0/24'), set('10.0.0.128/32'));
    expect(formatSet(gap, 2)).toEqual({ prefixes: ['10.0.0.0/25', '10.0.0.129'], more: 6 });
  });
});

describe('the two families never meet (V6-1)', () => {
  it.each([
    ['an intersection is empty', isEmptySet(intersect(set('0.0.0.0/0'), set('::/0'))), true],
    [
      'a subtraction takes nothing',
      equalSets(subtract(set('10.0.0.0/8'), set('::/0')), set('10.0.0.0/8')),
      true,
    ],
    ['equal bounds are not equal sets', equalSets(set('0.0.0.0/32'), set('::/128')), false],
    ['0.0.0.0/0 does not include ::1', includes(set('0.0.0.0/0'), set('::1/128')), false],
    ['an IPv6 address is in no IPv4 set', containsAddress(wholeSet('ipv4'), 1n as Ipv6), false],
    ['an IPv4 address is in no IPv6 set', containsAddress(wholeSet('ipv6'), 1 as Ipv4), false],
    ['one address is a set', equalSets(setOfAddress('ipv6', 1n as Ipv6), set('::1/128')), true],
  ])('%s', (_name, told, expected) => {
    expect(told).toBe(expected);
  });
});
