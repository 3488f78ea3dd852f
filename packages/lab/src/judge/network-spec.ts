/** A small network as data: what is generated, shrunk and written as Terraform. */
export interface NetworkSpec {
  readonly vpcs: readonly VpcSpec[];
  /** Both ends by name; the second accepts. */
  readonly peerings: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

export interface VpcSpec {
  readonly name: string;
  readonly cidr: string;
  readonly secondCidr?: string;
  /** `undefined` = no IPv6. */
  readonly ipv6Cidr: string | undefined;
  readonly hasInternetGateway: boolean;
  /** The gateway is there, and of no VPC. */
  readonly isDetached?: boolean;
  readonly hasEgressOnlyGateway: boolean;
  readonly subnets: readonly SubnetSpec[];
  readonly tables: readonly TableSpec[];
  readonly acls: readonly AclSpec[];
  readonly groups: readonly GroupSpec[];
  readonly nats: readonly NatSpec[];
  readonly endpoints: readonly EndpointSpec[];
  readonly hosts: readonly HostSpec[];
  readonly lists?: readonly ListSpec[];
}

/** A customer-managed prefix list of IPv4. */
export interface ListSpec {
  readonly name: string;
  readonly entries: readonly string[];
}

export interface SubnetSpec {
  readonly name: string;
  /** `undefined` = an IPv6-only subnet. */
  readonly cidr: string | undefined;
  readonly ipv6Cidr: string | undefined;
  readonly assignsIpv6: boolean;
  readonly zone: string;
  /** `undefined` = the main table. */
  readonly table: string | undefined;
  /** `undefined` = the default ACL. */
  readonly acl: string | undefined;
}

export interface RouteSpec {
  /** A block, or `list:NAME`. */
  readonly destination: string;
  readonly target:
    | { readonly kind: 'igw' | 'eigw' }
    | { readonly kind: 'nat' | 'host' | 'peering'; readonly name: string };
}

export interface TableSpec {
  readonly name: string;
  readonly routes: readonly RouteSpec[];
}

export interface AclEntrySpec {
  readonly number: number;
  readonly egress: boolean;
  readonly action: 'allow' | 'deny';
  readonly protocol: '-1' | 'tcp' | 'udp';
  readonly cidr: string;
  readonly from: number;
  readonly to: number;
}

export interface AclSpec {
  readonly name: string;
  readonly entries: readonly AclEntrySpec[];
}

export interface RuleSpec {
  readonly direction: 'ingress' | 'egress';
  readonly protocol: '-1' | 'tcp' | 'udp' | 'icmp';
  readonly from: number;
  readonly to: number;
  readonly peer:
    | { readonly kind: 'cidr'; readonly cidr: string }
    | { readonly kind: 'group' | 'own-list'; readonly name: string }
    /** The managed list of a service. */
    | { readonly kind: 'prefix-list'; readonly service: string };
}

export interface GroupSpec {
  readonly name: string;
  readonly rules: readonly RuleSpec[];
}

export interface NatSpec {
  readonly name: string;
  /** `undefined` = regional. */
  readonly subnet: string | undefined;
  readonly connectivity: 'public' | 'private';
}

export interface EndpointSpec {
  readonly name: string;
  /** The short name of AWS's, or the full one of somebody's. */
  readonly service: string;
  readonly type: 'Gateway' | 'Interface';
  readonly hasPrivateDns: boolean;
  readonly addressType: 'ipv4' | 'dualstack' | 'ipv6';
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
  readonly tables: readonly string[];
}

export interface HostSpec {
  readonly name: string;
  readonly subnet: string;
  readonly address: string | undefined;
  /** `undefined` = by its subnet. */
  readonly ipv6Address: string | undefined;
  readonly groups: readonly string[];
  readonly hasPublicIp: boolean;
  readonly sourceDestCheck: boolean;
}
