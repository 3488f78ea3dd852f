import { parseArgs } from 'node:util';
import { modeOfMachine } from '../packages/lab/src/doctor/examine-machine.ts';
import { describeDifference, judgeMany, shrinkDifference } from '../packages/lab/src/judge/judge-many.ts';
import { terraformText } from '../packages/lab/src/judge/terraform-text.ts';

// `npm run judge -- --networks 2000 --seed 1`: the agreement, and the smallest network of a difference.
const { values } = parseArgs({ options: { networks: { type: 'string' }, seed: { type: 'string' } } });
const networks = Number(values.networks ?? 40);
const firstSeed = Number(values.seed ?? 1);

if ((await modeOfMachine()) !== 'root') {
  process.stderr.write('the judge sends packets: it needs Linux, root, ip and nft (naisen lab doctor)\n');
  process.exit(2);
}
const { probes, open, differences, ways, refused } = await judgeMany({ firstSeed, networks });
const counted = [...ways]
  .sort(([, a], [, b]) => b - a)
  .map(([way, count]) => `  ${String(count).padStart(6)}  ${way}`);
process.stdout.write(
  `${networks} networks from seed ${firstSeed}: ${probes} probes, ${differences.length} differences, ` +
    `${open} left open by the engine\n${counted.join('\n')}\n`,
);
for (const line of refused) process.stdout.write(`not judged: ${line}\n`);
for (const difference of differences.slice(0, 20))
  process.stdout.write(`${describeDifference(difference)}\n`);
const [first] = differences;
if (first !== undefined) {
  process.stdout.write(`\n# The smallest network that shows the first, for cases/regressions:\n`);
  process.stdout.write(terraformText(await shrinkDifference(first, {})));
}
process.exitCode = differences.length > 0 || refused.length > 0 ? 1 : 0;
