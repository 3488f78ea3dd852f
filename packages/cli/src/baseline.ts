import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BaselineJson, type CheckJson, parseBaseline, toBaseline } from '@naisen/engine';
import type { OpenedConfiguration } from './configuration.ts';
import { CannotRun } from './failure.ts';

/** The file that holds what is accepted: as asked, else as configured. */
export function baselinePath(
  asked: string | undefined,
  configuration: OpenedConfiguration,
): string | undefined {
  if (asked !== undefined) return resolve(asked);
  const configured = configuration.settings.baseline;
  return configured === undefined ? undefined : resolve(configuration.folder, configured);
}

export function defaultBaselinePath(directory: string): string {
  return join(directory, 'naisen.baseline.json');
}

export function readBaseline(path: string): BaselineJson {
  if (!existsSync(path)) throw new CannotRun({ kind: 'no-such-baseline', file: path });
  const baseline = parseBaseline(readFileSync(path, 'utf8'));
  if (typeof baseline === 'string') throw new CannotRun({ kind: 'not-a-baseline', file: path });
  return baseline;
}

/** @returns how many findings are accepted from now on */
export function writeBaseline(path: string, check: CheckJson): number {
  const baseline = toBaseline(check);
  writeFileSync(path, `${JSON.stringify(baseline, null, 2)}\n`);
  return baseline.calls.length + baseline.diagnostics.length;
}
