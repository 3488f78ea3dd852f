import type { Id } from '../../model/identity.ts';
import type { Stack, StackFunction, StackInstance, StackService, StackText } from '../../model/stack.ts';
import { type Design, tierOf } from './design.ts';
import { endpointId, idsOf, referenceTo, subnetId } from './identifiers.ts';
import type { FargateWish, InstanceWish, Intent, IntentImage, IntentWorkload, LambdaWish } from './intent.ts';
import { labelOfName } from './names.ts';
import { firstZone, natInstanceId } from './network.ts';
import { hasOwnRole } from './roles.ts';

type WorkloadParts = Pick<Stack, 'clusters' | 'services' | 'instances' | 'functions'>;

const clusterId = 'aws_ecs_cluster.main';
const amazonLinux = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
const windows = '/aws/service/ami-windows-latest/Windows_Server-2022-Japanese-Full-Base';

export function workloadParts(design: Design): WorkloadParts {
  const { intent } = design;
  const { workloads, name } = intent;
  const tasks = workloads.filter((workload) => workload.kind === 'fargate');
  return {
    clusters: tasks.length === 0 ? [] : [{ id: clusterId, name }],
    services: tasks.map((task) => serviceOf(task, design)),
    instances: [
      ...workloads.flatMap((each) => (each.kind === 'instance' ? [instanceOf(each, intent)] : [])),
      ...(intent.internet === 'nat-instance' ? [natInstance(intent)] : []),
    ],
    functions: workloads.flatMap((each) => (each.kind === 'lambda' ? [functionOf(each, design)] : [])),
  };
}

function subnetsOf(workload: IntentWorkload, intent: Intent): readonly Id<'Subnet'>[] {
  return intent.zones.map((zone) => subnetId(tierOf(workload, intent), zone));
}

function serviceOf(task: FargateWish, design: Design): StackService {
  const { intent } = design;
  const { name, secrets, logs, ports, image } = task;
  const ids = idsOf(name);
  return {
    id: ids.service,
    name,
    securityGroups: [ids.securityGroup],
    subnets: subnetsOf(task, intent),
    assignPublicIp: tierOf(task, intent) === 'public',
    cluster: clusterId,
    taskDefinition: ids.taskDefinition,
    desiredCount: task.count,
    cpu: task.cpu,
    memoryMib: task.memoryMib,
    executionRole: ids.executionRole,
    taskRole: hasOwnRole(task, design) ? ids.role : undefined,
    executeCommand: task.executeCommand,
    containers: [
      {
        name,
        image: imageText(image),
        environment: environmentOf(task, design),
        secrets: Object.fromEntries(
          secrets.map((secret) => [variableOf(secret.name), [referenceTo(idsOf(secret.name).secret, 'arn')]]),
        ),
        logGroup: logs === undefined ? undefined : ids.logGroup,
        ports,
      },
    ],
  };
}

function imageText(image: IntentImage): StackText {
  if (image.kind === 'other') return image.image;
  const { repository, tag, account, region, existing } = image;
  if (!existing) return [referenceTo(idsOf(repository).repository, 'url'), `:${tag}`];
  return [
    account ?? { deployment: 'account' },
    '.dkr.ecr.',
    region ?? { deployment: 'region' },
    `.amazonaws.com/${repository}:${tag}`,
  ];
}

/** `SHOP_DB` of `shop/db`. */
function variableOf(name: string): string {
  return labelOfName(name).toUpperCase();
}

/** What the workload has to know of what it calls; the user's own values win. */
function environmentOf(workload: IntentWorkload, design: Design): Readonly<Record<string, StackText>> {
  const { intent } = design;
  const entries = workload.needs.flatMap((need): readonly (readonly [string, StackText])[] => {
    switch (need.kind) {
      case 'execute-api':
        return [[`${variableOf(need.api.name)}_API`, apiUrl(need.api.name, need.type, intent)]];
      case 'cognito':
        return [
          [
            `${variableOf(need.userPool.name)}_POOL_ID`,
            [referenceTo(idsOf(need.userPool.name).userPool, 'id')],
          ],
        ];
      default:
        return [];
    }
  });
  return { ...Object.fromEntries(entries), ...workload.environment };
}

/**
 * Of a private API the name with the endpoint's id: it answers with the endpoint's addresses whether private
 * DNS is on or off.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
 */
function apiUrl(api: string, type: 'PRIVATE' | 'REGIONAL', { region }: Intent): StackText {
  const behind = `.execute-api.${region}.amazonaws.com`;
  const id = referenceTo(idsOf(api).restApi, 'id');
  if (type === 'REGIONAL') return ['https://', id, behind];
  return ['https://', id, '-', referenceTo(endpointId('execute-api', 'Interface'), 'id'), behind];
}

function instanceOf(instance: InstanceWish, intent: Intent): StackInstance {
  const ids = idsOf(instance.name);
  const tier = tierOf(instance, intent);
  return {
    id: ids.instance,
    name: `${intent.name}-${instance.name}`,
    securityGroups: [ids.securityGroup],
    subnet: subnetId(tier, firstZone(intent)),
    // Its subnet gives none, so that is not said twice.
    publicIp: tier === 'public' ? 'yes' : 'by-subnet',
    amiParameter: instance.os === 'windows' ? windows : amazonLinux,
    instanceType: instance.instanceType,
    sourceDestCheck: true,
    instanceProfile: ids.instanceProfile,
    userData: undefined,
  };
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html */
const forwarding = `#!/bin/bash
dnf install -y iptables-services
systemctl enable --now iptables
echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-nat.conf
sysctl -p /etc/sysctl.d/90-nat.conf
iptables -t nat -A POSTROUTING -o "$(ip -o -4 route show to default | awk '{print $5}')" -j MASQUERADE
iptables -F FORWARD
service iptables save
`;

function natInstance(intent: Intent): StackInstance {
  return {
    id: natInstanceId,
    name: `${intent.name}-nat`,
    securityGroups: [idsOf('nat').securityGroup],
    subnet: subnetId('public', firstZone(intent)),
    publicIp: 'yes',
    amiParameter: amazonLinux,
    instanceType: 't3.micro',
    sourceDestCheck: false,
    instanceProfile: undefined,
    userData: forwarding,
  };
}

function functionOf(lambda: LambdaWish, design: Design): StackFunction {
  const { intent } = design;
  const ids = idsOf(lambda.name);
  return {
    id: ids.function,
    name: `${intent.name}-${lambda.name}`,
    securityGroups: [ids.securityGroup],
    subnets: subnetsOf(lambda, intent),
    role: ids.role,
    code:
      lambda.image === undefined
        ? { kind: 'zip', path: lambda.zip, runtime: lambda.runtime, handler: lambda.handler }
        : { kind: 'image', image: imageText(lambda.image) },
    environment: environmentOf(lambda, design),
    timeoutSeconds: lambda.timeoutSeconds,
    memoryMib: lambda.memoryMib,
  };
}
