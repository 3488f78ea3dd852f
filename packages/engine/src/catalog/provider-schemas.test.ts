import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AttributeSchema } from './provider-schema.ts';
import { createProviderSchemas } from './provider-schemas.ts';

const catalog = new URL('../../../../catalog/', import.meta.url);
const files = { read: (name: string): string => readFileSync(new URL(name, catalog), 'utf8') };
const schemas = createProviderSchemas(files);

describe('what the provider declares', () => {
  it.each([
    ['aws_vpc', 'cidr_block', 'string', 'OC', 'IPAM may choose it'],
    ['aws_vpc', 'arn', 'string', 'C', 'AWS gives it'],
    ['aws_subnet', 'vpc_id', 'string', 'R', 'a subnet lies in one VPC'],
    ['aws_ecs_task_definition', 'cpu', 'string', 'O', 'a written 256 becomes "256"'],
    ['aws_vpc_endpoint', 'route_table_ids', ['set', 'string'], 'OC', 'order of tables does not matter'],
    ['aws_lambda_function', 'memory_size', 'number', 'O', 'MB are a number'],
  ])('%s.%s is %j (%s): %s', (type, name, expected, flags, _because) => {
    const attribute = schemas.resource(type)?.attributes[name];
    expect(attribute).toMatchObject({ type: expected });
    const { required, optional, computed } = attribute ?? {};
    const seen = `${required ? 'R' : ''}${optional ? 'O' : ''}${computed ? 'C' : ''}`;
    expect(seen).toBe(flags);
  });

  it('ingress of a security group is an attribute although it is written as blocks', () => {
    expect(schemas.resource('aws_security_group')?.attributes.ingress?.type).toEqual([
      'set',
      [
        'object',
        expect.objectContaining({ from_port: 'number', cidr_blocks: ['list', 'string'], self: 'bool' }),
      ],
    ]);
  });

  it('nested blocks keep their nesting and limits', () => {
    const block = schemas.resource('aws_lambda_function')?.blocks.vpc_config;
    expect(block).toMatchObject({ nesting: 'list', maxItems: 1 });
    expect(block?.block.attributes.subnet_ids).toEqual({ type: ['set', 'string'], required: true });
    expect(schemas.resource('aws_vpc_endpoint')?.blocks.timeouts?.nesting).toBe('single');
  });

  it('data sources are apart from resources', () => {
    expect(schemas.data('aws_iam_policy_document')?.blocks.statement?.nesting).toBe('list');
    expect(schemas.resource('aws_iam_policy_document')).toBeUndefined();
  });

  it('a type that the provider does not have is undefined, and so is a name of Object.prototype', () => {
    expect(schemas.resource('aws_nonsense')).toBeUndefined();
    expect(schemas.resource('aws_vpc')?.attributes.constructor).toBeUndefined();
  });

  it('an absent file is an empty catalogue', () => {
    expect(createProviderSchemas({ read: () => undefined }).resource('aws_vpc')).toBeUndefined();
  });

  it('a type is parsed once', () => {
    expect(schemas.resource('aws_vpc')).toBe(schemas.resource('aws_vpc'));
  });
});

describe('what the provider does with written values', () => {
  it.each([
    ['aws_iam_role', 'assume_role_policy', 'json', 'a policy is one document however it is spaced'],
    ['aws_route53_zone', 'name', 'domain-name', 'DNS names have no case'],
    ['aws_security_group_rule', 'protocol', 'ip-protocol', '6 and tcp are the same'],
    [
      'aws_vpc_security_group_ingress_rule',
      'ip_protocol',
      undefined,
      'the newer resource keeps what was written',
    ],
    ['aws_instance', 'user_data', 'sha1', 'version 5 keeps a hash'],
  ])('%s.%s: %s, because %s', (type, name, rewrite, _because) => {
    expect(schemas.resource(type)?.attributes[name]?.rewrite).toBe(rewrite);
  });

  it('an instance keeps its user_data in version 6', () => {
    expect(
      createProviderSchemas(files, 6).resource('aws_instance')?.attributes.user_data?.rewrite,
    ).toBeUndefined();
  });

  it('every rewritten path is in the schema', () => {
    const { resource }: { resource: Record<string, Record<string, string>> } = JSON.parse(
      files.read('provider-schema/aws-5.rewrites.json'),
    );
    for (const [type, paths] of Object.entries(resource)) {
      for (const path of Object.keys(paths))
        expect(attributeAt(type, path)?.rewrite, `${type}.${path}`).toBe(paths[path]);
    }
  });
});

describe('what is planned when nothing is written', () => {
  it.each([
    ['aws_vpc', 'enable_dns_support', { default: true }, 'AWS resolves names unless told not to (DNS-1)'],
    ['aws_subnet', 'map_public_ip_on_launch', { default: false }, 'subnets are private unless told'],
    ['aws_vpc_endpoint', 'vpc_endpoint_type', { default: 'Gateway' }, 'IF-16'],
    ['aws_nat_gateway', 'connectivity_type', { default: 'public' }, 'a NAT gateway is public unless told'],
    ['aws_lb_target_group', 'health_check.protocol', { default: 'HTTP' }, 'a default inside a written block'],
  ])('%s.%s: %j, because %s', (type, path, expected, _because) => {
    expect(attributeAt(type, path)).toMatchObject(expected);
  });

  it('a block that AWS fills is computed, one that it leaves empty is not', () => {
    const instance = schemas.resource('aws_instance')?.blocks;
    expect(instance?.metadata_options?.computed).toBe(true);
    expect(instance?.launch_template?.computed).toBeUndefined();
  });

  it('defaults of one type do not leak into another that shares its blocks', () => {
    const bare = createProviderSchemas({
      read: (name) => (name.endsWith('aws-5.txt') ? files.read(name) : undefined),
    });
    expect(bare.resource('aws_vpc')?.attributes.enable_dns_support?.default).toBeUndefined();
    expect(schemas.resource('aws_vpc')?.attributes.enable_dns_support?.default).toBe(true);
  });
});

function attributeAt(type: string, path: string): AttributeSchema | undefined {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  return steps.reduce((block, step) => block?.blocks[step]?.block, schemas.resource(type))?.attributes[last];
}
