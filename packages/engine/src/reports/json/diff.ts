import { compareAddresses } from '../../base/ordered.ts';
import { blockersOf, unknownsOf } from '../documents/findings.ts';
import { type ChangedHop, changedHop } from './changed-hop.ts';
import type { CallJson, CheckJson, DiagnosticJson, OriginJson } from './contract.ts';
import type { CellJson, ChangedCallJson, DiffJson } from './diff-contract.ts';

/** Compares two answers about one network, cell by cell and finding by finding; the old one first. */
export function toDiffJson(before: CheckJson, after: CheckJson): DiffJson {
  const calls = changedCalls(before, after);
  const { appeared, gone } = findingsBetween(before.diagnostics, after.diagnostics);
  const count = (direction: ChangedCallJson['direction']): number =>
    calls.filter((call) => call.direction === direction).length;
  return {
    schema: 'naisen/diff/1',
    calls,
    diagnostics: { appeared, gone },
    summary: {
      worse: count('worse'),
      better: count('better'),
      other: count('other'),
      appeared: appeared.length,
      gone: gone.length,
      appearedWorse: appeared.filter(isWorse).length,
      before: before.summary,
      after: after.summary,
    },
  };
}

/** Notes inform, and a construct that we do not model is no fault of the user. */
function isWorse({ code, severity, accepted }: DiagnosticJson): boolean {
  return severity !== 'note' && !code.startsWith('NSN8') && accepted === undefined;
}

const directionOrder = { worse: 0, better: 1, other: 2 } as const;

function changedCalls(before: CheckJson, after: CheckJson): readonly ChangedCallJson[] {
  const old = callsByKey(before);
  const now = callsByKey(after);
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys
    .flatMap((key) => compareCalls(old.get(key), now.get(key)) ?? [])
    .toSorted(
      (a, b) =>
        directionOrder[a.direction] - directionOrder[b.direction] ||
        compareAddresses(a.workload, b.workload) ||
        compareAddresses(a.service, b.service),
    );
}

/** Two names of one service are two calls. */
function callsByKey({ calls }: CheckJson): ReadonlyMap<string, CallJson> {
  return new Map(calls.map((call) => [`${call.workload} ${call.service} ${call.hostname}`, call]));
}

function compareCalls(old: CallJson | undefined, now: CallJson | undefined): ChangedCallJson | undefined {
  const shown = now ?? old;
  if (shown === undefined) return undefined;
  const before = old === undefined ? null : cellOf(old);
  const after = now === undefined ? null : cellOf(now);
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
  const change = old === undefined || now === undefined ? undefined : changedHop(old.hops, now.hops);
  return {
    workload: shown.workload,
    service: shown.service,
    direction: directionOf(old, now),
    before,
    after,
    change: change ?? null,
    ...placeOf(old, now, change),
  };
}

function cellOf(call: CallJson): CellJson {
  return {
    verdict: call.verdict,
    privacy: call.privacy,
    via: call.via,
    viaComponent: call.viaComponent,
    needed: call.needed,
    causes: [...blockersOf(call), ...unknownsOf(call)].map(({ detail }) => detail),
  };
}

/** Only what somebody says the workload calls can get worse; a column that an endpoint opened cannot. */
function directionOf(old: CallJson | undefined, now: CallJson | undefined): ChangedCallJson['direction'] {
  if (now === undefined) return 'other';
  if (old === undefined) return now.needed && now.verdict !== 'reachable' && isOpen(now) ? 'worse' : 'other';
  if (!isCalled(old) && !isCalled(now)) return 'other';
  const step = badnessOf(now) - badnessOf(old);
  return step > 0 && isOpen(now) ? 'worse' : step < 0 ? 'better' : 'other';
}

function isCalled({ reason }: CallJson): boolean {
  return reason.kind !== 'endpoint-present';
}

function isOpen({ accepted }: CallJson): boolean {
  return accepted === undefined;
}

/** Best first: the levels of PRIV-2, then what cannot be told, then what does not arrive. */
function badnessOf({ verdict, privacy }: CallJson): number {
  const levels: readonly CallJson['privacy'][] = ['vpc', 'gateway', 'aws', 'internet'];
  if (verdict === 'reachable') return levels.indexOf(privacy);
  return verdict === 'undetermined' ? levels.length : levels.length + 1;
}

function placeOf(
  old: CallJson | undefined,
  now: CallJson | undefined,
  change: ChangedHop | undefined,
): { readonly origin: OriginJson | null; readonly originIs: 'old' | 'new' | null } {
  const inNew = change?.after?.origin ?? causePlace(now);
  if (inNew !== null) return { origin: inNew, originIs: 'new' };
  const inOld = change?.before?.origin ?? causePlace(old);
  return { origin: inOld, originIs: inOld === null ? null : 'old' };
}

function causePlace(call: CallJson | undefined): OriginJson | null {
  if (call === undefined) return null;
  const causes = [...blockersOf(call), ...unknownsOf(call)];
  return causes.find(({ origin }) => origin !== null)?.origin ?? null;
}

/** What is told of one network and not of the other. */
export function findingsBetween(
  before: readonly DiagnosticJson[],
  after: readonly DiagnosticJson[],
): DiffJson['diagnostics'] {
  return { appeared: missingIn(before, after), gone: missingIn(after, before) };
}

/** Those of `found` that `known` does not have; equal ones are counted, lines do not matter. */
function missingIn(
  known: readonly DiagnosticJson[],
  found: readonly DiagnosticJson[],
): readonly DiagnosticJson[] {
  const left = new Map<string, number>();
  for (const diagnostic of known) left.set(keyOf(diagnostic), (left.get(keyOf(diagnostic)) ?? 0) + 1);
  return found.filter((diagnostic) => {
    const count = left.get(keyOf(diagnostic)) ?? 0;
    left.set(keyOf(diagnostic), count - 1);
    return count <= 0;
  });
}

function keyOf({ code, origin, facts }: DiagnosticJson): string {
  return JSON.stringify([code, origin?.file ?? '', facts]);
}
