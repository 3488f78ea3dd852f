import { fail, type Result, succeed } from '../base/result.ts';

declare const ipv4Brand: unique symbol;
declare const ipv6Brand: unique symbol;

/** An IPv4 address as an unsigned 32-bit integer, 0 to 4294967295. Made only by `parseIpv4` and `toIpv4`. */
export type Ipv4 = number & { readonly [ipv4Brand]: true };
/** An IPv6 address as an unsigned 128-bit integer. Made only by `parseIpv6`. */
export type Ipv6 = bigint & { readonly [ipv6Brand]: true };

export type AddressFamily = 'ipv4' | 'ipv6';

/** `address` has every bit past `length` zero. */
export interface Ipv4Prefix {
  readonly family: 'ipv4';
  readonly address: Ipv4;
  /** 0 to 32. */
  readonly length: number;
}

/** `address` has every bit past `length` zero. */
export interface Ipv6Prefix {
  readonly family: 'ipv6';
  readonly address: Ipv6;
  /** 0 to 128. */
  readonly length: number;
}

export type Prefix = Ipv4Prefix | Ipv6Prefix;

export type PrefixProblem =
  | { readonly kind: 'not-an-address'; readonly text: string }
  | { readonly kind: 'no-length'; readonly text: string }
  | { readonly kind: 'length-out-of-range'; readonly text: string; readonly max: number }
  | { readonly kind: 'host-bits-set'; readonly text: string; readonly canonical: Prefix };

const ipv4Max = 0xffff_ffff;

export function toIpv4(value: number): Ipv4 | undefined {
  return Number.isInteger(value) && value >= 0 && value <= ipv4Max ? (value as Ipv4) : undefined;
}

/**
 * Reads dotted-quad text: exactly four decimal octets, no leading zeros.
 *
 * Stricter than `inet_aton` on purpose: tools disagree whether `010.0.0.1` means
 * 10.0.0.1 or 8.0.0.1, so reading it either way may analyse a different network.
 *
 * @returns `undefined` for anything else
 */
export function parseIpv4(text: string): Ipv4 | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  let value = 0;
  for (const octet of octets) {
    if (!/^(0|[1-9]\d{0,2})$/.test(octet)) return undefined;
    const byte = Number(octet);
    if (byte > 255) return undefined;
    value = value * 256 + byte;
  }
  return value as Ipv4;
}

/**
 * Reads RFC 4291 text, `::` and an embedded IPv4 tail included; no zone id.
 *
 * @returns `undefined` for anything else
 */
export function parseIpv6(text: string): Ipv6 | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '', true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...new Array<number>(halves.length === 1 ? 0 : missing).fill(0), ...tail];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n) as Ipv6;
}

function groupsOf(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const ipv4 = mayEndInIpv4 && index === parts.length - 1 ? parseIpv4(part) : undefined;
      if (ipv4 === undefined) return undefined;
      groups.push(Math.floor(ipv4 / 65536), ipv4 % 65536);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}

/** Reads `10.0.0.0/16` or `2001:db8::/32`; host bits must be zero (the error carries the canonical form). */
export function parsePrefix(text: string): Result<Prefix, PrefixProblem> {
  const slash = text.indexOf('/');
  if (slash < 0) return fail({ kind: 'no-length', text });
  const lengthText = text.slice(slash + 1);
  const ipv4 = parseIpv4(text.slice(0, slash));
  const ipv6 = ipv4 === undefined ? parseIpv6(text.slice(0, slash)) : undefined;
  if (ipv4 === undefined && ipv6 === undefined) return fail({ kind: 'not-an-address', text });
  const max = ipv4 === undefined ? 128 : 32;
  if (!/^(0|[1-9]\d{0,2})$/.test(lengthText) || Number(lengthText) > max) {
    return fail({ kind: 'length-out-of-range', text, max });
  }
  const length = Number(lengthText);
  const canonical: Prefix =
    ipv4 === undefined ? ipv6PrefixAt(ipv6 as Ipv6, length) : ipv4PrefixAt(ipv4, length);
  if (canonical.address !== (ipv4 ?? ipv6)) return fail({ kind: 'host-bits-set', text, canonical });
  return succeed(canonical);
}

/** The prefix of that length that holds the address. */
export function ipv4PrefixAt(address: Ipv4, length: number): Ipv4Prefix {
  const size = 2 ** (32 - length);
  return { family: 'ipv4', address: (address - (address % size)) as Ipv4, length };
}

/** The prefix of that length that holds the address. */
export function ipv6PrefixAt(address: Ipv6, length: number): Ipv6Prefix {
  const host = BigInt(128 - length);
  return { family: 'ipv6', address: ((address >> host) << host) as Ipv6, length };
}

export function formatIpv4(address: Ipv4): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** RFC 5952: lower case, the longest run of two or more zero groups as `::`, the first one on a tie. */
export function formatIpv6(address: Ipv6): string {
  const groups: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(Number((address >> shift) & 0xffffn));
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.start < 0) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}

export function formatAddress(family: AddressFamily, address: Ipv4 | Ipv6): string {
  return family === 'ipv4' ? formatIpv4(address as Ipv4) : formatIpv6(address as Ipv6);
}

export function formatPrefix(prefix: Prefix): string {
  return prefix.family === 'ipv4'
    ? `${formatIpv4(prefix.address)}/${prefix.length}`
    : `${formatIpv6(prefix.address)}/${prefix.length}`;
}
