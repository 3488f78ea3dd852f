import type { Catalog } from '../catalog/create-catalog.ts';
import type { Network } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import { AccessPolicies } from './access-policies.ts';
import { type AccessQuestion, type AskedPath, accessPathOf } from './access-request.ts';
import type { Call, PathAnswer, Via } from './answer.ts';
import {
  type AccessAnswer,
  askPolicies,
  joined,
  outcomeOfPolicies,
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
    askPolicies(network, policies, workload, { ...path, hostname: call.hostname }, question, 'is-open'),
  ];
  const paths = mapPaths(call.paths, (path) => withAccess(path, ask(path)));
  const joinedCall = join(call, paths);
  const isEnforced =
    joinedCall.verdict === 'reachable' &&
    call.paths.every(({ via }) => /-endpoint$/.test(via.kind)) &&
    refuseOtherWays(policies, workload, question, call.hostname) &&
    !hasOtherWay(network, catalog, workload, target, call);
  return {
    ...joinedCall,
    action: question.action,
    resource: question.resource,
    enforced: isEnforced,
    assumptions: [
      ...call.assumptions,
      ...assumptionsOf(policies, question),
      ...assumedService(catalog, target, question),
    ],
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
  if (policies.otherAccountOf(resource) !== undefined) return [];
  return [{ code: 'ASSUMED_OWN_ACCOUNT', facts: { resource } }];
}

/** An action of another service is answered as asked, on the path of the target, and told. */
function assumedService(catalog: Catalog, target: Target, { action }: AccessQuestion): Call['assumptions'] {
  const services = catalog.servicesOfAction(action);
  if (target.kind !== 'service' || services.length === 0) return [];
  const family = (short: string): string => short.split(/[.-]/)[0] ?? short;
  if (services.some((service) => family(service) === family(target.short))) return [];
  return [{ code: 'ASSUMED_SERVICE_OF_ACTION', facts: { action, service: target.short, services } }];
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

type SketchedPath = AskedPath & { readonly number: number };

/** How a call of the matrix fares, as far as its way and its caller's roles decide it. */
interface Sketch {
  readonly verdict: Call['verdict'];
  /** Some policy that somebody wrote was asked. */
  readonly hasSay: boolean;
}

/**
 * Calls of the matrix whose actions are known: a refusal counts, and what nobody can read of the caller's own
 * policies is taken to allow.
 */
export class CallAuthoriser {
  readonly #network: Network;
  readonly #policies: AccessPolicies;
  readonly #ways: Map<string, SketchedPath> = new Map();
  readonly #sketches: Map<string, Sketch> = new Map();
  readonly #roles: WeakMap<Workload, number> = new WeakMap();
  readonly #written: WeakMap<readonly AccessQuestion[], number> = new WeakMap();
  readonly #numbers: Map<string, number> = new Map();
  readonly #ofClosed: Map<string, readonly AccessQuestion[]> = new Map();

  constructor(network: Network, catalog: Catalog) {
    this.#network = network;
    this.#policies = new AccessPolicies(network, catalog);
  }

  /** The call itself where only defaults have a say. */
  authorise(workload: Workload, call: Call, known: readonly AccessQuestion[], asks: 'each' | 'any'): Call {
    if (call.verdict !== 'reachable') return call;
    const questions = known.length > 0 ? known : this.#questionsOfClosed(call);
    if (questions.length === 0) return call;
    const sketch = call.split ? undefined : this.#sketchOf(workload, call, questions, asks);
    const inFull = (): Call['paths'] =>
      mapPaths(call.paths, (path) => {
        const asked = { ...path, hostname: call.hostname };
        return withAccess(path, this.#ask(workload, asked, questions, asks));
      });
    if (sketch === undefined || sketch.verdict === 'undetermined') return join(call, inFull());
    return sketch.hasSay ? new AuthorisedCall(call, sketch.verdict, inFull) : call;
  }

  /** POL-4: what an endpoint that lets nothing through refuses, no action need be known for. */
  #questionsOfClosed(call: Call): readonly AccessQuestion[] {
    const vias = call.split ? call.paths.map(({ via }) => via) : [call.via];
    for (const { kind, component } of vias) {
      const closed = /-endpoint$/.test(kind) ? this.#questionsBehind(component) : [];
      if (closed.length > 0) return closed;
    }
    return [];
  }

  #questionsBehind(component: string): readonly AccessQuestion[] {
    const earlier = this.#ofClosed.get(component);
    if (earlier !== undefined) return earlier;
    const prefix = this.#policies.prefixOfClosed(component);
    const questions: readonly AccessQuestion[] =
      prefix === undefined
        ? []
        : [{ action: `${prefix}:*`, resource: '*', by: 'application', isOpenCaller: true }];
    this.#ofClosed.set(component, questions);
    return questions;
  }

  /**
   * Asked once for each way, roles and questions: ten thousand workloads share few of them. What only a
   * single path knows (the client's address) is left open here, so that an answer holds for every client.
   */
  #sketchOf(
    workload: Workload,
    call: Call,
    questions: readonly AccessQuestion[],
    asks: 'each' | 'any',
  ): Sketch {
    const path = this.#wayOf(workload, call);
    const roles = this.#rolesOf(workload);
    const key = `${roles}.${path.number}.${this.#numberOfQuestions(questions)}.${asks}`;
    const earlier = this.#sketches.get(key);
    if (earlier !== undefined) return earlier;
    const anybody: Workload = { ...workload, privateIps: [], ipv6Addresses: [], instance: undefined };
    const answers = this.#certain(questions, asks, (question) =>
      outcomeOfPolicies(this.#network, this.#policies, anybody, path, question, 'is-taken-to-allow'),
    );
    const sketch: Sketch = {
      verdict: joined('reachable', answers),
      hasSay: answers.some(
        ({ outcome, isDecidedByPolicies }) => outcome !== 'allowed' || isDecidedByPolicies,
      ),
    };
    this.#sketches.set(key, sketch);
    return sketch;
  }

  /** What policies can see of the way: the endpoint, or that it is a public one, and the name. */
  #wayOf(workload: Workload, call: Call): SketchedPath {
    const { hostname } = call;
    const key = `${call.service} ${hostname} ${call.via.kind} ${call.via.component}`;
    const earlier = this.#ways.get(key);
    if (earlier !== undefined) return earlier;
    const { endpoint, path } = accessPathOf(this.#network, workload, { ...call.paths[0], hostname });
    const isGateway = endpoint?.type.kind === 'known' && endpoint.type.value === 'Gateway';
    const way: Via =
      endpoint !== undefined
        ? { kind: isGateway ? 'gateway-endpoint' : 'interface-endpoint', component: endpoint.id }
        : { kind: path === undefined ? 'none' : 'internet-gateway', component: '' };
    const number = this.#numberOf(`${way.kind} ${way.component} ${hostname}`);
    const sketched = { via: way, hops: [], subnets: [], hostname, number };
    this.#ways.set(key, sketched);
    return sketched;
  }

  #rolesOf(workload: Workload): number {
    const earlier = this.#roles.get(workload);
    if (earlier !== undefined) return earlier;
    const roles = (workload.facts.roles ?? []).map(({ use, role }) => [use, role]);
    // A workload without a role is nobody else's equal.
    const number = this.#numberOf(roles.length === 0 ? workload.id : JSON.stringify(roles));
    this.#roles.set(workload, number);
    return number;
  }

  #numberOfQuestions(questions: readonly AccessQuestion[]): number {
    const earlier = this.#written.get(questions);
    if (earlier !== undefined) return earlier;
    const number = this.#numberOf(JSON.stringify(questions));
    this.#written.set(questions, number);
    return number;
  }

  /** Short keys: long ones cost more than the decisions that they save. */
  #numberOf(text: string): number {
    const earlier = this.#numbers.get(text);
    if (earlier !== undefined) return earlier;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  #ask(
    workload: Workload,
    path: AskedPath,
    questions: readonly AccessQuestion[],
    asks: 'each' | 'any',
  ): readonly AccessAnswer[] {
    return this.#certain(questions, asks, (question) =>
      askPolicies(this.#network, this.#policies, workload, path, question, 'is-taken-to-allow'),
    );
  }

  /** Of a resource that nobody knows, only a refusal that meets every resource is one. */
  #certain<Answer extends Pick<AccessAnswer, 'outcome'>>(
    questions: readonly AccessQuestion[],
    asks: 'each' | 'any',
    ask: (question: AccessQuestion) => Answer,
  ): readonly Answer[] {
    const answers = questions.flatMap((question) => {
      const answer = ask(question);
      return answer.outcome === 'undetermined' && question.resource === '' ? [] : [answer];
    });
    return asks === 'any' ? bestOf(answers, questions.length) : answers;
  }
}

/** Those that decide when one is enough; an answer that was left out as open may be the one. */
function bestOf<Answer extends Pick<AccessAnswer, 'outcome'>>(
  answers: readonly Answer[],
  asked: number,
): readonly Answer[] {
  const of = (outcome: AccessAnswer['outcome']): readonly Answer[] =>
    answers.filter((answer) => answer.outcome === outcome);
  const best = [of('allowed'), of('undetermined')].find((some) => some.length > 0);
  return best ?? (answers.length < asked ? [] : answers);
}

/** A call whose hops, policies included, are worked out when somebody looks. */
class AuthorisedCall implements Call {
  readonly workload: Call['workload'];
  readonly service: string;
  readonly hostname: string;
  readonly port: number;
  readonly reason: Call['reason'];
  readonly verdict: Call['verdict'];
  readonly privacy: Call['privacy'];
  readonly split: boolean;
  readonly via: Call['via'];
  readonly #call: Call;
  readonly #inFull: () => Call['paths'];
  #paths: Call['paths'] | undefined;

  constructor(call: Call, verdict: Call['verdict'], inFull: () => Call['paths']) {
    this.workload = call.workload;
    this.service = call.service;
    this.hostname = call.hostname;
    this.port = call.port;
    this.reason = call.reason;
    this.verdict = verdict;
    this.privacy = verdict === 'reachable' ? call.privacy : undefined;
    this.split = call.split;
    this.via = call.via;
    this.#call = call;
    this.#inFull = inFull;
  }

  get paths(): Call['paths'] {
    this.#paths ??= joinPaths(this.#inFull()).paths;
    return this.#paths;
  }

  get assumptions(): Call['assumptions'] {
    return this.#call.assumptions;
  }

  get notes(): Call['notes'] {
    return this.#call.notes;
  }
}
