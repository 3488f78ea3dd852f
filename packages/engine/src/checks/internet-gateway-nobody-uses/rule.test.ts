import { describe, expect, it } from 'vitest';
import { defaultRoute, foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { internetGatewayNobodyUses } from './rule.ts';

/** IGW-2 */
describe('NSN5044: an Internet gateway in no route', () => {
  it('finds a gateway without a route', () => {
    expect(
      foundIn(
        internetGatewayNobodyUses,
        `${vpc}resource "aws_internet_gateway" "main" {\n  vpc_id = aws_vpc.main.id\n}`,
      ),
    ).toEqual(['aws_internet_gateway.main']);
  });
  it('is silent about a gateway with a route', () => {
    expect(foundIn(internetGatewayNobodyUses, vpc + nat + defaultRoute)).toEqual([]);
  });
  it('is silent about a gateway that a regional NAT gateway uses', () => {
    expect(
      foundIn(
        internetGatewayNobodyUses,
        `${vpc}resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_nat_gateway" "main" {
  vpc_id            = aws_vpc.main.id
  availability_mode = "regional"
}`,
      ),
    ).toEqual([]);
  });
});
