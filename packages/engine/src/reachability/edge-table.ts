import { type IpSet, overlaps, setOfPrefix } from '../ip/ip-set.ts';
import type { Id } from '../model/identity.ts';
import type { Network, Route, RouteTable } from '../model/network.ts';
import type { Prover } from './prover.ts';
import type { Trail } from './trail.ts';

/**
 * RT-15: a table on the gateway may send replies to an appliance, though the request came without it.
 *
 * A subnet that an edge table redirects may not use its direct route to the gateway; what the appliance would
 * do with replies whose requests it has not seen is not in the source.
 */
export function recordReplyByEdge(
  { network }: Prover,
  trail: Trail,
  gateway: Id<'InternetGateway'>,
  sources: IpSet,
): void {
  for (const table of edgeTablesOf(network).get(gateway) ?? []) {
    if (table.routes.unknowns.length > 0) trail.missAll(table.routes.unknowns, table.id, table.origin);
    for (const route of table.routes.items.filter((each) => mayTake(each, sources))) {
      const facts = { component: table.id };
      const { origin } = route;
      trail.hop('return', {
        kind: 'route',
        component: table.id,
        outcome: 'unknown',
        code: 'UNKNOWN_APPLIANCE',
        facts,
        rules: ['RT-15'],
        origin,
      });
      trail.miss('UNKNOWN_APPLIANCE', table.id, facts, origin);
    }
  }
}

function mayTake({ destination, target }: Route, sources: IpSet): boolean {
  if (target.kind === 'local') return false;
  if (destination.kind === 'prefix')
    return destination.prefix.family === sources.family && overlaps(setOfPrefix(destination.prefix), sources);
  // No prefix list may be a destination there (RT-15).
  return destination.kind === 'unknown' && (destination.family ?? sources.family) === sources.family;
}

const edgeTables = new WeakMap<Network, ReadonlyMap<string, readonly RouteTable[]>>();

function edgeTablesOf(network: Network): ReadonlyMap<string, readonly RouteTable[]> {
  const earlier = edgeTables.get(network);
  if (earlier !== undefined) return earlier;
  const found = new Map<string, RouteTable[]>();
  for (const table of network.routeTables.values())
    for (const { target: gateway } of table.edgeOf)
      if (gateway.kind === 'known') found.set(gateway.value, [...(found.get(gateway.value) ?? []), table]);
  edgeTables.set(network, found);
  return found;
}
