import { endpointMissesZone as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import type { VpcEndpoint } from '../../model/network.ts';
import type { Workload } from '../../model/workload.ts';
import { endpointsOfType, serviceOf } from '../endpoints.ts';
import { workloadsOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, isComplete, knownOf } from '../values.ts';

/** IF-2: an endpoint serves the whole VPC, from the zones that it has. */
export const endpointMissesZone: Rule = { kind, slug: 'endpoint-misses-zone', cites: ['IF-2', 'AZ-3'], find };

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  const zoneOf = (id: Parameters<typeof network.subnets.get>[0]) =>
    knownOf(network.subnets.get(id)?.availabilityZone);
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const own = endpoint.subnets.items.map(zoneOf);
    const isUsed = is(endpoint.privateDnsEnabled, true) && own.length > 0;
    if (!isUsed || !isComplete(endpoint.subnets) || own.includes(undefined)) return [];
    const missing = new Map<string, string>();
    for (const workload of callersOf(context, endpoint)) {
      for (const zone of workload.subnets.items.map(zoneOf)) {
        if (zone !== undefined && !own.includes(zone) && !missing.has(zone)) missing.set(zone, workload.id);
      }
    }
    const at = endpoint.origins.subnets ?? endpoint.origin;
    return [...missing].map(([other, workload]) => ({
      component: endpoint.id,
      other,
      names: [workload],
      at,
    }));
  });
}

/** Declared workloads of the VPC that are known to call the service. */
function callersOf(context: RuleContext, endpoint: VpcEndpoint): readonly Workload[] {
  const service = serviceOf(context, endpoint);
  const callers = new Set(
    context.calls
      .filter(({ service: called, reason }) => called === service && reason.kind === 'needed')
      .map(({ workload }) => workload),
  );
  return workloadsOf(context.network, knownOf(endpoint.vpc)).filter(({ id }) => callers.has(id));
}
