import { imageWithoutWay as kind } from '../../diagnostics/kinds/finding-needs.ts';
import { internetNeeds } from '../../needs/internet-needs.ts';
import { proveAll } from '../../reachability/check.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** G-5: a registry that no endpoint serves is on the Internet, and the task has no way there. */
export const imageWithoutWay: Rule = {
  kind,
  slug: 'image-without-way',
  cites: ['G-5', 'UR-NEED-1'],
  find,
};

function find({ network, catalog }: RuleContext): readonly Finding[] {
  const needs = internetNeeds(network);
  const pullers = [...new Set(needs.map(({ workload }) => workload))].flatMap(
    (id) => network.workloads.get(id) ?? [],
  );
  const internet = { kind: 'internet', label: 'internet' } as const;
  const calls = proveAll(network, catalog, pullers, internet, { kind: 'asked' });
  const closed = new Set(calls.flatMap(({ workload, verdict }) => (verdict === 'blocked' ? [workload] : [])));
  // What has IPv6 may have another way: whether a registry answers by it is not ours to say.
  const mayHaveIpv6 = new Set(
    pullers
      .filter(({ subnets }) => subnets.items.some((id) => network.subnets.get(id)?.ipv6Cidr !== undefined))
      .map(({ id }) => id),
  );
  return needs
    .filter(({ workload }) => closed.has(workload) && !mayHaveIpv6.has(workload))
    .map(({ workload, image, origin }) => ({ component: workload, other: image, at: origin }));
}
