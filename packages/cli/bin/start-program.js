import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';

const require = createRequire(import.meta.url);
const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');

/** Compiled code cannot import, so it is handed this. */
const importPackage = (name) => import(name);

/** Where V8's compiled code of a bundle is kept. */
export function cacheFileOf(bundle) {
  return join(dist, `${bundle}.cache`);
}

/**
 * Runs a bundle: `naisen` or `naisen-lab`. V8 keeps what it compiled in a file beside it (made with the
 * bundle): with it the program starts in two thirds of the time. V8 itself refuses a cache of another version
 * or of another bundle, and compiles as ever.
 *
 * @returns the script, from which a cache can be made once it has run
 */
export function startProgram(bundle) {
  const filename = join(dist, `${bundle}.cjs`);
  const text = readFileSync(filename, 'utf8');
  const names = 'exports, require, module, bundleUrl, importPackage';
  const script = new vm.Script(`(function (${names}) {${text}\n})`, {
    filename,
    cachedData: readCache(bundle),
  });
  const module = { exports: {} };
  const url = pathToFileURL(filename).href;
  script.runInThisContext()(module.exports, require, module, url, importPackage);
  return script;
}

function readCache(bundle) {
  try {
    return readFileSync(cacheFileOf(bundle));
  } catch {
    return undefined;
  }
}
