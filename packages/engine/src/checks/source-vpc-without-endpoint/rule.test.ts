import { describe, expect, it } from 'vitest';
import { bucketPolicy, foundIn, gatewayEndpoint, vpc } from '../../../test/rule-networks.ts';
import { sourceVpcWithoutEndpoint } from './rule.ts';

/** KEY-2 UR-POL-5 */
describe('NSN5067: a condition on an endpoint that is not there', () => {
  it('finds a bucket for one VPC without an endpoint', () => {
    expect(
      foundIn(
        sourceVpcWithoutEndpoint,
        vpc + bucketPolicy('StringNotEquals = { "aws:SourceVpc" = aws_vpc.main.id }'),
      ),
    ).toEqual(['aws_s3_bucket.own']);
  });
  it('is silent about the same with an endpoint', () => {
    expect(
      foundIn(
        sourceVpcWithoutEndpoint,
        vpc +
          gatewayEndpoint('s3', 's3') +
          bucketPolicy('StringNotEquals = { "aws:SourceVpc" = aws_vpc.main.id }'),
      ),
    ).toEqual([]);
  });
  it('is silent about a VPC that is declared elsewhere', () => {
    expect(
      foundIn(
        sourceVpcWithoutEndpoint,
        vpc + bucketPolicy('StringNotEquals = { "aws:SourceVpc" = "vpc-0123456789abcdef0" }'),
      ),
    ).toEqual([]);
  });
});
