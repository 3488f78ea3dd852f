import type { Ipv4Prefix, Ipv6Prefix } from '../ip/address.ts';
import type { Id, IdKind } from './identity.ts';
import type { ProtocolNumber } from './network.ts';

/**
 * A whole network that is to be written: what the generators turn into Terraform, CloudFormation and CDK.
 *
 * Every value is decided (nothing here is `Known`), and things name each other by id, never by text. An id is
 * the flat Terraform address of its resource (`aws_subnet.private_a`), so that one more zone or workload
 * adds resources and moves none. Lists may come in any order: the generators sort them by id.
 */
export interface Stack {
  /** Short, lower case: it begins names and becomes the `Project` tag. */
  readonly name: string;
  /** `ap-northeast-1`. */
  readonly region: string;
  /** On everything that takes tags. */
  readonly tags: Readonly<Record<string, string>>;
  readonly vpcs: readonly StackVpc[];
  readonly subnets: readonly StackSubnet[];
  readonly routeTables: readonly StackRouteTable[];
  readonly routes: readonly StackRoute[];
  readonly internetGateways: readonly StackGateway<'InternetGateway'>[];
  readonly egressOnlyInternetGateways: readonly StackGateway<'EgressOnlyInternetGateway'>[];
  readonly elasticIps: readonly StackElasticIp[];
  readonly natGateways: readonly StackNatGateway[];
  readonly vpnGateways: readonly StackVpnGateway[];
  readonly securityGroups: readonly StackSecurityGroup[];
  readonly securityGroupRules: readonly StackSecurityGroupRule[];
  readonly vpcEndpoints: readonly StackVpcEndpoint[];
  readonly resolverEndpoints: readonly StackResolverEndpoint[];
  readonly hostedZones: readonly StackHostedZone[];
  readonly roles: readonly StackRole[];
  readonly instanceProfiles: readonly StackInstanceProfile[];
  readonly logGroups: readonly StackLogGroup[];
  readonly flowLogs: readonly StackFlowLog[];
  readonly repositories: readonly StackNamed<'aws_ecr_repository'>[];
  readonly secrets: readonly StackNamed<'aws_secretsmanager_secret'>[];
  readonly buckets: readonly StackNamed<'aws_s3_bucket'>[];
  readonly tables: readonly StackTable[];
  readonly restApis: readonly StackRestApi[];
  readonly userPools: readonly StackUserPool[];
  readonly clusters: readonly StackNamed<'aws_ecs_cluster'>[];
  readonly services: readonly StackService[];
  readonly instances: readonly StackInstance[];
  readonly functions: readonly StackFunction[];
  readonly outputs: readonly StackOutput[];
}

/** Names a resource that the model has no id kind for: `aws_route.private_a_nat`. */
export type Address<Type extends string> = `${Type}.${string}`;

/** Anything of a stack that something else can name. */
export type StackId =
  | Id<IdKind>
  | Address<
      | 'aws_cloudwatch_log_group'
      | 'aws_cognito_user_pool'
      | 'aws_dynamodb_table'
      | 'aws_api_gateway_rest_api'
      | 'aws_ecr_repository'
      | 'aws_ecs_cluster'
      | 'aws_ecs_task_definition'
      | 'aws_flow_log'
      | 'aws_iam_instance_profile'
      | 'aws_s3_bucket'
      | 'aws_secretsmanager_secret'
    >;

/** What another resource, an output or a text takes of a thing. `url` = the registry URL of an ECR repository. */
export interface StackReference {
  readonly of: StackId;
  readonly attribute: 'arn' | 'id' | 'name' | 'url';
}

/** A fact of the place where the stack is deployed. */
export interface DeploymentFact {
  readonly deployment: 'account' | 'partition' | 'region';
}

/** Text with other things in it: `['arn:aws:s3:::', …]`; the pieces are joined without anything between. */
export type StackText = string | readonly (string | StackReference | DeploymentFact)[];

/** A policy as data; the generators write it in each format's own way. */
export interface StackPolicy {
  readonly statements: readonly StackStatement[];
}

export interface StackStatement {
  /** Letters and digits only. */
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** `undefined` in identity policies, which have none. */
  readonly principal: StackPrincipal | undefined;
  readonly actions: readonly string[];
  /** Empty in trust policies, which have none. */
  readonly resources: readonly StackText[];
  readonly conditions: readonly StackCondition[];
}

export type StackPrincipal =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'service'; readonly services: readonly string[] }
  | { readonly kind: 'aws'; readonly principals: readonly StackText[] };

export interface StackCondition {
  /** `StringEquals`. */
  readonly operator: string;
  /** `aws:SourceAccount`. */
  readonly key: string;
  readonly values: readonly StackText[];
}

/** A thing whose only facts are its address and the name that AWS shows. */
export interface StackNamed<Type extends string> {
  readonly id: Address<Type>;
  readonly name: string;
}

export interface StackVpc {
  readonly id: Id<'Vpc'>;
  /** The `Name` tag, here and below. */
  readonly name: string;
  readonly ipv4Cidr: Ipv4Prefix;
  /** A /56 of Amazon's. */
  readonly ipv6: 'none' | 'amazon-provided';
  /** DNS-2. */
  readonly enableDnsSupport: boolean;
  readonly enableDnsHostnames: boolean;
}

export interface StackSubnet {
  readonly id: Id<'Subnet'>;
  readonly name: string;
  readonly vpc: Id<'Vpc'>;
  /** `ap-northeast-1a`. */
  readonly availabilityZone: string;
  readonly ipv4Cidr: Ipv4Prefix;
  /** Which /64 of the VPC's /56, 0 to 255; `undefined` = no IPv6. Its ENIs then get IPv6 addresses. */
  readonly ipv6Index: number | undefined;
  readonly mapPublicIpOnLaunch: boolean;
  /** `undefined` = the VPC's main table. */
  readonly routeTable: Id<'RouteTable'> | undefined;
}

export interface StackRouteTable {
  readonly id: Id<'RouteTable'>;
  readonly name: string;
  readonly vpc: Id<'Vpc'>;
}

export interface StackRoute {
  readonly id: Address<'aws_route'>;
  readonly routeTable: Id<'RouteTable'>;
  readonly destination: Ipv4Prefix | Ipv6Prefix;
  readonly target: StackRouteTarget;
}

export type StackRouteTarget =
  | { readonly kind: 'internet-gateway'; readonly id: Id<'InternetGateway'> }
  | { readonly kind: 'egress-only-internet-gateway'; readonly id: Id<'EgressOnlyInternetGateway'> }
  | { readonly kind: 'nat-gateway'; readonly id: Id<'NatGateway'> }
  /** A NAT instance, by its first interface (NAT-10). */
  | { readonly kind: 'instance'; readonly id: Id<'Workload'> }
  | { readonly kind: 'vpn-gateway'; readonly id: Id<'VpnGateway'> };

export interface StackGateway<Kind extends 'InternetGateway' | 'EgressOnlyInternetGateway'> {
  readonly id: Id<Kind>;
  readonly name: string;
  readonly vpc: Id<'Vpc'>;
}

export interface StackElasticIp {
  readonly id: Id<'ElasticIp'>;
  readonly name: string;
  /** A NAT instance; `undefined` = a NAT gateway names it. */
  readonly instance: Id<'Workload'> | undefined;
}

/** A public, zonal one (NAT-1). */
export interface StackNatGateway {
  readonly id: Id<'NatGateway'>;
  readonly name: string;
  readonly subnet: Id<'Subnet'>;
  readonly elasticIp: Id<'ElasticIp'>;
}

/** The VPC's side of a VPN or Direct Connect; its routes come to these tables by propagation. */
export interface StackVpnGateway {
  readonly id: Id<'VpnGateway'>;
  readonly name: string;
  readonly vpc: Id<'Vpc'>;
  readonly propagatesTo: readonly Id<'RouteTable'>[];
}

/** Without a rule of its own: rules are resources beside it, and no rule means that nothing passes. */
export interface StackSecurityGroup {
  readonly id: Id<'SecurityGroup'>;
  /** The group's own name, unique in its VPC. */
  readonly name: string;
  /** AWS's set of characters, no Japanese: letters, digits, spaces and `._-:/()#,@[]+=&;{}!$*`. */
  readonly description: string;
  readonly vpc: Id<'Vpc'>;
}

export interface StackSecurityGroupRule {
  readonly id: Address<'aws_vpc_security_group_egress_rule' | 'aws_vpc_security_group_ingress_rule'>;
  readonly securityGroup: Id<'SecurityGroup'>;
  readonly direction: 'ingress' | 'egress';
  /** -1 = all; ports are then left out. */
  readonly protocol: ProtocolNumber;
  readonly fromPort: number;
  readonly toPort: number;
  readonly peer: StackPeer;
  /** The same characters as a group's. */
  readonly description: string;
}

export type StackPeer =
  | { readonly kind: 'prefix'; readonly prefix: Ipv4Prefix | Ipv6Prefix }
  | { readonly kind: 'security-group'; readonly securityGroup: Id<'SecurityGroup'> }
  /** The list of addresses that a gateway endpoint's route carries (GW-2). */
  | { readonly kind: 'gateway-endpoint'; readonly endpoint: Id<'VpcEndpoint'> };

interface EndpointFacts {
  readonly id: Id<'VpcEndpoint'>;
  readonly name: string;
  readonly vpc: Id<'Vpc'>;
  /** `com.amazonaws.ap-northeast-1.ecr.dkr` or a third party's. */
  readonly serviceName: string;
  /** `undefined` = AWS's default, which allows everything (POL-3). */
  readonly policy: StackPolicy | undefined;
  /** Names of workloads, for the comment that says why it is there. */
  readonly usedBy: readonly string[];
}

export type StackVpcEndpoint =
  | (EndpointFacts & { readonly type: 'Gateway'; readonly routeTables: readonly Id<'RouteTable'>[] })
  | (EndpointFacts & {
      readonly type: 'Interface';
      readonly subnets: readonly Id<'Subnet'>[];
      readonly securityGroups: readonly Id<'SecurityGroup'>[];
      /** Inbound: only names asked from on-premises answer with its addresses (DNS-16). */
      readonly privateDns: 'off' | 'on' | 'on-for-inbound-resolver';
      readonly ipAddressType: 'ipv4' | 'dualstack' | 'ipv6';
    });

/** Inbound: where on-premises resolvers forward the names of private DNS. */
export interface StackResolverEndpoint {
  readonly id: Id<'ResolverEndpoint'>;
  readonly name: string;
  readonly subnets: readonly Id<'Subnet'>[];
  readonly securityGroups: readonly Id<'SecurityGroup'>[];
}

/** A private zone, for names that an endpoint service does not bring along. */
export interface StackHostedZone {
  readonly id: Id<'HostedZone'>;
  /** Lower case, no dot at the end. */
  readonly domainName: string;
  readonly vpc: Id<'Vpc'>;
  readonly records: readonly {
    readonly id: Address<'aws_route53_record'>;
    /** Whole name. */
    readonly name: string;
    /** An alias of this endpoint's Regional name. */
    readonly endpoint: Id<'VpcEndpoint'>;
  }[];
}

export interface StackRole {
  readonly id: Id<'Role'>;
  readonly name: string;
  readonly trust: StackPolicy;
  readonly inlinePolicies: readonly {
    readonly id: Address<'aws_iam_role_policy'>;
    readonly name: string;
    readonly policy: StackPolicy;
  }[];
  readonly managedPolicies: readonly {
    readonly id: Address<'aws_iam_role_policy_attachment'>;
    /** The end of an AWS-managed policy's ARN: `service-role/AmazonECSTaskExecutionRolePolicy`. */
    readonly name: string;
  }[];
}

export interface StackInstanceProfile extends StackNamed<'aws_iam_instance_profile'> {
  readonly role: Id<'Role'>;
}

export interface StackLogGroup extends StackNamed<'aws_cloudwatch_log_group'> {
  /** One of the values that CloudWatch Logs takes. */
  readonly retentionDays: number;
}

export interface StackFlowLog {
  readonly id: Address<'aws_flow_log'>;
  readonly name: string;
  readonly vpc: Id<'Vpc'>;
  readonly trafficType: 'ACCEPT' | 'ALL' | 'REJECT';
  readonly logGroup: Address<'aws_cloudwatch_log_group'>;
  readonly role: Id<'Role'>;
  /** `traffic-path`, in the order of the record (FL-12). */
  readonly fields: readonly string[];
  readonly aggregationIntervalSeconds: 60 | 600;
}

export interface StackTable extends StackNamed<'aws_dynamodb_table'> {
  readonly hashKey: string;
}

export interface StackRestApi extends StackNamed<'aws_api_gateway_rest_api'> {
  readonly endpointType: 'PRIVATE' | 'REGIONAL';
  /** Of a private one. */
  readonly vpcEndpoints: readonly Id<'VpcEndpoint'>[];
  /** A private API without one lets nobody in. Its own methods are `execute-api:/*`. */
  readonly policy?: StackPolicy;
}

export interface StackUserPool extends StackNamed<'aws_cognito_user_pool'> {
  /** The prefix of its managed login; `undefined` = none. */
  readonly domain: string | undefined;
}

interface StackPlacement {
  readonly id: Id<'Workload'>;
  readonly name: string;
  readonly securityGroups: readonly Id<'SecurityGroup'>[];
}

/** An ECS service on Fargate with its task definition. */
export interface StackService extends StackPlacement {
  readonly subnets: readonly Id<'Subnet'>[];
  readonly assignPublicIp: boolean;
  readonly cluster: Address<'aws_ecs_cluster'>;
  readonly taskDefinition: Address<'aws_ecs_task_definition'>;
  readonly desiredCount: number;
  readonly cpu: number;
  readonly memoryMib: number;
  readonly executionRole: Id<'Role'>;
  readonly taskRole: Id<'Role'> | undefined;
  readonly executeCommand: boolean;
  readonly containers: readonly StackContainer[];
}

export interface StackContainer {
  readonly name: string;
  readonly image: StackText;
  readonly environment: Readonly<Record<string, StackText>>;
  /** Name of the variable → ARN of the secret or parameter. */
  readonly secrets: Readonly<Record<string, StackText>>;
  /** awslogs; `undefined` = no log driver. */
  readonly logGroup: Address<'aws_cloudwatch_log_group'> | undefined;
  /** Ports on which it listens. */
  readonly ports: readonly number[];
}

export interface StackInstance extends StackPlacement {
  readonly subnet: Id<'Subnet'>;
  readonly publicIp: 'yes' | 'no' | 'by-subnet';
  /** `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64`. */
  readonly amiParameter: string;
  /** `t3.micro`. */
  readonly instanceType: string;
  /** Off on a NAT instance (NAT-10). */
  readonly sourceDestCheck: boolean;
  readonly instanceProfile: Address<'aws_iam_instance_profile'> | undefined;
  /** The script that it runs at first start. */
  readonly userData: string | undefined;
}

export interface StackFunction extends StackPlacement {
  readonly subnets: readonly Id<'Subnet'>[];
  readonly role: Id<'Role'>;
  readonly code:
    | {
        readonly kind: 'zip';
        /** Seen from the module: `function.zip`. */
        readonly path: string;
        readonly runtime: string;
        readonly handler: string;
      }
    | { readonly kind: 'image'; readonly image: StackText };
  readonly environment: Readonly<Record<string, StackText>>;
  readonly timeoutSeconds: number;
  readonly memoryMib: number;
}

export interface StackOutput {
  /** Lower case with underscores, as Terraform has it. */
  readonly name: string;
  readonly description: string;
  readonly value: StackText | { readonly list: readonly StackText[] };
}
