import {
  type Assertion,
  type CharacterTest,
  isWordPoint,
  type Pattern,
  type PatternNode,
} from './pattern-syntax.ts';

/**
 * One step of a compiled pattern. `next` is the step that follows; `fork` tries `next` first and `other`
 * afterwards.
 */
type Step =
  | { readonly kind: 'character'; readonly test: CharacterTest; readonly next: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'save'; readonly slot: number; readonly next: number }
  | { readonly kind: 'fork'; readonly next: number; readonly other: number }
  | { readonly kind: 'match' };

export interface Program {
  readonly steps: readonly Step[];
  readonly start: number;
  readonly groupNames: readonly (string | undefined)[];
}

const stepsMax = 20_000;

/** @returns `undefined` when counted repetitions make it too large */
export function compilePattern(pattern: Pattern): Program | undefined {
  const steps: Step[] = [{ kind: 'match' }];
  const start = emit({ kind: 'group', index: 0, inner: pattern.root }, 0, steps);
  if (steps.length > stepsMax) return undefined;
  return { steps, start, groupNames: pattern.groupNames };
}

/** Adds the node's steps, built from the end, and gives the first; `next` is what follows the node. */
function emit(node: PatternNode, next: number, steps: Step[]): number {
  if (steps.length > stepsMax) return next;
  switch (node.kind) {
    case 'empty':
      return next;
    case 'character':
      return steps.push({ kind: 'character', test: node.test, next }) - 1;
    case 'assertion':
      return steps.push({ kind: 'assertion', assertion: node.assertion, next }) - 1;
    case 'sequence':
      return node.parts.reduceRight((after, part) => emit(part, after, steps), next);
    case 'choice': {
      const starts = node.parts.map((part) => emit(part, next, steps));
      return starts.reduceRight((other, first) => steps.push({ kind: 'fork', next: first, other }) - 1);
    }
    case 'group': {
      const end = steps.push({ kind: 'save', slot: node.index * 2 + 1, next }) - 1;
      const inner = emit(node.inner, end, steps);
      return steps.push({ kind: 'save', slot: node.index * 2, next: inner }) - 1;
    }
    case 'repeat':
      return emitRepeat(node, next, steps);
  }
}

function emitRepeat(node: Extract<PatternNode, { kind: 'repeat' }>, next: number, steps: Step[]): number {
  const { inner, minimum, maximum, isGreedy } = node;
  let start = next;
  if (maximum === Number.POSITIVE_INFINITY) {
    if (minimum > 0) start = emitLoop(inner, next, isGreedy, steps).inner;
    else if (mayBeEmpty(inner))
      start = fork(emitLoop(inner, next, isGreedy, steps).inner, next, isGreedy, steps);
    else start = emitLoop(inner, next, isGreedy, steps).fork;
    for (let i = 1; i < minimum; i++) start = emit(inner, start, steps);
    return start;
  }
  for (let i = minimum; i < maximum; i++) start = fork(emit(inner, start, steps), next, isGreedy, steps);
  for (let i = 0; i < minimum; i++) start = emit(inner, start, steps);
  return start;
}

function fork(into: number, past: number, isGreedy: boolean, steps: Step[]): number {
  const step: Step = isGreedy
    ? { kind: 'fork', next: into, other: past }
    : { kind: 'fork', next: past, other: into };
  return steps.push(step) - 1;
}

/** A fork that leads into the inner steps, which lead back to it. */
function emitLoop(
  inner: PatternNode,
  next: number,
  isGreedy: boolean,
  steps: Step[],
): { readonly fork: number; readonly inner: number } {
  const at = steps.push({ kind: 'match' }) - 1;
  const start = emit(inner, at, steps);
  steps[at] = isGreedy ? { kind: 'fork', next: start, other: next } : { kind: 'fork', next, other: start };
  return { fork: at, inner: start };
}

function mayBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return true;
    case 'character':
      return false;
    case 'sequence':
      return node.parts.every(mayBeEmpty);
    case 'choice':
      return node.parts.some(mayBeEmpty);
    case 'group':
      return mayBeEmpty(node.inner);
    case 'repeat':
      return node.minimum === 0 || mayBeEmpty(node.inner);
  }
}

/** Offsets into the code points: start and end of the match, then of each group; −1 = took no part. */
export type Match = readonly number[];

/** Steps that all searches of one call may take together. */
export interface StepBudget {
  left: number;
}

interface Thread {
  readonly at: number;
  readonly slots: readonly number[];
}

/**
 * The leftmost match from `from` on; of those that start there, the one that the pattern's order prefers.
 * All ways are followed side by side, so that no pattern needs more than steps × characters.
 *
 * @returns `exhausted` when the budget did not suffice
 */
export function findMatch(
  program: Program,
  points: readonly number[],
  from: number,
  budget: StepBudget,
): Match | undefined | 'exhausted' {
  let found: Match | undefined;
  let threads: Thread[] = [];
  const seen = new Int32Array(program.steps.length).fill(-1);
  const none = Array.from({ length: (program.groupNames.length + 1) * 2 }, () => -1);
  for (let position = from; position <= points.length; position++) {
    const active: Thread[] = [];
    for (const thread of threads) follow(program, thread, points, position, seen, active);
    if (found === undefined)
      follow(program, { at: program.start, slots: none }, points, position, seen, active);
    budget.left -= active.length + 1;
    if (budget.left < 0) return 'exhausted';
    threads = [];
    for (const { at, slots } of active) {
      const step = program.steps[at];
      if (step?.kind === 'match') {
        found = slots;
        break;
      }
      const point = points[position];
      if (step?.kind === 'character' && point !== undefined && step.test(point))
        threads.push({ at: step.next, slots });
    }
    if (threads.length === 0 && found !== undefined) return found;
  }
  return found;
}

/** Walks all steps that take no character, in order of preference; each step once per position. */
function follow(
  program: Program,
  start: Thread,
  points: readonly number[],
  position: number,
  seen: Int32Array,
  active: Thread[],
): void {
  const pending: Thread[] = [start];
  for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
    if (seen[thread.at] === position) continue;
    seen[thread.at] = position;
    const step = program.steps[thread.at];
    switch (step?.kind) {
      case 'fork':
        pending.push({ at: step.other, slots: thread.slots }, { at: step.next, slots: thread.slots });
        break;
      case 'save':
        pending.push({ at: step.next, slots: thread.slots.with(step.slot, position) });
        break;
      case 'assertion':
        if (holds(step.assertion, points, position)) pending.push({ at: step.next, slots: thread.slots });
        break;
      default:
        active.push(thread);
    }
  }
}

const lineFeed = 0x0a;

function holds(assertion: Assertion, points: readonly number[], position: number): boolean {
  switch (assertion) {
    case 'text-start':
      return position === 0;
    case 'text-end':
      return position === points.length;
    case 'line-start':
      return position === 0 || points[position - 1] === lineFeed;
    case 'line-end':
      return position === points.length || points[position] === lineFeed;
    case 'word-boundary':
      return isWordAt(points, position - 1) !== isWordAt(points, position);
    case 'no-word-boundary':
      return isWordAt(points, position - 1) === isWordAt(points, position);
  }
}

function isWordAt(points: readonly number[], position: number): boolean {
  const point = points[position];
  return point !== undefined && isWordPoint(point);
}

/** All matches from left to right; an empty one right behind another match does not count. */
export function findMatches(
  program: Program,
  points: readonly number[],
  budget: StepBudget,
): readonly Match[] | 'exhausted' {
  const matches: Match[] = [];
  let from = 0;
  let lastEnd = -1;
  while (from <= points.length) {
    const match = findMatch(program, points, from, budget);
    if (match === 'exhausted') return match;
    if (match === undefined) break;
    const [start = 0, end = 0] = match;
    if (end > start || start !== lastEnd) matches.push(match);
    lastEnd = end;
    from = end > start ? end : end + 1;
  }
  return matches;
}
