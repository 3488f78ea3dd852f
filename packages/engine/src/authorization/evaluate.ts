import { type Collection, formatReference, type Reference } from '../base/known.ts';
import { compareText } from '../base/ordered.ts';
import { both, type Certainty, either, not } from './certainty.ts';
import type { Decision, GateAnswer } from './decision.ts';
import type { Doubts } from './doubts.ts';
import { type Grant, grantOf } from './grants.ts';
import type { Layers } from './layers.ts';
import { askLayer, type LayerAnswer, openLayer } from './layers.ts';
import type { PolicyDocument, PolicyKind } from './policy.ts';
import type { Caller, RequestContext } from './request.ts';
import { referencesOf } from './text.ts';

/** The policies that stand between the caller and the resource. What is left out is not attached. */
export interface PolicySet {
  /** The endpoint that the routed path uses; `undefined` = the path has none. */
  readonly endpoint?: EndpointGate;
  /** One list for each level from the root of the organisation down; each level must allow. */
  readonly scps?: readonly (readonly PolicyDocument[])[];
  readonly rcps?: readonly (readonly PolicyDocument[])[];
  /** `false` = whether RCPs bind the service at all is not established. */
  readonly areRcpsBinding?: boolean;
  readonly resource?: PolicyDocument;
  /** Its unknowns are policies that could not be read. */
  readonly identity: Collection<PolicyDocument>;
  readonly boundary?: PolicyDocument;
  readonly session?: readonly PolicyDocument[];
}

export interface EndpointGate {
  readonly type: 'Gateway' | 'Interface';
  /** `undefined` = the default policy, which allows everything (POL-3). */
  readonly policy?: PolicyDocument;
  /** IF-19: `false` = the endpoint is open whatever its policy says; `undefined` = not established. */
  readonly supportsPolicy?: boolean;
}

/**
 * Decides one call: an explicit deny anywhere wins, and every gate must let it through.
 *
 * POL-1, POL-8.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: RequestContext, policies: PolicySet): Decision {
  const layers = askLayers(request, policies);
  const grant = grantOf(request, layers, policies.resource !== undefined);
  const denies = layers.all.reduce<Certainty>((answer, layer) => either(answer, layer.denies), 'no');
  const limits = layers.limits.reduce<Certainty>((answer, layer) => both(answer, layer.allows), 'yes');
  const allows = both(both(limits, grant.certainty), not(denies));
  const outcome = allows === 'yes' ? 'allowed' : allows === 'no' ? 'denied' : 'undetermined';
  const gates = layers.all.map((layer) => gateOf(layer, grant));
  return {
    outcome,
    gates,
    blockers: outcome === 'denied' ? blockersOf(gates) : [],
    ...openQuestions(outcome, request, layers.all, gates),
  };
}

function askLayers(request: RequestContext, policies: PolicySet): Layers {
  const hasBoundary = policies.boundary !== undefined;
  const endpoint = askEndpoint(request, policies.endpoint);
  const isSubject = isSubjectToOrganization(request.caller);
  const scps = isSubject ? levelsOf('scp', policies.scps, request) : [];
  const rcps = isServiceLinked(request.caller)
    ? []
    : levelsOf('rcp', policies.rcps, request, policies.areRcpsBinding);
  const resource =
    policies.resource === undefined
      ? openLayer('resource')
      : askLayer('resource', [policies.resource], request, { hasBoundary });
  const identity = hasIdentityPolicies(request.caller)
    ? askLayer('identity', policies.identity.items, request, {}, policies.identity.unknowns)
    : openLayer('identity');
  const boundary =
    hasBoundary && hasIdentityPolicies(request.caller)
      ? askLayer('boundary', [policies.boundary], request, {})
      : openLayer('boundary');
  const session =
    policies.session === undefined
      ? openLayer('session')
      : askLayer('session', policies.session, request, {});
  const limits = [endpoint, ...scps, ...rcps];
  return {
    all: [...limits, resource, identity, boundary, session],
    limits,
    resource,
    identity,
    boundary,
    session,
  };
}

/** POL-3, IF-19. */
function askEndpoint(request: RequestContext, gate: EndpointGate | undefined): LayerAnswer {
  if (gate?.policy === undefined || gate.supportsPolicy === false) return openLayer('endpoint');
  const answer = askLayer('endpoint', [gate.policy], request, { endpointType: gate.type });
  if (gate.supportsPolicy === true) return answer;
  // Whether the policy counts is not established: a refusal by it is not either.
  return { ...answer, allows: either(answer.allows, 'maybe'), denies: both(answer.denies, 'maybe') };
}

/**
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
function levelsOf(
  kind: PolicyKind,
  levels: readonly (readonly PolicyDocument[])[] | undefined,
  request: RequestContext,
  isBinding = true,
): readonly LayerAnswer[] {
  const answers = (levels ?? []).map((level) => askLayer(kind, level, request, {}));
  // RCPFullAWSAccess is attached to every level and cannot be detached: RCPs only deny.
  if (kind !== 'rcp') return answers;
  return answers.map((answer) => ({
    ...answer,
    allows: 'yes',
    denies: isBinding ? answer.denies : both(answer.denies, 'maybe'),
  }));
}

function hasIdentityPolicies({ kind }: Caller): boolean {
  return kind === 'role' || kind === 'user' || kind === 'federated-user';
}

/**
 * SCPs bind users, roles and the root user of member accounts, not service-linked roles.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
function isSubjectToOrganization(caller: Caller): boolean {
  return (hasIdentityPolicies(caller) || caller.kind === 'root') && !isServiceLinked(caller);
}

function isServiceLinked(caller: Caller): boolean {
  return (
    caller.kind === 'role' && typeof caller.arn === 'string' && caller.arn.includes(':role/aws-service-role/')
  );
}

function gateOf(layer: LayerAnswer, grant: Grant): GateAnswer {
  const outcome = outcomeOf(layer, grant);
  const decided =
    outcome === 'explicit-deny'
      ? layer.denying
      : outcome === 'undetermined'
        ? [...layer.denying, ...layer.allowing]
        : layer.allowing;
  return {
    kind: layer.kind,
    outcome,
    policies: layer.policies.map(({ name }) => name),
    statements: decided.map(({ statement }) => statement.place),
    isInvalid: layer.policies.some(({ isInvalid }) => isInvalid),
    isDenyOnly: layer.policies.length > 0 && layer.policies.every((policy) => policy.isDenyOnly),
  };
}

function outcomeOf(layer: LayerAnswer, grant: Grant): GateAnswer['outcome'] {
  if (layer.isOpen) return grant.mustBe.has(layer.kind) ? 'implicit-deny' : 'open';
  if (layer.denies === 'yes') return 'explicit-deny';
  const isNotNeeded = grant.isNotNeeded.has(layer.kind);
  // Whether a Deny applies as well does not matter where nothing allows.
  if (layer.allows === 'no' && !isNotNeeded) return 'implicit-deny';
  if (layer.denies === 'maybe') return 'undetermined';
  if (layer.allows === 'yes') return 'allows';
  return isNotNeeded ? 'not-needed' : 'undetermined';
}

function blockersOf(gates: readonly GateAnswer[]): readonly GateAnswer[] {
  return [
    ...gates.filter(({ outcome }) => outcome === 'explicit-deny'),
    ...gates.filter(({ outcome }) => outcome === 'implicit-deny'),
  ];
}

function openQuestions(
  outcome: Decision['outcome'],
  request: RequestContext,
  layers: readonly LayerAnswer[],
  gates: readonly GateAnswer[],
): Pick<Decision, 'missingKeys' | 'references'> {
  if (outcome !== 'undetermined') return { missingKeys: [], references: [] };
  const open: readonly Doubts[] = layers.flatMap((layer, i) =>
    gates[i]?.outcome === 'undetermined' ? [layer.doubts] : [],
  );
  const keys = new Set(open.flatMap((doubts) => doubts.keys));
  const references = new Map<string, Reference>();
  // Whose the resource is decides who must allow.
  const whose = request.resourceAccount === undefined ? [] : referencesOf(request.resourceAccount);
  for (const one of [...open.flatMap((doubts) => doubts.references), ...whose]) {
    references.set(formatReference(one), one);
  }
  return {
    missingKeys: [...keys].sort(compareText),
    references: [...references].sort(([a], [b]) => compareText(a, b)).map(([, one]) => one),
  };
}
