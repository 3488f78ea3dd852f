import type { Decision, GateAnswer } from '../authorization/decision.ts';
import { evaluate, type PolicySet } from '../authorization/evaluate.ts';
import { explain, formatStatement, type Refusal } from '../authorization/explain.ts';
import { needsResourcePolicy } from '../authorization/grants.ts';
import { parsePolicy, unknownPolicy } from '../authorization/parse-policy.ts';
import type { CallPath } from '../authorization/path-keys.ts';
import type { PolicyDocument, PolicyKind } from '../authorization/policy.ts';
import type { Caller, RequestContext } from '../authorization/request.ts';
import { formatText, piecesOf, textOf } from '../authorization/text.ts';
import { collection, formatReference } from '../base/known.ts';
import type { Role } from '../model/access.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { AccessPolicies, RoleUse } from './access-policies.ts';
import {
  type AccessPath,
  type AccessQuestion,
  type AskedPath,
  accessPathOf,
  requestOf,
} from './access-request.ts';
import type { Blocker, Facts, Hop, HopKind, MissingFact, PathAnswer, VerdictKind } from './answer.ts';

/** What the policies on one path say of one question, and how it came about. */
export interface AccessAnswer {
  readonly outcome: Decision['outcome'];
  readonly hops: readonly Hop[];
  readonly blockers: readonly Blocker[];
  readonly unknowns: readonly MissingFact[];
  /** Something besides defaults was asked. */
  readonly isDecidedByPolicies: boolean;
}

/** Is what nobody can read of the caller's own policies an open question, or taken to allow? */
export type IdentityDoubt = 'is-open' | 'is-taken-to-allow';

interface Asked {
  readonly request: RequestContext;
  readonly set: PolicySet;
  readonly endpoint: VpcEndpoint | undefined;
  readonly role: Role | undefined;
  readonly workload: Workload;
  readonly resource: string | undefined;
  /** Its policy must allow, and stands in no source of ours. */
  readonly isKeptElsewhere: boolean;
}

const applicationRoles: readonly RoleUse[] = ['task', 'instance', 'function', 'service'];
const agentRoles: readonly RoleUse[] = ['execution', 'instance', 'function', 'service'];

/** Calls of a task that ECS makes with the execution role before the task has credentials of its own. */
const agentActions: ReadonlySet<string> = new Set([
  'ecr:batchchecklayeravailability',
  'ecr:batchgetimage',
  'ecr:getauthorizationtoken',
  'ecr:getdownloadurlforlayer',
  'logs:createlogstream',
  'logs:putlogevents',
]);

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html */
function rolesFor({ kind }: Workload, { by, action }: AccessQuestion): readonly RoleUse[] {
  const isOfEcs = (kind === 'ecs-fargate' || kind === 'ecs-ec2') && agentActions.has(action.toLowerCase());
  return by === 'agent' || isOfEcs ? agentRoles : applicationRoles;
}

/** Asks every policy on a proven path. POL-1, POL-2, KEY-1. */
export function askPolicies(
  network: Network,
  policies: AccessPolicies,
  workload: Workload,
  path: AskedPath,
  question: AccessQuestion,
  doubt: IdentityDoubt,
): AccessAnswer {
  const ask = (one: AccessQuestion): AccessAnswer => askOne(network, policies, workload, path, one, doubt);
  const behind = callBehind(policies, question);
  return behind === undefined ? ask(question) : bothOf(ask(question), ask(behind));
}

/** A call to an access point is also one to its bucket, whose policy must let it through. */
function callBehind(policies: AccessPolicies, question: AccessQuestion): AccessQuestion | undefined {
  const bucket = policies.behind(question.resource);
  if (bucket === undefined) return undefined;
  return { ...question, resource: policies.nameOf(bucket), isOpenCaller: true };
}

function bothOf(first: AccessAnswer, behind: AccessAnswer): AccessAnswer {
  const all = [first, behind];
  const worst = (['denied', 'undetermined'] as const).find((outcome) =>
    all.some((answer) => answer.outcome === outcome),
  );
  return {
    outcome: worst ?? 'allowed',
    hops: all.flatMap(({ hops }) => hops),
    blockers: all.flatMap(({ blockers }) => blockers),
    unknowns: worst === 'undetermined' ? all.flatMap(({ unknowns }) => unknowns) : [],
    isDecidedByPolicies: all.some(({ isDecidedByPolicies }) => isDecidedByPolicies),
  };
}

function askOne(...facts: Parameters<typeof decide>): AccessAnswer {
  const [, policies] = facts;
  const { asked, set, decision, isLenient } = decide(...facts);
  const refusals = explain(asked.request, set, decision);
  return {
    outcome: decision.outcome,
    hops: hopsOf(policies, asked, decision, refusals, isLenient),
    blockers: refusals.map((refusal) => blockerOf(policies, asked, refusal)),
    unknowns: decision.outcome === 'undetermined' ? unknownsOf(decision, asked) : [],
    isDecidedByPolicies: hasPolicies(asked),
  };
}

/** The outcome alone: enough for the matrix when nobody looks at the path. */
export function outcomeOfPolicies(
  ...facts: Parameters<typeof askPolicies>
): Pick<AccessAnswer, 'outcome' | 'isDecidedByPolicies'> {
  const [network, policies, workload, path, question, doubt] = facts;
  if (callBehind(policies, question) !== undefined) return askPolicies(...facts);
  const { asked, decision } = decide(network, policies, workload, path, question, doubt);
  return { outcome: decision.outcome, isDecidedByPolicies: hasPolicies(asked) };
}

function hasPolicies({ set: { endpoint, resource }, isKeptElsewhere }: Asked): boolean {
  return endpoint?.policy !== undefined || (resource !== undefined && !isKeptElsewhere);
}

interface Decided {
  readonly asked: Asked;
  readonly set: PolicySet;
  readonly decision: Decision;
  /** The caller's own policies were taken to allow. */
  readonly isLenient: boolean;
}

function decide(
  network: Network,
  policies: AccessPolicies,
  workload: Workload,
  path: AskedPath,
  question: AccessQuestion,
  doubt: IdentityDoubt,
): Decided {
  const way = accessPathOf(network, workload, path);
  const asked = prepare(policies, workload, question, way, doubt);
  const given = asked.isKeptElsewhere ? withPolicyOfKey(policies, asked, doubt) : asked.set;
  const strict = evaluate(asked.request, given);
  const isLenient = doubt === 'is-taken-to-allow' && strict.outcome === 'undetermined';
  const set = isLenient ? { ...given, identity: collection([anything]) } : given;
  const isOpen = isLenient || question.isOpenCaller === true;
  return { asked, set, decision: isLenient ? evaluate(asked.request, set) : strict, isLenient: isOpen };
}

/**
 * A key that nobody declares has a policy all the same; the one that AWS writes leaves it to the account's
 * own policies. What these refuse is refused then; else it is an open question, or one that is passed over.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function withPolicyOfKey(
  policies: AccessPolicies,
  { request, set }: Pick<Asked, 'request' | 'set'>,
  doubt: IdentityDoubt,
): PolicySet {
  const account = piecesOf(policies.account);
  const text = textOf([
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"',
    ...account,
    '"},"Action":"*","Resource":"*"}]}',
  ]);
  const usual = { ...set, resource: parsePolicy(text, { kind: 'resource', name: '' }) };
  const isSettled = doubt === 'is-taken-to-allow' || evaluate(request, usual).outcome === 'denied';
  return isSettled ? usual : set;
}

/** Stands for policies of the caller that are not in the source. */
const anything: PolicyDocument = parsePolicy(
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  { kind: 'identity', name: '' },
);

function prepare(
  policies: AccessPolicies,
  workload: Workload,
  question: AccessQuestion,
  { endpoint, path, hostname }: AccessPath,
  doubt: IdentityDoubt,
): Asked {
  const role = policies.roleOf(workload, rolesFor(workload, question));
  const caller = callerOf(policies, workload, question, role);
  const region = policies.requestedRegion(hostname);
  const foreign = question.by === 'aws-owned' ? undefined : policies.otherAccountOf(question.resource);
  const isCrossAccount = foreign !== undefined && doubt === 'is-open';
  const request = requestOf(policies, workload, question, {
    caller,
    role,
    path,
    region,
    otherAccount: foreign,
    isCrossAccount,
  });
  const service = question.action.split(':')[0]?.toLowerCase() ?? '';
  const own = question.by === 'aws-owned' ? undefined : policies.resourceGate(request.resource, service);
  const isNowhere = own !== undefined && own.resource === undefined && own.document === undefined;
  const isKeptElsewhere = isNowhere && needsResourcePolicy(question.action);
  const isElsewhere = isCrossAccount || isKeptElsewhere;
  const document = own?.document ?? (isElsewhere ? elsewhere(question.resource) : undefined);
  const isOpenCaller = question.isOpenCaller === true;
  const boundary = role === undefined || isOpenCaller ? undefined : policies.boundaryOf(role);
  const set: PolicySet = {
    ...(endpoint === undefined ? {} : { endpoint: policies.endpointGate(endpoint) }),
    ...(document === undefined ? {} : { resource: document }),
    identity: isOpenCaller
      ? collection([anything])
      : role === undefined
        ? collection<PolicyDocument>([], [{ reason: 'not-given', references: [roleReference(workload)] }])
        : policies.identityOf(role),
    ...(boundary === undefined ? {} : { boundary }),
    ...(question.by === 'aws-owned' ? {} : policies.organizationGates(question.action)),
  };
  const resource = own?.resource?.address;
  return { request, set, endpoint, role, workload, resource, isKeptElsewhere };
}

/** POL-8: the policy of a resource of another account, or of a key, must allow and stands in no source of ours. */
function elsewhere(resource: string): PolicyDocument {
  return unknownPolicy({ kind: 'resource', name: resource }, [{ address: resource, path: 'policy' }]);
}

function callerOf(
  policies: AccessPolicies,
  workload: Workload,
  question: AccessQuestion,
  role: Role | undefined,
): Caller {
  if (question.by === 'aws-owned') return { kind: 'aws-owned' };
  const arn = role === undefined ? undefined : policies.text(role.arn);
  return { kind: 'role', arn: arn ?? [roleReference(workload)], account: policies.account };
}

function roleReference(workload: Workload): { readonly address: string; readonly path: string } {
  return { address: workload.id, path: 'role' };
}

const hopKinds: Readonly<Partial<Record<PolicyKind, HopKind>>> = {
  endpoint: 'endpoint-policy',
  identity: 'identity-policy',
  resource: 'resource-policy',
  boundary: 'permissions-boundary',
  scp: 'service-control-policy',
  rcp: 'resource-control-policy',
};

/** One hop for each gate that was asked; those that nothing is attached to are left out. */
function hopsOf(
  policies: AccessPolicies,
  asked: Asked,
  decision: Decision,
  refusals: readonly Refusal[],
  isLenient: boolean,
): readonly Hop[] {
  return decision.gates.flatMap((gate) => {
    const kind = hopKinds[gate.kind];
    if (kind === undefined || (isLenient && gate.kind === 'identity')) return [];
    if (gate.kind === 'endpoint')
      return asked.endpoint === undefined ? [] : [endpointHop(policies, asked, gate, refusals)];
    const isOpen = gate.outcome === 'open' || gate.outcome === 'not-needed';
    return isOpen ? [] : [gateHop(policies, asked, kind, gate, refusals)];
  });
}

/** POL-3, POL-11: a default policy, or a service that takes none, is told too. */
function endpointHop(
  policies: AccessPolicies,
  asked: Asked,
  gate: GateAnswer,
  refusals: readonly Refusal[],
): Hop {
  const { endpoint } = asked;
  if (gate.outcome !== 'open' || endpoint === undefined)
    return gateHop(policies, asked, 'endpoint-policy', gate, refusals);
  const hasPolicy = asked.set.endpoint?.policy !== undefined;
  const serviceName = endpoint.serviceName.kind === 'known' ? endpoint.serviceName.value : '';
  return {
    direction: 'forward',
    kind: 'endpoint-policy',
    component: endpoint.id,
    outcome: 'pass',
    code: hasPolicy ? 'VPCE_POLICY_NOT_SUPPORTED' : 'VPCE_POLICY_FULL_ACCESS',
    decided: '',
    facts: { vpcEndpoint: endpoint.id, serviceName },
    rules: hasPolicy ? ['IF-19', 'POL-11'] : ['POL-3'],
    origin: endpoint.origin,
  };
}

function gateHop(
  policies: AccessPolicies,
  asked: Asked,
  kind: HopKind,
  gate: GateAnswer,
  refusals: readonly Refusal[],
): Hop {
  // Each level of an organisation is a gate of its own.
  const refusal = refusals.find(
    (one) => one.gate === gate.kind && (one.policy === '' || gate.policies.includes(one.policy)),
  );
  const [statement] = gate.statements;
  const policy = refusal?.policy || statement?.policy || gate.policies[0] || '';
  const isBlock = gate.outcome === 'explicit-deny' || gate.outcome === 'implicit-deny';
  const isUnknown = gate.outcome === 'undetermined';
  const refusedCode = refusal === undefined ? 'POLICY_SAYS_NOTHING' : codeOf(asked, refusal);
  const facts: Facts = readable({
    ...factsOf(asked.request),
    policy,
    statement: statement === undefined ? '' : formatStatement(statement),
    ...refusal?.facts,
  });
  return {
    direction: 'forward',
    kind,
    component: componentOf(asked, gate.kind, policy),
    outcome: isBlock ? 'block' : isUnknown ? 'unknown' : 'pass',
    code: isBlock ? refusedCode : isUnknown ? 'POLICY_UNDETERMINED' : 'POLICY_ALLOWS',
    decided: '',
    facts,
    rules: gate.kind === 'endpoint' ? ['POL-1', 'POL-3'] : ['POL-1'],
    origin: policies.originOf(policy, statement),
  };
}

function componentOf(asked: Asked, kind: PolicyKind, policy: string): string {
  if (kind === 'endpoint') return asked.endpoint?.id ?? policy;
  if (kind === 'resource') return asked.resource ?? policy;
  if (kind === 'scp' || kind === 'rcp') return policy;
  return asked.role?.id ?? asked.workload.id;
}

function factsOf({ action, resource, caller }: RequestContext): Facts {
  const principal = caller.kind === 'role' ? formatText(caller.arn) : 'AWS';
  return readable({ principal, action, resource: formatText(resource) });
}

/** Account numbers that no source says, as AWS's pages write them; a resource that nobody names. */
function readable(facts: Facts): Facts {
  const shown = Object.entries(facts).map(([name, fact]) => [
    name,
    typeof fact === 'string' ? readableText(fact) : fact,
  ]);
  return Object.fromEntries(shown);
}

function readableText(text: string): string {
  return text
    .replaceAll(/\$\{data\.aws_caller_identity\.[^}]*\}/g, '<account>')
    .replaceAll(/\$\{[^}]*\.resource\}/g, '*');
}

function blockerOf(policies: AccessPolicies, asked: Asked, refusal: Refusal): Blocker {
  return {
    code: codeOf(asked, refusal),
    component: refusal.policy === '' ? componentOfCaller(refusal) : refusal.policy,
    facts: readable({ ...refusal.facts }),
    rules: refusal.absentKeys.length > 0 ? ['KEY-1', 'KEY-6'] : ['POL-1', 'POL-2'],
    origin: policies.originOf(refusal.policy, refusal.statement),
    mend: { code: refusal.mend.code, facts: readable({ ...refusal.mend.facts }) },
  };
}

/** POL-9: a resource of AWS that the endpoint's policy forgot is a case of its own. */
function codeOf({ request }: Asked, { code }: Refusal): string {
  const isForgotten = request.caller.kind === 'aws-owned' && code === 'VPCE_POLICY_IMPLICIT_DENY';
  return isForgotten ? 'VPCE_POLICY_AWS_OWNED_RESOURCE' : code;
}

function componentOfCaller({ facts }: Refusal): string {
  return String(readable({ principal: facts.principal }).principal);
}

/** Never empty for an undetermined decision. A role that nobody names is told once, as that. */
function unknownsOf(decision: Decision, asked: Asked): readonly MissingFact[] {
  const isRoleOpen = asked.role === undefined && asked.request.caller.kind === 'role';
  const own = roleReference(asked.workload);
  const keys = decision.missingKeys.map((key) => missing('UNKNOWN_CONDITION_KEY', key, asked));
  const compared = decision.references
    .map(formatReference)
    .filter((what) => !isRoleOpen || what !== formatReference(own))
    .map((what) => missing('UNKNOWN_COMPARED_TEXT', what, asked));
  const all = [
    ...(isRoleOpen ? [missing('UNKNOWN_ROLE', asked.workload.id, asked)] : unreadPolicies(decision, asked)),
    ...keys,
    ...compared,
  ];
  return all.length > 0 ? all : [missing('UNKNOWN_POLICY', asked.request.action, asked)];
}

function unreadPolicies(decision: Decision, asked: Asked): readonly MissingFact[] {
  const isOpen = decision.gates.some(
    ({ kind, outcome }) => kind === 'identity' && outcome === 'undetermined',
  );
  const unread = asked.set.identity.unknowns.flatMap(({ references }) => references.map(formatReference));
  return isOpen ? [...new Set(unread)].sort().map((what) => missing('UNKNOWN_POLICY', what, asked)) : [];
}

function missing(code: string, what: string, { request }: Asked): MissingFact {
  return { code, what, facts: factsOf(request), origin: undefined };
}

/**
 * P4, the half that policies can give: the same call by any other way is refused, whether through the
 * Internet or through somebody else's endpoint. PRIV-1.
 */
export function refuseOtherWays(
  policies: AccessPolicies,
  workload: Workload,
  question: AccessQuestion,
  hostname: string,
): boolean {
  const other: CallPath = {
    kind: 'endpoint',
    endpointId: [{ address: 'aws_vpc_endpoint.of-another-vpc', path: 'id' }],
    vpcId: [{ address: 'aws_vpc.another', path: 'id' }],
    vpcArn: [{ address: 'aws_vpc.another', path: 'arn' }],
    privateIp: undefined,
    endpointAccount: undefined,
    givesOwnerKeys: undefined,
  };
  const ways: readonly CallPath[] = [{ kind: 'public', publicIp: undefined }, other];
  return ways.every((way) => {
    const other: AccessPath = { endpoint: undefined, path: way, hostname };
    const { request, set } = prepare(policies, workload, question, other, 'is-open');
    return evaluate(request, set).outcome === 'denied';
  });
}

/** The verdict of a path together with what its policies say. */
export function withAccess(path: PathAnswer, answers: readonly AccessAnswer[]): PathAnswer {
  const hops = [...path.hops, ...distinctHops(answers)];
  const refused = answers.filter(({ outcome }) => outcome === 'denied');
  const blockers = [...path.blockers, ...distinctBlockers(refused.flatMap((answer) => answer.blockers))];
  const verdict = joined(path.verdict, answers);
  if (path.verdict === 'undetermined') return { ...path, hops };
  const isReachable = verdict === 'reachable';
  return {
    ...path,
    hops,
    verdict,
    privacy: isReachable ? path.privacy : undefined,
    witness: isReachable ? path.witness : undefined,
    blockers,
    unknowns: verdict === 'undetermined' ? answers.flatMap(({ unknowns }) => unknowns) : path.unknowns,
  };
}

/** Where the network itself leaves open which way the call takes, its policies are not known either. */
export function joined(network: VerdictKind, answers: readonly Pick<AccessAnswer, 'outcome'>[]): VerdictKind {
  if (network !== 'reachable') return network;
  if (answers.some(({ outcome }) => outcome === 'denied')) return 'blocked';
  return answers.some(({ outcome }) => outcome === 'undetermined') ? 'undetermined' : 'reachable';
}

/** Several actions of one call meet the same policies: refusals are all told, the rest once. */
function distinctHops(answers: readonly AccessAnswer[]): readonly Hop[] {
  const hops = new Map<string, Hop>();
  for (const hop of answers.flatMap((answer) => answer.hops)) {
    const key =
      hop.outcome === 'pass'
        ? `${hop.kind} ${hop.component}`
        : JSON.stringify([hop.kind, hop.component, hop.facts]);
    if (!hops.has(key)) hops.set(key, hop);
  }
  return [...hops.values()];
}

function distinctBlockers(blockers: readonly Blocker[]): readonly Blocker[] {
  return [...new Map(blockers.map((blocker) => [JSON.stringify(blocker), blocker])).values()];
}
