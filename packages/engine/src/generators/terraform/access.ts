import type { StackInstanceProfile, StackRole } from '../../model/stack.ts';
import { sortedById } from '../address.ts';
import { argument, type HclItem } from '../change/hcl-text.ts';
import { policyData } from '../data.ts';
import { link, nameTag, policyArgument, resource, sections, text, type Writing } from './blocks.ts';

type Resources = readonly (readonly HclItem[])[];

/** Roles, each followed by its policies, and instance profiles. */
export function writeAccess({ stack }: Writing): Resources {
  return [
    ...sortedById(stack.roles).flatMap(writeRole),
    ...sortedById(stack.instanceProfiles).map(writeInstanceProfile),
  ];
}

function writeRole(role: StackRole): Resources {
  return [
    resource(
      role.id,
      sections(
        [text('name', role.name)],
        [policyArgument('assume_role_policy', policyData(role.trust))],
        nameTag(role.name),
      ),
    ),
    ...sortedById(role.inlinePolicies).map(({ id, name, policy }) =>
      resource(
        id,
        sections([text('name', name), link('role', role.id)], [policyArgument('policy', policyData(policy))]),
      ),
    ),
    ...sortedById(role.managedPolicies).map(({ id, name }) =>
      resource(id, [
        argument('role', `${role.id}.name`),
        text('policy_arn', `arn:aws:iam::aws:policy/${name}`),
      ]),
    ),
  ];
}

function writeInstanceProfile({ id, name, role }: StackInstanceProfile): readonly HclItem[] {
  return resource(id, [text('name', name), argument('role', `${role}.name`)]);
}
