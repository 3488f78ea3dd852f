import type { GateAnswer } from '../authorization/decision.ts';
import { evaluate, type PolicySet } from '../authorization/evaluate.ts';
import { explain, formatStatement, type Refusal } from '../authorization/explain.ts';
import { parsePolicy } from '../authorization/parse-policy.ts';
import { type CallPath, pathKeys } from '../authorization/path-keys.ts';
import type { PolicyDocument } from '../authorization/policy.ts';
import { absent, type Caller, createRequest, type KeyValue, present } from '../authorization/request.ts';
import { piecesOf, type Text, textOf } from '../authorization/text.ts';
import { collection, formatReference } from '../base/known.ts';
import type { Role } from '../model/access.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import type { AccessPolicies } from './access-policies.ts';

/** A request that has arrived: all that a path would leave open is known of it. */
export interface ReceivedRequest {
  readonly action: string;
  /** An ARN in which `account` stands for the source's own, or the address of a declared resource with what follows. */
  readonly resource: ResourceName;
  readonly caller: ReceivedCaller;
  /** By which endpoint it came in; `undefined` = by a public address. */
  readonly endpoint: VpcEndpoint | undefined;
  /** The address it came from, as the service sees it. */
  readonly sourceIp: string;
  /** Keys that the request itself gives, by name. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

export type ResourceName =
  | { readonly kind: 'declared'; readonly address: string; readonly rest: string }
  /** The account's number stands between the two. */
  | { readonly kind: 'arn'; readonly before: string; readonly after: string }
  /** Without an account in it, or `*`. */
  | { readonly kind: 'text'; readonly text: string };

export type ReceivedCaller =
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'aws-owned' };

/** What the policies say, and which of them. */
export interface RequestVerdict {
  readonly outcome: 'allowed' | 'denied' | 'undetermined';
  /** In the order of POL-2; empty unless denied. */
  readonly refusals: readonly Refusal[];
  /** `endpoint: Statement 1 (Allow-bucket)` of each gate that a statement decided. */
  readonly decided: readonly string[];
  /** Condition keys and values on which an undetermined answer hangs, sorted. */
  readonly missing: readonly string[];
  /** What nobody can read of the caller's own policies was taken to allow. */
  readonly isLenient: boolean;
}

/** Asks every policy that a received request meets. POL-1, POL-2, KEY-1. */
export function judgeRequest(
  network: Network,
  policies: AccessPolicies,
  received: ReceivedRequest,
): RequestVerdict {
  const request = createRequest({
    action: received.action,
    resource: resourceText(policies, received.resource),
    caller: callerOf(policies, received.caller),
    ...(received.caller.kind === 'role' ? { closedKeys: policies.closedKeys(received.caller.role) } : {}),
    keys: keysOf(network, policies, received),
  });
  const written = policySet(policies, received, request.resource);
  const strict = evaluate(request, written);
  const isLenient = strict.outcome === 'undetermined' && hasUnread(written);
  const set = isLenient ? { ...written, identity: collection([anything]) } : written;
  const decision = isLenient ? evaluate(request, set) : strict;
  return {
    outcome: decision.outcome,
    refusals: explain(request, set, decision),
    decided: decision.gates.flatMap(decisionOf),
    missing: [...decision.missingKeys, ...decision.references.map(formatReference)].toSorted(),
    isLenient,
  };
}

/** A policy of the caller's own is not in the source, or not a word of it. */
function hasUnread({ identity }: PolicySet): boolean {
  const isUnread = ({ statements, unknowns }: PolicyDocument): boolean =>
    statements.length === 0 && unknowns.length > 0;
  return identity.unknowns.length > 0 || identity.items.some(isUnread);
}

/** Stands for policies of the caller that are not in the source, as in the matrix. */
const anything: PolicyDocument = parsePolicy(
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  { kind: 'identity', name: '' },
);

function resourceText(policies: AccessPolicies, resource: ResourceName): Text {
  switch (resource.kind) {
    case 'declared':
      return policies.resource(`${resource.address}${resource.rest}`);
    case 'arn':
      return textOf([resource.before, ...piecesOf(policies.account), resource.after]);
    case 'text':
      return resource.text;
  }
}

function callerOf(policies: AccessPolicies, caller: ReceivedCaller): Caller {
  if (caller.kind !== 'role') return caller;
  const arn = policies.text(caller.role.arn) ?? [{ address: caller.role.id, path: 'arn' }];
  return { kind: 'role', arn, account: policies.account };
}

function keysOf(
  { defaultRegion }: Network,
  policies: AccessPolicies,
  { endpoint, sourceIp, caller, keys }: ReceivedRequest,
): readonly (readonly [string, KeyValue])[] {
  const own = Object.entries(keys).map(
    ([name, values]) => [name, values.length === 0 ? absent : present(...values)] as const,
  );
  return [
    ...pathKeys(pathOf(endpoint, sourceIp)),
    ...(defaultRegion.kind === 'known'
      ? [['aws:requestedregion', present(defaultRegion.value)] as const]
      : []),
    ['aws:viaawsservice', present('false')],
    ...(caller.kind === 'aws-owned' ? [] : policies.resourceKeys()),
    ...(caller.kind === 'role' ? policies.principalKeys(caller.role) : []),
    ...own,
  ];
}

function pathOf(endpoint: VpcEndpoint | undefined, sourceIp: string): CallPath {
  if (endpoint === undefined) return { kind: 'public', publicIp: sourceIp };
  const vpc = endpoint.vpc.kind === 'known' ? endpoint.vpc.value : undefined;
  const isReal = vpc !== undefined && /^vpc-/.test(vpc);
  return {
    kind: 'endpoint',
    endpointId: /^vpce-/.test(endpoint.id) ? endpoint.id : [{ address: endpoint.id, path: 'id' }],
    vpcId: vpc === undefined || isReal ? vpc : [{ address: vpc, path: 'id' }],
    vpcArn: vpc === undefined || isReal ? undefined : [{ address: vpc, path: 'arn' }],
    privateIp: sourceIp,
    endpointAccount: undefined,
    givesOwnerKeys: undefined,
  };
}

function policySet(policies: AccessPolicies, received: ReceivedRequest, resource: Text): PolicySet {
  const { caller, endpoint, action } = received;
  const service = action.split(':')[0]?.toLowerCase() ?? '';
  const own = caller.kind === 'aws-owned' ? undefined : policies.resourceGate(resource, service).document;
  const boundary = caller.kind === 'role' ? policies.boundaryOf(caller.role) : undefined;
  return {
    ...(endpoint === undefined ? {} : { endpoint: policies.endpointGate(endpoint) }),
    ...(own === undefined ? {} : { resource: own }),
    identity: caller.kind === 'role' ? policies.identityOf(caller.role) : collection<PolicyDocument>([]),
    ...(boundary === undefined ? {} : { boundary }),
    ...(caller.kind === 'aws-owned' ? {} : policies.organizationGates(action)),
  };
}

function decisionOf({ kind, statements }: GateAnswer): readonly string[] {
  const [first] = statements;
  return first === undefined ? [] : [`${kind}: ${formatStatement(first)}`];
}
