import { formatReference } from '../base/known.ts';
import { compareAddresses, compareText } from '../base/ordered.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { ServiceInRegion } from '../catalog/endpoint-services.ts';
import type { Id } from '../model/identity.ts';
import type { Network, RouteTable, Subnet, VpcEndpoint } from '../model/network.ts';
import { type Decimal, sum } from '../pricing/decimal.ts';
import type { Move } from '../pricing/traffic.ts';
import type { Call } from '../reachability/answer.ts';
import { type Carrier, Carriers } from './carriers.ts';

/** One way of one call, and what else could carry it. */
export interface Demand {
  readonly call: Call;
  /** The goal asks something of it. */
  readonly decides: boolean;
  readonly carrier: Carrier;
  readonly traffic: Move;
}

/** All calls of one VPC that one endpoint would carry. */
export interface DemandGroup {
  /** VPC and service; names the group. */
  readonly key: string;
  readonly vpc: Id<'Vpc'>;
  readonly region: string;
  readonly service: ServiceInRegion;
  readonly demands: readonly Demand[];
  /** The endpoints that the VPC has for it. */
  readonly interface: VpcEndpoint | undefined;
  readonly gateway: VpcEndpoint | undefined;
  /** The sum of what is known. */
  readonly gb: Decimal;
  /** Some call has no usage. */
  readonly isOpen: boolean;
}

export interface DemandTable {
  /** Sorted by VPC and service. */
  readonly groups: readonly DemandGroup[];
  /** What no endpoint could carry, in the order of the matrix. */
  readonly others: readonly Demand[];
}

/** Joins the proof's calls with what they move, and sorts them by what could carry them. */
export function demandsOf(
  network: Network,
  catalog: Catalog,
  calls: readonly Call[],
  moves: readonly (readonly Move[])[],
  decides: (call: Call) => boolean,
): DemandTable {
  const carriers = new Carriers(network, catalog);
  const groups = new Map<string, Demand[]>();
  const others: Demand[] = [];
  for (const [at, call] of calls.entries())
    for (const traffic of moves[at] ?? []) {
      const { region, vpc } = traffic;
      const carrier: Carrier = region.ok ? carriers.of(call, region.value) : { kind: 'region-unknown' };
      const demand = { call, decides: decides(call), carrier, traffic };
      if (carrier.kind !== 'endpoint' || vpc === undefined) {
        others.push(demand);
        continue;
      }
      const key = `${vpc} ${carrier.service.service.short}`;
      const same = groups.get(key);
      if (same === undefined) groups.set(key, [demand]);
      else same.push(demand);
    }
  const endpoints = endpointTable(network, catalog);
  return {
    groups: [...groups]
      .flatMap(([key, demands]) => groupOf(key, demands, network, endpoints) ?? [])
      .sort((a, b) => compareAddresses(a.vpc, b.vpc) || compareText(shortOf(a), shortOf(b))),
    others,
  };
}

function shortOf({ service }: DemandGroup): string {
  return service.service.short;
}

type EndpointTable = ReadonlyMap<string, readonly VpcEndpoint[]>;

function groupOf(
  key: string,
  demands: readonly Demand[],
  network: Network,
  endpoints: EndpointTable,
): DemandGroup | undefined {
  const [first] = demands;
  if (first?.carrier.kind !== 'endpoint' || !first.traffic.region.ok) return undefined;
  const [subnet] = first.traffic.subnets;
  const vpc = subnet === undefined ? undefined : network.subnets.get(subnet)?.vpc;
  if (vpc?.kind !== 'known') return undefined;
  const present = endpoints.get(key) ?? [];
  const ofType = (type: string) =>
    present.find((endpoint) => endpoint.type.kind === 'known' && endpoint.type.value === type);
  return {
    key,
    vpc: vpc.value,
    region: first.traffic.region.value,
    service: first.carrier.service,
    demands,
    interface: ofType('Interface'),
    gateway: ofType('Gateway'),
    gb: sum(demands.flatMap(({ traffic }) => traffic.gb ?? [])),
    isOpen: demands.some(({ traffic }) => traffic.gb === undefined),
  };
}

/** By VPC and service. */
function endpointTable(network: Network, catalog: Catalog): EndpointTable {
  const table = new Map<string, VpcEndpoint[]>();
  for (const endpoint of network.vpcEndpoints.values()) {
    if (endpoint.vpc.kind !== 'known' || endpoint.serviceName.kind !== 'known') continue;
    const service = catalog.serviceByEndpointName(endpoint.serviceName.value)?.service.short;
    const key = `${endpoint.vpc.value} ${service}`;
    const same = table.get(key);
    if (same === undefined) table.set(key, [endpoint]);
    else same.push(endpoint);
  }
  return table;
}

/**
 * All subnets of the callers in a VPC, sorted. A position that gets nowhere moves no bytes, so it is not in
 * the traffic; it is to get somewhere all the same.
 */
export function callersSubnets(
  demands: readonly Demand[],
  vpc: Id<'Vpc'>,
  network: Network,
): readonly Id<'Subnet'>[] {
  const subnets = new Set<Id<'Subnet'>>();
  for (const workload of callersOf(demands))
    for (const id of network.workloads.get(workload)?.subnets.items ?? []) subnets.add(id);
  return [...subnets]
    .filter((id) => {
      const of = network.subnets.get(id)?.vpc;
      return of?.kind === 'known' && of.value === vpc;
    })
    .sort(compareAddresses);
}

/** Each caller once: the demands of one stand together. */
export function callersOf(demands: readonly Demand[]): readonly Id<'Workload'>[] {
  const callers: Id<'Workload'>[] = [];
  for (const { call } of demands) if (callers.at(-1) !== call.workload) callers.push(call.workload);
  return callers;
}

/**
 * The AZ of a subnet as far as the source tells it: its name, or the expression that it hangs on. Two subnets
 * with one expression are in one AZ; a subnet without any is in an AZ of its own (IF-1).
 */
export function zoneOf(network: Network, id: Id<'Subnet'>): string {
  const zone = network.subnets.get(id)?.availabilityZone;
  if (zone?.kind === 'known') return zone.value;
  const references = zone?.unknown.references.map(formatReference).join(' ') ?? '';
  return references === '' ? `of ${id}` : references;
}

/** RT-1. */
export function tableOf(network: Network, id: Id<'Subnet'>): RouteTable | undefined {
  const subnet: Subnet | undefined = network.subnets.get(id);
  if (subnet?.vpc.kind !== 'known') return undefined;
  const target = subnet.routeTable?.target ?? network.vpcs.get(subnet.vpc.value)?.mainRouteTable;
  return target?.kind === 'known' ? network.routeTables.get(target.value) : undefined;
}

/** Where the default route of a subnet's IPv4 leads; `undefined` = it has none. */
export function defaultTargetOf(
  network: Network,
  id: Id<'Subnet'>,
): RouteTable['routes']['items'][number]['target'] | undefined {
  return tableOf(network, id)?.routes.items.find(
    ({ destination }) =>
      destination.kind === 'prefix' &&
      destination.prefix.family === 'ipv4' &&
      destination.prefix.length === 0,
  )?.target;
}

export function tablesOf(subnets: readonly Id<'Subnet'>[], network: Network): readonly Id<'RouteTable'>[] {
  return [...new Set(subnets.flatMap((id) => tableOf(network, id)?.id ?? []))].sort(compareAddresses);
}
