import type { CatalogFiles } from './catalog.ts';
import { lazyJson } from './json-file.ts';

interface WorkloadRow {
  readonly id: string;
  readonly name: string;
  readonly endpoints: readonly {
    readonly endpoint: string | null;
    readonly need: 'required' | 'recommended' | 'conditional' | 'optional' | 'not-needed';
    readonly why: string;
    readonly source?: readonly string[];
  }[];
}

/** Which services each kind of workload calls. */
export interface WorkloadCatalog {
  /** Rows of a kind, in the catalogue's order; none for a kind that needs nothing. */
  readonly needs: (kind: string) => readonly {
    readonly service: string | undefined;
    readonly need: WorkloadRow['endpoints'][number]['need'];
    readonly why: string;
    readonly source: readonly string[];
  }[];
}

export function createWorkloadCatalog(files: CatalogFiles): WorkloadCatalog {
  const file = lazyJson(files, 'workloads.json');
  return {
    needs: (kind) => {
      const rows = (file()?.workloads ?? []) as readonly WorkloadRow[];
      const row = rows.find(({ id }) => id === kind);
      return (row?.endpoints ?? []).map(({ endpoint, need, why, source }) => ({
        service: endpoint ?? undefined,
        need,
        why,
        source: source ?? [],
      }));
    },
  };
}
