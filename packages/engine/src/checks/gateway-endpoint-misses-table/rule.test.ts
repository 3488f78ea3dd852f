import { describe, expect, it } from 'vitest';
import { defaultRoute, foundIn, gatewayEndpoint, nat, vpc } from '../../../test/rule-networks.ts';
import { gatewayEndpointMissesTable } from './rule.ts';

/** GW-2 UR-RT-1 UR-COST-1 */
describe('NSN5011: a gateway endpoint leaves out a route table that pays a NAT gateway', () => {
  it('finds a second private table with a NAT route', () => {
    expect(
      foundIn(
        gatewayEndpointMissesTable,
        vpc +
          nat +
          defaultRoute +
          gatewayEndpoint('s3', 's3', 'route_table_ids = [aws_route_table.public.id]'),
      ),
    ).toEqual(['aws_vpc_endpoint.s3']);
  });
  it('is silent about an endpoint on the table that pays', () => {
    expect(
      foundIn(gatewayEndpointMissesTable, vpc + nat + defaultRoute + gatewayEndpoint('s3', 's3')),
    ).toEqual([]);
  });
  it('is silent about a table that leads nowhere', () => {
    expect(
      foundIn(
        gatewayEndpointMissesTable,
        vpc + nat + gatewayEndpoint('s3', 's3', 'route_table_ids = [aws_route_table.public.id]'),
      ),
    ).toEqual([]);
  });
});
