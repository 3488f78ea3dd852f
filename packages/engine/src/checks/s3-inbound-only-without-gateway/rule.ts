import { s3InboundOnlyWithoutGateway as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsFor, endpointsOfType, mayHaveMoreEndpoints, serviceOf } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** DNS-16: the default of S3 private DNS leaves clients in the VPC to the gateway endpoint. */
export const s3InboundOnlyWithoutGateway: Rule = {
  kind,
  slug: 's3-inbound-only-without-gateway',
  cites: ['DNS-16', 'R-28', 'UR-DNS-3'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface')
    .filter((endpoint) => {
      const inboundOnly = endpoint.privateDnsOnlyForInboundResolverEndpoint;
      const isInboundOnly = inboundOnly === undefined || is(inboundOnly, true);
      const vpc = knownOf(endpoint.vpc);
      return (
        serviceOf(context, endpoint) === 's3' &&
        is(endpoint.privateDnsEnabled, true) &&
        isInboundOnly &&
        vpc !== undefined &&
        endpointsFor(context, vpc, 's3', 'Gateway').length === 0 &&
        !mayHaveMoreEndpoints(context, vpc)
      );
    })
    .map((endpoint) => ({
      component: endpoint.id,
      at: endpoint.origins.privateDnsEnabled ?? endpoint.origin,
    }));
}
