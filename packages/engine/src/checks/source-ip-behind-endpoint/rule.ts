import { sourceIpBehindEndpoint as kind } from '../../diagnostics/kinds/finding-policies.ts';
import { serviceOf } from '../endpoints.ts';
import { hasOtherWayIn, isOfBucket } from '../policies.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** KEY-1: on an endpoint path there is no aws:SourceIp. */
export const sourceIpBehindEndpoint: Rule = {
  kind,
  slug: 'source-ip-behind-endpoint',
  cites: ['KEY-1', 'R-21', 'G-9'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const endpoint = [...context.network.vpcEndpoints.values()].find(
    (candidate) => serviceOf(context, candidate) === 's3',
  );
  if (endpoint === undefined) return [];
  return context.writtenPolicies.flatMap((policy): Finding[] => {
    if (policy.use !== 'resource' || !isOfBucket(policy)) return [];
    const isHit = policy.document.statements.some(
      (statement) =>
        statement.conditions.some(({ key }) => key === 'aws:sourceip') &&
        !hasOtherWayIn(statement, policy.document),
    );
    return isHit ? [{ component: policy.of, other: endpoint.id, at: policy.origin }] : [];
  });
}
