import { describe, expect, it } from 'vitest';
import { defaultRoute, foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { natGatewayForEachZone } from './rule.ts';

/** R-50 NAT-7 */
describe('NSN5043: one NAT gateway for each zone', () => {
  it('finds two zonal NAT gateways', () => {
    expect(
      foundIn(
        natGatewayForEachZone,
        vpc +
          nat +
          defaultRoute +
          nat
            .slice(nat.indexOf('resource "aws_eip"'))
            .replace(/"nat"|"main"/g, '"second"')
            .replace('eip.nat', 'eip.second'),
      ),
    ).toEqual(['aws_nat_gateway.main']);
  });
  it('is silent about one NAT gateway', () => {
    expect(foundIn(natGatewayForEachZone, vpc + nat + defaultRoute)).toEqual([]);
  });
});
