import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, noUsage, readUsageFile, type Usage } from '@naisen/engine';
import type { OpenedConfiguration } from './configuration.ts';
import { CannotRun } from './failure.ts';

export interface OpenedUsage {
  readonly value: Usage;
  readonly diagnostics: readonly Diagnostic[];
}

/** The usage file that was asked for, else the one that the configuration names. */
export function openUsage(asked: string | undefined, { settings, folder }: OpenedConfiguration): OpenedUsage {
  const file = asked ?? settings.usage;
  if (file === undefined) return { value: noUsage, diagnostics: [] };
  const path = asked ?? join(folder, file);
  if (!existsSync(path)) throw new CannotRun({ kind: 'no-usage-file', file: path });
  return readUsageFile(readFileSync(path, 'utf8'), file);
}
