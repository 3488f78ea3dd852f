import type { Call, PathAnswer, PrivacyLevel, VerdictKind } from './answer.ts';

const worstFirst: readonly VerdictKind[] = ['blocked', 'undetermined', 'reachable'];
const levelOrder: readonly PrivacyLevel[] = ['vpc', 'gateway', 'aws', 'internet'];

/** EX-1: one blocked part blocks the call, one unknown part leaves it undetermined. */
export function worstVerdict(paths: readonly PathAnswer[]): VerdictKind {
  return worstFirst.find((verdict) => paths.some((path) => path.verdict === verdict)) ?? 'undetermined';
}

/** PRIV-4: the worst level over the parts. */
export function worstLevel(paths: readonly PathAnswer[]): PrivacyLevel | undefined {
  const levels = paths.map((path) => path.privacy).filter((level) => level !== undefined);
  return levelOrder.findLast((level) => levels.includes(level));
}

/**
 * Joins the parts of one call: the deciding part first, the others in the order they were given.
 *
 * @param paths at least one
 */
export function joinPaths(
  paths: readonly [PathAnswer, ...PathAnswer[]],
): Pick<Call, 'verdict' | 'privacy' | 'split' | 'via' | 'paths'> {
  const verdict = worstVerdict(paths);
  const level = verdict === 'reachable' ? worstLevel(paths) : undefined;
  const deciding =
    paths.find((path) => path.verdict === verdict && (level === undefined || path.privacy === level)) ??
    paths[0];
  const rest = paths.filter((path) => path !== deciding);
  const differs = rest.some(
    (path) =>
      path.verdict !== deciding.verdict ||
      path.privacy !== deciding.privacy ||
      path.via.kind !== deciding.via.kind,
  );
  return { verdict, privacy: level, split: differs, via: deciding.via, paths: [deciding, ...rest] };
}
