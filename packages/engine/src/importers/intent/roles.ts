import type { Id } from '../../model/identity.ts';
import type { StackCondition, StackInstanceProfile, StackRole } from '../../model/stack.ts';
import type { Grant } from './calls.ts';
import type { Design } from './design.ts';
import { arnIn, idsOf, referenceTo } from './identifiers.ts';
import type { Intent, IntentWorkload } from './intent.ts';
import { identityPolicy, trustOf } from './policies.ts';

interface RoleParts {
  readonly roles: readonly StackRole[];
  readonly instanceProfiles: readonly StackInstanceProfile[];
}

/** A role for each thing that acts, with what it does and nothing else. */
export function roleParts(design: Design): RoleParts {
  const { intent } = design;
  return {
    roles: [...intent.workloads.flatMap((workload) => rolesOf(workload, design)), ...flowLogRole(intent)],
    instanceProfiles: intent.workloads
      .filter(({ kind }) => kind === 'instance')
      .map(({ name }) => ({
        id: idsOf(name).instanceProfile,
        name: `${intent.name}-${name}`,
        role: idsOf(name).role,
      })),
  };
}

function rolesOf(workload: IntentWorkload, design: Design): readonly StackRole[] {
  const { name } = workload;
  const grants = design.calls.filter((call) => call.workload === workload).flatMap((call) => call.grants);
  const own = grants.filter(({ by }) => by === 'workload');
  const ids = idsOf(name);
  const roleName = `${design.intent.name}-${name}`;
  switch (workload.kind) {
    case 'fargate': {
      const agent = grants.filter(({ by }) => by === 'agent');
      return [
        roleOf(ids.executionRole, `${roleName}-execution`, 'ecs-tasks.amazonaws.com', agent),
        ...(own.length === 0 ? [] : [roleOf(ids.role, roleName, 'ecs-tasks.amazonaws.com', own)]),
      ];
    }
    case 'instance':
      return [
        roleOf(
          ids.role,
          roleName,
          'ec2.amazonaws.com',
          own,
          workload.sessionManager ? 'AmazonSSMManagedInstanceCore' : undefined,
        ),
      ];
    case 'lambda':
      // Its interfaces in the VPC, and its logs by Lambda's own network.
      return [
        roleOf(
          ids.role,
          roleName,
          'lambda.amazonaws.com',
          own,
          'service-role/AWSLambdaVPCAccessExecutionRole',
        ),
      ];
  }
}

function roleOf(
  id: Id<'Role'>,
  name: string,
  service: string,
  grants: readonly Grant[],
  managedPolicy?: string,
): StackRole {
  const label = id.slice('aws_iam_role.'.length);
  const policy = identityPolicy(grants, 'Calls');
  return {
    id,
    name,
    trust: trustOf(service),
    inlinePolicies:
      policy === undefined ? [] : [{ id: `aws_iam_role_policy.${label}`, name: 'calls', policy }],
    managedPolicies:
      managedPolicy === undefined
        ? []
        : [{ id: `aws_iam_role_policy_attachment.${label}`, name: managedPolicy }],
  };
}

/** A task has a role of its own only when it calls something itself. */
export function hasOwnRole(workload: IntentWorkload, design: Design): boolean {
  return design.calls.some(
    (call) => call.workload === workload && call.grants.some(({ by }) => by === 'workload'),
  );
}

/**
 * FL-3: only flow logs of this account may take the role, and it writes to this one group.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
function flowLogRole(intent: Intent): readonly StackRole[] {
  if (intent.flowLogs === undefined) return [];
  const conditions: readonly StackCondition[] = [
    { operator: 'StringEquals', key: 'aws:SourceAccount', values: [[{ deployment: 'account' }]] },
    { operator: 'ArnLike', key: 'aws:SourceArn', values: [arnIn('ec2', 'vpc-flow-log/*')] },
  ];
  const { role, logGroup } = idsOf('flow-logs');
  const grants: readonly Grant[] = [
    {
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [[referenceTo(logGroup, 'arn'), ':*']],
      by: 'workload',
    },
    // A list of groups has no single group as its resource.
    { actions: ['logs:DescribeLogGroups'], resources: [arnIn('logs', 'log-group:*')], by: 'workload' },
  ];
  const written = roleOf(role, `${intent.name}-flow-logs`, 'vpc-flow-logs.amazonaws.com', grants);
  return [{ ...written, trust: trustOf('vpc-flow-logs.amazonaws.com', conditions) }];
}
