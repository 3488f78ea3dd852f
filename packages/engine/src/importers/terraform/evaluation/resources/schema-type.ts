import type {
  AttributeSchema,
  BlockSchema,
  NestedBlockSchema,
  SchemaType,
} from '../../../../catalog/provider-schema.ts';
import {
  boolType,
  boolValue,
  dynamicType,
  listOf,
  listType,
  mapOf,
  mapType,
  nullValue,
  numberType,
  numberValue,
  objectOf,
  objectType,
  setOf,
  setType,
  stringType,
  stringValue,
  tupleOf,
  tupleType,
} from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import type { Type, Value } from '../../values/value.ts';

/** Schemas are shared between all instances, so their types are made once. */
const typesOfBlocks = new WeakMap<BlockSchema, Type>();

export function readSchemaType(type: SchemaType): Type {
  if (type === 'string') return stringType;
  if (type === 'number') return numberType;
  if (type === 'bool') return boolType;
  if (type === 'dynamic') return dynamicType;
  switch (type[0]) {
    case 'list':
      return listType(readSchemaType(type[1]));
    case 'set':
      return setType(readSchemaType(type[1]));
    case 'map':
      return mapType(readSchemaType(type[1]));
    case 'tuple':
      return tupleType(type[1].map(readSchemaType));
    case 'object':
      return objectType(
        new Map(Object.entries(type[1]).map(([name, part]): [string, Type] => [name, readSchemaType(part)])),
      );
  }
}

/** The object type of a block's values. */
export function typeOfBlock(schema: BlockSchema): Type {
  const seen = typesOfBlocks.get(schema);
  if (seen !== undefined) return seen;
  const attributes = new Map<string, Type>();
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    attributes.set(name, readSchemaType(attribute.type));
  }
  for (const [name, nested] of Object.entries(schema.blocks)) attributes.set(name, typeOfNested(nested));
  const type = objectType(attributes);
  typesOfBlocks.set(schema, type);
  return type;
}

export function typeOfNested(nested: NestedBlockSchema): Type {
  const element = typeOfBlock(nested.block);
  switch (nested.nesting) {
    case 'list':
      return listType(element);
    case 'set':
      return setType(element);
    case 'map':
      return mapType(element);
    default:
      return element;
  }
}

/** A planned JSON value of the catalogue as a value of the type. */
export function readPlannedValue(json: unknown, type: Type): Value {
  const converted = convert(readJson(json), type);
  return converted.ok ? converted.value : nullValue(type);
}

function readJson(json: unknown): Value {
  if (typeof json === 'string') return stringValue(json);
  if (typeof json === 'number') return numberValue(json);
  if (typeof json === 'boolean') return boolValue(json);
  if (Array.isArray(json)) return tupleOf(json.map(readJson));
  if (typeof json !== 'object' || json === null) return nullValue();
  return objectOf(Object.entries(json).map(([key, item]): [string, Value] => [key, readJson(item)]));
}

/** A collection of blocks that nobody wrote. */
export function emptyNested(nested: NestedBlockSchema): Value {
  const element = typeOfBlock(nested.block);
  switch (nested.nesting) {
    case 'list':
      return listOf(element, []);
    case 'set':
      return setOf(element, []);
    case 'map':
      return mapOf(element, []);
    default:
      return nullValue(element);
  }
}

/** Attributes that are written as blocks: `ingress {…}` of a security group, `route {…}` of a table. */
export function elementWrittenAsBlock(
  schema: AttributeSchema,
): Extract<Type, { kind: 'object' }> | undefined {
  const type = readSchemaType(schema.type);
  if (type.kind !== 'list' && type.kind !== 'set') return undefined;
  return type.element.kind === 'object' ? type.element : undefined;
}

/**
 * What the provider plans for a part of such a block that is left out: null only for numbers.
 *
 * @see https://developer.hashicorp.com/terraform/language/attr-as-blocks
 */
export function zeroOf(type: Type): Value {
  switch (type.kind) {
    case 'string':
      return stringValue('');
    case 'bool':
      return boolValue(false);
    case 'list':
      return listOf(type.element, []);
    case 'set':
      return setOf(type.element, []);
    case 'map':
      return mapOf(type.element, []);
    default:
      return nullValue(type);
  }
}
