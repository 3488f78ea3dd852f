import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';

const require = createRequire(import.meta.url);
const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
export const cacheFile = join(dist, 'naisen.cache');

/**
 * Runs the bundle. V8 keeps what it compiled in a file beside it (made with the bundle): with it the program
 * starts in two thirds of the time. V8 itself refuses a cache of another version or of another bundle, and
 * compiles as ever.
 *
 * @returns the script, from which a cache can be made once it has run
 */
export function startProgram() {
  const filename = join(dist, 'naisen.cjs');
  const text = readFileSync(filename, 'utf8');
  const script = new vm.Script(`(function (exports, require, module, bundleUrl) {${text}\n})`, {
    filename,
    cachedData: readCache(),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, pathToFileURL(filename).href);
  return script;
}

function readCache() {
  try {
    return readFileSync(cacheFile);
  } catch {
    return undefined;
  }
}
