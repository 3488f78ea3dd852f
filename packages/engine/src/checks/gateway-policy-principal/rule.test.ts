import { describe, expect, it } from 'vitest';
import { foundIn, gatewayEndpoint, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { gatewayPolicyPrincipal } from './rule.ts';

/** POL-5 */
describe('NSN5065: a role as principal in the policy of a gateway endpoint', () => {
  it('finds a role as principal', () => {
    expect(
      foundIn(
        gatewayPolicyPrincipal,
        vpc +
          gatewayEndpoint(
            's3',
            's3',
            `policy = jsonencode({
 Version = "2012-10-17"
 Statement = [{ Effect = "Allow",
    Principal = { AWS = "arn:aws:iam::123456789012:role/app" },
    Action = "*",
    Resource = "*" }]
})`,
          ),
      ),
    ).toEqual(['aws_vpc_endpoint.s3']);
  });
  it('is silent about everybody as principal', () => {
    expect(
      foundIn(
        gatewayPolicyPrincipal,
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
  it('is silent about a role on an interface endpoint', () => {
    expect(
      foundIn(
        gatewayPolicyPrincipal,
        vpc +
          interfaceEndpoint(
            'logs',
            'logs',
            `policy = jsonencode({
 Version = "2012-10-17"
 Statement = [{ Effect = "Allow",
    Principal = { AWS = "arn:aws:iam::123456789012:role/app" },
    Action = "*",
    Resource = "*" }]
})`,
          ),
      ),
    ).toEqual([]);
  });
});
