import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { endpointGroupOpenToAll } from './rule.ts';

/** IF-4 */
describe('NSN5019: an endpoint open to every address', () => {
  it('finds a group that is open to 0.0.0.0/0', () => {
    expect(
      foundIn(
        endpointGroupOpenToAll,
        (vpc + interfaceEndpoint('logs', 'logs')).replace('["10.0.0.0/16"]', '["0.0.0.0/0"]'),
      ),
    ).toEqual(['aws_security_group.endpoint']);
  });
  it('is silent about a group that is open to the VPC', () => {
    expect(foundIn(endpointGroupOpenToAll, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
});
