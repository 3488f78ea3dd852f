import { compareAddresses, compareText } from '../../base/ordered.ts';
import type { SourceRange } from '../../base/source-range.ts';
import type { Diagnostic, Language } from '../../diagnostics/diagnostic.ts';
import type { Workload } from '../../model/workload.ts';
import type { Call } from '../../reachability/answer.ts';
import type {
  CallJson,
  CheckJson,
  DiagnosticJson,
  InspectJson,
  JsonValue,
  ResourceJson,
  SummaryJson,
  TraceJson,
  WorkloadJson,
} from './contract.ts';
import { CallConverter, originJson } from './convert-call.ts';
import { diagnosticsJson, placeJson } from './convert-diagnostic.ts';

/** `naisen/check/1`. */
export function toCheckJson(
  answer: {
    readonly workloads: readonly Workload[];
    readonly calls: readonly Call[];
    readonly diagnostics: readonly Diagnostic[];
  },
  language: Language,
): CheckJson {
  const converter = new CallConverter(language);
  const workloads = answer.workloads.map(workloadJson).toSorted((a, b) => compareAddresses(a.id, b.id));
  const calls = sortCalls(
    answer.calls.map((call) => converter.convert(call, 'without-hops')),
    workloads,
  );
  const diagnostics = diagnosticsJson(answer.diagnostics, language);
  return {
    schema: 'naisen/check/1',
    workloads,
    calls,
    diagnostics,
    summary: summaryOf(workloads, calls, diagnostics),
  };
}

/** `naisen/trace/1`: one call with the hops of each of its parts. */
export function toTraceJson(
  answer: { readonly workload: Workload; readonly call: Call; readonly diagnostics: readonly Diagnostic[] },
  language: Language,
): TraceJson {
  return {
    schema: 'naisen/trace/1',
    ...new CallConverter(language).convert(answer.call, 'with-hops'),
    from: workloadJson(answer.workload),
    diagnostics: diagnosticsJson(answer.diagnostics, language),
  };
}

/** One resource instance as the reader understood it; `values` are already plain. */
export interface InspectedResource {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, JsonValue>>;
  readonly unknowns: Readonly<Record<string, string>>;
  readonly sensitive: readonly string[];
  readonly multiplicity: 'one' | 'zero-or-more';
  readonly range: SourceRange;
}

/** What `inspect` shows, whatever it was read from. */
export interface InspectedSource {
  readonly resources: readonly InspectedResource[];
  readonly data: readonly InspectedResource[];
  readonly missingModules: readonly {
    readonly address: string;
    readonly source: string;
    readonly version: string | undefined;
    readonly range: SourceRange;
  }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `naisen/inspect/1`. */
export function toInspectJson(source: InspectedSource, language: Language): InspectJson {
  return {
    schema: 'naisen/inspect/1',
    resources: resourcesJson(source.resources),
    data: resourcesJson(source.data),
    missingModules: source.missingModules
      .map(({ address, source: from, version, range }) => ({
        address,
        source: from,
        version: version ?? null,
        origin: placeJson(range),
      }))
      .toSorted((a, b) => compareAddresses(a.address, b.address)),
    diagnostics: diagnosticsJson(source.diagnostics, language),
  };
}

function resourcesJson(resources: readonly InspectedResource[]): readonly ResourceJson[] {
  return resources
    .map(
      ({ range, ...rest }): ResourceJson => ({
        address: rest.address,
        type: rest.type,
        values: rest.values,
        unknowns: rest.unknowns,
        sensitive: rest.sensitive,
        multiplicity: rest.multiplicity,
        origin: placeJson(range),
      }),
    )
    .toSorted((a, b) => compareAddresses(a.address, b.address));
}

function workloadJson(workload: Workload): WorkloadJson {
  return {
    id: workload.id,
    kind: workload.kind,
    name: workload.name,
    subnets: workload.subnets.items.toSorted(compareAddresses),
    origin: originJson(workload.origin),
  };
}

/** By workload, then needed calls first, then by service and name. Ranks, because an estate has 200,000 calls. */
function sortCalls(calls: readonly CallJson[], workloads: readonly WorkloadJson[]): readonly CallJson[] {
  const workloadRanks = rank(workloads.map((workload) => workload.id));
  const serviceRanks = rank([...new Set(calls.map((call) => call.service))].toSorted(compareAddresses));
  const rankIn = (ranks: ReadonlyMap<string, number>, name: string): number => ranks.get(name) ?? ranks.size;
  return calls.toSorted(
    (a, b) =>
      rankIn(workloadRanks, a.workload) - rankIn(workloadRanks, b.workload) ||
      Number(b.needed) - Number(a.needed) ||
      rankIn(serviceRanks, a.service) - rankIn(serviceRanks, b.service) ||
      compareText(a.hostname, b.hostname),
  );
}

function rank(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}

export function summaryOf(
  workloads: readonly WorkloadJson[],
  calls: readonly CallJson[],
  diagnostics: readonly DiagnosticJson[],
): SummaryJson {
  const severities = (severity: DiagnosticJson['severity']): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity && isOpen(diagnostic)).length;
  const levels = (level: CallJson['privacy']): number =>
    calls.filter((call) => call.privacy === level).length;
  return {
    workloads: workloads.length,
    ...countVerdicts(calls),
    needed: countVerdicts(calls.filter((call) => call.needed && isOpen(call))),
    privacy: {
      vpc: levels('vpc'),
      gateway: levels('gateway'),
      aws: levels('aws'),
      internet: levels('internet'),
    },
    diagnostics: { errors: severities('error'), warnings: severities('warning'), notes: severities('note') },
  };
}

function isOpen(finding: { readonly accepted?: unknown }): boolean {
  return finding.accepted === undefined;
}

function countVerdicts(
  calls: readonly CallJson[],
): Pick<SummaryJson, 'calls' | 'reachable' | 'blocked' | 'undetermined'> {
  const count = (verdict: CallJson['verdict']): number =>
    calls.filter((call) => call.verdict === verdict).length;
  return {
    calls: calls.length,
    reachable: count('reachable'),
    blocked: count('blocked'),
    undetermined: count('undetermined'),
  };
}
