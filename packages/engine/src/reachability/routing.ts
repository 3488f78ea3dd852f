import type { EffectiveRoute } from '../forwarding/effective-routes.ts';
import { type Candidate, formatRoute, type RoutePart } from '../forwarding/select-route.ts';
import type { IpSet } from '../ip/ip-set.ts';
import type { Origin } from '../model/identity.ts';
import type { Subnet } from '../model/network.ts';
import type { Hop, RouteCandidate } from './answer.ts';
import { describeSet } from './filters.ts';
import type { Prover } from './prover.ts';
import type { Trail } from './trail.ts';

/** The route of one part of the destinations, on the trail; `undefined` = none can be followed. */
export function recordRoute(
  trail: Trail,
  subnet: Subnet,
  part: RoutePart,
  table: string,
  direction: Hop['direction'],
  /** Shown when no route decided. */
  tableOrigin?: Origin,
): EffectiveRoute | undefined {
  // A sketch keeps no hops: nothing is put into words for them.
  if (trail.isSketch && part.outcome === 'route' && part.route?.state === 'active') return part.route;
  const facts = { subnet: subnet.id, routeTable: table, destinations: describeSet(part.destinations) };
  const candidates = part.candidates.map(toCandidate);
  const base = { kind: 'route', component: table, facts, candidates } as const;
  switch (part.outcome) {
    case 'route': {
      const route = part.route;
      if (route === undefined) return undefined;
      const code = route.state === 'blackhole' ? 'BAD_STATE_ROUTE' : 'ROUTE_SELECTED';
      const outcome = route.state === 'blackhole' ? 'block' : 'pass';
      trail.hop(direction, {
        ...base,
        outcome,
        code,
        decided: formatRoute(route),
        rules: rulesOf(part),
        origin: route.origin,
      });
      if (route.state !== 'blackhole') return route;
      trail.block(
        'BAD_STATE_ROUTE',
        table,
        { ...facts, route: formatRoute(route) },
        ['RT-12'],
        route.origin,
        'REPLACE_BLACKHOLE_ROUTE',
      );
      return undefined;
    }
    case 'none':
      trail.hop(direction, {
        ...base,
        outcome: 'block',
        code: 'NO_ROUTE_TO_DESTINATION',
        rules: ['RT-3'],
        origin: tableOrigin,
      });
      return undefined;
    case 'ambiguous': {
      const routes = candidates.map(({ route }) => route);
      trail.hop(direction, { ...base, outcome: 'unknown', code: 'UNKNOWN_AMBIGUOUS_ROUTE', rules: ['RT-9'] });
      trail.miss('UNKNOWN_AMBIGUOUS_ROUTE', routes.join(', '), { ...facts, routes }, candidates[0]?.origin);
      return undefined;
    }
    case 'unknown':
      trail.hop(direction, {
        ...base,
        outcome: 'unknown',
        code: 'UNKNOWN_UNTIL_APPLY',
        decided: part.route === undefined ? '' : formatRoute(part.route),
        rules: ['RT-16', 'ENG-9'],
      });
      trail.missAll(part.unknowns, table, part.route?.origin);
      return part.route?.state === 'active' ? part.route : undefined;
  }
}

function rulesOf(part: RoutePart): readonly string[] {
  if (part.route?.source === 'local') return ['RT-3'];
  if (part.candidates.some(({ code }) => code === 'HIGHER_PRIORITY_ROUTE')) return ['RT-4', 'RT-7'];
  return part.route?.source === 'prefix-list' ? ['RT-4', 'GW-4'] : ['RT-4'];
}

function toCandidate({ route, code }: Candidate): RouteCandidate {
  return { route: formatRoute(route), won: code === 'ROUTE_SELECTED', code, origin: route.origin };
}

/** The parts of a destination set by the routes of a subnet's table; the trail says when the table is unknown. */
export function routeParts(
  prover: Prover,
  trail: Trail,
  subnet: Subnet,
  destinations: IpSet,
  direction: Hop['direction'],
):
  | { readonly table: string; readonly tableOrigin: Origin; readonly parts: readonly RoutePart[] }
  | undefined {
  const answer = prover.tableOf(subnet);
  if (answer.kind === 'table')
    return {
      table: answer.table.id,
      tableOrigin: answer.table.origin,
      parts: prover.routesTo(answer.table, destinations),
    };
  trail.hop(direction, {
    kind: 'route',
    component: subnet.id,
    outcome: 'unknown',
    code: 'UNKNOWN_NOT_GIVEN',
    facts: { subnet: subnet.id },
    rules: ['RT-1'],
    origin: subnet.routeTable?.origin ?? subnet.origin,
  });
  trail.missAll([answer.unknown], subnet.id, subnet.routeTable?.origin ?? subnet.origin);
  return undefined;
}
