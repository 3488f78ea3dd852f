import type { Id } from '../model/identity.ts';
import type { PricedCall, PricedWay } from '../pricing/traffic.ts';
import type { Call, PathAnswer } from '../reachability/answer.ts';

/** What the proof does not know of a call and the bill needs. */
export interface CallFacts {
  /** Endpoint types that AWS offers for the service in the call's Region; empty = none. */
  readonly endpointTypes: (service: string) => readonly ('Interface' | 'Gateway')[];
  readonly workloadName: (workload: Id<'Workload'>) => string | undefined;
}

/** The proof's answers as the bill needs them: who calls what by which way. */
export function pricedCalls(calls: readonly Call[], facts: CallFacts): readonly PricedCall[] {
  return calls.map((call) => {
    const workloadName = facts.workloadName(call.workload);
    return {
      workload: call.workload,
      ...(workloadName === undefined ? {} : { workloadName }),
      service: call.service,
      endpointTypes: facts.endpointTypes(call.service),
      why: call.reason.kind === 'endpoint-present' ? 'endpoint-present' : 'called',
      ways: joinedWays(call.paths),
    };
  });
}

/** Parts that take the same way are one: a split of destinations moves no more bytes. */
function joinedWays(paths: readonly PathAnswer[]): readonly PricedWay[] {
  const ways = new Map<string, PricedWay>();
  for (const { subnets, via, verdict } of paths) {
    const kind = verdict === 'blocked' ? 'none' : via.kind;
    const component = kind === 'none' ? '' : via.component;
    const key = `${kind}\n${component}`;
    const before = ways.get(key)?.subnets ?? [];
    ways.set(key, { kind, component, subnets: [...new Set([...before, ...subnets])] });
  }
  return [...ways.values()];
}
