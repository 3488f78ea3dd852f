import { positionsIn, pricedCalls } from '../packages/engine/src/planning/priced-calls.ts';
import { trafficOf } from '../packages/engine/src/pricing/traffic.ts';
import { noUsage, usageTable } from '../packages/engine/src/pricing/usage.ts';
import { makeEstate } from './estate.ts';
import { outcomesOf, proveEstate, seed } from './prove-estate.ts';

/** A tenth of the full estate: the counters scale, the test stays short. */
const small = { workloads: 1000, subnets: 80, securityGroups: 120, endpoints: 40 };

export interface Counted {
  readonly counters: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
}

/** What a machine of any speed counts the same. */
export function countAll(): Readonly<Record<string, Counted>> {
  const count = (workloads: number): Counted => {
    const size = { ...small, workloads };
    const { answer } = proveEstate(size);
    const network = makeEstate(size, seed);
    const priced = pricedCalls(answer.calls, {
      endpointTypes: () => [],
      workloadName: () => undefined,
      positionsOf: positionsIn(network),
    });
    const pricedWays = trafficOf(network, priced, usageTable(noUsage)).length;
    return { counters: { ...answer.counters, pricedWays }, outcomes: outcomesOf(answer) };
  };
  return { 'estate-1000': count(small.workloads), 'estate-2000': count(small.workloads * 2) };
}
