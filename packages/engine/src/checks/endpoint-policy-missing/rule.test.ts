import { describe, expect, it } from 'vitest';
import { foundIn, gatewayEndpoint, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { endpointPolicyMissing } from './rule.ts';

/** POL-3 R-26 G-12 */
describe('NSN5063: an S3 endpoint that leads to every bucket', () => {
  it('finds an S3 endpoint without policy', () => {
    expect(foundIn(endpointPolicyMissing, vpc + gatewayEndpoint('s3', 's3'))).toEqual([
      'aws_vpc_endpoint.s3',
    ]);
  });
  it('is silent about one with a policy', () => {
    expect(
      foundIn(
        endpointPolicyMissing,
        vpc +
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
  it('is silent about an endpoint of another service', () => {
    expect(foundIn(endpointPolicyMissing, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
});
