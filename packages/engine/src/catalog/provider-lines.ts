import { compareText } from '../base/ordered.ts';
import type { AttributeSchema, BlockSchema, NestedBlockSchema, SchemaType } from './provider-schema.ts';

/** One block as the catalogue spells it. @see catalog/provider-schema/README.md */
export interface BlockLine {
  readonly a?: readonly (readonly [flags: string, type: SchemaType, names: string])[];
  readonly b?: Readonly<Record<string, NestingLine>>;
}
type NestingLine = readonly [
  letter: keyof typeof nestings,
  block: BlockLine | number,
  min?: number,
  max?: number,
];

const nestings = { l: 'list', s: 'set', o: 'single', g: 'group', m: 'map' } as const;

/** @param shared gives a block that several types share by its number */
export function readBlock(line: BlockLine, shared: (number: number) => BlockSchema): BlockSchema {
  // Without a prototype: a user's `constructor = 1` must not find `Object.prototype.constructor` here.
  const attributes: Record<string, AttributeSchema> = Object.create(null);
  for (const [flags, type, names] of line.a ?? []) {
    const attribute = readAttribute(flags, type);
    for (const name of names.split(' ')) attributes[name] = attribute;
  }
  const blocks: Record<string, NestedBlockSchema> = Object.create(null);
  for (const [name, nesting] of Object.entries(line.b ?? {})) blocks[name] = readNesting(nesting, shared);
  return { attributes, blocks };
}

/** `R` required, `O` optional, `C` computed, `S` sensitive. */
function readAttribute(flags: string, type: SchemaType): AttributeSchema {
  return {
    type,
    ...(flags.includes('R') ? { required: true } : {}),
    ...(flags.includes('O') ? { optional: true } : {}),
    ...(flags.includes('C') ? { computed: true } : {}),
    ...(flags.includes('S') ? { sensitive: true } : {}),
  };
}

function readNesting(line: NestingLine, shared: (number: number) => BlockSchema): NestedBlockSchema {
  const [letter, block, min = 0, max = 0] = line;
  return {
    nesting: nestings[letter],
    block: typeof block === 'number' ? shared(block) : readBlock(block, shared),
    ...(min > 0 ? { minItems: min } : {}),
    ...(max > 0 ? { maxItems: max } : {}),
  };
}

/**
 * Finds the rest of the line that begins with a head such as `r aws_vpc`. Lines are sorted by their heads, so
 * halving finds one without cutting a megabyte into lines first. Lines before the first head are comments.
 */
export function createLineFinder(text: string): (head: string) => string | undefined {
  return (head) => {
    let low = 0;
    let high = text.length;
    while (low < high) {
      const start = startOfLine(text, (low + high) >>> 1);
      const end = endOfLine(text, start);
      const gap = text.indexOf(' ', start + 2);
      const order = text[start] === '#' ? 1 : compareText(head, text.slice(start, gap));
      if (order === 0) return text.slice(gap + 1, end);
      if (order < 0) high = start;
      else low = end + 1;
    }
    return undefined;
  };
}

function startOfLine(text: string, within: number): number {
  return within === 0 ? 0 : text.lastIndexOf('\n', within - 1) + 1;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}
