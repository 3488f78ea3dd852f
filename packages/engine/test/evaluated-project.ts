import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatReference } from '../src/base/known.ts';
import { createCatalog } from '../src/catalog/create-catalog.ts';
import { dataSourceFacts } from '../src/catalog/facts.ts';
import { createProviderSchemas } from '../src/catalog/provider-schemas.ts';
import type { Diagnostic, Read } from '../src/diagnostics/diagnostic.ts';
import { describe as describeDiagnostic } from '../src/diagnostics/registry.ts';
import { evaluateProject } from '../src/importers/terraform/evaluation/evaluate-project.ts';
import type { Configuration, ResourceInstance } from '../src/importers/terraform/instances.ts';
import type { ProjectFiles, ProjectInputs } from '../src/importers/terraform/project.ts';
import { formatNumber } from '../src/importers/terraform/values/number.ts';
import type { Value } from '../src/importers/terraform/values/value.ts';

const catalogFolder = new URL('../../../catalog/', import.meta.url);
const catalogFiles = {
  read: (name: string): string | undefined => {
    try {
      return readFileSync(new URL(name, catalogFolder), 'utf8');
    } catch {
      return undefined;
    }
  },
};
const facts = dataSourceFacts(createCatalog(catalogFiles));
/** The recorded provider, 5.100. */
const schemas = createProviderSchemas(catalogFiles);

/** A project's files by path; a name of several steps makes its directories. */
export function filesInMemory(texts: Readonly<Record<string, string>>): ProjectFiles {
  const paths = Object.keys(texts);
  return {
    workingDirectory: '/project',
    readText: (path) => {
      const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
      if (text !== undefined) return { kind: 'text', text };
      return path.startsWith('..') || path.startsWith('/')
        ? { kind: 'outside-project' }
        : { kind: 'missing' };
    },
    readBytes: () => undefined,
    list: (directory) => {
      const prefix = directory === '.' ? '' : `${directory}/`;
      const below = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
      const names = new Set(below.map((path) => path.replace(/\/.*$/, '/')));
      return names.size === 0 ? undefined : [...names].sort();
    },
  };
}

/** A folder on disk; modules beside it may be read. */
export function filesOnDisk(folder: URL): ProjectFiles {
  return {
    workingDirectory: fileURLToPath(folder).replace(/\/$/, ''),
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
        const entries = readdirSync(new URL(`${path}/`, folder), { withFileTypes: true });
        return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
      } catch {
        return undefined;
      }
    },
  };
}

export interface Evaluated {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  /** `NSN3001 main.tf:3`, in order of place. */
  readonly told: readonly string[];
  /** English words of the diagnostics. */
  readonly words: readonly string[];
  readonly addresses: readonly string[];
  readonly instance: (address: string) => ResourceInstance | undefined;
  /** An attribute of an instance as `show` writes it. */
  readonly read: (address: string, attribute: string) => string;
  /** A root output as `show` writes it. */
  readonly output: (name: string) => string;
}

/** Evaluates files, or one `main.tf`. */
export function evaluateText(
  texts: string | Readonly<Record<string, string>>,
  inputs: Partial<ProjectInputs> = {},
): Evaluated {
  const files = filesInMemory(typeof texts === 'string' ? { 'main.tf': texts } : texts);
  return evaluated(files, inputs);
}

export function evaluated(files: ProjectFiles, inputs: Partial<ProjectInputs> = {}): Evaluated {
  const given = { environment: new Map<string, string>(), options: [], workspace: 'default', ...inputs };
  return describeRead(evaluateProject(files, given, schemas, facts));
}

function describeRead({ value: configuration, diagnostics }: Read<Configuration>): Evaluated {
  const all = [...configuration.resources, ...configuration.data];
  const instance = (address: string): ResourceInstance | undefined =>
    all.find((candidate) => candidate.address === address);
  return {
    configuration,
    diagnostics,
    told: diagnostics.map(({ code, subject }) =>
      subject === undefined ? code : `${code} ${subject.file}:${subject.start.line}`,
    ),
    words: diagnostics.map((diagnostic) => describeDiagnostic(diagnostic, 'en').message),
    addresses: all.map(({ address }) => address),
    instance,
    read: (address, attribute) => {
      const value = instance(address)?.values.get(attribute);
      return value === undefined ? 'nothing' : show(value);
    },
    output: (name) => {
      const value = configuration.outputs.get(name);
      return value === undefined ? 'nothing' : show(value);
    },
  };
}

/** Values in short: `"text"`, `[1, 2]`, `{a = 1}`, `<aws_vpc.main.id>`; `?` = an unknown of nothing. */
export function show(value: Value): string {
  const shown = showBare(value);
  return value.sensitive === true ? `sensitive ${shown}` : shown;
}

function showBare(value: Value): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'number':
      return formatNumber(value.value);
    case 'string':
      return JSON.stringify(value.value);
    case 'list':
    case 'tuple':
      return `[${value.items.map(show).join(', ')}]`;
    case 'set':
      return `set[${value.items.map(show).join(', ')}]`;
    case 'map':
    case 'object':
      return `{${[...value.entries].map(([name, item]) => `${name} = ${show(item)}`).join(', ')}}`;
    case 'unknown':
      return showUnknown(value);
  }
}

function showUnknown(value: Extract<Value, { kind: 'unknown' }>): string {
  const { template, references, reason } = value.unknown;
  if (template !== undefined && template.length > 1) {
    const pieces = template.map((piece) =>
      typeof piece === 'string' ? piece : `<${formatReference(piece)}>`,
    );
    return `~${pieces.join('')}`;
  }
  if (references.length > 0) return `<${references.map(formatReference).join(' | ')}>`;
  return reason === 'invalid' ? '!' : '?';
}
