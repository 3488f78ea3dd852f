import type { Reference, Unknown } from '../../../../base/known.ts';
import type { SourceRange } from '../../../../base/source-range.ts';
import { dynamicType, unknownOf } from '../../values/construct.ts';
import { mergeUnknowns } from '../../values/unknowns.ts';
import type { Type, UnknownValue, Value } from '../../values/value.ts';

/** Unknowns that are exactly the one attribute they refer to: a step into them can be named. */
const exact = new WeakSet<Unknown>();

/**
 * The value of one attribute that the source does not hold, so that `.name` and `[0]` on it give references
 * too. Its text, where it has one, is this reference.
 */
export function unknownAttribute(
  type: Type,
  reference: Reference,
  reason: Unknown['reason'] = 'known-after-apply',
): UnknownValue {
  const unknown: Unknown = mayBeText(type)
    ? { reason, references: [reference], template: [reference] }
    : { reason, references: [reference] };
  exact.add(unknown);
  return unknownOf(type, unknown);
}

/** What AWS gives everything that it makes or finds: never null and never empty. */
const alwaysGiven: ReadonlySet<string> = new Set(['id', 'arn', 'account_id', 'zone_id']);

/** An attribute that AWS computes: `var.vpc_id == null` and `var.account_id == ""` are answered by some. */
export function computedAttribute(type: Type, reference: Reference): UnknownValue {
  const computed = unknownAttribute(type, reference);
  const isVersion = reference.path === 'version' && /(^|\.)aws_eks_cluster\./.test(reference.address);
  const isGiven = type.kind === 'string' && (alwaysGiven.has(reference.path) || isVersion);
  return isGiven ? { ...computed, notNull: true, filled: true } : computed;
}

function mayBeText(type: Type): boolean {
  return type.kind !== 'object' && type.kind !== 'tuple' && !('element' in type);
}

/** What a mistake that has been told leaves behind: it must not be told again. */
export function invalidValue(range?: SourceRange): UnknownValue {
  const unknown: Unknown = { reason: 'invalid', references: [] };
  return unknownOf(dynamicType, range === undefined ? unknown : { ...unknown, range });
}

export function isInvalid(value: Value): boolean {
  return value.kind === 'unknown' && value.unknown.reason === 'invalid';
}

/** The unknown part `step` (`.name` or `[0]`) of an unknown value. */
export function unknownStep(of: UnknownValue, type: Type, step: string): UnknownValue {
  const reference = of.unknown.references[0];
  if (reference === undefined || of.unknown.references.length > 1 || !isExact(of.unknown)) {
    return unknownOf(type, mergeUnknowns([of.unknown]));
  }
  return unknownAttribute(type, stepInto(reference, step), of.unknown.reason);
}

/**
 * What an unknown became by a conversion to a wanted type. An attribute of unknown type is still exactly that
 * attribute when it is wanted as text, list or object.
 */
export function keepExactness(from: Value, to: Value): Value {
  if (from.kind !== 'unknown' || to.kind !== 'unknown' || !isExact(from.unknown)) return to;
  const [reference] = from.unknown.references;
  const isSameThing = from.type.kind === 'dynamic' || from.type.kind === to.type.kind;
  if (reference === undefined || !isSameThing) return to;
  return { ...to, unknown: unknownAttribute(to.type, reference, from.unknown.reason).unknown };
}

/** The one attribute that a value is; `undefined` when it is anything else, or a text around one. */
export function exactReference(value: Value | undefined): Reference | undefined {
  if (value?.kind !== 'unknown' || !isExact(value.unknown)) return undefined;
  const { references } = value.unknown;
  return references.length === 1 ? references[0] : undefined;
}

function isExact(unknown: Unknown): boolean {
  return exact.has(unknown);
}

/** `x[*]` stands for any number of instances, so picking one of them stays with it (TF-8). */
function stepInto(reference: Reference, step: string): Reference {
  const isIndex = step.startsWith('[');
  if (reference.path === '' && isIndex) {
    return reference.address.endsWith('[*]')
      ? reference
      : { address: `${reference.address}${step}`, path: '' };
  }
  if (isIndex) return { address: reference.address, path: `${reference.path}${step}` };
  const name = step.slice(1);
  return { address: reference.address, path: reference.path === '' ? name : `${reference.path}.${name}` };
}
