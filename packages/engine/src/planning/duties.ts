import type { Call } from '../reachability/answer.ts';
import { isNeeded } from './compare-calls.ts';
import type { Demand, DemandGroup } from './demands.ts';
import type { Goal, GoalKind } from './plan.ts';

/**
 * What a goal asks of one service in one VPC. `leave`: nothing; `gateway`: a gateway endpoint, which is free
 * (PR-3); `endpoint`: an interface endpoint; `cheapest`: whatever costs least.
 */
export type Duty = 'leave' | 'gateway' | 'endpoint' | 'cheapest';

/**
 * Does the goal ask something of this call? What is only perhaps called does not make a network private or
 * keep a NAT gateway, but saving money is no reason to stop it.
 */
export function decides({ kind, counts }: Pick<Goal, 'kind' | 'counts'>, call: Call): boolean {
  if (isNeeded(call)) return true;
  const isPerhaps = call.reason.kind === 'conditional' || call.reason.kind === 'needed';
  return isPerhaps && (kind === 'cheapest' || counts === 'perhaps');
}

/** PRIV-2: `gateway` or better. */
export function isPrivate({ verdict, privacy }: Call): boolean {
  return verdict === 'reachable' && (privacy === 'vpc' || privacy === 'gateway');
}

export function dutyOf(goal: GoalKind, group: DemandGroup): Duty {
  const needed = group.demands.filter((demand) => demand.decides);
  const asked = neededDuty(goal, needed);
  const isOffered = group.service.service.types.includes('Gateway');
  // A gateway endpoint costs nothing, so a call that is only perhaps made is reason enough.
  if (asked === 'leave')
    return isOffered && group.demands.some((demand) => gains(goal, demand)) ? 'gateway' : 'leave';
  if (isOffered && !needed.every(isByInterface)) return 'gateway';
  if (!group.service.service.types.includes('Interface')) return 'leave';
  return asked;
}

function neededDuty(goal: GoalKind, needed: readonly Demand[]): 'leave' | 'endpoint' | 'cheapest' {
  switch (goal) {
    case 'private':
      return needed.every(({ call }) => isPrivate(call)) ? 'leave' : 'endpoint';
    case 'no-nat':
      return needed.some(leavesByNat) ? 'endpoint' : 'leave';
    case 'cheapest':
      return needed.some((demand) => leavesByNat(demand) || isByInterface(demand)) ? 'cheapest' : 'leave';
  }
}

/** Would a gateway endpoint do the call any good? */
function gains(goal: GoalKind, demand: Demand): boolean {
  const { verdict } = demand.call;
  return leavesByNat(demand) || (goal === 'private' && verdict === 'reachable' && !isPrivate(demand.call));
}

/** Works now, and stops when the NAT gateway or instance goes. */
export function leavesByNat({ call, traffic }: Demand): boolean {
  return call.verdict === 'reachable' && (traffic.kind === 'nat-gateway' || traffic.kind === 'nat-instance');
}

export function isByInterface({ call, traffic }: Demand): boolean {
  return call.verdict === 'reachable' && traffic.kind === 'interface-endpoint';
}
