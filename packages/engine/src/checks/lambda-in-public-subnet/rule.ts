import { lambdaInPublicSubnet as kind } from '../../diagnostics/kinds/finding-routes.ts';
import { defaultRouteTo, tableOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** IGW-1: without a public address an Internet gateway is no way out. */
export const lambdaInPublicSubnet: Rule = { kind, slug: 'lambda-in-public-subnet', cites: ['IGW-1'], find };

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  return [...network.workloads.values()].flatMap((workload): Finding[] => {
    if (workload.kind !== 'lambda-vpc') return [];
    const open = workload.subnets.items
      .flatMap((id) => network.subnets.get(id) ?? [])
      .find((subnet) => defaultRouteTo(tableOf(network, subnet), 'internet-gateway') !== undefined);
    const at = workload.origins.subnets ?? workload.origin;
    return open === undefined ? [] : [{ component: workload.id, other: open.id, at }];
  });
}
