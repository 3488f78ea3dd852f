import type { Known, Unknown } from '../base/known.ts';
import { type AddressFamily, formatPrefix, type Prefix, parsePrefix } from '../ip/address.ts';
import { includes, setOfPrefix } from '../ip/ip-set.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network, Route, RouteTable, RouteTarget, Subnet, Vpc, VpcEndpoint } from '../model/network.ts';
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
  /** Where the table is declared; the VPC's declaration for a main table that nobody wrote. */
  readonly origin: Origin;
  readonly vpc: Id<'Vpc'>;
  readonly routes: readonly EffectiveRoute[];
  /** Routes that may exist, or whose destination is not known: they could win over any but a local route. */
  readonly unknowns: readonly PossibleRoute[];
}

/** A route that may be there, as far as it is known. */
export interface PossibleRoute {
  readonly unknown: Unknown;
  /** `undefined` = either. */
  readonly family: AddressFamily | undefined;
  /** Where it would lead: it changes nothing for what goes there anyway. `undefined` = not known. */
  readonly target?: RouteTarget;
  /** It has exactly these destinations, as a prefix list's route: a longer or static route beats it. */
  readonly prefixes?: readonly Prefix[];
  /** Its destinations lie somewhere in here. */
  readonly within?: readonly Prefix[];
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
      origin: declared?.origin ?? vpc.origin,
      ...tableContent(network, vpc, chosen.value, declared, facts),
    },
  };
}

function notInInput(address: string): Unknown {
  return { reason: 'not-given', references: [{ address, path: '' }] };
}

type TableContent = Pick<EffectiveRouteTable, 'vpc' | 'routes' | 'unknowns'>;

/** Subnets share tables: each is put together once for each network and set of facts. */
const contents = new WeakMap<ForwardingFacts, WeakMap<Network, Map<string, TableContent>>>();

function tableContent(
  network: Network,
  vpc: Vpc,
  id: Id<'RouteTable'>,
  declared: RouteTable | undefined,
  facts: ForwardingFacts,
): TableContent {
  const ofFacts = contents.get(facts) ?? new WeakMap<Network, Map<string, TableContent>>();
  contents.set(facts, ofFacts);
  const ofNetwork = ofFacts.get(network) ?? new Map<string, TableContent>();
  ofFacts.set(network, ofNetwork);
  const key = `${id} ${vpc.id}`;
  const content = ofNetwork.get(key) ?? computeContent(network, vpc, id, declared, facts);
  ofNetwork.set(key, content);
  return content;
}

function computeContent(
  network: Network,
  vpc: Vpc,
  id: Id<'RouteTable'>,
  declared: RouteTable | undefined,
  facts: ForwardingFacts,
): TableContent {
  const unknowns: PossibleRoute[] = unknownLocalRoutes(vpc);
  const routes: EffectiveRoute[] = localRoutes(network, vpc, declared?.routes.items ?? []);
  for (const route of declared?.routes.items ?? []) takeRoute(network, route, routes, unknowns);
  for (const unknown of declared?.routes.unknowns ?? []) unknowns.push({ unknown, family: undefined });
  for (const unknown of declared?.propagatingVpnGateways.unknowns ?? [])
    unknowns.push({ unknown, family: undefined });
  // What a VPN gateway propagates is learnt from the other side, which is not in the input.
  for (const gateway of declared?.propagatingVpnGateways.items ?? []) {
    unknowns.push({
      unknown: { reason: 'not-readable', references: [{ address: gateway, path: 'propagated routes' }] },
      family: undefined,
      target: { kind: 'vpn-gateway', id: gateway },
    });
  }
  addEndpointRoutes(network, vpc.id, id, facts, routes, unknowns);
  return { vpc: vpc.id, routes, unknowns };
}

/**
 * RT-3: one for each block of the VPC. A declared `local` route only changes where its line is; a declared
 * route with the same destination to an appliance takes the local route's place (RT-10).
 */
function localRoutes(network: Network, vpc: Vpc, declared: readonly Route[]): EffectiveRoute[] {
  const written = new Map<string, Route>();
  for (const route of declared) {
    const { destination, propagation } = route;
    if (destination.kind === 'prefix' && propagation === 'static')
      written.set(formatPrefix(destination.prefix), route);
  }
  return localBlocks(network, vpc).flatMap(({ prefix, origin }): EffectiveRoute[] => {
    const destination = formatPrefix(prefix);
    const own = written.get(destination);
    if (own !== undefined && mayReplaceLocal(own.target)) return [];
    return [
      {
        destination,
        prefixes: [prefix],
        target: { kind: 'local' },
        source: 'local',
        state: 'active',
        origin: own?.target.kind === 'local' ? own.origin : origin,
      },
    ];
  });
}

/** RT-10. */
function mayReplaceLocal({ kind }: RouteTarget): boolean {
  return (
    kind === 'network-interface' || kind === 'instance' || kind === 'nat-gateway' || kind === 'vpc-endpoint'
  );
}

interface Block {
  readonly prefix: Prefix;
  readonly origin: Origin;
}

/** The VPC's blocks; where some are not known, the blocks of its subnets lie inside them. */
function localBlocks(network: Network, vpc: Vpc): readonly Block[] {
  const ipv4 = vpc.ipv4Cidrs.items.map(
    (prefix): Block => ({ prefix, origin: vpc.origins.ipv4Cidrs ?? vpc.origin }),
  );
  const ipv6 = vpc.ipv6Cidrs.items.map(
    (prefix): Block => ({ prefix, origin: vpc.origins.ipv6Cidrs ?? vpc.origin }),
  );
  const known = [...ipv4, ...ipv6];
  if (vpc.ipv4Cidrs.unknowns.length === 0 && vpc.ipv6Cidrs.unknowns.length === 0) return known;
  const covered = (prefix: Prefix): boolean =>
    known.some((block) => includes(setOfPrefix(block.prefix), setOfPrefix(prefix)));
  const ofSubnets = [...network.subnets.values()]
    .filter((subnet) => subnet.vpc.kind === 'known' && subnet.vpc.value === vpc.id)
    .flatMap(({ ipv4Cidr, ipv6Cidr, origin }) =>
      [ipv4Cidr, ipv6Cidr].flatMap((cidr): Block[] =>
        cidr?.kind === 'known' ? [{ prefix: cidr.value, origin }] : [],
      ),
    );
  return [...known, ...ofSubnets.filter(({ prefix }) => !covered(prefix))];
}

/**
 * A block of the VPC that is not known may hold any private address.
 *
 * Blocks may be public addresses of the user's own, too; that one of them holds an address of somebody else
 * is not considered. An IPv6 block is the VPC's alone.
 */
function unknownLocalRoutes(vpc: Vpc): PossibleRoute[] {
  return vpc.ipv4Cidrs.unknowns.map((unknown) => ({
    unknown,
    family: 'ipv4',
    target: { kind: 'local' },
    within: privateSpace,
  }));
}

/** RFC 1918 and RFC 6598. */
const privateSpace: readonly Prefix[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
].flatMap((text) => {
  const read = parsePrefix(text);
  return read.ok ? [read.value] : [];
});

function takeRoute(
  network: Network,
  route: Route,
  routes: EffectiveRoute[],
  unknowns: PossibleRoute[],
): void {
  if (route.target.kind === 'local') return;
  const source: RouteSource = route.propagation;
  const { destination, target, state, origin } = route;
  switch (destination.kind) {
    case 'unknown':
      unknowns.push({ unknown: destination.unknown, family: destination.family, target });
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
        for (const unknown of entries.unknowns) unknowns.push({ unknown, family, target });
      }
      const name = list?.name.kind === 'known' ? list.name.value : destination.prefixList;
      const prefixes = list?.entries.items ?? [];
      routes.push({ destination: name, prefixes, target, source: 'prefix-list', state, origin });
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
  unknowns: PossibleRoute[],
): void {
  for (const endpoint of network.vpcEndpoints.values()) {
    if (endpoint.type.kind === 'known' && endpoint.type.value !== 'Gateway') continue;
    if (endpoint.vpc.kind === 'known' && endpoint.vpc.value !== vpc) continue;
    for (const { unknown, origin } of associationsWith(endpoint, table)) {
      const route = endpointRoute(endpoint, facts, origin);
      if (unknown === undefined && route.kind === 'route') routes.push(route.route);
      else unknowns.push(possibleEndpointRoute(endpoint, route, unknown));
    }
    unknowns.push(...unknownFamilyRoutes(endpoint, table, facts));
  }
}

/** How an endpoint is associated with a table; with `unknown` when it is not certain that it is. */
function associationsWith(
  endpoint: VpcEndpoint,
  table: Id<'RouteTable'>,
): readonly { readonly unknown: Unknown | undefined; readonly origin: Origin }[] {
  const { items, unknowns } = endpoint.routeTables;
  // Only a gateway endpoint has route tables, but AWS would refuse them on another type: not certain.
  const doubt = endpoint.type.kind === 'unknown' ? endpoint.type.unknown : undefined;
  const certain = items.find(({ target }) => target.kind === 'known' && target.value === table);
  if (certain !== undefined) return [{ unknown: doubt, origin: certain.origin }];
  const open = items.flatMap(({ target, origin }) =>
    target.kind === 'unknown' ? [{ unknown: target.unknown, origin }] : [],
  );
  return [...open, ...unknowns.map((unknown) => ({ unknown, origin: endpoint.origin }))];
}

type EndpointRoute =
  | { readonly kind: 'route'; readonly route: EffectiveRoute }
  | { readonly kind: 'unknown'; readonly unknown: Unknown };

function endpointRoute(endpoint: VpcEndpoint, facts: ForwardingFacts, origin: Origin): EndpointRoute {
  const name = endpoint.serviceName;
  if (name.kind === 'unknown') return { kind: 'unknown', unknown: name.unknown };
  const prefixes = facts.gatewayPrefixes(name.value);
  if (prefixes === undefined)
    return {
      kind: 'unknown',
      unknown: { reason: 'not-given', references: [{ address: name.value, path: 'prefix list' }] },
    };
  const target: RouteTarget = { kind: 'vpc-endpoint', id: endpoint.id };
  const route: EffectiveRoute = {
    destination: name.value,
    prefixes: carried(prefixes, endpoint.ipAddressType),
    target,
    source: 'prefix-list',
    state: 'active',
    origin,
  };
  return { kind: 'route', route };
}

function possibleEndpointRoute(
  endpoint: VpcEndpoint,
  route: EndpointRoute,
  doubt: Unknown | undefined,
): PossibleRoute {
  const target: RouteTarget = { kind: 'vpc-endpoint', id: endpoint.id };
  if (route.kind === 'unknown') return { unknown: doubt ?? route.unknown, family: undefined, target };
  const unknown = doubt ?? { reason: 'not-given', references: [] };
  return { unknown, family: undefined, target, prefixes: route.route.prefixes };
}

/** GW-14, GW-15: an IPv4 endpoint routes no IPv6. Of a type that is not known, nothing is certain. */
function carried(prefixes: readonly Prefix[], type: VpcEndpoint['ipAddressType']): readonly Prefix[] {
  if (type.kind === 'unknown') return [];
  return type.value === 'dualstack' ? prefixes : prefixes.filter(({ family }) => family === type.value);
}

/** Whether the endpoint routes a family when its address type is not known. */
function unknownFamilyRoutes(
  endpoint: VpcEndpoint,
  table: Id<'RouteTable'>,
  facts: ForwardingFacts,
): readonly PossibleRoute[] {
  const { ipAddressType, serviceName } = endpoint;
  if (ipAddressType.kind === 'known' || serviceName.kind === 'unknown') return [];
  const prefixes = facts.gatewayPrefixes(serviceName.value);
  if (prefixes === undefined || associationsWith(endpoint, table).length === 0) return [];
  const target: RouteTarget = { kind: 'vpc-endpoint', id: endpoint.id };
  return [{ unknown: ipAddressType.unknown, family: undefined, target, prefixes }];
}
