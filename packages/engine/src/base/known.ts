import type { SourceRange } from './source-range.ts';

/**
 * Names one attribute of one resource instance whose value the source does not hold,
 * for example `{ address: 'aws_subnet.private[0]', path: 'id' }`.
 */
export interface Reference {
  /** Full address of the instance, module path included; `var.x` or `data.…` for those. */
  readonly address: string;
  /** Attribute path below it, in the source's spelling; empty for the whole object. */
  readonly path: string;
}

export type UnknownReason =
  | 'known-after-apply'
  | 'not-given'
  | 'not-readable'
  | 'not-modelled'
  | 'invalid'
  | 'impure';

/** Why a value is not known. An unknown is a value with a reason, never a default. */
export interface Unknown {
  readonly reason: UnknownReason;
  /** What it stands for; empty when no instance can be named. First the nearest. */
  readonly references: readonly Reference[];
  /**
   * For text: the literal pieces and references whose concatenation it is, when that is known
   * (`"${aws_ecr_repository.app.repository_url}:latest"`). Two equal templates are equal texts.
   */
  readonly template?: readonly (string | Reference)[];
  /** Where the unknown expression stands. */
  readonly range?: SourceRange;
}

/** A value the source gave, or the reason it could not. */
export type Known<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'unknown'; readonly unknown: Unknown };

export function known<Value>(value: Value): Known<Value> {
  return { kind: 'known', value };
}

export function unknown(what: Unknown): { readonly kind: 'unknown'; readonly unknown: Unknown } {
  return { kind: 'unknown', unknown: what };
}

/** Members that are certain, plus the reasons why there may be others. Empty `unknowns` = complete. */
export interface Collection<Item> {
  readonly items: readonly Item[];
  readonly unknowns: readonly Unknown[];
}

export function collection<Item>(
  items: readonly Item[],
  unknowns: readonly Unknown[] = [],
): Collection<Item> {
  return { items, unknowns };
}

/** `aws_vpc.main.id` from `{ address: 'aws_vpc.main', path: 'id' }`. */
export function formatReference(reference: Reference): string {
  if (reference.path === '') return reference.address;
  return reference.path.startsWith('[')
    ? `${reference.address}${reference.path}`
    : `${reference.address}.${reference.path}`;
}
