import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CatalogFiles } from '@naisen/engine';

const here = dirname(fileURLToPath(import.meta.url));

/** The top of the repository when the bundle lies in it; an installed package must not look outside itself. */
const repository = join(here, '../../..');
const isRepository = existsSync(join(repository, 'packages/cli/src/main.ts'));

function shippedFolder(name: string): string | undefined {
  const folder = join(isRepository ? repository : here, name);
  return existsSync(folder) ? folder : undefined;
}

/** The catalogue that came with this version. */
export function openCatalogFiles(): CatalogFiles {
  const folder = shippedFolder('catalog');
  return { read: (name) => (folder === undefined ? undefined : readIfThere(join(folder, name))) };
}

/** The network of ours that `naisen demo` proves. */
export function demoDirectory(): string | undefined {
  return shippedFolder('examples/shop');
}

/** Experiments for `naisen lab lesson`, a folder each. */
export function lessonsDirectory(): string | undefined {
  return shippedFolder('examples/lessons');
}

/** What `import … from 'naisen'` in a configuration means, wherever naisen is installed. */
export function libraryPath(): string {
  return isRepository ? join(repository, 'packages/cli/src/index.ts') : join(here, 'index.js');
}

/** The page of a code, in the asked language when there is one, else in English. */
export function readPage(code: string, language: 'en' | 'ja'): string | undefined {
  const folder = shippedFolder('docs/diagnostics');
  if (folder === undefined || !/^[A-Z0-9_]+$/.test(code)) return undefined;
  const translated = language === 'en' ? undefined : readIfThere(join(folder, language, `${code}.md`));
  return translated ?? readIfThere(join(folder, `${code}.md`));
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
