import type { Type } from './value.ts';

/**
 * Whether values of one type can become values of the other: always (`safe`), or depending on the value
 * (`unsafe`: the text "5" becomes a number, "a" does not).
 */
export function canConvert(from: Type, to: Type, safety: 'safe' | 'unsafe'): boolean {
  if (to.kind === 'dynamic' || from.kind === 'dynamic') return true;
  switch (to.kind) {
    case 'string':
      return from.kind === 'string' || from.kind === 'number' || from.kind === 'bool';
    case 'number':
    case 'bool':
      return from.kind === to.kind || (safety === 'unsafe' && from.kind === 'string');
    case 'list':
    case 'set':
      return (
        sequenceElements(from).every((element) => canConvert(element, to.element, safety)) && isSequence(from)
      );
    case 'map':
      return mapElements(from)?.every((element) => canConvert(element, to.element, safety)) ?? false;
    case 'tuple':
      return canConvertToTuple(from, to, safety);
    case 'object':
      return canConvertToObject(from, to, safety);
  }
}

function isSequence(type: Type): boolean {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple';
}

function sequenceElements(type: Type): readonly Type[] {
  if (type.kind === 'tuple') return type.elements;
  return type.kind === 'list' || type.kind === 'set' ? [type.element] : [];
}

function mapElements(type: Type): readonly Type[] | undefined {
  if (type.kind === 'map') return [type.element];
  return type.kind === 'object' ? [...type.attributes.values()] : undefined;
}

function canConvertToTuple(
  from: Type,
  to: Extract<Type, { kind: 'tuple' }>,
  safety: 'safe' | 'unsafe',
): boolean {
  if (from.kind !== 'tuple' || from.elements.length !== to.elements.length) return false;
  return from.elements.every((element, i) => canConvert(element, to.elements[i] ?? element, safety));
}

function canConvertToObject(
  from: Type,
  to: Extract<Type, { kind: 'object' }>,
  safety: 'safe' | 'unsafe',
): boolean {
  if (from.kind === 'map') {
    return (
      safety === 'unsafe' &&
      [...to.attributes.values()].every((type) => canConvert(from.element, type, safety))
    );
  }
  if (from.kind !== 'object') return false;
  return [...to.attributes].every(([name, type]) => {
    const given = from.attributes.get(name);
    return given === undefined ? to.optional?.has(name) === true : canConvert(given, type, safety);
  });
}
