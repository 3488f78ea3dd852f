import { compareAddresses, compareText } from '../base/ordered.ts';
import type { Result } from '../base/result.ts';
import { type Decimal, sum } from './decimal.ts';
import type { Billable, BilledEndpoint, BilledNatGateway, Count, UnpricedReason } from './design.ts';
import type { Traffic, WayKind } from './traffic.ts';

/** All calls of one VPC to one service: what an endpoint of that service would carry. */
export interface CallGroup {
  readonly vpc: string;
  readonly region: Result<string, UnpricedReason>;
  readonly service: string;
  readonly endpointTypes: readonly ('Interface' | 'Gateway')[];
  /** AZs of the callers. */
  readonly zones: Count;
  readonly zoneNames: ReadonlySet<string>;
  /** The sum of what is known. */
  readonly gb: Decimal;
  /** Some call has no usage: then `gb` is only the least. */
  readonly isOpen: boolean;
  readonly traffic: readonly Traffic[];
}

/** Every alternative asks for the groups of the same calls. */
const held = new WeakMap<readonly Traffic[], readonly CallGroup[]>();

/** Sorted by VPC and service. Calls whose VPC is not known are left out: no design can be made for them. */
export function callGroups(traffic: readonly Traffic[]): readonly CallGroup[] {
  const earlier = held.get(traffic);
  if (earlier !== undefined) return earlier;
  const groups = groupCalls(traffic);
  held.set(traffic, groups);
  return groups;
}

function groupCalls(traffic: readonly Traffic[]): readonly CallGroup[] {
  const byKey = new Map<string, Traffic[]>();
  for (const item of traffic) {
    if (item.vpc === undefined || item.kind === 'local') continue;
    const key = `${item.vpc}\n${item.service}`;
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [item]);
    else same.push(item);
  }
  return [...byKey.values()]
    .flatMap((items) => groupOf(items) ?? [])
    .sort((a, b) => compareAddresses(a.vpc, b.vpc) || compareText(a.service, b.service));
}

function groupOf(items: readonly Traffic[]): CallGroup | undefined {
  const [first] = items;
  if (first?.vpc === undefined) return undefined;
  // Calls of one position share one set of AZs.
  const zoneSets = new Set(items.map(({ zones }) => zones));
  const zoneNames = new Set([...zoneSets].flatMap((zones) => [...(zones ?? [])]));
  const isZoneMissing = items.some(({ zones }) => zones === undefined || zones.size === 0);
  return {
    vpc: first.vpc,
    region: first.region,
    service: first.service,
    endpointTypes: first.endpointTypes,
    zones: isZoneMissing ? { ok: false, error: 'unknown-zones' } : { ok: true, value: zoneNames.size },
    zoneNames,
    gb: sum(items.flatMap(({ gb }) => gb ?? [])),
    isOpen: items.some(({ gb }) => gb === undefined),
    traffic: items,
  };
}

/** Ways that cost by hours and GB, and calls that have no way yet: only these does a design move. */
const movableWays: ReadonlySet<WayKind> = new Set<WayKind>(['nat-gateway', 'interface-endpoint', 'none']);

/**
 * Could the call go by a NAT gateway or an endpoint instead? A call through a NAT instance or an internet
 * gateway pays for neither; what only an endpoint reaches (a private API, a partner's service) stays on it.
 */
export function isMovable(item: Traffic): boolean {
  return movableWays.has(item.kind) && !isFixed(item);
}

/** Carried by an endpoint, and no public API of AWS. */
export function isFixed({ kind, endpointTypes }: Traffic): boolean {
  return (kind === 'interface-endpoint' || kind === 'gateway-endpoint') && endpointTypes.length === 0;
}

/** `ecr.dkr` of `com.amazonaws.ap-northeast-1.ecr.dkr`; nothing for the service of a third party. */
export function shortServiceName(serviceName: string | undefined): string | undefined {
  if (serviceName === undefined || /\bvpce-svc-/.test(serviceName)) return undefined;
  return /(?:^|\.)[a-z]+(?:-[a-z]+)+-\d+\.(.+)$/.exec(serviceName)?.[1];
}

export function isNatGateway(billable: Billable): billable is BilledNatGateway {
  return billable.kind === 'nat-gateway';
}

/** An interface endpoint of an AWS service: a NAT gateway could do its work. */
export function isAwsInterfaceEndpoint(billable: Billable): billable is BilledEndpoint {
  return (
    billable.kind === 'vpc-endpoint' &&
    billable.type === 'Interface' &&
    shortServiceName(billable.serviceName) !== undefined
  );
}

/** Finds the endpoint that a VPC has for a service. */
export function endpointIndex(
  billables: readonly Billable[],
): (vpc: string, service: string) => BilledEndpoint | undefined {
  const index = new Map<string, BilledEndpoint>();
  for (const billable of billables) {
    if (billable.kind !== 'vpc-endpoint') continue;
    if (billable.type !== 'Interface' && billable.type !== 'Gateway') continue;
    const service = shortServiceName(billable.serviceName);
    const key = `${billable.vpc}\n${service}`;
    // A gateway endpoint carries for nothing what an interface endpoint beside it would carry for money.
    if (service !== undefined && (!index.has(key) || billable.type === 'Gateway')) index.set(key, billable);
  }
  return (vpc, service) => index.get(`${vpc}\n${service}`);
}
