import { compareAddresses } from '../base/ordered.ts';
import type { Blocker, Call, Hop, MissingFact, PathAnswer, PrivacyLevel } from '../reachability/answer.ts';

/**
 * What a change does to one call. `stops`: it arrived and no longer does; `unsure`: it can no longer be told;
 * `starts`: the other way round; `further`, `closer`: another level (PRIV-2); `way`: the same level by
 * another way; `blocked-anew`: it never arrived, and something else is in its way now.
 */
export type Effect = 'stops' | 'unsure' | 'further' | 'starts' | 'closer' | 'way' | 'blocked-anew' | 'gone';

/** What decides an answer after a change. */
export type Decision =
  | { readonly kind: 'blocker'; readonly blocker: Blocker }
  | { readonly kind: 'missing'; readonly missing: MissingFact }
  /** The first step at which the paths part; of the old path when the new one has no step there. */
  | { readonly kind: 'hop'; readonly hop: Hop; readonly side: 'before' | 'after' };

/** One call that a change touches. */
export interface ChangedCall {
  readonly before: Call;
  /** `undefined` = its workload goes. */
  readonly after: Call | undefined;
  readonly effect: Effect;
}

const effects: readonly Effect[] = [
  'stops',
  'unsure',
  'further',
  'starts',
  'closer',
  'way',
  'blocked-anew',
  'gone',
];

/** The calls that differ, by effect, needed ones first. A call that is only asked afterwards is no change. */
export function changedCalls(before: readonly Call[], after: readonly Call[]): readonly ChangedCall[] {
  const now = new Map(after.map((call) => [keyOf(call), call]));
  return before
    .flatMap((call) => compared(call, now.get(keyOf(call))) ?? [])
    .sort(
      (a, b) =>
        effects.indexOf(a.effect) - effects.indexOf(b.effect) ||
        Number(isNeeded(b.before)) - Number(isNeeded(a.before)) ||
        compareAddresses(a.before.workload, b.before.workload) ||
        compareAddresses(a.before.service, b.before.service),
    );
}

/** Two names of one service are two calls. */
function keyOf({ workload, service, hostname }: Call): string {
  return `${workload} ${service} ${hostname}`;
}

/** Decides exit codes: the workload requires it, or the user asked for it. */
export function isNeeded({ reason }: Call): boolean {
  return reason.kind === 'asked' || (reason.kind === 'needed' && reason.need === 'required');
}

function compared(before: Call, after: Call | undefined): ChangedCall | undefined {
  const effect = after === undefined ? 'gone' : effectOf(before, after);
  return effect === undefined ? undefined : { before, after, effect };
}

const levels: readonly (PrivacyLevel | undefined)[] = ['vpc', 'gateway', 'aws', 'internet'];

function effectOf(before: Call, after: Call): Effect | undefined {
  if (before.verdict !== after.verdict) {
    if (after.verdict === 'reachable') return 'starts';
    if (after.verdict === 'undetermined') return 'unsure';
    return before.verdict === 'reachable' ? 'stops' : 'blocked-anew';
  }
  const step = levels.indexOf(after.privacy) - levels.indexOf(before.privacy);
  if (step !== 0) return step > 0 ? 'further' : 'closer';
  if (partsOf(before) === partsOf(after)) return undefined;
  return after.verdict === 'blocked' ? 'blocked-anew' : 'way';
}

/** The parts of a call are only worked out where it has several. */
function partsOf(call: Call): string {
  const parts: readonly Pick<PathAnswer, 'verdict' | 'privacy' | 'via'>[] = call.split ? call.paths : [call];
  const texts = parts.map(
    ({ verdict, privacy, via }) => `${verdict} ${privacy} ${via.kind} ${via.component}`,
  );
  return [...new Set(texts)].sort().join('\n');
}

/** Which fact of the network decides the answer that a call now has. */
export function decisionOf({ before, after }: ChangedCall): Decision | undefined {
  if (after === undefined) return undefined;
  const [path] = after.paths;
  const [blocker] = path.blockers;
  if (blocker !== undefined && after.verdict === 'blocked') return { kind: 'blocker', blocker };
  const [missing] = path.unknowns;
  if (missing !== undefined && after.verdict === 'undetermined') return { kind: 'missing', missing };
  return partingHop(before.paths[0].hops, path.hops);
}

function partingHop(before: readonly Hop[], after: readonly Hop[]): Decision | undefined {
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const old = before[index];
    const now = after[index];
    if (old !== undefined && now !== undefined && stepOf(old) === stepOf(now)) continue;
    if (now !== undefined) return { kind: 'hop', hop: now, side: 'after' };
    return old === undefined ? undefined : { kind: 'hop', hop: old, side: 'before' };
  }
  return undefined;
}

/** Places do not count: a line that only moved has changed nothing. */
function stepOf({ direction, kind, component, outcome, code, decided }: Hop): string {
  return JSON.stringify([direction, kind, component, outcome, code, decided]);
}
