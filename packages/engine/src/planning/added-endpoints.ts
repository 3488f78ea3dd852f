import { compareAddresses } from '../base/ordered.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';

/** An endpoint that is in the new network and not in the old one, whoever put it there. */
export interface AddedEndpoint {
  readonly id: Id<'VpcEndpoint'>;
  readonly type: 'Gateway' | 'Interface';
  /** `ecr.dkr`. */
  readonly service: string;
  readonly serviceName: string;
  readonly vpc: Id<'Vpc'>;
  readonly subnets: readonly Id<'Subnet'>[];
  readonly routeTables: readonly Id<'RouteTable'>[];
  readonly privateDnsEnabled: boolean;
  readonly hasPolicy: boolean;
  /** Does it say itself that its private names are for inbound resolver endpoints only, or not (DNS-16)? */
  readonly saysInboundOnly: boolean;
  /** DNS-16: of S3, the default once private DNS is on. Then clients in the VPC see no other answer. */
  readonly isInboundOnly: boolean;
  /** `undefined` = it is proposed, and stands nowhere yet. */
  readonly origin: Origin | undefined;
}

/** Endpoints of AWS services that a change adds; of what is not known of them nothing can be said. */
export function addedEndpoints(
  { vpcEndpoints: before }: Network,
  { vpcEndpoints: after }: Network,
  catalog: Catalog,
): readonly AddedEndpoint[] {
  return [...after.values()]
    .filter(({ id }) => !before.has(id))
    .flatMap((endpoint) => addedEndpoint(endpoint, catalog) ?? [])
    .sort((a, b) => compareAddresses(a.id, b.id));
}

/** Endpoints that were there and whose private names are new. */
export function namedEndpoints(
  { vpcEndpoints: before }: Network,
  { vpcEndpoints: after }: Network,
  catalog: Catalog,
): readonly AddedEndpoint[] {
  return [...after.values()]
    .flatMap((endpoint) => addedEndpoint(endpoint, catalog) ?? [])
    .filter(({ id, privateDnsEnabled }) => {
      const old = before.get(id)?.privateDnsEnabled;
      return privateDnsEnabled && old?.kind === 'known' && !old.value;
    });
}

/** Gateway endpoints that were there, with the route tables that are new to them. */
export function widenedGateways(
  { vpcEndpoints: before }: Network,
  { vpcEndpoints: after }: Network,
  catalog: Catalog,
): readonly AddedEndpoint[] {
  return [...after.values()].flatMap((endpoint) => {
    const old = before.get(endpoint.id);
    const now = addedEndpoint(endpoint, catalog);
    if (old === undefined || now?.type !== 'Gateway') return [];
    const known = new Set(
      old.routeTables.items.flatMap(({ target }) => (target.kind === 'known' ? [target.value] : [])),
    );
    const routeTables = now.routeTables.filter((table) => !known.has(table));
    return routeTables.length === 0 ? [] : [{ ...now, routeTables }];
  });
}

function addedEndpoint(endpoint: VpcEndpoint, catalog: Catalog): AddedEndpoint | undefined {
  const { id, vpc, type, serviceName, subnets, routeTables, privateDnsEnabled, policy, origin } = endpoint;
  if (vpc.kind !== 'known' || type.kind !== 'known' || serviceName.kind !== 'known') return undefined;
  const service = catalog.serviceByEndpointName(serviceName.value)?.service.short;
  if (service === undefined || (type.value !== 'Gateway' && type.value !== 'Interface')) return undefined;
  return {
    id,
    type: type.value,
    service,
    serviceName: serviceName.value,
    vpc: vpc.value,
    subnets: subnets.items,
    routeTables: routeTables.items.flatMap(({ target }) => (target.kind === 'known' ? [target.value] : [])),
    privateDnsEnabled: privateDnsEnabled.kind === 'known' && privateDnsEnabled.value,
    hasPolicy: policy !== undefined,
    saysInboundOnly: endpoint.privateDnsOnlyForInboundResolverEndpoint !== undefined,
    isInboundOnly: service === 's3' && !saysNo(endpoint.privateDnsOnlyForInboundResolverEndpoint),
    origin: origin.kind === 'proposed' ? undefined : origin,
  };
}

function saysNo(flag: VpcEndpoint['privateDnsOnlyForInboundResolverEndpoint']): boolean {
  return flag?.kind === 'known' && !flag.value;
}
