import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  buildNetwork,
  type Catalog,
  type CatalogFiles,
  createCatalog,
  createProviderSchemas,
  dataSourceFacts,
  evaluateProject,
  type Network,
  type ProjectFiles,
  prefixListFacts,
} from '@naisen/engine';
import type { LabFacts } from '../plan/compile-lab.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../../catalog');

const files: CatalogFiles = {
  read: (name) => {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      return undefined;
    }
  },
};

const catalog: Catalog = createCatalog(files);
/** A regional NAT gateway needs it. */
const schemas = createProviderSchemas(files, 6);

export interface ReadText {
  readonly network: Network;
  readonly catalog: Catalog;
  readonly facts: LabFacts;
  /** Errors of reading: the judge's own text must have none. */
  readonly errors: readonly string[];
}

/** Terraform text as the command line reads a directory. */
export function readNetworkText(text: string): ReadText {
  const project: ProjectFiles = {
    list: (path) => (path === '.' ? ['main.tf'] : undefined),
    readText: (path) => (path === 'main.tf' ? { kind: 'text', text } : { kind: 'missing' }),
    readBytes: () => undefined,
    workingDirectory: '/judge',
  };
  const inputs = { environment: new Map<string, string>(), options: [], workspace: 'default' };
  const configuration = evaluateProject(project, inputs, schemas, dataSourceFacts(catalog));
  const network = buildNetwork(configuration.value, prefixListFacts(catalog));
  const errors = [...configuration.diagnostics, ...network.diagnostics].filter(
    ({ severity }) => severity === 'error',
  );
  return {
    network: network.value,
    catalog,
    facts: {
      gatewayPrefixes: (service) => {
        const list = catalog.managedPrefixListByName(service);
        return list?.prefixes === undefined ? undefined : [...list.prefixes, ...(list.ipv6Prefixes ?? [])];
      },
      endpointPorts: (service) => catalog.serviceByEndpointName(service)?.service.ports ?? [],
    },
    errors: errors.map(({ code, facts }) => `${code} ${JSON.stringify(facts)}`),
  };
}
