import { canConvert } from './conversion-exists.ts';
import { hasDynamic, typesEqual } from './type.ts';
import type { Type } from './value.ts';

type ConversionSafety = 'safe' | 'unsafe';

const dynamic: Type = { kind: 'dynamic' };

/**
 * The one type that all the given types convert to: for the arms of a conditional, the elements of a list.
 *
 * Structures of one kind are unified part by part (tuples of different length become lists, objects with
 * different names become maps); otherwise the most general of the given types that all others convert to.
 *
 * @returns `undefined` when there is none
 * @see https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion
 */
export function unifyTypes(types: readonly Type[], safety: ConversionSafety = 'safe'): Type | undefined {
  const first = types[0];
  if (first === undefined) return dynamic;
  if (types.every((type) => typesEqual(type, first))) return first;
  const structural = unifyStructures(types, safety);
  if (structural !== 'other kinds') return structural;
  return types
    .toSorted(byPreference)
    .find((wanted) => types.every((type) => canConvert(type, wanted, safety)));
}

type Structural = Type | undefined | 'other kinds';

function unifyStructures(types: readonly Type[], safety: ConversionSafety): Structural {
  const kinds = new Set(types.map((type) => type.kind));
  const hasUnknownType = kinds.delete('dynamic');
  const only = kinds.size === 1 ? [...kinds][0] : undefined;
  if (only === 'list' || only === 'set' || only === 'map') {
    return hasUnknownType ? dynamic : unifyCollections(only, types, safety);
  }
  if (only === 'object') return hasUnknownType ? dynamic : unifyObjects(types, safety);
  if (only === 'tuple') return hasUnknownType ? dynamic : unifyTuples(types, safety);
  if (kinds.size === 2 && kinds.has('map') && kinds.has('object')) {
    return unifyAsMap(types.filter(isNotDynamic), safety) ?? 'other kinds';
  }
  if (kinds.size === 2 && kinds.has('list') && kinds.has('tuple')) {
    return unifyAsList(types.filter(isNotDynamic), safety) ?? 'other kinds';
  }
  return kinds.has('object') && kinds.has('tuple') ? undefined : 'other kinds';
}

function isNotDynamic(type: Type): boolean {
  return type.kind !== 'dynamic';
}

function unifyCollections(
  kind: 'list' | 'set' | 'map',
  types: readonly Type[],
  safety: ConversionSafety,
): Type | undefined {
  const element = unifyTypes(
    types.flatMap((type) => ('element' in type ? [type.element] : [])),
    safety,
  );
  return element === undefined ? undefined : { kind, element };
}

function unifyObjects(types: readonly Type[], safety: ConversionSafety): Type | undefined {
  const objects = types.flatMap((type) => (type.kind === 'object' ? [type.attributes] : []));
  const names = [...(objects[0]?.keys() ?? [])];
  const sameNames = objects.every(
    (attributes) => attributes.size === names.length && names.every((name) => attributes.has(name)),
  );
  if (!sameNames) return unifyAsMap(types, safety);
  const unified = new Map<string, Type>();
  for (const name of names) {
    const type = unifyTypes(
      objects.flatMap((attributes) => attributes.get(name) ?? []),
      safety,
    );
    if (type === undefined) return undefined;
    unified.set(name, type);
  }
  return { kind: 'object', attributes: unified };
}

function unifyTuples(types: readonly Type[], safety: ConversionSafety): Type | undefined {
  const tuples = types.flatMap((type) => (type.kind === 'tuple' ? [type.elements] : []));
  const length = tuples[0]?.length ?? 0;
  if (tuples.some((elements) => elements.length !== length)) return unifyAsList(types, safety);
  const unified: Type[] = [];
  for (let i = 0; i < length; i++) {
    const type = unifyTypes(
      tuples.flatMap((elements) => elements[i] ?? []),
      safety,
    );
    if (type === undefined) return undefined;
    unified.push(type);
  }
  return { kind: 'tuple', elements: unified };
}

function unifyAsMap(types: readonly Type[], safety: ConversionSafety): Type | undefined {
  return unifyParts('map', types.flatMap(partsOf), safety);
}

function unifyAsList(types: readonly Type[], safety: ConversionSafety): Type | undefined {
  return unifyParts('list', types.flatMap(partsOf), safety);
}

function partsOf(type: Type): readonly Type[] {
  if (type.kind === 'object') return [...type.attributes.values()];
  if (type.kind === 'tuple') return type.elements;
  return 'element' in type ? [type.element] : [];
}

function unifyParts(
  kind: 'map' | 'list',
  parts: readonly Type[],
  safety: ConversionSafety,
): Type | undefined {
  // An empty map or list without an element type gives no opinion.
  const known = parts.filter(isNotDynamic);
  const element = unifyTypes(known.length > 0 ? known : parts, safety);
  return element === undefined ? undefined : { kind, element };
}

/** Earlier = more general: string before the other primitives, list before set, known before unknown. */
function byPreference(left: Type, right: Type): number {
  return generality(left) - generality(right);
}

function generality(type: Type): number {
  if (type.kind === 'dynamic') return 9;
  if (type.kind === 'string') return 0;
  if (type.kind === 'list') return hasDynamic(type) ? 2 : 1;
  if (type.kind === 'set') return hasDynamic(type) ? 4 : 3;
  return hasDynamic(type) ? 6 : 5;
}
