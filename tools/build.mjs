// Bundles the command line into one file that plain Node >= 20.19 runs: packages/cli/dist/naisen.cjs.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entry = join(root, 'packages/cli/src/main.ts');

if (existsSync(entry)) {
  // First of all: V8 tells bundles apart by their length alone.
  for (const name of ['naisen', 'naisen-lab'])
    rmSync(join(root, `packages/cli/dist/${name}.cache`), { force: true });
  await bundleProgram('naisen', ['jiti', '@naisen/lab']);
  // The lab with the command line around it: only `naisen lab` loads it, so no other command starts slower.
  await bundleProgram('naisen-lab', ['jiti', 'dynalite', 'fauxqs']);
  // What `naisen.config.ts` imports.
  await bundle('index.ts', 'index.js', {
    banner: {
      js: "import { createRequire as naisenRequire } from 'node:module'; const require = naisenRequire(import.meta.url);",
    },
  });

  const folders = ['catalog', 'docs/diagnostics', 'examples/shop', 'examples/lessons'];
  for (const folder of folders) copyBesideBundle(folder);
  // What V8 compiles for a check of the demo network, and for looking for a lab, is what most runs need.
  recordCodeCache('check', join(root, 'examples/shop'));
  recordCodeCache('lab', 'list');
}

function recordCodeCache(...words) {
  const recorder = join(root, 'tools/record-code-cache.mjs');
  const environment = { ...process.env, NAISEN_LAB_HOME: join(root, 'packages/cli/dist/no-labs') };
  spawnSync(process.execPath, [recorder, ...words], { stdio: 'ignore', env: environment });
}

/** One script of CommonJS, which V8 can keep compiled; what is loaded late it imports by what it is handed. */
async function bundleProgram(name, external) {
  await bundle('main.ts', `${name}.cjs`, {
    format: 'cjs',
    external,
    // The names under which `bin/start-program.js` hands them over.
    define: { 'import.meta.url': 'bundleUrl' },
  });
  const file = join(root, `packages/cli/dist/${name}.cjs`);
  const late = new RegExp(`\\bimport\\("(${external.join('|')})"\\)`, 'g');
  writeFileSync(file, readFileSync(file, 'utf8').replace(late, 'importPackage("$1")'));
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
