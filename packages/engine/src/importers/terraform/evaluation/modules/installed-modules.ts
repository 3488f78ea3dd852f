import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { unreadableModulesManifest } from '../../../../diagnostics/kinds/files.ts';
import { joinPaths } from '../loading/paths.ts';
import type { Session } from '../session.ts';

const manifestPath = '.terraform/modules/modules.json';

/**
 * Directories of the modules that `terraform init` installed, by call path such as `vpc.endpoints` (TF-7).
 */
export function readInstalledModules(session: Session): ReadonlyMap<string, string> {
  const read = session.files.readText(manifestPath);
  if (read.kind !== 'text') return new Map();
  const entries = parseManifest(read.text);
  if (entries === undefined) {
    session.report(diagnose(unreadableModulesManifest, { path: manifestPath }, undefined));
    return new Map();
  }
  return new Map(entries.map(({ key, directory }) => [key, joinPaths('.', directory)]));
}

interface ManifestEntry {
  readonly key: string;
  readonly directory: string;
}

function parseManifest(text: string): readonly ManifestEntry[] | undefined {
  const document = parseJsonText(text);
  if (!isRecord(document) || !Array.isArray(document.Modules)) return undefined;
  return document.Modules.flatMap((entry: unknown): ManifestEntry[] => {
    if (!isRecord(entry) || typeof entry.Key !== 'string' || typeof entry.Dir !== 'string') return [];
    return [{ key: entry.Key, directory: entry.Dir }];
  });
}

function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
