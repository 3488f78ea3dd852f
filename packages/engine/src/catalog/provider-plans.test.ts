import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from './provider-schema.ts';
import { createProviderSchemas } from './provider-schemas.ts';

// Real plans of provider 5.100.0, when they lie beside the repository: an independent reading of the
// catalogue.
const catalog = new URL('../../../../catalog/', import.meta.url);
const stacks = new URL('../../../../../shared/stacks/', import.meta.url);
const schemas = createProviderSchemas({ read: (name) => readFileSync(new URL(name, catalog), 'utf8') });

const plans = existsSync(stacks)
  ? readdirSync(stacks).flatMap((stack) =>
      ['plan.json', 'terraform/plan.json']
        .map((name) => new URL(`${stack}/${name}`, stacks))
        .filter((file) => existsSync(file))
        .map((file): [string, unknown] => [stack, JSON.parse(readFileSync(file, 'utf8'))]),
    )
  : [];

describe('what real plans say of arguments that nobody wrote', () => {
  it('the catalogue says what is planned for a VPC without DNS arguments', () => {
    const vpc = schemas.resource('aws_vpc')?.attributes;
    expect([vpc?.enable_dns_support, vpc?.enable_dns_hostnames].map(predictAttribute)).toEqual([
      'true',
      'unknown',
    ]);
  });

  it.each(plans)('%s: every unwritten attribute is planned as the catalogue says', (_, plan) => {
    const created = items(get(plan, 'resource_changes')).filter((one) => get(one, 'mode') === 'managed');
    expect(created.length).toBeGreaterThan(0);
    for (const one of created) {
      const address = String(get(one, 'address'));
      const schema = schemas.resource(String(get(one, 'type')));
      const written = expressions(
        get(plan, 'configuration', 'root_module'),
        address.replaceAll(/\[[^\]]*\]/g, ''),
      );
      const after = get(one, 'change', 'after');
      const unknown = get(one, 'change', 'after_unknown');
      const wrong = schema === undefined ? ['no schema'] : compare(schema, written, after, unknown, '');
      expect(wrong, address).toEqual([]);
    }
  });
});

/** The member of JSON at a path of names and indexes. */
function get(json: unknown, ...path: readonly (string | number)[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return json;
  const members = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  return get(members.find(([key]) => key === String(name))?.[1], ...rest);
}

function items(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : json === undefined || json === null ? [] : [json];
}

function names(json: unknown): readonly string[] {
  return typeof json === 'object' && json !== null ? Object.keys(json) : [];
}

/** What the configuration writes for a resource, by its address without indexes. */
function expressions(module: unknown, address: string): unknown {
  const [, call, rest] = /^module\.([^.]+)\.(.*)$/.exec(address) ?? [];
  if (call !== undefined) return expressions(get(module, 'module_calls', call, 'module'), rest ?? '');
  return get(
    items(get(module, 'resources')).find((resource) => get(resource, 'address') === address),
    'expressions',
  );
}

/** Differences between the plan and the catalogue, for what `written` does not name. */
function compare(
  schema: BlockSchema,
  written: unknown,
  after: unknown,
  unknown: unknown,
  at: string,
): readonly string[] {
  const asked = new Set(names(written));
  const undeclared = names(after)
    .filter((name) => schema.attributes[name] === undefined && schema.blocks[name] === undefined)
    .map((name) => `${at}${name} is not in the catalogue`);
  const attributes = Object.entries(schema.attributes)
    .filter(([name, { absent }]) => !asked.has(name) && absent !== 'varies' && name !== derived)
    .map(([name, attribute]) => ({
      name,
      plan: planned(after, unknown, name),
      said: predict(attribute, asked),
    }))
    .filter(({ plan, said }) => plan !== said)
    .map(({ name, plan, said }) => `${at}${name}: ${plan}, not ${said}`);
  const blocks = Object.entries(schema.blocks).flatMap(([name, nested]) => {
    if (!asked.has(name)) return compareAbsentBlock(nested, planned(after, unknown, name), at + name);
    return compareWrittenBlocks(
      nested,
      get(written, name),
      get(after, name),
      get(unknown, name),
      `${at}${name}.`,
    );
  });
  return [...undeclared, ...attributes, ...blocks];
}

/** `tags_all` is `tags` over the provider's default tags, known as soon as those are. */
const derived = 'tags_all';

function predict(attribute: AttributeSchema, asked: ReadonlySet<string>): string {
  return attribute.defaultUnless?.some((name) => asked.has(name)) === true
    ? 'null'
    : predictAttribute(attribute);
}

function predictAttribute(attribute: AttributeSchema | undefined): string {
  if (attribute?.default !== undefined) return JSON.stringify(attribute.default);
  return attribute?.computed === true && attribute.absent !== 'null' ? 'unknown' : 'null';
}

/** A `dynamic` block is left out of the plan's configuration: what it made counts as written. */
function compareAbsentBlock(nested: NestedBlockSchema, value: string, at: string): readonly string[] {
  const empty = nested.nesting === 'single' ? 'null' : '[]';
  const expected = nested.computed === true ? 'unknown' : empty;
  const dynamic = value !== 'unknown' && value !== empty;
  return value === expected || dynamic ? [] : [`${at}: ${value}, not ${expected}`];
}

function compareWrittenBlocks(
  nested: NestedBlockSchema,
  written: unknown,
  after: unknown,
  unknown: unknown,
  at: string,
): readonly string[] {
  const bodies = items(written);
  // The order of a set's members differs from the order in the source.
  if (nested.nesting === 'set' && bodies.length > 1) return [];
  return bodies.flatMap((body, i) => {
    const value = Array.isArray(after) ? after[i] : after;
    const hidden = Array.isArray(unknown) ? unknown[i] : unknown;
    return value === undefined || value === null ? [] : compare(nested.block, body, value, hidden, at);
  });
}

function planned(after: unknown, unknown: unknown, name: string): string {
  return get(unknown, name) === true ? 'unknown' : JSON.stringify(get(after, name) ?? null);
}
