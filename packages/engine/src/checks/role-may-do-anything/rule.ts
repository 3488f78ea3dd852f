import { roleMayDoAnything as kind } from '../../diagnostics/kinds/finding-policies.ts';
import { RoleGrants } from '../../reachability/role-grants.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** UR-NEED-2: needs cannot be read from a role that allows all of them. */
export const roleMayDoAnything: Rule = {
  kind,
  slug: 'role-may-do-anything',
  cites: ['UR-NEED-2', 'POL-1'],
  find,
};

function find({ network, catalog }: RuleContext): readonly Finding[] {
  const grants = new RoleGrants(network, catalog);
  const found = new Map<string, Finding>();
  for (const workload of network.workloads.values()) {
    const whole = grants.of(workload).find(({ action, resource }) => action === '*' && resource === '');
    if (whole === undefined || found.has(whole.role)) continue;
    const at = network.access?.roles.get(whole.role)?.origin;
    found.set(whole.role, { component: whole.role, other: workload.id, at });
  }
  return [...found.values()];
}
