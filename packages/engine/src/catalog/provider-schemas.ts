import { invariant } from '../base/invariant.ts';
import type { CatalogFiles } from './catalog.ts';
import type {
  AttributeSchema,
  BlockSchema,
  NestedBlockSchema,
  ProviderSchemas,
  SchemaType,
} from './provider-schema.ts';

const schemaFile = 'provider-schema/aws-5.txt';

/**
 * Reads the recorded schemas of the AWS provider. The file has one line for each type and about a megabyte:
 * it is cut into lines on first use, and only the lines of types that are asked for are parsed, once each.
 *
 * @see catalog/provider-schema/README.md for the form of the lines
 */
export function createProviderSchemas(files: CatalogFiles): ProviderSchemas {
  const schemas = lazy(() => readLines(files.read(schemaFile) ?? ''));
  const block = memoise((head: string): BlockSchema | undefined => {
    const line = schemas().get(head);
    return line === undefined ? undefined : readBlock(JSON.parse(line), shared);
  });
  const shared = (number: number): BlockSchema => {
    const found = block(`b ${number}`);
    invariant(found !== undefined, `${schemaFile} holds the shared block ${number}`);
    return found;
  };
  return { resource: (type) => block(`r ${type}`), data: (type) => block(`d ${type}`) };
}

/** `r aws_vpc {…}` → key `r aws_vpc`, value `{…}`. */
function readLines(text: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (let start = 0; start < text.length; ) {
    const end = endOfLine(text, start);
    const gap = text.indexOf(' ', start + 2);
    if (text[start] !== '#' && gap < end) lines.set(text.slice(start, gap), text.slice(gap + 1, end));
    start = end + 1;
  }
  return lines;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

interface BlockLine {
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

function readBlock(line: BlockLine, shared: (number: number) => BlockSchema): BlockSchema {
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

function lazy<Value>(compute: () => Value): () => Value {
  let held: { readonly value: Value } | undefined;
  return () => {
    held ??= { value: compute() };
    return held.value;
  };
}

function memoise<Answer>(compute: (key: string) => Answer): (key: string) => Answer {
  const answers = new Map<string, { readonly value: Answer }>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known.value;
    const value = compute(key);
    answers.set(key, { value });
    return value;
  };
}
