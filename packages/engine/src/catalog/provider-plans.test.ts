import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from './provider-schema.ts';
import { createProviderSchemas } from './provider-schemas.ts';

// Real plans of provider 5.100.0, when they lie beside the repository: an independent reading of the catalogue.
const catalog = new URL('../../../../catalog/', import.meta.url);
const stacks = new URL('../../../../../shared/stacks/', import.meta.url);
const schemas = createProviderSchemas({ read: (name) => readFileSync(new URL(name, catalog), 'utf8') });

type Json = any; // biome-ignore lint/suspicious/noExplicitAny: plan JSON has no type here

const plans = existsSync(stacks)
  ? readdirSync(stacks).flatMap((stack) =>
      ['plan.json', 'terraform/plan.json']
        .map((name) => new URL(`${stack}/${name}`, stacks))
        .filter((file) => existsSync(file))
        .map((file): [string, Json] => [stack, JSON.parse(readFileSync(file, 'utf8'))]),
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
    const created = plan.resource_changes.filter((one: Json) => one.mode === 'managed');
    expect(created.length).toBeGreaterThan(0);
    for (const { address, type, change } of created) {
      const schema = schemas.resource(type);
      expect(schema, type).toBeDefined();
      const written = expressions(plan.configuration.root_module, address.replaceAll(/\[[^\]]*\]/g, ''));
      const wrong =
        schema === undefined ? [] : compare(schema, written, change.after, change.after_unknown, '');
      expect(wrong, address).toEqual([]);
    }
  });
});

function expressions(module: Json, address: string): Json {
  const [, call, rest] = /^module\.([^.]+)\.(.*)$/.exec(address) ?? [];
  if (call !== undefined) return expressions(module.module_calls[call].module, rest ?? '');
  return module.resources.find((resource: Json) => resource.address === address)?.expressions ?? {};
}

/** Differences between the plan and the catalogue, for what `written` does not name. */
function compare(
  schema: BlockSchema,
  written: Json,
  after: Json,
  unknown: Json,
  at: string,
): readonly string[] {
  const undeclared = Object.keys(after)
    .filter((name) => schema.attributes[name] === undefined && schema.blocks[name] === undefined)
    .map((name) => `${at}${name} is not in the catalogue`);
  const attributes = Object.entries(schema.attributes)
    .filter(([name, attribute]) => !(name in written) && attribute.absent !== 'varies' && !isDerived(name))
    .filter(([name, attribute]) => planned(after, unknown, name) !== predictAttribute(attribute))
    .map(
      ([name, attribute]) =>
        `${at}${name}: ${planned(after, unknown, name)}, not ${predictAttribute(attribute)}`,
    );
  const blocks = Object.entries(schema.blocks).flatMap(([name, nested]) => {
    if (!(name in written)) return compareAbsentBlock(nested, planned(after, unknown, name), at + name);
    return compareWrittenBlocks(nested, written[name], after[name], unknown?.[name], `${at}${name}.`);
  });
  return [...undeclared, ...attributes, ...blocks];
}

/** `tags_all` is `tags` over the provider's default tags, known as soon as those are. */
function isDerived(name: string): boolean {
  return name === 'tags_all';
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
  written: Json,
  after: Json,
  unknown: Json,
  at: string,
): readonly string[] {
  const bodies = Array.isArray(written) ? written : [written];
  // The order of a set's members differs from the order in the source.
  if (nested.nesting === 'set' && bodies.length > 1) return [];
  return bodies.flatMap((body, i) => {
    const value = Array.isArray(after) ? after[i] : after;
    const hidden = Array.isArray(unknown) ? unknown[i] : unknown;
    return value === undefined || value === null ? [] : compare(nested.block, body, value, hidden, at);
  });
}

function planned(after: Json, unknown: Json, name: string): string {
  return unknown?.[name] === true ? 'unknown' : JSON.stringify(after[name] ?? null);
}
