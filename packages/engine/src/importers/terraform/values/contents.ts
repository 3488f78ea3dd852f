import type { KnownValue, Unknown, Value } from './value.ts';

/** Every unknown in a value, in order of elements; parts that occur several times are looked at once. */
export function unknownsWithin(value: Value): readonly Unknown[] {
  const found: Unknown[] = [];
  collectUnknowns(value, new Set(), found);
  return found;
}

function collectUnknowns(value: Value, seen: Set<Value>, into: Unknown[]): void {
  if (value.kind === 'unknown') into.push(value.unknown);
  if (isWhollyKnown(value) || seen.has(value)) return;
  seen.add(value);
  for (const child of childrenOf(value)) collectUnknowns(child, seen, into);
}

export function isWhollyKnown(value: Value): boolean {
  return factsOf(value).isWhollyKnown;
}

export function isKnown(value: Value): value is KnownValue {
  return value.kind !== 'unknown';
}

/** Elements of a collection or structure; none for anything else. */
export function childrenOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return value.items;
    case 'map':
    case 'object':
      return [...value.entries.values()];
    default:
      return [];
  }
}

export function isSensitive(value: Value): boolean {
  return value.sensitive === true;
}

/** Whether anything in it is sensitive: such a value must not be printed. */
export function isSensitiveWithin(value: Value): boolean {
  return factsOf(value).isSensitiveWithin;
}

/**
 * How much would be written for the value: its elements, and its text by 32 characters. Values share parts,
 * so that a few lines of Terraform can stand for more than fits into any memory.
 */
export function weightOf(value: Value): number {
  return factsOf(value).weight;
}

/** What is asked about whole values again and again. */
interface DeepFacts {
  readonly isWhollyKnown: boolean;
  readonly isSensitiveWithin: boolean;
  readonly weight: number;
}

const factsOfCollections = new WeakMap<Value, DeepFacts>();

function factsOf(value: Value): DeepFacts {
  const isCollection = 'items' in value || 'entries' in value;
  const seen = isCollection ? factsOfCollections.get(value) : undefined;
  if (seen !== undefined) return seen;
  const children = isCollection ? childrenOf(value).map(factsOf) : [];
  const ownWeight = value.kind === 'string' ? 1 + value.value.length / 32 : 1;
  const facts = {
    isWhollyKnown: value.kind !== 'unknown' && children.every((child) => child.isWhollyKnown),
    isSensitiveWithin: isSensitive(value) || children.some((child) => child.isSensitiveWithin),
    weight: children.reduce((sum, child) => sum + child.weight, ownWeight),
  };
  if (isCollection) factsOfCollections.set(value, facts);
  return facts;
}
