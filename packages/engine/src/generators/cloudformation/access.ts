import type { Stack, StackRole } from '../../model/stack.ts';
import { sortedById } from '../address.ts';
import { policyData } from '../data.ts';
import { json, ref } from './references.ts';
import { resource, tags } from './resources.ts';
import type { TemplateResource } from './template.ts';

/** Roles with their policies, and instance profiles. */
export function accessResources(stack: Stack): readonly TemplateResource[] {
  return [
    ...sortedById(stack.roles).flatMap((role) => roleResources(role, stack)),
    ...sortedById(stack.instanceProfiles).map(({ id, name, role }) =>
      resource(id, 'AWS::IAM::InstanceProfile', { InstanceProfileName: name, Roles: [ref(role)] }),
    ),
  ];
}

/** Inline policies stand apart: they may name things that name the role. */
function roleResources(role: StackRole, stack: Stack): readonly TemplateResource[] {
  const managed = sortedById(role.managedPolicies).map(({ name }) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}`,
  }));
  return [
    resource(role.id, 'AWS::IAM::Role', {
      RoleName: role.name,
      AssumeRolePolicyDocument: json(policyData(role.trust)),
      ManagedPolicyArns: managed.length === 0 ? undefined : managed,
      Tags: tags(stack, role.name),
    }),
    ...sortedById(role.inlinePolicies).map(({ id, name, policy }) =>
      resource(id, 'AWS::IAM::RolePolicy', {
        RoleName: ref(role.id),
        PolicyName: name,
        PolicyDocument: json(policyData(policy)),
      }),
    ),
  ];
}
