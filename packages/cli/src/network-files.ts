import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type Catalog,
  type Diagnostic,
  type Intent,
  type ProjectFiles,
  readIntentText,
  readIntentValue,
} from '@naisen/engine';
import { loadProgram, readText } from './configuration.ts';
import { CannotRun } from './failure.ts';

export interface OpenedIntent {
  /** `undefined` = the diagnostics say why. */
  readonly intent: Intent | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly sourceLine: (file: string, line: number) => string | undefined;
}

/** Loads `network.ts` as the configuration is loaded: the file that was named and nothing else. */
export async function openIntent(path: string, catalog: Catalog): Promise<OpenedIntent> {
  const absolute = resolve(path);
  if (!existsSync(absolute)) throw new CannotRun({ kind: 'no-such-intent', file: path });
  const text = readText(absolute);
  const { value, diagnostics } = absolute.endsWith('.json')
    ? readIntentText(path, text, catalog)
    : readIntentValue(path, await loadProgram(absolute), catalog);
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  return {
    intent: value,
    diagnostics,
    sourceLine: (file, line) => (file === path ? lines[line - 1] : undefined),
  };
}

/** Files that are not on a disk yet, as a project. */
export function filesInMemory(
  files: readonly { readonly path: string; readonly text: string }[],
): ProjectFiles {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const nameOf = (path: string): string => path.replace(/^\.\//, '');
  return {
    workingDirectory: '.',
    readText: (path) => {
      const text = texts.get(nameOf(path));
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
    },
    readBytes: (path) => {
      const text = texts.get(nameOf(path));
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
    list: (path) => (nameOf(path) === '' || path === '.' ? [...texts.keys()].sort() : undefined),
  };
}
