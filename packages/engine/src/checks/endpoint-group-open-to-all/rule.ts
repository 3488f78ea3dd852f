import { endpointGroupOpenToAll as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** IF-4: who reaches an endpoint is up to its groups. */
export const endpointGroupOpenToAll: Rule = {
  kind,
  slug: 'endpoint-group-open-to-all',
  cites: ['IF-4'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface').flatMap((endpoint) =>
    endpoint.securityGroups.items.flatMap((id): Finding[] => {
      const open = context.network.securityGroups
        .get(id)
        ?.ingress.items.find(({ peer }) => peer.kind === 'prefix' && peer.prefix.length === 0);
      return open === undefined ? [] : [{ component: id, other: endpoint.id, at: open.origin }];
    }),
  );
}
