import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How files and directories stand: another text as soon as one is written, made, renamed or removed.
 *
 * Asked again and again instead of waiting for events of the file system: those get lost on network drives,
 * and differ between editors that write in place and editors that rename.
 */
export function standOf(paths: readonly string[]): string {
  return paths.map((path) => `${path} ${standOfPath(path)}`).join('\n');
}

function standOfPath(path: string): string {
  try {
    const status = statSync(path);
    return status.isDirectory() ? standOfFolder(path) : standOfFile(path);
  } catch {
    return 'missing';
  }
}

function standOfFolder(path: string): string {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => `${name} ${standOfFile(join(path, name))}`)
    .sort()
    .join(', ');
}

function standOfFile(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return 'missing';
  }
}
