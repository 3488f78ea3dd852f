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
  setOfPrefixes,
  subtract,
  unite,
} from '../ip/ip-set.ts';
import type { RouteTarget } from '../model/network.ts';
import type { EffectiveRoute, EffectiveRouteTable, PossibleRoute, RouteSource } from './effective-routes.ts';

/** Why a route that matched won or lost. */
export type CandidateCode =
  | 'ROUTE_SELECTED'
  | 'MORE_SPECIFIC_ROUTE'
  | 'HIGHER_PRIORITY_ROUTE'
  | 'LOCAL_BEFORE_PROPAGATED'
  | 'UNKNOWN_AMBIGUOUS_ROUTE';

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

/** One prefix of one route. */
interface Entry {
  readonly route: EffectiveRoute;
  readonly prefix: Prefix;
}

/** Addresses that a route which may exist would take from every later route. */
interface Doubt {
  readonly possible: PossibleRoute;
  readonly addresses: IpSet;
}

/** What one route has won so far, and what of it another route may take away. */
interface Claim {
  readonly won: IpSet;
  readonly doubtful: IpSet;
  readonly unknowns: ReadonlySet<Unknown>;
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
  const local = localAddresses(table, family);
  const { possible, doubts } = openRoutes(table, destinations);
  const claims = new Map<EffectiveRoute, Claim>();
  const ambiguous: IpSet[] = [];
  let remaining = destinations;
  for (const entry of entries) {
    if (isEmptySet(remaining)) break;
    while (possible[0] !== undefined && byStrength(possible[0], entry) < 0) admit(possible, doubts);
    let hit = intersect(remaining, setOfPrefix(entry.prefix));
    if (isPropagated(entry.route)) hit = subtract(hit, local);
    if (isEmptySet(hit)) continue;
    remaining = subtract(remaining, hit);
    const { route } = entry;
    const disputed =
      route.source === 'prefix-list' ? claimedElsewhere(route.target, route, entries, hit) : emptySet(family);
    if (!isEmptySet(disputed)) ambiguous.push(disputed);
    const certain = subtract(hit, disputed);
    if (isEmptySet(certain)) continue;
    // Between prefix lists length decides nothing (RT-9): those that are yet to come count already.
    const met = entry.route.source === 'prefix-list' ? [...doubts, ...possible.map(doubtOf)] : doubts;
    claims.set(entry.route, claim(claims.get(entry.route), entry, certain, met, entries));
  }
  while (possible.length > 0) admit(possible, doubts);
  return [
    ...[...claims].flatMap(([route, won]) => decidedParts(route, won, entries, local)),
    ...ambiguous.map((set) => ambiguousPart(set, entries, local)),
    ...undecidedParts(remaining, doubts),
  ];
}

/** A prefix of a route that may exist. */
interface PossibleEntry {
  readonly possible: PossibleRoute;
  readonly prefix: Prefix;
}

/**
 * The routes that may exist: those with known prefixes wait for their turn, the others may be longer than
 * any other route.
 */
function openRoutes(
  table: EffectiveRouteTable,
  destinations: IpSet,
): { readonly possible: PossibleEntry[]; readonly doubts: Doubt[] } {
  const { family } = destinations;
  const possible: PossibleEntry[] = [];
  const doubts: Doubt[] = [];
  for (const route of table.unknowns) {
    if (route.family !== undefined && route.family !== family) continue;
    if (route.prefixes === undefined) {
      const within = route.within === undefined ? destinations : setOfPrefixes(family, route.within);
      doubts.push({ possible: route, addresses: intersect(destinations, within) });
    } else {
      const own = route.prefixes.filter((prefix) => prefix.family === family);
      possible.push(...own.map((prefix) => ({ possible: route, prefix })));
    }
  }
  possible.sort((left, right) => right.prefix.length - left.prefix.length);
  return { possible, doubts };
}

/** Negative when the possible route, a prefix list's, would win over the entry. */
function byStrength(possible: PossibleEntry, entry: Entry): number {
  const longer = entry.prefix.length - possible.prefix.length;
  // Against another prefix list of the same length it may win: RT-9.
  return longer || (entry.route.source === 'local' || entry.route.source === 'static' ? 1 : -1);
}

function admit(possible: PossibleEntry[], doubts: Doubt[]): void {
  const next = possible.shift();
  if (next !== undefined) doubts.push(doubtOf(next));
}

function doubtOf({ possible, prefix }: PossibleEntry): Doubt {
  return { possible, addresses: setOfPrefix(prefix) };
}

/** What a route wins with one more of its prefixes. */
function claim(
  earlier: Claim | undefined,
  entry: Entry,
  certain: IpSet,
  doubts: readonly Doubt[],
  entries: readonly Entry[],
): Claim {
  let doubtful = earlier?.doubtful ?? emptySet(certain.family);
  const unknowns = new Set(earlier?.unknowns);
  for (const { possible, addresses } of doubts) {
    const hit = intersect(takenBy(possible, entry.route, certain, entries), addresses);
    if (isEmptySet(hit)) continue;
    doubtful = unite(doubtful, hit);
    unknowns.add(possible.unknown);
  }
  return { won: unite(earlier?.won ?? emptySet(certain.family), certain), doubtful, unknowns };
}

/**
 * What a route that may exist would take from the winner: everything, unless it leads to the same place.
 *
 * Inside the VPC only a route to an appliance may be longer than the local one (RT-10); that a route whose
 * destination is not known is such a route is not considered.
 */
function takenBy(
  possible: PossibleRoute,
  route: EffectiveRoute,
  certain: IpSet,
  entries: readonly Entry[],
): IpSet {
  if (route.source === 'local') return emptySet(certain.family);
  const { target } = possible;
  if (target === undefined || route.state === 'blackhole' || !leadToSame(target, route.target))
    return certain;
  return possible.prefixes === undefined
    ? emptySet(certain.family)
    : claimedElsewhere(target, route, entries, certain);
}

/** Two targets that are not known are not the same. */
function leadToSame(left: RouteTarget, right: RouteTarget): boolean {
  if (left.kind === 'unknown' || right.kind === 'unknown') return false;
  return left.kind === right.kind && formatTarget(left) === formatTarget(right);
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

/** RT-9: the addresses that other prefix lists lead elsewhere than this target. */
function claimedElsewhere(
  target: RouteTarget,
  own: EffectiveRoute,
  entries: readonly Entry[],
  addresses: IpSet,
): IpSet {
  return entries
    .filter(
      ({ route }) => route !== own && route.source === 'prefix-list' && !leadToSame(route.target, target),
    )
    .reduce(
      (set, { prefix }) => unite(set, intersect(addresses, setOfPrefix(prefix))),
      emptySet(addresses.family),
    );
}

function decidedParts(
  route: EffectiveRoute,
  { won, doubtful, unknowns }: Claim,
  entries: readonly Entry[],
  local: IpSet,
): readonly RoutePart[] {
  const part = (destinations: IpSet, outcome: 'route' | 'unknown'): readonly RoutePart[] =>
    isEmptySet(destinations)
      ? []
      : [
          {
            destinations,
            outcome,
            route,
            candidates: candidatesFor(route, destinations, entries, local),
            unknowns: outcome === 'route' ? [] : [...unknowns],
          },
        ];
  return [...part(subtract(won, doubtful), 'route'), ...part(doubtful, 'unknown')];
}

/** RT-9. */
function ambiguousPart(destinations: IpSet, entries: readonly Entry[], local: IpSet): RoutePart {
  const candidates = candidatesFor(undefined, destinations, entries, local);
  return { destinations, outcome: 'ambiguous', route: undefined, candidates, unknowns: [] };
}

/** Destinations that no route has: dropped, unless a route that may exist has them. */
function undecidedParts(destinations: IpSet, doubts: readonly Doubt[]): readonly RoutePart[] {
  const part = (set: IpSet, outcome: 'none' | 'unknown', unknowns: readonly Unknown[]): RoutePart => ({
    destinations: set,
    outcome,
    route: undefined,
    candidates: [],
    unknowns,
  });
  const met = doubts.filter(({ addresses }) => overlaps(addresses, destinations));
  const doubtful = met.reduce(
    (set, { addresses }) => unite(set, intersect(destinations, addresses)),
    emptySet(destinations.family),
  );
  const none = subtract(destinations, doubtful);
  const unknowns = [...new Set(met.map(({ possible }) => possible.unknown))];
  return [
    ...(isEmptySet(doubtful) ? [] : [part(doubtful, 'unknown', unknowns)]),
    ...(isEmptySet(none) ? [] : [part(none, 'none', [])]),
  ];
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
  if (won === undefined) return 'UNKNOWN_AMBIGUOUS_ROUTE';
  if (isPropagated(route) && won.route.source === 'local' && overlaps(local, part))
    return 'LOCAL_BEFORE_PROPAGATED';
  return won.prefix.length === prefix.length ? 'HIGHER_PRIORITY_ROUTE' : 'MORE_SPECIFIC_ROUTE';
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
