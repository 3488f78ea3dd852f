import { describe, expect, it } from 'vitest';
import { foundIn, gatewayEndpoint, vpc } from '../../../test/rule-networks.ts';
import { endpointPolicyDenyOnly } from './rule.ts';

/** POL-4 UR-POL-1 */
describe('NSN5060: an endpoint policy that only denies', () => {
  it('finds a policy that only denies', () => {
    expect(
      foundIn(
        endpointPolicyDenyOnly,
        vpc +
          gatewayEndpoint(
            's3',
            's3',
            `policy = jsonencode({
 Version = "2012-10-17"
 Statement = [{ Effect = "Deny",
    Principal = "*",
    Action = "*",
    Resource = "*",
    Condition = { StringNotEquals = { "aws:SourceVpc" = "vpc-0123456789abcdef0" } } }]
})`,
          ),
      ),
    ).toEqual(['aws_vpc_endpoint.s3']);
  });
  it('is silent about a policy that allows', () => {
    expect(
      foundIn(
        endpointPolicyDenyOnly,
        vpc +
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
  it('is silent about no policy', () => {
    expect(foundIn(endpointPolicyDenyOnly, vpc + gatewayEndpoint('s3', 's3'))).toEqual([]);
  });
  it('is silent about a policy that is not known', () => {
    expect(
      foundIn(
        endpointPolicyDenyOnly,
        `${vpc + gatewayEndpoint('s3', 's3', 'policy = var.policy')}variable "policy" {\n  type = string\n}`,
      ),
    ).toEqual([]);
  });
});
