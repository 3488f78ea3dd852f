// Bundles the command line into one file that plain Node >= 20.19 runs: packages/cli/dist/naisen.js.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entry = join(root, 'packages/cli/src/main.ts');

if (existsSync(entry)) {
  await bundle('main.ts', 'naisen.js');
  // What `naisen.config.ts` imports.
  await bundle('index.ts', 'index.js');

  for (const folder of ['catalog', 'docs/diagnostics', 'examples/shop']) copyBesideBundle(folder);
}

/** What the command line reads at run time lies beside it, so that the package works by itself. */
function copyBesideBundle(folder) {
  const target = join(root, 'packages/cli/dist', folder);
  rmSync(target, { recursive: true, force: true });
  if (existsSync(join(root, folder))) cpSync(join(root, folder), target, { recursive: true });
}

function bundle(source, target) {
  return build({
    entryPoints: [join(root, 'packages/cli/src', source)],
    outfile: join(root, 'packages/cli/dist', target),
    bundle: true,
    // Loaded only when a configuration is a program.
    external: ['jiti'],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Half the bytes to compile at every start; names stay, so that a reported place can be found.
    minifyWhitespace: true,
    minifySyntax: true,
    conditions: ['naisen-source'],
    banner: {
      js: "import { createRequire as naisenRequire } from 'node:module'; const require = naisenRequire(import.meta.url);",
    },
    legalComments: 'linked',
    logLevel: 'warning',
  });
}
