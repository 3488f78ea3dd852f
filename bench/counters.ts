import { outcomesOf, proveEstate } from './prove-estate.ts';

/** A tenth of the full estate: the counters scale, the test stays short. */
const small = { workloads: 1000, subnets: 80, securityGroups: 120, endpoints: 40 };

export interface Counted {
  readonly counters: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
}

/** What a machine of any speed counts the same. */
export function countAll(): Readonly<Record<string, Counted>> {
  const count = (workloads: number): Counted => {
    const { answer } = proveEstate({ ...small, workloads });
    return { counters: answer.counters, outcomes: outcomesOf(answer) };
  };
  return { 'estate-1000': count(small.workloads), 'estate-2000': count(small.workloads * 2) };
}
