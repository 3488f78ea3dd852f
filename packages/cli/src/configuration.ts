import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ConfigurationFacts,
  type Diagnostic,
  diagnosticKinds,
  emptySettings,
  readConfigurationText,
  readConfigurationValue,
  type Settings,
} from '@naisen/engine';
import { CannotRun } from './failure.ts';
import { libraryPath } from './shipped-files.ts';

/** The user's configuration, read; empty when there is none. */
export interface OpenedConfiguration {
  readonly settings: Settings;
  readonly diagnostics: readonly Diagnostic[];
  /** The folder from which its paths count. */
  readonly folder: string;
}

const names = [
  'naisen.config.ts',
  'naisen.config.mts',
  'naisen.config.js',
  'naisen.config.mjs',
  'naisen.config.json',
];

/**
 * Loads the configuration that was asked for, else the one that lies in the directory itself.
 *
 * It may be a program, so none is ever taken from a module's directory or from a folder above.
 */
export async function openConfiguration(
  directory: string,
  asked: string | undefined,
  today: string,
): Promise<OpenedConfiguration> {
  const path = asked === undefined ? findConfiguration(directory) : resolve(asked);
  if (path === undefined)
    return { settings: { ...emptySettings, today }, diagnostics: [], folder: directory };
  if (!existsSync(path)) throw new CannotRun({ kind: 'no-such-configuration', file: asked ?? path });
  const file = relative(resolve(directory), path).split(sep).join('/');
  const facts: ConfigurationFacts = {
    today,
    severities: new Map([...diagnosticKinds].map(([code, { severity }]) => [code, severity])),
  };
  const { value, diagnostics } = path.endsWith('.json')
    ? readConfigurationText(file, readText(path), facts)
    : readConfigurationValue(file, await loadProgram(path), facts);
  return { settings: { ...value, today }, diagnostics, folder: dirname(path) };
}

function findConfiguration(directory: string): string | undefined {
  const found = names.filter((name) => existsSync(join(directory, name)));
  const [first, second] = found;
  if (first === undefined) return undefined;
  if (second !== undefined) throw new CannotRun({ kind: 'several-configurations', files: found });
  return resolve(directory, first);
}

/** Reads policies of the organisation, which stand beside the configuration. */
export function policyFileReader({ folder }: OpenedConfiguration): (file: string) => string | undefined {
  return (file) => {
    try {
      return readFileSync(resolve(folder, file), 'utf8');
    } catch {
      return undefined;
    }
  };
}

export function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    throw new CannotRun({ kind: 'configuration-not-loaded', file: path, reason: reasonOf(error) });
  }
}

/** Types are stripped as the file is loaded, because Node 20 does not; nothing is written to the disk. */
export async function loadProgram(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const jiti = createJiti(pathToFileURL(path).href, {
    alias: { naisen: libraryPath() },
    fsCache: false,
    moduleCache: false,
    interopDefault: true,
  });
  try {
    return await jiti.import<unknown>(path, { default: true });
  } catch (error) {
    throw new CannotRun({ kind: 'configuration-not-loaded', file: path, reason: reasonOf(error) });
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 300);
}
