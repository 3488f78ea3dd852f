import type { Catalog } from '../catalog/create-catalog.ts';
import type { Id } from '../model/identity.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import { kindsWithoutCalls, type Workload } from '../model/workload.ts';
import type { Call } from '../reachability/answer.ts';
import { checkNetwork, type NeededCall, proveAll } from '../reachability/check.ts';
import { type ChangedCall, changedCalls, isNeeded } from './compare-calls.ts';
import type { Danger } from './danger.ts';
import { dangersOf } from './dangers.ts';
import type { RemovedRoute } from './removal.ts';

/** A network, and what somebody thinks of making of it. */
export interface RehearsalQuestion {
  /** As it is, with its stand-ins. */
  readonly before: Network;
  /** As it would be, with its stand-ins. */
  readonly after: Network;
  readonly routes: readonly RemovedRoute[];
  readonly catalog: Catalog;
  /** What each workload is known to call. */
  readonly needs: (workload: Workload) => readonly NeededCall[];
  /** Services that the user asks about. */
  readonly services: readonly string[];
}

export interface Rehearsal {
  readonly changes: readonly ChangedCall[];
  /** Calls of workloads that the change brings, as far as somebody says they make them. */
  readonly newCalls: readonly Call[];
  readonly dangers: readonly Danger[];
  /** Calls of `before` and of `after`, those to the Internet last. */
  readonly before: readonly Call[];
  readonly after: readonly Call[];
  /** Needed calls that arrive before and do not afterwards. */
  readonly stops: number;
  /** Needed calls that arrive before and cannot be told afterwards. */
  readonly unsure: number;
}

/** Proves a network before and after a change, and tells what differs. Nothing is written. */
export function rehearse(question: RehearsalQuestion): Rehearsal {
  const columns = new SharedColumns(question);
  const before = columns.matrixOf(question.before);
  const after = columns.matrixOf(question.after);
  const changes = changedCalls(before, after).filter((change) => !isStandInGone(change, question));
  const count = (effect: ChangedCall['effect']): number =>
    changes.filter((change) => change.effect === effect && isNeeded(change.before)).length;
  return {
    changes,
    newCalls: after.filter((call) => isNew(call, question)),
    dangers: dangersOf({ ...question, changed: changes, calls: before }),
    before,
    after,
    stops: count('stops'),
    unsure: count('unsure'),
  };
}

/** A stand-in steps back where somebody is declared; its subnet is still there. */
function isStandInGone({ before, effect }: ChangedCall, question: RehearsalQuestion): boolean {
  const kind = question.before.workloads.get(before.workload)?.kind;
  const subnets: ReadonlyMap<string, unknown> = question.after.subnets;
  return effect === 'gone' && kind === 'subnet' && subnets.has(before.workload);
}

function isNew({ workload, service, reason }: Call, { before, after }: RehearsalQuestion): boolean {
  return (
    !before.workloads.has(workload) &&
    after.workloads.get(workload)?.kind !== 'subnet' &&
    service !== 'internet' &&
    reason.kind !== 'endpoint-present'
  );
}

/**
 * Both sides are asked the same questions. Without that, an endpoint that goes would take its column along,
 * and the call that now leaves by NAT would not be seen.
 */
class SharedColumns {
  readonly #question: RehearsalQuestion;
  readonly #services: ReadonlyMap<string, ReadonlyMap<string, Id<'VpcEndpoint'>>>;

  constructor(question: RehearsalQuestion) {
    this.#question = question;
    this.#services = servicesWithEndpoints(question);
  }

  matrixOf(network: Network): readonly Call[] {
    const { catalog, services } = this.#question;
    const needs = (workload: Workload) => this.#callsOf(network, workload);
    const { calls } = checkNetwork(network, catalog, { needs, services });
    const workloads = [...network.workloads.values()].filter(({ kind }) => !kindsWithoutCalls.has(kind));
    const internet = { kind: 'internet', label: 'internet' } as const;
    const reason = { kind: 'conditional', why: '', source: [] } as const;
    return [...calls, ...proveAll(network, catalog, workloads, internet, reason)];
  }

  #callsOf(network: Network, workload: Workload): readonly NeededCall[] {
    const own = this.#question.needs(workload);
    if (kindsWithoutCalls.has(workload.kind)) return own;
    const named = new Set(own.map(({ service }) => service));
    const vpcs = new Set(
      workload.subnets.items.flatMap((id) => {
        const vpc = network.subnets.get(id)?.vpc;
        return vpc?.kind === 'known' ? [vpc.value] : [];
      }),
    );
    const present = [...vpcs].flatMap((vpc) => [...(this.#services.get(vpc) ?? [])]);
    const added = present.flatMap(([service, endpoint]): NeededCall[] =>
      named.has(service) ? [] : [{ service, reason: { kind: 'endpoint-present', endpoint } }],
    );
    return added.length === 0 ? own : [...own, ...added];
  }
}

/** By VPC: the services that have an endpoint there on either side. */
function servicesWithEndpoints({
  before,
  after,
  catalog,
}: RehearsalQuestion): ReadonlyMap<string, ReadonlyMap<string, Id<'VpcEndpoint'>>> {
  const byVpc = new Map<string, Map<string, Id<'VpcEndpoint'>>>();
  for (const endpoint of [...before.vpcEndpoints.values(), ...after.vpcEndpoints.values()]) {
    const service = serviceOf(endpoint, catalog);
    if (service === undefined || endpoint.vpc.kind !== 'known') continue;
    const services = byVpc.get(endpoint.vpc.value) ?? new Map<string, Id<'VpcEndpoint'>>();
    byVpc.set(endpoint.vpc.value, services.set(service, services.get(service) ?? endpoint.id));
  }
  return byVpc;
}

function serviceOf({ serviceName, type }: VpcEndpoint, catalog: Catalog): string | undefined {
  const isGateways = type.kind === 'known' && type.value === 'GatewayLoadBalancer';
  if (serviceName.kind !== 'known' || isGateways) return undefined;
  return catalog.serviceByEndpointName(serviceName.value)?.service.short;
}
