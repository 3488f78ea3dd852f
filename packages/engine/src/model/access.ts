import type { Collection, Known, Reference } from '../base/known.ts';
import type { Id, Origin } from './identity.ts';

/** A policy document as it is written; a template where it holds what is known after apply. */
export interface WrittenPolicy {
  /** The address of what declares it, or the ARN or name of a policy of AWS. */
  readonly name: string;
  readonly text: Known<string>;
  readonly origin: Origin;
  /** Where each statement stands, in order; `undefined` = that is not known. */
  readonly statements?: readonly Origin[];
}

/** An IAM role with everything that says what its sessions may do. */
export interface Role {
  readonly id: Id<'Role'>;
  /** The last part of its ARN. */
  readonly name: Known<string>;
  readonly arn: Known<string>;
  readonly trust: WrittenPolicy | undefined;
  readonly inlinePolicies: Collection<WrittenPolicy>;
  /** ARNs or names of policies of AWS, addresses of declared ones; sorted. */
  readonly managedPolicies: Collection<string>;
  /** The same of the permissions boundary; `undefined` = none. */
  readonly boundary: Known<string> | undefined;
  /** `undefined` = nothing is known of them. */
  readonly tags?: RoleTags;
  readonly origin: Origin;
}

/** Tags that sessions of the role carry (`aws:PrincipalTag`). */
export interface RoleTags {
  readonly values: ReadonlyMap<string, Known<string>>;
  /** It has no others. */
  readonly isComplete: boolean;
}

/** What only the user can say of the account: its organisation and the policies above it. */
export interface Organization {
  /** `o-a1b2c3d4e5`. */
  readonly id: string | undefined;
  /** `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. */
  readonly path: string | undefined;
  /** From the root down to the account; each level must allow. */
  readonly serviceControlPolicies: readonly (readonly WrittenPolicy[])[];
  readonly resourceControlPolicies: readonly (readonly WrittenPolicy[])[];
}

/** A resource whose own policy has a say: a bucket, a queue, a key, a secret, a repository. */
export interface ProtectedResource {
  /** Its address in the source. */
  readonly address: string;
  /** IAM's prefix: `s3`. */
  readonly service: string;
  readonly arn: Known<string>;
  /** As clients call it; `undefined` = a name that AWS chooses, as of a key. */
  readonly name?: Known<string>;
  /** Empty and complete = it has none. AWS keeps one document for each resource: the last one counts. */
  readonly policies: Collection<WrittenPolicy>;
  /** Statements of all of them count: permissions of a function, grants of a key. */
  readonly areAllAsked?: true;
  /** ARN of the bucket behind an access point: its policy is asked, too. */
  readonly behind?: Known<string>;
  readonly origin: Origin;
}

/** One text for one document, whoever uses it. */
export function documentKey(text: Known<string>): string {
  return JSON.stringify(text.kind === 'known' ? text.value : (text.unknown.template ?? ''));
}

/** Who may do what, as it was written. */
export interface Access {
  /** By address. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Instance profiles, by address and by name → the role's address. */
  readonly instanceProfiles: ReadonlyMap<string, string>;
  /** Customer-managed policies by address. */
  readonly policies: ReadonlyMap<string, WrittenPolicy>;
  readonly resources: readonly ProtectedResource[];
  /** The account, as a template when nothing in the source says its number. */
  readonly account: Known<string>;
  /** Documents that the source makes statement by statement, by their text: where each statement stands. */
  readonly documents?: ReadonlyMap<string, readonly Origin[]>;
  /** `undefined` = the user says nothing of it. */
  readonly organization?: Organization;
  /** The day on which the calls are made, `2026-11-28`; `undefined` = not known. */
  readonly today?: string;
  /** `aws_s3_bucket.a.arn` → what it is made of, so that two spellings of one text are equal. */
  readonly texts: ReadonlyMap<string, readonly (string | Reference)[]>;
}
