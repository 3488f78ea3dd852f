import type { Collection, Known, Unknown } from '../base/known.ts';
import type { Ipv4, Ipv6 } from '../ip/address.ts';
import type { Id, Origin } from './identity.ts';

/** Keys of the workload catalogue where it has one; `network-interface` and `database` need nothing by themselves. */
export type WorkloadKind =
  | 'ec2-instance'
  | 'ec2-session-manager'
  | 'auto-scaling-group'
  | 'ecs-fargate'
  /** The container instances, and with them all that the agent calls for the tasks. */
  | 'ecs-ec2'
  /** A task with its own ENI on EC2: what its containers call. */
  | 'ecs-ec2-task'
  | 'lambda-vpc'
  | 'eks-private'
  | 'codebuild-vpc'
  | 'database'
  | 'load-balancer'
  | 'network-interface'
  /** Nothing was declared in this subnet: any client that might be put there. */
  | 'subnet';

/** They answer and pass on; by themselves they call no AWS service from their ENIs. */
export const kindsWithoutCalls: ReadonlySet<WorkloadKind> = new Set(['database', 'load-balancer']);

/** Something in subnets that calls or is called: all that network decisions need to know of it. */
export interface Workload {
  readonly id: Id<'Workload'>;
  readonly kind: WorkloadKind;
  /** The resource's own name, else its `Name` tag, else its address. */
  readonly name: string;
  /** Where its ENIs are: each subnet is a position of its own. */
  readonly subnets: Collection<Id<'Subnet'>>;
  /** Empty and complete = the VPC's default group. */
  readonly securityGroups: Collection<Id<'SecurityGroup'>>;
  /** Does each ENI get a public IPv4 address? IGW-1, IGW-5. By-subnet = `mapPublicIpOnLaunch` decides. */
  readonly publicIp: Known<'yes' | 'no' | 'by-subnet'>;
  /** Does each ENI get an IPv6 address? By-subnet = `assignIpv6AddressOnCreation` decides. */
  readonly ipv6: Known<'yes' | 'no' | 'by-subnet'>;
  /** Fixed private addresses; empty = AWS chooses one in the subnet. */
  readonly privateIps: readonly Ipv4[];
  /** Fixed IPv6 addresses; absent = AWS chooses one in the subnet, if there is one at all. */
  readonly ipv6Addresses?: readonly Ipv6[];
  /** Off on NAT instances and appliances (NAT-10). */
  readonly sourceDestCheck: Known<boolean>;
  /** For a NAT instance named by a route, and Elastic IPs. `undefined` for things that are not EC2 instances. */
  readonly instance: Id<'Instance'> | undefined;
  readonly origin: Origin;
  readonly origins: Readonly<Record<string, Origin>>;
  /** Facts of the declaration that say which calls it makes. */
  readonly facts: WorkloadFacts;
}

/** What a declaration says about calls; every field is optional because most kinds have few of them. */
export interface WorkloadFacts {
  /** Container image references, in order; a template when the registry is only known after apply. */
  readonly images?: readonly ImageReference[];
  /** Log drivers of the containers, e.g. `awslogs`. */
  readonly logDrivers?: readonly {
    readonly driver: Known<string>;
    readonly region: Known<string> | undefined;
    readonly origin: Origin;
  }[];
  /** ARNs or names given as secrets of containers. */
  readonly secrets?: readonly { readonly valueFrom: Known<string>; readonly origin: Origin }[];
  /** Environment values. */
  readonly environment?: readonly {
    readonly name: string;
    readonly value: Known<string>;
    readonly origin: Origin;
  }[];
  readonly executeCommand?: Known<boolean>;
  readonly efs?: Known<boolean>;
  /** `required` = the instance's metadata service answers version 2 only; `undefined` = not written. */
  readonly httpTokens?: Known<string>;
  /** Role addresses or ARNs: task and execution roles, instance profile's role, function role. */
  readonly roles?: readonly {
    readonly use: 'task' | 'execution' | 'instance' | 'function' | 'service';
    readonly role: Known<string>;
    readonly origin: Origin;
  }[];
  /** Managed policy ARNs attached to those roles, sorted. */
  readonly managedPolicyArns?: Collection<string>;
  /** What could not be read of the declaration. */
  readonly unknowns?: readonly Unknown[];
}

export interface ImageReference {
  readonly image: Known<string>;
  /** ECR private, ECR public, another registry, or not decidable. */
  readonly registry: 'ecr' | 'ecr-public' | 'other' | 'unknown';
  /** Region of an ECR registry when it can be read from the name or from the repository's provider. */
  readonly region: Known<string> | undefined;
  readonly origin: Origin;
}
