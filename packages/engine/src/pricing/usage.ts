import type { SourceRange } from '../base/source-range.ts';
import type { Decimal } from './decimal.ts';

/** Measured or expected amounts of one month. What is not given is unpriced, never zero (PR-12). */
export interface UsageAmounts {
  /** GB as the bill counts them, both directions together. */
  readonly gbPerMonth: Decimal | undefined;
  /** Of these the GB that leave AWS: only they pay for egress. */
  readonly outGbPerMonth: Decimal | undefined;
  /** Resolver endpoints: queries, in millions. */
  readonly millionQueriesPerMonth: Decimal | undefined;
}

export interface UsageEntry extends UsageAmounts {
  /** Address or name of a workload, address of a billed resource, or `*`. */
  readonly of: string;
  /** Short name of a service, `internet`, one of `resourceWords`, or `*`. */
  readonly service: string;
  /** Where it stands, to tell the user what was not used. */
  readonly range: SourceRange;
}

export interface Usage {
  /** In the file's order, no pair twice. */
  readonly entries: readonly UsageEntry[];
}

export const noUsage: Usage = { entries: [] };

/** Second keys that name what a resource itself moves, in place of a service. */
export const resourceWords: readonly string[] = [
  'nat-gateway',
  'endpoint',
  'transit-gateway',
  'flow-logs',
  'flow-log-storage',
  'resolver',
];

export type ResourceWord =
  | 'nat-gateway'
  | 'endpoint'
  | 'transit-gateway'
  | 'flow-logs'
  | 'flow-log-storage'
  | 'resolver';

/** Finds amounts; built once, because a bill asks for every call. */
export interface UsageTable {
  /**
   * The amounts of one call, the most exact entry first: both named, any service of the workload, the service
   * of any workload, any of any. A `*` stands for each one, not for their sum.
   */
  readonly ofCall: (workload: CallingWorkload, service: string) => UsageAmounts | undefined;
  /** Does an entry name the service itself, not by `*`? */
  readonly namesService: (workload: CallingWorkload, service: string) => boolean;
  /** What was measured at a resource. `"*": { "*": … }` speaks of calls and is not meant here. */
  readonly ofResource: (address: string, word: ResourceWord) => UsageAmounts | undefined;
}

export interface CallingWorkload {
  readonly workload: string;
  readonly workloadName?: string | undefined;
}

const any = '*';

export function usageTable({ entries }: Usage): UsageTable {
  const table = new Map<string, Map<string, UsageEntry>>();
  for (const entry of entries) {
    const own = table.get(entry.of) ?? new Map<string, UsageEntry>();
    table.set(entry.of, own.set(entry.service, entry));
  }
  const find = (of: string, service: string) => table.get(of)?.get(service);
  const ofAny = table.get(any);
  return {
    ofCall: ({ workload, workloadName = workload }, service) => {
      const own = table.get(workload);
      const named = table.get(workloadName);
      return (
        own?.get(service) ??
        named?.get(service) ??
        own?.get(any) ??
        named?.get(any) ??
        ofAny?.get(service) ??
        ofAny?.get(any)
      );
    },
    namesService: ({ workload, workloadName = workload }, service) =>
      [workload, workloadName, any].some((of) => find(of, service) !== undefined),
    ofResource: (address, word) => find(address, word) ?? find(address, any) ?? find(any, word),
  };
}

/** Services that the usage names: they are columns of the matrix, needed or not. Sorted. */
export function servicesOfUsage({ entries }: Usage): readonly string[] {
  const isService = (name: string) => name !== any && name !== 'internet' && !resourceWords.includes(name);
  return [...new Set(entries.map(({ service }) => service).filter(isService))].sort();
}
