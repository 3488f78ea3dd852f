import { describe, expect, it } from 'vitest';
import { fargate, foundIn, instance, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { endpointNobodyNeeds } from './rule.ts';

/** R-05 R-51 UR-COST-3 */
describe('NSN5034: an endpoint that no declared workload needs', () => {
  it('finds the endpoint of the agent beside Fargate only', () => {
    expect(foundIn(endpointNobodyNeeds, vpc + fargate + interfaceEndpoint('agent', 'ecs-agent'))).toEqual([
      'aws_vpc_endpoint.agent',
    ]);
  });
  it('is silent about an instance that may be a container host', () => {
    expect(
      foundIn(endpointNobodyNeeds, vpc + fargate + instance + interfaceEndpoint('agent', 'ecs-agent')),
    ).toEqual([]);
  });
  it('is silent about a service that any program may call', () => {
    expect(foundIn(endpointNobodyNeeds, vpc + fargate + interfaceEndpoint('kms', 'kms'))).toEqual([]);
  });
});
