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
  return sorted(changesAmong(pairCalls(before, after)));
}

/** A call before and after; `undefined` = its workload goes. */
export interface CallPair {
  readonly before: Call;
  readonly after: Call | undefined;
}

/** In the order of the pairs. */
export function changesAmong(pairs: readonly CallPair[]): readonly ChangedCall[] {
  return pairs.flatMap(({ before, after }) => compared(before, after) ?? []);
}

function sorted(changes: readonly ChangedCall[]): readonly ChangedCall[] {
  return changes.toSorted(
    (a, b) =>
      effects.indexOf(a.effect) - effects.indexOf(b.effect) ||
      Number(isNeeded(b.before)) - Number(isNeeded(a.before)) ||
      compareAddresses(a.before.workload, b.before.workload) ||
      compareAddresses(a.before.service, b.before.service),
  );
}

/**
 * Both matrices are sorted by workload, so the calls of one workload are looked for among its own. Two names
 * of one service are two calls.
 */
export function pairCalls(before: readonly Call[], after: readonly Call[]): readonly CallPair[] {
  const now = new Map<string, Call[]>();
  let last: Call[] = [];
  for (const call of after) {
    if (last[0]?.workload !== call.workload) {
      last = now.get(call.workload) ?? [];
      now.set(call.workload, last);
    }
    last.push(call);
  }
  return before.map((call) => ({ before: call, after: now.get(call.workload)?.find(isSameAs(call)) }));
}

function isSameAs({ service, hostname }: Call): (other: Call) => boolean {
  return (other) => other.service === service && other.hostname === hostname;
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

/** Equal lists of parts are compared once; paths in full are not needed for it. */
function partsOf(call: Call): string {
  const { byPosition } = call;
  if (call.action !== undefined || byPosition === undefined) return textOfParts(call.paths);
  const text = partTexts.get(byPosition) ?? textOfParts(byPosition.flat());
  partTexts.set(byPosition, text);
  return text;
}

/** Thousands of calls share their lists of parts. */
const partTexts = new WeakMap<object, string>();

function textOfParts(parts: readonly Part[]): string {
  const texts = parts.map(
    ({ verdict, privacy, via }) => `${verdict} ${privacy} ${via.kind} ${via.component}`,
  );
  return [...new Set(texts)].sort().join('\n');
}

type Part = Pick<PathAnswer, 'verdict' | 'privacy' | 'via'>;

/**
 * Which facts of the network decide the answers that calls now have.
 *
 * An estate has ten thousand calls that change alike. Where the parts of two calls are the same before and
 * after, so is what decides, unless it is a group of the client itself.
 */
export class Decisions {
  readonly #numbers = new Map<object, number>();
  readonly #known = new Map<string, Decision | undefined>();

  of(change: ChangedCall): Decision | undefined {
    const key = this.#keyOf(change);
    if (key === undefined) return decisionOf(change);
    if (this.#known.has(key)) return this.#known.get(key);
    const decision = decisionOf(change);
    if (!isOfGroup(decision)) this.#known.set(key, decision);
    return decision;
  }

  #keyOf({ before, after }: ChangedCall): string | undefined {
    if (before.action !== undefined || after?.action !== undefined) return undefined;
    if (before.byPosition === undefined || after?.byPosition === undefined) return undefined;
    const number = (parts: object): number => {
      const known = this.#numbers.get(parts) ?? this.#numbers.size;
      this.#numbers.set(parts, known);
      return known;
    };
    const places = [before.byPosition, after.byPosition].map((parts) => parts.map(number).join());
    return `${before.service} ${before.hostname} ${places.join(' ')}`;
  }
}

function isOfGroup(decision: Decision | undefined): boolean {
  if (decision?.kind === 'hop') return decision.hop.kind === 'security-group';
  return decision?.kind === 'blocker' && /SG|SECURITY_GROUP/.test(decision.blocker.code);
}

/** What decides a call that there was not before; nothing where it arrives. */
export function decisionOfNew({ paths, verdict }: Call): Decision | undefined {
  const [path] = paths;
  const [blocker] = path.blockers;
  if (blocker !== undefined && verdict === 'blocked') return { kind: 'blocker', blocker };
  const [missing] = path.unknowns;
  return missing !== undefined && verdict === 'undetermined' ? { kind: 'missing', missing } : undefined;
}

function decisionOf({ before, after }: ChangedCall): Decision | undefined {
  if (after === undefined) return undefined;
  const own = decisionOfNew(after);
  if (own !== undefined) return own;
  const [path] = after.paths;
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
