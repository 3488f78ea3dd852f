import type { Value } from '../../values/value.ts';

/**
 * Entries of an object that are computed when they are read: outputs of a module may hang on other outputs
 * of the same module by way of its caller, which is no circle.
 */
export class LazyEntries implements ReadonlyMap<string, Value> {
  readonly #names: ReadonlySet<string>;
  readonly #compute: (name: string) => Value | undefined;

  /** @param compute also asked for names that are not listed: `undefined` = there is no such entry */
  constructor(names: Iterable<string>, compute: (name: string) => Value | undefined) {
    this.#names = new Set(names);
    this.#compute = compute;
  }

  get size(): number {
    return this.#names.size;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  get(name: string): Value | undefined {
    return this.#compute(name);
  }

  keys(): MapIterator<string> {
    return this.#names.keys();
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this) yield value;
  }

  *entries(): MapIterator<[string, Value]> {
    for (const name of this.#names) {
      const value = this.#compute(name);
      if (value !== undefined) yield [name, value];
    }
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  forEach(callback: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [name, value] of this) callback(value, name, this);
  }
}
