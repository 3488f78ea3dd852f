import {
  type Collection,
  collection,
  type Known,
  known,
  type Unknown,
  unknown,
} from '../../../base/known.ts';
import type { SourceRange } from '../../../base/source-range.ts';
import type { Origin } from '../../../model/identity.ts';
import type { ResourceInstance } from '../instances.ts';
import { nullValue } from '../values/construct.ts';
import { formatNumber, toSafeInteger } from '../values/number.ts';
import type { Type, Value } from '../values/value.ts';

/** What one instance, or one nested block of it, says. */
export interface Declared {
  readonly instance: ResourceInstance;
  /** Path of the block within the instance: `ingress[0]`; empty for the instance itself. */
  readonly path: string;
  readonly values: ReadonlyMap<string, Value>;
}

export function declaredBy(instance: ResourceInstance): Declared {
  return { instance, path: '', values: instance.values };
}

/**
 * The value of an argument; null when nobody wrote it, also when AWS or the provider then chooses one
 * (such a value is an unknown that stands for this very attribute).
 */
export function argumentOf(declared: Declared, name: string): Value {
  const value = declared.values.get(name);
  if (value === undefined) return nullValue();
  if (value.kind === 'unknown' && isOwn(declared.instance, value.unknown)) return nullValue(value.type);
  return value;
}

function isOwn(instance: ResourceInstance, { references }: Unknown): boolean {
  return references.length === 1 && references[0]?.address === instance.address;
}

/** The attribute as the instance has it, one that AWS computes included. */
export function attributeOf(declared: Declared, name: string): Value {
  return declared.values.get(name) ?? nullValue();
}

/** Nobody wrote it, or wrote null or the empty text (which the provider takes for not written). */
export function isAbsent(value: Value): boolean {
  return value.kind === 'null' || (value.kind === 'string' && value.value === '');
}

export function originOf(declared: Declared, name = ''): Origin {
  return { kind: 'terraform', address: declared.instance.address, range: rangeOf(declared, name) };
}

/** The tightest known place: the attribute, else its block, else the resource's header. */
export function rangeOf({ instance, path }: Declared, name = ''): SourceRange {
  const whole = path === '' || name === '' ? `${path}${name}` : `${path}.${name}`;
  return instance.ranges.get(whole) ?? instance.ranges.get(path) ?? instance.range;
}

/** Places of the attributes that were written, by field name of the model. */
export function originsOf(
  declared: Declared,
  fields: Readonly<Record<string, string>>,
): Readonly<Record<string, Origin>> {
  const written = Object.entries(fields).filter(([, name]) => declared.instance.ranges.has(name));
  return Object.fromEntries(written.map(([field, name]) => [field, originOf(declared, name)]));
}

export function textOf(value: Value): Known<string> | undefined {
  if (value.kind === 'unknown') return unknown(value.unknown);
  if (value.kind === 'string') return value.value === '' ? undefined : known(value.value);
  if (value.kind === 'number') return known(formatNumber(value.value));
  return value.kind === 'bool' ? known(String(value.value)) : undefined;
}

export function flagOf(value: Value): Known<boolean> | undefined {
  if (value.kind === 'unknown') return unknown(value.unknown);
  if (value.kind === 'bool') return known(value.value);
  if (value.kind !== 'string') return undefined;
  return value.value === 'true' || value.value === 'false' ? known(value.value === 'true') : undefined;
}

export function integerOf(value: Value): Known<number> | undefined {
  if (value.kind === 'unknown') return unknown(value.unknown);
  if (value.kind === 'string')
    return /^-?\d{1,9}$/.test(value.value) ? known(Number(value.value)) : undefined;
  const integer = value.kind === 'number' ? toSafeInteger(value.value) : undefined;
  return integer === undefined ? undefined : known(integer);
}

export function textAt(declared: Declared, name: string): Known<string> | undefined {
  return textOf(argumentOf(declared, name));
}

export function flagAt(declared: Declared, name: string): Known<boolean> | undefined {
  return flagOf(argumentOf(declared, name));
}

export function integerAt(declared: Declared, name: string): Known<number> | undefined {
  return integerOf(argumentOf(declared, name));
}

const collections: readonly Type['kind'][] = ['list', 'set', 'tuple', 'map', 'object'];

/** Elements of a list or set; an element may be unknown. Null has none; one value stands for a list of it. */
export function elementsOf(value: Value): Collection<Value> {
  switch (value.kind) {
    case 'unknown':
      if (value.elements !== undefined) return collection(value.elements);
      return collections.includes(value.type.kind)
        ? collection<Value>([], [value.unknown])
        : collection([value]);
    case 'list':
    case 'set':
    case 'tuple':
      return collection(value.items.filter((item) => !isAbsent(item)));
    default:
      return collection(isAbsent(value) ? [] : [value]);
  }
}

/** An element with the place where it stands. */
export interface Element {
  readonly value: Value;
  readonly origin: Origin;
}

/** Elements of an argument. A set has another order than the source, so its elements share its place. */
export function elementsAt(declared: Declared, name: string): Collection<Element> {
  const value = argumentOf(declared, name);
  const { items, unknowns } = elementsOf(value);
  const isOrdered = value.kind === 'list' || value.kind === 'tuple';
  return collection(
    items.map((item, i) => ({
      value: item,
      origin: originOf(declared, isOrdered && hasRange(declared, `${name}[${i}]`) ? `${name}[${i}]` : name),
    })),
    unknowns,
  );
}

function hasRange({ instance, path }: Declared, name: string): boolean {
  return instance.ranges.has(path === '' ? name : `${path}.${name}`);
}

/** Nested blocks, or objects of an attribute that is written as blocks. */
export function blocksAt(declared: Declared, name: string): Collection<Declared> {
  const { instance, path } = declared;
  const { items, unknowns } = elementsOf(argumentOf(declared, name));
  const blocks: Declared[] = [];
  const unread: Unknown[] = [...unknowns];
  for (const [i, item] of items.entries()) {
    const at = `${path === '' ? name : `${path}.${name}`}[${i}]`;
    if (item.kind === 'object' || item.kind === 'map')
      blocks.push({ instance, path: at, values: item.entries });
    else if (item.kind === 'unknown') unread.push(item.unknown);
  }
  return collection(blocks, unread);
}

/** The first of blocks of which there is at most one. */
export function blockAt(declared: Declared, name: string): Declared | undefined {
  return blocksAt(declared, name).items[0];
}

/** The `Name` tag, when it is known. */
export function nameTagOf(declared: Declared): string | undefined {
  const tags = argumentOf(declared, 'tags');
  const name = tags.kind === 'map' || tags.kind === 'object' ? tags.entries.get('Name') : undefined;
  return name?.kind === 'string' ? name.value : undefined;
}

/** Stands for an attribute that the source does not hold. */
export function unreadable(
  instance: ResourceInstance,
  path: string,
  reason: Unknown['reason'] = 'not-readable',
): { readonly kind: 'unknown'; readonly unknown: Unknown } {
  return unknown({ reason, references: [{ address: instance.address, path }], range: instance.range });
}

/** Why a thing that stands for any number of instances makes a collection incomplete (TF-8). */
export function uncertainNumber(instance: ResourceInstance): Unknown {
  return {
    reason: 'not-given',
    references: [{ address: instance.address, path: '' }],
    range: instance.range,
  };
}
