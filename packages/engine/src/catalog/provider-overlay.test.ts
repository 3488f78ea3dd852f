import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProviderSchemas } from './provider-schemas.ts';

const catalog = new URL('../../../../catalog/', import.meta.url);
const files = { read: (name: string): string => readFileSync(new URL(name, catalog), 'utf8') };
const five = createProviderSchemas(files);
const six = createProviderSchemas(files, 6);

describe('what version 6 changed', () => {
  it.each([
    ['aws_vpc', true, 'a VPC lies in a Region (TF-10)'],
    ['aws_route53_resolver_endpoint', true, 'the resolver is regional although Route 53 is global'],
    ['aws_route53_zone', false, 'Route 53 is global'],
    ['aws_iam_role', false, 'IAM is global'],
    ['aws_dx_gateway', false, 'a global resource of a regional service'],
  ])('%s takes a region of its own: %s, because %s', (type, takes) => {
    expect(six.resource(type)?.attributes.region).toEqual(
      takes ? { type: 'string', optional: true, computed: true } : undefined,
    );
    expect(five.resource(type)?.attributes.region).toBeUndefined();
  });

  it.each([
    ['aws_eip', 'vpc', 'domain'],
    ['aws_flow_log', 'log_group_name', 'log_destination'],
    ['aws_instance', 'cpu_core_count', 'cpu_options'],
    ['aws_batch_compute_environment', 'compute_environment_name', 'name'],
  ])('%s lost %s and has %s', (type, gone, instead) => {
    const before = five.resource(type);
    const after = six.resource(type);
    expect(before?.attributes[gone]).toBeDefined();
    expect(after?.attributes[gone]).toBeUndefined();
    expect(after?.attributes[instead] ?? after?.blocks[instead]).toBeDefined();
  });

  it('a regional NAT gateway needs a VPC and no subnet (NAT-7)', () => {
    expect(five.resource('aws_nat_gateway')?.attributes.subnet_id).toMatchObject({ required: true });
    const after = six.resource('aws_nat_gateway');
    expect(after?.attributes.subnet_id).toEqual({ type: 'string', optional: true });
    expect(after?.attributes.vpc_id).toMatchObject({ optional: true, computed: true });
    expect(after?.blocks.availability_zone_address).toMatchObject({ nesting: 'set', computed: true });
  });

  it('a block that both versions have keeps its older arguments', () => {
    const options = six.resource('aws_vpc_endpoint')?.blocks.dns_options;
    expect(options).toMatchObject({ nesting: 'list', maxItems: 1 });
    expect(Object.keys(options?.block.attributes ?? {}).sort()).toEqual([
      'dns_record_ip_type',
      'private_dns_only_for_inbound_resolver_endpoint',
      'private_dns_preference',
      'private_dns_specified_domains',
    ]);
  });

  it('data.aws_region has both spellings of its name', () => {
    expect(five.data('aws_region')?.attributes.region).toBeUndefined();
    expect(Object.keys(six.data('aws_region')?.attributes ?? {})).toEqual(
      expect.arrayContaining(['name', 'region']),
    );
  });

  it('types that went are undefined, types that came are there', () => {
    expect(five.resource('aws_opsworks_stack')).toBeDefined();
    expect(six.resource('aws_opsworks_stack')).toBeUndefined();
    expect(six.resource('aws_vpc_encryption_control')?.attributes.region).toBeDefined();
    expect(five.resource('aws_vpc_encryption_control')).toBeUndefined();
  });
});

describe('the overlay file', () => {
  const overlay: Record<'resource' | 'data', Record<string, { remove?: string[]; new?: true }>> = JSON.parse(
    files.read('provider-schema/aws-6.overlay.json'),
  );
  const changed = (['resource', 'data'] as const).flatMap((mode) =>
    Object.entries(overlay[mode]).map(([type, change]) => ({ mode, type, change })),
  );

  it.each(changed)('$mode $type names what version 5 has', ({ mode, type, change }) => {
    const before = five[mode](type);
    expect(before === undefined).toBe(change.new === true);
    for (const gone of change.remove ?? []) {
      expect(before?.attributes[gone] ?? before?.blocks[gone], gone).toBeDefined();
    }
  });
});
