import { suggestNames } from '../base/nearest-names.ts';
import { compareAddresses } from '../base/ordered.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { ServiceInRegion } from '../catalog/endpoint-services.ts';
import type { ProposedEndpoint } from '../model/change.ts';
import type { Id } from '../model/identity.ts';
import type { Network, Subnet, Vpc } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { NeededCall } from '../reachability/check.ts';

/** What a user asks for: `endpoint:logs`, `gateway:s3`, `interface:s3@aws_vpc.main`. */
export interface EndpointRequest {
  /** As it was written. */
  readonly asked: string;
  /** Short name, or the whole name of the service. */
  readonly service: string;
  /** `undefined` = a gateway where AWS offers one, because it is free. */
  readonly type: 'Gateway' | 'Interface' | undefined;
  /** `undefined` = every VPC with a caller; the only VPC, when there is one. */
  readonly vpc: string | undefined;
}

/** What each workload is known to call. */
export type CallsOf = (workload: Workload) => readonly NeededCall[];

export type RequestProblem =
  | { readonly kind: 'not-a-request'; readonly asked: string }
  | { readonly kind: 'no-such-service'; readonly asked: string; readonly nearest: readonly string[] }
  | { readonly kind: 'type-not-offered'; readonly asked: string; readonly offered: readonly string[] }
  | { readonly kind: 'no-such-vpc'; readonly asked: string; readonly vpcs: readonly string[] }
  | { readonly kind: 'which-vpc'; readonly asked: string; readonly vpcs: readonly string[] }
  | { readonly kind: 'nowhere-to-put'; readonly asked: string; readonly vpc: string }
  | { readonly kind: 'already-there'; readonly asked: string; readonly endpoint: string };

export function parseEndpointRequest(asked: string): Result<EndpointRequest, RequestProblem> {
  const [, word, service, vpc] =
    /^(endpoint|gateway|interface):([A-Za-z0-9._-]+)(?:@(.+))?$/.exec(asked) ?? [];
  if (word === undefined || service === undefined) return fail({ kind: 'not-a-request', asked });
  const type = word === 'gateway' ? 'Gateway' : word === 'interface' ? 'Interface' : undefined;
  return succeed({ asked, service, type, vpc });
}

/** Where an endpoint is to be put, with what the callers need to reach it. One for each VPC. */
export function proposeEndpoints(
  request: EndpointRequest,
  network: Network,
  catalog: Catalog,
  callsOf: CallsOf,
): Result<readonly ProposedEndpoint[], RequestProblem> {
  const { asked } = request;
  const known = serviceNamed(request.service, catalog);
  if (known === undefined) {
    const names = catalog.all().map(({ short }) => short);
    return fail({ kind: 'no-such-service', asked, nearest: suggestNames(request.service, names) });
  }
  const type = request.type ?? (known.types.includes('Gateway') ? 'Gateway' : 'Interface');
  if (!known.types.includes(type)) return fail({ kind: 'type-not-offered', asked, offered: known.types });
  const vpcs = vpcsFor(request, known.short, network, callsOf);
  if (!vpcs.ok) return vpcs;
  const proposals: ProposedEndpoint[] = [];
  for (const vpc of vpcs.value) {
    const proposal = proposeIn(vpc, known.short, type, asked, network, catalog, callsOf);
    if (!proposal.ok) return proposal;
    proposals.push(proposal.value);
  }
  return succeed(proposals);
}

function serviceNamed(name: string, catalog: Catalog): ServiceInRegion['service'] | undefined {
  return (catalog.serviceByEndpointName(name) ?? catalog.service(name, 'us-east-1'))?.service;
}

function vpcsFor(
  { asked, vpc: named }: EndpointRequest,
  service: string,
  network: Network,
  callsOf: CallsOf,
): Result<readonly Vpc[], RequestProblem> {
  const all = [...network.vpcs.values()].sort((a, b) => compareAddresses(a.id, b.id));
  const ids = all.map(({ id }) => id);
  if (named !== undefined) {
    const vpc = all.find(({ id, name }) => id === named || name === named);
    return vpc === undefined ? fail({ kind: 'no-such-vpc', asked, vpcs: ids }) : succeed([vpc]);
  }
  if (all.length === 1) return succeed(all);
  const callers = callersOf(service, network, callsOf);
  const called = all.filter((vpc) => callers.some((caller) => subnetsIn(vpc, caller, network).length > 0));
  return called.length > 0 ? succeed(called) : fail({ kind: 'which-vpc', asked, vpcs: ids });
}

/** Who is known to call the service. */
function callersOf(service: string, { workloads }: Network, callsOf: CallsOf): readonly Workload[] {
  return [...workloads.values()].filter((workload) =>
    callsOf(workload).some((call) => call.service === service),
  );
}

function proposeIn(
  vpc: Vpc,
  service: string,
  type: 'Gateway' | 'Interface',
  asked: string,
  network: Network,
  catalog: Catalog,
  callsOf: CallsOf,
): Result<ProposedEndpoint, RequestProblem> {
  const found = catalog.service(service, regionOf(vpc, network));
  if (found === undefined) return fail({ kind: 'no-such-service', asked, nearest: [] });
  const { serviceName } = found;
  const present = [...network.vpcEndpoints.values()].find(
    (endpoint) =>
      is(endpoint.vpc, vpc.id) && is(endpoint.serviceName, serviceName) && is(endpoint.type, type),
  );
  if (present !== undefined) return fail({ kind: 'already-there', asked, endpoint: present.id });
  const inVpc = [...network.workloads.values()].filter((it) => subnetsIn(vpc, it, network).length > 0);
  const known = new Set(callersOf(service, network, callsOf));
  const callers = inVpc.filter((workload) => known.has(workload));
  // Nobody is known to call it: then it is put where all that could call it stands.
  const served = callers.length > 0 ? callers : inVpc;
  const subnets = subnetsOf(served, vpc, network);
  const routeTables = tablesOf(subnets, vpc);
  const isEmpty = type === 'Gateway' ? routeTables.length === 0 : subnets.length === 0;
  if (isEmpty) return fail({ kind: 'nowhere-to-put', asked, vpc: vpc.id });
  return succeed({
    vpc: vpc.id,
    type,
    service,
    serviceName,
    subnets: type === 'Interface' ? onePerZone(subnets) : [],
    routeTables: type === 'Gateway' ? routeTables : [],
    securityGroup: undefined,
    privateDnsEnabled: type === 'Interface' && hasPrivateNames(found),
    callers: served.map(({ id }) => id).sort(compareAddresses),
    policy: undefined,
  });
}

function regionOf(vpc: Vpc, { defaultRegion }: Network): string {
  if (vpc.region.kind === 'known') return vpc.region.value;
  return defaultRegion.kind === 'known' ? defaultRegion.value : 'us-east-1';
}

function is<Value>(fact: { readonly kind: string; readonly value?: Value }, value: Value): boolean {
  return fact.kind === 'known' && fact.value === value;
}

/** DNS-12: some services have none. Where it is not established, AWS's console turns it on. */
function hasPrivateNames({ service, privateNames }: ServiceInRegion): boolean {
  return service.privateDns.supported !== false && privateNames?.length !== 0;
}

function subnetsIn(vpc: Vpc, workload: Workload, network: Network): readonly Subnet[] {
  return workload.subnets.items.flatMap((id) => {
    const subnet = network.subnets.get(id);
    return subnet !== undefined && is(subnet.vpc, vpc.id) ? [subnet] : [];
  });
}

function subnetsOf(workloads: readonly Workload[], vpc: Vpc, network: Network): readonly Subnet[] {
  const subnets = workloads.flatMap((workload) => subnetsIn(vpc, workload, network));
  return [...new Map(subnets.map((subnet) => [subnet.id, subnet])).values()].sort((a, b) =>
    compareAddresses(a.id, b.id),
  );
}

/** IF-1: two subnets of one AZ are refused. Zones that are not known are taken to differ. */
function onePerZone(subnets: readonly Subnet[]): readonly Id<'Subnet'>[] {
  const zones = new Map<string, Id<'Subnet'>>();
  for (const { id, availabilityZone: zone } of subnets) {
    const key = zone.kind === 'known' ? zone.value : id;
    if (!zones.has(key)) zones.set(key, id);
  }
  return [...zones.values()].sort(compareAddresses);
}

function tablesOf(subnets: readonly Subnet[], vpc: Vpc): readonly Id<'RouteTable'>[] {
  const tables = subnets.flatMap(({ routeTable }) => {
    const target = routeTable?.target ?? vpc.mainRouteTable;
    return target.kind === 'known' ? [target.value] : [];
  });
  return [...new Set(tables)].sort(compareAddresses);
}
