import type { Collection, Known, Unknown } from '../base/known.ts';
import type { Ipv4, Ipv4Prefix, Ipv6Prefix, Prefix } from '../ip/address.ts';
import type { Access } from './access.ts';
import type { Id, IdKind, Origin } from './identity.ts';
import type { Workload } from './workload.ts';

/** What every thing of the model carries. */
interface Thing<Kind extends IdKind> {
  readonly id: Id<Kind>;
  /** The whole declaration. */
  readonly origin: Origin;
  /** The tighter place of an attribute that decides something, by its field name here. */
  readonly origins: Readonly<Record<string, Origin>>;
}

/** A link that was declared at one place, for example by an association resource. */
export interface Association<Kind extends IdKind> {
  readonly target: Known<Id<Kind>>;
  readonly origin: Origin;
}

export interface Vpc extends Thing<'Vpc'> {
  readonly region: Known<string>;
  /** The `Name` tag, when it is known. */
  readonly name: string | undefined;
  /** The primary block first. */
  readonly ipv4Cidrs: Collection<Ipv4Prefix>;
  /** A block that AWS assigns is an unknown of this collection. */
  readonly ipv6Cidrs: Collection<Ipv6Prefix>;
  /** DNS-2. */
  readonly enableDnsSupport: Known<boolean>;
  /** DNS-2. */
  readonly enableDnsHostnames: Known<boolean>;
  /** `undefined` = AWS's default set, whose only server is AmazonProvidedDNS. */
  readonly dhcpOptions: Known<DhcpOptions> | undefined;
  /** RT-1. The id is made even when the table is declared nowhere: it then has only its local routes. */
  readonly mainRouteTable: Known<Id<'RouteTable'>>;
  readonly defaultNetworkAcl: Known<Id<'NetworkAcl'>>;
  readonly defaultSecurityGroup: Known<Id<'SecurityGroup'>>;
}

export interface DhcpOptions {
  /** `AmazonProvidedDNS` or addresses; DNS-6. */
  readonly domainNameServers: Collection<string>;
  readonly origin: Origin;
}

export interface Subnet extends Thing<'Subnet'> {
  readonly vpc: Known<Id<'Vpc'>>;
  readonly name: string | undefined;
  /** `undefined` = an IPv6-only subnet. */
  readonly ipv4Cidr: Known<Ipv4Prefix> | undefined;
  /** `undefined` = no IPv6. */
  readonly ipv6Cidr: Known<Ipv6Prefix> | undefined;
  readonly availabilityZone: Known<string>;
  readonly mapPublicIpOnLaunch: Known<boolean>;
  readonly assignIpv6AddressOnCreation: Known<boolean>;
  readonly enableDns64: Known<boolean>;
  /** The explicit association; `undefined` = the VPC's main table (RT-1). */
  readonly routeTable: Association<'RouteTable'> | undefined;
  /** The explicit association; `undefined` = the VPC's default ACL. */
  readonly networkAcl: Association<'NetworkAcl'> | undefined;
}

export interface RouteTable extends Thing<'RouteTable'> {
  readonly vpc: Known<Id<'Vpc'>>;
  /** Declared routes; the local routes and those of gateway endpoints follow from the VPC and the endpoints. */
  readonly routes: Collection<Route>;
  readonly propagatingVpnGateways: Collection<Id<'VpnGateway'>>;
  /** RT-15: the gateway on which an edge table hangs. */
  readonly edgeOf: readonly Association<'InternetGateway' | 'VpnGateway'>[];
}

export interface Route {
  readonly destination: RouteDestination;
  readonly target: RouteTarget;
  readonly propagation: 'static' | 'direct-connect-bgp' | 'vpn-static' | 'vpn-bgp';
  readonly state: 'active' | 'blackhole';
  readonly origin: Origin;
}

export type RouteDestination =
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  | { readonly kind: 'prefix-list'; readonly prefixList: Id<'PrefixList'> }
  | { readonly kind: 'unknown'; readonly family: 'ipv4' | 'ipv6' | undefined; readonly unknown: Unknown };

/** RT-16. */
export type RouteTarget =
  | { readonly kind: 'local' }
  | { readonly kind: 'internet-gateway'; readonly id: Id<'InternetGateway'> }
  | { readonly kind: 'vpn-gateway'; readonly id: Id<'VpnGateway'> }
  | { readonly kind: 'nat-gateway'; readonly id: Id<'NatGateway'> }
  | { readonly kind: 'network-interface'; readonly id: Id<'NetworkInterface'> }
  | { readonly kind: 'instance'; readonly id: Id<'Instance'> }
  | { readonly kind: 'vpc-peering-connection'; readonly id: Id<'VpcPeeringConnection'> }
  | { readonly kind: 'transit-gateway'; readonly id: Id<'TransitGateway'> }
  | { readonly kind: 'egress-only-internet-gateway'; readonly id: Id<'EgressOnlyInternetGateway'> }
  | { readonly kind: 'vpc-endpoint'; readonly id: Id<'VpcEndpoint'> }
  | {
      readonly kind: 'carrier-gateway' | 'local-gateway' | 'core-network' | 'odb-network';
      readonly name: string;
    }
  | { readonly kind: 'unknown'; readonly unknown: Unknown };

/** -1 = every protocol; otherwise the IANA number (6 TCP, 17 UDP, 1 ICMP, 58 ICMPv6). */
export type ProtocolNumber = number;

export interface SecurityGroup extends Thing<'SecurityGroup'> {
  readonly vpc: Known<Id<'Vpc'>>;
  readonly name: string | undefined;
  readonly ingress: Collection<SecurityGroupRule>;
  readonly egress: Collection<SecurityGroupRule>;
  /** VPCs in which it may be used besides its own. */
  readonly associatedVpcs?: Collection<Id<'Vpc'>>;
}

/** One protocol, one port range, one peer. A block with three CIDRs gives three rules. */
export interface SecurityGroupRule {
  readonly protocol: Known<ProtocolNumber>;
  /** For TCP and UDP; 0 to 65535 when the protocol has none or is -1. */
  readonly fromPort: Known<number>;
  readonly toPort: Known<number>;
  readonly peer: SecurityGroupPeer;
  readonly origin: Origin;
}

export type SecurityGroupPeer =
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  | {
      readonly kind: 'prefix-list';
      readonly prefixList: Id<'PrefixList'>;
      /** The source names the list by this endpoint's attribute: without the endpoint, there is no such rule. */
      readonly namedBy?: Id<'VpcEndpoint'>;
    }
  | { readonly kind: 'security-group'; readonly securityGroup: Id<'SecurityGroup'> }
  | { readonly kind: 'unknown'; readonly family: 'ipv4' | 'ipv6' | undefined; readonly unknown: Unknown };

export interface NetworkAcl extends Thing<'NetworkAcl'> {
  readonly vpc: Known<Id<'Vpc'>>;
  readonly name: string | undefined;
  /** Both directions, any order; the implicit deny is not listed. */
  readonly entries: Collection<NetworkAclEntry>;
}

export interface NetworkAclEntry {
  readonly ruleNumber: Known<number>;
  readonly egress: boolean;
  readonly action: Known<'allow' | 'deny'>;
  readonly protocol: Known<ProtocolNumber>;
  readonly cidr: Known<Prefix>;
  /** The family is certain even when the CIDR is not. */
  readonly family: 'ipv4' | 'ipv6';
  readonly fromPort: Known<number>;
  readonly toPort: Known<number>;
  readonly origin: Origin;
}

export interface PrefixList extends Thing<'PrefixList'> {
  readonly name: Known<string>;
  readonly owner: 'aws' | 'customer';
  readonly region: Known<string>;
  readonly entries: Collection<Prefix>;
}

export interface InternetGateway extends Thing<'InternetGateway'> {
  /** `undefined` = attached to nothing. */
  readonly vpc: Known<Id<'Vpc'>> | undefined;
}

export interface EgressOnlyInternetGateway extends Thing<'EgressOnlyInternetGateway'> {
  readonly vpc: Known<Id<'Vpc'>>;
}

export interface NatGateway extends Thing<'NatGateway'> {
  readonly connectivityType: Known<'public' | 'private'>;
  readonly availabilityMode: Known<'zonal' | 'regional'>;
  /** `undefined` for a regional one (NAT-7). */
  readonly subnet: Known<Id<'Subnet'>> | undefined;
  /** Given for a regional one; otherwise it follows from the subnet. */
  readonly vpc: Known<Id<'Vpc'>> | undefined;
  /** The Elastic IP; `undefined` = none given. */
  readonly elasticIp: Known<Id<'ElasticIp'>> | undefined;
}

export interface ElasticIp extends Thing<'ElasticIp'> {
  readonly publicIp: Known<Ipv4>;
  readonly instance: Known<Id<'Instance'>> | undefined;
  readonly networkInterface: Known<Id<'NetworkInterface'>> | undefined;
}

/** An ENI that the user declared; those of workloads and endpoints are implied by them. */
export interface NetworkInterface extends Thing<'NetworkInterface'> {
  readonly subnet: Known<Id<'Subnet'>>;
  readonly securityGroups: Collection<Id<'SecurityGroup'>>;
  readonly privateIps: Collection<Ipv4>;
  readonly sourceDestCheck: Known<boolean>;
  readonly instance: Known<Id<'Instance'>> | undefined;
  readonly takenBy?: InterfaceTaker;
}

/** A launch template, or whatever else starts instances, whose instance takes an interface when it starts. */
export interface InterfaceTaker {
  readonly address: string;
  /** The instance has other interfaces, by which its operating system may send. */
  readonly hasOthers: boolean;
}

export type VpcEndpointType =
  | 'Gateway'
  | 'Interface'
  | 'GatewayLoadBalancer'
  | 'Resource'
  | 'ServiceNetwork'
  | 'Tunnel';

export interface VpcEndpoint extends Thing<'VpcEndpoint'> {
  readonly vpc: Known<Id<'Vpc'>>;
  readonly name: string | undefined;
  /** IF-16: what the source says or its documented default; a word we do not know is an unknown (OE-1). */
  readonly type: Known<VpcEndpointType>;
  /** `com.amazonaws.ap-northeast-1.s3`. */
  readonly serviceName: Known<string>;
  /** IF-20; `undefined` = the Region of its VPC. */
  readonly serviceRegion: Known<string> | undefined;
  /** Interface and GWLB: one ENI each (IF-1). */
  readonly subnets: Collection<Id<'Subnet'>>;
  /** Empty and complete = the VPC's default group (IF-4). */
  readonly securityGroups: Collection<Id<'SecurityGroup'>>;
  readonly privateDnsEnabled: Known<boolean>;
  /** DNS-16; `undefined` = not given, so AWS's default once private DNS is on. */
  readonly privateDnsOnlyForInboundResolverEndpoint: Known<boolean> | undefined;
  readonly ipAddressType: Known<'ipv4' | 'ipv6' | 'dualstack'>;
  /** Which records its names have; absent = not written: those of the address type. */
  readonly dnsRecordIpType?: Known<DnsRecordIpType>;
  /** Gateway: GW-2. */
  readonly routeTables: Collection<Association<'RouteTable'>>;
  /** The policy document as text; `undefined` = the default, which allows everything (POL-3). */
  readonly policy: Known<string> | undefined;
  /** Gateway: the list of addresses that its route carries (GW-2), when the service is known. */
  readonly prefixList?: Id<'PrefixList'>;
  /** IF-9; absent = nobody has to accept it: a service of AWS, or accepted in the source. */
  readonly acceptance?: EndpointAcceptance;
}

/** `service-defined`: private names have IPv4 alone. */
export type DnsRecordIpType = 'ipv4' | 'ipv6' | 'dualstack' | 'service-defined';

/** `by-owner`: of somebody else's service; `awaited`: the source's own service wants it, and nothing gives it. */
export type EndpointAcceptance = 'by-owner' | 'awaited';

export interface HostedZone extends Thing<'HostedZone'> {
  /** Lower case, no dot at the end. */
  readonly name: Known<string>;
  /** `undefined` = a public zone. */
  readonly vpcs: Collection<Id<'Vpc'>> | undefined;
  readonly records: Collection<HostedZoneRecord>;
}

export interface HostedZoneRecord {
  /** Lower case, whole name, no dot at the end; `*` as the first label = wildcard. */
  readonly name: Known<string>;
  readonly type: string;
  /** Addresses or names. */
  readonly values: Collection<string>;
  readonly alias: Known<string> | undefined;
  /** When the value is an endpoint's DNS name that is only known after apply. */
  readonly endpoint: Id<'VpcEndpoint'> | undefined;
  readonly origin: Origin;
}

export interface ResolverRule extends Thing<'ResolverRule'> {
  readonly domainName: Known<string>;
  readonly ruleType: Known<'FORWARD' | 'SYSTEM' | 'RECURSIVE'>;
  readonly vpcs: Collection<Id<'Vpc'>>;
}

export interface VpcPeeringConnection extends Thing<'VpcPeeringConnection'> {
  readonly requester: Known<Id<'Vpc'>>;
  readonly accepter: Known<Id<'Vpc'>>;
  readonly accepted: Known<boolean>;
}

export interface TransitGateway extends Thing<'TransitGateway'> {
  readonly attachments: Collection<{
    readonly vpc: Known<Id<'Vpc'>>;
    readonly subnets: Collection<Id<'Subnet'>>;
  }>;
}

export interface FlowLog {
  readonly address: string;
  readonly vpc: Known<Id<'Vpc'>> | undefined;
  readonly subnet: Known<Id<'Subnet'>> | undefined;
  readonly trafficType: Known<string>;
  readonly logFormat: Known<string> | undefined;
  readonly origin: Origin;
  /** Address of the role that delivers, when the source declares it. */
  readonly role?: string;
  readonly destinationType?: Known<string>;
  /** Address of the log group, when the source declares it. */
  readonly logGroup?: string;
  /** Seconds; `undefined` = AWS's default, 600. */
  readonly aggregationInterval?: Known<number>;
  readonly origins?: Readonly<Record<string, Origin>>;
}

/** A way of writing that works and that its own documentation advises against. */
export interface WritingRemark {
  readonly kind:
    | 'instance-security-groups'
    | 'module-without-version'
    | 'deprecated-argument'
    | 'deprecated-attribute'
    | 'ignored-name'
    | 'directory-bucket';
  readonly component: string;
  /** The argument or source in question. */
  readonly detail: string;
  readonly origin: Origin;
}

/** A REST API of API Gateway: public or private decides whether its default name may be captured (DNS-18). */
export interface RestApi {
  readonly address: string;
  readonly name: string | undefined;
  readonly endpointTypes: Collection<'EDGE' | 'REGIONAL' | 'PRIVATE'>;
  readonly region: Known<string>;
  readonly origin: Origin;
}

/** BPA-1. */
export interface BlockPublicAccess {
  readonly mode: Known<'off' | 'block-bidirectional' | 'block-ingress'>;
  readonly excluded: Collection<Id<'Vpc'> | Id<'Subnet'>>;
  readonly origin: Origin;
}

/** A construct that is in the source and that we do not model; what it touches may not be judged. */
export interface Gap {
  /** The NSN8xxx code of the diagnostic that tells it. */
  readonly code: string;
  /** The construct, in the source's words: `aws_networkfirewall_firewall.main`. */
  readonly construct: string;
  /** Ids whose answers it could change; empty = it changes no answer. */
  readonly touches: readonly Id<IdKind>[];
  readonly origin: Origin;
}

/** One network as it was written: typed things, ids, links, origins; no computed answers. */
export interface Network {
  readonly vpcs: ReadonlyMap<Id<'Vpc'>, Vpc>;
  readonly subnets: ReadonlyMap<Id<'Subnet'>, Subnet>;
  readonly routeTables: ReadonlyMap<Id<'RouteTable'>, RouteTable>;
  readonly securityGroups: ReadonlyMap<Id<'SecurityGroup'>, SecurityGroup>;
  readonly networkAcls: ReadonlyMap<Id<'NetworkAcl'>, NetworkAcl>;
  readonly prefixLists: ReadonlyMap<Id<'PrefixList'>, PrefixList>;
  readonly internetGateways: ReadonlyMap<Id<'InternetGateway'>, InternetGateway>;
  readonly egressOnlyInternetGateways: ReadonlyMap<
    Id<'EgressOnlyInternetGateway'>,
    EgressOnlyInternetGateway
  >;
  readonly natGateways: ReadonlyMap<Id<'NatGateway'>, NatGateway>;
  readonly elasticIps: ReadonlyMap<Id<'ElasticIp'>, ElasticIp>;
  readonly networkInterfaces: ReadonlyMap<Id<'NetworkInterface'>, NetworkInterface>;
  readonly vpcEndpoints: ReadonlyMap<Id<'VpcEndpoint'>, VpcEndpoint>;
  readonly hostedZones: ReadonlyMap<Id<'HostedZone'>, HostedZone>;
  readonly resolverRules: ReadonlyMap<Id<'ResolverRule'>, ResolverRule>;
  readonly vpcPeeringConnections: ReadonlyMap<Id<'VpcPeeringConnection'>, VpcPeeringConnection>;
  readonly transitGateways: ReadonlyMap<Id<'TransitGateway'>, TransitGateway>;
  readonly workloads: ReadonlyMap<Id<'Workload'>, Workload>;
  readonly restApis?: ReadonlyMap<string, RestApi>;
  /** Roles and policies; `undefined` = nothing was read of them. */
  readonly access?: Access;
  readonly flowLogs: readonly FlowLog[];
  readonly remarks?: readonly WritingRemark[];
  readonly blockPublicAccess: readonly BlockPublicAccess[];
  readonly gaps: readonly Gap[];
  /** The account's Regions as declared by the providers, the default first. */
  readonly defaultRegion: Known<string>;
}

export type { Ipv4, Ipv4Prefix, Ipv6Prefix, Prefix };
