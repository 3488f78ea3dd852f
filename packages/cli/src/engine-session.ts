import type {
  Call,
  CatalogFiles,
  Diagnostic,
  InspectedSource,
  ProjectFiles,
  ProjectInputs,
  Workload,
} from '@naisen/engine';

/** One project, read once; every command asks it. */
export interface EngineSession {
  readonly diagnostics: readonly Diagnostic[];
  readonly workloads: readonly Workload[];
  readonly inspected: Omit<InspectedSource, 'diagnostics'>;
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

/** Reads the project and prepares its questions. */
export function openSession(_session: SessionInputs): EngineSession {
  throw new Error('bug: the proof is not joined to the command line yet');
}
