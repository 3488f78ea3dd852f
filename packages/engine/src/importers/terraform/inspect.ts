import { formatReference, type Unknown } from '../../base/known.ts';
import type { SourceRange } from '../../base/source-range.ts';
import type { Configuration, MissingModule, ResourceInstance } from './instances.ts';
import { toDouble } from './values/number.ts';
import type { Value } from './values/value.ts';

export type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue };

/** One instance in plain JSON values, as `terraform show -json` writes them. */
export interface InspectedInstance {
  readonly address: string;
  readonly type: string;
  /**
   * As plan JSON writes `after`: an attribute that is not known is left out; in a list its place holds
   * `null`. Sensitive values are `null`.
   */
  readonly values: Readonly<Record<string, PlainValue>>;
  /** Path → the attribute it stands for, or the reason in parentheses when no instance can be named. */
  readonly unknowns: Readonly<Record<string, string>>;
  /** Paths of values that are not shown. */
  readonly sensitive: readonly string[];
  readonly multiplicity: ResourceInstance['multiplicity'];
  readonly range: SourceRange;
}

export interface InspectedConfiguration {
  readonly resources: readonly InspectedInstance[];
  readonly data: readonly InspectedInstance[];
  readonly missingModules: readonly MissingModule[];
}

/** What was read, as plain values. */
export function inspectConfiguration(configuration: Configuration): InspectedConfiguration {
  return {
    resources: configuration.resources.map(inspectInstance),
    data: configuration.data.map(inspectInstance),
    missingModules: configuration.missingModules,
  };
}

function inspectInstance(instance: ResourceInstance): InspectedInstance {
  const unknowns = new Map<string, string>();
  const sensitive: string[] = [];
  const plain = (value: Value, path: string): PlainValue => {
    if (value.sensitive) {
      sensitive.push(path);
      return null;
    }
    if (value.kind === 'unknown') {
      unknowns.set(path, formatUnknown(value.unknown));
      return null;
    }
    return plainOf(value, path, plain);
  };
  const values = knownMembers(instance.values, (name) => name, plain);
  return {
    address: instance.address,
    type: instance.type,
    values: Object.fromEntries(values),
    unknowns: Object.fromEntries(unknowns),
    sensitive,
    multiplicity: instance.multiplicity,
    range: instance.range,
  };
}

function plainOf(
  value: Exclude<Value, { readonly kind: 'unknown' }>,
  path: string,
  plain: (value: Value, path: string) => PlainValue,
): PlainValue {
  switch (value.kind) {
    case 'null':
      return null;
    case 'bool':
    case 'string':
      return value.value;
    case 'number':
      return toDouble(value.value);
    case 'list':
    case 'set':
    case 'tuple':
      return value.items.map((item, index) => plain(item, `${path}[${index}]`));
    case 'map':
    case 'object':
      return Object.fromEntries(knownMembers(value.entries, (name) => memberPath(path, name), plain));
  }
}

/** Members that are not known are told among the unknowns and left out. */
function knownMembers(
  members: ReadonlyMap<string, Value>,
  pathOf: (name: string) => string,
  plain: (value: Value, path: string) => PlainValue,
): readonly (readonly [string, PlainValue])[] {
  return [...members].flatMap(([name, value]) => {
    const shown = plain(value, pathOf(name));
    return value.kind === 'unknown' && !value.sensitive ? [] : [[name, shown] as const];
  });
}

/** `tags.Name`, and `tags["a.b"]` where the name is no identifier. */
function memberPath(path: string, name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function formatUnknown(unknown: Unknown): string {
  const [first] = unknown.references;
  return first === undefined ? `(${unknown.reason})` : formatReference(first);
}
