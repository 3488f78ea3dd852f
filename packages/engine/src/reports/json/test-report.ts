import type { Diagnostic, Language } from '../../diagnostics/diagnostic.ts';
import type { JudgedExpectation } from '../../reachability/expectations.ts';
import { changedHop } from './changed-hop.ts';
import type { HopJson } from './contract.ts';
import { CallConverter } from './convert-call.ts';
import { diagnosticsJson, placeJson } from './convert-diagnostic.ts';
import type { ExpectationJson, OutcomeJson, TestedCallJson, TestJson } from './test-contract.ts';

/** `naisen/test/1`. */
export function toTestJson(
  answer: {
    readonly expectations: readonly JudgedExpectation[];
    readonly diagnostics: readonly Diagnostic[];
    /** The run before, from which changes are told. */
    readonly previous: PreviousPaths | undefined;
  },
  language: Language,
): TestJson {
  const converter = new CallConverter(language);
  const expectations = answer.expectations.map((judged) =>
    expectationJson(judged, converter, answer.previous),
  );
  const count = (outcome: OutcomeJson): number =>
    expectations.filter((expectation) => expectation.outcome === outcome).length;
  return {
    schema: 'naisen/test/1',
    expectations,
    diagnostics: diagnosticsJson(answer.diagnostics, language),
    summary: {
      expectations: expectations.length,
      held: count('held'),
      failed: count('failed'),
      undetermined: count('undetermined'),
    },
  };
}

function expectationJson(
  { expectation, outcome, problem, calls }: JudgedExpectation,
  converter: CallConverter,
  previous: PreviousPaths | undefined,
): ExpectationJson {
  const { path, name, from, to, action, resource, is, privacy, via, range } = expectation;
  return {
    path,
    name,
    from,
    to,
    action: action ?? null,
    resource: resource ?? null,
    is,
    privacy: privacy ?? null,
    via: via ?? null,
    outcome,
    problem: problem ?? null,
    origin: placeJson(range),
    calls: calls.map((judged): TestedCallJson => {
      const call = converter.convert(judged.call, 'without-hops');
      const before = previous?.get(pathKey(call));
      const change = before === undefined ? undefined : changedHop(before, call.hops);
      return {
        ...call,
        outcome: judged.outcome,
        because: judged.because ?? null,
        ...(change === undefined ? {} : { change }),
      };
    }),
  };
}

/** The hops of each call in the run before, by workload and target. */
export type PreviousPaths = ReadonlyMap<string, readonly HopJson[]>;

function pathKey(call: { readonly workload: string; readonly service: string }): string {
  return `${call.workload} ${call.service}`;
}

/**
 * Reads what `naisen test --format json` or `naisen check --format json` wrote before.
 *
 * @returns nothing when the text is no such answer
 */
export function parsePreviousPaths(text: string): PreviousPaths | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(document)) return undefined;
  const calls = callsOf(document);
  if (calls === undefined) return undefined;
  const paths = new Map<string, readonly HopJson[]>();
  for (const call of calls) {
    if (!isCall(call)) return undefined;
    paths.set(pathKey(call), call.hops);
  }
  return paths;
}

function callsOf(document: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  if (document.schema === 'naisen/check/1' && Array.isArray(document.calls)) return document.calls;
  if (document.schema !== 'naisen/test/1' || !Array.isArray(document.expectations)) return undefined;
  const lists = document.expectations.map((expectation: unknown) =>
    isRecord(expectation) && Array.isArray(expectation.calls) ? expectation.calls : undefined,
  );
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}

function isCall(
  value: unknown,
): value is { readonly workload: string; readonly service: string; readonly hops: readonly HopJson[] } {
  return (
    isRecord(value) &&
    typeof value.workload === 'string' &&
    typeof value.service === 'string' &&
    Array.isArray(value.hops) &&
    value.hops.every(isHop)
  );
}

/** What is compared and shown of a hop; the rest is not looked at. */
function isHop(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const texts = ['kind', 'component', 'decided', 'detail', 'direction', 'outcome', 'code'];
  return texts.every((name) => typeof value[name] === 'string') && isPlace(value.origin);
}

function isPlace(value: unknown): boolean {
  return (
    value === null || (isRecord(value) && typeof value.file === 'string' && typeof value.line === 'number')
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
