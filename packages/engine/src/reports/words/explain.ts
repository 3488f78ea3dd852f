import type { Language } from '../../diagnostics/diagnostic.ts';
import type { Blocker, Facts, Hop, MissingFact, RouteCandidate } from '../../reachability/answer.ts';
import { accessWords } from './access.ts';
import { analyzerExplanations } from './analyzer.ts';
import { authorizationExplanations, authorizationMends } from './authorization.ts';
import { missingFacts, ownExplanations, unknownHops } from './explanations.ts';
import { callReasons, candidateReasons, mends } from './mends.ts';
import { passing } from './passing.ts';
import { type Sentences, sayCode } from './sentence.ts';

/** Every code of hops, blockers, missing facts and remarks, with its words. */
export const explanations: Sentences = {
  ...analyzerExplanations,
  ...passing,
  ...ownExplanations,
  ...missingFacts,
  ...authorizationExplanations,
  ...accessWords,
};

export function sayHop(hop: Hop, language: Language): string {
  const sentences = hop.outcome === 'unknown' ? { ...explanations, ...unknownHops } : explanations;
  const { component, decided } = hop;
  return sayCode(sentences, hop.code, language, { component, decided, what: component, ...hop.facts });
}

export function sayBlocker(blocker: Blocker, language: Language): string {
  return sayCode(explanations, blocker.code, language, { component: blocker.component, ...blocker.facts });
}

export function sayMend(blocker: Blocker, language: Language): string {
  return sayCode({ ...mends, ...authorizationMends }, blocker.mend.code, language, {
    component: blocker.component,
    ...blocker.mend.facts,
  });
}

/** Catalogue sentences come as they are; codes get their words. */
export function sayWhy(why: string, facts: Facts, language: Language): string {
  return sayCode(callReasons, why, language, facts);
}

export function sayMissing(missing: MissingFact, language: Language): string {
  const code = isRegionOfProvider(missing) ? 'REGION_NOT_GIVEN' : missing.code;
  return sayCode(explanations, code, language, { what: missing.what, ...missing.facts });
}

/** TF-10: what an option can give. */
function isRegionOfProvider({ code, what }: MissingFact): boolean {
  return code === 'UNKNOWN_NOT_GIVEN' && /(^|\.)provider\.aws(\.[\w-]+)?\.region$/.test(what);
}

export function sayRemark(
  remark: { readonly code: string; readonly facts: Facts },
  language: Language,
): string {
  return sayCode(explanations, remark.code, language, remark.facts);
}

export function sayCandidate(candidate: RouteCandidate, language: Language): string {
  return sayCode({ ...explanations, ...candidateReasons }, candidate.code, language, {
    decided: candidate.route,
  });
}
