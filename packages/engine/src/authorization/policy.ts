import type { Reference } from '../base/known.ts';
import type { SourceRange } from '../base/source-range.ts';
import type { Condition } from './condition-operators.ts';
import type { TextPosition } from './json-reader.ts';
import type { Pattern } from './pattern.ts';
import type { PolicyProblem } from './problems.ts';
import type { Text } from './text.ts';

/** What a policy is attached to; it decides which elements a statement has and how it counts. */
export type PolicyKind = 'endpoint' | 'scp' | 'rcp' | 'resource' | 'identity' | 'boundary' | 'session';

/** In the order of POL-2. */
export const policyKinds: readonly PolicyKind[] = [
  'endpoint',
  'scp',
  'rcp',
  'resource',
  'identity',
  'boundary',
  'session',
];

/** A policy document, ready to be evaluated. */
export interface PolicyDocument {
  readonly kind: PolicyKind;
  /** Its name or address in the user's words. */
  readonly name: string;
  /** 2008-10-17 when none is written: it has no variables. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly statements: readonly Statement[];
  /** Statements that stand where a reference stands, or a document that is not known at all. */
  readonly unknowns: readonly Reference[];
  /** Is anything of the document not known? */
  readonly isPartial: boolean;
  /** POL-4: it is known, and has no Allow. */
  readonly isDenyOnly: boolean;
  /** AWS does not accept the document: it allows nothing, and what it would deny cannot be told. */
  readonly isInvalid: boolean;
  readonly problems: readonly PolicyProblem[];
  /** Where it is written. */
  readonly range: SourceRange | undefined;
}

export interface Statement {
  /** From 0. */
  readonly index: number;
  readonly sid: string | undefined;
  /** `undefined` = not known. */
  readonly effect: 'Allow' | 'Deny' | undefined;
  /** What stands where the effect should. */
  readonly openEffect: readonly Reference[];
  readonly actions: Patterns;
  /** `undefined` = the policy's kind has none: every resource. */
  readonly resources: Patterns | undefined;
  /** `undefined` = the policy's kind has none. */
  readonly principals: Principals | undefined;
  readonly conditions: readonly Condition[];
  /** A condition that stands where a reference stands. */
  readonly openConditions: readonly Reference[];
  readonly position: TextPosition;
  readonly place: StatementPlace;
}

/** Action and NotAction, Resource and NotResource. */
export interface Patterns {
  readonly isNegated: boolean;
  readonly patterns: readonly Pattern[];
  readonly unknowns: readonly Reference[];
}

export interface Principals {
  readonly isNegated: boolean;
  readonly entries: readonly PrincipalEntry[];
  readonly unknowns: readonly Reference[];
}

export type PrincipalEntry =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'account'; readonly account: Text }
  /** A role, user, session or federated user by its ARN, or an id of one that AWS put in its place. */
  | { readonly kind: 'principal'; readonly text: Text; readonly isUniqueId: boolean }
  | { readonly kind: 'service'; readonly service: Text }
  | { readonly kind: 'federated'; readonly provider: Text }
  | { readonly kind: 'canonical-user'; readonly id: Text };

/** Which statement it is, for a reader. */
export interface StatementPlace {
  readonly policyKind: PolicyKind;
  readonly policy: string;
  /** From 0. */
  readonly statement: number;
  readonly sid: string | undefined;
  readonly position: TextPosition;
  readonly range: SourceRange | undefined;
}
