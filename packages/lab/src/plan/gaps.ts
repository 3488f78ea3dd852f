import {
  type Diagnostic,
  diagnose,
  type Known,
  type LabGap,
  labGap,
  labUnknownValue,
  type Origin,
  type Unknown,
} from '@naisen/engine';

function rangeOf(origin: Origin | undefined): Diagnostic['subject'] {
  return origin !== undefined && 'range' in origin ? origin.range : undefined;
}

/** Collects what the lab cannot build, each thing once. */
export class LabGaps {
  readonly #diagnostics = new Map<string, Diagnostic>();

  /** The lab has no packets for this. */
  refuse(construct: string, gap: LabGap, origin: Origin | undefined): void {
    this.#add(`${construct} ${gap}`, diagnose(labGap, { construct, gap }, rangeOf(origin)));
  }

  /** A value that is needed is not known. */
  miss(what: string, origin: Origin | undefined): void {
    this.#add(what, diagnose(labUnknownValue, { what }, rangeOf(origin)));
  }

  /** Members that may be there, too. */
  missAll(unknowns: readonly Unknown[], what: string, origin: Origin | undefined): void {
    if (unknowns.length > 0) this.miss(what, origin);
  }

  /** The value; `undefined` = not known, and told. */
  valueOf<Value>(known: Known<Value>, what: string, origin: Origin | undefined): Value | undefined {
    if (known.kind === 'known') return known.value;
    this.miss(what, origin);
    return undefined;
  }

  all(): readonly Diagnostic[] {
    return [...this.#diagnostics].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, diagnostic]) => diagnostic);
  }

  #add(key: string, diagnostic: Diagnostic): void {
    if (!this.#diagnostics.has(key)) this.#diagnostics.set(key, diagnostic);
  }
}
