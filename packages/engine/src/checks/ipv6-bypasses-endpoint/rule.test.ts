import { describe, expect, it } from 'vitest';
import { egressOnly, foundIn, gatewayEndpoint, ipv6, vpc } from '../../../test/rule-networks.ts';
import { ipv6BypassesEndpoint } from './rule.ts';

/** V6-1 R-42 UR-V6-1 */
describe('NSN5052: IPv6 that goes past an IPv4 endpoint', () => {
  it('finds a subnet with IPv6 and an egress-only gateway', () => {
    expect(foundIn(ipv6BypassesEndpoint, ipv6(vpc) + egressOnly + gatewayEndpoint('s3', 's3'))).toEqual([
      'aws_vpc_endpoint.s3',
    ]);
  });
  it('is silent about a dual-stack endpoint', () => {
    expect(
      foundIn(
        ipv6BypassesEndpoint,
        ipv6(vpc) + egressOnly + gatewayEndpoint('s3', 's3', 'ip_address_type = "dualstack"'),
      ),
    ).toEqual([]);
  });
  it('is silent about a VPC without IPv6', () => {
    expect(foundIn(ipv6BypassesEndpoint, vpc + gatewayEndpoint('s3', 's3'))).toEqual([]);
  });
});
