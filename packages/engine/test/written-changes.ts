import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Catalog, createCatalog } from '../src/catalog/create-catalog.ts';
import { dataSourceFacts, prefixListFacts } from '../src/catalog/facts.ts';
import { createProviderSchemas } from '../src/catalog/provider-schemas.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import type { PolicyFacts } from '../src/generators/change/endpoint-policy.ts';
import { applyEdits } from '../src/generators/change/unified-diff.ts';
import { writeChange } from '../src/generators/change/write-change.ts';
import type { WrittenChange } from '../src/generators/change/written-change.ts';
import { evaluateProject } from '../src/importers/terraform/evaluation/evaluate-project.ts';
import { buildNetwork } from '../src/importers/terraform/network/build-network.ts';
import type { ProjectFiles, ProjectInputs } from '../src/importers/terraform/project.ts';
import type { NetworkChange, ProposedEndpoint } from '../src/model/change.ts';
import type { Network } from '../src/model/network.ts';

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
export const catalog: Catalog = createCatalog(catalogFiles);
const schemas = createProviderSchemas(catalogFiles);
const schemas6 = createProviderSchemas(catalogFiles, 6);
const facts = dataSourceFacts(catalog);
const networkFacts = prefixListFacts(catalog);

export interface ReadFiles {
  readonly network: Network;
  readonly diagnostics: readonly Diagnostic[];
  readonly codes: readonly string[];
}

export const noInputs: ProjectInputs = { environment: new Map(), options: [], workspace: 'default' };

export function readFiles(
  files: ProjectFiles,
  inputs: ProjectInputs = noInputs,
  provider: 5 | 6 = 5,
): ReadFiles {
  const configuration = evaluateProject(files, inputs, provider === 6 ? schemas6 : schemas, facts);
  const network = buildNetwork(configuration.value, networkFacts);
  const diagnostics = [...configuration.diagnostics, ...network.diagnostics];
  return { network: network.value, diagnostics, codes: diagnostics.map(({ code }) => code) };
}

export function write(
  files: ProjectFiles,
  changes: readonly NetworkChange[],
  inputs: ProjectInputs = noInputs,
  policies?: PolicyFacts,
): WrittenChange {
  const source = { files, inputs, schemas, facts, networkFacts };
  return writeChange(source, readFiles(files, inputs).network, changes, policies);
}

/** A folder on disk with everything below it, `.terraform/modules` included; nothing above it. */
export function filesBelow(folder: string): Record<string, string> {
  const texts: Record<string, string> = {};
  const visit = (path: string): void => {
    for (const entry of readdirSync(`${folder}/${path}`, { withFileTypes: true })) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== '.git') visit(inner);
      } else if (/\.(tf|tfvars|hcl|json)$/.test(entry.name)) {
        texts[inner] = readFileSync(`${folder}/${inner}`, 'utf8');
      }
    }
  };
  visit('');
  return texts;
}

export function projectOf(texts: Readonly<Record<string, string>>): ProjectFiles {
  const paths = Object.keys(texts);
  return {
    workingDirectory: '/project',
    readText: (path) => {
      const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
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

/** The files with a change made, as the user has them after `git apply`. */
export function changed(
  texts: Readonly<Record<string, string>>,
  { files, edits }: WrittenChange,
): Record<string, string> {
  const after: Record<string, string> = { ...texts };
  for (const { path, text } of files) after[path] = text;
  for (const path of new Set(edits.map(({ file }) => file))) {
    after[path] = applyEdits(
      texts[path] ?? '',
      edits.filter(({ file }) => file === path),
    );
  }
  return after;
}

export const stacksFolder: string = fileURLToPath(new URL('../../../../shared/stacks/', import.meta.url));

/** An endpoint as a plan proposes it; what is left out is as small as it can be. */
export function endpoint(
  network: Network,
  service: string,
  given: Partial<ProposedEndpoint> = {},
): NetworkChange {
  const [vpc] = [...network.vpcs.keys()];
  if (vpc === undefined) throw new Error('the network has no VPC');
  const region = network.defaultRegion.kind === 'known' ? network.defaultRegion.value : 'us-east-1';
  return {
    kind: 'add-endpoint',
    endpoint: {
      vpc,
      type: 'Interface',
      service,
      serviceName: `com.amazonaws.${region}.${service}`,
      subnets: [],
      routeTables: [],
      securityGroup: undefined,
      privateDnsEnabled: true,
      callers: [],
      policy: undefined,
      ...given,
    },
  };
}
