import { describe, expect, it } from 'vitest';
import {
  defaultRoute,
  fargate,
  foundIn,
  gatewayEndpoint,
  instance,
  nat,
  vpc,
} from '../../../test/rule-networks.ts';
import { freeEndpointMissing } from './rule.ts';

/** R-21 UR-NEED-4 UR-COST-1 */
describe('NSN5037: S3 or DynamoDB through a NAT gateway', () => {
  it('finds layers of ECR through a NAT gateway', () => {
    expect(foundIn(freeEndpointMissing, vpc + nat + defaultRoute + fargate)).toEqual(['aws_ecs_service.app']);
  });
  it('is silent about a gateway endpoint for S3', () => {
    expect(
      foundIn(freeEndpointMissing, vpc + nat + defaultRoute + fargate + gatewayEndpoint('s3', 's3')),
    ).toEqual([]);
  });
  it('is silent about an instance that is not known to call S3', () => {
    expect(foundIn(freeEndpointMissing, vpc + nat + defaultRoute + instance)).toEqual([]);
  });
});
