import type { AddedEndpoint } from './added-endpoints.ts';
import type { Danger, DangerContext } from './danger.ts';
import {
  arrivingCallers,
  dangerOfDefaultPolicy,
  dangersOfSourceIp,
  isIn,
  subnetsOf,
  workloadsIn,
} from './danger-facts.ts';

/** What a gateway endpoint does beside carrying the calls of its service. */
export function dangersOfGateway(context: DangerContext, endpoint: AddedEndpoint): readonly Danger[] {
  return [
    ...openConnections(context, endpoint),
    ...tablesLeftOut(context, endpoint),
    ...dualStack(context, endpoint),
    ...dangersOfSourceIp(context, endpoint),
    ...dangerOfDefaultPolicy(context, endpoint),
  ];
}

/** GW-13: the new route takes connections that are open; their packets have another source address then. */
export function openConnections(context: DangerContext, endpoint: AddedEndpoint): readonly Danger[] {
  const arriving = arrivingCallers(context, endpoint.service);
  const cut = inTables(context, endpoint).filter(({ id }) => arriving.has(id));
  if (cut.length === 0) return [];
  return [
    {
      code: 'OPEN_CONNECTIONS_CUT',
      weight: 'breaks',
      component: endpoint.id,
      facts: { service: endpoint.service, workloads: cut.map(({ id }) => id), count: cut.length },
      rules: ['GW-13'],
      origin: endpoint.origin,
    },
  ];
}

function inTables(
  context: DangerContext,
  { vpc, routeTables }: AddedEndpoint,
): ReturnType<typeof workloadsIn> {
  const tables = new Set<string>(routeTables);
  const main = context.before.vpcs.get(vpc)?.mainRouteTable;
  return workloadsIn(context.before, vpc).filter((workload) =>
    subnetsOf(context.before, workload).some((subnet) => {
      const table = subnet.routeTable?.target ?? main;
      return isIn(subnet, vpc) && table?.kind === 'known' && tables.has(table.value);
    }),
  );
}

/** GW-2: clients of other tables keep their way by NAT or Internet gateway. */
function tablesLeftOut(context: DangerContext, endpoint: AddedEndpoint): readonly Danger[] {
  const arriving = arrivingCallers(context, endpoint.service);
  const served = new Set(inTables(context, endpoint));
  const others = workloadsIn(context.before, endpoint.vpc).filter(
    (workload) => arriving.has(workload.id) && !served.has(workload),
  );
  if (others.length === 0) return [];
  return [
    {
      code: 'TABLE_LEFT_OUT',
      weight: 'check',
      component: endpoint.id,
      facts: { service: endpoint.service, workloads: others.map(({ id }) => id) },
      rules: ['GW-2'],
      origin: endpoint.origin,
    },
  ];
}

/** GW-15: names with IPv6 answers go past an endpoint that carries IPv4. */
function dualStack(context: DangerContext, endpoint: AddedEndpoint): readonly Danger[] {
  const both = inTables(context, endpoint).filter((workload) =>
    subnetsOf(context.before, workload).some(({ ipv6Cidr }) => ipv6Cidr !== undefined),
  );
  if (both.length === 0) return [];
  return [
    {
      code: 'IPV6_GOES_PAST',
      weight: 'check',
      component: endpoint.id,
      facts: { service: endpoint.service, workloads: both.map(({ id }) => id) },
      rules: ['GW-15'],
      origin: endpoint.origin,
    },
  ];
}
