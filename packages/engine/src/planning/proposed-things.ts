import { type Id, type IdKind, idOf, type Origin } from '../model/identity.ts';

/**
 * Ids and origins of things that a change proposes. Here only: everything else is named by an importer
 * (ADR 13). No address of Terraform is spelt like these, and the same change gives the same id.
 */
export interface Proposed<Kind extends IdKind> {
  readonly id: Id<Kind>;
  readonly origin: Origin;
  readonly origins: Readonly<Record<string, Origin>>;
}

/** A VPC may be given both of one service: S3 by a gateway, and by an interface for its peers. */
export function proposedEndpoint(
  type: 'Gateway' | 'Interface',
  service: string,
  vpc: Id<'Vpc'>,
): Proposed<'VpcEndpoint'> {
  const kind = type === 'Gateway' ? 'gateway-endpoint' : 'endpoint';
  return proposed('VpcEndpoint', `${kind}:${service}@${vpc}`);
}

/** One for each VPC, shared by all the endpoints that are proposed there. */
export function proposedEndpointGroup(vpc: Id<'Vpc'>): Proposed<'SecurityGroup'> {
  return proposed('SecurityGroup', `endpoint-group@${vpc}`);
}

export function proposedNatGateway(subnet: Id<'Subnet'>): Proposed<'NatGateway'> {
  return proposed('NatGateway', `nat:${subnet}`);
}

export function proposedElasticIp(subnet: Id<'Subnet'>): Proposed<'ElasticIp'> {
  return proposed('ElasticIp', `eip:${subnet}`);
}

/** One of AWS's own lists has one id, whoever names it: its literal id, else its name. */
export function awsPrefixList(id: string | undefined, name: string): Proposed<'PrefixList'> {
  return proposed('PrefixList', id ?? name);
}

function proposed<Kind extends IdKind>(kind: Kind, address: string): Proposed<Kind> {
  return { id: idOf(kind, address), origin: { kind: 'proposed', address }, origins: {} };
}

/** The main table that AWS made with the VPC, spelt as the importer spells it. */
export function originalMainTable(vpc: Id<'Vpc'>): Id<'RouteTable'> {
  return idOf('RouteTable', `${vpc}.default_route_table_id`);
}
