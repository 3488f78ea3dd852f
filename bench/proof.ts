/**
 * Proof of a large estate and of one with twice the workloads, in one process; medians.
 *
 *     npx tsx bench/proof.ts [RUNS]
 *
 * Goals: under 2 s and 600 MB; twice the workloads cost at most 2.2 times.
 */
import { fullSize } from './estate.ts';
import { median, outcomesOf, proveEstate } from './prove-estate.ts';

const runs = Number(process.argv[2] ?? 3);
const sizes = [fullSize, { ...fullSize, workloads: fullSize.workloads * 2 }];
const medians = sizes.map((size) => {
  const proofs = Array.from({ length: runs }, () => proveEstate(size));
  const ms = median(proofs.map((proof) => proof.ms));
  const memory = Math.round(process.resourceUsage().maxRSS / 1000);
  console.log(`${size.workloads} workloads: ${ms.toFixed(0)} ms, at most ${memory} MB so far`);
  const [first] = proofs;
  if (first !== undefined) {
    console.log(' ', JSON.stringify(first.answer.counters));
    console.log(' ', JSON.stringify(outcomesOf(first.answer)));
  }
  return ms;
});
console.log(`twice the workloads cost ${((medians[1] ?? 0) / (medians[0] ?? 1)).toFixed(2)} times as much`);
