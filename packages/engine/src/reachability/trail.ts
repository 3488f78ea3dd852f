import { formatReference, type Reference, type Unknown } from '../base/known.ts';
import type { Origin } from '../model/identity.ts';
import type { Blocker, Facts, Hop, HopKind, MissingFact, PrivacyLevel, Via } from './answer.ts';

interface HopInput {
  readonly kind: HopKind;
  readonly component: string;
  readonly outcome: Hop['outcome'];
  readonly code: string;
  readonly decided?: string;
  readonly facts?: Facts;
  readonly rules: readonly string[];
  readonly origin?: Origin | undefined;
  readonly candidates?: Hop['candidates'];
}

/** Collects what one path meets: hops in order, everything that must change, everything that is missing. */
export class Trail {
  /** A sketch keeps no hops: enough for a verdict when nobody looks at the path. */
  readonly isSketch: boolean;
  readonly forward: Hop[] = [];
  readonly back: Hop[] = [];
  readonly blockers: Blocker[] = [];
  readonly unknowns: MissingFact[] = [];
  via: Via = { kind: 'none', component: '' };
  level: PrivacyLevel | undefined;
  readonly notes: { code: string; facts: Facts; origin: Origin | undefined }[] = [];
  readonly assumptions: { code: string; facts: Facts }[] = [];

  constructor(isSketch: boolean) {
    this.isSketch = isSketch;
  }

  hop(direction: Hop['direction'], input: HopInput): void {
    if (this.isSketch) return;
    const { candidates, ...rest } = input;
    const hop: Hop = {
      direction,
      decided: '',
      facts: {},
      ...rest,
      origin: input.origin,
      ...(candidates === undefined ? {} : { candidates }),
    };
    (direction === 'forward' ? this.forward : this.back).push(hop);
  }

  block(
    code: string,
    component: string,
    facts: Facts,
    rules: readonly string[],
    origin: Origin | undefined,
    mend: string,
  ): void {
    const key = `${code} ${component} ${mend}`;
    if (this.blockers.some((blocker) => `${blocker.code} ${blocker.component} ${blocker.mend.code}` === key))
      return;
    this.blockers.push({ code, component, facts, rules, origin, mend: { code: mend, facts } });
  }

  miss(code: string, what: string, facts: Facts, origin: Origin | undefined): void {
    if (this.unknowns.some((fact) => fact.code === code && fact.what === what)) return;
    this.unknowns.push({ code, what, facts, origin });
  }

  /** Unknown values that stand in the way. */
  missAll(unknowns: readonly Unknown[], component: string, origin: Origin | undefined): void {
    for (const unknown of unknowns) {
      const code = codeOf(unknown);
      const references = code === 'UNKNOWN_MODULE_SOURCE' ? modulesOf(unknown) : unknown.references;
      const what = references.map(formatReference).join(', ') || component;
      this.miss(code, what, { component, what }, origin);
    }
    if (unknowns.length === 0)
      this.miss('UNKNOWN_NOT_GIVEN', component, { component, what: component }, origin);
  }

  get hops(): readonly Hop[] {
    return [...this.forward, ...this.back];
  }
}

export function codeOf(unknown: Unknown): string {
  switch (unknown.reason) {
    case 'known-after-apply':
      return isLookedUp(unknown) ? 'UNKNOWN_NOT_READABLE' : 'UNKNOWN_UNTIL_APPLY';
    case 'impure':
      return 'UNKNOWN_UNTIL_APPLY';
    case 'not-modelled':
      return 'UNKNOWN_NOT_MODELLED';
    case 'not-readable':
      return modulesOf(unknown).length > 0 ? 'UNKNOWN_MODULE_SOURCE' : 'UNKNOWN_NOT_READABLE';
    case 'not-given':
    case 'invalid':
      return 'UNKNOWN_NOT_GIVEN';
  }
}

const modulePath = /^(?:module\.[^.[]+(?:\[(?:"[^"]*"|\d+|\*)\])?\.)*/;

/** References to outputs of a module that is not on disk: no resource is named. */
function modulesOf({ references }: Unknown): readonly Reference[] {
  return references
    .filter(({ address }) => `${address}.`.replace(modulePath, '') === '')
    .map(({ address }) => ({ address, path: '' }));
}

/** What a data source would look up is there before apply: the account has it. */
function isLookedUp({ references: [nearest] }: Unknown): boolean {
  return nearest?.address.replace(modulePath, '').startsWith('data.') === true;
}
