import { describe, expect, it } from 'vitest';
import { foundIn, gatewayEndpoint, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { privateDnsOff } from './rule.ts';

/** DNS-7 R-24 R-28 UR-DNS-4 */
describe('NSN5009: an interface endpoint that no name leads to', () => {
  it('finds an endpoint without private DNS', () => {
    expect(
      foundIn(privateDnsOff, vpc + interfaceEndpoint('logs', 'logs', 'private_dns_enabled = false')),
    ).toEqual(['aws_vpc_endpoint.logs']);
  });
  it('is silent about an endpoint with private DNS', () => {
    expect(foundIn(privateDnsOff, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
  it('is silent about a service that has no private names', () => {
    expect(
      foundIn(privateDnsOff, vpc + interfaceEndpoint('table', 'dynamodb', 'private_dns_enabled = false')),
    ).toEqual([]);
  });
  it('is silent about an S3 endpoint for others beside the gateway endpoint', () => {
    expect(
      foundIn(
        privateDnsOff,
        vpc + interfaceEndpoint('s3', 's3', 'private_dns_enabled = false') + gatewayEndpoint('gateway', 's3'),
      ),
    ).toEqual([]);
  });
});
