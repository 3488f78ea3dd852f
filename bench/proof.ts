// Proof of a large estate and of one twice as large, in one process: `npx tsx bench/proof.ts`.
import { existsSync, readFileSync } from 'node:fs';
import { createCatalog } from '../packages/engine/src/catalog/create-catalog.ts';
import type { CheckAnswer } from '../packages/engine/src/reachability/answer.ts';
import { checkNetwork } from '../packages/engine/src/reachability/check.ts';
import { type EstateSize, estateServices, fullSize, makeEstate } from './estate.ts';

const catalogFolder = new URL('../catalog/', import.meta.url);
const catalog = createCatalog({
  read: (name) => (existsSync(new URL(name, catalogFolder)) ? readFileSync(new URL(name, catalogFolder), 'utf8') : undefined),
});

function prove(size: EstateSize): { readonly ms: number; readonly answer: CheckAnswer } {
  const network = makeEstate(size, 20261128);
  const start = performance.now();
  const answer = checkNetwork(network, catalog, { needs: () => [], services: estateServices });
  return { ms: performance.now() - start, answer };
}

const runs = Number(process.argv[2] ?? 3);
for (const size of [fullSize, { ...fullSize, workloads: fullSize.workloads * 2 }]) {
  const times = Array.from({ length: runs }, () => prove(size));
  const median = times.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
  const { answer } = times[0] as { readonly answer: CheckAnswer };
  const verdicts = Object.groupBy?.(answer.calls, (call) => `${call.verdict} ${call.privacy ?? ''}`) ?? {};
  const counts = Object.entries(verdicts).map(([name, calls]) => `${name}: ${calls?.length}`);
  console.log(`${size.workloads} workloads: ${median.toFixed(0)} ms, ${Math.round(process.memoryUsage().rss / 1e6)} MB`, answer.counters, counts.join(', '));
}
