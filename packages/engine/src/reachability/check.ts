import { compareAddresses, compareText } from '../base/ordered.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { Id } from '../model/identity.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { AccessQuestion } from './access-request.ts';
import type { Call, CallReason, CheckAnswer } from './answer.ts';
import { CallAuthoriser } from './authorised-call.ts';
import { proveCall } from './prove.ts';
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
}

/** The whole matrix: every workload × (what it needs, what has an endpoint in its VPC, what is asked). */
export function checkNetwork(network: Network, catalog: Catalog, question: CheckQuestion): CheckAnswer {
  const prover = new Prover(network, catalog);
  const authoriser = new CallAuthoriser(network, catalog);
  const present = endpointColumns(network, catalog);
  const workloads = [...network.workloads.values()].sort((a, b) => compareAddresses(a.id, b.id));
  const calls = workloads.flatMap((workload) =>
    columnsOf(workload, network, question, present).map(({ target, reason, questions }) =>
      authoriser.authorise(workload, proveCall(prover, workload, target, reason), questions ?? []),
    ),
  );
  return { calls, counters: { ...prover.counters, calls: calls.length } };
}

function columnsOf(
  workload: Workload,
  network: Network,
  question: CheckQuestion,
  present: ReadonlyMap<Id<'Vpc'>, readonly Column[]>,
): readonly Column[] {
  const columns = new Map<string, Column>();
  const add = (column: Column): void => {
    const earlier = columns.get(column.target.label);
    const questions = column.questions ?? earlier?.questions ?? [];
    if (earlier === undefined || rank(column.reason) < rank(earlier.reason))
      columns.set(column.target.label, { ...column, questions });
  };
  for (const { service, reason, hostname, questions = [] } of question.needs(workload)) {
    const target = hostname === undefined ? serviceTarget(service) : hostnameTarget(hostname);
    add({ target, reason, questions });
  }
  for (const service of question.services) add({ target: serviceTarget(service), reason: { kind: 'asked' } });
  for (const vpc of vpcsOf(workload, network)) for (const column of present.get(vpc) ?? []) add(column);
  if (callsApis(workload)) {
    for (const api of network.restApis?.values() ?? []) {
      add({
        target: { kind: 'rest-api', api, label: api.address },
        reason: { kind: 'conditional', why: 'REST_API_IN_SOURCE', source: [] },
      });
    }
  }
  return [...columns.values()].sort(
    (a, b) => rank(a.reason) - rank(b.reason) || compareText(a.target.label, b.target.label),
  );
}

/** Databases and load balancers call no APIs. */
function callsApis(workload: Workload): boolean {
  return workload.kind !== 'database' && workload.kind !== 'load-balancer' && workload.kind !== 'subnet';
}

function serviceTarget(short: string): Target {
  return { kind: 'service', short, label: short };
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
