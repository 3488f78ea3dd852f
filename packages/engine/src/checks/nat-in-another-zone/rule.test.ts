import { describe, expect, it } from 'vitest';
import { defaultRoute, foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { natInAnotherZone } from './rule.ts';

/** NAT-4 R-50 */
describe('NSN5042: a NAT gateway of another zone', () => {
  it('finds two zones behind one NAT gateway', () => {
    expect(foundIn(natInAnotherZone, vpc + nat + defaultRoute)).toEqual(['aws_nat_gateway.main']);
  });
  it('is silent about one zone behind it', () => {
    expect(
      foundIn(
        natInAnotherZone,
        (vpc + nat + defaultRoute).replace(/"ap-northeast-1c"/g, '"ap-northeast-1a"'),
      ),
    ).toEqual([]);
  });
});
