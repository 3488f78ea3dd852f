import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { privateDnsWithoutVpcAttributes } from './rule.ts';

/** DNS-2 R-25 */
describe('NSN5004: private DNS in a VPC whose DNS attributes are off', () => {
  it('finds a VPC without DNS host names', () => {
    expect(
      foundIn(
        privateDnsWithoutVpcAttributes,
        (vpc + interfaceEndpoint('logs', 'logs')).replace('enable_dns_hostnames = true', ''),
      ),
    ).toEqual(['aws_vpc_endpoint.logs']);
  });
  it('is silent about a VPC with both attributes', () => {
    expect(foundIn(privateDnsWithoutVpcAttributes, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
  it('is silent about an endpoint without private DNS', () => {
    expect(
      foundIn(
        privateDnsWithoutVpcAttributes,
        (vpc + interfaceEndpoint('logs', 'logs', 'private_dns_enabled = false')).replace(
          'enable_dns_hostnames = true',
          '',
        ),
      ),
    ).toEqual([]);
  });
});
