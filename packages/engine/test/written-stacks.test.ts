import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NetworkChange } from '../src/model/change.ts';
import type { Id } from '../src/model/identity.ts';
import type { Network } from '../src/model/network.ts';
import { applyChanges } from '../src/planning/apply-change.ts';
import { endpointsFor } from './change-cases/requested-changes.ts';
import { inFolder, terraformMissing, validationErrors } from './real-terraform.ts';
import {
  catalog,
  changed,
  endpoint,
  filesBelow,
  projectOf,
  readFiles,
  stacksFolder,
  write,
} from './written-changes.ts';

const isThere = existsSync(stacksFolder);
if (!isThere) console.info('The stacks beside the repository are not here: nothing is written into them.');

interface StackCase {
  readonly name: string;
  readonly folder: string;
  /** Files that are other than in the stack; `undefined` = the file is not there. */
  readonly instead?: Readonly<Record<string, string | undefined>>;
  readonly changes: (network: Network) => readonly NetworkChange[];
}

function remove(address: string): NetworkChange {
  return { kind: 'remove', address };
}

const everything = ['s3', 'ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'];

const cases: readonly StackCase[] = [
  {
    name: 'hands-on 8, its NAT gateways on and its endpoints off',
    folder: 'hands-on-8/terraform',
    instead: { 'terraform.tfvars': 'enable_nat_gateway = true\nenable_vpc_endpoints = false\n' },
    changes: (network) => [...endpointsFor(...everything)(network), remove('aws_nat_gateway.main')],
  },
  {
    name: 'hands-on 8 before its endpoints',
    folder: 'hands-on-8/terraform',
    instead: {
      'terraform.tfvars': 'enable_nat_gateway = true\n',
      'vpc_endpoints.tf': undefined,
      'outputs.tf': undefined,
    },
    changes: (network) => [...endpointsFor(...everything)(network), remove('aws_nat_gateway.main')],
  },
  {
    name: 'course 15: one more service in its list, one less',
    folder: 'course-15',
    changes: (network) => {
      const subnets = [...network.subnets.keys()].filter((id) => id.includes('private'));
      const { endpoint: given } = endpoint(network, 'sqs', { subnets }) as Extract<
        NetworkChange,
        { kind: 'add-endpoint' }
      >;
      return [{ kind: 'add-endpoint', endpoint: given }, remove('aws_vpc_endpoint.interface["ec2messages"]')];
    },
  },
  {
    name: 'three ways: a gateway endpoint beside the internet gateway',
    folder: 'three-ways',
    changes: (network) => {
      const vpc = 'aws_vpc.this["igw"]' as Id<'Vpc'>;
      const routeTables = ['aws_route_table.this["igw"]' as Id<'RouteTable'>];
      return [endpoint(network, 's3', { vpc, type: 'Gateway', privateDnsEnabled: false, routeTables })];
    },
  },
  {
    name: 'API Gateway and Cognito: the module without its NAT gateway',
    folder: 'apigw-cognito',
    changes: (network) => [
      ...endpointsFor('logs', 'dynamodb')(network),
      remove('module.network.aws_nat_gateway.this'),
    ],
  },
  {
    name: 'isolated VPC: Session Manager by endpoints, the NAT instance of a registry module gone',
    folder: 'isolated-vpc',
    changes: (network) => [...endpointsFor('ssm', 'ssmmessages')(network), remove('module.fck-nat')],
  },
];

const written = isThere
  ? cases.map(({ folder, instead = {}, changes, ...one }) => {
      const all = Object.entries({ ...filesBelow(`${stacksFolder}${folder}`), ...instead });
      const texts = Object.fromEntries(
        all.filter(
          (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].endsWith('plan.json'),
        ),
      );
      const { network } = readFiles(projectOf(texts));
      const asked = changes(network);
      const change = write(projectOf(texts), asked);
      return { ...one, network, asked, change, after: changed(texts, change) };
    })
  : [];

describe.skipIf(!isThere)('changes of the stacks beside the repository', () => {
  it.each(written)('$name: this patch', async ({ name, change }) => {
    expect(change.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    await expect(change.patch).toMatchFileSnapshot(`golden/change/stack-${slug}.patch`);
  });

  /** The other reading: the changes applied to the model by planning, which reads no text. */
  it.each(written)(
    '$name: what is read is what planning applied to the model',
    ({ network, asked, after }) => {
      const planned = applyChanges(network, asked, catalog).network;
      const read = readFiles(projectOf(after)).network;
      const isRead = (wanted: ShownEndpoint): boolean =>
        endpointsIn(read).some(
          ({ what, places }) => what === wanted.what && wanted.places.every((id) => places.includes(id)),
        );
      expect(endpointsIn(planned).filter((wanted) => !isRead(wanted))).toEqual([]);
      expect(endpointsIn(read)).toHaveLength(endpointsIn(planned).length);
      expect([...read.natGateways.keys()]).toEqual([...planned.natGateways.keys()]);
      expect(routesIn(read)).toEqual(routesIn(planned));
    },
  );

  it.skipIf(terraformMissing() !== undefined)('Terraform finds them valid', { timeout: 120_000 }, () => {
    const texts = Object.fromEntries(
      written.flatMap(({ after }, i) =>
        Object.entries(after).map(([path, text]) => [`stack_${i}/${path}`, text]),
      ),
    );
    const calls = written.map(
      (_, i) =>
        `module "stack_${i}" {\n  source = "./stack_${i}"\n${inputsOf(texts[`stack_${i}/ec2.tf`])}}\n`,
    );
    expect(inFolder({ ...texts, 'main.tf': calls.join('\n') }, validationErrors)).toEqual([]);
  });
});

/** The one stack with a variable that has no default. */
function inputsOf(text: string | undefined): string {
  return text?.includes('s3_bucket_name') ? '  s3_bucket_name = "bucket"\n' : '';
}

interface ShownEndpoint {
  readonly what: string;
  readonly places: readonly string[];
}

/** Service, type, VPC, tables and subnets, whoever declares it; the user's own may be in more tables. */
function endpointsIn({ vpcEndpoints }: Network): readonly ShownEndpoint[] {
  return [...vpcEndpoints.values()].map(({ serviceName, type, vpc, routeTables, subnets }) => {
    const tables = routeTables.items.map(({ target }) => (target.kind === 'known' ? target.value : '?'));
    const what = [serviceName, type, vpc].map((one) => (one.kind === 'known' ? one.value : '?')).join(' ');
    return { what, places: [...tables, ...subnets.items] };
  });
}

function routesIn({ routeTables }: Network): readonly string[] {
  return [...routeTables.values()].flatMap(({ id, routes }) =>
    routes.items.map(({ target }) => `${id} ${'id' in target ? target.id : target.kind}`),
  );
}
