import type { Value } from '../../values/value.ts';
import { elementsOf } from '../expressions/iterate.ts';

/** Known text of an argument; `undefined` when it is null, absent or not known. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined;
}

/** Known texts of a list or set; `undefined` when one is not known. */
export function textsOf(value: Value | undefined): readonly string[] | undefined {
  if (value === undefined || value.kind === 'null') return [];
  const items = elementsOf(value)?.map((element) => textOf(element.value));
  return items?.every((item) => item !== undefined) === true ? items : undefined;
}

export function itemsOf(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : (elementsOf(value) ?? []).map((element) => element.value);
}

export function entryOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'object' || value?.kind === 'map' ? value.entries.get(name) : undefined;
}

export function isAbsent(value: Value | undefined): boolean {
  return value === undefined || value.kind === 'null' || (value.kind === 'string' && value.value === '');
}

/** `filter { name, values }` blocks by name; `undefined` when one is not known. */
export function filtersOf(value: Value | undefined): ReadonlyMap<string, readonly string[]> | undefined {
  const filters = new Map<string, readonly string[]>();
  if (value?.kind === 'unknown') return undefined;
  for (const item of itemsOf(value)) {
    const name = textOf(entryOf(item, 'name'));
    const values = textsOf(entryOf(item, 'values'));
    if (name === undefined || values === undefined) return undefined;
    filters.set(name, values);
  }
  return filters;
}
