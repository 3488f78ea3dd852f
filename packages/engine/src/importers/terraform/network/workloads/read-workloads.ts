import { compareAddresses } from '../../../../base/ordered.ts';
import type { Id } from '../../../../model/identity.ts';
import type { NetworkInterface } from '../../../../model/network.ts';
import type { Workload } from '../../../../model/workload.ts';
import type { Reading } from '../reading.ts';
import { readEcs } from './ecs.ts';
import type { ElasticIps } from './elastic-addresses.ts';
import { readLambdaFunctions } from './functions.ts';
import { readInstances } from './instances.ts';
import { readCodeBuildProjects, readEksNodes, readFreeInterfaces, readPlaced } from './placed.ts';

/** Everything in subnets that calls or is called, sorted by address. */
export function readWorkloads(
  reading: Reading,
  interfaces: ReadonlyMap<Id<'NetworkInterface'>, NetworkInterface>,
  elasticIps: ElasticIps,
): ReadonlyMap<Id<'Workload'>, Workload> {
  const used = new Set(
    [...interfaces.values()].filter(({ instance }) => instance !== undefined).map(({ id }) => String(id)),
  );
  const workloads = [
    ...readInstances(reading, interfaces, elasticIps),
    ...readEcs(reading),
    ...readLambdaFunctions(reading),
    ...readEksNodes(reading),
    ...readCodeBuildProjects(reading),
    ...readPlaced(reading),
    ...readFreeInterfaces(reading, used, elasticIps),
  ];
  return new Map(
    workloads.toSorted((a, b) => compareAddresses(a.id, b.id)).map((workload) => [workload.id, workload]),
  );
}
