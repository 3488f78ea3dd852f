import type { Decision, GateAnswer } from './decision.ts';
import type { PolicySet } from './evaluate.ts';
import { mendOf, type PolicyMend } from './mends.ts';
import { absentKeysOf, type Miss, type NearMiss, nearestAllow } from './near-misses.ts';
import type { PolicyDocument, PolicyKind, StatementPlace } from './policy.ts';
import type { RefusalCode, RefusalFacts } from './refusal.ts';
import type { RequestContext } from './request.ts';
import { formatText } from './text.ts';

/** One gate that refuses, why, and the smallest change. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly gate: PolicyKind;
  /** `explicit-deny`: a statement says no; `implicit-deny`: none says yes. AWS words its refusals so. */
  readonly form: 'explicit-deny' | 'implicit-deny';
  /** Name of the policy that refuses; empty when none is attached that could allow. */
  readonly policy: string;
  /** The statement that denies, or the one that comes nearest to allowing. */
  readonly statement: StatementPlace | undefined;
  /** What of the nearest statement does not fit. */
  readonly misses: readonly Miss[];
  /** Keys whose absence decided: the cure is the path, not the policy (KEY-6). */
  readonly absentKeys: readonly string[];
  readonly facts: RefusalFacts;
  readonly mend: PolicyMend;
}

/** Every gate that refuses, in the order of POL-2 (ENG-3); empty unless the call is denied. */
export function explain(
  request: RequestContext,
  policies: PolicySet,
  decision: Decision,
): readonly Refusal[] {
  return decision.blockers.map((gate) => refusalOf(request, policies, gate));
}

function refusalOf(request: RequestContext, policies: PolicySet, gate: GateAnswer): Refusal {
  const documents = documentsOf(policies, gate);
  const isExplicit = gate.outcome === 'explicit-deny';
  const nearest = isExplicit ? undefined : nearestAllow(documents, request, endpointTypeOf(policies, gate));
  const statement = isExplicit ? gate.statements[0] : nearest?.place;
  const absentKeys = isExplicit ? absentKeysOf(documents, gate.statements, request) : absentIn(nearest);
  const policy = statement?.policy ?? gate.policies[0] ?? '';
  const code = codeOf(request, policies, gate, nearest, absentKeys);
  const form = isExplicit ? 'explicit-deny' : 'implicit-deny';
  const facts = factsOf(request, policy, statement, absentKeys);
  return {
    code,
    gate: gate.kind,
    form,
    policy,
    statement,
    misses: nearest?.misses ?? [],
    absentKeys,
    facts,
    mend: mendOf(code, gate.kind, request, facts, form),
  };
}

function endpointTypeOf({ endpoint }: PolicySet, { kind }: GateAnswer): 'Gateway' | 'Interface' | undefined {
  return kind === 'endpoint' ? endpoint?.type : undefined;
}

function documentsOf(policies: PolicySet, gate: GateAnswer): readonly PolicyDocument[] {
  switch (gate.kind) {
    case 'endpoint':
      return optional(policies.endpoint?.policy);
    case 'scp':
      return levelOf(policies.scps, gate);
    case 'rcp':
      return levelOf(policies.rcps, gate);
    case 'resource':
      return optional(policies.resource);
    case 'identity':
      return policies.identity.items;
    case 'boundary':
      return optional(policies.boundary);
    case 'session':
      return policies.session ?? [];
  }
}

function optional(document: PolicyDocument | undefined): readonly PolicyDocument[] {
  return document === undefined ? [] : [document];
}

function levelOf(
  levels: readonly (readonly PolicyDocument[])[] | undefined,
  gate: GateAnswer,
): readonly PolicyDocument[] {
  return (levels ?? []).flat().filter(({ name }) => gate.policies.includes(name));
}

/** When nothing else is amiss than keys that this path does not give. */
function absentIn(nearest: NearMiss | undefined): readonly string[] {
  if (nearest === undefined || nearest.misses.length === 0) return [];
  const isOnlyAbsence = nearest.misses.every((miss) => miss.element === 'Condition' && miss.isAbsent);
  return isOnlyAbsence ? nearest.misses.map(({ written }) => written) : [];
}

function codeOf(
  request: RequestContext,
  policies: PolicySet,
  gate: GateAnswer,
  nearest: NearMiss | undefined,
  absentKeys: readonly string[],
): RefusalCode {
  const special = gate.kind === 'endpoint' ? endpointCode(request, policies, gate, nearest) : undefined;
  if (special !== undefined) return special;
  if (absentKeys.some((key) => key.toLowerCase() === 'aws:sourceip')) return 'IAM_SOURCE_IP_CHANGED';
  if (absentKeys.length > 0) return 'IAM_KEY_ABSENT';
  return plainCode(gate);
}

function endpointCode(
  { caller }: RequestContext,
  { endpoint }: PolicySet,
  gate: GateAnswer,
  nearest: NearMiss | undefined,
): RefusalCode | undefined {
  if (gate.isInvalid) return 'VPCE_POLICY_INVALID';
  if (gate.isDenyOnly && gate.outcome === 'implicit-deny') return 'VPCE_POLICY_DENY_ONLY';
  if (nearest === undefined) return undefined;
  const isPrincipal = nearest.misses.some(({ element }) => element === 'Principal');
  const asksForPrincipal =
    isPrincipal || nearest.misses.some(({ written }) => /^aws:principal/i.test(written));
  const hasNone = caller.kind === 'anonymous' || caller.kind === 'aws-owned' || caller.kind === 'federated';
  if (hasNone && asksForPrincipal) return 'VPCE_POLICY_NO_PRINCIPAL';
  const isRootOnly = isPrincipal && endpoint?.type === 'Gateway' && nearest.namesAccount;
  return isRootOnly ? 'VPCE_POLICY_ROOT_ONLY' : undefined;
}

function plainCode({ kind, outcome }: GateAnswer): RefusalCode {
  const isExplicit = outcome === 'explicit-deny';
  switch (kind) {
    case 'endpoint':
      return isExplicit ? 'VPCE_POLICY_EXPLICIT_DENY' : 'VPCE_POLICY_IMPLICIT_DENY';
    case 'identity':
      return isExplicit ? 'IAM_IDENTITY_EXPLICIT_DENY' : 'IAM_IDENTITY_IMPLICIT_DENY';
    case 'resource':
      return isExplicit ? 'IAM_RESOURCE_EXPLICIT_DENY' : 'IAM_RESOURCE_IMPLICIT_DENY';
    case 'boundary':
      return 'IAM_BOUNDARY_DENY';
    case 'session':
      return 'IAM_SESSION_DENY';
    case 'scp':
      return 'IAM_SCP_DENY';
    case 'rcp':
      return 'IAM_RCP_DENY';
  }
}

function factsOf(
  request: RequestContext,
  policy: string,
  statement: StatementPlace | undefined,
  absentKeys: readonly string[],
): RefusalFacts {
  return {
    principal: nameOfCaller(request),
    action: request.action,
    resource: formatText(request.resource),
    policy,
    statement: statement === undefined ? '' : formatStatement(statement),
    key: absentKeys[0] ?? '',
  };
}

/** People count statements from 1; a Sid is the better name where there is one. */
export function formatStatement({ statement, sid }: StatementPlace): string {
  return sid === undefined || sid === ''
    ? `Statement ${statement + 1}`
    : `Statement ${statement + 1} (${sid})`;
}

function nameOfCaller({ caller }: RequestContext): string {
  switch (caller.kind) {
    case 'role':
    case 'user':
    case 'federated-user':
      return formatText(caller.arn);
    case 'root':
      return `arn:aws:iam::${formatText(caller.account)}:root`;
    case 'federated':
      return formatText(caller.provider);
    case 'service':
      return caller.service;
    case 'anonymous':
      return 'anonymous';
    case 'aws-owned':
      return 'AWS';
  }
}
