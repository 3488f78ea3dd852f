import { describe, expect, it } from 'vitest';
import { foundIn, gatewayEndpoint, instance, lambda, vpc } from '../../../test/rule-networks.ts';
import { endpointPolicyForgetsAwsBuckets } from './rule.ts';

/** POL-9 R-27 UR-POL-2 */
describe('NSN5068: an S3 endpoint policy without the buckets of AWS', () => {
  it('finds a policy for one bucket beside an instance', () => {
    expect(
      foundIn(
        endpointPolicyForgetsAwsBuckets,
        vpc +
          instance +
          gatewayEndpoint(
            's3',
            's3',
            `policy = jsonencode({
 Version = "2012-10-17"
 Statement = [{ Effect = "Allow",
    Principal = "*",
    Action = "*",
    Resource = ["arn:aws:s3:::own", "arn:aws:s3:::own/*"] }]
})`,
          ),
      ),
    ).toEqual(['aws_vpc_endpoint.s3']);
  });
  it('is silent about a policy for everything', () => {
    expect(
      foundIn(
        endpointPolicyForgetsAwsBuckets,
        vpc +
          instance +
          gatewayEndpoint(
            's3',
            's3',
            `policy = jsonencode({
 Version = "2012-10-17"
 Statement = [{ Effect = "Allow",
    Principal = "*",
    Action = "*",
    Resource = "*" }]
})`,
          ),
      ),
    ).toEqual([]);
  });
  it('is silent about a VPC without instances', () => {
    expect(
      foundIn(
        endpointPolicyForgetsAwsBuckets,
        vpc +
          lambda +
          gatewayEndpoint(
            's3',
            's3',
            `policy = jsonencode({
 Version = "2012-10-17"
 Statement = [{ Effect = "Allow",
    Principal = "*",
    Action = "*",
    Resource = ["arn:aws:s3:::own", "arn:aws:s3:::own/*"] }]
})`,
          ),
      ),
    ).toEqual([]);
  });
});
