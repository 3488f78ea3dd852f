import { describe, expect, it } from 'vitest';
import { bucketPolicy, foundIn, gatewayEndpoint, vpc } from '../../../test/rule-networks.ts';
import { sourceIpBehindEndpoint } from './rule.ts';

/** KEY-1 R-21 G-9 */
describe('NSN5066: a condition on the public address behind an endpoint', () => {
  it('finds a bucket that denies other addresses', () => {
    expect(
      foundIn(
        sourceIpBehindEndpoint,
        vpc +
          gatewayEndpoint('s3', 's3') +
          bucketPolicy('NotIpAddress = { "aws:SourceIp" = "203.0.113.10/32" }'),
      ),
    ).toEqual(['aws_s3_bucket.own']);
  });
  it('is silent about a bucket that also names the endpoint', () => {
    expect(
      foundIn(
        sourceIpBehindEndpoint,
        vpc +
          gatewayEndpoint('s3', 's3') +
          bucketPolicy(
            `NotIpAddress = { "aws:SourceIp" = "203.0.113.10/32" }
      StringNotEquals = { "aws:SourceVpce" = aws_vpc_endpoint.s3.id }`,
          ),
      ),
    ).toEqual([]);
  });
  it('is silent about a network without an S3 endpoint', () => {
    expect(
      foundIn(
        sourceIpBehindEndpoint,
        vpc + bucketPolicy('NotIpAddress = { "aws:SourceIp" = "203.0.113.10/32" }'),
      ),
    ).toEqual([]);
  });
});
