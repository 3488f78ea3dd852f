import { describe, expect, it } from 'vitest';
import { defaultRoute, foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { natGatewayWithoutInternet } from './rule.ts';

/** NAT-2 */
describe('NSN5040: a public NAT gateway in a subnet without an Internet gateway', () => {
  it('finds a NAT gateway in a private subnet', () => {
    expect(
      foundIn(
        natGatewayWithoutInternet,
        vpc + nat.replace('subnet_id     = aws_subnet.public.id', 'subnet_id     = aws_subnet.a.id'),
      ),
    ).toEqual(['aws_nat_gateway.main']);
  });
  it('is silent about a NAT gateway in a public subnet', () => {
    expect(foundIn(natGatewayWithoutInternet, vpc + nat + defaultRoute)).toEqual([]);
  });
});
