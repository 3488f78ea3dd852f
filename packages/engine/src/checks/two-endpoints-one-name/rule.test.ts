import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { twoEndpointsOneName } from './rule.ts';

/** DNS-10 UR-DNS-1 */
describe('NSN5007: two endpoints claim one private name', () => {
  it('finds two endpoints for logs with private DNS', () => {
    expect(
      foundIn(
        twoEndpointsOneName,
        vpc + interfaceEndpoint('logs_a', 'logs') + interfaceEndpoint('logs_b', 'logs'),
      ),
    ).toEqual(['aws_vpc_endpoint.logs_b']);
  });
  it('is silent about a second one without private DNS', () => {
    expect(
      foundIn(
        twoEndpointsOneName,
        vpc +
          interfaceEndpoint('logs_a', 'logs') +
          interfaceEndpoint('logs_b', 'logs', 'private_dns_enabled = false'),
      ),
    ).toEqual([]);
  });
});
