import { describe, expect, it } from 'vitest';
import { foundIn, gatewayEndpoint, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { s3InboundOnlyWithoutGateway } from './rule.ts';

/** DNS-16 R-28 UR-DNS-3 */
describe('NSN5005: S3 private DNS for inbound resolvers only, without a gateway endpoint', () => {
  it('finds private DNS by its default, without a gateway endpoint', () => {
    expect(foundIn(s3InboundOnlyWithoutGateway, vpc + interfaceEndpoint('s3', 's3'))).toEqual([
      'aws_vpc_endpoint.s3',
    ]);
  });
  it('is silent about a VPC with both endpoints', () => {
    expect(
      foundIn(
        s3InboundOnlyWithoutGateway,
        vpc + interfaceEndpoint('s3', 's3') + gatewayEndpoint('gateway', 's3'),
      ),
    ).toEqual([]);
  });
  it('is silent about private DNS for everybody', () => {
    expect(
      foundIn(
        s3InboundOnlyWithoutGateway,
        vpc +
          interfaceEndpoint(
            's3',
            's3',
            `dns_options {
 private_dns_only_for_inbound_resolver_endpoint = false
}`,
          ),
      ),
    ).toEqual([]);
  });
});
