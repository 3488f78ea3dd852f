import type { Unknown } from '../base/known.ts';
import { compareText } from '../base/ordered.ts';
import type { AddressFamily, Prefix } from '../ip/address.ts';
import {
  emptySet,
  type IpSet,
  intersect,
  isEmptySet,
  overlaps,
  setOfPrefix,
  subtract,
  unite,
} from '../ip/ip-set.ts';
import type { RouteTarget } from '../model/network.ts';
import type { EffectiveRoute, EffectiveRouteTable, RouteSource } from './effective-routes.ts';

/** Why a route that matched won or lost. */
export type CandidateCode =
  | 'ROUTE_SELECTED'
  | 'MORE_SPECIFIC_ROUTE'
  | 'HIGHER_PRIORITY_ROUTE'
  | 'LOCAL_BEFORE_PROPAGATED';

export interface Candidate {
  readonly route: EffectiveRoute;
  readonly prefix: Prefix;
  readonly code: CandidateCode;
}

/** A part of the asked destinations that one route decides. */
export interface RoutePart {
  readonly destinations: IpSet;
  /** `none`: AWS drops the packet. `ambiguous`: RT-9. `unknown`: a route that may exist could win. */
  readonly outcome: 'route' | 'none' | 'ambiguous' | 'unknown';
  readonly route: EffectiveRoute | undefined;
  /** Every route that matches some of the part, the winner first. */
  readonly candidates: readonly Candidate[];
  readonly unknowns: readonly Unknown[];
}

interface Entry {
  readonly route: EffectiveRoute;
  readonly prefix: Prefix;
}

const sourceOrder: Readonly<Record<RouteSource, number>> = {
  local: 0,
  static: 1,
  'prefix-list': 2,
  'direct-connect-bgp': 3,
  'vpn-static': 4,
  'vpn-bgp': 5,
};

function isPropagated(route: EffectiveRoute): boolean {
  return sourceOrder[route.source] >= 3;
}

/**
 * Chooses the routes that a table uses for a set of destinations.
 *
 * The longest prefix wins (RT-4), with one exception: the local route beats every propagated route, even a
 * more specific one (RT-5). Equal prefixes go by source: static, prefix list, Direct Connect, VPN static,
 * VPN BGP (RT-6 to RT-8). Where prefix lists with different targets overlap, AWS chooses at random (RT-9).
 *
 * @returns parts that are disjoint and together make up `destinations`, in order of preference
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function selectRoutes(table: EffectiveRouteTable, destinations: IpSet): readonly RoutePart[] {
  const { family } = destinations;
  const entries = matchingEntries(table, destinations);
  const open = table.unknowns.filter((item) => item.family === undefined || item.family === family);
  const local = localAddresses(table, family);
  const parts = new Map<EffectiveRoute, IpSet>();
  const ambiguous: IpSet[] = [];
  let remaining = destinations;
  for (const entry of entries) {
    if (isEmptySet(remaining)) break;
    let hit = intersect(remaining, setOfPrefix(entry.prefix));
    if (isPropagated(entry.route)) hit = subtract(hit, local);
    if (isEmptySet(hit)) continue;
    remaining = subtract(remaining, hit);
    const doubtful = entry.route.source === 'prefix-list' ? contested(entry, entries, hit) : emptySet(family);
    if (!isEmptySet(doubtful)) ambiguous.push(doubtful);
    const certain = subtract(hit, doubtful);
    if (!isEmptySet(certain))
      parts.set(entry.route, unite(parts.get(entry.route) ?? emptySet(family), certain));
  }
  return [
    ...[...parts].map(([route, set]) => decidedPart(route, set, entries, local, open)),
    ...ambiguous.map(
      (set): RoutePart => ({
        destinations: set,
        outcome: 'ambiguous',
        route: undefined,
        candidates: candidatesFor(undefined, set, entries, local),
        unknowns: [],
      }),
    ),
    ...(isEmptySet(remaining) ? [] : [undecidedPart(remaining, open)]),
  ];
}

function matchingEntries(table: EffectiveRouteTable, destinations: IpSet): readonly Entry[] {
  const entries: Entry[] = [];
  for (const route of table.routes) {
    for (const prefix of route.prefixes) {
      if (prefix.family === destinations.family && overlaps(setOfPrefix(prefix), destinations))
        entries.push({ route, prefix });
    }
  }
  return entries.sort(byPreference);
}

function byPreference(left: Entry, right: Entry): number {
  return (
    right.prefix.length - left.prefix.length ||
    sourceOrder[left.route.source] - sourceOrder[right.route.source] ||
    compareText(left.route.destination, right.route.destination) ||
    compareText(formatTarget(left.route.target), formatTarget(right.route.target))
  );
}

function localAddresses(table: EffectiveRouteTable, family: AddressFamily): IpSet {
  return table.routes
    .filter(({ source }) => source === 'local')
    .flatMap(({ prefixes }) => prefixes)
    .filter((prefix) => prefix.family === family)
    .reduce((set, prefix) => unite(set, setOfPrefix(prefix)), emptySet(family));
}

/** The addresses that another prefix list with another target also claims. */
function contested(entry: Entry, entries: readonly Entry[], hit: IpSet): IpSet {
  return entries
    .filter(({ route }) => route !== entry.route && route.source === 'prefix-list')
    .filter(({ route }) => formatTarget(route.target) !== formatTarget(entry.route.target))
    .reduce((set, { prefix }) => unite(set, intersect(hit, setOfPrefix(prefix))), emptySet(hit.family));
}

/** A route that may exist can beat any but a local one. */
function decidedPart(
  route: EffectiveRoute,
  destinations: IpSet,
  entries: readonly Entry[],
  local: IpSet,
  open: readonly { readonly unknown: Unknown }[],
): RoutePart {
  const candidates = candidatesFor(route, destinations, entries, local);
  if (open.length === 0 || route.source === 'local')
    return { destinations, outcome: 'route', route, candidates, unknowns: [] };
  return {
    destinations,
    outcome: 'unknown',
    route,
    candidates,
    unknowns: open.map(({ unknown }) => unknown),
  };
}

function undecidedPart(destinations: IpSet, open: readonly { readonly unknown: Unknown }[]): RoutePart {
  const unknowns = open.map(({ unknown }) => unknown);
  return {
    destinations,
    outcome: open.length === 0 ? 'none' : 'unknown',
    route: undefined,
    candidates: [],
    unknowns,
  };
}

function candidatesFor(
  winner: EffectiveRoute | undefined,
  part: IpSet,
  entries: readonly Entry[],
  local: IpSet,
): readonly Candidate[] {
  const won = entries.find(({ route, prefix }) => route === winner && overlaps(setOfPrefix(prefix), part));
  const seen = new Set<EffectiveRoute>();
  const candidates: Candidate[] = [];
  for (const { route, prefix } of entries) {
    if (seen.has(route) || !overlaps(setOfPrefix(prefix), part)) continue;
    seen.add(route);
    if (route !== winner) candidates.push({ route, prefix, code: whyLost(route, prefix, won, local, part) });
  }
  if (won !== undefined) candidates.unshift({ route: won.route, prefix: won.prefix, code: 'ROUTE_SELECTED' });
  return candidates;
}

function whyLost(
  route: EffectiveRoute,
  prefix: Prefix,
  won: Entry | undefined,
  local: IpSet,
  part: IpSet,
): CandidateCode {
  if (isPropagated(route) && won?.route.source === 'local' && overlaps(local, part))
    return 'LOCAL_BEFORE_PROPAGATED';
  return won !== undefined && won.prefix.length === prefix.length
    ? 'HIGHER_PRIORITY_ROUTE'
    : 'MORE_SPECIFIC_ROUTE';
}

/** The target as the source names it. */
export function formatTarget(target: RouteTarget): string {
  switch (target.kind) {
    case 'local':
      return 'local';
    case 'unknown':
      return 'unknown';
    case 'carrier-gateway':
    case 'local-gateway':
    case 'core-network':
    case 'odb-network':
      return target.name;
    default:
      return target.id;
  }
}

/** `0.0.0.0/0 -> aws_nat_gateway.main[0]` */
export function formatRoute(route: EffectiveRoute): string {
  return `${route.destination} -> ${formatTarget(route.target)}`;
}
