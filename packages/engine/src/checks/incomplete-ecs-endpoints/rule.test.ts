import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { incompleteEcsEndpoints } from './rule.ts';

/** R-51 G-5 */
describe('NSN5032: a part of what the ECS agent needs', () => {
  it('finds ecs-agent alone', () => {
    expect(foundIn(incompleteEcsEndpoints, vpc + interfaceEndpoint('agent', 'ecs-agent'))).toEqual([
      'aws_vpc_endpoint.agent',
    ]);
  });
  it('is silent about the whole set', () => {
    expect(
      foundIn(
        incompleteEcsEndpoints,
        vpc +
          interfaceEndpoint('agent', 'ecs-agent') +
          interfaceEndpoint('telemetry', 'ecs-telemetry') +
          interfaceEndpoint('ecs', 'ecs'),
      ),
    ).toEqual([]);
  });
  it('is silent about the API alone', () => {
    expect(foundIn(incompleteEcsEndpoints, vpc + interfaceEndpoint('ecs', 'ecs'))).toEqual([]);
  });
});
