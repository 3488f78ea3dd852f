import type { Id } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { PricedCall, PricedWay } from '../pricing/traffic.ts';
import type { Call, PathAnswer } from '../reachability/answer.ts';

/** What the proof does not know of a call and the bill needs. */
export interface CallFacts {
  /** Endpoint types that AWS offers for the service in the call's Region; empty = none. */
  readonly endpointTypes: (service: string) => readonly ('Interface' | 'Gateway')[];
  readonly workloadName: (workload: Id<'Workload'>) => string | undefined;
  /**
   * The subnets of the workload's positions, in their order; `undefined` = not all are known. With them, the
   * ways of a call are told by its parts in short, and no path is proved in full.
   */
  readonly positionsOf?: (workload: Id<'Workload'>) => readonly Id<'Subnet'>[] | undefined;
}

/** Each subnet of a workload is a position, as long as it and its VPC are known. */
export function positionsIn({ workloads, subnets, vpcs }: Network): NonNullable<CallFacts['positionsOf']> {
  const find = (id: Id<'Workload'>): readonly Id<'Subnet'>[] | undefined => {
    const own = workloads.get(id)?.subnets;
    if (own === undefined || own.unknowns.length > 0) return undefined;
    const areKnown = own.items.every((subnet) => {
      const vpc = subnets.get(subnet)?.vpc;
      return vpc?.kind === 'known' && vpcs.has(vpc.value);
    });
    return areKnown ? own.items : undefined;
  };
  // The calls of a workload stand together.
  let last: { readonly id: Id<'Workload'>; readonly subnets: ReturnType<typeof find> } | undefined;
  return (id) => {
    if (last?.id !== id) last = { id, subnets: find(id) };
    return last.subnets;
  };
}

/** The proof's answers as the bill needs them: who calls what by which way. */
export function pricedCalls(calls: readonly Call[], facts: CallFacts): readonly PricedCall[] {
  const types = new Map<string, PricedCall['endpointTypes']>();
  const typesOf = (service: string): PricedCall['endpointTypes'] => {
    const earlier = types.get(service);
    if (earlier !== undefined) return earlier;
    const found = facts.endpointTypes(service);
    types.set(service, found);
    return found;
  };
  const ways = new Ways(facts);
  return calls.map((call) => ({
    workload: call.workload,
    workloadName: facts.workloadName(call.workload),
    service: call.service,
    endpointTypes: typesOf(call.service),
    why: call.reason.kind === 'endpoint-present' ? 'endpoint-present' : 'called',
    ways: ways.of(call),
  }));
}

/** The ways of calls. Thousands of clients of one subnet fare alike, and then share the list of their parts. */
class Ways {
  readonly #facts: CallFacts;
  readonly #known = new Map<object, Map<string, readonly PricedWay[]>>();

  constructor(facts: CallFacts) {
    this.#facts = facts;
  }

  of(call: Call): readonly PricedWay[] {
    const { byPosition } = call;
    const subnets = byPosition === undefined ? undefined : this.#facts.positionsOf?.(call.workload);
    const [only] = subnets ?? [];
    if (byPosition === undefined || subnets?.length !== 1 || only === undefined)
      return joinedWays(shortPaths(call, this.#facts) ?? call.paths);
    const known = this.#known.get(byPosition);
    const earlier = known?.get(only);
    if (earlier !== undefined) return earlier;
    const ways = joinedWays(shortPaths(call, this.#facts) ?? call.paths);
    this.#known.set(byPosition, (known ?? new Map<string, readonly PricedWay[]>()).set(only, ways));
    return ways;
  }
}

type Part = Pick<PathAnswer, 'subnets' | 'via' | 'verdict'>;

/** The parts with their subnets, the deciding way first, as the paths in full stand. */
function shortPaths(call: Call, { positionsOf }: CallFacts): readonly Part[] | undefined {
  const { byPosition, verdict, via } = call;
  const subnets = byPosition === undefined ? undefined : positionsOf?.(call.workload);
  if (byPosition === undefined || subnets?.length !== byPosition.length) return undefined;
  const parts = byPosition.flatMap((own, i) => {
    const subnet = subnets[i];
    return subnet === undefined ? [] : own.map((part) => ({ ...part, subnets: [subnet] }));
  });
  const isDeciding = (part: Part): boolean =>
    part.verdict === verdict && part.via.kind === via.kind && part.via.component === via.component;
  return [...parts.filter(isDeciding), ...parts.filter((part) => !isDeciding(part))];
}

/** Parts that take the same way are one: a split of destinations moves no more bytes. */
function joinedWays(paths: readonly Part[]): readonly PricedWay[] {
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
