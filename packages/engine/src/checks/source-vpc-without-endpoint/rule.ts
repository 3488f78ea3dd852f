import { sourceVpcWithoutEndpoint as kind } from '../../diagnostics/kinds/finding-policies.ts';
import { serviceOf } from '../endpoints.ts';
import { isOfBucket, namesOneOf } from '../policies.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** KEY-2: only an endpoint gives these keys. */
export const sourceVpcWithoutEndpoint: Rule = {
  kind,
  slug: 'source-vpc-without-endpoint',
  cites: ['KEY-2', 'UR-POL-5'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  const services = [...network.vpcEndpoints.values()].map((endpoint) => serviceOf(context, endpoint));
  const isOpen = services.includes('s3') || services.includes(undefined);
  const vpcs = new Set([...network.vpcs.keys()].map(String));
  if (isOpen || vpcs.size === 0 || network.gaps.length > 0) return [];
  return context.writtenPolicies.flatMap((policy): Finding[] => {
    if (policy.use !== 'resource' || !isOfBucket(policy)) return [];
    const condition = policy.document.statements
      .flatMap(({ conditions }) => conditions)
      .find(({ key, values }) => key === 'aws:sourcevpc' && values.some((value) => namesOneOf(value, vpcs)));
    return condition === undefined
      ? []
      : [{ component: policy.of, names: [condition.writtenKey], at: policy.origin }];
  });
}
