import { describe, expect, it } from 'vitest';
import { foundIn, gatewayEndpoint, vpc } from '../../../test/rule-networks.ts';
import { gatewayEndpointWithoutRouteTable } from './rule.ts';

/** GW-2 UR-RT-1 */
describe("NSN5001: a gateway endpoint in nobody's route table", () => {
  it('finds an endpoint without tables', () => {
    expect(
      foundIn(gatewayEndpointWithoutRouteTable, vpc + gatewayEndpoint('s3', 's3', 'route_table_ids = []')),
    ).toEqual(['aws_vpc_endpoint.s3']);
  });
  it('is silent about one that is on a table', () => {
    expect(foundIn(gatewayEndpointWithoutRouteTable, vpc + gatewayEndpoint('s3', 's3'))).toEqual([]);
  });
  it('is silent about one whose table comes by an association resource', () => {
    expect(
      foundIn(
        gatewayEndpointWithoutRouteTable,
        vpc +
          gatewayEndpoint('s3', 's3', 'route_table_ids = []').replace('route_table_ids = []', '') +
          `resource "aws_vpc_endpoint_route_table_association" "s3" {
` +
          `  vpc_endpoint_id = aws_vpc_endpoint.s3.id
  route_table_id  = aws_route_table.private.id
}`,
      ),
    ).toEqual([]);
  });
});
