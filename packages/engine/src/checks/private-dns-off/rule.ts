import { privateDnsOff as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import type { Network, VpcEndpoint } from '../../model/network.ts';
import { endpointsFor, endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, isComplete, knownOf } from '../values.ts';

/** DNS-7: without private DNS the public name leads past the endpoint. */
export const privateDnsOff: Rule = {
  kind,
  slug: 'private-dns-off',
  cites: ['DNS-7', 'R-24', 'R-28', 'UR-DNS-4'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface').flatMap((endpoint): Finding[] => {
    const name = knownOf(endpoint.serviceName);
    const vpc = knownOf(endpoint.vpc);
    if (name === undefined || vpc === undefined || !is(endpoint.privateDnsEnabled, false)) return [];
    const service = context.catalog.serviceByEndpointName(name)?.service;
    const isNameless = service?.privateDns.supported === false || service?.privateDns.names?.length === 0;
    const isServed = service !== undefined && hasOtherWay(context, endpoint, service.short);
    if (isNameless || isServed || isNamedByZone(context.network, endpoint)) return [];
    const at = endpoint.origins.privateDnsEnabled ?? endpoint.origin;
    return [{ component: endpoint.id, other: service?.short ?? name, at }];
  });
}

/** A gateway endpoint serves the VPC, or another interface endpoint has the name: this one is for others. */
function hasOtherWay(context: RuleContext, { id, vpc }: VpcEndpoint, service: string): boolean {
  const others = endpointsFor(context, knownOf(vpc), service).filter((other) => other.id !== id);
  return others.some(({ type, privateDnsEnabled }) => is(type, 'Gateway') || !is(privateDnsEnabled, false));
}

function isNamedByZone({ hostedZones }: Network, { id }: VpcEndpoint): boolean {
  return [...hostedZones.values()].some(
    ({ records }) =>
      !isComplete(records) ||
      records.items.some(({ endpoint, alias }) => endpoint === id || alias?.kind === 'unknown'),
  );
}
