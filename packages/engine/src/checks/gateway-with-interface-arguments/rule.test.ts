import { describe, expect, it } from 'vitest';
import { foundIn, gatewayEndpoint, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { gatewayWithInterfaceArguments } from './rule.ts';

/** GW-1 R-29 */
describe('NSN5014: subnets or groups on a gateway endpoint', () => {
  it('finds a gateway endpoint with subnets', () => {
    expect(
      foundIn(
        gatewayWithInterfaceArguments,
        vpc + gatewayEndpoint('s3', 's3', 'subnet_ids = [aws_subnet.a.id]'),
      ),
    ).toEqual(['aws_vpc_endpoint.s3']);
  });
  it('is silent about a gateway endpoint with route tables', () => {
    expect(foundIn(gatewayWithInterfaceArguments, vpc + gatewayEndpoint('s3', 's3'))).toEqual([]);
  });
  it('is silent about an interface endpoint with both', () => {
    expect(foundIn(gatewayWithInterfaceArguments, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
});
