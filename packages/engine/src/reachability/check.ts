import { compareAddresses, compareText } from '../base/ordered.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { Id } from '../model/identity.ts';
import type { Network, RestApi, VpcEndpoint } from '../model/network.ts';
import { kindsWithoutCalls, type Workload } from '../model/workload.ts';
import type { AccessQuestion } from './access-request.ts';
import type { Call, CallReason, CheckAnswer } from './answer.ts';
import { CallAuthoriser } from './authorised-call.ts';
import { Caller, proveCall } from './prove.ts';
import { Prover } from './prover.ts';
import type { Target } from './target.ts';

/** A call that somebody says a workload makes. */
export interface NeededCall {
  readonly service: string;
  readonly reason: CallReason;
  /** Called by this name instead of the service's own. */
  readonly hostname?: string;
  /** What the call does: then the policies on its path have a say. */
  readonly questions?: readonly AccessQuestion[];
  /** Of a call that may be made with any of them (what a role allows), one that passes is enough. */
  readonly asks?: 'each' | 'any';
}

export interface CheckQuestion {
  /** What each workload is known to call. */
  readonly needs: (workload: Workload) => readonly NeededCall[];
  /** Services that the user asks about: needed by every workload. */
  readonly services: readonly string[];
}

interface Column {
  readonly target: Target;
  readonly reason: CallReason;
  readonly questions?: readonly AccessQuestion[];
  readonly asks?: 'each' | 'any';
}

/**
 * The whole matrix: every workload × (what it needs, what has an endpoint in its VPC, what is asked). A
 * database or load balancer is in it for what is needed or asked only.
 */
export function checkNetwork(network: Network, catalog: Catalog, question: CheckQuestion): CheckAnswer {
  const prover = new Prover(network, catalog);
  const authoriser = new CallAuthoriser(network, catalog);
  const columns = new Columns(network, catalog, question);
  const workloads = [...network.workloads.values()].sort((a, b) => compareAddresses(a.id, b.id));
  const calls = workloads.flatMap((workload) => {
    const caller = new Caller(prover, workload);
    return columns
      .of(workload)
      .map(({ target, reason, questions = [], asks = 'each' }) =>
        authoriser.authorise(workload, caller.call(target, reason), questions, asks),
      );
  });
  return { calls, counters: { ...prover.counters, calls: calls.length } };
}

/** Columns of one network. What does not depend on the workload's own needs is shared by all of its VPC. */
class Columns {
  readonly #network: Network;
  readonly #question: CheckQuestion;
  readonly #present: ReadonlyMap<Id<'Vpc'>, readonly Column[]>;
  readonly #shared = new Map<string, readonly Column[]>();

  constructor(network: Network, catalog: Catalog, question: CheckQuestion) {
    this.#network = network;
    this.#question = question;
    this.#present = endpointColumns(network, catalog);
  }

  of(workload: Workload): readonly Column[] {
    const needs = this.#question.needs(workload);
    const shared = this.#sharedBy(workload);
    return needs.length === 0 ? shared : foremost([...needs.map(columnOfNeed), ...shared]);
  }

  #sharedBy(workload: Workload): readonly Column[] {
    const vpcs = vpcsOf(workload, this.#network);
    const isCaller = !kindsWithoutCalls.has(workload.kind);
    const hasApis = isCaller && workload.kind !== 'subnet';
    const key = `${isCaller} ${hasApis} ${vpcs.join(' ')}`;
    const earlier = this.#shared.get(key);
    if (earlier !== undefined) return earlier;
    const asked = this.#question.services.map(
      (service): Column => ({ target: serviceTarget(service), reason: { kind: 'asked' } }),
    );
    const present = isCaller ? vpcs.flatMap((vpc) => this.#present.get(vpc) ?? []) : [];
    const apis = hasApis ? [...(this.#network.restApis?.values() ?? [])].map(columnOfApi) : [];
    const columns = foremost([...asked, ...present, ...apis]);
    this.#shared.set(key, columns);
    return columns;
  }
}

/** One column for each target, by its foremost reason; needed ones first. */
function foremost(candidates: readonly Column[]): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const column of candidates) {
    const earlier = columns.get(column.target.label);
    if (earlier === undefined) columns.set(column.target.label, column);
    else if (rank(column.reason) < rank(earlier.reason))
      columns.set(column.target.label, { ...earlier, ...column });
  }
  return [...columns.values()].sort(
    (a, b) => rank(a.reason) - rank(b.reason) || compareText(a.target.label, b.target.label),
  );
}

function columnOfNeed({ service, reason, hostname, questions = [], asks = 'each' }: NeededCall): Column {
  return {
    target: hostname === undefined ? namedTarget(service) : hostnameTarget(hostname),
    reason,
    questions,
    asks,
  };
}

function columnOfApi(api: RestApi): Column {
  return {
    target: { kind: 'rest-api', api, label: api.address },
    reason: { kind: 'conditional', why: 'REST_API_IN_SOURCE', source: [] },
    questions: [
      {
        action: 'execute-api:Invoke',
        resource: `${api.address}/*`,
        by: 'application',
        isOpenCaller: true,
      },
    ],
  };
}

function serviceTarget(short: string): Target {
  return { kind: 'service', short, label: short };
}

/** The word `internet` is no service. */
function namedTarget(name: string): Target {
  return name === 'internet' ? { kind: 'internet', label: name } : serviceTarget(name);
}

function hostnameTarget(hostname: string): Target {
  return { kind: 'hostname', hostname, port: 443, label: hostname };
}

/** Needed calls first. */
function rank(reason: CallReason): number {
  switch (reason.kind) {
    case 'needed':
      return reason.need === 'required' ? 0 : 2;
    case 'asked':
      return 1;
    case 'conditional':
      return 3;
    case 'endpoint-present':
      return 4;
  }
}

function vpcsOf(workload: Workload, network: Network): readonly Id<'Vpc'>[] {
  const ids = workload.subnets.items.flatMap((id) => {
    const vpc = network.subnets.get(id)?.vpc;
    return vpc?.kind === 'known' ? [vpc.value] : [];
  });
  return [...new Set(ids)];
}

/** The services with an endpoint in each VPC; one that only its own name leads to is asked by that name, too. */
function endpointColumns(network: Network, catalog: Catalog): ReadonlyMap<Id<'Vpc'>, readonly Column[]> {
  const columns = new Map<Id<'Vpc'>, Column[]>();
  for (const endpoint of network.vpcEndpoints.values()) {
    if (endpoint.vpc.kind !== 'known' || endpoint.serviceName.kind !== 'known') continue;
    const list = columns.get(endpoint.vpc.value) ?? [];
    columns.set(endpoint.vpc.value, list);
    list.push(...columnsOfEndpoint(endpoint, endpoint.serviceName.value, catalog));
  }
  return columns;
}

function columnsOfEndpoint(endpoint: VpcEndpoint, serviceName: string, catalog: Catalog): readonly Column[] {
  const reason: CallReason = { kind: 'endpoint-present', endpoint: endpoint.id };
  const short = catalog.serviceByEndpointName(serviceName)?.service.short;
  const isInterface = endpoint.type.kind === 'known' && endpoint.type.value === 'Interface';
  if (endpoint.type.kind === 'known' && endpoint.type.value === 'GatewayLoadBalancer') return [];
  const byName: Column[] = short === undefined ? [] : [{ target: serviceTarget(short), reason }];
  const isNamed =
    endpoint.privateDnsEnabled.kind === 'known' && endpoint.privateDnsEnabled.value && short !== undefined;
  if (!isInterface || isNamed) return byName;
  const own = /vpce-svc-[0-9a-z]+/.exec(serviceName)?.[0] ?? serviceName;
  const label = short === undefined ? own : `${short}@${endpoint.id}`;
  return [...byName, { target: { kind: 'endpoint', endpoint, label }, reason }];
}

/** The counters of a single call's proof are of no interest. */
export function proveOne(network: Network, catalog: Catalog, workload: Workload, target: Target): Call {
  return proveCall(new Prover(network, catalog), workload, target, { kind: 'asked' });
}

/** One target, asked of several workloads: what they share is proven once. */
export function proveAll(
  network: Network,
  catalog: Catalog,
  workloads: readonly Workload[],
  target: Target,
  reason: CallReason,
): readonly Call[] {
  const prover = new Prover(network, catalog);
  return workloads.map((workload) => proveCall(prover, workload, target, reason));
}
