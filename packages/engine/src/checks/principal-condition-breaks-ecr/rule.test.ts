import { describe, expect, it } from 'vitest';
import { fargate, foundIn, gatewayEndpoint, vpc } from '../../../test/rule-networks.ts';
import { principalConditionBreaksEcr } from './rule.ts';

/** POL-10 R-27 UR-POL-3 */
describe('NSN5062: a condition on the caller that forbids the layers of ECR', () => {
  it('finds a condition on the account', () => {
    expect(
      foundIn(
        principalConditionBreaksEcr,
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
    Resource = "*",
    Condition = { StringEquals = { "aws:PrincipalAccount" = "123456789012" } } }]
})`,
          ),
      ),
    ).toEqual(['aws_vpc_endpoint.s3']);
  });
  it('is silent about a statement for the layers beside it', () => {
    expect(
      foundIn(
        principalConditionBreaksEcr,
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
    Resource = "*",
    Condition = { StringEquals = { "aws:PrincipalAccount" = "123456789012" } } }, { Effect = "Allow",
    Principal = "*",
    Action = "s3:GetObject",
    Resource = "arn:aws:s3:::prod-ap-northeast-1-starport-layer-bucket/*" }]
})`,
          ),
      ),
    ).toEqual([]);
  });
  it('is silent about a policy without condition', () => {
    expect(
      foundIn(
        principalConditionBreaksEcr,
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
    Resource = "*" }]
})`,
          ),
      ),
    ).toEqual([]);
  });
});
