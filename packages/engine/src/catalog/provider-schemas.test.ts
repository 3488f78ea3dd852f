import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
    const seen = `${attribute?.required ? 'R' : ''}${attribute?.optional ? 'O' : ''}${attribute?.computed ? 'C' : ''}`;
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
