import { existsSync, readFileSync } from 'node:fs';
import { type Catalog, createCatalog } from '../packages/engine/src/catalog/create-catalog.ts';
import type { CheckAnswer } from '../packages/engine/src/reachability/answer.ts';
import { checkNetwork } from '../packages/engine/src/reachability/check.ts';
import { type EstateSize, estateServices, makeEstate } from './estate.ts';

const catalogFolder = new URL('../catalog/', import.meta.url);

export const catalog: Catalog = createCatalog({
  read: (name) => {
    const file = new URL(name, catalogFolder);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  },
});

/** The same seed makes the same estate everywhere. */
export const seed = 20261128;

/** Proves every call of an estate; making the estate is not counted. */
export function proveEstate(size: EstateSize): { readonly ms: number; readonly answer: CheckAnswer } {
  const network = makeEstate(size, seed);
  const start = performance.now();
  const answer = checkNetwork(network, catalog, { needs: () => [], services: estateServices });
  return { ms: performance.now() - start, answer };
}

/** How many calls have each verdict and level, sorted. */
export function outcomesOf({ calls }: CheckAnswer): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { verdict, privacy } of calls) {
    const outcome = privacy === undefined ? verdict : `${verdict} ${privacy}`;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}
