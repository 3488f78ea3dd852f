import { compareAddresses } from '../base/ordered.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';

/** An image that a workload pulls from a registry that no endpoint reaches. */
export interface InternetNeed {
  readonly workload: Id<'Workload'>;
  readonly image: string;
  readonly origin: Origin;
}

/** Images of Docker Hub, ECR Public and others: their registries have no endpoint. Sorted by workload. */
export function internetNeeds({ workloads }: Network): readonly InternetNeed[] {
  return [...workloads.values()]
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
