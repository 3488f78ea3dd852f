import { both, type Certainty, either, not } from './certainty.ts';
import { compilePattern, matches } from './pattern.ts';
import type { PrincipalEntry, Principals } from './policy.ts';
import type { Caller } from './request.ts';
import { piecesOf, type Text } from './text.ts';

/**
 * How a resource policy names the caller, which decides what else may still limit it.
 *
 * - `direct`: the user, the session or the service itself: no implicit deny of its own policies limits it
 * - `role`: the role of the session: its boundary and session policy still limit it
 * - `everyone`: `*`, which boundaries and session policies do not limit either
 * - `account`: the account, which hands the decision to the identity policies
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface Naming {
  readonly direct: Certainty;
  readonly role: Certainty;
  readonly everyone: Certainty;
  readonly account: Certainty;
}

export const unnamed: Naming = { direct: 'no', role: 'no', everyone: 'no', account: 'no' };

/** Is the caller named at all? */
export function anyOf(naming: Naming): Certainty {
  return either(either(naming.direct, naming.role), either(naming.everyone, naming.account));
}

export function mergeNamings(a: Naming, b: Naming): Naming {
  return {
    direct: either(a.direct, b.direct),
    role: either(a.role, b.role),
    everyone: either(a.everyone, b.everyone),
    account: either(a.account, b.account),
  };
}

export function limitNaming(naming: Naming, limit: Certainty): Naming {
  return {
    direct: both(naming.direct, limit),
    role: both(naming.role, limit),
    everyone: both(naming.everyone, limit),
    account: both(naming.account, limit),
  };
}

/** How the Principal or NotPrincipal of an Allow or Deny names the caller. */
export function nameCaller(
  principals: Principals,
  effect: 'Allow' | 'Deny' | undefined,
  caller: Caller,
  hasBoundary: boolean,
): Naming {
  const naming = namingOf(principals, caller);
  if (!principals.isNegated) return naming;
  const isMeant = effect === 'Deny' ? isNotExcluded(naming, caller, hasBoundary) : not(anyOf(naming));
  return { ...unnamed, everyone: isMeant };
}

function namingOf(principals: Principals, caller: Caller): Naming {
  let naming: Naming = principals.unknowns.length > 0 ? { ...unnamed, role: 'maybe' } : unnamed;
  for (const entry of principals.entries) {
    if (entry.kind === 'everyone') naming = { ...naming, everyone: 'yes' };
    else naming = mergeNamings(naming, nameBy(entry, caller));
  }
  return naming;
}

/**
 * A Deny spares whom NotPrincipal lists with their account; with the account left out "the policy might deny
 * access to the entire account", and a caller with a permissions boundary is always denied.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isNotExcluded(naming: Naming, caller: Caller, hasBoundary: boolean): Certainty {
  const hasIdentity = caller.kind === 'role' || caller.kind === 'user';
  if (hasBoundary && hasIdentity) return 'yes';
  if (naming.everyone === 'yes') return 'no';
  if (!hasIdentity) return not(anyOf(naming));
  const listed = both(either(naming.direct, naming.role), naming.account);
  if (anyOf(naming) === 'no') return 'yes';
  return listed === 'yes' ? 'no' : 'maybe';
}

function nameBy(entry: PrincipalEntry, caller: Caller): Naming {
  switch (entry.kind) {
    case 'everyone':
      return { ...unnamed, everyone: 'yes' };
    case 'account':
      return nameByAccount(entry.account, caller);
    case 'principal':
      return nameByArn(entry.text, entry.isUniqueId, caller);
    case 'service':
      return {
        ...unnamed,
        direct: caller.kind === 'service' ? sameText(entry.service, caller.service) : 'no',
      };
    case 'federated':
      return {
        ...unnamed,
        direct: caller.kind === 'federated' ? sameText(entry.provider, caller.provider) : 'no',
      };
    case 'canonical-user':
      // The id of an account in S3's own list: whose it is, no declaration says.
      return { ...unnamed, account: 'account' in caller ? 'maybe' : 'no' };
  }
}

function nameByAccount(account: Text, caller: Caller): Naming {
  switch (caller.kind) {
    case 'root':
      return { ...unnamed, direct: sameText(account, caller.account) };
    case 'role':
    case 'user':
    case 'federated-user':
      return { ...unnamed, account: sameText(account, caller.account) };
    case 'aws-owned':
      // Accounts of AWS are listed by number in some policies.
      return { ...unnamed, account: 'maybe' };
    default:
      return unnamed;
  }
}

function nameByArn(text: Text, isUniqueId: boolean, caller: Caller): Naming {
  switch (caller.kind) {
    case 'role':
      if (isUniqueId) return { ...unnamed, role: 'maybe' };
      return { ...unnamed, role: sameText(text, caller.arn), direct: isSession(text, caller) };
    case 'user':
      return { ...unnamed, direct: isUniqueId ? 'maybe' : sameText(text, caller.arn) };
    case 'federated-user':
      if (isUniqueId) return { ...unnamed, direct: 'maybe' };
      return { ...unnamed, direct: sameText(text, caller.arn), role: sameText(text, caller.user) };
    default:
      return unnamed;
  }
}

const sessionForm = /^arn:[\w-]+:sts::\d{12}:assumed-role\/([^/]+)\//;

/** A session of the role whose name is not known may be the one that the policy names. */
function isSession(text: Text, caller: Extract<Caller, { readonly kind: 'role' }>): Certainty {
  if (caller.session !== undefined) return sameText(text, caller.session);
  const first = piecesOf(text)[0];
  if (typeof first !== 'string' || !/^arn:[\w-]+:sts::/.test(first)) return 'no';
  const role = typeof text === 'string' ? sessionForm.exec(text)?.[1] : undefined;
  if (role === undefined || typeof caller.arn !== 'string') return 'maybe';
  return caller.arn.slice(caller.arn.lastIndexOf('/') + 1) === role ? 'maybe' : 'no';
}

export function sameText(a: Text, b: Text): Certainty {
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 'yes' : 'no';
  const tokens = piecesOf(a).map((piece) =>
    typeof piece === 'string'
      ? ({ kind: 'text', text: piece } as const)
      : ({ kind: 'reference', reference: piece } as const),
  );
  return matches(compilePattern(a, tokens, false), b);
}

/**
 * GW-17, POL-5: in the policy of a gateway endpoint an account is only its root user, and other principals
 * than `*` are not taken; interface endpoints read an account as everyone in it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function isCallerOfEndpoint(
  principals: Principals,
  effect: 'Allow' | 'Deny' | undefined,
  caller: Caller,
  endpointType: 'Gateway' | 'Interface',
): Certainty {
  const naming = nameCaller(principals, effect, caller, false);
  if (endpointType === 'Interface' || principals.isNegated) return anyOf(naming);
  if (naming.everyone === 'yes') return 'yes';
  const byArn = either(naming.direct, naming.role);
  return caller.kind === 'root' || byArn === 'no' ? either(naming.everyone, naming.direct) : 'maybe';
}
