import {
  buildNetwork,
  type Call,
  type CatalogFiles,
  createCatalog,
  createProviderSchemas,
  type Diagnostic,
  dataSourceFacts,
  evaluateProject,
  type InspectedSource,
  inspectConfiguration,
  type Network,
  type ProjectFiles,
  type ProjectInputs,
  prefixListFacts,
  providerMajorOf,
  type Workload,
} from '@naisen/engine';

/** One project, read once; every command asks it. */
export interface EngineSession {
  /** What was read, with the diagnostics of reading. */
  readonly inspect: () => InspectedSource;
  /** All diagnostics: of reading, and of the network that was read. */
  readonly diagnostics: () => readonly Diagnostic[];
  readonly workloads: () => readonly Workload[];
  /** The matrix. Each of `services` is a column more, and needed. */
  readonly check: (services: readonly string[]) => readonly Call[] | UnknownName;
  /** One call; `to` as the user wrote it. */
  readonly trace: (from: Workload, to: string) => Call | UnknownName;
}

/** A service or target that nobody knows, and the nearest names that somebody does. */
export interface UnknownName {
  readonly kind: 'unknown-name';
  readonly asked: string;
  readonly nearest: readonly string[];
}

export interface SessionInputs {
  readonly files: ProjectFiles;
  readonly inputs: ProjectInputs;
  readonly catalog: CatalogFiles;
}

/** Reads the project and prepares its questions; the network is built when one of them needs it. */
export function openSession({ files, inputs, catalog: catalogFiles }: SessionInputs): EngineSession {
  const catalog = createCatalog(catalogFiles);
  const schemas = createProviderSchemas(catalogFiles, providerMajorOf(files));
  const configuration = evaluateProject(files, inputs, schemas, dataSourceFacts(catalog));
  const network = once(() => buildNetwork(configuration.value, prefixListFacts(catalog)));
  return {
    inspect: () => ({
      ...inspectConfiguration(configuration.value),
      diagnostics: configuration.diagnostics,
    }),
    diagnostics: () => [...configuration.diagnostics, ...network().diagnostics],
    workloads: () => [...network().value.workloads.values()],
    check: () => notJoined(network().value),
    trace: () => notJoined(network().value),
  };
}

function notJoined(_network: Network): never {
  throw new Error('bug: the proof is not joined to the command line yet');
}

function once<Answer extends object>(compute: () => Answer): () => Answer {
  let answer: Answer | undefined;
  return () => {
    answer ??= compute();
    return answer;
  };
}
