import { both, type Certainty, either } from './certainty.ts';
import type { Layers } from './layers.ts';
import type { PolicyKind } from './policy.ts';
import { anyOf, sameText } from './principals.ts';
import type { RequestContext } from './request.ts';

/** Who grants the call: the caller's own policies, the resource's, or both. */
export interface Grant {
  readonly certainty: Certainty;
  /** Kinds whose silence does not matter. */
  readonly isNotNeeded: ReadonlySet<PolicyKind>;
  /** Kinds that must allow here even where none is attached. */
  readonly mustBe: ReadonlySet<PolicyKind>;
}

const none: ReadonlySet<PolicyKind> = new Set();
const onlyResource: ReadonlySet<PolicyKind> = new Set(['resource']);
const ownPolicies: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary', 'session']);

/**
 * The grant within one account or across two.
 *
 * Within one account either side suffices, except for keys of KMS and the trust of roles, whose own policy
 * must allow (POL-8); across accounts both must.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function grantOf(request: RequestContext, layers: Layers, hasResourcePolicy: boolean): Grant {
  const { caller } = request;
  switch (caller.kind) {
    case 'role':
    case 'user':
    case 'federated-user':
      return principalGrant(request, layers, sameAccount(request, caller.account));
    case 'root':
      return rootGrant(request, layers, sameAccount(request, caller.account));
    case 'aws-owned':
      // POL-10: what AWS's own account lets its principal do is AWS's matter.
      return resourceGrant(hasResourcePolicy ? anyOf(layers.resource.naming) : 'yes', hasResourcePolicy);
    case 'service':
    case 'federated':
    case 'anonymous':
      return resourceGrant(anyOf(layers.resource.naming), true);
  }
}

function sameAccount(request: RequestContext, account: Parameters<typeof sameText>[0]): Certainty {
  return request.resourceAccount === undefined ? 'yes' : sameText(request.resourceAccount, account);
}

function resourceGrant(certainty: Certainty, mustBe: boolean): Grant {
  return { certainty, isNotNeeded: ownPolicies, mustBe: mustBe ? onlyResource : none };
}

function rootGrant(request: RequestContext, layers: Layers, isSame: Certainty): Grant {
  const named = anyOf(layers.resource.naming);
  const within: Certainty = needsResourcePolicy(request.action) ? named : 'yes';
  return {
    certainty: choose(isSame, within, named),
    isNotNeeded: isSame === 'yes' && within === 'yes' ? onlyResource : none,
    mustBe: isSame === 'yes' && within === 'yes' ? none : onlyResource,
  };
}

function principalGrant(request: RequestContext, layers: Layers, isSame: Certainty): Grant {
  const limits = both(layers.boundary.allows, layers.session.allows);
  const own = both(layers.identity.allows, limits);
  const { naming } = layers.resource;
  const unlimited = either(naming.direct, naming.everyone);
  const named = either(unlimited, naming.role);
  const direct = either(unlimited, both(naming.role, limits));
  const needsResource = needsResourcePolicy(request.action);
  const delegated = needsResource ? both(anyOf(naming), own) : own;
  const within = either(direct, delegated);
  const across = both(own, anyOf(naming));
  const certainty = choose(isSame, within, across);
  return { certainty, ...gatesAsked(isSame, needsResource, named, unlimited, anyOf(naming)) };
}

/** Which gates are asked for, by what the others gave. */
function gatesAsked(
  isSame: Certainty,
  needsResource: boolean,
  grantsByName: Certainty,
  unlimited: Certainty,
  grantsAtAll: Certainty,
): Omit<Grant, 'certainty'> {
  const needsBoth = isSame !== 'yes' || needsResource;
  const isNotNeeded = new Set<PolicyKind>();
  if (isSame === 'yes' && grantsByName === 'yes') isNotNeeded.add('identity');
  if (isSame === 'yes' && unlimited === 'yes') for (const kind of ownPolicies) isNotNeeded.add(kind);
  if (!needsBoth) isNotNeeded.add('resource');
  const lacksResource = needsBoth && isSame !== 'maybe' && grantsAtAll === 'no';
  return { isNotNeeded, mustBe: lacksResource ? onlyResource : none };
}

function choose(isSame: Certainty, within: Certainty, across: Certainty): Certainty {
  if (isSame === 'yes') return within;
  if (isSame === 'no') return across;
  return within === across ? within : 'maybe';
}

/**
 * A key's policy must let the account in, and a role's trust must name who assumes it (POL-8).
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function needsResourcePolicy(action: string): boolean {
  const lower = action.toLowerCase();
  return lower.startsWith('kms:') || lower.startsWith('sts:assumerole') || lower === 'sts:setsourceidentity';
}
