import { invariant } from '../base/invariant.ts';
import type { Workload } from '../model/workload.ts';
import type { Call, CallReason, PathAnswer } from './answer.ts';
import { joinOutlines, joinPaths } from './call.ts';
import { nameAndPort } from './hostnames.ts';
import { Outlines, type PathOutline } from './outline.ts';
import { mergeAnswers } from './path-answer.ts';
import { type Position, type Positions, positionsOf } from './position.ts';
import { computeAnswer } from './position-answer.ts';
import type { Prover } from './prover.ts';
import type { Target } from './target.ts';
import { Trail } from './trail.ts';

/**
 * Proves one call of one workload, from every subnet it may be in.
 *
 * Verdict, level and way are there at once; the paths in full are proved when they are first read.
 */
export function proveCall(prover: Prover, workload: Workload, target: Target, reason: CallReason): Call {
  const { positions, unknowns } = placesOf(prover, workload);
  const { verdict, privacy, split, via, byPosition } = summaryOf(
    prover,
    workload,
    target,
    positions,
    unknowns,
  );
  const { hostname, port } = nameAndPort(prover, positions[0], target);
  const eager = {
    workload: workload.id,
    service: target.label,
    hostname,
    port,
    reason,
    verdict,
    privacy,
    split,
    via,
    byPosition,
  };
  return new ProvedCall(eager, prover, workload, target);
}

type Summary = ReturnType<typeof joinOutlines> & Required<Pick<Call, 'byPosition'>>;

const summaries = new WeakMap<readonly PathOutline[], Summary>();

/** Clients whose only position fares alike share one summary. */
function summaryOf(
  prover: Prover,
  workload: Workload,
  target: Target,
  positions: readonly Position[],
  unknowns: Positions['unknowns'],
): Summary {
  const [only] = positions;
  if (only !== undefined && positions.length === 1 && unknowns.length === 0) {
    const outlines = outlinesFrom(prover, only, target);
    const summary = summaries.get(outlines) ?? summarize([outlines], workload, unknowns);
    summaries.set(outlines, summary);
    return summary;
  }
  const byPosition = positions.map((position) => outlinesFrom(prover, position, target));
  return summarize(byPosition, workload, unknowns);
}

function summarize(
  byPosition: readonly (readonly PathOutline[])[],
  workload: Workload,
  unknowns: Positions['unknowns'],
): Summary {
  const outlines = byPosition.flat();
  const isOpen = unknowns.length > 0 || outlines.length === 0;
  const [first, ...rest] = isOpen ? [...outlines, unplaced(workload, unknowns)] : outlines;
  invariant(first !== undefined, 'a workload without a place has an answer that says so');
  return { ...joinOutlines([first, ...rest]), byPosition };
}

type Eager = Omit<Call, 'paths' | 'assumptions' | 'notes'> & Pick<Summary, 'byPosition'>;

type Detail = Pick<Call, 'paths' | 'assumptions' | 'notes'>;

/** A call whose paths in full are proved when they are first read. */
class ProvedCall implements Call {
  readonly workload: Call['workload'];
  readonly service: string;
  readonly hostname: string;
  readonly port: number;
  readonly reason: CallReason;
  readonly verdict: Call['verdict'];
  readonly privacy: Call['privacy'];
  readonly split: boolean;
  readonly via: Call['via'];
  readonly byPosition: Summary['byPosition'];
  readonly #prover: Prover;
  readonly #from: Workload;
  readonly #target: Target;
  #detail: Detail | undefined;

  constructor(eager: Eager, prover: Prover, from: Workload, target: Target) {
    this.workload = eager.workload;
    this.service = eager.service;
    this.hostname = eager.hostname;
    this.port = eager.port;
    this.reason = eager.reason;
    this.verdict = eager.verdict;
    this.privacy = eager.privacy;
    this.split = eager.split;
    this.via = eager.via;
    this.byPosition = eager.byPosition;
    this.#prover = prover;
    this.#from = from;
    this.#target = target;
  }

  get paths(): Call['paths'] {
    return this.#inFull().paths;
  }

  get assumptions(): Call['assumptions'] {
    return this.#inFull().assumptions;
  }

  get notes(): Call['notes'] {
    return this.#inFull().notes;
  }

  #inFull(): Detail {
    this.#detail ??= proveInFull(this.#prover, this.#from, this.#target);
    return this.#detail;
  }
}

const places = new WeakMap<Prover, Map<Workload, Positions>>();

function placesOf(prover: Prover, workload: Workload): Positions {
  const known = places.get(prover) ?? new Map<Workload, Positions>();
  places.set(prover, known);
  const earlier = known.get(workload);
  if (earlier !== undefined) return earlier;
  const positions = positionsOf(prover.network, workload);
  known.set(workload, positions);
  return positions;
}

const outlinesOf = new WeakMap<Prover, Outlines>();

function outlinesFrom(prover: Prover, position: Position, target: Target): readonly PathOutline[] {
  const outlines = outlinesOf.get(prover) ?? new Outlines(prover);
  outlinesOf.set(prover, outlines);
  return outlines.of(position, target.label, () => {
    prover.counters.paths = (prover.counters.paths ?? 0) + 1;
    // Gaps are found by the hops that meet them.
    return computeAnswer(prover, position, target, prover.network.gaps.length === 0).paths;
  });
}

function proveInFull(
  prover: Prover,
  workload: Workload,
  target: Target,
): Pick<Call, 'paths' | 'assumptions' | 'notes'> {
  const { positions, unknowns } = placesOf(prover, workload);
  const answers = positions.map((position) => computeAnswer(prover, position, target, false));
  const paths = [...mergeAnswers(answers.flatMap((answer) => answer.paths))];
  if (unknowns.length > 0 || paths.length === 0) paths.push(unplaced(workload, unknowns));
  const first = paths[0] as PathAnswer;
  return {
    paths: joinPaths([first, ...paths.slice(1)]).paths,
    assumptions: distinct(answers.flatMap((answer) => answer.assumptions)),
    notes: distinct(answers.flatMap((answer) => answer.notes)),
  };
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** A workload whose subnets are not known may be anywhere. */
function unplaced(workload: Workload, unknowns: readonly { readonly reason: string }[]): PathAnswer {
  const trail = new Trail(true);
  trail.missAll(unknowns as Parameters<Trail['missAll']>[0], `${workload.id} subnets`, workload.origin);
  return {
    subnets: [],
    family: 'ipv4',
    destinations: [],
    destinationCount: '0',
    verdict: 'undetermined',
    privacy: undefined,
    via: { kind: 'none', component: '' },
    hops: [],
    blockers: [],
    unknowns: trail.unknowns,
    witness: undefined,
  };
}
