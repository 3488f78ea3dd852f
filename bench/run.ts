/** All benchmarks, one process each, so that none warms up the next: `npm run bench`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
for (const name of [
  'parse',
  'modules',
  'process',
  'policies',
  'proof',
  'plan',
  'lab',
  's3-copy',
  'rehearse',
]) {
  console.log(`\n${name}`);
  spawnSync('npx', ['--no-install', 'tsx', '--conditions=naisen-source', `${here}${name}.ts`], {
    stdio: 'inherit',
  });
}
