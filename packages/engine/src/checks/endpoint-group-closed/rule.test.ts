import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { endpointGroupClosed } from './rule.ts';

/** IF-4 SG-1 UR-SG-1 */
describe('NSN5003: an endpoint whose group lets no caller in', () => {
  it('finds a group without ingress', () => {
    expect(
      foundIn(
        endpointGroupClosed,
        vpc + interfaceEndpoint('logs', 'logs', 'security_group_ids = [aws_security_group.client.id]'),
      ),
    ).toEqual(['aws_vpc_endpoint.logs']);
  });
  it('finds a group that only opens port 80', () => {
    expect(
      foundIn(endpointGroupClosed, (vpc + interfaceEndpoint('logs', 'logs')).replace(/443/g, '80')),
    ).toEqual(['aws_vpc_endpoint.logs']);
  });
  it('is silent about a group that opens 443 to the VPC', () => {
    expect(foundIn(endpointGroupClosed, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
  it('is silent about a group that opens everything: all protocols have no ports', () => {
    const open = (vpc + interfaceEndpoint('logs', 'logs'))
      .replace(/(from_port\s*=\s*)443/g, '$10')
      .replace(/(to_port\s*=\s*)443/g, '$10')
      .replace(/"tcp"/g, '"-1"');
    expect(open).toContain('"-1"');
    expect(foundIn(endpointGroupClosed, open)).toEqual([]);
  });
  it('is silent about a group that cannot be read', () => {
    expect(
      foundIn(
        endpointGroupClosed,
        `${vpc + interfaceEndpoint('logs', 'logs', 'security_group_ids = [var.group]')}variable "group" {}`,
      ),
    ).toEqual([]);
  });
});
