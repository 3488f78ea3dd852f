import { type DefaultsLine, withDefaults } from './provider-defaults.ts';
import { type BlockLine, readBlock } from './provider-lines.ts';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from './provider-schema.ts';

/** How one type differs from the version before: arguments and blocks that went, came or changed. */
export interface TypeOverlay extends BlockLine, DefaultsLine {
  readonly remove?: readonly string[];
  /** The version before has no such type. */
  readonly new?: true;
}

/** What a newer major version changed, written by hand from its upgrade guide. */
export interface ProviderOverlay {
  /** Types that take no `region` of their own: the beginnings of their names, and exceptions to those. */
  readonly global: {
    readonly prefixes: readonly string[];
    readonly regional: readonly string[];
    readonly resource: readonly string[];
    readonly data: readonly string[];
  };
  readonly removed: { readonly resource: readonly string[]; readonly data: readonly string[] };
  readonly resource: Readonly<Record<string, TypeOverlay>>;
  readonly data: Readonly<Record<string, TypeOverlay>>;
}

const empty: BlockSchema = { attributes: {}, blocks: {} };
const region: AttributeSchema = { type: 'string', optional: true, computed: true };

/** The newer form of one type. `undefined` = the newer version has no such type. */
export function overlay(
  older: BlockSchema | undefined,
  mode: 'resource' | 'data',
  type: string,
  changes: ProviderOverlay,
): BlockSchema | undefined {
  const change = changes[mode][type];
  const base = change?.new === true ? empty : older;
  if (base === undefined || changes.removed[mode].includes(type)) return undefined;
  const changed = change === undefined ? base : applyTypeOverlay(base, change);
  return isGlobal(mode, type, changes) ? changed : addRegion(changed);
}

function isGlobal(mode: 'resource' | 'data', type: string, { global }: ProviderOverlay): boolean {
  if (global[mode].includes(type)) return true;
  const starts = (prefix: string): boolean => type.startsWith(prefix);
  return global.prefixes.some(starts) && !global.regional.some(starts);
}

/** A type that had a `region` before keeps its own. */
function addRegion(block: BlockSchema): BlockSchema {
  if (block.attributes.region !== undefined) return block;
  return { ...block, attributes: join(block.attributes, { region }) };
}

function applyTypeOverlay(older: BlockSchema, change: TypeOverlay): BlockSchema {
  const removed = new Set(change.remove ?? []);
  const kept = { attributes: without(older.attributes, removed), blocks: without(older.blocks, removed) };
  return withDefaults(
    merge(
      kept,
      readBlock(change, () => empty),
    ),
    change,
  );
}

/** A block that both have keeps what it had and gets what is new. */
function merge(older: BlockSchema, newer: BlockSchema): BlockSchema {
  const blocks = Object.entries(newer.blocks).map(([name, nested]): [string, NestedBlockSchema] => {
    const before = older.blocks[name];
    return [name, before === undefined ? nested : { ...before, block: merge(before.block, nested.block) }];
  });
  return {
    attributes: join(older.attributes, newer.attributes),
    blocks: join(older.blocks, Object.fromEntries(blocks)),
  };
}

function without<Value>(
  record: Readonly<Record<string, Value>>,
  removed: ReadonlySet<string>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !removed.has(name)));
}

function join<Value>(
  older: Readonly<Record<string, Value>>,
  newer: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  return Object.assign(Object.create(null), older, newer);
}
