import type { Stack, StackVpcEndpoint } from '../model/stack.ts';
import { sortedIds } from './address.ts';

/**
 * What must be there first although no argument names it.
 *
 * Lambda refuses a role that may not yet make interfaces, and a task that starts too early cannot pull its
 * image.
 */
export function policiesOf(roles: readonly (string | undefined)[], stack: Stack): readonly string[] {
  return sortedIds(
    stack.roles
      .filter(({ id }) => roles.includes(id))
      .flatMap(({ inlinePolicies, managedPolicies }) => [...inlinePolicies, ...managedPolicies])
      .map(({ id }) => id),
  );
}

/** private DNS for inbound resolvers alone is refused while the VPC has no gateway endpoint. */
export function gatewaysBefore(endpoint: StackVpcEndpoint, stack: Stack): readonly string[] {
  if (endpoint.type === 'Gateway' || endpoint.privateDns !== 'on-for-inbound-resolver') return [];
  return sortedIds(
    stack.vpcEndpoints
      .filter(
        ({ type, vpc, serviceName }) =>
          type === 'Gateway' && vpc === endpoint.vpc && serviceName === endpoint.serviceName,
      )
      .map(({ id }) => id),
  );
}
