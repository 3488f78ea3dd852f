import type { Id, Origin } from './identity.ts';
import type { Network } from './network.ts';

/**
 * The groups that certainly belong to another VPC than `vpc` and are not associated with it: AWS creates no
 * interface with them (IF-4). Things that are looked up may be one thing under two names, so they decide
 * nothing.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
 */
export function foreignGroups(
  network: Network,
  groups: readonly Id<'SecurityGroup'>[],
  vpc: Id<'Vpc'>,
): readonly Id<'SecurityGroup'>[] {
  if (!isDeclared(network, vpc)) return [];
  return groups.filter((id) => {
    const group = network.securityGroups.get(id);
    if (group?.vpc.kind !== 'known' || group.vpc.value === vpc) return false;
    const { items, unknowns } = group.associatedVpcs ?? { items: [], unknowns: [] };
    return isDeclared(network, group.vpc.value) && unknowns.length === 0 && !items.includes(vpc);
  });
}

function isDeclared(network: Network, vpc: Id<'Vpc'>): boolean {
  const origin: Origin | undefined = network.vpcs.get(vpc)?.origin;
  return origin !== undefined && !(origin.kind === 'terraform' && /(^|\.)data\./.test(origin.address));
}
