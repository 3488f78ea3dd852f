import { describe, expect, it } from 'vitest';
import { fargate, foundIn, gatewayEndpoint, instance, vpc } from '../../../test/rule-networks.ts';
import { endpointPolicyBreaksEcr } from './rule.ts';

/** POL-9 R-27 UR-POL-2 */
describe('NSN5061: an S3 endpoint policy that forbids the layers of ECR', () => {
  it('finds a policy for one bucket', () => {
    expect(
      foundIn(
        endpointPolicyBreaksEcr,
        vpc +
          fargate +
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
  it('is silent about a policy that names the layers, too', () => {
    expect(
      foundIn(
        endpointPolicyBreaksEcr,
        vpc +
          fargate +
          gatewayEndpoint(
            's3',
            's3',
            `policy = jsonencode({
 Version = "2012-10-17"
 Statement = [{ Effect = "Allow",
    Principal = "*",
    Action = "s3:GetObject",
    Resource = ["arn:aws:s3:::own/*", "arn:aws:s3:::prod-ap-northeast-1-starport-layer-bucket/*"] }]
})`,
          ),
      ),
    ).toEqual([]);
  });
  it('is silent about a VPC in which nobody pulls from ECR', () => {
    expect(
      foundIn(
        endpointPolicyBreaksEcr,
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
    ).toEqual([]);
  });
});
