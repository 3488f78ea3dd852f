import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogFiles } from '../../../test/price-books.ts';
import { intents, moreWorkloads } from '../../../test/random-intents.ts';
import { createCatalog } from '../../catalog/create-catalog.ts';
import { writeTerraform } from '../../generators/terraform/write-terraform.ts';
import type { Stack } from '../../model/stack.ts';
import { type BuiltNetwork, buildStack } from './build-stack.ts';
import { readIntentValue } from './read-intent.ts';

const catalog = createCatalog(catalogFiles);

function built(intent: object): BuiltNetwork {
  const { value, diagnostics } = readIntentValue('network.ts', intent, catalog);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return buildStack(value, catalog);
}

const base = { name: 'shop', region: 'ap-northeast-1', cidr: '10.0.0.0/16', azs: 2 };
const task = (more: object = {}): object => ({
  ...base,
  workloads: { api: { kind: 'fargate', image: { registry: 'ecr', repository: 'app' }, ...more } },
});
const instance = (more: object = {}): object => ({
  ...base,
  workloads: { ops: { kind: 'instance', ...more } },
});
const lambda = (more: object = {}): object => ({ ...base, workloads: { fn: { kind: 'lambda', ...more } } });

/** `ecr.api`, `s3 (gateway)`. */
function endpointsOf({ stack }: BuiltNetwork): readonly string[] {
  return stack.vpcEndpoints
    .map(({ serviceName, type }) => {
      const short = serviceName.replace(`com.amazonaws.${stack.region}.`, '');
      return type === 'Gateway' ? `${short} (gateway)` : short;
    })
    .toSorted();
}

describe('the endpoints of an intent', () => {
  it.each([
    [
      task(),
      ['ecr.api', 'ecr.dkr', 'logs', 's3 (gateway)'],
      'a Fargate task pulls, and ships its logs (R-51)',
    ],
    [task({ logs: false }), ['ecr.api', 'ecr.dkr', 's3 (gateway)'], 'no log driver, no `logs`'],
    [
      task({ secrets: ['db'], executeCommand: true }),
      ['ecr.api', 'ecr.dkr', 'logs', 's3 (gateway)', 'secretsmanager', 'ssmmessages'],
      'secrets and ECS Exec need one more each',
    ],
    [
      instance({ sessionManager: true }),
      ['s3 (gateway)', 'ssm', 'ssmmessages'],
      'Session Manager needs two, not three (G-5)',
    ],
    [instance(), ['s3 (gateway)'], 'packages of Amazon Linux come from S3'],
    [instance({ os: 'windows' }), [], 'Windows asks for nothing by itself'],
    [lambda(), [], 'image and logs of a function go through its own network'],
    [
      lambda({ needs: [{ service: 'dynamodb', tables: ['orders'] }] }),
      ['dynamodb (gateway)'],
      'the free endpoint',
    ],
    [
      { ...lambda({ needs: [{ service: 's3', buckets: ['abc'] }] }), endpoints: { s3: 'interface' } },
      ['s3'],
      'S3 by an interface endpoint, when that is wanted',
    ],
    [
      { ...instance({ sessionManager: true }), internet: 'nat-gateway', endpoints: { services: 'gateway' } },
      ['s3 (gateway)'],
      'with a NAT gateway the paid endpoints may be left out',
    ],
    [
      { ...instance(), onPremises: { cidrs: ['192.168.0.0/16'], services: ['s3'] } },
      ['s3', 's3 (gateway)'],
      'on-premises needs an interface endpoint, the VPC keeps the free one (DNS-16)',
    ],
    [{ ...lambda(), endpoints: { also: ['kms'] } }, ['kms'], 'endpoints for others'],
  ])('%j → %j, because %s', (intent, expected, _because) => {
    expect(endpointsOf(built(intent))).toEqual(expected);
  });
});

/** Text of the one statement list that an endpoint's policy has. */
function policyText({ stack }: BuiltNetwork, id: string): string {
  return JSON.stringify(stack.vpcEndpoints.find((endpoint) => endpoint.id === id)?.policy ?? null);
}

describe('policies', () => {
  it('let a task read only its image, by principals of the account (POL-7)', () => {
    const text = policyText(built(task()), 'aws_vpc_endpoint.ecr_dkr');
    expect(text).toContain('ecr:BatchGetImage');
    expect(text).toContain('"of":"aws_ecr_repository.app"');
    expect(text).toContain('aws:PrincipalAccount');
    expect(text).not.toContain('"*"],"conditions"');
  });

  it('let the layers of images pass, signed by AWS itself (POL-9, POL-10)', () => {
    expect(policyText(built(task()), 'aws_vpc_endpoint.s3')).toContain('starport-layer-bucket/*');
    expect(policyText(built(instance()), 'aws_vpc_endpoint.s3')).not.toContain('starport');
    expect(policyText(built(instance()), 'aws_vpc_endpoint.s3')).toContain(
      'al2023-repos-ap-northeast-1-de612dc2/*',
    );
  });

  it('allow a bucket what the intent says and no more', () => {
    const read = policyText(
      built(lambda({ needs: [{ service: 's3', buckets: ['abc'], access: 'read' }] })),
      'aws_vpc_endpoint.s3',
    );
    expect(read).toContain('s3:GetObject');
    expect(read).not.toContain('s3:PutObject');
  });

  it('stay under the 20,480 characters of AWS, and say what they gave up (POL-5)', () => {
    const buckets = Array.from({ length: 400 }, (_, i) => `bucket-number-${i}-of-a-very-long-list`);
    const { stack, diagnostics } = built(lambda({ needs: [{ service: 's3', buckets, existing: true }] }));
    expect(diagnostics.map(({ code }) => code)).toEqual(['NSN1312']);
    expect(JSON.stringify(stack.vpcEndpoints[0]?.policy).length).toBeLessThan(20_480);
    expect(
      built(lambda({ needs: [{ service: 's3', buckets: buckets.slice(0, 5), existing: true }] })).diagnostics,
    ).toEqual([]);
  });

  it('let only flow logs of the account take their role (FL-3, R-09)', () => {
    const { stack } = built({ ...task(), flowLogs: { retentionDays: 7 } });
    const role = stack.roles.find(({ id }) => id === 'aws_iam_role.flow_logs');
    const keys = role?.trust.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key));
    expect(keys).toEqual(['aws:SourceAccount', 'aws:SourceArn']);
  });
});

/** Everything that has an address, by it; lists that grow with the network are taken as what they hold. */
function thingsOf(stack: Stack): ReadonlyMap<string, unknown> {
  const lists = Object.values(stack).filter((value): value is readonly { id: string }[] =>
    Array.isArray(value),
  );
  return new Map(
    lists.flat().flatMap((thing) => (typeof thing.id === 'string' ? [[thing.id, thing] as const] : [])),
  );
}

/** Members of what was are members of what is, and everything that is no list is equal. */
function expectKept(before: unknown, after: unknown, where: string): void {
  if (Array.isArray(before) && Array.isArray(after)) {
    const now = new Set(after.map((item) => JSON.stringify(item)));
    const gone = before.filter((item) => !now.has(JSON.stringify(item)));
    expect({ where, gone }).toEqual({ where, gone: [] });
    return;
  }
  if (typeof before === 'object' && before !== null && typeof after === 'object' && after !== null) {
    const later: Readonly<Record<string, unknown>> = { ...after };
    for (const [name, value] of Object.entries(before)) expectKept(value, later[name], `${where}.${name}`);
    return;
  }
  expect({ where, value: after }).toEqual({ where, value: before });
}

/** What is a list by nature: where endpoints and services stand, who uses them, what passes. */
const growing = new Set(['aws_vpc_endpoint', 'aws_ecs_service', 'aws_lambda_function']);

function expectExtension(before: BuiltNetwork, after: BuiltNetwork): void {
  const now = thingsOf(after.stack);
  for (const [id, thing] of thingsOf(before.stack)) {
    const type = id.slice(0, id.indexOf('.'));
    if (!growing.has(type)) expect(now.get(id)).toEqual(thing);
    else if (type === 'aws_vpc_endpoint') {
      const policyOf = (of: unknown): unknown => ({ ...(of as object), policy: undefined });
      expectKept(policyOf(thing), policyOf(now.get(id)), id);
    } else expectKept(thing, now.get(id), id);
  }
}

describe('an intent that grows', () => {
  it('by a zone keeps every address, and every resource to the byte', () => {
    fc.assert(
      fc.property(intents, fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), (intent, zone) => {
        const zones = intent.azs as readonly string[];
        fc.pre(!zones.includes(zone));
        expectExtension(built(intent), built({ ...intent, azs: [...zones, zone] }));
      }),
      { seed: 41, numRuns: 60 },
    );
  });

  it('by workloads keeps them, too', () => {
    fc.assert(
      fc.property(intents, moreWorkloads, (intent, more) => {
        const workloads = { ...(intent.workloads as object), ...more };
        expectExtension(built(intent), built({ ...intent, workloads }));
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  it('by a way to the internet keeps its subnets', () => {
    fc.assert(
      fc.property(intents, (intent) => {
        const before = built({ ...intent, internet: 'none' });
        const now = thingsOf(built({ ...intent, internet: 'nat-gateway' }).stack);
        for (const subnet of before.stack.subnets) expect(now.get(subnet.id)).toEqual(subnet);
      }),
      { seed: 43, numRuns: 60 },
    );
  });

  it('keeps the very lines of Terraform of what only stands beside', () => {
    const before = writeTerraform(built(task()).stack);
    const after = writeTerraform(built({ ...task(), azs: 3 }).stack);
    const blocks = (files: typeof before, path: string): readonly string[] =>
      (files.find((file) => file.path === path)?.text ?? '').split(/\n\n(?=\S)/).map((block) => block.trim());
    for (const path of ['network.tf', 'security_groups.tf', 'access.tf', 'logs.tf']) {
      const now = new Set(blocks(after, path));
      expect(blocks(before, path).filter((block) => !now.has(block))).toEqual([]);
    }
  });
});

describe('the same intent', () => {
  it('gives the same bytes, in whatever order its workloads stand', () => {
    fc.assert(
      fc.property(intents, (intent) => {
        const turned = Object.fromEntries(Object.entries(intent.workloads as object).toReversed());
        const one = writeTerraform(built(intent).stack);
        expect(writeTerraform(built({ ...intent, workloads: turned }).stack)).toEqual(one);
      }),
      { seed: 44, numRuns: 40 },
    );
  });
});
