/**
 * `naisen check DIR` as a whole process: wall time and memory, medians. Build first: `npm run build`.
 *
 *     npx tsx bench/process.ts [DIR...]
 *
 * With `terraform` on the path and an initialised directory, `terraform plan` of the same directory is
 * measured beside it in the same run, and the ratio told. Goals: 0.4 s, 150 MB, 30 times faster than the
 * plan.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './prove-estate.ts';

const program = fileURLToPath(new URL('../packages/cli/bin/naisen.js', import.meta.url));
const tellMemory =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('maxRSS '+process.resourceUsage().maxRSS))";
const runs = 9;

interface Ran {
  readonly ms: number;
  readonly megabytes: number;
}

function check(directory: string): Ran {
  const words = [`--import=${tellMemory}`, program, 'check', directory, '--format', 'json'];
  const start = performance.now();
  const { stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1 << 30 });
  const ms = performance.now() - start;
  return { ms, megabytes: Number(/maxRSS (\d+)/.exec(stderr)?.[1] ?? 0) / 1000 };
}

/** @returns milliseconds, or `undefined` when there is no plan to compare with */
function plan(directory: string): number | undefined {
  if (!existsSync(join(directory, '.terraform'))) return undefined;
  const start = performance.now();
  const words = [`-chdir=${directory}`, 'plan', '-refresh=false', '-lock=false', '-input=false'];
  const { status } = spawnSync('terraform', words, { encoding: 'utf8' });
  return status === 0 ? performance.now() - start : undefined;
}

function measure(directory: string): void {
  const proofs = Array.from({ length: runs }, () => check(directory));
  const ms = median(proofs.map((proof) => proof.ms));
  const megabytes = Math.max(...proofs.map((proof) => proof.megabytes));
  console.log(`${directory}: ${ms.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`);
  const plans = [plan(directory), plan(directory), plan(directory)].filter((time) => time !== undefined);
  if (plans.length === 0) return;
  const planned = median(plans);
  console.log(`  terraform plan ${planned.toFixed(0)} ms: ${(planned / ms).toFixed(0)} times as long`);
}

const directories = process.argv.slice(2);
const shop = fileURLToPath(new URL('../examples/shop', import.meta.url));
for (const directory of directories.length === 0 ? [shop] : directories) measure(directory);
