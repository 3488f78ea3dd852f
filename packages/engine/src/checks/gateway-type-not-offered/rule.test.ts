import { describe, expect, it } from 'vitest';
import { foundIn, gatewayEndpoint, vpc } from '../../../test/rule-networks.ts';
import { gatewayTypeNotOffered } from './rule.ts';

/** IF-16 GW-1 UR-RT-3 */
describe('NSN5013: a gateway endpoint for a service that has none', () => {
  it('finds logs without a type', () => {
    expect(foundIn(gatewayTypeNotOffered, vpc + gatewayEndpoint('logs', 'logs'))).toEqual([
      'aws_vpc_endpoint.logs',
    ]);
  });
  it('is silent about S3 without a type', () => {
    expect(foundIn(gatewayTypeNotOffered, vpc + gatewayEndpoint('s3', 's3'))).toEqual([]);
  });
  it('is silent about DynamoDB without a type', () => {
    expect(foundIn(gatewayTypeNotOffered, vpc + gatewayEndpoint('table', 'dynamodb'))).toEqual([]);
  });
});
