import { formatReference, type Unknown } from '../base/known.ts';
import type { Origin } from '../model/identity.ts';
import type { MissingName, Resolution, ResolutionStep } from './resolution.ts';

/** ENG-2: an unknown value stays open, with its reason. */
export function missingValue(unknown: Unknown, what: string, origin: Origin | undefined): MissingName {
  return { code: codeOfUnknown(unknown), what: describeUnknown(unknown) || what, unknown, origin };
}

export function describeUnknown(unknown: Unknown): string {
  return unknown.references.map(formatReference).join(', ');
}

function codeOfUnknown(unknown: Unknown): string {
  switch (unknown.reason) {
    case 'known-after-apply':
    case 'impure':
      return 'UNKNOWN_UNTIL_APPLY';
    case 'not-readable':
      return 'UNKNOWN_NOT_READABLE';
    case 'not-modelled':
      return 'UNKNOWN_NOT_MODELLED';
    case 'not-given':
    case 'invalid':
      return 'UNKNOWN_NOT_GIVEN';
  }
}

/** Tells each missing fact once, as a step too. */
export function undetermined(
  missing: readonly MissingName[],
  rules: readonly string[],
  before: readonly ResolutionStep[] = [],
): Resolution {
  const seen = new Set<string>();
  const once = missing.filter(({ code, what }) => {
    const key = `${code} ${what}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const steps = once.map(
    ({ code, what, origin }): ResolutionStep => ({
      code,
      outcome: 'unknown',
      component: what,
      decided: what,
      facts: { what },
      rules,
      origin,
    }),
  );
  return { kind: 'undetermined', steps: [...before, ...steps], missing: once };
}

/**
 * Could this unknown text be, or end in, the given text? Its last literal piece must agree with it.
 *
 * @returns `true` when nothing is known of its end
 */
export function mayEndWith(unknown: Unknown, isPossible: (tail: string) => boolean): boolean {
  const last = unknown.template?.at(-1);
  return typeof last !== 'string' || isPossible(last.toLowerCase());
}
