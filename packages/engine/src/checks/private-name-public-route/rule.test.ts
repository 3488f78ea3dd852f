import { describe, expect, it } from 'vitest';
import { foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { privateNamePublicRoute } from './rule.ts';

/** R-46 IGW-2 */
describe('NSN5047: a subnet called private with a route to the Internet', () => {
  it('finds a private subnet on the public table', () => {
    expect(
      foundIn(
        privateNamePublicRoute,
        `${vpc + nat}resource "aws_subnet" "private" {\n  vpc_id     = aws_vpc.main.id\n  cidr_block = "10.0.9.0/24"\n}\nresource "aws_route_table_association" "private" {\n  subnet_id      = aws_subnet.private.id\n  route_table_id = aws_route_table.public.id\n}`,
      ),
    ).toEqual(['aws_subnet.private']);
  });
  it('is silent about a public subnet on the public table', () => {
    expect(foundIn(privateNamePublicRoute, vpc + nat)).toEqual([]);
  });
});
