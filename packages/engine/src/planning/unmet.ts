import type { InternetNeed } from '../needs/internet-needs.ts';
import type { Call, Hop } from '../reachability/answer.ts';
import type { CallPair } from './compare-calls.ts';
import type { DemandTable } from './demands.ts';
import { decides, isPrivate, leavesByNat } from './duties.ts';
import type { Goal, GoalKind, RefusalReason } from './plan.ts';

/**
 * What can be told to be impossible before anything is tried, in the order of the matrix.
 *
 * @param images of workloads that pull them through a NAT gateway or instance
 */
export function impossible(
  goal: GoalKind,
  table: DemandTable,
  images: readonly InternetNeed[],
  hasNat: boolean,
): readonly RefusalReason[] {
  if (goal === 'cheapest') return [];
  const concerned = table.others.filter(
    (demand) =>
      demand.decides &&
      (goal === 'private'
        ? !isPrivate(demand.call) && demand.call.service !== 'internet'
        : leavesByNat(demand) || demand.call.verdict === 'undetermined'),
  );
  const byCall = new Map(concerned.map((demand) => [demand.call, demand]));
  const reasons = [...byCall.values()].flatMap(({ call, carrier }): readonly RefusalReason[] => {
    switch (carrier.kind) {
      case 'internet':
      case 'hosted-ui':
        return [{ kind: carrier.kind, call }];
      case 'region-unknown':
        return [{ kind: 'region-unknown', call }];
      case 'no-endpoint':
        return [{ kind: 'no-endpoint', call, service: carrier.service }];
      case 'name-not-covered':
      case 'other-region':
        return [{ kind: carrier.kind, call, service: carrier.service }];
      default:
        return [];
    }
  });
  if (goal === 'private') return reasons;
  const all = [...table.groups.flatMap(({ demands }) => demands), ...table.others];
  const told = new Set(reasons.flatMap((reason) => ('call' in reason ? [reason.call] : [])));
  const open = all.flatMap(({ call, decides: asked }) =>
    asked && !told.has(call) && isOpenForNat(call, hasNat) ? [call] : [],
  );
  return [
    ...reasons,
    ...[...new Set(open)].map(undetermined),
    ...images.map((need): RefusalReason => ({ kind: 'image', ...need })),
  ];
}

/** A module that is not on disk could hold the NAT gateway itself. */
function isOpenForNat(call: Call, hasNat: boolean): boolean {
  if (call.verdict !== 'undetermined') return false;
  const codes = call.paths.flatMap(({ unknowns }) => unknowns.map(({ code }) => code));
  return hasNat || codes.includes('UNKNOWN_MODULE_SOURCE');
}

function undetermined(call: Call): RefusalReason {
  return { kind: 'undetermined', call, missing: call.paths.flatMap(({ unknowns }) => unknowns) };
}

/** Which needed calls do not do what the goal says, on the changed network. */
export function unmetCalls(goal: Goal, pairs: readonly CallPair[]): readonly CallPair[] {
  return pairs.filter(({ before, after }) => {
    if (!decides(goal, before) || (goal.kind === 'private' && before.service === 'internet')) return false;
    if (after === undefined) return before.verdict === 'reachable';
    if (goal.kind === 'private') return !isPrivate(after);
    if (before.verdict === 'undetermined') return after.verdict === 'blocked';
    return before.verdict === 'reachable' && after.verdict !== 'reachable';
  });
}

export function refusalOf({ before, after }: CallPair): RefusalReason {
  const call = after ?? before;
  if (call.verdict === 'undetermined') return undetermined(call);
  const [path] = call.paths;
  return { kind: 'not-proven', call, blocker: path.blockers[0], hop: decidingHop(path.hops) };
}

const waysOut: ReadonlySet<Hop['kind']> = new Set<Hop['kind']>([
  'nat-gateway',
  'nat-instance',
  'internet-gateway',
  'egress-only-internet-gateway',
]);

/** What blocks, or where the call leaves the VPC. */
function decidingHop(hops: readonly Hop[]): Hop | undefined {
  return hops.find(({ outcome }) => outcome === 'block') ?? hops.find(({ kind }) => waysOut.has(kind));
}
