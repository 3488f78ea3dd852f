import { describe, expect, it } from 'vitest';
import { fargate, foundIn, instance, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { endpointMissesZone } from './rule.ts';

/** IF-2 AZ-3 */
describe('NSN5012: callers in a zone where the endpoint has no interface', () => {
  it('is silent about a service that nobody is known to call', () => {
    expect(
      foundIn(
        endpointMissesZone,
        vpc + fargate + interfaceEndpoint('kms', 'kms', 'subnet_ids = [aws_subnet.a.id]'),
      ),
    ).toEqual([]);
  });
  it('finds a service in two zones and an endpoint in one', () => {
    expect(
      foundIn(
        endpointMissesZone,
        vpc + fargate + interfaceEndpoint('api', 'ecr.api', 'subnet_ids = [aws_subnet.a.id]'),
      ),
    ).toEqual(['aws_vpc_endpoint.api']);
  });
  it('is silent about an endpoint in both zones', () => {
    expect(foundIn(endpointMissesZone, vpc + fargate + interfaceEndpoint('api', 'ecr.api'))).toEqual([]);
  });
  it('is silent about an instance in the zone of the endpoint', () => {
    expect(
      foundIn(
        endpointMissesZone,
        vpc + instance + interfaceEndpoint('api', 'ecr.api', 'subnet_ids = [aws_subnet.a.id]'),
      ),
    ).toEqual([]);
  });
});
