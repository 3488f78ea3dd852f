import { endpointPolicyForgetsAwsBuckets as kind } from '../../diagnostics/kinds/finding-policies.ts';
import { endpointsFor } from '../endpoints.ts';
import { allowsObject, isDenyOnly } from '../policies.ts';
import { workloadsOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** POL-9: instances fetch from buckets of AWS. */
export const endpointPolicyForgetsAwsBuckets: Rule = {
  kind,
  slug: 'endpoint-policy-forgets-aws-buckets',
  cites: ['POL-9', 'R-27', 'UR-POL-2'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return [...context.network.vpcs.values()].flatMap((vpc) => {
    const region = knownOf(vpc.region);
    const client = workloadsOf(context.network, vpc.id).find(({ kind: of }) => instances.includes(of));
    if (region === undefined || client === undefined) return [];
    const buckets = [
      `arn:aws:s3:::amazon-ssm-${region}/latest`,
      `arn:aws:s3:::al2023-repos-${region}-de612dc2/core`,
    ];
    return endpointsFor(context, vpc.id, 's3').flatMap((endpoint): Finding[] => {
      const policy = context.endpointPolicies.get(endpoint.id);
      if (policy === undefined || policy.isInvalid || policy.isPartial || isDenyOnly(policy)) return [];
      if (buckets.some((bucket) => allowsObject(policy, bucket) !== 'no')) return [];
      const at = endpoint.origins.policy ?? endpoint.origin;
      return [{ component: endpoint.id, other: client.id, names: [`amazon-ssm-${region}`], at }];
    });
  });
}

const instances: readonly string[] = ['ec2-instance', 'ec2-session-manager', 'auto-scaling-group'];
