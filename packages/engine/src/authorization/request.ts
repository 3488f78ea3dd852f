import type { Reference } from '../base/known.ts';
import type { Text } from './text.ts';

/** What the request says for one condition key. */
export type KeyValue =
  | { readonly state: 'present'; readonly values: readonly Text[] }
  /** Certainly not in the request: the path or the caller does not provide it (KEY-1). */
  | { readonly state: 'absent' }
  /** Present or not, with a value that is not known. */
  | { readonly state: 'unknown'; readonly references: readonly Reference[] };

export type Caller =
  | { readonly kind: 'role'; readonly arn: Text; readonly account: Text; readonly session?: Text }
  | { readonly kind: 'user'; readonly arn: Text; readonly account: Text; readonly name?: string }
  | { readonly kind: 'root'; readonly account: Text }
  /** A session of `sts:GetFederationToken`; `arn` of the session, `user` of the user behind it. */
  | { readonly kind: 'federated-user'; readonly arn: Text; readonly account: Text; readonly user: Text }
  /** An identity provider's caller of `sts:AssumeRoleWith…`. */
  | { readonly kind: 'federated'; readonly provider: Text }
  | { readonly kind: 'service'; readonly service: string }
  /** Bearer tokens, JWT, unsigned requests: no principal at all (POL-7). */
  | { readonly kind: 'anonymous' }
  /** A URL that an AWS-owned principal signed, as for ECR layers: never of the user's accounts (POL-10). */
  | { readonly kind: 'aws-owned' };

/** One call, ready to be evaluated. Made by `createRequest`. */
export interface RequestContext {
  /** `s3:GetObject` as AWS writes it. */
  readonly action: string;
  /** In lower case: actions have none. */
  readonly foldedAction: string;
  /** An ARN, or `*` for actions without resources. */
  readonly resource: Text;
  readonly caller: Caller;
  /** `undefined` = the caller's own account. */
  readonly resourceAccount: Text | undefined;
  /** By name in lower case. */
  readonly keys: ReadonlyMap<string, KeyValue>;
  /** What a key that is not listed is. */
  readonly otherKeys: 'unknown' | 'absent';
  /** Beginnings of names of which every key that is there is listed: `aws:principaltag/`. */
  readonly closedKeys: readonly string[];
}

interface RequestFacts {
  readonly action: string;
  readonly resource: Text;
  readonly caller: Caller;
  readonly resourceAccount?: Text;
  /** By name in any case; they win over what follows from the caller. */
  readonly keys?: Iterable<readonly [string, KeyValue]>;
  readonly otherKeys?: 'unknown' | 'absent';
  readonly closedKeys?: readonly string[];
}

export function createRequest(facts: RequestFacts): RequestContext {
  const keys = new Map(callerKeys(facts.caller));
  for (const [name, value] of facts.keys ?? []) keys.set(name.toLowerCase(), value);
  return {
    action: facts.action,
    foldedAction: facts.action.toLowerCase(),
    resource: facts.resource,
    caller: facts.caller,
    resourceAccount: facts.resourceAccount,
    keys,
    otherKeys: facts.otherKeys ?? 'unknown',
    closedKeys: facts.closedKeys ?? [],
  };
}

export function present(...values: readonly Text[]): KeyValue {
  return { state: 'present', values };
}

export const absent: KeyValue = { state: 'absent' };
export const unknownKey: KeyValue = { state: 'unknown', references: [] };

/** The value of a key; the name in lower case. */
export function keyOf(request: RequestContext, name: string): KeyValue {
  const given = request.keys.get(name);
  if (given !== undefined) return given;
  const isClosed =
    request.otherKeys === 'absent' || request.closedKeys.some((start) => name.startsWith(start));
  return isClosed ? absent : unknownKey;
}

/**
 * Keys that follow from who calls.
 *
 * An AWS-owned principal is in none of the user's accounts or organisations; `amazon` is no account id, so
 * that it equals nothing that a user writes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function callerKeys(caller: Caller): readonly (readonly [string, KeyValue])[] {
  switch (caller.kind) {
    case 'role':
      return principalKeys(caller.arn, caller.account, 'AssumedRole');
    case 'user':
      return [
        ...principalKeys(caller.arn, caller.account, 'User'),
        ...(caller.name === undefined ? [] : [['aws:username', present(caller.name)] as const]),
      ];
    case 'root':
      return principalKeys(rootArn(caller.account), caller.account, 'Account');
    case 'federated-user':
      return principalKeys(caller.arn, caller.account, 'FederatedUser');
    case 'service':
      return [
        ...noPrincipal,
        ['aws:principalisawsservice', present('true')],
        ['aws:principalservicename', present(caller.service)],
      ];
    case 'aws-owned':
      return [
        ['aws:principalaccount', present('amazon')],
        ['aws:principalorgid', present('amazon')],
        ['aws:principalisawsservice', present('false')],
      ];
    case 'federated':
    case 'anonymous':
      return [...noPrincipal, ['aws:principalisawsservice', present('false')]];
  }
}

function principalKeys(arn: Text, account: Text, type: string): readonly (readonly [string, KeyValue])[] {
  return [
    ['aws:principalarn', present(arn)],
    ['aws:principalaccount', present(account)],
    ['aws:principaltype', present(type)],
    ['aws:principalisawsservice', present('false')],
    ['aws:principalservicename', absent],
    ['aws:principalservicenameslist', absent],
  ];
}

/** POL-7. */
const noPrincipal: readonly (readonly [string, KeyValue])[] = [
  ['aws:principalarn', absent],
  ['aws:principalaccount', absent],
  ['aws:principalorgid', absent],
  ['aws:principalorgpaths', absent],
  ['aws:principaltype', absent],
  ['aws:username', absent],
];

function rootArn(account: Text): Text {
  return typeof account === 'string'
    ? `arn:aws:iam::${account}:root`
    : ['arn:aws:iam::', ...account, ':root'];
}
