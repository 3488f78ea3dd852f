import { suggestNames } from '../base/nearest-names.ts';
import { compareAddresses } from '../base/ordered.ts';
import type { Origin } from '../model/identity.ts';
import type { Network, Route, RouteTable } from '../model/network.ts';
import { addressOf, isKeptByAws, meaning } from './addresses.ts';
import { removedThings, thingsOf } from './removed-things.ts';
import { goesRoute, withoutThings } from './without-things.ts';

/** Why a removal has no effect. */
export interface RemovalProblem {
  readonly kind: 'not-in-network' | 'kept-by-aws';
  readonly asked: string;
  /** Nearest first. */
  readonly nearest: readonly string[];
}

/** A route that a removal takes along, and the table it stood in. */
export interface RemovedRoute {
  readonly table: RouteTable;
  readonly route: Route;
}

export interface RemovalAnswer {
  readonly network: Network;
  /** Ids of everything that went, what was asked first, then sorted. */
  readonly removed: readonly string[];
  readonly routes: readonly RemovedRoute[];
  readonly problem: RemovalProblem | undefined;
}

/** Takes one address out of a network. */
export function removeAddress(network: Network, asked: string): RemovalAnswer {
  const isMeant = meaning(asked);
  const held = heldAddresses(network).filter(isMeant);
  const removable = held.filter((address) => !isKeptByAws(address));
  if (removable.length === 0) {
    const kind = held.length === 0 ? 'not-in-network' : 'kept-by-aws';
    const nearest = held.length === 0 ? nearestAddresses(network, asked) : [];
    return { network, removed: [], routes: [], problem: { kind, asked, nearest } };
  }
  const removal = { gone: removedThings(network, isMeant), isMeant };
  const routes = [...network.routeTables.values()].flatMap((table) =>
    table.routes.items
      .filter((route) => removal.gone.has(table.id) || goesRoute(route, table, removal))
      .map((route) => ({ table, route })),
  );
  const things = new Set([...removal.gone, ...removable.filter((address) => !removal.gone.has(address))]);
  return {
    network: withoutThings(network, removal),
    removed: [...things].sort(compareAddresses),
    routes,
    problem: undefined,
  };
}

/** Every address by which something of the network can be meant, each once. */
export function heldAddresses(network: Network): readonly string[] {
  const things = thingsOf(network).flatMap(({ id, origin }) => [id, addressOf(origin) ?? id]);
  const parts = partOrigins(network).flatMap((origin) => addressOf(origin) ?? []);
  const others = [
    ...network.flowLogs.map(({ address }) => address),
    ...network.gaps.map(({ construct }) => construct),
  ];
  return [...new Set([...things, ...parts, ...others])];
}

function partOrigins(network: Network): readonly Origin[] {
  return [
    ...[...network.routeTables.values()].flatMap(({ routes, edgeOf }) => [...routes.items, ...edgeOf]),
    ...[...network.securityGroups.values()].flatMap(({ ingress, egress }) => [
      ...ingress.items,
      ...egress.items,
    ]),
    ...[...network.networkAcls.values()].flatMap(({ entries }) => entries.items),
    ...[...network.subnets.values()].flatMap(({ routeTable, networkAcl }) =>
      [routeTable, networkAcl].flatMap((association) => association ?? []),
    ),
    ...[...network.vpcEndpoints.values()].flatMap(({ routeTables }) => routeTables.items),
    ...[...network.hostedZones.values()].flatMap(({ records }) => records.items),
    ...network.blockPublicAccess,
  ].map(({ origin }) => origin);
}

/** Near in spelling; else things of the same resource type. */
function nearestAddresses(network: Network, asked: string): readonly string[] {
  const ids = thingsOf(network).map(({ id }) => id);
  const near = suggestNames(asked, ids);
  if (near.length > 0) return near;
  const type = /(?:^|\.)(aws_[a-z0-9_]+)(?:\.|$)/.exec(asked)?.[1];
  if (type === undefined) return [];
  return ids
    .filter((id) => id.startsWith(`${type}.`) || id.includes(`.${type}.`))
    .sort(compareAddresses)
    .slice(0, 3);
}

/** Does a removal of `asked` mean this address: the thing, one of its instances, or a part of its module? */
export function isMeantBy(asked: string, address: string): boolean {
  return meaning(asked)(address);
}
