import type { TextPosition } from './json-reader.ts';

/** Codes of what can be wrong with a policy; their words are in `diagnostics/kinds/policies.ts`. */
export type PolicyProblemCode =
  | 'NSN2201' // no JSON
  | 'NSN2202' // a name twice
  | 'NSN2203' // too deep
  | 'NSN2204' // over the size limit
  | 'NSN2205' // not the type that stands here
  | 'NSN2206' // an element that the language does not have
  | 'NSN2207' // an element is missing
  | 'NSN2208' // two elements that exclude each other
  | 'NSN2209' // not a value of this element
  | 'NSN2210' // an operator that the language does not have
  | 'NSN2211' // a value that the operator cannot read
  | 'NSN2212' // an element that this kind of policy does not have
  | 'NSN2213' // a principal that is none
  | 'NSN2214' // a variable that is none
  | 'NSN2215' // a wildcard or a number test on an id
  | 'NSN2216' // a Sid twice
  | 'NSN2217' // too few letters beside a wildcard
  | 'NSN2218'; // an operator in other letters

export interface PolicyProblem {
  readonly code: PolicyProblemCode;
  /** Does AWS refuse the document for it? */
  readonly isRefused: boolean;
  readonly position: TextPosition;
  readonly facts: PolicyProblemFacts;
}

/** The same facts for every code: what was written where, and what may stand there. */
interface PolicyProblemFacts {
  readonly policy: string;
  /** `Statement[0].Condition.StringEquals`; empty for the whole document. */
  readonly element: string;
  readonly written: string;
  readonly expected: readonly string[];
  readonly sid: string;
  readonly line: number;
  readonly column: number;
}
