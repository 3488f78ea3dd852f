import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { serviceOfOtherRegion } from './rule.ts';

/** IF-20 UR-AZ-4 R-03 */
describe('NSN5016: an endpoint for a service of another Region', () => {
  it('finds a service name of another Region', () => {
    expect(
      foundIn(
        serviceOfOtherRegion,
        (vpc + interfaceEndpoint('logs', 'logs')).replace('ap-northeast-1.logs', 'us-east-1.logs'),
      ),
    ).toEqual(['aws_vpc_endpoint.logs']);
  });
  it('is silent about a service name of its own Region', () => {
    expect(foundIn(serviceOfOtherRegion, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
  it('is silent about one that says the Region of its service', () => {
    expect(
      foundIn(
        serviceOfOtherRegion,
        (vpc + interfaceEndpoint('logs', 'logs', 'service_region = "us-east-1"')).replace(
          'ap-northeast-1.logs',
          'us-east-1.logs',
        ),
      ),
    ).toEqual([]);
  });
});
