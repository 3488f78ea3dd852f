import type { EndpointGate, PolicySet } from '../src/authorization/evaluate.ts';
import { parsePolicy } from '../src/authorization/parse-policy.ts';
import type { PolicyDocument, PolicyKind } from '../src/authorization/policy.ts';
import { type Caller, createRequest, present, type RequestContext } from '../src/authorization/request.ts';
import { collection } from '../src/base/known.ts';

/** One generated call, as plain data: it is kept in a file and read by two evaluators. */
export interface RecordedCase {
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  /** A user or an assumed-role session. */
  readonly caller: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly policies: RecordedPolicies;
}

export interface RecordedPolicies {
  readonly identity: readonly object[];
  readonly resource?: object;
  readonly boundary?: object;
  readonly session?: object;
  readonly scps?: readonly (readonly object[])[];
  readonly rcps?: readonly (readonly object[])[];
  readonly endpoint?: object;
}

/** A case and what both evaluators said of it. */
export interface RecordedDecision extends RecordedCase {
  readonly outcome: 'allowed' | 'denied';
}

export function requestOf(recorded: RecordedCase): RequestContext {
  const values = Object.entries(recorded.context).map(
    ([name, value]) => [name, present(...(typeof value === 'string' ? [value] : value))] as const,
  );
  return createRequest({
    action: recorded.action,
    resource: recorded.resource,
    resourceAccount: recorded.resourceAccount,
    caller: callerOf(recorded.caller),
    keys: values,
    otherKeys: 'absent',
  });
}

function callerOf(arn: string): Caller {
  const account = arn.split(':')[4] ?? '';
  const [, name = '', session] = arn.split('/');
  if (session === undefined) return { kind: 'user', arn, account, name };
  return { kind: 'role', arn: `arn:aws:iam::${account}:role/${name}`, account, session: arn };
}

export function policySetOf({ policies }: RecordedCase): PolicySet {
  const { identity, resource, boundary, session, scps, rcps, endpoint } = policies;
  const levels = (kind: PolicyKind, given: readonly (readonly object[])[]) =>
    given.map((level) => level.map((document) => documentOf(kind, document)));
  const gate = (document: object): EndpointGate => ({
    type: 'Interface',
    policy: documentOf('endpoint', document),
    supportsPolicy: true,
  });
  return {
    identity: collection(identity.map((document) => documentOf('identity', document))),
    ...(resource === undefined ? {} : { resource: documentOf('resource', resource) }),
    ...(boundary === undefined ? {} : { boundary: documentOf('boundary', boundary) }),
    ...(session === undefined ? {} : { session: [documentOf('session', session)] }),
    ...(scps === undefined ? {} : { scps: levels('scp', scps) }),
    ...(rcps === undefined ? {} : { rcps: levels('rcp', rcps) }),
    ...(endpoint === undefined ? {} : { endpoint: gate(endpoint) }),
  };
}

function documentOf(kind: PolicyKind, document: object): PolicyDocument {
  return parsePolicy(JSON.stringify(document), { kind, name: kind });
}
