import { compareAddresses, compareText } from '../base/ordered.ts';
import type { Bill, Design } from './bill.ts';
import {
  type CallGroup,
  callGroups,
  endpointIndex,
  isAwsInterfaceEndpoint,
  isFixed,
  isMovable,
  isNatGateway,
} from './call-groups.ts';
import { type Decimal, splitByWeights, zero } from './decimal.ts';
import type { Billable, BilledEndpoint, BilledNatGateway, Count } from './design.ts';
import type { Traffic, WayKind } from './traffic.ts';

export type AlternativeName = 'as-is' | 'all-nat' | 'all-endpoints' | 'cheapest' | 'central';

/** What an alternative takes for granted; each has words in the reports. */
export type Assumption =
  /** No NAT gateway was there: one zonal gateway for each AZ of the callers. */
  | 'nat-for-each-zone'
  /** Gateway endpoints cost nothing and stay. */
  | 'gateway-endpoints-stay'
  /** Endpoints that are there and that no known call uses stay, too. */
  | 'uncalled-endpoints-stay'
  /** Endpoints that no known call uses are dropped. */
  | 'uncalled-endpoints-dropped'
  /** A call without usage could turn the choice. */
  | 'usage-missing'
  /** Every VPC and the central one are attached to one transit gateway. */
  | 'transit-gateway-for-all'
  /** The NAT gateways that are there go: what is in no column would stop. */
  | 'nat-gateways-go';

/** A design that would do the same work, and what it would not do. */
export interface AlternativeDesign extends Design {
  readonly name: AlternativeName;
  /** Calls that have no endpoint and would stop. */
  readonly stops: readonly { readonly workload: string; readonly service: string }[];
  readonly assumptions: readonly Assumption[];
}

export interface Alternative extends AlternativeDesign {
  readonly bill: Bill;
}

/** Everything through NAT gateways: those that are there, or one for each AZ of the callers. */
export function allNat(design: Design): AlternativeDesign {
  const stays = new Set(design.traffic.filter(isFixed).map(({ component }) => component));
  const goes = design.billables.filter(isAwsInterfaceEndpoint).filter(({ resource }) => !stays.has(resource));
  const gone = new Set<Billable>(goes);
  const groups = callGroups(design.traffic).filter(({ traffic }) => traffic.some(isMovable));
  const kept = design.billables.filter((billable) => !gone.has(billable));
  const nats = natPlan(kept, [...groups.map(needOfGroup), ...goes.flatMap(needOfEndpoint)]);
  return {
    name: 'all-nat',
    billables: [...kept, ...nats.added],
    traffic: design.traffic.map((item) =>
      isMovable(item) && item.kind !== 'nat-gateway' && item.vpc !== undefined
        ? viaNat(item, nats.of(item.vpc))
        : item,
    ),
    stops: [],
    assumptions: [
      'gateway-endpoints-stay',
      ...(nats.added.length > 0 ? (['nat-for-each-zone'] as const) : []),
    ],
  };
}

/** An endpoint for every service that is called and has one; no NAT gateway. */
export function allEndpoints(design: Design): AlternativeDesign {
  const groups = callGroups(design.traffic);
  const endpoints = endpointPlan(design.billables, groups);
  return {
    name: 'all-endpoints',
    billables: [...withoutNat(design.billables), ...endpoints.added],
    traffic: design.traffic.flatMap((item) => viaEndpoint(item, endpoints) ?? []),
    stops: stopsOf(groups, endpoints),
    assumptions: ['uncalled-endpoints-stay'],
  };
}

/** Interface endpoints in one VPC for all, reached over a transit gateway; gateway endpoints stay in each VPC. */
export function central(design: Design): AlternativeDesign {
  const groups = callGroups(design.traffic);
  const shared = centralPlan(design.billables, groups);
  return {
    name: 'central',
    billables: [
      ...withoutNat(design.billables).filter(({ resource }) => !shared.replaced.has(resource)),
      ...shared.added,
    ],
    traffic: design.traffic.flatMap((item) => shared.reroute(item)),
    stops: stopsOf(groups, shared),
    assumptions: ['transit-gateway-for-all', 'uncalled-endpoints-stay'],
  };
}

export interface NatPlan {
  readonly added: readonly Billable[];
  readonly of: (vpc: string) => readonly BilledNatGateway[];
}

/** Something in a VPC that a NAT gateway is to carry. */
export interface NatNeed {
  readonly vpc: string;
  readonly region: Billable['region'];
  readonly zones: Count;
  readonly zoneNames: ReadonlySet<string>;
}

export function needOfGroup({ vpc, region, zones, zoneNames }: CallGroup): NatNeed {
  return { vpc, region, zones, zoneNames };
}

/** Whoever uses the endpoint would use the gateway, though we may know no call. */
function needOfEndpoint({ vpc, region, zones }: BilledEndpoint): readonly NatNeed[] {
  return vpc === undefined ? [] : [{ vpc, region, zones, zoneNames: new Set() }];
}

/** The gateways of each VPC that has something to send; where it has none, one for each AZ of the callers. */
export function natPlan(billables: readonly Billable[], needs: readonly NatNeed[]): NatPlan {
  const byVpc = new Map<string, BilledNatGateway[]>();
  for (const nat of billables.filter(isNatGateway))
    if (nat.vpc !== undefined) byVpc.set(nat.vpc, [...(byVpc.get(nat.vpc) ?? []), nat]);
  const added: Billable[] = [];
  for (const [vpc, own] of groupsByVpc(needs)) {
    const [first] = own;
    if (first === undefined || byVpc.has(vpc)) continue;
    const { count: zones, names } = zonesOfNeeds(own);
    const { region } = first;
    const proposed = { resource: `${vpc} (NAT gateways)`, region, vpc, isProposed: true } as const;
    const mode = { availabilityMode: 'zonal', zones, zoneNames: names } as const;
    const nat: BilledNatGateway = { kind: 'nat-gateway', ...proposed, ...mode };
    byVpc.set(vpc, [nat]);
    added.push(nat, { kind: 'public-ipv4', ...proposed, count: zones, usedBy: nat.resource });
  }
  return { added, of: (vpc) => byVpc.get(vpc) ?? [] };
}

export function groupsByVpc<Item extends { readonly vpc: string }>(
  groups: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const byVpc = new Map<string, Item[]>();
  for (const group of groups) {
    const same = byVpc.get(group.vpc);
    if (same === undefined) byVpc.set(group.vpc, [group]);
    else same.push(group);
  }
  return byVpc;
}

/** The AZs of the callers; where only endpoints are known, as many as the widest of them has. */
function zonesOfNeeds(needs: readonly Pick<NatNeed, 'zones' | 'zoneNames'>[]): {
  readonly count: Count;
  readonly names: ReadonlySet<string> | undefined;
} {
  const isUnknown = needs.some(({ zones }) => !zones.ok);
  if (isUnknown) return { count: { ok: false, error: 'unknown-zones' }, names: undefined };
  const names = new Set(needs.flatMap(({ zoneNames }) => [...zoneNames]));
  const most = Math.max(...needs.map(({ zones }) => (zones.ok ? zones.value : 0)));
  const isNamed = names.size >= most;
  return { count: { ok: true, value: Math.max(names.size, most) }, names: isNamed ? names : undefined };
}

/** Bytes from AZs without a gateway cross to another one. */
export function viaNat(item: Traffic, nats: readonly BilledNatGateway[]): Traffic {
  const [nat] = nats;
  if (nat === undefined) return item;
  const crossAzGb = crossingToNat(item, nats);
  return { ...item, kind: 'nat-gateway', component: nat.resource, crossAzGb };
}

function crossingToNat(item: Traffic, nats: readonly BilledNatGateway[]): Decimal | undefined {
  if (nats.some(({ availabilityMode }) => availabilityMode === 'regional')) return zero;
  const zones = item.zones;
  const isKnown = zones !== undefined && zones.size > 0 && nats.every((nat) => nat.zoneNames !== undefined);
  if (!isKnown) return undefined;
  const isCovered = (zone: string) => nats.some(({ zoneNames }) => zoneNames?.has(zone));
  const crossing = [...zones].filter((zone) => !isCovered(zone)).length;
  return crossing === 0 ? zero : share(item.gb, crossing, zones.size);
}

function share(whole: Decimal | undefined, part: number, all: number): Decimal | undefined {
  return whole === undefined ? undefined : splitByWeights(whole, [part, all - part])[0];
}

/** The gateways and the addresses that they use. */
export function withoutNat(billables: readonly Billable[]): readonly Billable[] {
  const nats = new Set(billables.filter(isNatGateway).map(({ resource }) => resource));
  return billables.filter(
    (billable) =>
      billable.kind !== 'nat-gateway' &&
      !(billable.kind === 'public-ipv4' && billable.usedBy !== undefined && nats.has(billable.usedBy)),
  );
}

export interface EndpointPlan {
  readonly added: readonly Billable[];
  /** @returns `undefined` when the service has no endpoint */
  readonly of: (vpc: string, service: string) => BilledEndpoint | undefined;
}

/** The endpoint of each service that is called: the one that is there, else a new one in the AZs of the callers. */
export function endpointPlan(billables: readonly Billable[], groups: readonly CallGroup[]): EndpointPlan {
  const present = endpointIndex(billables);
  const planned = new Map<string, BilledEndpoint>();
  const added: BilledEndpoint[] = [];
  for (const group of groups) {
    const found = present(group.vpc, group.service);
    const endpoint = found ?? proposedEndpoint(group, group.vpc, group.zones);
    if (endpoint === undefined) continue;
    planned.set(`${group.vpc}\n${group.service}`, endpoint);
    if (found === undefined) added.push(endpoint);
  }
  return { added, of: (vpc, service) => planned.get(`${vpc}\n${service}`) };
}

/** A gateway endpoint where AWS offers one: it is free (PR-3). */
function proposedEndpoint(group: CallGroup, vpc: string, zones: Count): BilledEndpoint | undefined {
  const type = group.endpointTypes.includes('Gateway') ? 'Gateway' : group.endpointTypes[0];
  if (type === undefined) return undefined;
  return {
    kind: 'vpc-endpoint',
    resource: `${vpc} (${group.service} endpoint)`,
    region: group.region,
    vpc,
    isProposed: true,
    type,
    serviceName: group.service,
    zones,
  };
}

/** @returns `undefined` when nothing carries the call any more */
export function viaEndpoint(item: Traffic, plan: EndpointPlan): Traffic | undefined {
  if (item.vpc === undefined || item.kind === 'local') return item;
  const endpoint = plan.of(item.vpc, item.service);
  if (endpoint === undefined) return isFixed(item) ? item : undefined;
  if (endpoint.resource === item.component) return item;
  const kind: WayKind = endpoint.type === 'Gateway' ? 'gateway-endpoint' : 'interface-endpoint';
  return { ...item, kind, component: endpoint.resource, crossAzGb: zero };
}

/** Each call once, though it may have several ways. */
function stopsOf(groups: readonly CallGroup[], plan: Pick<EndpointPlan, 'of'>): AlternativeDesign['stops'] {
  const stopped = groups
    .filter(({ vpc, service }) => plan.of(vpc, service) === undefined)
    .flatMap(({ traffic }) => traffic.filter((item) => item.kind !== 'none' && !isFixed(item)));
  const byCall = new Map(
    stopped.flatMap(({ workloads, service }) =>
      workloads.map((workload) => [`${workload}\n${service}`, { workload, service }] as const),
    ),
  );
  return [...byCall.values()].sort(
    (a, b) => compareAddresses(a.workload, b.workload) || compareText(a.service, b.service),
  );
}

interface CentralPlan extends EndpointPlan {
  /** Endpoints of single VPCs that the shared ones replace. */
  readonly replaced: ReadonlySet<string>;
  readonly reroute: (item: Traffic) => readonly Traffic[];
}

function centralPlan(billables: readonly Billable[], groups: readonly CallGroup[]): CentralPlan {
  const own = endpointPlan(billables, groups);
  const isShared = (group: CallGroup) => own.of(group.vpc, group.service)?.type === 'Interface';
  const replaced = new Set(
    groups.filter(isShared).flatMap(({ vpc, service }) => own.of(vpc, service)?.resource ?? []),
  );
  const shared = new Map<string, BilledEndpoint>();
  const gateways: Billable[] = [];
  for (const [region, inRegion] of groupsByRegion(groups.filter(isShared))) {
    for (const service of new Set(inRegion.map((group) => group.service))) {
      const callers = inRegion.filter((group) => group.service === service);
      const zones = zonesOfNeeds(callers).count;
      const [first] = callers;
      const endpoint =
        first === undefined ? undefined : proposedEndpoint(first, `central VPC, ${region}`, zones);
      if (endpoint !== undefined) shared.set(`${region}\n${service}`, { ...endpoint, type: 'Interface' });
    }
    const spokes = new Set(inRegion.map(({ vpc }) => vpc)).size;
    const place = { region: { ok: true, value: region }, vpc: undefined, isProposed: true } as const;
    const attachments = { ok: true, value: spokes + 1 } as const;
    gateways.push({ kind: 'transit-gateway', resource: transitOf(region), ...place, attachments });
  }
  const sharedOf = (item: Traffic) =>
    item.region.ok && replaced.has(own.of(item.vpc ?? '', item.service)?.resource ?? '')
      ? shared.get(`${item.region.value}\n${item.service}`)
      : undefined;
  return {
    added: [...own.added.filter(({ resource }) => !replaced.has(resource)), ...shared.values(), ...gateways],
    of: own.of,
    replaced,
    reroute: (item) => {
      const endpoint = sharedOf(item);
      if (endpoint === undefined || !item.region.ok) return [viaEndpoint(item, own) ?? []].flat();
      const moved = { ...item, crossAzGb: zero };
      return [
        { ...moved, kind: 'interface-endpoint', component: endpoint.resource },
        { ...moved, kind: 'transit-gateway', component: transitOf(item.region.value) },
      ];
    },
  };
}

function transitOf(region: string): string {
  return `central transit gateway, ${region}`;
}

function groupsByRegion(groups: readonly CallGroup[]): ReadonlyMap<string, readonly CallGroup[]> {
  const byRegion = new Map<string, CallGroup[]>();
  for (const group of groups) {
    if (!group.region.ok) continue;
    const same = byRegion.get(group.region.value);
    if (same === undefined) byRegion.set(group.region.value, [group]);
    else same.push(group);
  }
  return byRegion;
}
