import type {
  BlockerJson,
  CallJson,
  CheckJson,
  DiagnosticJson,
  OriginJson,
  UnknownJson,
} from '../json/contract.ts';

/** Calls of the matrix that are told one by one: needed, and not fine. */
export interface CallFindings {
  readonly blocked: readonly CallJson[];
  readonly undetermined: readonly CallJson[];
  /** They arrive, but by an internet gateway or a NAT. */
  readonly leaving: readonly CallJson[];
}

export function callFindings(check: CheckJson): CallFindings {
  const needed = check.calls.filter((call) => call.needed && call.accepted === undefined);
  return {
    blocked: needed.filter((call) => call.verdict === 'blocked'),
    undetermined: needed.filter((call) => call.verdict === 'undetermined'),
    leaving: needed.filter(
      (call) => call.verdict === 'reachable' && (call.privacy === 'aws' || call.privacy === 'internet'),
    ),
  };
}

/** Of every blocked part: each change once. */
export function blockersOf(call: CallJson): readonly BlockerJson[] {
  return unique(
    call.paths.flatMap((path) => path.blockers),
    (blocker) => `${blocker.detail}\n${blocker.mend.detail}`,
  );
}

/** Of every part: each missing fact once. */
export function unknownsOf(call: CallJson): readonly UnknownJson[] {
  return unique(
    call.paths.flatMap((path) => path.unknowns),
    (unknown) => unknown.detail,
  );
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].reverse();
}

export type Places = ReadonlyMap<string, OriginJson | null>;

/** Where each workload is declared. */
export function workloadPlaces(check: Pick<CheckJson, 'workloads'>): Places {
  return new Map(check.workloads.map((workload) => [workload.id, workload.origin]));
}

/** The line to look at: what blocks, else what is missing, else the declaration of the workload. */
export function decidingPlace(call: CallJson, places: Places): OriginJson | null {
  const causes = [...blockersOf(call), ...unknownsOf(call)];
  const found = causes.find((cause) => cause.origin !== null)?.origin;
  return found ?? places.get(call.workload) ?? null;
}

/** Diagnostics that nobody has accepted. */
export function openDiagnostics(check: Pick<CheckJson, 'diagnostics'>): readonly DiagnosticJson[] {
  return check.diagnostics.filter(({ accepted }) => accepted === undefined);
}
