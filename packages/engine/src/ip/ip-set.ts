import { invariant } from '../base/invariant.ts';
import {
  type AddressFamily,
  formatIpv4,
  formatIpv6,
  formatPrefix,
  type Ipv4,
  type Ipv6,
  ipv4PrefixAt,
  ipv6PrefixAt,
  type Prefix,
} from './address.ts';
import {
  equalIntervals,
  holdsValue,
  type Intervals,
  intersectIntervals,
  normalizeIntervals,
  pairsOf,
  subtractIntervals,
  uniteIntervals,
} from './intervals.ts';

/** A set of addresses of one family. Immutable; equal sets have equal bounds. */
export type IpSet =
  | { readonly family: 'ipv4'; readonly bounds: Intervals<number> }
  | { readonly family: 'ipv6'; readonly bounds: Intervals<bigint> };

export function emptySet(family: AddressFamily): IpSet {
  return family === 'ipv4' ? { family, bounds: [] } : { family, bounds: [] };
}

export function wholeSet(family: AddressFamily): IpSet {
  return family === 'ipv4'
    ? { family, bounds: [0, 0xffff_ffff] }
    : { family, bounds: [0n, (1n << 128n) - 1n] };
}

/** Prefixes of the other family are left out: each family is a proof of its own (V6-1). */
export function setOfPrefixes(family: AddressFamily, prefixes: Iterable<Prefix>): IpSet {
  if (family === 'ipv4') {
    const pairs: [number, number][] = [];
    for (const prefix of prefixes) {
      if (prefix.family === 'ipv4')
        pairs.push([prefix.address, prefix.address + 2 ** (32 - prefix.length) - 1]);
    }
    return { family, bounds: normalizeIntervals<number>(pairs) };
  }
  const pairs: [bigint, bigint][] = [];
  for (const prefix of prefixes) {
    if (prefix.family === 'ipv6')
      pairs.push([prefix.address, prefix.address + (1n << BigInt(128 - prefix.length)) - 1n]);
  }
  return { family, bounds: normalizeIntervals<bigint>(pairs) };
}

const setsOfPrefix = new WeakMap<Prefix, IpSet>();

/** Made once for each prefix object. */
export function setOfPrefix(prefix: Prefix): IpSet {
  const earlier = setsOfPrefix.get(prefix);
  if (earlier !== undefined) return earlier;
  const set = setOfPrefixes(prefix.family, [prefix]);
  setsOfPrefix.set(prefix, set);
  return set;
}

export function setOfAddress(family: AddressFamily, address: Ipv4 | Ipv6): IpSet {
  return family === 'ipv4'
    ? { family, bounds: [address as number, address as number] }
    : { family, bounds: [address as bigint, address as bigint] };
}

export function unite(a: IpSet, b: IpSet): IpSet {
  if (a.family === 'ipv4' && b.family === 'ipv4')
    return { family: 'ipv4', bounds: uniteIntervals(a.bounds, b.bounds) };
  invariant(a.family === 'ipv6' && b.family === 'ipv6', 'sets of two families are not united');
  return { family: 'ipv6', bounds: uniteIntervals(a.bounds, b.bounds) };
}

export function intersect(a: IpSet, b: IpSet): IpSet {
  if (a.family === 'ipv4' && b.family === 'ipv4') {
    const bounds = intersectIntervals(a.bounds, b.bounds);
    // The same set stays the same object: answers about it are kept with it.
    if (bounds === a.bounds) return a;
    return bounds === b.bounds ? b : { family: 'ipv4', bounds };
  }
  if (a.family === 'ipv6' && b.family === 'ipv6')
    return { family: 'ipv6', bounds: intersectIntervals(a.bounds, b.bounds) };
  return emptySet(a.family);
}

export function subtract(a: IpSet, b: IpSet): IpSet {
  if (a.family === 'ipv4' && b.family === 'ipv4') {
    const bounds = subtractIntervals(a.bounds, b.bounds);
    return bounds === a.bounds ? a : { family: 'ipv4', bounds };
  }
  if (a.family === 'ipv6' && b.family === 'ipv6')
    return { family: 'ipv6', bounds: subtractIntervals(a.bounds, b.bounds) };
  return a;
}

export function isEmptySet(set: IpSet): boolean {
  return set.bounds.length === 0;
}

export function equalSets(a: IpSet, b: IpSet): boolean {
  if (a.family === 'ipv4' && b.family === 'ipv4') return equalIntervals(a.bounds, b.bounds);
  return a.family === 'ipv6' && b.family === 'ipv6' && equalIntervals(a.bounds, b.bounds);
}

export function containsAddress(set: IpSet, address: Ipv4 | Ipv6): boolean {
  if (set.family === 'ipv4') return typeof address === 'number' && holdsValue(set.bounds, address as number);
  return typeof address === 'bigint' && holdsValue(set.bounds, address as bigint);
}

/** Is every address of `inner` in `outer`? */
export function includes(outer: IpSet, inner: IpSet): boolean {
  return outer.family === inner.family && isEmptySet(subtract(inner, outer));
}

export function overlaps(a: IpSet, b: IpSet): boolean {
  return !isEmptySet(intersect(a, b));
}

/** How many addresses. */
export function sizeOf(set: IpSet): bigint {
  if (set.family === 'ipv4')
    return pairsOf(set.bounds).reduce((sum, [low, high]) => sum + BigInt(high - low + 1), 0n);
  return pairsOf(set.bounds).reduce((sum, [low, high]) => sum + (high - low + 1n), 0n);
}

/** The lowest address: a witness. @returns `undefined` for the empty set */
export function lowestAddress(set: IpSet): Ipv4 | Ipv6 | undefined {
  return set.bounds[0] as Ipv4 | Ipv6 | undefined;
}

/** The fewest prefixes that make up the set, in order. */
export function toPrefixes(set: IpSet): readonly Prefix[] {
  if (set.family === 'ipv4') return pairsOf(set.bounds).flatMap(([low, high]) => ipv4Cover(low, high));
  return pairsOf(set.bounds).flatMap(([low, high]) => ipv6Cover(low, high));
}

function ipv4Cover(low: number, high: number): Prefix[] {
  const prefixes: Prefix[] = [];
  let at = low;
  while (at <= high) {
    let length = 32;
    while (length > 0) {
      const size = 2 ** (32 - (length - 1));
      if (at % size !== 0 || at + size - 1 > high) break;
      length--;
    }
    prefixes.push(ipv4PrefixAt(at as Ipv4, length));
    at += 2 ** (32 - length);
  }
  return prefixes;
}

function ipv6Cover(low: bigint, high: bigint): Prefix[] {
  const prefixes: Prefix[] = [];
  let at = low;
  while (at <= high) {
    let length = 128;
    while (length > 0) {
      const size = 1n << BigInt(128 - (length - 1));
      if (at % size !== 0n || at + size - 1n > high) break;
      length--;
    }
    prefixes.push(ipv6PrefixAt(at as Ipv6, length));
    at += 1n << BigInt(128 - length);
  }
  return prefixes;
}

const formatted = new WeakMap<IpSet, Map<number, FormattedSet>>();

interface FormattedSet {
  readonly prefixes: readonly string[];
  readonly more: number;
}

/** At most `max` prefixes as text; the second field says how many more there are. Kept with the set. */
export function formatSet(set: IpSet, max: number): FormattedSet {
  const known = formatted.get(set) ?? new Map<number, FormattedSet>();
  formatted.set(set, known);
  const earlier = known.get(max);
  if (earlier !== undefined) return earlier;
  const text = formatPrefixes(toPrefixes(set), max);
  known.set(max, text);
  return text;
}

function formatPrefixes(prefixes: readonly Prefix[], max: number): FormattedSet {
  const shown = prefixes.slice(0, max).map((prefix) => {
    const isHost = prefix.length === (prefix.family === 'ipv4' ? 32 : 128);
    if (!isHost) return formatPrefix(prefix);
    return prefix.family === 'ipv4' ? formatIpv4(prefix.address) : formatIpv6(prefix.address);
  });
  return { prefixes: shown, more: prefixes.length - shown.length };
}
