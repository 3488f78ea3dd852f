import type { SourceRange } from '../base/source-range.ts';

declare const kindOfId: unique symbol;

/** Every kind of thing in the model that can be named. Append only; keep alphabetical. */
export type IdKind =
  | 'CarrierGateway'
  | 'CustomerGateway'
  | 'EgressOnlyInternetGateway'
  | 'ElasticIp'
  | 'HostedZone'
  | 'Instance'
  | 'InternetGateway'
  | 'NatGateway'
  | 'NetworkAcl'
  | 'NetworkInterface'
  | 'PrefixList'
  | 'ResolverEndpoint'
  | 'ResolverRule'
  | 'Role'
  | 'RouteTable'
  | 'SecurityGroup'
  | 'Subnet'
  | 'TransitGateway'
  | 'TransitGatewayAttachment'
  | 'TransitGatewayRouteTable'
  | 'Vpc'
  | 'VpcEndpoint'
  | 'VpcPeeringConnection'
  | 'VpnGateway'
  | 'Workload';

/**
 * Names one thing in one model: the address of what declares it (`module.a.aws_subnet.x["b"]`), or the id
 * that the user wrote (`subnet-0123`) when nothing in the input declares it. Ids of different kinds do not
 * mix.
 */
export type Id<Kind extends IdKind> = string & { readonly [kindOfId]: Kind };

/** For importers only: everywhere else an id is handed on, never made. */
export function idOf<Kind extends IdKind>(_kind: Kind, address: string): Id<Kind> {
  return address as Id<Kind>;
}

/** Where we read a thing. Two models of one network are equal when they differ only here. */
export type Origin =
  | { readonly kind: 'terraform'; readonly address: string; readonly range: SourceRange }
  | {
      readonly kind: 'cloudformation';
      readonly stack: string;
      readonly logicalId: string;
      readonly range: SourceRange;
    }
  | { readonly kind: 'snapshot'; readonly arn: string; readonly observedAt: string }
  /** Nobody has written it yet: a change proposes it (ADR 13). */
  | { readonly kind: 'proposed'; readonly address: string };
