import type { Id } from '../model/identity.ts';
import type { VpcEndpoint, VpcEndpointType } from '../model/network.ts';
import type { RuleContext } from './rule.ts';
import { is, knownOf } from './values.ts';

/** All endpoints of one type. */
export function endpointsOfType(context: RuleContext, type: VpcEndpointType): readonly VpcEndpoint[] {
  return [...context.network.vpcEndpoints.values()].filter((endpoint) => is(endpoint.type, type));
}

/** `ecr.dkr`; `undefined` for a third party's service or a name that is not known. */
export function serviceOf({ catalog }: RuleContext, { serviceName }: VpcEndpoint): string | undefined {
  const name = knownOf(serviceName);
  if (name === undefined || name.includes('vpce-svc-')) return undefined;
  return catalog.serviceByEndpointName(name)?.service.short;
}

/** How a message names the service: its short name, else what is written. */
export function serviceNameOf(context: RuleContext, endpoint: VpcEndpoint): string {
  return serviceOf(context, endpoint) ?? knownOf(endpoint.serviceName) ?? endpoint.id;
}

export function endpointsIn({ network }: RuleContext, vpc: Id<'Vpc'> | undefined): readonly VpcEndpoint[] {
  return [...network.vpcEndpoints.values()].filter((endpoint) => vpc !== undefined && is(endpoint.vpc, vpc));
}

/** The endpoints of a service in a VPC; of one type when it is given. */
export function endpointsFor(
  context: RuleContext,
  vpc: Id<'Vpc'> | undefined,
  service: string,
  type?: VpcEndpointType,
): readonly VpcEndpoint[] {
  return endpointsIn(context, vpc).filter(
    (endpoint) => serviceOf(context, endpoint) === service && (type === undefined || is(endpoint.type, type)),
  );
}

/** Could an endpoint that cannot be told be the one that is missing? */
export function mayHaveMoreEndpoints({ network }: RuleContext, vpc: Id<'Vpc'> | undefined): boolean {
  const isOpen = [...network.vpcEndpoints.values()].some(
    (endpoint) =>
      (endpoint.vpc.kind === 'unknown' || is(endpoint.vpc, vpc)) &&
      (endpoint.vpc.kind === 'unknown' || endpoint.serviceName.kind === 'unknown'),
  );
  return isOpen || network.gaps.some(({ construct }) => construct.includes('aws_vpc_endpoint'));
}
