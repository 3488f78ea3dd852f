import { suggestNames } from '../../../../base/nearest-names.ts';
import type { SourceRange } from '../../../../base/source-range.ts';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from '../../../../catalog/provider-schema.ts';
import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import {
  missingArgument,
  newerProvider,
  unknownArgument,
  wrongArgumentValue,
} from '../../../../diagnostics/kinds/arguments.ts';
import type { Attribute, Block, Expression } from '../../syntax/ast.ts';
import {
  dynamicType,
  isSensitive,
  markSensitive,
  nullValue,
  objectOf,
  tupleOf,
} from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import type { Type, Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { elementsOf } from '../expressions/iterate.ts';
import {
  computedAttribute,
  invalidValue,
  isInvalid,
  keepExactness,
  unknownAttribute,
} from '../expressions/unknown-parts.ts';
import { blockTypeOf } from '../loading/read-module.ts';
import { LazyEntries } from '../modules/lazy-entries.ts';
import { type Scope, within } from '../scope.ts';
import { headerOf, type Placed, type PlacedBody, rangeOf } from '../source.ts';
import type { ExpandedBlocks, WrittenBlock } from './dynamic.ts';
import {
  elementWrittenAsBlock,
  emptyNested,
  readPlannedValue,
  readSchemaType,
  typeOfNested,
  zeroOf,
} from './schema-type.ts';
import { expandBlocks, groupByType } from './written-blocks.ts';

/** One reading of one instance's body. */
export interface BodyReading {
  /** The instance: what AWS computes stands for its attributes. */
  readonly address: string;
  /** `resource "aws_vpc" "main"`, as mistakes name it. */
  readonly label: string;
  readonly ranges: Map<string, SourceRange>;
  /** The configuration asks for a provider that is newer than the schemas: what they lack may be right. */
  readonly isNewer: boolean;
  /** It stays with an older one: what they lack may be right under any name, and what they need be newer. */
  readonly isOlder: boolean;
  /** The type is of the provider's older framework: its `id` may be written. */
  readonly isLegacy: boolean;
}

/** Names in a resource that are Terraform's own. */
const metaArguments: ReadonlySet<string> = new Set(['count', 'for_each', 'provider', 'depends_on']);
const metaBlocks: ReadonlySet<string> = new Set(['lifecycle', 'provisioner', 'connection']);

/** The body of a resource or data source without Terraform's own arguments. */
export function withoutMeta(body: PlacedBody): PlacedBody {
  return {
    attributes: new Map([...body.attributes].filter(([name]) => !metaArguments.has(name))),
    blocks: body.blocks.filter((block) => !metaBlocks.has(blockTypeOf(block))),
  };
}

/** Where a body is in its instance: `ingress[0]`; empty at the top. */
interface Place {
  readonly path: string;
  readonly scope: Scope;
}

/**
 * Values of a body in the shape of plan JSON: what is written, brought to the provider's types; its defaults;
 * unknowns for what AWS computes; nested blocks as collections of objects (TF-5). Without a schema, as it is
 * written.
 */
export function readBody(
  body: PlacedBody,
  schema: BlockSchema | undefined,
  scope: Scope,
  reading: BodyReading,
): Map<string, Value> {
  return readLevel(body, schema, { path: '', scope }, reading);
}

function readLevel(
  body: PlacedBody,
  schema: BlockSchema | undefined,
  place: Place,
  reading: BodyReading,
): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, attribute] of body.attributes) {
    values.set(name, readArgument(attribute, schema, place, reading));
  }
  for (const [type, blocks] of groupByType(body.blocks)) {
    values.set(type, readBlocks(type, blocks, schema, place, reading));
  }
  if (schema !== undefined) fillAbsent(values, schema, place, reading);
  return values;
}

function pathOf(place: Place, name: string): string {
  return place.path === '' ? name : `${place.path}.${name}`;
}

function readArgument(
  attribute: Placed<Attribute>,
  schema: BlockSchema | undefined,
  place: Place,
  reading: BodyReading,
): Value {
  const { name, value: expression } = attribute.node;
  const scope = within(place.scope, attribute.source);
  const path = pathOf(place, name);
  recordRanges(expression, path, scope, reading);
  const declared = schema?.attributes[name];
  if (declared !== undefined) return readDeclared(attribute, declared, { path, scope }, reading);
  const value = evaluate(expression, scope);
  const nested = schema?.blocks[name];
  if (nested !== undefined) return readNestedValue(value, nested, { path, scope }, reading);
  if (schema !== undefined) tellUnknownArgument(name, schema, rangeOf(attribute), place, reading);
  return value;
}

/** Places of the written elements of lists and objects. */
function recordRanges(expression: Expression, path: string, scope: Scope, reading: BodyReading): void {
  reading.ranges.set(path, scope.source.locate(expression.span));
  if (expression.kind === 'tuple') {
    for (const [i, element] of expression.elements.entries()) {
      recordRanges(element, `${path}[${i}]`, scope, reading);
    }
  } else if (expression.kind === 'object') {
    for (const { key, value } of expression.items) {
      if (key.kind === 'string') recordRanges(value, `${path}.${key.value}`, scope, reading);
    }
  } else if (expression.kind === 'call' && expression.name === 'jsonencode') {
    const [whole] = expression.args;
    if (whole !== undefined) recordRanges(whole, path, scope, reading);
    // The text as a whole stands where the call does.
    reading.ranges.set(path, scope.source.locate(expression.span));
  }
}

function tellUnknownArgument(
  name: string,
  schema: BlockSchema,
  range: SourceRange,
  place: Place,
  reading: BodyReading,
): void {
  // Provider 6 gives every resource a `region` (TF-10).
  if (place.path === '' && name === 'region') return;
  const of = place.path === '' ? reading.label : `${reading.label} ${place.path}`;
  const names = [...Object.keys(schema.attributes), ...Object.keys(schema.blocks)];
  const suggestions = suggestNames(name, names);
  const mayBeRight = reading.isOlder || (reading.isNewer && suggestions.length === 0);
  place.scope.report(
    mayBeRight
      ? diagnose(newerProvider, { of, name }, range)
      : diagnose(unknownArgument, { of, name, suggestions }, range),
  );
}

function readDeclared(
  attribute: Placed<Attribute>,
  declared: AttributeSchema,
  place: Place,
  reading: BodyReading,
): Value {
  const written = evaluate(attribute.node.value, place.scope);
  const type = readSchemaType(declared.type);
  const element = elementWrittenAsBlock(declared);
  const value = element === undefined ? written : fillWrittenObjects(written, element);
  if (value.kind === 'null') return absentAttribute(declared, place.path, reading);
  const given = convertWritten(value, type, attribute.node.name, rangeOfValue(attribute), place.scope);
  const converted = reading.isLegacy ? asLegacyPlans(given, declared, place.path, reading) : given;
  return declared.sensitive === true ? markSensitive(converted) : converted;
}

/**
 * Resources of the provider's older framework cannot tell empty from absent: an empty set, map or computed
 * text counts as not written, and null elements of maps are dropped. (Seen in plans of provider 5.100.)
 */
function asLegacyPlans(value: Value, declared: AttributeSchema, path: string, reading: BodyReading): Value {
  if (value.kind === 'map') {
    const entries = new Map([...value.entries].filter(([, item]) => item.kind !== 'null'));
    return entries.size === 0 ? absentAttribute(declared, path, reading) : { ...value, entries };
  }
  const isEmptySet = value.kind === 'set' && value.items.length === 0 && value.element.kind !== 'object';
  const isEmptyText = value.kind === 'string' && value.value === '' && declared.computed === true;
  const isAbsent = isEmptySet || (isEmptyText && !path.endsWith('policy'));
  return isAbsent ? absentAttribute(declared, path, reading) : value;
}

function rangeOfValue(attribute: Placed<Attribute>): SourceRange {
  return attribute.source.locate(attribute.node.value.span);
}

function convertWritten(value: Value, type: Type, name: string, range: SourceRange, scope: Scope): Value {
  if (isInvalid(value)) return { ...invalidValue(range), type };
  const converted = convert(value, type);
  if (converted.ok) return keepExactness(value, converted.value);
  const { because: _because, ...problem } = converted.error;
  scope.report(diagnose(wrongArgumentValue, { name, ...problem }, range));
  return { ...invalidValue(range), type };
}

/** `ingress = [{ … }]`: parts that are left out or null get their zero value. */
function fillWrittenObjects(value: Value, element: Extract<Type, { kind: 'object' }>): Value {
  const items = elementsOf(value);
  if (items === undefined) return value;
  const objects = value.kind === 'object' ? [value] : items.map((item) => item.value);
  const filled = tupleOf(objects.map((item) => fillWithZeros(item, element)));
  return isSensitive(value) ? markSensitive(filled) : filled;
}

function fillWithZeros(item: Value, type: Extract<Type, { kind: 'object' }>): Value {
  if (item.kind !== 'object' && item.kind !== 'map') return item;
  const entries = new Map(item.entries);
  for (const [name, part] of type.attributes) {
    const given = entries.get(name);
    if (given === undefined || given.kind === 'null') entries.set(name, zeroOf(part));
  }
  return objectOf(entries);
}

function absentAttribute(declared: AttributeSchema, path: string, reading: BodyReading): Value {
  const type = readSchemaType(declared.type);
  if (declared.absent === 'null') return nullValue(type);
  if (declared.absent !== 'varies' && declared.default !== undefined) {
    return readPlannedValue(declared.default, type);
  }
  const isOpen = declared.computed === true || declared.absent === 'varies';
  return isOpen ? computedAttribute(type, { address: reading.address, path }) : nullValue(type);
}

function absentNested(nested: NestedBlockSchema, path: string, reading: BodyReading): Value {
  if (nested.default !== undefined) return readPlannedValue(nested.default, typeOfNested(nested));
  if (nested.computed !== true) return emptyNested(nested);
  return unknownAttribute(typeOfNested(nested), { address: reading.address, path });
}

function fillAbsent(
  values: Map<string, Value>,
  schema: BlockSchema,
  place: Place,
  reading: BodyReading,
): void {
  const written = new Set(values.keys());
  for (const [name, declared] of Object.entries(schema.attributes)) {
    if (values.has(name)) continue;
    if (declared.required === true && !reading.isOlder) tellMissing(name, place, reading);
    const displaced = declared.defaultUnless?.some((sibling) => written.has(sibling)) === true;
    const type = readSchemaType(declared.type);
    values.set(name, displaced ? nullValue(type) : absentAttribute(declared, pathOf(place, name), reading));
  }
  for (const [name, nested] of Object.entries(schema.blocks)) {
    if (!values.has(name)) values.set(name, absentNested(nested, pathOf(place, name), reading));
  }
}

function tellMissing(name: string, place: Place, reading: BodyReading): void {
  const of = place.path === '' ? reading.label : `${reading.label} ${place.path}`;
  const range = reading.ranges.get(place.path);
  place.scope.report(diagnose(missingArgument, { of, name }, range));
}

function readBlocks(
  type: string,
  blocks: readonly Placed<Block>[],
  schema: BlockSchema | undefined,
  place: Place,
  reading: BodyReading,
): Value {
  const expanded = expandBlocks(blocks, place.scope);
  const path = pathOf(place, type);
  const nested = schema?.blocks[type];
  if (nested !== undefined) return readNestedBlocks(expanded, nested, { ...place, path }, reading);
  const declared = schema?.attributes[type];
  const element = declared === undefined ? undefined : elementWrittenAsBlock(declared);
  if (declared !== undefined && element !== undefined) {
    return readAttributeBlocks(expanded, readSchemaType(declared.type), element, { ...place, path }, reading);
  }
  const first = blocks[0];
  if (schema !== undefined && first !== undefined) {
    tellUnknownArgument(type, schema, headerOf(first), place, reading);
  }
  const isOpen = schema === undefined || reading.isNewer || reading.isOlder;
  const items = readEach(expanded, path, reading, (block, inner, own) => {
    const values = readLevel(block.body, undefined, inner, own);
    return isOpen ? openObject(values, inner.path, reading) : objectOf(values);
  });
  return tupleOf([...items.map((item) => item.value), ...expanded.open]);
}

/** A block that no schema tells of: what the provider may compute in it is not known, and no mistake (TF-5). */
function openObject(values: ReadonlyMap<string, Value>, path: string, reading: BodyReading): Value {
  const { address } = reading;
  const compute = (name: string): Value =>
    values.get(name) ?? unknownAttribute(dynamicType, { address, path: `${path}.${name}` });
  return { kind: 'object', entries: new LazyEntries(values.keys(), compute) };
}

interface ReadItem {
  readonly value: Value;
  readonly label: string | undefined;
  /** Places inside the item, with the item's own path taken off. */
  readonly ranges: ReadonlyMap<string, SourceRange>;
}

type ReadOne = (block: WrittenBlock, place: Place, reading: BodyReading) => Value;

function readEach(
  expanded: ExpandedBlocks,
  path: string,
  reading: BodyReading,
  readOne: ReadOne,
): readonly ReadItem[] {
  return expanded.blocks.map((block, i) => {
    const ranges = new Map<string, SourceRange>();
    const inner = `${path}[${i}]`;
    ranges.set(inner, block.range);
    const value = readOne(block, { path: inner, scope: block.scope }, { ...reading, ranges });
    for (const [at, range] of ranges) reading.ranges.set(at, range);
    const relative = new Map([...ranges].map(([at, range]) => [at.slice(inner.length), range]));
    return { value, label: block.label, ranges: relative };
  });
}

function readNestedBlocks(
  expanded: ExpandedBlocks,
  nested: NestedBlockSchema,
  place: Place,
  reading: BodyReading,
): Value {
  const items = readEach(expanded, place.path, reading, (block, inner, own) =>
    objectOf(readLevel(block.body, nested.block, inner, own)),
  );
  return collectNested(items, expanded.open, nested, place.path, reading);
}

function collectNested(
  items: readonly ReadItem[],
  open: readonly Value[],
  nested: NestedBlockSchema,
  path: string,
  reading: BodyReading,
): Value {
  const element = typeOfNested({ ...nested, nesting: 'single' });
  const values = [...items.map((item) => item.value), ...open.map((value) => asElement(value, element))];
  switch (nested.nesting) {
    case 'list':
      return { kind: 'list', element, items: values };
    case 'set':
      return collectSet(items, values, element, path, reading);
    case 'map':
      return {
        kind: 'map',
        element,
        entries: new Map(items.map((item, i) => [item.label ?? String(i), item.value])),
      };
    default:
      return values[0] ?? nullValue(element);
  }
}

function asElement(value: Value, type: Type): Value {
  return value.kind === 'unknown' ? { ...value, type } : value;
}

/** Blocks of a set in the set's order, and their places with them. */
function collectSet(
  items: readonly ReadItem[],
  values: readonly Value[],
  element: Type,
  path: string,
  reading: BodyReading,
): Value {
  const converted = convert(tupleOf(values), { kind: 'set', element });
  if (!converted.ok || converted.value.kind !== 'set') return { kind: 'set', element, items: values };
  const order = converted.value.items;
  for (const item of items) {
    const index = order.indexOf(item.value);
    if (index < 0) continue;
    for (const [at, range] of item.ranges) reading.ranges.set(`${path}[${index}]${at}`, range);
  }
  return converted.value;
}

function readAttributeBlocks(
  expanded: ExpandedBlocks,
  type: Type,
  element: Extract<Type, { kind: 'object' }>,
  place: Place,
  reading: BodyReading,
): Value {
  const schema = schemaOfElement(element);
  const items = readEach(expanded, place.path, reading, (block, inner, own) => {
    const bare = readLevel(block.body, schema, inner, own);
    return fillWithZeros(objectOf(bare), element);
  });
  const open = expanded.open.map((value) => asElement(value, element));
  const values = [...items.map((item) => item.value), ...open];
  if (type.kind === 'set') return collectSet(items, values, element, place.path, reading);
  return { kind: 'list', element, items: values };
}

const schemasOfElements = new WeakMap<Type, BlockSchema>();

/** The parts of an attribute that is written as a block are all optional. */
function schemaOfElement(element: Extract<Type, { kind: 'object' }>): BlockSchema {
  const seen = schemasOfElements.get(element);
  if (seen !== undefined) return seen;
  const attributes: Record<string, AttributeSchema> = Object.create(null);
  for (const [name, type] of element.attributes)
    attributes[name] = { type: schemaTypeOf(type), optional: true };
  const schema: BlockSchema = { attributes, blocks: Object.create(null) };
  schemasOfElements.set(element, schema);
  return schema;
}

function schemaTypeOf(type: Type): AttributeSchema['type'] {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return [type.kind, schemaTypeOf(type.element)];
    case 'tuple':
      return ['tuple', type.elements.map(schemaTypeOf)];
    case 'object':
      return [
        'object',
        Object.fromEntries([...type.attributes].map(([name, part]) => [name, schemaTypeOf(part)])),
      ];
    default:
      return type.kind;
  }
}

/** JSON syntax cannot tell blocks from arguments: objects, or lists of them, where blocks are wanted. */
function readNestedValue(value: Value, nested: NestedBlockSchema, place: Place, reading: BodyReading): Value {
  if (value.kind === 'null') return absentNested(nested, place.path, reading);
  if (value.kind === 'unknown') return { ...value, type: typeOfNested(nested) };
  const objects = labelledObjects(value, nested);
  const items = objects.map(({ label, object }, i): ReadItem => {
    const path = `${place.path}[${i}]`;
    return {
      value: readObjectAsBlock(object, nested.block, { ...place, path }, reading),
      label,
      ranges: new Map(),
    };
  });
  return collectNested(items, [], nested, place.path, reading);
}

interface LabelledObject {
  readonly label: string | undefined;
  readonly object: Value;
}

function labelledObjects(value: Value, nested: NestedBlockSchema): readonly LabelledObject[] {
  if (value.kind !== 'object' && value.kind !== 'map') {
    return (elementsOf(value) ?? []).map((element) => ({ label: undefined, object: element.value }));
  }
  if (nested.nesting !== 'map') return [{ label: undefined, object: value }];
  return [...value.entries].map(([label, object]) => ({ label, object }));
}

function readObjectAsBlock(object: Value, schema: BlockSchema, place: Place, reading: BodyReading): Value {
  if (object.kind !== 'object' && object.kind !== 'map') return object;
  const values = new Map<string, Value>();
  for (const [name, given] of object.entries) {
    const declared = schema.attributes[name];
    const nested = schema.blocks[name];
    const inner = { ...place, path: pathOf(place, name) };
    if (nested !== undefined) values.set(name, readNestedValue(given, nested, inner, reading));
    else if (declared === undefined) {
      tellUnknownArgument(name, schema, rangeNear(inner.path, reading, place), place, reading);
    } else if (given.kind !== 'null') {
      const range = rangeNear(inner.path, reading, place);
      const converted = convertWritten(given, readSchemaType(declared.type), name, range, place.scope);
      const settled = reading.isLegacy ? asLegacyPlans(converted, declared, inner.path, reading) : converted;
      values.set(name, settled);
    }
  }
  fillAbsent(values, schema, place, reading);
  return objectOf(values);
}

function rangeNear(path: string, reading: BodyReading, place: Place): SourceRange {
  const found = reading.ranges.get(path) ?? reading.ranges.get(path.replace(/\[\d+\]|\..*$/, ''));
  return found ?? place.scope.source.locate({ start: 0, end: 0 });
}
