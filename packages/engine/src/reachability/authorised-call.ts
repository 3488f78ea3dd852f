import type { Catalog } from '../catalog/create-catalog.ts';
import type { Network } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import { AccessPolicies } from './access-policies.ts';
import type { AccessQuestion } from './access-request.ts';
import type { Call, PathAnswer } from './answer.ts';
import {
  type AccessAnswer,
  askPolicies,
  type IdentityDoubt,
  joined,
  refuseOtherWays,
  withAccess,
} from './authorise.ts';
import { joinOutlines, joinPaths } from './call.ts';
import { proveCall } from './prove.ts';
import { Prover } from './prover.ts';
import type { Target } from './target.ts';

/** One call and one question, with the policies of every part of the path. EX-2, PRIV-3. */
export function authoriseCall(
  network: Network,
  catalog: Catalog,
  workload: Workload,
  target: Target,
  call: Call,
  question: AccessQuestion,
): Call {
  const policies = new AccessPolicies(network, catalog);
  const ask = (path: PathAnswer): readonly AccessAnswer[] => [
    askPolicies(network, policies, workload, path, question, 'is-open'),
  ];
  const paths = mapPaths(call.paths, (path) => withAccess(path, ask(path)));
  const joinedCall = join(call, paths);
  const isEnforced =
    joinedCall.verdict === 'reachable' &&
    call.paths.every(({ via }) => /-endpoint$/.test(via.kind)) &&
    refuseOtherWays(network, policies, workload, question) &&
    !hasOtherWay(network, catalog, workload, target, call);
  return {
    ...joinedCall,
    action: question.action,
    resource: question.resource,
    enforced: isEnforced,
    assumptions: [...call.assumptions, ...assumptionsOf(policies, question)],
  };
}

/** A resource that the source does not declare is taken to be in the caller's own account. */
function assumptionsOf(
  policies: AccessPolicies,
  { action, resource, by }: AccessQuestion,
): Call['assumptions'] {
  const service = action.split(':')[0] ?? '';
  const isDeclared = policies.resourceGate(policies.resource(resource), service).resource !== undefined;
  if (isDeclared || by === 'aws-owned' || !resource.startsWith('arn:')) return [];
  return [{ code: 'ASSUMED_OWN_ACCOUNT', facts: { resource } }];
}

/** P4, the half of the network: without its endpoints the call must not arrive. */
function hasOtherWay(
  network: Network,
  catalog: Catalog,
  workload: Workload,
  target: Target,
  call: Call,
): boolean {
  const used = new Set<string>(call.paths.map(({ via }) => via.component));
  const others = new Map([...network.vpcEndpoints].filter(([id]) => !used.has(id)));
  const without = { ...network, vpcEndpoints: others };
  // An endpoint that is called by its own name is the only way to it.
  if (target.kind === 'endpoint') return false;
  const again = proveCall(new Prover(without, catalog), workload, target, call.reason);
  return again.paths.some(({ verdict }) => verdict !== 'blocked');
}

function mapPaths(paths: Call['paths'], change: (path: PathAnswer) => PathAnswer): Call['paths'] {
  const [first, ...rest] = paths;
  return [change(first), ...rest.map(change)];
}

function join(call: Call, paths: Call['paths']): Call {
  return {
    workload: call.workload,
    service: call.service,
    hostname: call.hostname,
    port: call.port,
    reason: call.reason,
    ...joinOutlines(paths),
    ...joinPaths(paths),
    assumptions: call.assumptions,
    notes: call.notes,
  };
}

/**
 * Calls of the matrix whose actions are known: a refusal counts, and what nobody can read of the caller's own
 * policies is taken to allow.
 */
export class CallAuthoriser {
  readonly #network: Network;
  readonly #policies: AccessPolicies;
  readonly #endpointsWithPolicy: ReadonlySet<string>;
  readonly #outcomes: Map<string, boolean> = new Map();

  constructor(network: Network, catalog: Catalog) {
    this.#network = network;
    this.#policies = new AccessPolicies(network, catalog);
    const written = [...network.vpcEndpoints.values()].filter(({ policy }) => policy !== undefined);
    this.#endpointsWithPolicy = new Set(written.map(({ id }) => id));
  }

  /** The call itself where only defaults have a say. */
  authorise(workload: Workload, call: Call, questions: readonly AccessQuestion[]): Call {
    if (questions.length === 0 || call.verdict !== 'reachable') return call;
    if (!this.#hasSay(workload, call, questions)) return call;
    const paths = mapPaths(call.paths, (path) => withAccess(path, this.#ask(workload, path, questions)));
    return join(call, paths);
  }

  /** Asked once for each way, role and question: ten thousand workloads share few of them. */
  #hasSay(workload: Workload, call: Call, questions: readonly AccessQuestion[]): boolean {
    if (call.split) return true;
    const roles = (workload.facts.roles ?? []).map(({ use, role }) => [use, role]);
    const key = JSON.stringify([roles, call.via, questions]);
    const earlier = this.#outcomes.get(key);
    if (earlier !== undefined) return earlier;
    const path = { via: call.via, hops: [], subnets: [] };
    const answers = this.#ask(workload, path, questions);
    const isAllowed = joined('reachable', answers) === 'reachable';
    const hasSay =
      !isAllowed ||
      this.#endpointsWithPolicy.has(call.via.component) ||
      answers.some(({ isDecidedByPolicies }) => isDecidedByPolicies);
    this.#outcomes.set(key, hasSay);
    return hasSay;
  }

  #ask(
    workload: Workload,
    path: Pick<PathAnswer, 'via' | 'hops' | 'subnets'>,
    questions: readonly AccessQuestion[],
  ): readonly AccessAnswer[] {
    const doubt: IdentityDoubt = 'is-taken-to-allow';
    return questions.flatMap((question) => {
      const answer = askPolicies(this.#network, this.#policies, workload, path, question, doubt);
      // Of a resource that nobody knows, only a refusal that meets every resource is one.
      const isOpen = answer.outcome === 'undetermined' && question.resource === '';
      return isOpen ? [] : [answer];
    });
  }
}
