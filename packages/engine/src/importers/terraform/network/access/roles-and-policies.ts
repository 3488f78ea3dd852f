import { type Collection, collection, known, type Unknown } from '../../../../base/known.ts';
import type { Role, WrittenPolicy } from '../../../../model/access.ts';
import { idOf } from '../../../../model/identity.ts';
import type { ResourceInstance } from '../../instances.ts';
import type { Value } from '../../values/value.ts';
import {
  argumentOf,
  attributeOf,
  blocksAt,
  type Declared,
  declaredBy,
  isAbsent,
  originOf,
  textAt,
  textOf,
  uncertainNumber,
  unreadable,
} from '../declared.ts';
import { isCertain, nameOf } from '../links.ts';
import { certain, type Reading } from '../reading.ts';
import { concerns, managedPoliciesOf, policyName, roleOf } from '../workloads/roles.ts';
import { statementsAt } from './statement-places.ts';

/** Roles that the source declares or looks up, by address. */
export function readRoles(reading: Reading): ReadonlyMap<string, Role> {
  const declared = certain(reading.managed('aws_iam_role'));
  const lookedUp = certain(reading.data('aws_iam_role'));
  const roles = [...lookedUp, ...declared].map((instance) => readRole(reading, instance));
  return new Map(roles.map((role) => [role.id, role]));
}

/** Instances name a profile; the profile names the role. */
export function readInstanceProfiles(reading: Reading): ReadonlyMap<string, string> {
  const roles = new Map<string, string>();
  for (const instance of certain(reading.managed('aws_iam_instance_profile'))) {
    const declared = declaredBy(instance);
    const role = roleOf(reading, declared, 'role');
    if (role === undefined) continue;
    const name = textAt(declared, 'name');
    const id = nameOf(role.instance);
    roles.set(nameOf(instance), id);
    if (name?.kind === 'known') roles.set(name.value, id);
  }
  return roles;
}

function readRole(reading: Reading, instance: ResourceInstance): Role {
  const declared = declaredBy(instance);
  const { address } = instance;
  const trust = textAt(declared, 'assume_role_policy');
  const boundary = argumentOf(declared, 'permissions_boundary');
  const reference = { address, path: 'arn' };
  return {
    id: idOf('Role', nameOf(instance)),
    name: textAt(declared, 'name') ?? unreadable(instance, 'name'),
    arn: {
      kind: 'unknown',
      unknown: { reason: 'known-after-apply', references: [reference], template: [reference] },
    },
    trust:
      trust === undefined
        ? undefined
        : {
            name: address,
            text: trust,
            origin: originOf(declared, 'assume_role_policy'),
            ...statementsAt(declared, 'assume_role_policy'),
          },
    inlinePolicies: inlinePolicies(reading, declared),
    managedPolicies: managedPoliciesOf(reading, declared),
    boundary: isAbsent(boundary) ? undefined : policyName(reading, boundary),
    ...tagsOf(declared),
    origin: originOf(declared),
  };
}

/** Those of the provider's `default_tags` are among `tags_all`. */
function tagsOf(declared: Declared): Pick<Role, 'tags'> {
  if (declared.instance.mode === 'data') return {};
  const tags = attributeOf(declared, 'tags_all');
  if (hasNoTags(declared, tags)) return { tags: { values: new Map(), isComplete: true } };
  if (tags.kind !== 'map' && tags.kind !== 'object') return {};
  const values = [...tags.entries].map(
    ([name, value]) => [name, textOf(value) ?? unreadable(declared.instance, 'tags')] as const,
  );
  return { tags: { values: new Map(values), isComplete: true } };
}

/** Neither the role nor its provider writes any: the provider leaves `tags_all` to be read after apply. */
function hasNoTags(declared: Declared, tags: Value): boolean {
  if (tags.kind !== 'unknown' || !isAbsent(attributeOf(declared, 'tags'))) return false;
  const { references } = tags.unknown;
  const { address } = declared.instance;
  return references.length > 0 && references.every((one) => one.address === address);
}

function inlinePolicies(reading: Reading, role: Declared): Collection<WrittenPolicy> {
  // What a role has that is only looked up stands nowhere in the source.
  if (role.instance.mode === 'data') return collection<WrittenPolicy>([], [lookedUp(role)]);
  const policies: WrittenPolicy[] = [];
  const blocks = blocksAt(role, 'inline_policy');
  const unknowns: Unknown[] = [...blocks.unknowns];
  for (const block of blocks.items) {
    const text = textAt(block, 'policy');
    if (text !== undefined)
      policies.push({
        name: role.instance.address,
        text,
        origin: originOf(block, 'policy'),
        ...statementsAt(block, 'policy'),
      });
  }
  for (const instance of reading.managed('aws_iam_role_policy')) {
    const declared = declaredBy(instance);
    if (!concerns(reading, declared, 'role', role)) continue;
    if (!isCertain(instance)) unknowns.push(uncertainNumber(instance));
    else policies.push(policyOf(declared));
  }
  return collection(policies, unknowns);
}

function lookedUp({ instance }: Declared): Unknown {
  return unreadable(instance, 'policy').unknown;
}

function policyOf(declared: Declared): WrittenPolicy {
  return {
    name: nameOf(declared.instance),
    text: textAt(declared, 'policy') ?? known(''),
    origin: originOf(declared, 'policy'),
    ...statementsAt(declared, 'policy'),
  };
}
