/**
 * What `naisen.config.ts` imports. The configuration is checked again when it is read: a program may give
 * anything.
 */

export * from './network-intent.ts';

/** PRIV-2, best first. */
export type Level = 'vpc' | 'gateway' | 'aws' | 'internet';

export type Way =
  | 'local'
  | 'interface-endpoint'
  | 'gateway-endpoint'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'nat-instance'
  | 'vpc-peering-connection'
  | 'transit-gateway'
  | 'vpn-gateway';

export type Kind =
  | 'auto-scaling-group'
  | 'codebuild-vpc'
  | 'database'
  | 'ec2-instance'
  | 'ec2-session-manager'
  | 'ecs-ec2'
  | 'ecs-ec2-task'
  | 'ecs-fargate'
  | 'eks-private'
  | 'lambda-vpc'
  | 'load-balancer'
  | 'network-interface'
  | 'subnet';

/** A client that the source does not declare. */
export interface ExtraWorkload {
  /** By this name it is asked for. */
  readonly name: string;
  /** Decides which calls it makes; without it, none. */
  readonly kind?: Kind;
  /** Addresses of subnets in the source: `aws_subnet.app["a"]`. */
  readonly subnets: readonly string[];
  /** Addresses of its groups; none = the VPC's default group. */
  readonly securityGroups?: readonly string[];
  /** Without it, as the subnet says. */
  readonly publicIp?: boolean;
}

export interface ExtraNeed {
  /** A workload; `*` stands for any letters. Without it, every workload. */
  readonly from?: string;
  /** A service: `s3`, `ecr.dkr`. */
  readonly to: string;
  /** `none` takes a call away that naisen would expect. Without it, `required`. */
  readonly need?: 'required' | 'recommended' | 'none';
  readonly why?: string;
}

/** One finding, or several, that the user knows of: by code, by the ends of a call, or both. */
export interface Ignore {
  readonly code?: string;
  /** File, `file:line`, or an address that the finding names. */
  readonly at?: string;
  readonly from?: string;
  readonly to?: string;
  readonly reason: string;
  /** The last day on which it holds: `2026-12-31`. */
  readonly until?: string;
}

interface ExpectationBase {
  readonly name?: string;
  /** A workload; `*` stands for any letters. */
  readonly from: string;
  /** A service, a host name, an address with port, or `internet`. */
  readonly to: string;
  /** `s3:GetObject`. */
  readonly action?: string;
  /** An ARN. */
  readonly resource?: string;
}

export type Expectation =
  | (ExpectationBase & {
      readonly is: 'reachable';
      /** The worst level that is good enough. */
      readonly privacy?: Level;
      readonly via?: Way;
    })
  | (ExpectationBase & { readonly is: 'blocked' | 'undetermined' });

/** One file, or all that are attached at one level. */
export type PolicyLevel = string | readonly string[];

/** The organisation above the account. Its policies do not bind the management account. */
export interface Organization {
  /** `o-a1b2c3d4e5`. */
  readonly id?: string;
  /** `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. */
  readonly path?: string;
  /** SCPs from the root down to the account, files seen from the configuration. Every level must allow. */
  readonly serviceControlPolicies?: readonly PolicyLevel[];
  /** RCPs in the same order. */
  readonly resourceControlPolicies?: readonly PolicyLevel[];
}

export interface NaisenConfig {
  readonly $schema?: string;
  readonly workloads?: readonly ExtraWorkload[];
  readonly needs?: readonly ExtraNeed[];
  readonly facts?: {
    /** Values of Terraform's input variables; those of the command line win. */
    readonly variables?: Readonly<Record<string, string | number | boolean>>;
    /** The number of the account: `111122223333`. */
    readonly account?: string;
    /** Tags of roles (`aws:PrincipalTag`) by their addresses; `*` stands for any letters. */
    readonly principalTags?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  readonly organization?: Organization;
  /** By code; `off` leaves it out. Errors stay errors. */
  readonly severities?: Readonly<Record<string, 'error' | 'warning' | 'note' | 'off'>>;
  readonly ignores?: readonly Ignore[];
  /** Path of the baseline file, seen from the configuration. */
  readonly baseline?: string;
  /** Path of the usage file that `cost`, `rehearse` and `plan` take, seen from the configuration. */
  readonly usage?: string;
  readonly expect?: readonly Expectation[];
}

/** Gives the configuration back; it is there for the types. */
export function defineConfig(config: NaisenConfig): NaisenConfig {
  return config;
}
