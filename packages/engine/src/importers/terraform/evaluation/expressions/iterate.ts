import {
  dynamicType,
  numberType,
  numberValue,
  stringType,
  stringValue,
  unknownOf,
} from '../../values/construct.ts';
import type { Type, UnknownValue, Value } from '../../values/value.ts';
import { unknownStep } from './unknown-parts.ts';

export interface Element {
  readonly key: Value;
  readonly value: Value;
}

/** The elements of a collection or structure in Terraform's order; `undefined` = cannot be gone over. */
export function elementsOf(collection: Value): readonly Element[] | undefined {
  switch (collection.kind) {
    case 'list':
    case 'tuple':
      return collection.items.map((value, i) => ({ key: numberValue(i), value }));
    case 'set':
      return collection.items.map((value) => ({ key: value, value }));
    case 'map':
    case 'object':
      return [...collection.entries].map(([key, value]) => ({ key: stringValue(key), value }));
    default:
      return undefined;
  }
}

/** One element that stands for all of a collection that is not known. */
export function symbolicElement(collection: UnknownValue): Element {
  const value = unknownStep(collection, elementTypeOf(collection.type), '[*]');
  const key = unknownOf(keyTypeOf(collection.type), {
    reason: collection.unknown.reason,
    references: collection.unknown.references,
  });
  return { key: collection.type.kind === 'set' ? value : key, value };
}

function elementTypeOf(type: Type): Type {
  return 'element' in type ? type.element : dynamicType;
}

function keyTypeOf(type: Type): Type {
  if (type.kind === 'map' || type.kind === 'object') return stringType;
  return type.kind === 'list' || type.kind === 'tuple' ? numberType : dynamicType;
}

export function mayBeIterated(type: Type): boolean {
  return type.kind !== 'string' && type.kind !== 'number' && type.kind !== 'bool';
}
