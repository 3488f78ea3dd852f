import type { Stack, StackFlowLog, StackLogGroup, StackPolicy } from '../../model/stack.ts';
import { endpointId, idsOf, referenceTo, vpcId } from './identifiers.ts';
import type { Intent, IntentNeed } from './intent.ts';

type ServiceParts = Pick<
  Stack,
  'repositories' | 'secrets' | 'buckets' | 'tables' | 'restApis' | 'userPools' | 'logGroups' | 'flowLogs'
>;

/** What workloads call and the stack makes: each name once. */
export function serviceParts(intent: Intent): ServiceParts {
  const { workloads } = intent;
  const needs = workloads.flatMap((workload) => workload.needs);
  const images = workloads.flatMap((each) =>
    each.kind !== 'instance' && each.image?.kind === 'ecr' && !each.image.existing
      ? [each.image.repository]
      : [],
  );
  const secrets = [
    ...workloads.flatMap((each) => (each.kind === 'fargate' ? each.secrets.map(({ name }) => name) : [])),
    ...needs.flatMap((need) => (need.kind === 'secretsmanager' ? need.secrets.map(({ name }) => name) : [])),
  ];
  const buckets = needs.flatMap((need) => (need.kind === 's3' && !need.existing ? need.buckets : []));
  const tables = needs.flatMap((need) => (need.kind === 'dynamodb' && !need.existing ? need.tables : []));
  return {
    repositories: once(images).map((name) => ({ id: idsOf(name).repository, name })),
    secrets: once(secrets).map((name) => ({ id: idsOf(name).secret, name: `${intent.name}/${name}` })),
    buckets: once(buckets.map(({ name }) => name)).map((name) => ({ id: idsOf(name).bucket, name })),
    tables: once(tables.map(({ name }) => name)).map((name) => ({
      id: idsOf(name).table,
      name,
      hashKey: 'id',
    })),
    restApis: restApisOf(needs),
    userPools: userPoolsOf(needs),
    logGroups: logGroupsOf(intent),
    flowLogs: flowLogsOf(intent),
  };
}

function once(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function restApisOf(needs: readonly IntentNeed[]): Stack['restApis'] {
  const types = new Map(
    needs.flatMap((need) => (need.kind === 'execute-api' ? [[need.api.name, need.type] as const] : [])),
  );
  return [...types].map(([name, endpointType]) => ({
    id: idsOf(name).restApi,
    name,
    endpointType,
    ...(endpointType === 'PRIVATE'
      ? { vpcEndpoints: [apiEndpoint], policy: fromEndpoint }
      : { vpcEndpoints: [] }),
  }));
}

const apiEndpoint = endpointId('execute-api', 'Interface');

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html */
const fromEndpoint: StackPolicy = {
  statements: [
    {
      sid: 'ByTheEndpoint',
      effect: 'Allow',
      principal: { kind: 'anyone' },
      actions: ['execute-api:Invoke'],
      resources: ['execute-api:/*'],
      conditions: [
        { operator: 'StringEquals', key: 'aws:SourceVpce', values: [[referenceTo(apiEndpoint, 'id')]] },
      ],
    },
  ],
};

function userPoolsOf(needs: readonly IntentNeed[]): Stack['userPools'] {
  const domains = new Map<string, string | undefined>();
  for (const need of needs) {
    if (need.kind === 'cognito') {
      domains.set(need.userPool.name, domains.get(need.userPool.name) ?? need.domain);
    }
  }
  return [...domains].map(([name, domain]) => ({ id: idsOf(name).userPool, name, domain }));
}

function logGroupsOf({ name, workloads, flowLogs }: Intent): readonly StackLogGroup[] {
  const own = workloads.flatMap((each) =>
    each.kind === 'fargate' && each.logs !== undefined
      ? [
          {
            id: idsOf(each.name).logGroup,
            name: `/${name}/${each.name}`,
            retentionDays: each.logs.retentionDays,
          },
        ]
      : [],
  );
  if (flowLogs === undefined) return own;
  const { retentionDays } = flowLogs;
  return [...own, { id: idsOf('flow-logs').logGroup, name: `/${name}/flow-logs`, retentionDays }];
}

/**
 * FL-12: the default format shows neither the path nor the service nor the direction.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
const flowLogFields = [
  'version',
  'account-id',
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
  'az-id',
  'subnet-id',
  'pkt-srcaddr',
  'pkt-dstaddr',
  'pkt-src-aws-service',
  'pkt-dst-aws-service',
  'flow-direction',
  'traffic-path',
];

function flowLogsOf({ name, flowLogs }: Intent): readonly StackFlowLog[] {
  if (flowLogs === undefined) return [];
  const { role, logGroup } = idsOf('flow-logs');
  return [
    {
      id: 'aws_flow_log.main',
      name,
      vpc: vpcId,
      trafficType: flowLogs.traffic,
      logGroup,
      role,
      fields: flowLogFields,
      aggregationIntervalSeconds: 60,
    },
  ];
}
