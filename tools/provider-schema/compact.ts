import type { DeclaredAttribute, DeclaredBlock, DeclaredNesting, DeclaredProvider } from './declared.ts';

/**
 * Writes a provider's schemas as lines, so that a reader parses only the types that it meets:
 *
 *     b <number> <block>     a block that several places share
 *     d <type> <block>       a data source
 *     r <type> <block>       a resource
 *
 * `<block>` is `{"a": [[flags, type, "name name …"], …], "b": {name: [nesting, block or number, min, max]}}`.
 * Flags: R required, O optional, C computed, S sensitive.
 * Nesting: l list, s set, o single object, g group, m map.
 * Sharing is what makes it small: the three QuickSight types are 4 MB of repeated blocks.
 */
export function compactProvider(provider: DeclaredProvider): readonly string[] {
  const shelf = new Shelf();
  const kinds = [
    ['d', provider.data_source_schemas],
    ['r', provider.resource_schemas],
  ] as const;
  const roots = kinds.flatMap(([kind, schemas]) =>
    Object.keys(schemas)
      .sort()
      .map((type) => ({ head: `${kind} ${type}`, block: shelf.put(schemas[type]?.block ?? {}) })),
  );
  const lines = roots.map(({ head, block }) => `${head} ${shelf.spell(block)}`);
  return [...shelf.sharedLines(), ...lines].sort(byHead);
}

/** Readers find a line by halving, so lines are sorted by their heads in UTF-16 order. */
export function byHead(left: string, right: string): number {
  const [a, b] = [headOf(left), headOf(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function headOf(line: string): string {
  return line.slice(0, line.indexOf(' ', 2));
}

interface Stored {
  readonly attributes: string;
  readonly nested: readonly {
    readonly name: string;
    readonly head: string;
    readonly child: Stored;
    readonly tail: string;
  }[];
  uses: number;
  number: number | undefined;
}

/** Keeps each different block once. */
class Shelf {
  readonly #byText = new Map<string, Stored>();
  readonly #order = new Map<Stored, number>();
  readonly #shared: string[] = [];

  put(block: DeclaredBlock): Stored {
    const attributes = spellAttributes(block.attributes ?? {});
    const nested = Object.entries(block.block_types ?? {})
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, nesting]) => ({ name, child: this.put(nesting.block), ...edges(nesting) }));
    const text = JSON.stringify([
      attributes,
      nested.map((n) => [n.name, n.head, n.tail, this.#order.get(n.child)]),
    ]);
    const known = this.#byText.get(text);
    if (known !== undefined) {
      known.uses++;
      return known;
    }
    const stored: Stored = { attributes, nested, uses: 1, number: undefined };
    this.#byText.set(text, stored);
    this.#order.set(stored, this.#order.size);
    return stored;
  }

  /** The block's own text, with references to shared blocks below it. */
  spell(block: Stored): string {
    const nested = block.nested.map((n) => `"${n.name}":[${n.head},${this.#refer(n.child)}${n.tail}]`);
    const parts = block.attributes === '' ? [] : [`"a":[${block.attributes}]`];
    if (nested.length > 0) parts.push(`"b":{${nested.join(',')}}`);
    return `{${parts.join(',')}}`;
  }

  sharedLines(): readonly string[] {
    return this.#shared;
  }

  #refer(block: Stored): string {
    if (block.uses === 1) return this.spell(block);
    if (block.number === undefined) {
      const text = this.spell(block);
      block.number = this.#shared.length;
      this.#shared.push(`b ${block.number} ${text}`);
    }
    return String(block.number);
  }
}

const nestingLetter = { list: 'l', set: 's', single: 'o', group: 'g', map: 'm' } as const;

function edges(nesting: DeclaredNesting): { readonly head: string; readonly tail: string } {
  const { min_items: min = 0, max_items: max = 0 } = nesting;
  const tail = max > 0 ? `,${min},${max}` : min > 0 ? `,${min}` : '';
  return { head: `"${nestingLetter[nesting.nesting_mode]}"`, tail };
}

function spellAttributes(attributes: Readonly<Record<string, DeclaredAttribute>>): string {
  const groups = new Map<string, string[]>();
  for (const name of Object.keys(attributes).sort()) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    const head = `"${flags(attribute)}",${spellType(attribute.type)}`;
    groups.set(head, [...(groups.get(head) ?? []), name]);
  }
  return [...groups]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([head, names]) => `[${head},"${names.join(' ')}"]`)
    .join(',');
}

/**
 * One type is cut: `definition` of data.aws_quicksight_analysis is 0.7 MB of nested objects, more than all
 * other types together; it is written as `dynamic`, so its value is taken as it stands.
 */
const longestType = 50_000;

function spellType(type: unknown): string {
  const text = JSON.stringify(type);
  return text.length > longestType ? '"dynamic"' : text;
}

function flags(attribute: DeclaredAttribute): string {
  const letters = [attribute.required && 'R', attribute.optional && 'O', attribute.computed && 'C'];
  return [...letters, attribute.sensitive && 'S'].filter((letter) => typeof letter === 'string').join('');
}
