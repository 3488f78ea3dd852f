import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, noUsage, readUsageFile, type Usage } from '@naisen/engine';
import type { OpenedConfiguration } from './configuration.ts';
import { CannotRun } from './failure.ts';

export interface OpenedUsage {
  readonly value: Usage;
  readonly diagnostics: readonly Diagnostic[];
  /** Those of the diagnostics for which no bill is made: it would be a bill of something else. */
  readonly errors: readonly Diagnostic[];
  /** Lines of the file, and of any other by the reader that is handed in. */
  readonly sourceLine: (others: SourceLine) => SourceLine;
}

type SourceLine = (file: string, line: number) => string | undefined;

const noFile: OpenedUsage = {
  value: noUsage,
  diagnostics: [],
  errors: [],
  sourceLine: (others) => others,
};

/** The usage file that was asked for, else the one that the configuration names. */
export function openUsage(asked: string | undefined, { settings, folder }: OpenedConfiguration): OpenedUsage {
  const file = asked ?? settings.usage;
  if (file === undefined) return noFile;
  const path = asked ?? join(folder, file);
  if (!existsSync(path)) throw new CannotRun({ kind: 'no-usage-file', file: path });
  const text = readFileSync(path, 'utf8');
  const read = readUsageFile(text, file);
  const lines = text.split(/\r?\n/);
  return {
    ...read,
    errors: read.diagnostics.filter(({ severity }) => severity === 'error'),
    sourceLine: (others) => (name, line) => (name === file ? lines[line - 1] : others(name, line)),
  };
}
