import { invariant } from '../base/invariant.ts';
import type { Workload } from '../model/workload.ts';
import type { Call, CallReason, PathAnswer } from './answer.ts';
import { joinOutlines, joinPaths } from './call.ts';
import { type NameAndPort, nameAndPort } from './hostnames.ts';
import { Outlines, type PathOutline, type Summary } from './outline.ts';
import { mergeAnswers } from './path-answer.ts';
import { type Positions, positionsOf } from './position.ts';
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
  return new Caller(prover, workload).call(target, reason);
}

/** One workload, whose calls are proved one after the other. */
export class Caller {
  readonly #memory: ProofMemory;
  readonly #workload: Workload;
  readonly #places: Positions;

  constructor(prover: Prover, workload: Workload) {
    this.#memory = memoryOf(prover);
    this.#workload = workload;
    this.#places = this.#memory.placesOf(workload);
  }

  call(target: Target, reason: CallReason): Call {
    const summary = summaryOf(this.#memory, this.#workload, target, this.#places);
    const name = nameAndPort(this.#memory.prover, this.#places.positions[0], target);
    return new ProvedCall(this.#memory, this.#workload, target, reason, name, summary);
  }
}

/** Clients whose only position fares alike share one summary. */
function summaryOf(
  memory: ProofMemory,
  workload: Workload,
  target: Target,
  { positions, unknowns }: Positions,
): Summary {
  const [only] = positions;
  if (only !== undefined && positions.length === 1 && unknowns.length === 0) {
    const { outlines, summary } = memory.outlines.of(only, target);
    return summary ?? summarize([outlines], workload, unknowns);
  }
  const byPosition = positions.map((position) => memory.outlines.of(position, target).outlines);
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

type Detail = Pick<Call, 'paths' | 'assumptions' | 'notes'>;

/**
 * A call whose paths in full are proved when they are first read.
 *
 * An estate has hundreds of thousands: each holds what is its own, and refers to what it shares with others.
 */
class ProvedCall implements Call {
  readonly workload: Call['workload'];
  readonly reason: CallReason;
  readonly verdict: Call['verdict'];
  readonly privacy: Call['privacy'];
  readonly via: Call['via'];
  readonly byPosition: Summary['byPosition'];
  readonly #memory: ProofMemory;
  readonly #from: Workload;
  readonly #target: Target;
  readonly #name: NameAndPort;
  readonly #summary: Summary;
  #detail: Detail | undefined;

  constructor(
    memory: ProofMemory,
    from: Workload,
    target: Target,
    reason: CallReason,
    name: NameAndPort,
    summary: Summary,
  ) {
    this.workload = from.id;
    this.reason = reason;
    this.verdict = summary.verdict;
    this.privacy = summary.privacy;
    this.via = summary.via;
    this.byPosition = summary.byPosition;
    this.#memory = memory;
    this.#from = from;
    this.#target = target;
    this.#name = name;
    this.#summary = summary;
  }

  get service(): string {
    return this.#target.label;
  }

  get hostname(): string {
    return this.#name.hostname;
  }

  get port(): number {
    return this.#name.port;
  }

  get split(): boolean {
    return this.#summary.split;
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
    this.#detail ??= proveInFull(this.#memory, this.#from, this.#target);
    return this.#detail;
  }
}

const memories = new WeakMap<Prover, ProofMemory>();

function memoryOf(prover: Prover): ProofMemory {
  const earlier = memories.get(prover);
  if (earlier !== undefined) return earlier;
  const memory = new ProofMemory(prover);
  memories.set(prover, memory);
  return memory;
}

/** Where workloads stand, and how their positions fare: what the calls of one network share. */
class ProofMemory {
  readonly prover: Prover;
  readonly #places = new Map<Workload, Positions>();
  readonly outlines: Outlines;

  constructor(prover: Prover) {
    this.prover = prover;
    this.outlines = new Outlines(prover, (position, target) => {
      prover.counters.paths = (prover.counters.paths ?? 0) + 1;
      // Gaps are found by the hops that meet them.
      return computeAnswer(prover, position, target, prover.network.gaps.length === 0).paths;
    });
  }

  placesOf(workload: Workload): Positions {
    const earlier = this.#places.get(workload);
    if (earlier !== undefined) return earlier;
    const positions = positionsOf(this.prover.network, workload);
    this.#places.set(workload, positions);
    return positions;
  }
}

function proveInFull(memory: ProofMemory, workload: Workload, target: Target): Detail {
  const { positions, unknowns } = memory.placesOf(workload);
  const answers = positions.map((position) => computeAnswer(memory.prover, position, target, false));
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
