import type { Collection, Known } from '../../base/known.ts';
import { compareAddresses } from '../../base/ordered.ts';
import { formatPrefix } from '../../ip/address.ts';
import type { Id } from '../../model/identity.ts';
import type { Network, Subnet, Vpc } from '../../model/network.ts';
import type { WorkloadKind } from '../../model/workload.ts';

/** What stands where: regions, VPCs, zones, subnets and the things in them. No answers. */
export interface NetworkMap {
  readonly regions: readonly RegionOnMap[];
}

export interface RegionOnMap {
  /** Empty = not known. */
  readonly name: string;
  readonly vpcs: readonly VpcOnMap[];
}

export interface VpcOnMap {
  readonly id: string;
  readonly cidr: string;
  readonly zones: readonly ZoneOnMap[];
  /** What hangs on the VPC and lies in no subnet. */
  readonly edges: readonly ThingOnMap[];
}

export interface ZoneOnMap {
  /** Empty = not known. */
  readonly name: string;
  readonly subnets: readonly SubnetOnMap[];
}

export interface SubnetOnMap {
  readonly id: string;
  readonly cidr: string;
  readonly things: readonly ThingOnMap[];
}

export interface ThingOnMap {
  readonly id: string;
  readonly kind:
    | WorkloadKind
    | 'interface-endpoint'
    | 'gateway-endpoint'
    | 'nat-gateway'
    | 'internet-gateway'
    | 'egress-only-internet-gateway';
}

export function toNetworkMap(network: Network): NetworkMap {
  const placed = thingsBySubnet(network);
  const vpcs = [...network.vpcs.values()].map((vpc) => ({
    region: knownOf(vpc.region) ?? '',
    vpc: vpcOnMap(vpc, network, placed),
  }));
  const names = [...new Set(vpcs.map(({ region }) => region))].sort(compareAddresses);
  return {
    regions: names.map((name) => ({
      name,
      vpcs: vpcs
        .filter(({ region }) => region === name)
        .map(({ vpc }) => vpc)
        .sort(byId),
    })),
  };
}

type Placed = ReadonlyMap<string, readonly ThingOnMap[]>;

function vpcOnMap(vpc: Vpc, network: Network, placed: Placed): VpcOnMap {
  const subnets = [...network.subnets.values()].filter((subnet) => knownOf(subnet.vpc) === vpc.id);
  const zoneOf = (subnet: Subnet): string => knownOf(subnet.availabilityZone) ?? '';
  const zones = [...new Set(subnets.map(zoneOf))].sort(compareAddresses);
  return {
    id: vpc.id,
    cidr: vpc.ipv4Cidrs.items.map(formatPrefix).join(', '),
    zones: zones.map((name) => ({
      name,
      subnets: subnets
        .filter((subnet) => zoneOf(subnet) === name)
        .map(({ id, ipv4Cidr }) => ({
          id,
          cidr: ipv4Cidr?.kind === 'known' ? formatPrefix(ipv4Cidr.value) : '',
          things: placed.get(id) ?? [],
        }))
        .sort(byId),
    })),
    edges: edgesOf(vpc.id, network),
  };
}

/** Workloads first, then endpoints, then NAT gateways. */
function thingsBySubnet(network: Network): Placed {
  const placed = new Map<string, ThingOnMap[]>();
  const put = (subnets: Collection<Id<'Subnet'>>, thing: ThingOnMap): void => {
    for (const subnet of subnets.items) placed.set(subnet, [...(placed.get(subnet) ?? []), thing]);
  };
  for (const { id, kind, subnets } of [...network.workloads.values()].sort(byId)) put(subnets, { id, kind });
  for (const { id, type, subnets } of [...network.vpcEndpoints.values()].sort(byId)) {
    if (knownOf(type) === 'Interface') put(subnets, { id, kind: 'interface-endpoint' });
  }
  for (const { id, subnet } of [...network.natGateways.values()].sort(byId)) {
    const items = subnet?.kind === 'known' ? [subnet.value] : [];
    put({ items, unknowns: [] }, { id, kind: 'nat-gateway' });
  }
  return placed;
}

function edgesOf(vpc: Id<'Vpc'>, network: Network): readonly ThingOnMap[] {
  const here = (link: Known<Id<'Vpc'>> | undefined): boolean => link !== undefined && knownOf(link) === vpc;
  const of = (
    things: ReadonlyMap<string, { readonly id: string; readonly vpc: Known<Id<'Vpc'>> | undefined }>,
    kind: ThingOnMap['kind'],
  ): readonly ThingOnMap[] =>
    [...things.values()].filter((thing) => here(thing.vpc)).map(({ id }) => ({ id, kind }));
  const gatewayEndpoints = [...network.vpcEndpoints.values()].filter(
    (endpoint) => here(endpoint.vpc) && knownOf(endpoint.type) === 'Gateway',
  );
  return [
    ...gatewayEndpoints.map(({ id }): ThingOnMap => ({ id, kind: 'gateway-endpoint' })).sort(byId),
    ...[...of(network.natGateways, 'nat-gateway')].sort(byId),
    ...[...of(network.internetGateways, 'internet-gateway')].sort(byId),
    ...[...of(network.egressOnlyInternetGateways, 'egress-only-internet-gateway')].sort(byId),
  ];
}

function knownOf<Value>(value: Known<Value>): Value | undefined {
  return value.kind === 'known' ? value.value : undefined;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compareAddresses(a.id, b.id);
}
