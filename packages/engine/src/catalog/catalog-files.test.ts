import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../../catalog/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

// Prices and recorded policies have schemas and tests of their own.
const own = [
  'services',
  'hostnames',
  'regions',
  'workloads',
  'aws-owned-resources',
  'prefix-lists',
  'cdk-prefix-exceptions',
  'action-services',
];
const files = [
  ...own.map((name) => `${name}.json`),
  ...readdirSync(new URL('addresses/', folder))
    .sort()
    .map((name) => `addresses/${name}`),
];
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const validators = new Map<string, ReturnType<typeof ajv.compile>>();

function validatorOf(schema: string): ReturnType<typeof ajv.compile> {
  const validate = validators.get(schema) ?? ajv.compile(read(schema));
  validators.set(schema, validate);
  return validate;
}

describe('the catalogue', () => {
  it.each(files)('%s is what its schema says', (name) => {
    const content = read(name);
    const validate = validatorOf(content._meta.schema);
    validate(content);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('a wrong fact is seen: a confidence that is no word of ours', () => {
    const content = read('services.json');
    content.services[0].privateDns.confidence = 'sure';
    expect(validatorOf(content._meta.schema)(content)).toBe(false);
  });

  it('every source of a fact is listed', () => {
    const { _meta, services } = read('services.json');
    const named = services.flatMap((service: Record<string, { source?: string | null }>) =>
      ['privateDns', 'policy', 'crossRegion', 'ipTypes'].map((fact) => service[fact]?.source),
    );
    const unlisted = named.filter(
      (source: unknown) => typeof source === 'string' && !(source in _meta.sources),
    );
    expect([...new Set(unlisted)]).toEqual([]);
    const hostnames = read('hostnames.json');
    const strange = hostnames.hostnames.filter(
      ({ source }: { source: string }) => !(source in hostnames._meta.sources),
    );
    expect(strange).toEqual([]);
  });

  it('is small to load: no file that a question needs is larger than 256 KB', () => {
    const large = files.filter((name) => readFileSync(new URL(name, folder)).length > 262_144);
    expect(large).toEqual([]);
  });

  it('services have one row each, sorted', () => {
    const names: string[] = read('services.json').services.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...new Set(names)].sort());
  });
});
