// All gates, one after the other; a gate that fails does not hide the next one. Exit code 1 when any failed.
import { spawnSync } from 'node:child_process';

const gates = [
  ['types', 'tsc', ['-b']],
  ['lint', 'biome', ['check', '.', '--error-on-warnings']],
  ['unused', 'knip', []],
  ['tidy', 'vitest', ['run', 'tools/tidy.test.ts', 'packages/engine/test/architecture.test.ts']],
  ['docs', 'tsx', ['--conditions=naisen-source', 'tools/docs.ts', '--check']],
  ['cases', 'tsx', ['--conditions=naisen-source', 'tools/cases.ts']],
];

const failed = gates.filter(([name, command, args]) => {
  const start = performance.now();
  const run = spawnSync('npx', ['--no-install', command, ...args], { encoding: 'utf8' });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${run.status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (run.status !== 0) console.log(`${run.stdout}${run.stderr}`.trim());
  return run.status !== 0;
});

console.log(
  failed.length === 0
    ? 'every gate passes'
    : `to mend: ${failed.map(([name]) => `npm run ${name}`).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
