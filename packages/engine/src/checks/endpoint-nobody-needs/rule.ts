import { endpointNobodyNeeds as kind } from '../../diagnostics/kinds/finding-needs.ts';
import type { WorkloadKind } from '../../model/workload.ts';
import { endpointsOfType, serviceOf } from '../endpoints.ts';
import { workloadsOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** services that only certain kinds of workload call. */
export const endpointNobodyNeeds: Rule = {
  kind,
  slug: 'endpoint-nobody-needs',
  cites: ['R-05', 'R-51', 'UR-COST-3'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const service = serviceOf(context, endpoint);
    const callers = service === undefined ? undefined : callersOf[service];
    const workloads = workloadsOf(context.network, knownOf(endpoint.vpc));
    const isOpen = [...context.network.workloads.values()].some(({ subnets }) => subnets.unknowns.length > 0);
    // Without container workloads in the source nobody can tell who will come.
    const hasContainers = workloads.some(({ kind }) => kind === 'ecs-fargate' || kind === 'lambda-vpc');
    if (callers === undefined || isOpen || !hasContainers) return [];
    if (workloads.some(({ kind }) => callers.includes(kind))) return [];
    const at = endpoint.origins.serviceName ?? endpoint.origin;
    return [{ component: endpoint.id, other: service ?? '', at }];
  });
}

const hosts: readonly WorkloadKind[] = [
  'ecs-ec2',
  'ec2-instance',
  'ec2-session-manager',
  'auto-scaling-group',
];
const pulling: readonly WorkloadKind[] = [...hosts, 'ecs-fargate', 'eks-private', 'codebuild-vpc'];

/** Kinds of workload that can call the service by themselves. */
const callersOf: Readonly<Record<string, readonly WorkloadKind[]>> = {
  'ecs-agent': hosts,
  'ecs-telemetry': hosts,
  'ecr.dkr': pulling,
};
