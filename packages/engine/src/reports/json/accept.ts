import { compareText } from '../../base/ordered.ts';
import { type Diagnostic, diagnose, type Language } from '../../diagnostics/diagnostic.ts';
import { unusedIgnore } from '../../diagnostics/kinds/configuration.ts';
import { type Ignore, isMeant } from '../../model/settings.ts';
import { blockersOf, unknownsOf } from '../documents/findings.ts';
import type { AcceptedJson, CallJson, CheckJson, DiagnosticJson } from './contract.ts';
import { diagnosticsJson } from './convert-diagnostic.ts';
import { summaryOf } from './reports.ts';

/** What was wrong once and is accepted until it is mended: `naisen.baseline.json`. */
export interface BaselineJson {
  readonly schema: 'naisen/baseline/1';
  readonly calls: readonly {
    readonly from: string;
    readonly to: string;
    readonly verdict: 'blocked' | 'undetermined';
    /** Codes of what blocks or is missing: another one is news. */
    readonly codes: readonly string[];
  }[];
  readonly diagnostics: readonly {
    readonly code: string;
    readonly file: string;
    /** Facts and not lines, so that it survives edits elsewhere in the file. */
    readonly facts: string;
  }[];
}

/** Everything that is wrong now, sorted. */
export function toBaseline(check: CheckJson): BaselineJson {
  const calls = check.calls.flatMap((call) => {
    if (!call.needed || call.verdict === 'reachable' || call.accepted?.by === 'ignore') return [];
    return [{ from: call.workload, to: call.service, verdict: call.verdict, codes: codesOf(call) }];
  });
  const diagnostics = check.diagnostics
    .filter(({ severity, accepted }) => severity !== 'note' && accepted?.by !== 'ignore')
    .map(baselineEntry);
  const byText = (a: object, b: object): number => compareText(JSON.stringify(a), JSON.stringify(b));
  return {
    schema: 'naisen/baseline/1',
    calls: calls.toSorted(byText),
    diagnostics: diagnostics.toSorted(byText),
  };
}

/**
 * Marks what the user has accepted; it stays in the answer and decides nothing any more.
 *
 * @returns with a note for each ignore that met nothing
 */
export function acceptKnown(
  check: CheckJson,
  known: { readonly ignores: readonly Ignore[]; readonly baseline: BaselineJson | undefined },
  language: Language,
): CheckJson {
  if (known.ignores.length === 0 && known.baseline === undefined) return check;
  const used = new Set<Ignore>();
  const ignored = <Finding>(
    finding: Finding,
    meets: (ignore: Ignore, finding: Finding) => boolean,
  ): AcceptedJson | undefined => {
    const ignore = known.ignores.find((candidate) => meets(candidate, finding));
    if (ignore === undefined) return undefined;
    used.add(ignore);
    return { by: 'ignore', reason: ignore.reason };
  };
  const old = baselineFinder(known.baseline);
  const calls = check.calls.map((call) => mark(call, ignored(call, meetsCall) ?? old.call(call)));
  const marked = check.diagnostics.map((found) =>
    mark(found, ignored(found, meetsDiagnostic) ?? old.diagnostic(found)),
  );
  const unused = known.ignores.filter((ignore) => !used.has(ignore)).map(unusedDiagnostic);
  const diagnostics = [...marked, ...diagnosticsJson(unused, language)];
  const accepted = [...calls, ...diagnostics].filter((finding) => finding.accepted !== undefined).length;
  return {
    ...check,
    calls,
    diagnostics,
    summary: { ...summaryOf(check.workloads, calls, diagnostics), accepted },
  };
}

function mark<Finding extends object>(finding: Finding, accepted: AcceptedJson | undefined): Finding {
  return accepted === undefined ? finding : { ...finding, accepted };
}

function unusedDiagnostic({ path, reason, range }: Ignore): Diagnostic {
  return diagnose(unusedIgnore, { path, reason }, range);
}

function meetsCall({ code, from, to }: Ignore, call: CallJson): boolean {
  if (call.verdict === 'reachable' || (from === undefined && to === undefined)) return false;
  if (!isMeant(from ?? '*', call.workload) || !isMeant(to ?? '*', call.service)) return false;
  return code === undefined || codesOf(call).includes(code);
}

/** Beside its code, a diagnostic may be told by its file, its line or an address that it names. */
function meetsDiagnostic(
  { code, at, from, to }: Ignore,
  { code: found, origin, facts }: DiagnosticJson,
): boolean {
  if (code !== found) return false;
  const named = Object.values(facts).flatMap((fact): unknown[] => (Array.isArray(fact) ? fact : [fact]));
  const place = origin === null ? [] : [origin.file, `${origin.file}:${origin.line}`];
  const meets = (pattern: string | undefined, words: readonly unknown[]): boolean =>
    pattern === undefined || words.some((word) => typeof word === 'string' && isMeant(pattern, word));
  return meets(at, [...named, ...place]) && meets(from, named) && meets(to, named);
}

function codesOf(call: CallJson): readonly string[] {
  const codes = [...blockersOf(call), ...unknownsOf(call)].map(({ code }) => code);
  return [...new Set(codes)].sort(compareText);
}

function baselineEntry({ code, origin, facts }: DiagnosticJson): BaselineJson['diagnostics'][number] {
  return { code, file: origin?.file ?? '', facts: JSON.stringify(facts) };
}

interface BaselineFinder {
  readonly call: (call: CallJson) => AcceptedJson | undefined;
  readonly diagnostic: (diagnostic: DiagnosticJson) => AcceptedJson | undefined;
}

function baselineFinder(baseline: BaselineJson | undefined): BaselineFinder {
  const accepted: AcceptedJson = { by: 'baseline', reason: '' };
  const calls = new Map(
    (baseline?.calls ?? []).map((entry) => [`${entry.from} ${entry.to} ${entry.verdict}`, entry.codes]),
  );
  const diagnostics = new Set((baseline?.diagnostics ?? []).map((entry) => JSON.stringify(entry)));
  return {
    call: (call) => {
      const codes = calls.get(`${call.workload} ${call.service} ${call.verdict}`);
      return codes !== undefined && codesOf(call).every((code) => codes.includes(code))
        ? accepted
        : undefined;
    },
    diagnostic: (diagnostic) =>
      diagnostics.has(JSON.stringify(baselineEntry(diagnostic))) ? accepted : undefined,
  };
}

/** @returns the baseline, or in one word why the text is none */
export function parseBaseline(text: string): BaselineJson | 'not-json' | 'not-a-baseline' {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  return isBaseline(document) ? document : 'not-a-baseline';
}

function isBaseline(document: unknown): document is BaselineJson {
  if (!isRecord(document) || document.schema !== 'naisen/baseline/1') return false;
  const { calls, diagnostics } = document;
  if (!Array.isArray(calls) || !Array.isArray(diagnostics)) return false;
  const hasTexts = (entry: unknown, names: readonly string[]): boolean =>
    isRecord(entry) && names.every((name) => typeof entry[name] === 'string');
  return (
    calls.every((call: unknown) => hasTexts(call, ['from', 'to', 'verdict']) && hasCodes(call)) &&
    diagnostics.every((entry: unknown) => hasTexts(entry, ['code', 'file', 'facts']))
  );
}

function hasCodes(call: unknown): boolean {
  return isRecord(call) && Array.isArray(call.codes) && call.codes.every((code) => typeof code === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
