import { natOnlyForAws as kind } from '../../diagnostics/kinds/finding-needs.ts';
import type { Workload } from '../../model/workload.ts';
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
  const { network, catalog } = context;
  return [...callsByGateway(context)].flatMap(([id, calls]): Finding[] => {
    const gateway = [...network.natGateways.values()].find((candidate) => candidate.id === id);
    const isTold = calls.every(({ workload }) => hasOnlyKnownCalls(network.workloads.get(workload)));
    const names = [...new Set(calls.filter(isCalled).map(({ service }) => service))].sort();
    const isAws = names.every((name) => catalog.service(name, 'us-east-1') !== undefined);
    if (gateway === undefined || names.length === 0 || !isTold || !isAws) return [];
    return [{ component: id, names, at: gateway.origin }];
  });
}

function callsByGateway({ calls }: RuleContext): ReadonlyMap<string, readonly Call[]> {
  const byGateway = new Map<string, Call[]>();
  for (const call of calls) {
    // The parts of a call are only worked out where it has several.
    if (!call.split && call.via.kind !== 'nat-gateway') continue;
    const ways = call.split ? call.paths.map(({ via }) => via) : [call.via];
    const gateways = ways.filter(({ kind: way }) => way === 'nat-gateway').map(({ component }) => component);
    for (const gateway of new Set(gateways)) {
      const same = byGateway.get(gateway);
      if (same === undefined) byGateway.set(gateway, [call]);
      else same.push(call);
    }
  }
  return byGateway;
}

/** A Fargate task with images of ECR only: what it calls by itself is told by its declaration. */
function hasOnlyKnownCalls(workload: Workload | undefined): boolean {
  const images = workload?.facts.images ?? [];
  return (
    workload?.kind === 'ecs-fargate' &&
    images.length > 0 &&
    images.every(({ registry }) => registry === 'ecr')
  );
}

function isCalled({ reason }: Call): boolean {
  return reason.kind === 'needed' || reason.kind === 'conditional';
}
