import { compareBytes } from './text-order.ts';
import type { Type, Value } from './value.ts';

export function typesEqual(left: Type, right: Type): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case 'list':
    case 'set':
    case 'map':
      return right.kind === left.kind && typesEqual(left.element, right.element);
    case 'tuple':
      return (
        right.kind === 'tuple' &&
        left.elements.length === right.elements.length &&
        left.elements.every((element, i) => typesEqual(element, right.elements[i] ?? element))
      );
    case 'object':
      return right.kind === 'object' && attributesEqual(left.attributes, right.attributes);
    default:
      return left.kind === right.kind;
  }
}

function attributesEqual(left: ReadonlyMap<string, Type>, right: ReadonlyMap<string, Type>): boolean {
  if (left.size !== right.size) return false;
  return [...left].every(([name, type]) => {
    const other = right.get(name);
    return other !== undefined && typesEqual(type, other);
  });
}

const typesOfStructures = new WeakMap<object, Type>();

/** The exact type of a value; of an unknown, what is known of it. */
export function typeOf(value: Value): Type {
  switch (value.kind) {
    case 'null':
    case 'unknown':
      return value.type;
    case 'bool':
    case 'number':
    case 'string':
      return primitiveTypes[value.kind];
    case 'list':
    case 'set':
    case 'map':
      return { kind: value.kind, element: value.element };
    case 'tuple':
    case 'object':
      return typeOfStructure(value);
  }
}

const primitiveTypes: Readonly<Record<'bool' | 'number' | 'string', Type>> = {
  bool: { kind: 'bool' },
  number: { kind: 'number' },
  string: { kind: 'string' },
};

function typeOfStructure(value: Extract<Value, { kind: 'tuple' | 'object' }>): Type {
  const seen = typesOfStructures.get(value);
  if (seen !== undefined) return seen;
  const type: Type =
    value.kind === 'tuple'
      ? { kind: 'tuple', elements: value.items.map(typeOf) }
      : {
          kind: 'object',
          attributes: new Map([...value.entries].map(([name, item]) => [name, typeOf(item)])),
        };
  typesOfStructures.set(value, type);
  return type;
}

/** Whether some part of the type is not known yet. */
export function hasDynamic(type: Type): boolean {
  switch (type.kind) {
    case 'dynamic':
      return true;
    case 'list':
    case 'set':
    case 'map':
      return hasDynamic(type.element);
    case 'tuple':
      return type.elements.some(hasDynamic);
    case 'object':
      return [...type.attributes.values()].some(hasDynamic);
    default:
      return false;
  }
}

export function isPrimitive(type: Type): boolean {
  return type.kind === 'bool' || type.kind === 'number' || type.kind === 'string';
}

/** The type as Terraform writes constraints: `list(string)`, `object({a=number})`, `any`. */
export function formatType(type: Type): string {
  switch (type.kind) {
    case 'dynamic':
      return 'any';
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${formatType(type.element)})`;
    case 'tuple':
      return `tuple([${type.elements.map(formatType).join(', ')}])`;
    case 'object':
      return `object({${formatAttributes(type)}})`;
    default:
      return type.kind;
  }
}

function formatAttributes(type: Extract<Type, { kind: 'object' }>): string {
  return [...type.attributes]
    .toSorted(([a], [b]) => compareBytes(a, b))
    .map(([name, attribute]) => {
      const written = formatType(attribute);
      return `${name}=${type.optional?.has(name) === true ? `optional(${written})` : written}`;
    })
    .join(', ');
}

/** The type in Terraform's own short words: `list of string`, `object`, `tuple`. */
export function describeType(type: Type): string {
  switch (type.kind) {
    case 'dynamic':
      return 'dynamic';
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind} of ${describeElement(type.element)}`;
    default:
      return type.kind;
  }
}

function describeElement(element: Type): string {
  return element.kind === 'dynamic' ? 'any single type' : describeType(element);
}
