import { describe, expect, it } from 'vitest';
import { foundIn, gatewayEndpoint, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { interfaceEndpointWithoutSubnets } from './rule.ts';

/** IF-1 UR-RT-2 UR-RT-3 */
describe('NSN5002: an interface endpoint without subnets', () => {
  it('finds an interface endpoint without subnets', () => {
    expect(
      foundIn(interfaceEndpointWithoutSubnets, vpc + interfaceEndpoint('logs', 'logs', 'subnet_ids = []')),
    ).toEqual(['aws_vpc_endpoint.logs']);
  });
  it('is silent about one with subnets', () => {
    expect(foundIn(interfaceEndpointWithoutSubnets, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
  it('is silent about a gateway endpoint, which has no subnets', () => {
    expect(foundIn(interfaceEndpointWithoutSubnets, vpc + gatewayEndpoint('s3', 's3'))).toEqual([]);
  });
});
