/**
 * Sorted, disjoint, non-adjacent closed intervals of whole numbers, flat: `[low, high, low, high, …]`.
 * IPv4 addresses and ports are numbers, IPv6 addresses bigints.
 */
export type Intervals<N extends number | bigint> = readonly N[];

const previous = <N extends number | bigint>(value: N): N =>
  (typeof value === 'bigint' ? value - 1n : (value as number) - 1) as N;
const following = <N extends number | bigint>(value: N): N =>
  (typeof value === 'bigint' ? value + 1n : (value as number) + 1) as N;

/** Brings pairs in any order, overlapping or touching, to the canonical form. */
export function normalizeIntervals<N extends number | bigint>(
  pairs: readonly (readonly [N, N])[],
): Intervals<N> {
  const sorted = pairs
    .filter(([low, high]) => low <= high)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const out: N[] = [];
  for (const [low, high] of sorted) {
    const end = out.at(-1);
    if (end !== undefined && low <= following(end)) {
      if (high > end) out[out.length - 1] = high;
    } else out.push(low, high);
  }
  return out;
}

export function uniteIntervals<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): Intervals<N> {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return normalizeIntervals([...pairsOf(a), ...pairsOf(b)]);
}

export function intersectIntervals<N extends number | bigint>(
  a: Intervals<N>,
  b: Intervals<N>,
): Intervals<N> {
  const out: N[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const highA = a[i + 1] as N;
    const highB = b[j + 1] as N;
    const low = (a[i] as N) > (b[j] as N) ? (a[i] as N) : (b[j] as N);
    const high = highA < highB ? highA : highB;
    if (low <= high) out.push(low, high);
    if (highA < highB) i += 2;
    else j += 2;
  }
  return out;
}

export function subtractIntervals<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): Intervals<N> {
  if (a.length === 0 || b.length === 0 || isApart(a, b)) return a;
  if (coversAll(b, a)) return [];
  const out: N[] = [];
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    let low = a[i] as N;
    const high = a[i + 1] as N;
    while (j < b.length && (b[j + 1] as N) < low) j += 2;
    let k = j;
    while (k < b.length && (b[k] as N) <= high) {
      if ((b[k] as N) > low) out.push(low, previous(b[k] as N));
      low = following(b[k + 1] as N);
      k += 2;
    }
    if (low <= high) out.push(low, high);
  }
  return out;
}

/** Is `a` one interval that holds all of `b`? The usual case of a /0 or a VPC's block. */
function coversAll<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): boolean {
  return (
    b.length > 0 && a.length === 2 && (a[0] as N) <= (b[0] as N) && (a[1] as N) >= (b[b.length - 1] as N)
  );
}

function isApart<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): boolean {
  return (a[a.length - 1] as N) < (b[0] as N) || (b[b.length - 1] as N) < (a[0] as N);
}

export function holdsValue<N extends number | bigint>(a: Intervals<N>, value: N): boolean {
  for (let i = 0; i < a.length; i += 2) {
    if (value < (a[i] as N)) return false;
    if (value <= (a[i + 1] as N)) return true;
  }
  return false;
}

export function equalIntervals<N extends number | bigint>(a: Intervals<N>, b: Intervals<N>): boolean {
  return a.length === b.length && a.every((bound, i) => bound === b[i]);
}

export function pairsOf<N extends number | bigint>(a: Intervals<N>): readonly (readonly [N, N])[] {
  const pairs: (readonly [N, N])[] = [];
  for (let i = 0; i < a.length; i += 2) pairs.push([a[i] as N, a[i + 1] as N]);
  return pairs;
}
