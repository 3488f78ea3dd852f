import { compareText } from '../../base/ordered.ts';
import type { StackReference, StackText } from '../../model/stack.ts';
import type { Setting } from '../configuration/config-reader.ts';
import { arnIn, idsOf, referenceTo } from './identifiers.ts';
import type {
  Access,
  FargateWish,
  InstanceWish,
  Intent,
  IntentNeed,
  IntentWorkload,
  QueueAccess,
} from './intent.ts';
import type { IntentFacts } from './intent-facts.ts';

/** A call that a workload of the intent makes. */
export interface WantedCall {
  readonly workload: IntentWorkload;
  /** `rest-api`: one API of API Gateway, whose kind decides the way. */
  readonly target:
    | { readonly kind: 'service'; readonly service: string }
    | { readonly kind: 'host'; readonly host: string }
    | { readonly kind: 'rest-api'; readonly api: string; readonly type: 'PRIVATE' | 'REGIONAL' };
  /** It is made where there is a way, and nothing is wrong where there is none. */
  readonly isOptional: boolean;
  /** What it does; empty = the intent does not say. */
  readonly grants: readonly Grant[];
  readonly setting: Setting;
}

/** Actions that are allowed together. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly StackText[];
  /**
   * `workload`: its own role signs; `agent`: the role of ECS or of the SSM agent, which has its permissions
   * already or from its execution role; `aws-owned`: signed by AWS, or by nobody (POL-9, POL-10).
   */
  readonly by: 'workload' | 'agent' | 'aws-owned';
  /** One ARN that the grant covers, for the proof. */
  readonly example?: string;
}

/** Every call of every workload, by what it is and by what it says. */
export function callsOf(intent: Intent, facts: IntentFacts): readonly WantedCall[] {
  return intent.workloads
    .toSorted((a, b) => compareText(a.name, b.name))
    .flatMap((workload) => [
      ...callsOfKind(workload, intent, facts),
      ...workload.needs.flatMap((need) => callsOfNeed(workload, need, intent, facts)),
    ]);
}

function callsOfKind(workload: IntentWorkload, intent: Intent, facts: IntentFacts): readonly WantedCall[] {
  switch (workload.kind) {
    case 'fargate':
      return callsOfFargate(workload, intent, facts);
    case 'instance':
      return callsOfInstance(workload, intent, facts);
    case 'lambda':
      // Image, logs and invocations go through Lambda's own network.
      return [];
  }
}

/**
 * The catalogue says what a task calls; its declaration says which of that it does.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
function callsOfFargate(workload: FargateWish, intent: Intent, facts: IntentFacts): readonly WantedCall[] {
  const { image, secrets, logs, executeCommand } = workload;
  const isUsed: Readonly<Record<string, boolean>> = {
    'ecr.api': image.kind === 'ecr',
    'ecr.dkr': image.kind === 'ecr',
    s3: image.kind === 'ecr',
    logs: logs !== undefined,
    secretsmanager: secrets.length > 0,
    ssmmessages: executeCommand,
  };
  const calls = facts
    .workloadNeeds('ecs-fargate')
    .flatMap(({ service }) => (service !== undefined && isUsed[service] === true ? [service] : []))
    .map((service): WantedCall => {
      const grants = grantsOfTask(service, workload, intent);
      return {
        workload,
        target: { kind: 'service', service },
        isOptional: false,
        grants,
        setting: workload.setting,
      };
    });
  if (image.kind === 'ecr') return calls;
  const host = registryHost(image.image);
  return [
    ...calls,
    { workload, target: { kind: 'host', host }, isOptional: false, grants: [], setting: image.setting },
  ];
}

/** `public.ecr.aws/nginx/nginx` names its registry; a name without a dot in front is Docker Hub's. */
function registryHost(image: string): string {
  const [first = ''] = image.split('/');
  return image.includes('/') && first.includes('.') ? first : 'registry-1.docker.io';
}

const channels = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];
const pulls = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html */
function grantsOfTask(service: string, workload: FargateWish, intent: Intent): readonly Grant[] {
  const ids = idsOf(workload.name);
  switch (service) {
    case 'ecr.api':
      return [
        { actions: ['ecr:GetAuthorizationToken'], resources: ['*'], by: 'agent' },
        { actions: pulls, resources: [repositoryArn(workload)], by: 'agent' },
      ];
    case 'ecr.dkr':
      return [{ actions: pulls, resources: [repositoryArn(workload)], by: 'agent' }];
    case 's3':
      return [layers(intent)];
    case 'logs':
      return [
        {
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [[referenceTo(ids.logGroup, 'arn'), ':*']],
          by: 'agent',
        },
      ];
    case 'secretsmanager':
      return [
        {
          actions: ['secretsmanager:GetSecretValue'],
          resources: workload.secrets.map(({ name }) => [referenceTo(idsOf(name).secret, 'arn')]),
          by: 'agent',
        },
      ];
    default:
      return [{ actions: channels, resources: ['*'], by: 'workload' }];
  }
}

function repositoryArn({ image }: FargateWish): StackText {
  if (image.kind !== 'ecr') return '*';
  if (!image.existing) return [referenceTo(idsOf(image.repository).repository, 'arn')];
  return arnIn('ecr', `repository/${image.repository}`, image);
}

/** POL-9: AWS's own bucket, in which ECR keeps the layers. */
function layers(intent: Intent): Grant {
  const bucket = `:s3:::prod-${intent.region}-starport-layer-bucket/*`;
  return {
    actions: ['s3:GetObject'],
    resources: [['arn:', { deployment: 'partition' }, bucket]],
    by: 'aws-owned',
  };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html */
function callsOfInstance(workload: InstanceWish, intent: Intent, facts: IntentFacts): readonly WantedCall[] {
  const packages: WantedCall = {
    workload,
    target: { kind: 'service', service: 's3' },
    isOptional: true,
    grants: [packagesOf(intent, facts)],
    setting: workload.setting,
  };
  if (!workload.sessionManager) return workload.os === 'amazon-linux' ? [packages] : [];
  const required = facts
    .workloadNeeds('ec2-session-manager')
    .flatMap(({ service, need }) => (service !== undefined && need === 'required' ? [service] : []));
  return [
    ...required.map(
      (service): WantedCall => ({
        workload,
        target: { kind: 'service', service },
        isOptional: false,
        grants: [{ actions: service === 'ssm' ? managedInstance : channels, resources: ['*'], by: 'agent' }],
        setting: workload.setting,
      }),
    ),
    packages,
  ];
}

/**
 * What AmazonSSMManagedInstanceCore lets the agent do.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
 */
const managedInstance = [
  'ssm:DescribeAssociation',
  'ssm:DescribeDocument',
  'ssm:GetDeployablePatchSnapshotForInstance',
  'ssm:GetDocument',
  'ssm:GetManifest',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:ListAssociations',
  'ssm:ListInstanceAssociations',
  'ssm:PutComplianceItems',
  'ssm:PutConfigurePackageResult',
  'ssm:PutInventory',
  'ssm:UpdateAssociationStatus',
  'ssm:UpdateInstanceAssociationStatus',
  'ssm:UpdateInstanceInformation',
];

/** Owners whose buckets instances read: packages of Amazon Linux, and what the SSM agent fetches. */
const packageOwners = ['Amazon EC2', 'Amazon Elastic Compute Cloud (Amazon EC2)', 'AWS Systems Manager'];

/** POL-9. */
function packagesOf(intent: Intent, facts: IntentFacts): Grant {
  const buckets = facts
    .ownedResources()
    .filter(({ owner, needsVpcEndpointPolicy }) => needsVpcEndpointPolicy && packageOwners.includes(owner))
    .flatMap(({ arns }) => arns.map((arn) => arn.replaceAll('<region>', intent.region)))
    .filter((arn) => arn.startsWith('arn:aws:s3:::') && !arn.includes('<'))
    .map((arn): StackText => ['arn:', { deployment: 'partition' }, arn.slice('arn:aws'.length)]);
  return { actions: ['s3:GetObject'], resources: buckets, by: 'aws-owned' };
}

function callsOfNeed(
  workload: IntentWorkload,
  need: IntentNeed,
  intent: Intent,
  facts: IntentFacts,
): readonly WantedCall[] {
  const { setting } = need;
  const call = (target: WantedCall['target'], ...grants: readonly Grant[]): WantedCall => ({
    workload,
    target,
    isOptional: false,
    grants: grants.filter(({ actions }) => actions.length > 0),
    setting,
  });
  const service = (name: string): WantedCall['target'] => ({ kind: 'service', service: name });
  switch (need.kind) {
    case 's3':
      return [call(service('s3'), ...bucketGrants(need, intent, facts))];
    case 'dynamodb':
      return [call(service('dynamodb'), tableGrant(need))];
    case 'sqs':
      return [call(service('sqs'), queueGrant(need))];
    case 'secretsmanager':
      return [call(service('secretsmanager'), secretGrant(need))];
    case 'execute-api':
      return [call({ kind: 'rest-api', api: need.api.name, type: need.type }, apiGrant(need.api.name))];
    case 'cognito':
      return [
        call(service('cognito-idp')),
        ...(need.domain === undefined
          ? []
          : [call({ kind: 'host', host: `${need.domain}.auth.${intent.region}.amazoncognito.com` })]),
      ];
    case 'service': {
      const resources = need.resources.length === 0 ? ['*'] : need.resources;
      return [call(service(need.service), { actions: need.actions, resources, by: 'workload' })];
    }
    case 'host':
      return [call({ kind: 'host', host: need.host })];
  }
}

const objectActions: Readonly<Record<Access, readonly string[]>> = {
  read: ['s3:GetObject'],
  write: ['s3:AbortMultipartUpload', 's3:PutObject'],
  'read-write': ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
};

/** Lists need the bucket, objects what is in it. */
function bucketGrants(
  need: Extract<IntentNeed, { kind: 's3' }>,
  { region }: Intent,
  facts: IntentFacts,
): readonly Grant[] {
  const arns = need.buckets.map(({ name }) => bucketArn(name, need.existing));
  const within = arns.map((pieces) => [...pieces, '/*']);
  const lists = need.access === 'write' ? [] : ['s3:ListBucket'];
  const partition = facts.partitionOf(region)?.partition ?? 'aws';
  const example = `arn:${partition}:s3:::${need.buckets[0]?.name ?? ''}/example`;
  return [
    { actions: lists, resources: arns, by: 'workload' },
    { actions: objectActions[need.access], resources: within, by: 'workload', example },
  ];
}

function bucketArn(name: string, existing: boolean): readonly (string | StackReference)[] {
  return existing ? [`arn:aws:s3:::${name}`] : [referenceTo(idsOf(name).bucket, 'arn')];
}

const tableActions: Readonly<Record<Access, readonly string[]>> = {
  read: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
  write: ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  'read-write': [
    'dynamodb:BatchGetItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'dynamodb:UpdateItem',
  ],
};

function tableGrant(need: Extract<IntentNeed, { kind: 'dynamodb' }>): Grant {
  const resources = need.tables.map(
    ({ name }): StackText =>
      need.existing ? arnIn('dynamodb', `table/${name}`) : [referenceTo(idsOf(name).table, 'arn')],
  );
  return { actions: tableActions[need.access], resources, by: 'workload' };
}

const queueActions: Readonly<Record<QueueAccess, readonly string[]>> = {
  send: ['sqs:GetQueueUrl', 'sqs:SendMessage'],
  receive: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
  'send-receive': [
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
  ],
};

function queueGrant(need: Extract<IntentNeed, { kind: 'sqs' }>): Grant {
  const resources = need.queues.map(({ name }) => arnIn('sqs', name));
  return { actions: queueActions[need.access], resources, by: 'workload' };
}

function secretGrant(need: Extract<IntentNeed, { kind: 'secretsmanager' }>): Grant {
  const resources = need.secrets.map(({ name }) => [referenceTo(idsOf(name).secret, 'arn')]);
  return { actions: ['secretsmanager:GetSecretValue'], resources, by: 'workload' };
}

function apiGrant(api: string): Grant {
  const resources = [arnIn('execute-api', referenceTo(idsOf(api).restApi, 'id'), undefined, '/*')];
  return { actions: ['execute-api:Invoke'], resources, by: 'workload' };
}
