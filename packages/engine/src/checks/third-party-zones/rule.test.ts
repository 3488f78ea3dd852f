import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { thirdPartyZones } from './rule.ts';

/** AZ-4 R-24 R-53 UR-AZ-1 */
describe("NSN5017: zones of a third party's service", () => {
  it('finds an endpoint of a vendor in two zones', () => {
    expect(
      foundIn(
        thirdPartyZones,
        (vpc + interfaceEndpoint('vendor', 'X')).replace(
          'com.amazonaws.ap-northeast-1.X',
          'com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0',
        ),
      ),
    ).toEqual(['aws_vpc_endpoint.vendor']);
  });
  it('is silent about an endpoint of AWS', () => {
    expect(foundIn(thirdPartyZones, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
});
