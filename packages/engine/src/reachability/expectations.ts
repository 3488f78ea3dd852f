import { compareAddresses } from '../base/ordered.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { Network } from '../model/network.ts';
import { type Expectation, isMeant } from '../model/settings.ts';
import type { Workload } from '../model/workload.ts';
import type { Call, PrivacyLevel, VerdictKind } from './answer.ts';
import { isResourceName } from './asked-resource.ts';
import { authoriseCall } from './authorised-call.ts';
import { proveCall } from './prove.ts';
import { Prover } from './prover.ts';
import { parseTarget } from './target.ts';

export type Outcome = 'held' | 'failed' | 'undetermined';

/** What of the expectation does not hold. */
export type Reason = 'verdict' | 'privacy' | 'via';

/** One call that an expectation speaks of. */
export interface JudgedCall {
  readonly call: Call;
  readonly outcome: Outcome;
  readonly because: Reason | undefined;
}

export interface JudgedExpectation {
  readonly expectation: Expectation;
  /** The worst of its calls; an expectation that speaks of nothing has failed. */
  readonly outcome: Outcome;
  readonly problem: 'no-workload' | 'no-target' | 'no-resource' | undefined;
  readonly calls: readonly JudgedCall[];
}

/** Holds every expectation against one proof of the network, in the order in which they were written. */
export function judgeExpectations(
  network: Network,
  catalog: Catalog,
  expectations: readonly Expectation[],
): readonly JudgedExpectation[] {
  const prover = new Prover(network, catalog);
  const workloads = [...network.workloads.values()].sort((a, b) => compareAddresses(a.id, b.id));
  const prove = (workload: Workload, { to, action, resource }: Expectation): Call | undefined => {
    const target = parseTarget(to, network, catalog);
    if (!target.ok) return undefined;
    const call = proveCall(prover, workload, target.value, { kind: 'asked' });
    if (action === undefined) return call;
    const question = { action, resource: resource ?? '*', by: 'application' } as const;
    return authoriseCall(network, catalog, workload, target.value, call, question);
  };
  return expectations.map((expectation) =>
    isResourceName(expectation.resource ?? '*', network)
      ? judgeExpectation(expectation, workloads, prove)
      : { expectation, outcome: 'failed', problem: 'no-resource', calls: [] },
  );
}

/**
 * Holds one expectation against the proof.
 *
 * @param prove the call's proof; `undefined` = nobody knows the target
 * @param judgesActions whether that proof includes who may call; otherwise an arrival does not answer for an
 * action
 */
export function judgeExpectation(
  expectation: Expectation,
  workloads: readonly Workload[],
  prove: (workload: Workload, expectation: Expectation) => Call | undefined,
): JudgedExpectation {
  const meant = workloads.filter(
    ({ id, name }) => isMeant(expectation.from, id) || expectation.from === name,
  );
  if (meant.length === 0) return { expectation, outcome: 'failed', problem: 'no-workload', calls: [] };
  const calls: JudgedCall[] = [];
  for (const workload of meant) {
    const call = prove(workload, expectation);
    if (call === undefined) return { expectation, outcome: 'failed', problem: 'no-target', calls: [] };
    calls.push(judgeCall(expectation, call));
  }
  return { expectation, outcome: worstOf(calls), problem: undefined, calls };
}

function judgeCall(expectation: Expectation, call: Call): JudgedCall {
  const verdict = outcomeOfVerdict(expectation.is, call);
  if (verdict !== 'held') return { call, outcome: verdict, because: 'verdict' };
  if (expectation.privacy !== undefined && !isPrivateEnough(call.privacy, expectation.privacy)) {
    return { call, outcome: 'failed', because: 'privacy' };
  }
  if (expectation.via !== undefined && call.paths.some((path) => path.via.kind !== expectation.via)) {
    return { call, outcome: 'failed', because: 'via' };
  }
  return { call, outcome: 'held', because: undefined };
}

/**
 * Every part of the call must be as expected. A call is blocked as soon as one part is, so that `blocked` is
 * asked of the parts: one open way out is a failure although the call as a whole does not arrive everywhere.
 */
function outcomeOfVerdict(is: VerdictKind, call: Call): Outcome {
  if (is === 'undetermined') return call.verdict === 'undetermined' ? 'held' : 'failed';
  const verdicts = call.paths.map((path) => path.verdict);
  const opposite = is === 'reachable' ? 'blocked' : 'reachable';
  if (verdicts.includes(opposite)) return 'failed';
  if (verdicts.includes('undetermined')) return 'undetermined';
  return 'held';
}

const levels: readonly PrivacyLevel[] = ['vpc', 'gateway', 'aws', 'internet'];

/** PRIV-2: the expectation names the worst level that is good enough. */
function isPrivateEnough(found: PrivacyLevel | undefined, worst: PrivacyLevel): boolean {
  return found !== undefined && levels.indexOf(found) <= levels.indexOf(worst);
}

function worstOf(calls: readonly JudgedCall[]): Outcome {
  const has = (outcome: Outcome): boolean => calls.some((call) => call.outcome === outcome);
  if (has('failed')) return 'failed';
  return has('undetermined') ? 'undetermined' : 'held';
}
