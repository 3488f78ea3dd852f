import {
  type Collection,
  collection,
  type Known,
  known,
  type Unknown,
  unknown,
} from '../../../base/known.ts';
import { compareAddresses } from '../../../base/ordered.ts';
import { type Diagnostic, type DiagnosticKind, diagnose } from '../../../diagnostics/diagnostic.ts';
import {
  notAPrefix,
  prefixWithHostBits,
  wrongAddressFamily,
} from '../../../diagnostics/kinds/network-values.ts';
import {
  formatPrefix,
  type Ipv4Prefix,
  type Ipv6Prefix,
  type Prefix,
  parsePrefix,
} from '../../../ip/address.ts';
import type { Id, IdKind, Origin } from '../../../model/identity.ts';
import type { Gap } from '../../../model/network.ts';
import type { Configuration, ResourceInstance } from '../instances.ts';
import type { Value } from '../values/value.ts';
import { argumentOf, type Declared, elementsAt, originOf, textOf, unreadable } from './declared.ts';
import { exactReference, isCertain, kindOf, Links, withoutKeys } from './links.ts';
import type { NetworkFacts } from './network-facts.ts';

/** What all readers of one configuration share. */
export interface Reading {
  readonly configuration: Configuration;
  readonly facts: NetworkFacts;
  readonly links: Links;
  /** Managed resources of these types, by address; those of unknown number included. */
  readonly managed: (...types: readonly string[]) => readonly ResourceInstance[];
  readonly data: (...types: readonly string[]) => readonly ResourceInstance[];
  /** Kinds of managed resources by their address without keys: `module.a.aws_subnet.x`. */
  readonly kindsByName: ReadonlyMap<string, IdKind>;
  /** Managed policies of roles that were asked for, by the role's address: many workloads share one role. */
  readonly policiesOfRoles: Map<string, Collection<string>>;
  readonly diagnostics: Diagnostic[];
  readonly gaps: Gap[];
}

export function startReading(configuration: Configuration, facts: NetworkFacts): Reading {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const managed = byType(configuration.resources);
  const data = byType(configuration.data.filter(standsForNothingElse(configuration)));
  return {
    configuration,
    facts,
    links: new Links([...configuration.resources, ...configuration.data], report),
    managed: (...types) => gather(managed, types),
    data: (...types) => gather(data, types),
    kindsByName: kindsByName(configuration.resources),
    policiesOfRoles: new Map(),
    diagnostics,
    gaps: [],
  };
}

/** A data source that is asked by the id of a resource is that resource once more, no second thing. */
function standsForNothingElse({ resources }: Configuration): (instance: ResourceInstance) => boolean {
  const managed = new Set(resources.map(({ address }) => address));
  return ({ values }) => {
    const id = values.get('id');
    const reference = id === undefined ? undefined : exactReference(id);
    return reference?.path !== 'id' || !managed.has(reference.address);
  };
}

function kindsByName(instances: readonly ResourceInstance[]): ReadonlyMap<string, IdKind> {
  const kinds = new Map<string, IdKind>();
  for (const instance of instances) {
    const kind = kindOf(instance);
    if (kind !== undefined) kinds.set(withoutKeys(instance.address), kind);
  }
  return kinds;
}

function byType(instances: readonly ResourceInstance[]): ReadonlyMap<string, readonly ResourceInstance[]> {
  const types = new Map<string, ResourceInstance[]>();
  const sorted = instances.toSorted((a, b) => compareAddresses(a.address, b.address));
  for (const instance of sorted) {
    const same = types.get(instance.type);
    if (same === undefined) types.set(instance.type, [instance]);
    else same.push(instance);
  }
  return types;
}

function gather(
  instances: ReadonlyMap<string, readonly ResourceInstance[]>,
  types: readonly string[],
): readonly ResourceInstance[] {
  const found = types.flatMap((type) => instances.get(type) ?? []);
  return types.length === 1 ? found : found.toSorted((a, b) => compareAddresses(a.address, b.address));
}

/** Instances that certainly exist, once each. Those of unknown number are told apart by their reader. */
export function certain(instances: readonly ResourceInstance[]): readonly ResourceInstance[] {
  return instances.filter(isCertain);
}

export function report<F extends object>(
  reading: Reading,
  kind: DiagnosticKind<F>,
  facts: F,
  origin: Origin | undefined,
  related: Diagnostic['related'] = [],
): void {
  const subject = origin?.kind === 'terraform' ? origin.range : undefined;
  reading.diagnostics.push(diagnose(kind, facts, subject, related));
}

/** The thing that an argument names; `undefined` = not written. */
export function linkAt<Kind extends IdKind>(
  reading: Reading,
  kind: Kind,
  declared: Declared,
  name: string,
): Known<Id<Kind>> | undefined {
  return reading.links.link(kind, argumentOf(declared, name), originOf(declared, name));
}

/** The same where AWS needs the argument: not written is unknown. */
export function requiredLinkAt<Kind extends IdKind>(
  reading: Reading,
  kind: Kind,
  declared: Declared,
  name: string,
): Known<Id<Kind>> {
  return linkAt(reading, kind, declared, name) ?? unreadable(declared.instance, name, 'not-given');
}

/** The things that a list or set of ids names; elements that cannot be told apart are its unknowns. */
export function linksAt<Kind extends IdKind>(
  reading: Reading,
  kind: Kind,
  declared: Declared,
  name: string,
): Collection<Id<Kind>> {
  const { items, unknowns } = elementsAt(declared, name);
  return linksOf(
    reading,
    kind,
    items.map(({ value }) => value),
    originOf(declared, name),
    unknowns,
  );
}

export function linksOf<Kind extends IdKind>(
  reading: Reading,
  kind: Kind,
  values: readonly Value[],
  origin: Origin,
  unknowns: readonly Unknown[] = [],
): Collection<Id<Kind>> {
  const ids = new Set<Id<Kind>>();
  const unread: Unknown[] = [...unknowns];
  for (const value of values) {
    const link = reading.links.link(kind, value, origin);
    if (link?.kind === 'known') ids.add(link.value);
    else if (link !== undefined) unread.push(link.unknown);
  }
  return collection([...ids], unread);
}

/** Reads a CIDR block as EC2 does: host bits are cut off, with a warning. */
export function readPrefix(reading: Reading, value: Value, origin: Origin): Known<Prefix> | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  if (text.kind === 'unknown') return text;
  const parsed = parsePrefix(text.value.trim());
  if (parsed.ok) return known(parsed.value);
  if (parsed.error.kind === 'host-bits-set') {
    const { canonical } = parsed.error;
    report(reading, prefixWithHostBits, { written: text.value, canonical: formatPrefix(canonical) }, origin);
    return known(canonical);
  }
  report(reading, notAPrefix, { written: text.value }, origin);
  return invalid(origin);
}

export function readIpv4Prefix(
  reading: Reading,
  value: Value,
  origin: Origin,
  attribute: string,
): Known<Ipv4Prefix> | undefined {
  const prefix = readPrefix(reading, value, origin);
  if (prefix?.kind !== 'known') return prefix;
  if (prefix.value.family === 'ipv4') return known(prefix.value);
  return wrongFamily(reading, prefix.value, origin, attribute, 'ipv4');
}

export function readIpv6Prefix(
  reading: Reading,
  value: Value,
  origin: Origin,
  attribute: string,
): Known<Ipv6Prefix> | undefined {
  const prefix = readPrefix(reading, value, origin);
  if (prefix?.kind !== 'known') return prefix;
  if (prefix.value.family === 'ipv6') return known(prefix.value);
  return wrongFamily(reading, prefix.value, origin, attribute, 'ipv6');
}

function wrongFamily(
  reading: Reading,
  prefix: Prefix,
  origin: Origin,
  attribute: string,
  expected: 'ipv4' | 'ipv6',
): { readonly kind: 'unknown'; readonly unknown: Unknown } {
  report(reading, wrongAddressFamily, { written: formatPrefix(prefix), attribute, expected }, origin);
  return invalid(origin);
}

/** Stands for a value that was written wrongly; a diagnostic has told it. */
export function invalid(origin: Origin): { readonly kind: 'unknown'; readonly unknown: Unknown } {
  const base = { reason: 'invalid' as const, references: [] };
  return unknown(origin.kind === 'terraform' ? { ...base, range: origin.range } : base);
}

/** Collects the members that several resources give one thing. */
export function joined<Item>(parts: readonly Collection<Item>[]): Collection<Item> {
  return collection(
    parts.flatMap(({ items }) => items),
    parts.flatMap(({ unknowns }) => unknowns),
  );
}
