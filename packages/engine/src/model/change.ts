import type { Id } from './identity.ts';

/**
 * One change that somebody proposes for a network: asked for by a user (`rehearse --remove`) or found by
 * planning. Several make a plan; they apply in the order given.
 */
export type NetworkChange =
  | RemoveThing
  | AddEndpoint
  | WidenEndpoint
  | EnablePrivateDns
  | EnableVpcDns
  | AddSecurityGroupRule
  | AddNatGateway;

/** The thing goes, and with it the routes that lead to it, as Terraform's own references would. */
export interface RemoveThing {
  readonly kind: 'remove';
  /** Address of one thing, of all instances of a resource (`aws_nat_gateway.this`), or of a module. */
  readonly address: string;
}

export interface AddEndpoint {
  readonly kind: 'add-endpoint';
  readonly endpoint: ProposedEndpoint;
}

/** An endpoint that is not there yet. */
export interface ProposedEndpoint {
  readonly vpc: Id<'Vpc'>;
  readonly type: 'Gateway' | 'Interface';
  /** `ecr.dkr`: the catalogue's short name. */
  readonly service: string;
  /** `com.amazonaws.ap-northeast-1.ecr.dkr`. */
  readonly serviceName: string;
  /** Interface: one for each AZ (IF-1); sorted. */
  readonly subnets: readonly Id<'Subnet'>[];
  /** Gateway: the tables of the callers' subnets (GW-2); sorted. */
  readonly routeTables: readonly Id<'RouteTable'>[];
  /** Interface: an existing group; `undefined` = a new one that admits 443 from `callers` and is shared. */
  readonly securityGroup: Id<'SecurityGroup'> | undefined;
  readonly privateDnsEnabled: boolean;
  /** Workloads whose calls it is to carry; sorted. */
  readonly callers: readonly Id<'Workload'>[];
  /** Policy document as JSON text; `undefined` = AWS's default, which allows everything (POL-3). */
  readonly policy: string | undefined;
}

/** An endpoint that is there gets subnets (IF-1) or route tables (GW-2) more. */
export interface WidenEndpoint {
  readonly kind: 'widen-endpoint';
  readonly endpoint: Id<'VpcEndpoint'>;
  readonly subnets: readonly Id<'Subnet'>[];
  readonly routeTables: readonly Id<'RouteTable'>[];
}

export interface EnablePrivateDns {
  readonly kind: 'enable-private-dns';
  readonly endpoint: Id<'VpcEndpoint'>;
}

/** Both attributes, because private DNS needs both (DNS-2). */
export interface EnableVpcDns {
  readonly kind: 'enable-vpc-dns';
  readonly vpc: Id<'Vpc'>;
}

/** One TCP port more on a group that is there. */
export interface AddSecurityGroupRule {
  readonly kind: 'add-security-group-rule';
  readonly securityGroup: Id<'SecurityGroup'>;
  readonly direction: 'ingress' | 'egress';
  readonly port: number;
  readonly peer:
    | { readonly kind: 'security-group'; readonly securityGroup: Id<'SecurityGroup'> }
    | { readonly kind: 'prefix-list'; readonly prefixList: Id<'PrefixList'> }
    | { readonly kind: 'vpc'; readonly vpc: Id<'Vpc'> }
    /** The new group of the endpoints that the same plan adds to this VPC. */
    | { readonly kind: 'new-endpoints'; readonly vpc: Id<'Vpc'> };
}

/** With an Elastic IP, and as the default route of these tables. */
export interface AddNatGateway {
  readonly kind: 'add-nat-gateway';
  /** A public subnet: its table has a route to an internet gateway (NAT-1). */
  readonly subnet: Id<'Subnet'>;
  readonly routeTables: readonly Id<'RouteTable'>[];
}
