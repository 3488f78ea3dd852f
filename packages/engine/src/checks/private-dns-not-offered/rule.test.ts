import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { privateDnsNotOffered } from './rule.ts';

/** DNS-12 */
describe('NSN5015: private DNS for a service that has no private name', () => {
  it('finds DynamoDB with private DNS', () => {
    expect(foundIn(privateDnsNotOffered, vpc + interfaceEndpoint('table', 'dynamodb'))).toEqual([
      'aws_vpc_endpoint.table',
    ]);
  });
  it('is silent about logs with private DNS', () => {
    expect(foundIn(privateDnsNotOffered, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
});
