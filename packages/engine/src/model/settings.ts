import type { SourceRange } from '../base/source-range.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { WorkloadKind } from './workload.ts';

/** What the user says besides the network: `naisen.config`. */
export interface Settings {
  readonly workloads: readonly ConfiguredWorkload[];
  readonly needs: readonly ConfiguredNeed[];
  /** Values of Terraform's input variables, as `-var` takes them; the command line's win. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  /** The number of the account that the source belongs to. */
  readonly account: string | undefined;
  /** They win over the tags of the source. */
  readonly principalTags: readonly ConfiguredTags[];
  readonly organization: ConfiguredOrganization | undefined;
  /** By code; never lowers an error. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly ignores: readonly Ignore[];
  /** Path of the baseline file, seen from the configuration. */
  readonly baseline: string | undefined;
  /** Path of the usage file (GB by workload and service), seen from the configuration. */
  readonly usage: string | undefined;
  readonly expectations: readonly Expectation[];
  /** The day of the run, `2026-11-28`; `undefined` = no policy is told the time. */
  readonly today?: string;
}

interface Configured {
  /** `expect[2]`. */
  readonly path: string;
  readonly range: SourceRange;
}

/** A client that the source does not declare. */
export interface ConfiguredWorkload extends Configured {
  readonly name: string;
  readonly kind: WorkloadKind;
  /** Addresses of subnets and groups of the source. */
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** `undefined` = as the subnet says. */
  readonly publicIp: boolean | undefined;
}

/** Tags of the roles that a pattern of addresses means. */
interface ConfiguredTags {
  readonly role: string;
  readonly tags: ReadonlyMap<string, string>;
}

export interface ConfiguredOrganization {
  readonly id: string | undefined;
  readonly path: string | undefined;
  /** From the root down to the account, the files of each level; seen from the configuration. */
  readonly serviceControlPolicies: readonly (readonly ConfiguredFile[])[];
  readonly resourceControlPolicies: readonly (readonly ConfiguredFile[])[];
}

export interface ConfiguredFile extends Configured {
  readonly file: string;
}

/** A call that workloads make, or (`none`) do not make whatever else says so. */
export interface ConfiguredNeed extends Configured {
  readonly from: string;
  readonly to: string;
  readonly need: 'required' | 'recommended' | 'none';
  readonly why: string;
}

/** What is known and accepted: a diagnostic by code, a call by its ends, or both. */
export interface Ignore extends Configured {
  readonly code: string | undefined;
  /** File, `file:line` or address at which the diagnostic stands. */
  readonly at: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly reason: string;
  /** The last day on which it holds. */
  readonly until: string | undefined;
}

/** A statement about calls that must hold. */
export interface Expectation extends Configured {
  readonly name: string;
  /** A workload; `*` stands for any letters. */
  readonly from: string;
  readonly to: string;
  readonly action: string | undefined;
  readonly resource: string | undefined;
  readonly is: 'reachable' | 'blocked' | 'undetermined';
  /** The worst level that is good enough (PRIV-2). */
  readonly privacy: 'vpc' | 'gateway' | 'aws' | 'internet' | undefined;
  readonly via: string | undefined;
}

export const emptySettings: Settings = {
  workloads: [],
  needs: [],
  variables: [],
  account: undefined,
  principalTags: [],
  organization: undefined,
  severities: new Map(),
  ignores: [],
  baseline: undefined,
  usage: undefined,
  expectations: [],
};

/** `*` stands for any letters, also none; everything else for itself. An index may be left out. */
export function isMeant(pattern: string, address: string): boolean {
  if (pattern === '*') return true;
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('[^]*')}$`);
  return whole.test(address) || whole.test(address.replace(/\[[^[\]]*\]$/, ''));
}
