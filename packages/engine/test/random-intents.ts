import fc from 'fast-check';

/** Intents as JSON, for laws: every one of them is sound, or says itself why it is not. */

const ecr = fc.record({ registry: fc.constant('ecr'), repository: fc.constantFrom('app', 'team/web') });

const s3 = fc.record({
  service: fc.constant('s3'),
  buckets: fc.uniqueArray(fc.constantFrom('laws-a', 'laws-b', 'laws-c'), { minLength: 1 }),
  access: fc.constantFrom('read', 'write', 'read-write'),
});
const dynamodb = fc.record({
  service: fc.constant('dynamodb'),
  tables: fc.uniqueArray(fc.constantFrom('orders', 'users'), { minLength: 1 }),
});
const sqs = fc.record({ service: fc.constant('sqs'), queues: fc.constant(['jobs']) });
const other = fc.constantFrom(
  { service: 'kms' },
  { service: 'sts', actions: ['sts:AssumeRole'] },
  { service: 'monitoring', actions: ['cloudwatch:PutMetricData'] },
);
const needs = fc.array(fc.oneof(s3, dynamodb, sqs, other), { maxLength: 3 });

const workload = fc.oneof(
  fc.record({
    kind: fc.constant('fargate'),
    image: ecr,
    secrets: fc.constantFrom(['db'], ['db', 'api-key']),
    logs: fc.boolean(),
    executeCommand: fc.boolean(),
    needs,
  }),
  fc.record({ kind: fc.constant('instance'), sessionManager: fc.boolean(), needs }),
  fc.record({ kind: fc.constant('lambda'), needs }),
);

const names = ['api', 'batch', 'ops', 'web', 'fn'];

export const internets: readonly string[] = [
  'none',
  'nat-gateway',
  'one-nat-gateway',
  'nat-instance',
  'egress-only',
];

/** A network of us-east-1, where six zones leave room for more. */
export const intents: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .record({
    zones: fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 1, maxLength: 3 }),
    cidr: fc.constantFrom('10.0.0.0/16', '172.19.0.0/20', '192.168.4.0/23'),
    ipv6: fc.boolean(),
    internet: fc.constantFrom(...internets),
    workloads: fc.dictionary(fc.constantFrom(...names), workload, { minKeys: 1, maxKeys: 3 }),
    sharing: fc.constantFrom('each-zone', 'one-zone'),
    policy: fc.constantFrom('least-privilege', 'allow-all'),
    flowLogs: fc.constantFrom(undefined, { retentionDays: 7 }),
  })
  .map(({ zones, cidr, ipv6, internet, workloads, sharing, policy, flowLogs }) => ({
    name: 'laws',
    region: 'us-east-1',
    cidr,
    azs: zones,
    ipv6: ipv6 || internet === 'egress-only',
    internet,
    workloads,
    endpoints: { sharing, policy },
    ...(flowLogs === undefined ? {} : { flowLogs }),
  }));

/** One workload more, under a name that no other has. */
export const moreWorkloads: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.dictionary(
  fc.constantFrom('more', 'extra-1'),
  workload,
  { minKeys: 1, maxKeys: 2 },
);
