import type { Unknown } from '../base/known.ts';
import { both, type Certainty, either } from './certainty.ts';
import { type Doubts, noDoubts } from './doubts.ts';
import {
  type PolicyDocument,
  type PolicyKind,
  type Principals,
  policyKinds,
  type Statement,
} from './policy.ts';
import {
  anyOf,
  isCallerOfEndpoint,
  limitNaming,
  mergeNamings,
  type Naming,
  nameCaller,
  unnamed,
} from './principals.ts';
import type { RequestContext } from './request.ts';
import { statementApplies } from './statements.ts';
import { referencesOf } from './text.ts';

export interface Decided {
  readonly policy: PolicyDocument;
  readonly statement: Statement;
}

/** What all policies of one kind, at one level, say together. */
export interface LayerAnswer {
  readonly kind: PolicyKind;
  readonly policies: readonly PolicyDocument[];
  /** Nothing is attached, or the caller is not subject to it. */
  readonly isOpen: boolean;
  readonly allows: Certainty;
  readonly denies: Certainty;
  /** How allowing statements name the caller: of policies of resources. */
  readonly naming: Naming;
  /** Statements that allow, certainly or perhaps. */
  readonly allowing: readonly Decided[];
  readonly denying: readonly Decided[];
  readonly doubts: Doubts;
}

interface LayerRules {
  readonly endpointType?: 'Gateway' | 'Interface';
  readonly hasBoundary?: boolean;
}

/** One for each kind: nothing is ever noted in it. */
const openLayers: ReadonlyMap<PolicyKind, LayerAnswer> = new Map(
  policyKinds.map((kind) => [kind, makeOpen(kind)]),
);

export function openLayer(kind: PolicyKind): LayerAnswer {
  return openLayers.get(kind) ?? makeOpen(kind);
}

function makeOpen(kind: PolicyKind): LayerAnswer {
  return {
    kind,
    policies: [],
    isOpen: true,
    allows: 'yes',
    denies: 'no',
    naming: unnamed,
    allowing: [],
    denying: [],
    doubts: noDoubts(),
  };
}

interface Tally {
  allows: Certainty;
  denies: Certainty;
  naming: Naming;
  readonly allowing: Decided[];
  readonly denying: Decided[];
  readonly doubts: Doubts;
}

export function askLayer(
  kind: PolicyKind,
  policies: readonly PolicyDocument[],
  request: RequestContext,
  rules: LayerRules,
  unreadable: readonly Unknown[] = [],
): LayerAnswer {
  const tally: Tally = {
    allows: 'no',
    denies: 'no',
    naming: unnamed,
    allowing: [],
    denying: [],
    doubts: noDoubts(),
  };
  for (const unknown of unreadable) addUnknown(tally, unknown.references);
  for (const policy of policies) askPolicy(policy, request, rules, tally);
  const { allows, denies, naming, allowing, denying, doubts } = tally;
  return { kind, policies, isOpen: false, allows, denies, naming, allowing, denying, doubts };
}

function addUnknown(tally: Tally, references: Unknown['references']): void {
  tally.allows = either(tally.allows, 'maybe');
  tally.denies = either(tally.denies, 'maybe');
  tally.naming = mergeNamings(tally.naming, { ...unnamed, direct: 'maybe' });
  tally.doubts.references.push(...references);
}

/** A document that AWS refuses allows nothing; whether it would deny is not known. */
function askPolicy(policy: PolicyDocument, request: RequestContext, rules: LayerRules, tally: Tally): void {
  if (policy.isInvalid) {
    tally.denies = either(tally.denies, 'maybe');
    return;
  }
  if (policy.isPartial) addUnknown(tally, policy.unknowns);
  for (const statement of policy.statements) {
    const applies = statementApplies(statement, request, tally.doubts);
    if (applies !== 'no') askCaller({ policy, statement }, applies, request, rules, tally);
  }
}

function askCaller(
  decided: Decided,
  applies: Certainty,
  request: RequestContext,
  rules: LayerRules,
  tally: Tally,
): void {
  const { statement } = decided;
  const named = namingBy(statement, request, rules);
  const naming = applies === 'yes' ? named : limitNaming(named, applies);
  const answer = named === everyone ? applies : anyOf(naming);
  if (answer === 'no') return;
  const { effect, openEffect, principals } = statement;
  tally.doubts.references.push(...openEffect);
  if (answer === 'maybe' && principals !== undefined) doubtPrincipals(principals, tally);
  const weakened = effect === undefined ? both(answer, 'maybe') : answer;
  if (effect !== 'Deny') {
    tally.allows = either(tally.allows, weakened);
    const weakNaming = effect === undefined ? limitNaming(naming, 'maybe') : naming;
    tally.naming = tally.naming === unnamed ? weakNaming : mergeNamings(tally.naming, weakNaming);
    tally.allowing.push(decided);
  }
  if (effect !== 'Allow') {
    tally.denies = either(tally.denies, weakened);
    tally.denying.push(decided);
  }
}

function doubtPrincipals({ entries, unknowns }: Principals, tally: Tally): void {
  tally.doubts.references.push(...unknowns);
  for (const entry of entries) {
    if (entry.kind === 'principal') tally.doubts.references.push(...referencesOf(entry.text));
    if (entry.kind === 'account') tally.doubts.references.push(...referencesOf(entry.account));
  }
}

const everyone: Naming = { ...unnamed, everyone: 'yes' };

function namingBy(statement: Statement, request: RequestContext, rules: LayerRules): Naming {
  const { principals, effect } = statement;
  if (principals === undefined) return everyone;
  if (rules.endpointType !== undefined) {
    return {
      ...unnamed,
      everyone: isCallerOfEndpoint(principals, effect, request.caller, rules.endpointType),
    };
  }
  return nameCaller(principals, effect, request.caller, rules.hasBoundary ?? false);
}

/** In the order of POL-2. */
export interface Layers {
  readonly all: readonly LayerAnswer[];
  /** Those that must allow by themselves. */
  readonly limits: readonly LayerAnswer[];
  readonly resource: LayerAnswer;
  readonly identity: LayerAnswer;
  readonly boundary: LayerAnswer;
  readonly session: LayerAnswer;
}
