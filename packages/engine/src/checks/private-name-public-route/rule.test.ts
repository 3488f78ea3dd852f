import { describe, expect, it } from 'vitest';
import { foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { privateNamePublicRoute } from './rule.ts';

/** R-46 IGW-2 */
describe('NSN5047: a subnet called private with a route to the Internet', () => {
  it('finds a private subnet on the public table', () => {
    expect(
      foundIn(
        privateNamePublicRoute,
        `${vpc + nat}resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.9.0/24"
}
resource "aws_route_table_association" "private" {
  subnet_id      = aws_subnet.private.id
  route_table_id = aws_route_table.public.id
}`,
      ),
    ).toEqual(['aws_subnet.private']);
  });
  it('is silent about a public subnet on the public table', () => {
    expect(foundIn(privateNamePublicRoute, vpc + nat)).toEqual([]);
  });
});
