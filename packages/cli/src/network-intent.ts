/**
 * What a `network.ts` imports: every helper makes plain data, so that the same network may stand in a
 * `network.json`. It is checked again when it is read: a program may give anything.
 */

/** An image in a private registry of ECR. */
export interface EcrImage {
  readonly registry: 'ecr';
  readonly repository: string;
  /** Without it `latest`. */
  readonly tag?: string;
  /** Of a repository elsewhere. */
  readonly region?: string;
  readonly account?: string;
  /** The repository is there already; otherwise the stack makes it. */
  readonly existing?: boolean;
}

/** In ECR, or the name of an image anywhere: `public.ecr.aws/nginx/nginx:1.29`. */
export type Image = EcrImage | string;

export interface S3Need {
  readonly service: 's3';
  readonly buckets: readonly string[];
  /** Without it `read-write`. */
  readonly access?: 'read' | 'write' | 'read-write';
  /** They are there already; otherwise the stack makes them. */
  readonly existing?: boolean;
}

export interface DynamoDbNeed {
  readonly service: 'dynamodb';
  readonly tables: readonly string[];
  /** Without it `read-write`. */
  readonly access?: 'read' | 'write' | 'read-write';
  /** They are there already; otherwise the stack makes them, with `id` as the key. */
  readonly existing?: boolean;
}

/** Queues that are there already. */
export interface SqsNeed {
  readonly service: 'sqs';
  readonly queues: readonly string[];
  /** Without it `send-receive`. */
  readonly access?: 'send' | 'receive' | 'send-receive';
}

/** Secrets that the program reads itself; the stack makes them, without a value. */
export interface SecretsNeed {
  readonly service: 'secretsmanager';
  readonly secrets: readonly string[];
}

/** A REST API of API Gateway; the stack makes it. */
export interface ApiNeed {
  readonly service: 'execute-api';
  readonly api: string;
  /** Without it `private`. */
  readonly type?: 'private' | 'regional';
}

/** A user pool; the stack makes it. The managed login of a `domain` needs internet. */
export interface CognitoNeed {
  readonly service: 'cognito-idp';
  readonly userPool: string;
  readonly domain?: string;
}

/** Any other service, by the end of its endpoint's name: `kms`, `bedrock-runtime`. */
export interface ServiceNeed {
  readonly service: string;
  /** `kms:Decrypt`. Without them the role gets nothing and the endpoint lets all of the account pass. */
  readonly actions?: readonly string[];
  /** ARNs. Without them `*`. */
  readonly resources?: readonly string[];
}

/** A host on the internet. */
export interface HostNeed {
  readonly host: string;
}

export type Need =
  | S3Need
  | DynamoDbNeed
  | SqsNeed
  | SecretsNeed
  | ApiNeed
  | CognitoNeed
  | ServiceNeed
  | HostNeed;

interface WorkloadOptions {
  /** Without it `private`, or `public` when `internet` is `internet-gateway`. */
  readonly subnets?: 'private' | 'isolated' | 'public';
  /** What it calls besides what its kind calls. */
  readonly needs?: readonly Need[];
}

export interface FargateOptions extends WorkloadOptions {
  readonly image: Image;
  /** Names of secrets that become variables of the container; the stack makes them, without a value. */
  readonly secrets?: readonly string[];
  /** Without it to CloudWatch Logs, for 30 days. */
  readonly logs?: boolean | { readonly retentionDays?: number };
  /** ECS Exec. */
  readonly executeCommand?: boolean;
  /** Tasks; without it 1. */
  readonly count?: number;
  readonly cpu?: 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384;
  readonly memoryMib?: number;
  /** Ports on which the container listens. */
  readonly ports?: readonly number[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface InstanceOptions extends WorkloadOptions {
  readonly sessionManager?: boolean;
  /** Without it `t3.micro`. */
  readonly instanceType?: string;
  readonly os?: 'amazon-linux' | 'windows';
}

export interface LambdaOptions extends WorkloadOptions {
  /** Without it the code is a zip file. */
  readonly image?: Image;
  /** Seen from the Terraform; without it the name of the workload. */
  readonly zip?: string;
  /** Without it `nodejs22.x`. */
  readonly runtime?: string;
  /** Without it `index.handler`. */
  readonly handler?: string;
  readonly timeoutSeconds?: number;
  readonly memoryMib?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface FargateWorkload extends FargateOptions {
  readonly kind: 'fargate';
}
export interface InstanceWorkload extends InstanceOptions {
  readonly kind: 'instance';
}
export interface LambdaWorkload extends LambdaOptions {
  readonly kind: 'lambda';
}
export type NetworkWorkload = FargateWorkload | InstanceWorkload | LambdaWorkload;

export interface NetworkIntent {
  readonly $schema?: string;
  /** Lower case; it begins the names of what is made. */
  readonly name: string;
  /** `ap-northeast-1`. */
  readonly region: string;
  /** Of the VPC, /16 to /24. */
  readonly cidr: string;
  /** So many zones of the Region, or these: `['a', 'c']`. */
  readonly azs: number | readonly string[];
  readonly ipv6?: boolean;
  readonly workloads: Readonly<Record<string, NetworkWorkload>>;
  /**
   * The way to the internet; without it none. `nat-gateway` = one in each zone; `one-nat-gateway` = one for
   * all; `internet-gateway` = workloads with public addresses; `egress-only` = IPv6 alone.
   */
  readonly internet?:
    | 'none'
    | 'nat-gateway'
    | 'one-nat-gateway'
    | 'nat-instance'
    | 'internet-gateway'
    | 'egress-only';
  readonly endpoints?: {
    /** Those that workloads need (without it), only the free ones, or none. */
    readonly services?: 'needs' | 'gateway' | 'none';
    /** Endpoints for callers that are not in the intent. */
    readonly also?: readonly string[];
    /** What carries S3; without it the gateway endpoint, which is free. */
    readonly s3?: 'gateway' | 'interface';
    /** `one-zone` = the other zones call across; cheaper, and gone with that zone. */
    readonly sharing?: 'each-zone' | 'one-zone';
    /** Without it least privilege. */
    readonly policy?: 'least-privilege' | 'allow-all';
  };
  /** Services of third parties. */
  readonly privateLink?: readonly {
    readonly name: string;
    /** `com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0`. */
    readonly serviceName: string;
    /** By this name the workloads call it. */
    readonly privateDnsName?: string;
    /** Without them 443. */
    readonly ports?: readonly number[];
  }[];
  /** Callers behind a VPN or Direct Connect, and the services that they call by interface endpoints. */
  readonly onPremises?: { readonly cidrs: readonly string[]; readonly services: readonly string[] };
  readonly flowLogs?: {
    /** Without it 7. */
    readonly retentionDays?: number;
    readonly destination?: 'cloud-watch-logs';
    /** Without it all. */
    readonly traffic?: 'ALL' | 'ACCEPT' | 'REJECT';
  };
  readonly tags?: Readonly<Record<string, string>>;
}

/** Gives the network back; it is there for the types. */
export function defineNetwork(network: NetworkIntent): NetworkIntent {
  return network;
}

/** An ECS service on Fargate. */
export function fargate(options: FargateOptions): FargateWorkload {
  return { kind: 'fargate', ...options };
}

/** An EC2 instance. */
export function instance(options: InstanceOptions = {}): InstanceWorkload {
  return { kind: 'instance', ...options };
}

/** A Lambda function in the VPC. */
export function lambda(options: LambdaOptions = {}): LambdaWorkload {
  return { kind: 'lambda', ...options };
}

export function ecr(repository: string, more: Omit<EcrImage, 'registry' | 'repository'> = {}): EcrImage {
  return { registry: 'ecr', repository, ...more };
}

export function s3(need: Omit<S3Need, 'service'>): S3Need {
  return { service: 's3', ...need };
}

export function dynamodb(need: Omit<DynamoDbNeed, 'service'>): DynamoDbNeed {
  return { service: 'dynamodb', ...need };
}

export function sqs(need: Omit<SqsNeed, 'service'>): SqsNeed {
  return { service: 'sqs', ...need };
}

export function secretsManager(need: Omit<SecretsNeed, 'service'>): SecretsNeed {
  return { service: 'secretsmanager', ...need };
}

export function apiGateway(need: Omit<ApiNeed, 'service'>): ApiNeed {
  return { service: 'execute-api', ...need };
}

export function cognito(need: Omit<CognitoNeed, 'service'>): CognitoNeed {
  return { service: 'cognito-idp', ...need };
}

export function service(name: string, more: Omit<ServiceNeed, 'service'> = {}): ServiceNeed {
  return { service: name, ...more };
}

export function host(name: string): HostNeed {
  return { host: name };
}
