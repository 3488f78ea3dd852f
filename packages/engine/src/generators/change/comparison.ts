import { inspectConfiguration } from '../../importers/terraform/inspect.ts';
import type { Configuration } from '../../importers/terraform/instances.ts';
import type { UserProject } from './user-project.ts';

/** How two readings of a project differ in the managed resources. */
export interface ProjectDifference {
  readonly gone: readonly string[];
  readonly added: readonly string[];
  /** Those of which a value is another one, routes of route tables left out. */
  readonly altered: readonly string[];
  /** More mistakes than before were told. */
  readonly isBroken: boolean;
}

export function compareProjects(before: UserProject, after: UserProject): ProjectDifference {
  const [old, now] = [fingerprints(before.configuration), fingerprints(after.configuration)];
  const shared = [...old.keys()].filter((address) => now.has(address));
  return {
    gone: [...old.keys()].filter((address) => !now.has(address)),
    added: [...now.keys()].filter((address) => !old.has(address)),
    altered: shared.filter((address) => old.get(address) !== now.get(address)),
    isBroken: mistakesIn(after) > mistakesIn(before),
  };
}

function mistakesIn({ diagnostics }: UserProject): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}

/** Everything that is known of each instance, as one text. */
function fingerprints(configuration: Configuration): ReadonlyMap<string, string> {
  const { resources } = inspectConfiguration(configuration);
  return new Map(
    resources.map(({ address, type, values, unknowns }) => {
      const own = Object.entries({ ...unknowns, ...values }).filter(([path]) => !isRoute(type, path));
      return [address, JSON.stringify(own.toSorted(([a], [b]) => (a < b ? -1 : 1)))];
    }),
  );
}

function isRoute(type: string, path: string): boolean {
  return /^aws_(?:default_)?route_table$/.test(type) && /^route\b/.test(path);
}
