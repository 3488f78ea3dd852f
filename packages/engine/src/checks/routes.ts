import type { Id } from '../model/identity.ts';
import type { Network, Route, RouteTable, RouteTarget, Subnet } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import { is, knownOf } from './values.ts';

export function subnetsOf(network: Network, vpc: Id<'Vpc'> | undefined): readonly Subnet[] {
  return [...network.subnets.values()].filter((subnet) => vpc !== undefined && is(subnet.vpc, vpc));
}

/** RT-1. */
export function tableIdOf(network: Network, subnet: Subnet): Id<'RouteTable'> | undefined {
  if (subnet.routeTable !== undefined) return knownOf(subnet.routeTable.target);
  const vpc = knownOf(subnet.vpc);
  return vpc === undefined ? undefined : knownOf(network.vpcs.get(vpc)?.mainRouteTable);
}

export function tableOf(network: Network, subnet: Subnet): RouteTable | undefined {
  const id = tableIdOf(network, subnet);
  return id === undefined ? undefined : network.routeTables.get(id);
}

/** Routes for everything: `0.0.0.0/0` or `::/0`. */
export function defaultRoutes(
  table: RouteTable | undefined,
  family: 'ipv4' | 'ipv6' = 'ipv4',
): readonly Route[] {
  return (table?.routes.items ?? []).filter(
    ({ destination }) =>
      destination.kind === 'prefix' &&
      destination.prefix.family === family &&
      destination.prefix.length === 0,
  );
}

/** The default route of one kind of target, when the table has it. */
export function defaultRouteTo(
  table: RouteTable | undefined,
  kind: RouteTarget['kind'],
  family: 'ipv4' | 'ipv6' = 'ipv4',
): Route | undefined {
  return defaultRoutes(table, family).find(({ target }) => target.kind === kind);
}

/** Nothing of the table is unknown. */
export function isWhole(table: RouteTable): boolean {
  return table.routes.unknowns.length === 0 && table.propagatingVpnGateways.unknowns.length === 0;
}

/** Declared workloads with an interface in the VPC; stand-ins left out. */
export function workloadsOf(network: Network, vpc: Id<'Vpc'> | undefined): readonly Workload[] {
  return [...network.workloads.values()].filter(
    (workload) =>
      workload.kind !== 'subnet' &&
      workload.subnets.items.some((id) => vpc !== undefined && is(network.subnets.get(id)?.vpc, vpc)),
  );
}

/** Does a subnet of the VPC lead out of it, or may one? Then a missing endpoint stops nothing for certain. */
export function hasWayOut(network: Network, vpc: Id<'Vpc'> | undefined): boolean {
  return subnetsOf(network, vpc).some((subnet) => {
    const id = tableIdOf(network, subnet);
    if (id === undefined) return true;
    const table = network.routeTables.get(id);
    if (table === undefined) return false;
    return defaultRoutes(table).length > 0 || !isWhole(table);
  });
}
