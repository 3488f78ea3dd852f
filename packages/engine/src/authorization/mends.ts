import type { PolicyKind } from './policy.ts';
import type { RefusalCode, RefusalFacts } from './refusal.ts';
import type { Caller, RequestContext } from './request.ts';
import { formatText } from './text.ts';

/** The smallest change that lifts the refusal: a code of the mends' catalogue with its facts. */
export interface PolicyMend {
  readonly code:
    | 'ADD_POLICY_STATEMENT'
    | 'NARROW_DENY_STATEMENT'
    | 'MEND_POLICY_DOCUMENT'
    | 'NAME_PRINCIPAL_BY_CONDITION'
    | 'ALLOW_WITHOUT_PRINCIPAL'
    | 'USE_KEY_OF_PATH';
  readonly facts: RefusalFacts & {
    /** The statement to add, as JSON of one line; empty when none is to be added. */
    readonly add: string;
  };
}

export function mendOf(
  code: RefusalCode,
  gate: PolicyKind,
  request: RequestContext,
  facts: RefusalFacts,
  form: 'explicit-deny' | 'implicit-deny',
): PolicyMend {
  const plain = mendCode(code);
  const isDenied = form === 'explicit-deny' && plain === 'ADD_POLICY_STATEMENT';
  const made = isDenied ? 'NARROW_DENY_STATEMENT' : plain;
  const isStatement = made === 'ADD_POLICY_STATEMENT' || made === 'ALLOW_WITHOUT_PRINCIPAL';
  const isByCondition = made === 'NAME_PRINCIPAL_BY_CONDITION';
  const add = isStatement || isByCondition ? JSON.stringify(statementFor(gate, request, isByCondition)) : '';
  return { code: made, facts: { ...facts, add } };
}

function mendCode(code: RefusalCode): PolicyMend['code'] {
  switch (code) {
    case 'VPCE_POLICY_INVALID':
      return 'MEND_POLICY_DOCUMENT';
    case 'VPCE_POLICY_ROOT_ONLY':
      return 'NAME_PRINCIPAL_BY_CONDITION';
    case 'VPCE_POLICY_NO_PRINCIPAL':
      return 'ALLOW_WITHOUT_PRINCIPAL';
    case 'IAM_KEY_ABSENT':
    case 'IAM_SOURCE_IP_CHANGED':
      return 'USE_KEY_OF_PATH';
    default:
      return 'ADD_POLICY_STATEMENT';
  }
}

/** The one statement that allows exactly this call. POL-5: gateway endpoints take only `*`. */
function statementFor(gate: PolicyKind, request: RequestContext, isByCondition: boolean): object {
  const named = gate === 'resource' ? principalOf(request.caller) : gate === 'endpoint' ? '*' : undefined;
  const arn = arnOf(request.caller);
  return {
    Effect: 'Allow',
    ...(named === undefined ? {} : { Principal: named }),
    Action: request.action,
    Resource: formatText(request.resource),
    ...(isByCondition && arn !== undefined ? { Condition: { ArnEquals: { 'aws:PrincipalArn': arn } } } : {}),
  };
}

function principalOf(caller: Caller): unknown {
  const arn = arnOf(caller);
  if (arn !== undefined) return { AWS: arn };
  if (caller.kind === 'service') return { Service: caller.service };
  return caller.kind === 'federated' ? { Federated: formatText(caller.provider) } : '*';
}

function arnOf(caller: Caller): string | undefined {
  return caller.kind === 'role' || caller.kind === 'user' || caller.kind === 'federated-user'
    ? formatText(caller.arn)
    : undefined;
}
