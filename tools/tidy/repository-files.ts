import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository: string = fileURLToPath(new URL('../../', import.meta.url));

/** What Git does not keep, or what a machine wrote. */
const leftOut = new Set(['.git', 'node_modules', 'dist', '.terraform', 'coverage']);

/** Paths below a folder, relative to the repository, sorted. */
export function pathsBelow(folder: string): readonly string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true })
    .filter(({ name }) => !leftOut.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return pathsBelow(path);
      // A file with a dot in front is an editor's or a tool's.
      return entry.isFile() && !entry.name.startsWith('.') ? [path] : [];
    })
    .sort();
}

export function foldersIn(folder: string): readonly string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !leftOut.has(entry.name))
    .map(({ name }) => name)
    .sort();
}

export function textOf(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}
