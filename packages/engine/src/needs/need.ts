import type { Origin } from '../model/identity.ts';

/** One row of the workload catalogue: which service a kind of workload calls, and when. */
export interface NeedRow {
  /** Short name of the service (`ecr.api`); `undefined` = a rule in words that names no service. */
  readonly service: string | undefined;
  readonly need: 'required' | 'recommended' | 'conditional' | 'optional' | 'not-needed';
  readonly why: string;
  readonly source: readonly string[];
}

/** A call that a workload makes, or may make, and why we say so. */
export interface Need {
  readonly service: string;
  /** `required` decides exit codes; the others only open a column. */
  readonly need: 'required' | 'recommended' | 'conditional';
  /** A word of the catalogue: `WORKLOAD_KIND`, `IMAGE_IN_ECR`, `LOG_DRIVER`, `SECRET`… */
  readonly because: NeedReason;
  /** The catalogue's own sentence, or a word of our own with its facts. */
  readonly why: string;
  readonly facts?: Readonly<Record<string, string | readonly string[]>>;
  readonly source: readonly string[];
  /** The line of the declaration that makes the call, when one does. */
  readonly origin: Origin | undefined;
  /** The name that is called, when it is not the service's own; then `service` is that name too. */
  readonly hostname?: string;
  /** What the call does, for the policies on its path; empty = not known. */
  readonly actions?: readonly NeededAction[];
}

export type NeedReason =
  | 'WORKLOAD_KIND'
  | 'IMAGE_IN_ECR'
  | 'IMAGE_REGISTRY_UNKNOWN'
  | 'LOG_DRIVER'
  | 'SECRET'
  | 'EXECUTE_COMMAND'
  | 'ROLE_POLICY'
  | 'ENVIRONMENT_VALUE'
  | 'IMAGE_IN_REGISTRY';

/** One action of IAM that a call performs, and who signs it. */
export interface NeededAction {
  readonly action: string;
  /** An ARN, `*` for actions without resources, the address of a declared resource; empty = not known. */
  readonly resource: string;
  /**
   * `agent`: ECS, SSM or Lambda act before or beside the application, with its own role;
   * `aws-owned`: AWS's own principal signed the URL (POL-10).
   */
  readonly by: 'application' | 'agent' | 'aws-owned';
}
