import type { Ipv4Prefix } from '../../ip/address.ts';
import type { Setting } from '../configuration/config-reader.ts';

/** A network as its user wants it, read and checked value by value. */
export interface Intent {
  readonly name: string;
  readonly region: string;
  readonly cidr: Ipv4Prefix;
  /** Letters of zones in the user's order, at least one: `a`, `c`. */
  readonly zones: readonly string[];
  readonly ipv6: boolean;
  /** By name. */
  readonly workloads: readonly IntentWorkload[];
  readonly internet: InternetWish;
  readonly endpoints: EndpointWish;
  readonly privateLinks: readonly PrivateLinkWish[];
  readonly onPremises: OnPremisesWish | undefined;
  readonly flowLogs: FlowLogWish | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Where diagnostics about the whole stand. */
  readonly setting: Setting;
}

/** By which way workloads reach the internet. */
export const internetWishes = [
  'none',
  'nat-gateway',
  'one-nat-gateway',
  'nat-instance',
  'internet-gateway',
  'egress-only',
] as const;
export type InternetWish = (typeof internetWishes)[number];

export interface EndpointWish {
  /** Gateway: only the free ones. */
  readonly services: 'needs' | 'gateway' | 'none';
  /** Short names of services whose endpoints are wanted though no workload here needs them. */
  readonly also: readonly { readonly service: string; readonly setting: Setting }[];
  /** Which endpoint carries S3. */
  readonly s3: 'gateway' | 'interface';
  /** One zone: the others reach it across zones. */
  readonly sharing: 'each-zone' | 'one-zone';
  readonly policy: 'least-privilege' | 'allow-all';
}

export interface PrivateLinkWish {
  /** Lower case with hyphens: it names the endpoint. */
  readonly name: string;
  readonly serviceName: string;
  /** The name that clients ask for; the provider's own when `byProvider`. */
  readonly privateDnsName: string | undefined;
  readonly ports: readonly number[];
  readonly setting: Setting;
}

export interface OnPremisesWish {
  readonly cidrs: readonly Ipv4Prefix[];
  readonly services: readonly { readonly service: string; readonly setting: Setting }[];
  readonly setting: Setting;
}

export interface FlowLogWish {
  readonly retentionDays: number;
  readonly traffic: 'ALL' | 'ACCEPT' | 'REJECT';
}

interface WorkloadBase {
  readonly name: string;
  readonly subnets: 'private' | 'isolated' | 'public' | undefined;
  readonly needs: readonly IntentNeed[];
  readonly environment: Readonly<Record<string, string>>;
  readonly setting: Setting;
}

/** An ECS service on Fargate. */
export interface FargateWish extends WorkloadBase {
  readonly kind: 'fargate';
  readonly image: IntentImage;
  readonly secrets: readonly IntentSecret[];
  /** `undefined` = no log driver. */
  readonly logs: { readonly retentionDays: number } | undefined;
  readonly executeCommand: boolean;
  readonly count: number;
  readonly cpu: number;
  readonly memoryMib: number;
  readonly ports: readonly number[];
}

export interface InstanceWish extends WorkloadBase {
  readonly kind: 'instance';
  readonly sessionManager: boolean;
  readonly instanceType: string;
  readonly os: 'amazon-linux' | 'windows';
}

export interface LambdaWish extends WorkloadBase {
  readonly kind: 'lambda';
  readonly image: IntentImage | undefined;
  readonly zip: string;
  readonly runtime: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMib: number;
}

export type IntentWorkload = FargateWish | InstanceWish | LambdaWish;

export type IntentImage =
  | {
      readonly kind: 'ecr';
      readonly repository: string;
      readonly tag: string;
      /** `undefined` = the network's own; then the stack makes the repository unless it exists. */
      readonly region: string | undefined;
      readonly account: string | undefined;
      readonly existing: boolean;
      readonly setting: Setting;
    }
  | { readonly kind: 'other'; readonly image: string; readonly setting: Setting };

export interface IntentSecret {
  readonly name: string;
  readonly setting: Setting;
}

export type IntentNeed = { readonly setting: Setting } & (
  | {
      readonly kind: 's3';
      readonly buckets: readonly IntentName[];
      readonly access: Access;
      readonly existing: boolean;
    }
  | {
      readonly kind: 'dynamodb';
      readonly tables: readonly IntentName[];
      readonly access: Access;
      readonly existing: boolean;
    }
  | { readonly kind: 'sqs'; readonly queues: readonly IntentName[]; readonly access: QueueAccess }
  | { readonly kind: 'secretsmanager'; readonly secrets: readonly IntentName[] }
  | { readonly kind: 'execute-api'; readonly api: IntentName; readonly type: 'PRIVATE' | 'REGIONAL' }
  | { readonly kind: 'cognito'; readonly userPool: IntentName; readonly domain: string | undefined }
  | {
      readonly kind: 'service';
      readonly service: string;
      readonly actions: readonly string[];
      readonly resources: readonly string[];
    }
  | { readonly kind: 'host'; readonly host: string }
);

export const accesses = ['read', 'write', 'read-write'] as const;
export type Access = (typeof accesses)[number];
export const queueAccesses = ['send', 'receive', 'send-receive'] as const;
export type QueueAccess = (typeof queueAccesses)[number];

export interface IntentName {
  readonly name: string;
  readonly setting: Setting;
}
