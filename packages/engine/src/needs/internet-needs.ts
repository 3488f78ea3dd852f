import { compareAddresses } from '../base/ordered.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { WorkloadKind } from '../model/workload.ts';

/** An image that a workload pulls from a registry that no endpoint reaches. */
export interface InternetNeed {
  readonly workload: Id<'Workload'>;
  readonly image: string;
  readonly origin: Origin;
}

/** Kinds that pull by their own network interfaces; CodeBuild's images come by AWS's own network. */
const pullers: ReadonlySet<WorkloadKind> = new Set<WorkloadKind>(['ecs-ec2', 'ecs-ec2-task', 'ecs-fargate']);

/** Images of Docker Hub, ECR Public and others: their registries have no endpoint. Sorted by workload. */
export function internetNeeds({ workloads }: Network): readonly InternetNeed[] {
  return [...workloads.values()]
    .filter(({ kind }) => pullers.has(kind))
    .flatMap(({ id, facts }) =>
      (facts.images ?? [])
        .filter(({ registry }) => registry === 'other' || registry === 'ecr-public')
        .map(({ image, origin }) => ({
          workload: id,
          image: image.kind === 'known' ? image.value : '?',
          origin,
        })),
    )
    .sort((a, b) => compareAddresses(a.workload, b.workload));
}
