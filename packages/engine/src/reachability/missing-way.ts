import type { HostnameClass } from '../catalog/hostname-classes.ts';
import type { Origin } from '../model/identity.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import { endpointInterface } from './endpoint-interface.ts';
import { regionOf } from './hostnames.ts';
import type { Position } from './position.ts';
import type { Prover } from './prover.ts';
import { walkToInterface } from './to-interface.ts';
import { Trail } from './trail.ts';

/** Where a table is declared; the VPC's place for a main table that nobody wrote. */
function tableOrigin(network: Network, position: Position, table: string): Origin {
  return [...network.routeTables.values()].find(({ id }) => id === table)?.origin ?? position.vpc.origin;
}

export function blockNoRoute(network: Network, trail: Trail, position: Position, table: string): void {
  const facts = {
    subnet: position.subnet.id,
    routeTable: table,
    destination: 'internet',
    vpc: position.vpc.id,
  };
  trail.block(
    'NO_ROUTE_TO_DESTINATION',
    table,
    facts,
    ['RT-3'],
    tableOrigin(network, position, table),
    'ADD_NAT_ROUTE',
  );
}

/** What makes a name lead to the endpoint, by what keeps it from doing so. */
const mendsOfNames: Readonly<Record<string, string>> = {
  DNS_HOSTNAMES_DISABLED: 'ENABLE_DNS_HOSTNAMES',
  DNS_INBOUND_RESOLVER_ONLY: 'ALLOW_PRIVATE_DNS_IN_VPC',
  DNS_PRIVATE_DNS_NOT_OFFERED: 'USE_ENDPOINT_NAME',
  VPCE_ENDPOINT_NO_SUBNET: 'GIVE_ENDPOINT_SUBNETS',
};

function suggestionFor(host: HostnameClass): string {
  if (host.kind !== 'service' || host.scope !== 'regional') return 'ADD_NAT_ROUTE';
  if (host.service.types.includes('Gateway')) return 'ADD_GATEWAY_ENDPOINT';
  return host.service.types.includes('Interface') ? 'ADD_INTERFACE_ENDPOINT' : 'ADD_NAT_ROUTE';
}

function endpointsFor(prover: Prover, position: Position, short: string): readonly VpcEndpoint[] {
  return [...prover.network.vpcEndpoints.values()].filter((endpoint) => {
    if (endpoint.vpc.kind !== 'known' || endpoint.vpc.value !== position.vpc.id) return false;
    return isOffered(prover, position, endpoint, short);
  });
}

/** IF-16, GW-11: what AWS refuses to create is no way: a type that the service lacks, a gateway to another Region. */
function isOffered(prover: Prover, position: Position, endpoint: VpcEndpoint, short: string): boolean {
  if (endpoint.serviceName.kind === 'unknown') return false;
  const found = prover.catalog.serviceByEndpointName(endpoint.serviceName.value);
  if (found === undefined || found.service.short !== short) return false;
  const region = regionOf(position, prover.network);
  if (isType(endpoint, 'Gateway'))
    return found.service.types.includes('Gateway') && (region === undefined || found.region === region);
  return !isType(endpoint, 'Interface') || found.service.types.includes('Interface');
}

function isType(endpoint: VpcEndpoint, type: string): boolean {
  return endpoint.type.kind === 'known' && endpoint.type.value === type;
}

interface CalledName {
  readonly host: HostnameClass;
  readonly name: string;
  readonly port: number;
}

/** The cheapest complete way that is missing: an endpoint that is there, else one that AWS offers, else a NAT. */
export function suggestWay(
  prover: Prover,
  trail: Trail,
  position: Position,
  table: string,
  called: CalledName,
): void {
  const { host, name } = called;
  const facts = { subnet: position.subnet.id, routeTable: table, destination: name, vpc: position.vpc.id };
  const origin = tableOrigin(prover.network, position, table);
  // That no route leads there is all that a sketch asks; what would mend it is for the path in full.
  if (trail.isSketch)
    return trail.block('NO_ROUTE_TO_DESTINATION', table, facts, ['RT-3'], origin, 'ADD_ROUTE');
  // GW-5: an endpoint of the VPC's Region is no way to the service in another Region.
  const isHere = host.kind === 'service' && host.region === regionOf(position, prover.network);
  const endpoints = isHere ? endpointsFor(prover, position, host.service.short) : [];
  const gateway = endpoints.find((endpoint) => isType(endpoint, 'Gateway'));
  const ownInterface = endpoints.find((endpoint) => isType(endpoint, 'Interface'));
  const regional = isHere && host.scope === 'regional';
  if (gateway !== undefined && regional) {
    const isNobodys = gateway.routeTables.items.length === 0;
    const code = isNobodys ? 'RTB_ASSOCIATION_NO_TABLE' : 'RTB_ASSOCIATION_MISSING';
    return trail.block(
      code,
      gateway.id,
      { ...facts, vpcEndpoint: gateway.id },
      ['GW-2'],
      gateway.origins.routeTables ?? gateway.origin,
      'ASSOCIATE_ROUTE_TABLE',
    );
  }
  if (ownInterface !== undefined && regional)
    return suggestPrivateDns(prover, trail, position, ownInterface, facts, called);
  trail.block(
    'NO_ROUTE_TO_DESTINATION',
    table,
    facts,
    ['RT-3'],
    origin,
    isHere ? suggestionFor(host) : 'ADD_NAT_ROUTE',
  );
}

/** Private DNS, and what would have to change besides. */
function suggestPrivateDns(
  prover: Prover,
  trail: Trail,
  position: Position,
  endpoint: VpcEndpoint,
  facts: Readonly<Record<string, string>>,
  { name, port }: CalledName,
): void {
  const step = trail.forward.find((hop) => hop.kind === 'dns' && hop.component === endpoint.id);
  const code = step?.code ?? 'DNS_PRIVATE_DNS_DISABLED';
  const mend = mendsOfNames[code] ?? 'ENABLE_PRIVATE_DNS';
  trail.block(
    code,
    endpoint.id,
    { ...facts, vpcEndpoint: endpoint.id, name },
    step?.rules ?? ['DNS-8'],
    step?.origin ?? endpoint.origin,
    mend,
  );
  const beyond = new Trail(trail.isSketch);
  const [id] = endpoint.subnets.items;
  const target =
    id === undefined ? undefined : endpointInterface(prover.network, beyond, endpoint, id, 'ipv4');
  if (target !== undefined) walkToInterface(prover, beyond, position, target, port);
  for (const blocker of beyond.blockers)
    trail.block(
      blocker.code,
      blocker.component,
      blocker.facts,
      blocker.rules,
      blocker.origin,
      blocker.mend.code,
    );
}
