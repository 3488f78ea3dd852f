import type { Workload, WorkloadKind } from '../model/workload.ts';

/** What lets the ECS agent of an instance work: nothing else has a use for it. */
const agentPolicy = 'AmazonEC2ContainerServiceforEC2Role';

const instanceKinds: ReadonlySet<WorkloadKind> = new Set([
  'ec2-instance',
  'ec2-session-manager',
  'auto-scaling-group',
]);

/**
 * The kinds as which a workload makes calls: its own, and that of a container instance where the role of an
 * instance has the policy of the ECS agent. Many clusters name their instances in no other way.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
export function actingKindsOf({ kind, facts }: Workload): readonly WorkloadKind[] {
  const policies = facts.managedPolicyArns?.items ?? [];
  const hasAgent = policies.some((arn) => arn.slice(arn.lastIndexOf('/') + 1) === agentPolicy);
  return hasAgent && instanceKinds.has(kind) ? [kind, 'ecs-ec2'] : [kind];
}
