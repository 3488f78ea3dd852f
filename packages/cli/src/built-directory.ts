import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BuiltFileJson, GeneratedFile } from '@naisen/engine';
import { CannotRun } from './failure.ts';

/** Says which files of a directory naisen wrote, and that they are as it wrote them. */
const record = '.naisen-build.json';

/** What would become of a directory. */
export interface DirectoryPlan {
  readonly files: readonly (BuiltFileJson & { readonly text: string | undefined })[];
  /** Files in the way that naisen did not write, or that were changed since. */
  readonly foreign: readonly { readonly path: string; readonly isOurs: boolean }[];
}

export function planDirectory(directory: string, generated: readonly GeneratedFile[]): DirectoryPlan {
  const written = readRecord(directory);
  const recorded = new Map(Object.entries(written));
  const wanted = new Map(generated.map(({ path, text }) => [path, text]));
  wanted.set(record, recordText(generated));
  const paths = [...new Set([...wanted.keys(), ...recorded.keys()])].sort();
  const files: (BuiltFileJson & { text: string | undefined })[] = [];
  const foreign: { path: string; isOurs: boolean }[] = [];
  for (const path of paths) {
    const text = wanted.get(path);
    const present = presentText(directory, path);
    if (text === undefined && present === undefined) continue;
    if (text === present) {
      files.push({ path, text, state: 'unchanged' });
      continue;
    }
    const digest = recorded.get(path);
    const isOurs = path === record ? recorded.size > 0 : digest !== undefined;
    const isTouched = path !== record && present !== undefined && digest !== digestOf(present);
    if (present !== undefined && (!isOurs || isTouched)) foreign.push({ path, isOurs });
    files.push({
      path,
      text,
      state: text === undefined ? 'removed' : present === undefined ? 'new' : 'changed',
    });
  }
  return { files, foreign };
}

/** Terraform reads every file beside those that were written. */
export function otherTerraform(directory: string, { files }: DirectoryPlan): readonly string[] {
  const own = new Set(files.map(({ path }) => path));
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => /\.tf(\.json)?$/.test(name) && !own.has(name))
    .sort();
}

export function writeDirectory(directory: string, { files }: DirectoryPlan): void {
  try {
    for (const { path, text, state } of files) {
      const place = join(directory, path);
      if (state === 'unchanged') continue;
      if (text === undefined) {
        rmSync(place, { force: true });
        continue;
      }
      mkdirSync(dirname(place), { recursive: true });
      // A link would lead the text somewhere else.
      if (existsSync(place) && lstatSync(place).isSymbolicLink()) rmSync(place);
      writeFileSync(place, text);
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new CannotRun({ kind: 'not-writable', file: directory, reason });
  }
}

function presentText(directory: string, path: string): string | undefined {
  try {
    return readFileSync(join(directory, path), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return undefined;
    throw new CannotRun({ kind: 'not-writable', file: join(directory, path), reason: code });
  }
}

function recordText(generated: readonly GeneratedFile[]): string {
  const files = Object.fromEntries(
    generated.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, text }) => [path, digestOf(text)]),
  );
  return `${JSON.stringify({ schema: 'naisen/built/1', files }, null, 2)}\n`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** @returns path → digest; empty when there is none or it cannot be read */
function readRecord(directory: string): Readonly<Record<string, string>> {
  const text = presentText(directory, record);
  if (text === undefined) return {};
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || !('files' in read)) return {};
    const { files } = read;
    if (typeof files !== 'object' || files === null) return {};
    return Object.fromEntries(
      Object.entries(files).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && isBelow(entry[0]),
      ),
    );
  } catch {
    return {};
  }
}

/** A record that somebody wrote must not make us remove what lies elsewhere. */
function isBelow(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.split(/[\\/]/).includes('..');
}
