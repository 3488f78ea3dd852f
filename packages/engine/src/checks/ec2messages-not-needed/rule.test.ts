import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { ec2messagesNotNeeded } from './rule.ts';

/** */
describe('NSN5033: an endpoint for ec2messages', () => {
  it('finds an endpoint for ec2messages', () => {
    expect(foundIn(ec2messagesNotNeeded, vpc + interfaceEndpoint('old', 'ec2messages'))).toEqual([
      'aws_vpc_endpoint.old',
    ]);
  });
  it('is silent about an endpoint for ssmmessages', () => {
    expect(foundIn(ec2messagesNotNeeded, vpc + interfaceEndpoint('new', 'ssmmessages'))).toEqual([]);
  });
});
