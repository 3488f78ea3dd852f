import type { TraceJson } from '@naisen/engine';
import { partOf } from './ask.ts';
import type { Question } from './story.ts';

/** Where the answer differs from what was written down, in words; empty when they agree. */
export function disagreements(question: Question, answer: TraceJson): readonly string[] {
  const expected = question.knownGap === undefined ? question : { ...question, ...question.today };
  const call = answer;
  const backs = returnOf(call);
  const rows: readonly (readonly [string, unknown, unknown])[] = [
    ['verdict', expected.verdict, call.verdict],
    ['privacy', expected.verdict === 'reachable' ? expected.privacy : null, call.privacy],
    ['via', expected.via ?? call.via, call.via],
    ['back', expected.back ?? (expected.verdict === 'reachable' ? 'passes' : backs), backs],
    ['blockers', codes(expected.blockers), expected.blockers && codes(call.blockers.map(({ code }) => code))],
    ['unknowns', codes(expected.unknowns), expected.unknowns && codes(call.unknowns.map(({ code }) => code))],
    ['parts', sorted(expected.parts), expected.parts && sorted(call.paths.map(partOf))],
  ];
  return rows
    .filter(([, wanted, found]) => JSON.stringify(wanted) !== JSON.stringify(found))
    .map(
      ([what, wanted, found]) =>
        `${question.from} -> ${question.to}, ${what}: expected ${show(wanted)}, naisen says ${show(found)}` +
        ` (because ${question.because})`,
    );
}

function show(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

function sorted(texts: readonly string[] | undefined): readonly string[] | undefined {
  return texts?.toSorted();
}

/** Each code once: the same refusal in two subnets is one thing to say. */
function codes(texts: readonly string[] | undefined): readonly string[] | undefined {
  return texts === undefined ? undefined : [...new Set(texts)].sort();
}

/** What becomes of the reply on the deciding part. */
function returnOf({ hops }: TraceJson): NonNullable<Question['back']> {
  const outcomes = hops.filter(({ direction }) => direction === 'return').map(({ outcome }) => outcome);
  if (outcomes.includes('block')) return 'refused';
  if (outcomes.includes('unknown')) return 'unknown';
  return outcomes.length === 0 ? 'none' : 'passes';
}
