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
    origin: origin.kind === 'proposed' ? undefined : origin,
  };
}
