import { compareAddresses, compareText } from '../base/ordered.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { Workload, WorkloadKind } from '../model/workload.ts';
import type { Need } from './need.ts';

/** An image that a workload pulls from a registry that no endpoint reaches. */
export interface InternetNeed {
  readonly workload: Id<'Workload'>;
  readonly image: string;
  /** Its host. */
  readonly registry: string;
  readonly origin: Origin;
}

/** Kinds that pull by their own network interfaces; CodeBuild's images come by AWS's own network. */
const pullers: ReadonlySet<WorkloadKind> = new Set<WorkloadKind>(['ecs-ec2', 'ecs-ec2-task', 'ecs-fargate']);

/** Images of Docker Hub, ECR Public and others: their registries have no endpoint. Sorted by workload. */
export function internetNeeds({ workloads }: Network): readonly InternetNeed[] {
  return [...workloads.values()].flatMap(imagesOf).sort((a, b) => compareAddresses(a.workload, b.workload));
}

function imagesOf({ id, kind, facts }: Workload): readonly InternetNeed[] {
  if (!pullers.has(kind)) return [];
  return (facts.images ?? []).flatMap(({ image, registry, origin }) => {
    const name = image.kind === 'known' ? image.value : (image.unknown.template?.[0] ?? '?');
    const text = typeof name === 'string' ? name : '?';
    if (registry === 'ecr-public') return [{ workload: id, image: text, registry: 'public.ecr.aws', origin }];
    return registry === 'other' ? [{ workload: id, image: text, registry: registryHost(text), origin }] : [];
  });
}

/** A first part without a dot or a port is a name on Docker Hub, which answers at another host than its own. */
function registryHost(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && /[.:]/.test(first) && first !== 'docker.io';
  return isHost ? first.replace(/:\d+$/, '').toLowerCase() : 'registry-1.docker.io';
}

/** Why a call to a registry is made; planning counts these by image instead. */
export const imagePull = 'IMAGE_IN_REGISTRY';

/** The registries of a workload's images, each once: the task does not start without them. Sorted by host. */
export function registryNeedsOf(workload: Workload): readonly Need[] {
  const byHost = new Map(imagesOf(workload).map((image) => [image.registry, image]));
  return [...byHost.values()]
    .map(
      ({ registry, origin }): Need => ({
        service: registry,
        hostname: registry,
        need: 'required',
        because: imagePull,
        why: imagePull,
        source: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html'],
        origin,
      }),
    )
    .sort((a, b) => compareText(a.service, b.service));
}
