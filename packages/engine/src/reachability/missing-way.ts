import type { HostnameClass } from '../catalog/hostname-classes.ts';
import type { Origin } from '../model/identity.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import { regionOf } from './hostnames.ts';
import type { Position } from './position.ts';
import type { Prover } from './prover.ts';
import type { Trail } from './trail.ts';

/** Where a table is declared; the VPC's place for a main table that nobody wrote. */
export function tableOrigin(network: Network, position: Position, table: string): Origin {
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
export const mendsOfNames: Readonly<Record<string, string>> = {
  DNS_HOSTNAMES_DISABLED: 'ENABLE_DNS_HOSTNAMES',
  DNS_INBOUND_RESOLVER_ONLY: 'ALLOW_PRIVATE_DNS_IN_VPC',
  DNS_PRIVATE_DNS_NOT_OFFERED: 'USE_ENDPOINT_NAME',
  VPCE_ENDPOINT_NO_SUBNET: 'GIVE_ENDPOINT_SUBNETS',
};

export function suggestionFor(host: HostnameClass): string {
  if (host.kind !== 'service' || host.scope !== 'regional') return 'ADD_NAT_ROUTE';
  if (host.service.types.includes('Gateway')) return 'ADD_GATEWAY_ENDPOINT';
  return host.service.types.includes('Interface') ? 'ADD_INTERFACE_ENDPOINT' : 'ADD_NAT_ROUTE';
}

export function endpointsFor(prover: Prover, position: Position, short: string): readonly VpcEndpoint[] {
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

export function isType(endpoint: VpcEndpoint, type: string): boolean {
  return endpoint.type.kind === 'known' && endpoint.type.value === type;
}
