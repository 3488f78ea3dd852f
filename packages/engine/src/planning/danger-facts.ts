import { compareAddresses } from '../base/ordered.ts';
import type { Id } from '../model/identity.ts';
import type { Network, Subnet, Vpc } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { Call } from '../reachability/answer.ts';
import type { AddedEndpoint } from './added-endpoints.ts';
import type { Danger, DangerContext } from './danger.ts';
import { pathConditions } from './policy-conditions.ts';

/** Workloads with a place in the VPC, by address. */
export function workloadsIn(network: Network, vpc: Id<'Vpc'>): readonly Workload[] {
  const known = placed.get(network) ?? new Map<Id<'Vpc'>, readonly Workload[]>();
  placed.set(network, known);
  const earlier = known.get(vpc);
  if (earlier !== undefined) return earlier;
  const found = [...network.workloads.values()]
    .filter((workload) => subnetsOf(network, workload).some((subnet) => isIn(subnet, vpc)))
    .sort((a, b) => compareAddresses(a.id, b.id));
  known.set(vpc, found);
  return found;
}

/** Every endpoint of a plan asks for the workloads of its VPC. */
const placed = new WeakMap<Network, Map<Id<'Vpc'>, readonly Workload[]>>();

export function subnetsOf(network: Network, { subnets }: Workload): readonly Subnet[] {
  return subnets.items.flatMap((id) => network.subnets.get(id) ?? []);
}

export function isIn({ vpc }: Subnet, id: Id<'Vpc'>): boolean {
  return vpc.kind === 'known' && vpc.value === id;
}

export function vpcOf(network: Network, id: Id<'Vpc'>): Vpc | undefined {
  return network.vpcs.get(id);
}

/** By an interface endpoint a call does not meet the routes of a gateway. */
function isByInterface({ via }: Call): boolean {
  return via.kind === 'interface-endpoint';
}

/** Ids of those that called the service before and arrived. */
export function arrivingCallers(context: DangerContext, service: string): ReadonlySet<string> {
  return new Set(
    context.calls
      .filter((call) => call.service === service && call.verdict === 'reachable' && !isByInterface(call))
      .map(({ workload }) => workload),
  );
}

/** POL-3: without a policy of its own, the endpoint lets every call to every account's resources through. */
export function dangerOfDefaultPolicy(context: DangerContext, endpoint: AddedEndpoint): readonly Danger[] {
  const found = context.catalog.serviceByEndpointName(endpoint.serviceName);
  if (endpoint.hasPolicy || found?.service.policy?.supported === false) return [];
  return [
    {
      code: 'DEFAULT_POLICY',
      weight: 'check',
      component: endpoint.id,
      facts: { service: endpoint.service },
      rules: ['POL-3'],
      origin: endpoint.origin,
    },
  ];
}

/** KEY-1, KEY-3: policies that ask for the caller's public address. */
export function dangersOfSourceIp(context: DangerContext, endpoint: AddedEndpoint): readonly Danger[] {
  const prefix = iamPrefixOf(endpoint.service);
  return pathConditions(context.before.access)
    .filter(({ keys, service }) => keys.includes('aws:sourceip') && (service ?? prefix) === prefix)
    .map(({ of, keys, origin, service }) => ({
      code: 'SOURCE_IP_ENDS',
      weight: service === undefined || keys.length > 1 ? 'check' : 'breaks',
      component: of,
      facts: { policy: of, service: endpoint.service },
      rules: ['KEY-1', 'KEY-3'],
      origin,
    }));
}

/** `ecr.dkr` is `ecr` to IAM. Where the names differ otherwise, nothing is said. */
export function iamPrefixOf(service: string): string {
  return service.split('.')[0] ?? service;
}
