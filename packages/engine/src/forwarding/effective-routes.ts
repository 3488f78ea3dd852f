import type { Known, Unknown } from '../base/known.ts';
import { formatPrefix, type Prefix } from '../ip/address.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network, Route, RouteTable, RouteTarget, Subnet, Vpc } from '../model/network.ts';
import { type ForwardingFacts, prefixListAddresses } from './prefix-lists.ts';

/** Where a route comes from decides ties (RT-5 to RT-8); the order here is the order of preference. */
export type RouteSource =
  | 'local'
  | 'static'
  | 'prefix-list'
  | 'direct-connect-bgp'
  | 'vpn-static'
  | 'vpn-bgp';

/** A route as the VPC's router sees it: declared ones, local ones, those of gateway endpoints. */
export interface EffectiveRoute {
  /** `10.0.0.0/16`, or the prefix list's name. */
  readonly destination: string;
  /** More than one for a prefix list: each is a route of its own (RT-4). */
  readonly prefixes: readonly Prefix[];
  readonly target: RouteTarget;
  readonly source: RouteSource;
  readonly state: 'active' | 'blackhole';
  /** `undefined` for a local route that nobody wrote. */
  readonly origin: Origin | undefined;
}

export interface EffectiveRouteTable {
  readonly id: Id<'RouteTable'>;
  /** How the subnet comes to it (RT-1). */
  readonly association: 'explicit' | 'main';
  readonly associationOrigin: Origin | undefined;
  readonly vpc: Id<'Vpc'>;
  readonly routes: readonly EffectiveRoute[];
  /** Routes that may exist, or whose destination is not known: they could win over any but a local route. */
  readonly unknowns: readonly { readonly unknown: Unknown; readonly family: 'ipv4' | 'ipv6' | undefined }[];
}

export type TableAnswer =
  | { readonly kind: 'table'; readonly table: EffectiveRouteTable }
  | { readonly kind: 'unknown'; readonly unknown: Unknown };

/** The table that a subnet uses, with everything in it that routes (RT-1, RT-3, GW-2). */
export function effectiveRouteTable(network: Network, subnet: Subnet, facts: ForwardingFacts): TableAnswer {
  if (subnet.vpc.kind === 'unknown') return { kind: 'unknown', unknown: subnet.vpc.unknown };
  const vpc = network.vpcs.get(subnet.vpc.value);
  if (vpc === undefined) return { kind: 'unknown', unknown: notInInput(subnet.vpc.value) };
  const chosen: Known<Id<'RouteTable'>> = subnet.routeTable?.target ?? vpc.mainRouteTable;
  if (chosen.kind === 'unknown') return { kind: 'unknown', unknown: chosen.unknown };
  const declared = network.routeTables.get(chosen.value);
  // An explicit association with a table that nobody declared is a hole; the main table is always there.
  if (declared === undefined && subnet.routeTable !== undefined)
    return { kind: 'unknown', unknown: notInInput(chosen.value) };
  return {
    kind: 'table',
    table: {
      id: chosen.value,
      association: subnet.routeTable === undefined ? 'main' : 'explicit',
      associationOrigin: subnet.routeTable?.origin,
      ...tableContent(network, vpc, chosen.value, declared, facts),
    },
  };
}

function notInInput(address: string): Unknown {
  return { reason: 'not-given', references: [{ address, path: '' }] };
}

function tableContent(
  network: Network,
  vpc: Vpc,
  id: Id<'RouteTable'>,
  declared: RouteTable | undefined,
  facts: ForwardingFacts,
): Pick<EffectiveRouteTable, 'vpc' | 'routes' | 'unknowns'> {
  const unknowns: { unknown: Unknown; family: 'ipv4' | 'ipv6' | undefined }[] = [];
  const routes: EffectiveRoute[] = localRoutes(vpc);
  for (const route of declared?.routes.items ?? []) takeRoute(network, route, routes, unknowns);
  for (const unknown of declared?.routes.unknowns ?? []) unknowns.push({ unknown, family: undefined });
  for (const unknown of declared?.propagatingVpnGateways.unknowns ?? [])
    unknowns.push({ unknown, family: undefined });
  // What a VPN gateway propagates is learnt from the other side, which is not in the input.
  for (const gateway of declared?.propagatingVpnGateways.items ?? []) {
    unknowns.push({
      unknown: { reason: 'not-readable', references: [{ address: gateway, path: 'propagated routes' }] },
      family: undefined,
    });
  }
  addEndpointRoutes(network, vpc.id, id, facts, routes, unknowns);
  return { vpc: vpc.id, routes, unknowns };
}

/** RT-3: one for each block of the VPC. A declared `local` route only changes where its line is. */
function localRoutes(vpc: Vpc): EffectiveRoute[] {
  return [...vpc.ipv4Cidrs.items, ...vpc.ipv6Cidrs.items].map((prefix) => ({
    destination: formatPrefix(prefix),
    prefixes: [prefix],
    target: { kind: 'local' } as const,
    source: 'local' as const,
    state: 'active' as const,
    origin: vpc.origins.ipv4Cidrs ?? vpc.origin,
  }));
}

function takeRoute(
  network: Network,
  route: Route,
  routes: EffectiveRoute[],
  unknowns: { unknown: Unknown; family: 'ipv4' | 'ipv6' | undefined }[],
): void {
  if (route.target.kind === 'local') return;
  const source: RouteSource = route.propagation === 'static' ? 'static' : route.propagation;
  const { destination, target, state, origin } = route;
  switch (destination.kind) {
    case 'unknown':
      unknowns.push({ unknown: destination.unknown, family: destination.family });
      return;
    case 'prefix':
      routes.push({
        destination: formatPrefix(destination.prefix),
        prefixes: [destination.prefix],
        target,
        source,
        state,
        origin,
      });
      return;
    case 'prefix-list': {
      const list = network.prefixLists.get(destination.prefixList);
      for (const family of ['ipv4', 'ipv6'] as const) {
        const entries = prefixListAddresses(network, destination.prefixList, family);
        for (const unknown of entries.unknowns) unknowns.push({ unknown, family });
      }
      const name = list?.name.kind === 'known' ? list.name.value : destination.prefixList;
      routes.push({
        destination: name,
        prefixes: list?.entries.items ?? [],
        target,
        source: 'prefix-list',
        state,
        origin,
      });
    }
  }
}

/** GW-2, GW-3: each associated table gets `prefix list -> endpoint`. */
function addEndpointRoutes(
  network: Network,
  vpc: Id<'Vpc'>,
  table: Id<'RouteTable'>,
  facts: ForwardingFacts,
  routes: EffectiveRoute[],
  unknowns: { unknown: Unknown; family: 'ipv4' | 'ipv6' | undefined }[],
): void {
  for (const endpoint of network.vpcEndpoints.values()) {
    if (endpoint.type.kind !== 'known' || endpoint.type.value !== 'Gateway') continue;
    if (endpoint.vpc.kind !== 'known' || endpoint.vpc.value !== vpc) continue;
    for (const unknown of endpoint.routeTables.unknowns) unknowns.push({ unknown, family: undefined });
    for (const association of endpoint.routeTables.items) {
      if (association.target.kind === 'unknown')
        unknowns.push({ unknown: association.target.unknown, family: undefined });
      else if (association.target.value === table) {
        const name = endpoint.serviceName;
        const prefixes = name.kind === 'known' ? facts.gatewayPrefixes(name.value) : undefined;
        if (prefixes === undefined) {
          const unknown: Unknown =
            name.kind === 'unknown'
              ? name.unknown
              : { reason: 'not-given', references: [{ address: name.value, path: 'prefix list' }] };
          unknowns.push({ unknown, family: undefined });
        } else
          routes.push(
            endpointRoute(
              endpoint.id,
              name.kind === 'known' ? name.value : '',
              carried(prefixes, endpoint.ipAddressType),
              association.origin,
            ),
          );
      }
    }
  }
}

/** GW-14, GW-15: an IPv4 endpoint routes no IPv6. */
function carried(prefixes: readonly Prefix[], type: Known<'ipv4' | 'ipv6' | 'dualstack'>): readonly Prefix[] {
  if (type.kind === 'unknown' || type.value === 'ipv4')
    return prefixes.filter(({ family }) => family === 'ipv4');
  return type.value === 'ipv6' ? prefixes.filter(({ family }) => family === 'ipv6') : prefixes;
}

function endpointRoute(
  id: Id<'VpcEndpoint'>,
  name: string,
  prefixes: readonly Prefix[],
  origin: Origin,
): EffectiveRoute {
  return {
    destination: name,
    prefixes,
    target: { kind: 'vpc-endpoint', id },
    source: 'prefix-list',
    state: 'active',
    origin,
  };
}
