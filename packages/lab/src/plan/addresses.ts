import type { Ipv4Prefix, Ipv6Prefix, Prefix } from '@naisen/engine';

// Written anew on purpose: the lab judges the engine, so what decides packets shares no code with it.

export function ipv4Text(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** As sockets and `ip` print it (RFC 5952). */
export function ipv6Text(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, group) =>
    ((address >> BigInt(112 - 16 * group)) & 0xffffn).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

export function prefixText(prefix: Prefix): string {
  return prefix.family === 'ipv4'
    ? `${ipv4Text(prefix.address)}/${prefix.length}`
    : `${ipv6Text(prefix.address)}/${prefix.length}`;
}

/** The same text for every run: which of `size` numbers a name begins its search with (FNV-1a). */
export function hashOf(name: string, size: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % size;
}

/**
 * Hands out numbers of one range by name, each once. A name gets the number its hash says unless somebody has
 * it, so that a thing more or less seldom moves the others: `lab apply` then changes little.
 */
export class NumberRange {
  readonly #from: number;
  readonly #count: number;
  readonly #taken = new Set<number>();

  constructor(from: number, count: number) {
    this.#from = from;
    this.#count = count;
  }

  /** @returns `undefined` when all are taken */
  take(name: string): number | undefined {
    const start = hashOf(name, this.#count);
    for (let step = 0; step < this.#count; step++) {
      const number = this.#from + ((start + step) % this.#count);
      if (this.reserve(number)) return number;
    }
    return undefined;
  }

  /** @returns whether it was free */
  reserve(number: number): boolean {
    if (this.#taken.has(number)) return false;
    this.#taken.add(number);
    return true;
  }
}

/** The addresses of a subnet that AWS gives out: all but the first four and the last. */
export function usableIpv4({ address, length }: Ipv4Prefix): NumberRange {
  return new NumberRange(address + 4, 2 ** (32 - length) - 5);
}

/** Hosts in `::10` to `::ffff` of the subnet's block. */
export function ipv6Host({ address }: Ipv6Prefix, number: number): bigint {
  return address + BigInt(number);
}
