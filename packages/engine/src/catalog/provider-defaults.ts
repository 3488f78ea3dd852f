import type { AttributeSchema, BlockSchema, NestedBlockSchema, Rewrite } from './provider-schema.ts';

/**
 * What the provider planned for things that nobody wrote, by path without indexes (`health_check.path`).
 * `d` its value · `w` what must not be written for `d` to hold · `n` null although computed · `u` a block
 * that AWS fills · `v` depends on other arguments.
 */
export interface DefaultsLine {
  readonly d?: Readonly<Record<string, unknown>>;
  readonly w?: Readonly<Record<string, readonly string[]>>;
  readonly n?: readonly string[];
  readonly u?: readonly string[];
  readonly v?: readonly string[];
}

type Change = Pick<AttributeSchema, 'default' | 'absent' | 'defaultUnless' | 'rewrite'> &
  Pick<NestedBlockSchema, 'computed'>;

/** The same block with the rewriting of written values, by path. */
export function withRewrites(block: BlockSchema, rewrites: Readonly<Record<string, Rewrite>>): BlockSchema {
  return changeBlock(
    block,
    Object.entries(rewrites).map(([path, rewrite]) => at(path, { rewrite })),
  );
}

/** The same block with the defaults written into it; blocks that several types share stay as they are. */
export function withDefaults(block: BlockSchema, line: DefaultsLine): BlockSchema {
  return changeBlock(block, [
    ...Object.entries(line.d ?? {}).map(([path, value]) => at(path, defaultOf(value, line.w?.[path]))),
    ...(line.n ?? []).map((path) => at(path, { absent: 'null' })),
    ...(line.u ?? []).map((path) => at(path, { computed: true })),
    ...(line.v ?? []).map((path) => at(path, { absent: 'varies' })),
  ]);
}

function defaultOf(value: unknown, unless: readonly string[] | undefined): Change {
  return unless === undefined ? { default: value } : { default: value, defaultUnless: unless };
}

interface Placed {
  readonly steps: readonly string[];
  readonly change: Change;
}

function at(path: string, change: Change): Placed {
  return { steps: path.split('.'), change };
}

function changeBlock(block: BlockSchema, changes: readonly Placed[]): BlockSchema {
  const attributes = { ...block.attributes };
  const blocks = { ...block.blocks };
  for (const [name, group] of byFirstStep(changes)) {
    const attribute = attributes[name];
    const nested = blocks[name];
    if (attribute !== undefined) attributes[name] = group.reduce(changeAttribute, attribute);
    else if (nested !== undefined) blocks[name] = changeNested(nested, group);
  }
  return { attributes: withoutPrototype(attributes), blocks: withoutPrototype(blocks) };
}

function changeAttribute(attribute: AttributeSchema, { change }: Placed): AttributeSchema {
  const { computed: _, ...ofAttribute } = change;
  return { ...attribute, ...ofAttribute };
}

function changeNested(nested: NestedBlockSchema, changes: readonly Placed[]): NestedBlockSchema {
  const own = changes.find(({ steps }) => steps.length === 1);
  const below = changes.filter(({ steps }) => steps.length > 1);
  const inner = below.map(({ steps, change }) => ({ steps: steps.slice(1), change }));
  const block = inner.length === 0 ? nested.block : changeBlock(nested.block, inner);
  return { ...nested, block, ...(own === undefined ? {} : ofNested(own.change)) };
}

/** A block that is filled sometimes is unknown when it is not written. */
function ofNested({
  absent,
  defaultUnless: _,
  ...change
}: Change): Pick<NestedBlockSchema, 'computed' | 'default'> {
  return absent === 'varies' ? { computed: true } : change;
}

function byFirstStep(changes: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const placed of changes) {
    const [first = ''] = placed.steps;
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [placed]);
    else group.push(placed);
  }
  return groups;
}

/** A user's `constructor = 1` must not find `Object.prototype.constructor`. */
function withoutPrototype<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.assign(Object.create(null), record);
}
