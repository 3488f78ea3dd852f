import { readdirSync, readFileSync } from 'node:fs';
import { createCatalog } from '../src/catalog/create-catalog.ts';
import { dataSourceFacts, prefixListFacts } from '../src/catalog/facts.ts';
import type { ProviderSchemas } from '../src/catalog/provider-schema.ts';
import { createProviderSchemas } from '../src/catalog/provider-schemas.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { evaluateProject } from '../src/importers/terraform/evaluation/evaluate-project.ts';
import { buildNetwork } from '../src/importers/terraform/network/build-network.ts';
import type { ProjectFiles } from '../src/importers/terraform/project.ts';
import type { Network } from '../src/model/network.ts';

const catalogFolder = new URL('../../../catalog/', import.meta.url);
const files = {
  read: (name: string): string | undefined => {
    try {
      return readFileSync(new URL(name, catalogFolder), 'utf8');
    } catch {
      return undefined;
    }
  },
};
const catalog = createCatalog(files);
const schemas = createProviderSchemas(files);

export interface ReadNetwork {
  readonly network: Network;
  /** Of the evaluation and of the network, as `NSN2101 line 3`. */
  readonly told: readonly string[];
  /** Codes of the network's own diagnostics, in order of place. */
  readonly networkCodes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one `main.tf` with a provider in Tokyo. */
export function readText(text: string): ReadNetwork {
  const source = `${text}\nprovider "aws" {\n  region = "ap-northeast-1"\n}\n`;
  return readProject({
    readText: (path) => (path === 'main.tf' ? { kind: 'text', text: source } : { kind: 'missing' }),
    readBytes: () => undefined,
    list: (path) => (path === '.' || path === '' ? ['main.tf'] : undefined),
    workingDirectory: '/project',
  });
}

/** Reads files by name, which lie in one folder. */
export function readFiles(texts: Readonly<Record<string, string>>, major: 5 | 6 = 5): ReadNetwork {
  const project: ProjectFiles = {
    readText: (path) => {
      const text = texts[path];
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
    },
    readBytes: () => undefined,
    list: (path) => (path === '.' || path === '' ? Object.keys(texts).sort() : undefined),
    workingDirectory: '/project',
  };
  return readProject(project, major === 5 ? schemas : createProviderSchemas(files, major));
}

/** Reads a directory of Terraform files. */
export function readDirectory(folder: URL): ReadNetwork {
  return readProject({
    readText: (path) => {
      try {
        return { kind: 'text', text: readFileSync(new URL(path, folder), 'utf8') };
      } catch {
        return { kind: 'missing' };
      }
    },
    readBytes: () => undefined,
    list: (path) => {
      try {
        const entries = readdirSync(new URL(path === '' ? '.' : path, folder), { withFileTypes: true });
        return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
      } catch {
        return undefined;
      }
    },
    workingDirectory: '/project',
  });
}

export function readProject(project: ProjectFiles, providerSchemas: ProviderSchemas = schemas): ReadNetwork {
  const inputs = { environment: new Map<string, string>(), options: [], workspace: 'default' };
  const configuration = evaluateProject(project, inputs, providerSchemas, dataSourceFacts(catalog));
  const network = buildNetwork(configuration.value, prefixListFacts(catalog));
  const diagnostics = [...configuration.diagnostics, ...network.diagnostics];
  return {
    network: network.value,
    told: diagnostics.map(({ code, subject }) => `${code} line ${subject?.start.line ?? '?'}`),
    networkCodes: network.diagnostics.map(({ code }) => code),
    diagnostics,
  };
}
