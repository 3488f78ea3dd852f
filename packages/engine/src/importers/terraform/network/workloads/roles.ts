import { type Collection, collection, type Known, known, type Unknown } from '../../../../base/known.ts';
import { compareText } from '../../../../base/ordered.ts';
import type { WorkloadFacts } from '../../../../model/workload.ts';
import type { Value } from '../../values/value.ts';
import {
  argumentOf,
  attributeOf,
  type Declared,
  declaredBy,
  elementsOf,
  originOf,
  textAt,
  textOf,
  uncertainNumber,
} from '../declared.ts';
import { isCertain } from '../links.ts';
import type { Reading } from '../reading.ts';
import { namedResource } from './workload-base.ts';

type Role = NonNullable<WorkloadFacts['roles']>[number];

/** Lets an instance talk to Session Manager. */
const sessionManagerPolicies = ['AmazonSSMManagedInstanceCore', 'AmazonEC2RoleforSSM', 'AmazonSSMFullAccess'];

/** A role that an argument of a workload names; `undefined` = none is written. */
export function roleAt(declared: Declared, argument: string, use: Role['use']): Role | undefined {
  const role = roleName(argumentOf(declared, argument));
  return role === undefined ? undefined : { use, role, origin: originOf(declared, argument) };
}

/** The address of a declared role, else what was written. */
function roleName(value: Value): Known<string> | undefined {
  const text = textOf(value);
  const [reference] = text?.kind === 'unknown' ? text.unknown.references : [];
  return text?.kind === 'unknown' && reference !== undefined && text.unknown.references.length === 1
    ? known(reference.address)
    : text;
}

/** The role behind an instance profile that is named by name, id or ARN. */
export function instanceRole(reading: Reading, declared: Declared, argument: string): Declared | undefined {
  const profile = namedResource(reading, declared, argument, ['aws_iam_instance_profile'], 'name');
  return profile === undefined ? undefined : roleOf(reading, profile, 'role');
}

export function roleOf(reading: Reading, declared: Declared, argument: string): Declared | undefined {
  return namedResource(reading, declared, argument, ['aws_iam_role'], 'name');
}

/**
 * ARNs of the managed policies of a role, sorted; policies that the source declares by their address.
 * An attachment whose role or policy cannot be told is an unknown of the collection.
 */
export function managedPoliciesOf(reading: Reading, role: Declared): Collection<string> {
  const { address } = role.instance;
  const earlier = reading.policiesOfRoles.get(address);
  if (earlier !== undefined) return earlier;
  const policies = readManagedPolicies(reading, role);
  reading.policiesOfRoles.set(address, policies);
  return policies;
}

function readManagedPolicies(reading: Reading, role: Declared): Collection<string> {
  const arns = new Set<string>();
  const unknowns: Unknown[] = [];
  const add = (value: Value): void => {
    const policy = policyName(reading, value);
    if (policy?.kind === 'known') arns.add(policy.value);
    else if (policy !== undefined) unknowns.push(policy.unknown);
  };
  addAll(elementsOf(argumentOf(role, 'managed_policy_arns')), add, unknowns);
  for (const instance of reading.managed('aws_iam_role_policy_attachment')) {
    const attachment = declaredBy(instance);
    if (!concerns(reading, attachment, 'role', role)) continue;
    if (isCertain(instance)) add(argumentOf(attachment, 'policy_arn'));
    else unknowns.push(uncertainNumber(instance));
  }
  for (const instance of reading.managed('aws_iam_role_policy_attachments_exclusive')) {
    const attachment = declaredBy(instance);
    if (!concerns(reading, attachment, 'role_name', role)) continue;
    addAll(elementsOf(argumentOf(attachment, 'policy_arns')), add, unknowns);
  }
  for (const instance of reading.managed('aws_iam_policy_attachment')) {
    const attachment = declaredBy(instance);
    const roles = elementsOf(argumentOf(attachment, 'roles')).items;
    if (roles.some((value) => isRole(reading, value, role))) add(argumentOf(attachment, 'policy_arn'));
  }
  return collection([...arns].sort(compareText), unknowns);
}

function addAll(values: Collection<Value>, add: (value: Value) => void, unknowns: Unknown[]): void {
  for (const value of values.items) add(value);
  unknowns.push(...values.unknowns);
}

/** Does an argument name this role, by reference or by name? */
export function concerns(reading: Reading, attachment: Declared, argument: string, role: Declared): boolean {
  return isRole(reading, argumentOf(attachment, argument), role);
}

/** By reference, or by the role's name. */
function isRole(reading: Reading, value: Value, role: Declared): boolean {
  const referenced = reading.links.referenced(value)?.instance;
  if (referenced !== undefined) return referenced.address === role.instance.address;
  const name = textAt(role, 'name');
  const text = textOf(value);
  return name?.kind === 'known' && text?.kind === 'known' && name.value === text.value;
}

/** The name of a managed policy: the address of a declared one, else its ARN, or its name when it is looked up. */
export function policyName(reading: Reading, value: Value): Known<string> | undefined {
  const referenced = reading.links.referenced(value)?.instance;
  if (referenced?.type === 'aws_iam_policy') {
    const declared = declaredBy(referenced);
    const name = referenced.mode === 'data' ? textOf(attributeOf(declared, 'name')) : undefined;
    return name?.kind === 'known' ? name : known(referenced.address);
  }
  return textOf(value);
}

/** Whether Session Manager can use the instance; `maybe` when its policies are not all known. */
export function sessionManagerAccess(policies: Collection<string>): 'yes' | 'no' | 'maybe' {
  const names = policies.items.map((arn) => arn.split('/').at(-1) ?? arn);
  if (names.some((name) => sessionManagerPolicies.includes(name))) return 'yes';
  return policies.unknowns.length > 0 ? 'maybe' : 'no';
}

/** Facts of the roles of one workload. */
export function roleFacts(
  reading: Reading,
  named: readonly (Role | undefined)[],
  declared: readonly (Declared | undefined)[],
): Pick<WorkloadFacts, 'roles' | 'managedPolicyArns'> {
  const roles = named.filter((role) => role !== undefined);
  const policies = declared
    .filter((role) => role !== undefined)
    .map((role) => managedPoliciesOf(reading, role));
  return {
    ...(roles.length === 0 ? {} : { roles }),
    ...(policies.length === 0 ? {} : { managedPolicyArns: allPolicies(policies) }),
  };
}

function allPolicies(policies: readonly Collection<string>[]): Collection<string> {
  const [only, second] = policies;
  if (only !== undefined && second === undefined) return only;
  const arns = new Set(policies.flatMap(({ items }) => items));
  return collection(
    [...arns].sort(compareText),
    policies.flatMap(({ unknowns }) => unknowns),
  );
}
