import { executeApiShadowsPublicApis as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType, serviceOf } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, isComplete } from '../values.ts';

/** DNS-18: the wildcard takes the names of public APIs, too. */
export const executeApiShadowsPublicApis: Rule = {
  kind,
  slug: 'execute-api-shadows-public-apis',
  cites: ['DNS-18', 'R-37', 'UR-DNS-6'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const isPublic = [...(context.network.restApis?.values() ?? [])].filter(
    ({ endpointTypes }) => isComplete(endpointTypes) && !endpointTypes.items.includes('PRIVATE'),
  );
  return endpointsOfType(context, 'Interface')
    .filter(
      (endpoint) => serviceOf(context, endpoint) === 'execute-api' && is(endpoint.privateDnsEnabled, true),
    )
    .flatMap((endpoint) =>
      isPublic.map(({ address }) => ({
        component: endpoint.id,
        other: address,
        at: endpoint.origins.privateDnsEnabled ?? endpoint.origin,
      })),
    );
}
