import type { CatalogFiles, Confidence } from './catalog.ts';
import { lazy } from './lazily.ts';

/** One row of the workload catalogue. */
export interface WorkloadNeed {
  /** Short name (`ecr.api`); `undefined` = a rule in words, or a reference to other workloads. */
  readonly service: string | undefined;
  readonly type: 'Interface' | 'Gateway' | undefined;
  readonly need: 'required' | 'recommended' | 'conditional' | 'optional' | 'not-needed';
  readonly why: string;
  /** The condition, in words. */
  readonly when: string | undefined;
  readonly confidence: Confidence;
  /** Addresses of pages; empty = an assumption. */
  readonly source: readonly string[];
}

/** AWS-owned buckets and the like that a restrictive endpoint policy must still allow (POL-9). */
export interface OwnedResource {
  readonly type: string;
  readonly owner: string;
  /** With placeholders such as `<region>`. */
  readonly arns: readonly string[];
  readonly needsVpcEndpointPolicy: boolean;
}

export interface WorkloadNeeds {
  /** @param kind a key of the workload catalogue: `ecs-fargate`; an unknown kind needs nothing */
  readonly workloadNeeds: (kind: string) => readonly WorkloadNeed[];
  readonly ownedResources: () => readonly OwnedResource[];
}

interface WorkloadsFile {
  readonly workloads: readonly { readonly id: string; readonly needs: readonly NeedRow[] }[];
}

type NeedRow = Omit<WorkloadNeed, 'service' | 'type' | 'when'> & {
  readonly service?: string;
  readonly type?: 'Interface' | 'Gateway';
  readonly when?: string;
};

export function createWorkloadNeeds(files: CatalogFiles): WorkloadNeeds {
  const workloads = lazy((): ReadonlyMap<string, readonly WorkloadNeed[]> => {
    const text = files.read('workloads.json');
    const file: WorkloadsFile = text === undefined ? { workloads: [] } : JSON.parse(text);
    return new Map(file.workloads.map(({ id, needs }) => [id, needs.map(needOf)]));
  });
  const owned = lazy((): readonly OwnedResource[] => {
    const text = files.read('aws-owned-resources.json');
    return text === undefined ? [] : JSON.parse(text).resources;
  });
  return { workloadNeeds: (kind) => workloads().get(kind) ?? [], ownedResources: owned };
}

function needOf(row: NeedRow): WorkloadNeed {
  const { service, type, when, need, why, confidence, source } = row;
  return { service, type, need, why, when, confidence, source };
}
