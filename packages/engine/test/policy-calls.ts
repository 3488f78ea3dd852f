import type { Decision } from '../src/authorization/decision.ts';
import { evaluate, type PolicySet } from '../src/authorization/evaluate.ts';
import { parsePolicy } from '../src/authorization/parse-policy.ts';
import type { PolicyDocument, PolicyKind } from '../src/authorization/policy.ts';
import {
  type Caller,
  createRequest,
  type KeyValue,
  present,
  type RequestContext,
} from '../src/authorization/request.ts';
import type { Text } from '../src/authorization/text.ts';
import { collection } from '../src/base/known.ts';

export const account = '111122223333';
export const otherAccount = '444455556666';

export const role: Caller = { kind: 'role', arn: `arn:aws:iam::${account}:role/app`, account };
export const foreignRole: Caller = {
  kind: 'role',
  arn: `arn:aws:iam::${otherAccount}:role/app`,
  account: otherAccount,
};

export type Json = Readonly<Record<string, unknown>>;

/** A document of these statements. */
export function policy(kind: PolicyKind, ...statements: readonly Json[]): PolicyDocument {
  return parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), { kind, name: kind });
}

export const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };

/** A call of the role app on an object, with everything else as given. */
export interface Call {
  readonly action?: string;
  readonly resource?: Text;
  readonly caller?: Caller;
  readonly resourceAccount?: Text;
  /** Text = present with that value. */
  readonly keys?: Readonly<Record<string, KeyValue | string | readonly string[]>>;
  readonly otherKeys?: 'unknown' | 'absent';
}

export function requestOf(call: Call): RequestContext {
  const keys = Object.entries(call.keys ?? {}).map(([name, value]) => {
    if (typeof value === 'string') return [name, present(value)] as const;
    return 'state' in value ? ([name, value] as const) : ([name, present(...value)] as const);
  });
  return createRequest({
    action: call.action ?? 's3:GetObject',
    resource: call.resource ?? 'arn:aws:s3:::b/k',
    caller: call.caller ?? role,
    ...(call.resourceAccount === undefined ? {} : { resourceAccount: call.resourceAccount }),
    keys,
    otherKeys: call.otherKeys ?? 'absent',
  });
}

/** The policies that are not given let everything through. */
export function decide(call: Call, policies: Partial<PolicySet>): Decision {
  return evaluate(requestOf(call), { identity: collection([policy('identity', allowAll)]), ...policies });
}

/** One line: the outcome, and the gates that block. */
export function show({ outcome, blockers }: Decision): string {
  return [outcome, ...blockers.map((gate) => `${gate.kind} ${gate.outcome}`)].join(', ');
}
