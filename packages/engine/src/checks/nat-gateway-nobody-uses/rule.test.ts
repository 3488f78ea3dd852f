import { describe, expect, it } from 'vitest';
import { defaultRoute, foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { natGatewayNobodyUses } from './rule.ts';

/** UR-FL-3 */
describe('NSN5041: a NAT gateway in no route', () => {
  it('finds a NAT gateway without a route', () => {
    expect(foundIn(natGatewayNobodyUses, vpc + nat)).toEqual(['aws_nat_gateway.main']);
  });
  it('is silent about a NAT gateway with a route', () => {
    expect(foundIn(natGatewayNobodyUses, vpc + nat + defaultRoute)).toEqual([]);
  });
});
