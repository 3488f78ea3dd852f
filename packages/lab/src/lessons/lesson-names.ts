import type { Catalog, Network } from '@naisen/engine';
import { createLabWorld, endpointIdOf } from '../aws/lab-world.ts';
import { restApiIdOf } from '../aws/upstream/rest-apis.ts';
import type { LabPlan } from '../plan/lab-plan.ts';

/**
 * Names that AWS makes on apply and the lab makes up: `endpoint:ADDRESS` is an endpoint's own name without
 * the service's label in front, `api:ADDRESS` and `api-id:ADDRESS` an API's default name and its id,
 * `eni:OWNER` the ENI of a NAT gateway or workload.
 */
export function madeUpNames(
  network: Network,
  catalog: Catalog,
  plan: LabPlan,
): Readonly<Record<string, string>> {
  const world = createLabWorld(network, catalog, plan);
  const names: Record<string, string> = {};
  for (const endpoint of network.vpcEndpoints.values()) {
    if (endpoint.serviceName.kind !== 'known') continue;
    const service = catalog.serviceByEndpointName(endpoint.serviceName.value);
    if (service === undefined) continue;
    const id = endpointIdOf(endpoint);
    const labels = service.service.short.split('.').toReversed().join('.');
    names[`endpoint:${endpoint.id}`] = `${id}-${id.slice(-8)}.${labels}.${service.region}.vpce.amazonaws.com`;
  }
  for (const [address, api] of network.restApis ?? []) {
    const region = api.region.kind === 'known' ? api.region.value : world.region;
    names[`api-id:${address}`] = restApiIdOf(address);
    names[`api:${address}`] = `${restApiIdOf(address)}.execute-api.${region}.amazonaws.com`;
  }
  for (const { owner, eniId } of plan.interfaces) {
    if (owner.kind === 'nat-gateway') names[`eni:${owner.natGateway}`] = eniId;
    if (owner.kind === 'workload') names[`eni:${owner.workload}`] = eniId;
  }
  return names;
}
