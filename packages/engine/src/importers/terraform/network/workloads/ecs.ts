import { type Collection, collection, type Known, known } from '../../../../base/known.ts';
import { containerInstanceCalls } from '../../../../diagnostics/kinds/gaps.ts';
import { type Id, idOf } from '../../../../model/identity.ts';
import type { Workload, WorkloadFacts } from '../../../../model/workload.ts';
import {
  argumentOf,
  blockAt,
  blocksAt,
  type Declared,
  declaredBy,
  elementsOf,
  flagAt,
  isAbsent,
  originOf,
  textAt,
} from '../declared.ts';
import { joined, linksAt, type Reading, report } from '../reading.ts';
import { readContainers, usesEfs } from './containers.ts';
import { launchOf } from './instances.ts';
import { roleAt, roleFacts, roleOf } from './roles.ts';
import {
  byFlag,
  namedResource,
  nowhereWritten,
  type Position,
  positionAt,
  workloadOf,
} from './workload-base.ts';

/** ECS services, task sets, and tasks that a schedule or an event starts. */
export function readEcs(reading: Reading): readonly Workload[] {
  const services = reading.managed('aws_ecs_service', 'aws_ecs_task_set').flatMap((instance) => {
    const declared = declaredBy(instance);
    return readTasks(reading, declared, declared, 'task_definition', 'cluster');
  });
  const targets = reading.managed('aws_cloudwatch_event_target').flatMap((instance) => {
    const declared = declaredBy(instance);
    const block = blockAt(declared, 'ecs_target');
    return block === undefined ? [] : readTasks(reading, declared, block, 'task_definition_arn', 'arn');
  });
  const schedules = reading.managed('aws_scheduler_schedule').flatMap((instance) => {
    const declared = declaredBy(instance);
    const target = blockAt(declared, 'target');
    const block = target === undefined ? undefined : blockAt(target, 'ecs_parameters');
    return block === undefined
      ? []
      : readTasks(reading, declared, block, 'task_definition_arn', 'arn', target);
  });
  return [...services, ...targets, ...schedules];
}

/**
 * One set of tasks. On EC2, tasks with their own ENIs are two callers: the containers, and the agent that
 * serves them from the container instance.
 *
 * @param run the block that says how the tasks run: the service itself, or the target's block
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
function readTasks(
  reading: Reading,
  declared: Declared,
  run: Declared,
  taskArgument: string,
  clusterArgument: string,
  clusterHolder: Declared = declared,
): readonly Workload[] {
  const task = namedResource(reading, run, taskArgument, ['aws_ecs_task_definition'], 'family');
  const cluster = namedResource(reading, clusterHolder, clusterArgument, ['aws_ecs_cluster'], 'name');
  const launch = launchTypeOf(reading, run, task, cluster);
  const network = blockAt(run, 'network_configuration');
  const found = taskFacts(reading, run, task, taskArgument);
  const unknowns = [...(found.unknowns ?? []), ...launch.doubts];
  const facts = unknowns.length === 0 ? found : { ...found, unknowns };
  const places = {
    subnets: `${pathOf(network)}subnets`,
    securityGroups: `${pathOf(network)}security_groups`,
    publicIp: `${pathOf(network)}assign_public_ip`,
    executeCommand: `${run.path === '' ? '' : `${run.path}.`}enable_execute_command`,
  };
  if (network === undefined) {
    const kind = launch.isFargate ? 'ecs-fargate' : 'ecs-ec2';
    const position = positionOfInstances(reading, run, cluster, launch.isFargate);
    return [
      workloadOf(declared, kind, position, {
        publicIp: known(launch.isFargate ? 'no' : 'by-subnet'),
        facts,
        places,
      }),
    ];
  }
  const position = positionAt(reading, network, 'subnets', 'security_groups');
  const publicIp = publicIpOf(network, launch.isFargate);
  if (launch.isFargate) return [workloadOf(declared, 'ecs-fargate', position, { publicIp, facts, places })];
  return [
    workloadOf(declared, 'ecs-ec2-task', position, { publicIp, facts: factsOfContainers(facts), places }),
    agentOf(reading, declared, run, cluster, facts),
  ];
}

/** The agent pulls images, fetches secrets and ships logs by the interface of the container instance. */
function agentOf(
  reading: Reading,
  declared: Declared,
  run: Declared,
  cluster: Declared | undefined,
  facts: WorkloadFacts,
): Workload {
  const position = positionOfInstances(reading, run, cluster, false);
  const { images, logDrivers, secrets, roles, unknowns } = facts;
  const agent = workloadOf(declared, 'ecs-ec2', position, {
    publicIp: known('by-subnet'),
    facts: {
      ...(images === undefined ? {} : { images }),
      ...(logDrivers === undefined ? {} : { logDrivers }),
      ...(secrets === undefined ? {} : { secrets }),
      ...(roles === undefined ? {} : { roles }),
      ...(unknowns === undefined ? {} : { unknowns }),
    },
  });
  const id = idOf('Workload', `${agent.id}.container_instance`);
  if (position.subnets.items.length === 0) leaveOpen(reading, declared, id);
  return { ...agent, id, name: `${agent.name} (container instance)` };
}

function factsOfContainers({ environment, executeCommand, efs, ...facts }: WorkloadFacts): WorkloadFacts {
  const { roles, managedPolicyArns, unknowns } = facts;
  return {
    ...(environment === undefined ? {} : { environment }),
    ...(executeCommand === undefined ? {} : { executeCommand }),
    ...(efs === undefined ? {} : { efs }),
    ...(roles === undefined ? {} : { roles }),
    ...(managedPolicyArns === undefined ? {} : { managedPolicyArns }),
    ...(unknowns === undefined ? {} : { unknowns }),
  };
}

/** Where the agent calls from is not in the source. */
function leaveOpen(reading: Reading, declared: Declared, agent: Id<'Workload'>): void {
  const origin = originOf(declared);
  const construct = declared.instance.address;
  report(reading, containerInstanceCalls, { construct }, origin);
  reading.gaps.push({ code: containerInstanceCalls.code, construct, touches: [agent], origin });
}

function pathOf(block: Declared | undefined): string {
  return block === undefined ? 'network_configuration.' : `${block.path}.`;
}

function publicIpOf(network: Declared, isFargate: boolean): Workload['publicIp'] {
  return isFargate ? byFlag(flagAt(network, 'assign_public_ip') ?? known(false)) : known('no');
}

/** Where the instances of the cluster stand: tasks without ENIs of their own share theirs. */
function positionOfInstances(
  reading: Reading,
  run: Declared,
  cluster: Declared | undefined,
  isFargate: boolean,
): Position {
  const groups = isFargate || cluster === undefined ? [] : autoScalingGroupsOf(reading, cluster);
  if (groups.length === 0) {
    const missing = isFargate
      ? nowhereWritten(run, 'network_configuration')
      : nowhereWritten(cluster ?? run, cluster === undefined ? 'cluster' : 'capacity_providers');
    return { subnets: missing, securityGroups: collection<Id<'SecurityGroup'>>([], missing.unknowns) };
  }
  return {
    subnets: joined(groups.map((group) => linksAt(reading, 'Subnet', group, 'vpc_zone_identifier'))),
    securityGroups: joined(groups.map((group) => groupsOfInstances(reading, group))),
  };
}

function groupsOfInstances(reading: Reading, group: Declared): Collection<Id<'SecurityGroup'>> {
  const launch = launchOf(reading, group);
  return (
    launch?.securityGroups ??
    collection<Id<'SecurityGroup'>>([], nowhereWritten(group, 'launch_template').unknowns)
  );
}

/** Auto Scaling groups that the cluster's capacity providers name. */
function autoScalingGroupsOf(reading: Reading, cluster: Declared): readonly Declared[] {
  const names = capacityProvidersOf(reading, cluster);
  return names.items.flatMap((value) => {
    const one: Declared = { ...cluster, values: new Map([['provider', value]]) };
    const provider = namedResource(reading, one, 'provider', ['aws_ecs_capacity_provider'], 'name');
    const settings = provider === undefined ? undefined : blockAt(provider, 'auto_scaling_group_provider');
    const group =
      settings === undefined
        ? undefined
        : namedResource(reading, settings, 'auto_scaling_group_arn', ['aws_autoscaling_group'], 'name');
    return group === undefined ? [] : [group];
  });
}

function capacityProvidersOf(reading: Reading, cluster: Declared): ReturnType<typeof elementsOf> {
  const apart = reading.managed('aws_ecs_cluster_capacity_providers').filter((instance) => {
    const named = namedResource(reading, declaredBy(instance), 'cluster_name', ['aws_ecs_cluster'], 'name');
    return named?.instance.address === cluster.instance.address;
  });
  const holders = [cluster, ...apart.map(declaredBy)];
  return joined(holders.map((holder) => elementsOf(argumentOf(holder, 'capacity_providers'))));
}

interface LaunchType {
  readonly isFargate: boolean;
  readonly doubts: NonNullable<WorkloadFacts['unknowns']>;
}

/**
 * Fargate or EC2: by launch type, else by capacity providers, else by what the task definition requires, else
 * by the cluster's default strategy.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html
 */
function launchTypeOf(
  reading: Reading,
  run: Declared,
  task: Declared | undefined,
  cluster: Declared | undefined,
): LaunchType {
  const written = textAt(run, 'launch_type');
  if (written?.kind === 'known') return { isFargate: written.value === 'FARGATE', doubts: [] };
  const byStrategy = strategyOf([run], 'capacity_provider_strategy');
  if (byStrategy !== undefined) return byStrategy;
  const required = task === undefined ? undefined : elementsOf(argumentOf(task, 'requires_compatibilities'));
  const words = required?.items.flatMap((value) => (value.kind === 'string' ? [value.value] : [])) ?? [];
  if (words.length > 0 && required?.unknowns.length === 0) {
    const only = words.length === 1 ? words[0] : undefined;
    if (only !== undefined) return { isFargate: only === 'FARGATE', doubts: [] };
  }
  const byDefault = cluster === undefined ? undefined : defaultStrategyOf(reading, cluster);
  if (byDefault !== undefined) return byDefault;
  const doubts = written?.kind === 'unknown' ? [written.unknown] : [];
  return { isFargate: words.includes('FARGATE') && doubts.length > 0, doubts };
}

function defaultStrategyOf(reading: Reading, cluster: Declared): LaunchType | undefined {
  const apart = reading.managed('aws_ecs_cluster_capacity_providers').filter((instance) => {
    const named = namedResource(reading, declaredBy(instance), 'cluster_name', ['aws_ecs_cluster'], 'name');
    return named?.instance.address === cluster.instance.address;
  });
  return strategyOf([cluster, ...apart.map(declaredBy)], 'default_capacity_provider_strategy');
}

function strategyOf(holders: readonly Declared[], name: string): LaunchType | undefined {
  const blocks = holders.flatMap((holder) => blocksAt(holder, name).items);
  if (blocks.length === 0) return undefined;
  const providers = blocks.map((block) => textAt(block, 'capacity_provider'));
  const isFargate = providers.some(
    (provider) => provider?.kind === 'known' && /^FARGATE(_SPOT)?$/.test(provider.value),
  );
  return { isFargate, doubts: [] };
}

function taskFacts(
  reading: Reading,
  run: Declared,
  task: Declared | undefined,
  taskArgument: string,
): WorkloadFacts {
  const executeCommand: Known<boolean> = flagAt(run, 'enable_execute_command') ?? known(false);
  if (task === undefined) {
    const value = argumentOf(run, taskArgument);
    const origin = originOf(run, taskArgument);
    const range = origin.kind === 'terraform' ? { range: origin.range } : {};
    const missing =
      value.kind === 'unknown'
        ? value.unknown
        : { reason: 'not-readable' as const, references: [], ...range };
    return { executeCommand, unknowns: isAbsent(value) ? [] : [missing] };
  }
  const roles = roleFacts(
    reading,
    [roleAt(task, 'execution_role_arn', 'execution'), roleAt(task, 'task_role_arn', 'task')],
    [roleOf(reading, task, 'execution_role_arn'), roleOf(reading, task, 'task_role_arn')],
  );
  return { ...readContainers(reading, task), executeCommand, efs: usesEfs(task), ...roles };
}
