// Bundles the command line into one file that plain Node >= 20.19 runs: packages/cli/dist/naisen.cjs.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entry = join(root, 'packages/cli/src/main.ts');

if (existsSync(entry)) {
  // First of all: V8 tells bundles apart by their length alone.
  rmSync(join(root, 'packages/cli/dist/naisen.cache'), { force: true });
  await bundle('main.ts', 'naisen.cjs', {
    format: 'cjs',
    // The name under which `bin/start-program.js` hands it over.
    define: { 'import.meta.url': 'bundleUrl' },
    // Compiled code that is kept has no way to import: what is loaded late is required, and must be CommonJS.
    supported: { 'dynamic-import': false },
  });
  // The lab with the command line around it: only `naisen lab` loads it, so no other command starts slower.
  await bundle('main.ts', 'naisen-lab.mjs', {
    external: ['jiti', 'dynalite', 'fauxqs'],
    banner: {
      js: "import { createRequire as naisenRequire } from 'node:module'; const require = naisenRequire(import.meta.url);",
    },
  });
  // What `naisen.config.ts` imports.
  await bundle('index.ts', 'index.js', {
    banner: {
      js: "import { createRequire as naisenRequire } from 'node:module'; const require = naisenRequire(import.meta.url);",
    },
  });

  const folders = ['catalog', 'docs/diagnostics', 'examples/shop', 'examples/lessons'];
  for (const folder of folders) copyBesideBundle(folder);
  recordCodeCache();
}

/** What V8 compiles for a check of the demo network is what most runs need. */
function recordCodeCache() {
  const recorder = join(root, 'tools/record-code-cache.mjs');
  spawnSync(process.execPath, [recorder, 'check', join(root, 'examples/shop')], { stdio: 'ignore' });
}

/** What the command line reads at run time lies beside it, so that the package works by itself. */
function copyBesideBundle(folder) {
  const target = join(root, 'packages/cli/dist', folder);
  rmSync(target, { recursive: true, force: true });
  if (existsSync(join(root, folder))) cpSync(join(root, folder), target, { recursive: true });
}

function bundle(source, target, more) {
  return build({
    entryPoints: [join(root, 'packages/cli/src', source)],
    outfile: join(root, 'packages/cli/dist', target),
    bundle: true,
    // Loaded only when a configuration is a program.
    external: ['jiti', '@naisen/lab'],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Half the bytes to compile at every start; names stay, so that a reported place can be found.
    minifyWhitespace: true,
    minifySyntax: true,
    conditions: ['naisen-source'],
    legalComments: 'linked',
    logLevel: 'warning',
    ...more,
  });
}
