import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProviderSchemas } from '../../packages/engine/src/catalog/provider-schemas.ts';
import { compactProvider } from './compact.ts';
import type { DeclaredBlock } from './declared.ts';

const names = fc.constantFrom('a', 'b', 'id', 'tags', 'name_prefix', 'filter');
const types = fc.constantFrom('string', 'bool', ['set', 'string'], ['list', ['object', { x: 'number' }]]);
const attribute = fc.record(
  {
    type: types,
    required: fc.constant(true),
    optional: fc.constant(true),
    computed: fc.constant(true),
    sensitive: fc.constant(true),
  },
  { requiredKeys: ['type'] },
);
function blockOf(depth: number): fc.Arbitrary<DeclaredBlock> {
  const attributes = fc.dictionary(names, attribute, { noNullPrototype: true });
  if (depth === 0) return fc.record({ attributes });
  const nesting = fc.record(
    {
      nesting_mode: fc.constantFrom('list', 'set', 'single', 'group', 'map'),
      block: blockOf(depth - 1),
      min_items: fc.integer({ min: 1, max: 3 }),
      max_items: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: ['nesting_mode', 'block'] },
  );
  const blockNames = names.map((name) => `${name}_block`);
  return fc.record({
    attributes,
    block_types: fc.dictionary(blockNames, nesting, { noNullPrototype: true, maxKeys: 3 }),
  });
}

const schemas = fc.dictionary(
  fc.constantFrom('aws_a', 'aws_a_b', 'aws_b', 'aws_z1'),
  fc.record({ block: blockOf(2) }),
  {
    noNullPrototype: true,
  },
);

/** The plain reading: nothing is shared, nothing is grouped. */
function expand(declared: DeclaredBlock): unknown {
  const blocks = Object.entries(declared.block_types ?? {}).map(([name, nesting]) => [
    name,
    {
      nesting: nesting.nesting_mode,
      block: expand(nesting.block),
      ...(nesting.min_items === undefined ? {} : { minItems: nesting.min_items }),
      ...(nesting.max_items === undefined ? {} : { maxItems: nesting.max_items }),
    },
  ]);
  return { attributes: declared.attributes ?? {}, blocks: Object.fromEntries(blocks) };
}

describe('the lines of a provider', () => {
  it('read back as they were declared, shared blocks too', () => {
    fc.assert(
      fc.property(schemas, schemas, (resources, data) => {
        const lines = compactProvider({ resource_schemas: resources, data_source_schemas: data });
        const text = `# a comment\n${lines.join('\n')}\n`;
        const read = createProviderSchemas({
          read: (name) => (name.endsWith('aws-5.txt') ? text : undefined),
        });
        for (const type of ['aws_a', 'aws_a_b', 'aws_b', 'aws_z1', 'aws_']) {
          const expected = resources[type] === undefined ? undefined : expand(resources[type].block);
          expect(plain(read.resource(type))).toEqual(expected);
          expect(plain(read.data(type))).toEqual(
            data[type] === undefined ? undefined : expand(data[type].block),
          );
        }
      }),
      { seed: 20261128, numRuns: 100 },
    );
  });

  it('a block that stands twice is written once', () => {
    const nested: DeclaredBlock = { attributes: { name: { type: 'string', required: true } } };
    const outer: DeclaredBlock = { block_types: { filter: { nesting_mode: 'set', block: nested } } };
    const lines = compactProvider({
      resource_schemas: {
        aws_a: { block: outer },
        aws_b: { block: { block_types: { other: { nesting_mode: 'list', block: nested } } } },
      },
      data_source_schemas: {},
    });
    expect(lines).toEqual([
      'b 0 {"a":[["R","string","name"]]}',
      'r aws_a {"b":{"filter":["s",0]}}',
      'r aws_b {"b":{"other":["l",0]}}',
    ]);
  });
});

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
