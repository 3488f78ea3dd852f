import type { StackRestApi, StackTable, StackUserPool } from '../../model/stack.ts';
import { labelOf, sortedById } from '../address.ts';
import { argument, block, type HclItem } from '../change/hcl-text.ts';
import { policyData } from '../data.ts';
import { link, links, policyArgument, resource, sections, text, type Writing } from './blocks.ts';

type Resources = readonly (readonly HclItem[])[];

/** What workloads call and the stack itself makes. */
export function writeServices({ stack }: Writing): Resources {
  return [
    ...sortedById(stack.repositories).map(({ id, name }) => writeNamed(id, 'name', name)),
    ...sortedById(stack.secrets).map(({ id, name }) => writeNamed(id, 'name', name)),
    ...sortedById(stack.buckets).map(({ id, name }) => writeNamed(id, 'bucket', name)),
    ...sortedById(stack.tables).map(writeTable),
    ...sortedById(stack.restApis).map(writeRestApi),
    ...sortedById(stack.userPools).flatMap(writeUserPool),
  ];
}

function writeNamed(id: string, argumentName: string, name: string): readonly HclItem[] {
  return resource(id, [text(argumentName, name)]);
}

function writeTable({ id, name, hashKey }: StackTable): readonly HclItem[] {
  return resource(
    id,
    sections(
      [text('name', name), text('billing_mode', 'PAY_PER_REQUEST'), text('hash_key', hashKey)],
      [block('attribute', [text('name', hashKey), text('type', 'S')])],
    ),
  );
}

function writeRestApi({ id, name, endpointType, vpcEndpoints, policy }: StackRestApi): readonly HclItem[] {
  const endpoints = vpcEndpoints.length === 0 ? [] : [links('vpc_endpoint_ids', vpcEndpoints)];
  return resource(
    id,
    sections(
      [text('name', name)],
      [block('endpoint_configuration', [argument('types', `["${endpointType}"]`), ...endpoints])],
      policy === undefined ? [] : [policyArgument('policy', policyData(policy))],
    ),
  );
}

function writeUserPool({ id, name, domain }: StackUserPool): Resources {
  const pool = resource(id, [text('name', name)]);
  if (domain === undefined) return [pool];
  return [
    pool,
    resource(`aws_cognito_user_pool_domain.${labelOf(id)}`, [
      text('domain', domain),
      link('user_pool_id', id),
    ]),
  ];
}
