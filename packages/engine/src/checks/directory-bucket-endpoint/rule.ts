import { directoryBucketEndpoint as kind } from '../../diagnostics/kinds/finding-needs.ts';
import { serviceOf } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** directory buckets need the endpoint of S3 Express. */
export const directoryBucketEndpoint: Rule = {
  kind,
  slug: 'directory-bucket-endpoint',
  cites: ['R-02'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const services = [...context.network.vpcEndpoints.values()].map((endpoint) => serviceOf(context, endpoint));
  const isServed = services.includes('s3express') || services.includes(undefined);
  if (isServed || !services.includes('s3')) return [];
  return (context.network.remarks ?? [])
    .filter(({ kind: remark }) => remark === 'directory-bucket')
    .map(({ component, origin }) => ({ component, at: origin }));
}
