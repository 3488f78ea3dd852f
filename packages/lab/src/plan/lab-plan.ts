import type { Diagnostic, Id } from '@naisen/engine';

/**
 * A network as Linux will build it: pure data, run by one thin module and printed by `lab print` (LAB-4).
 *
 * Equal networks and options give equal plans; two plans with different prefixes run side by side.
 */
export interface LabPlan {
  /** In front of every namespace's name, so that `down` finds what a killed lab left (LAB-33). */
  readonly prefix: string;
  /** Routers first, then edges, NAT gateways, the internet, hosts. */
  readonly namespaces: readonly LabNamespace[];
  readonly interfaces: readonly LabInterface[];
  readonly hosts: readonly LabHost[];
  readonly vpcs: readonly LabVpc[];
  readonly listeners: readonly Listener[];
  /** What the lab does not build: the plan is not run while one of them stops it. */
  readonly gaps: readonly Diagnostic[];
}

export type NamespaceRole = 'router' | 'edge' | 'nat' | 'internet' | 'host';

/** That of EC2's Linux images. */
export type CongestionControl = 'cubic';

export interface LabNamespace {
  /** With the lab's prefix. */
  readonly name: string;
  readonly role: NamespaceRole;
  /** `net.ipv4.ip_forward=1`; set before any link exists (LAB-31). */
  readonly sysctls: readonly string[];
  /** Lines of one `ip -batch`. Routers make the links, so they come first. */
  readonly ip: readonly string[];
  /** Lines of one `ip -6 -batch`, after those. */
  readonly ip6: readonly string[];
  /** Text of one `nft -f`; empty = none. */
  readonly nft: string;
  /** Bound over the file of the machine for every program in the namespace (LAB-51, LAB-70). */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** What an ENI belongs to. */
export type InterfaceOwner =
  | { readonly kind: 'workload'; readonly workload: Id<'Workload'> }
  | { readonly kind: 'vpc-endpoint'; readonly endpoint: Id<'VpcEndpoint'> }
  | { readonly kind: 'nat-gateway'; readonly natGateway: Id<'NatGateway'> };

/** An ENI: everything that has an address in a subnet (LAB-1). */
export interface LabInterface {
  /** Made up, the same in every run: `eni-0naisen…` */
  readonly eniId: string;
  readonly owner: InterfaceOwner;
  /** Namespace of the owner. */
  readonly namespace: string;
  readonly router: string;
  /** The router's device, by which nft names the ENI. */
  readonly device: string;
  readonly vpc: Id<'Vpc'>;
  readonly subnet: Id<'Subnet'>;
  readonly availabilityZone: string;
  /** `undefined` = an ENI of an IPv6-only subnet. */
  readonly ipv4: string | undefined;
  readonly ipv6: string | undefined;
  /** Seen by the internet; `undefined` = none. */
  readonly publicIpv4: string | undefined;
  /** Sorted; empty = a NAT gateway, which has none. */
  readonly securityGroups: readonly Id<'SecurityGroup'>[];
  readonly sourceDestCheck: boolean;
}

/** A workload in one subnet: somewhere to run programs. */
export interface LabHost {
  /** What `lab exec` calls it: unique, short. */
  readonly name: string;
  readonly workload: Id<'Workload'>;
  readonly namespace: string;
  readonly eniId: string;
}

export interface LabVpc {
  readonly id: Id<'Vpc'>;
  readonly region: string;
  readonly router: string;
  readonly edge: string;
  readonly ipv4Cidrs: readonly string[];
  readonly ipv6Cidrs: readonly string[];
  /** Base + 2; `undefined` = no IPv4. */
  readonly resolver: string | undefined;
  /** LAB-11: link group and name of each subnet, in order. */
  readonly subnets: readonly { readonly id: Id<'Subnet'>; readonly linkGroup: number }[];
  /** What is behind devices of the router that are no ENI's. */
  readonly gateways: readonly { readonly device: string; readonly id: string }[];
}

/** By which way a call came in (LAB-27). */
export type Way =
  | { readonly kind: 'interface-endpoint'; readonly endpoint: Id<'VpcEndpoint'>; readonly vpc: Id<'Vpc'> }
  | { readonly kind: 'gateway-endpoint'; readonly endpoint: Id<'VpcEndpoint'>; readonly vpc: Id<'Vpc'> }
  | { readonly kind: 'public' }
  /** Not a call of AWS: the resolver and the metadata service of a VPC. */
  | { readonly kind: 'vpc'; readonly vpc: Id<'Vpc'> };

/** A socket that the lab's process serves inside a namespace (LAB-40). */
export interface Listener {
  readonly namespace: string;
  readonly protocol: 'tcp' | 'udp';
  /** `0.0.0.0` or `::` = whatever address the namespace answers for. */
  readonly address: string;
  /** Where it listens. */
  readonly port: number;
  /** The port that the client called; the edge changes it to tell the ways apart. */
  readonly calledPort: number;
  readonly serves: 'dns' | 'metadata' | 'aws-front';
  readonly way: Way;
}
