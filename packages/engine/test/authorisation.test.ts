import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCatalog } from '../src/catalog/create-catalog.ts';
import type { Id } from '../src/model/identity.ts';
import type { Network } from '../src/model/network.ts';
import type { Call } from '../src/reachability/answer.ts';
import { authoriseCall } from '../src/reachability/authorised-call.ts';
import { proveOne } from '../src/reachability/check.ts';
import { parseTarget } from '../src/reachability/target.ts';
import { readDirectory, readText } from './terraform-network.ts';

const catalogFolder = new URL('../../../catalog/', import.meta.url);
const catalog = createCatalog({
  read: (name) =>
    existsSync(new URL(name, catalogFolder)) ? readFileSync(new URL(name, catalogFolder), 'utf8') : undefined,
});

function trace(network: Network, from: string, to: string, action: string, resource: string): Call {
  const workload = network.workloads.get(from as Id<'Workload'>);
  const target = parseTarget(to, network, catalog);
  if (workload === undefined || !target.ok) throw new Error(`${from} -> ${to}`);
  const call = proveOne(network, catalog, workload, target.value);
  const question = { action, resource, by: 'application' as const };
  return authoriseCall(network, catalog, workload, target.value, call, question);
}

function told(call: Call): readonly string[] {
  const { paths } = call;
  return [
    call.verdict,
    ...paths[0].blockers.map(({ code, component }) => `${code} ${component}`),
    ...paths[0].unknowns.map(({ code, what }) => `${code} ${what}`),
  ];
}

const stacks = new URL('../../../../shared/stacks/', import.meta.url);
const bucket = 'arn:aws:s3:::test-us-west-bt';

describe.runIf(existsSync(stacks))('the three ways to S3 of the article', () => {
  const network = existsSync(stacks) ? readDirectory(new URL('three-ways/', stacks)).network : undefined;

  it.each([
    // from        to                           action             bucket  because
    ['igw', 's3', 's3:ListBucket', '', 'allowed', 'no endpoint policy is on the way by the Internet'],
    ['igw', 's3', 's3:ListBucket', '2', 'allowed', 'no endpoint policy is on the way by the Internet'],
    ['igw', 's3', 's3:CreateBucket', '6', 'allowed', 'no endpoint policy is on the way by the Internet'],
    ['gateway', 's3', 's3:ListBucket', '', 'allowed', 'the policy of the endpoint names this bucket'],
    ['gateway', 's3', 's3:ListBucket', '2', 'refused', 'the policy names another bucket only'],
    ['gateway', 's3', 's3:CreateBucket', '6', 'refused', 'a bucket to come is not named either'],
    ['interface', 'aws_vpc_endpoint.interface', 's3:ListBucket', '', 'allowed', 'the policy names this bucket'],
    ['interface', 'aws_vpc_endpoint.interface', 's3:ListBucket', '2', 'refused', 'the policy names another'],
    ['interface', 'aws_vpc_endpoint.interface', 's3:CreateBucket', '6', 'refused', 'nor a bucket to come'],
  ])('%s to %s: %s on bucket "%s" is %s: %s', (way, to, action, suffix, outcome) => {
    if (network === undefined) return;
    const call = trace(network, `aws_instance.windows["${way}"]`, to, action, `${bucket}${suffix}`);
    expect(told(call)).toEqual(
      outcome === 'allowed' ? ['reachable'] : ['blocked', `VPCE_POLICY_IMPLICIT_DENY aws_vpc_endpoint.${way}`],
    );
  });
});
