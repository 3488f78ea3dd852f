import type { Call, PathAnswer, PrivacyLevel, VerdictKind } from './answer.ts';

type Outline = Pick<PathAnswer, 'verdict' | 'privacy' | 'via'>;

const worstFirst: readonly VerdictKind[] = ['blocked', 'undetermined', 'reachable'];
const levelOrder: readonly PrivacyLevel[] = ['vpc', 'gateway', 'aws', 'internet'];

/** EX-1: one blocked part blocks the call, one unknown part leaves it undetermined. */
function worstVerdict(parts: readonly Outline[]): VerdictKind {
  return worstFirst.find((verdict) => parts.some((part) => part.verdict === verdict)) ?? 'undetermined';
}

/** PRIV-4: the worst level over the parts. */
function worstLevel(parts: readonly Outline[]): PrivacyLevel | undefined {
  return levelOrder.findLast((level) => parts.some(({ privacy }) => privacy === level));
}

/** The part that decides: the first of the worst verdict, and among reachable ones of the worst level. */
function decidingPart<Part extends Outline>(parts: readonly [Part, ...Part[]]): Part {
  const verdict = worstVerdict(parts);
  const level = verdict === 'reachable' ? worstLevel(parts) : undefined;
  return (
    parts.find((part) => part.verdict === verdict && (level === undefined || part.privacy === level)) ??
    parts[0]
  );
}

/** The verdict, level and way of a call from those of its parts. */
export function joinOutlines(
  parts: readonly [Outline, ...Outline[]],
): Pick<Call, 'verdict' | 'privacy' | 'split' | 'via'> {
  const deciding = decidingPart(parts);
  const { verdict, via } = deciding;
  const split = parts.some(
    (part) => part.verdict !== verdict || part.privacy !== deciding.privacy || part.via.kind !== via.kind,
  );
  return { verdict, privacy: verdict === 'reachable' ? deciding.privacy : undefined, split, via };
}

/** The parts of one call: the deciding one first, the others in the order they were given. */
export function joinPaths(paths: readonly [PathAnswer, ...PathAnswer[]]): Pick<Call, 'paths'> {
  const deciding = decidingPart(paths);
  return { paths: [deciding, ...paths.filter((path) => path !== deciding)] };
}
