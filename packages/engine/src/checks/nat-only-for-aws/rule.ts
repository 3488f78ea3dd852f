import { natOnlyForAws as kind } from '../../diagnostics/kinds/finding-needs.ts';
import type { Call } from '../../reachability/answer.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** G-4: what would stop when the NAT gateway goes is all that is known. */
export const natOnlyForAws: Rule = {
  kind,
  slug: 'nat-only-for-aws',
  cites: ['G-4', 'S1-1', 'UR-FL-3'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const { network, catalog, calls } = context;
  const kinds = new Set(['ecs-fargate']);
  return [...network.natGateways.values()].flatMap((gateway): Finding[] => {
    const through = calls.filter((call) => uses(call, gateway.id) && isCalled(call));
    const users = new Set(calls.filter((call) => uses(call, gateway.id)).map(({ workload }) => workload));
    const isTold = [...users].every((id) => {
      const workload = network.workloads.get(id);
      const images = workload?.facts.images ?? [];
      return (
        workload !== undefined &&
        kinds.has(workload.kind) &&
        images.length > 0 &&
        images.every(({ registry }) => registry === 'ecr')
      );
    });
    const names = [...new Set(through.map(({ service }) => service))].sort();
    const isAws = names.every((name) => catalog.service(name, 'us-east-1') !== undefined);
    return names.length === 0 || !isTold || !isAws
      ? []
      : [{ component: gateway.id, names, at: gateway.origin }];
  });
}

function uses({ paths }: Call, gateway: string): boolean {
  return paths.some(({ via }) => via.kind === 'nat-gateway' && via.component === gateway);
}

function isCalled({ reason }: Call): boolean {
  return reason.kind === 'needed' || reason.kind === 'conditional';
}
