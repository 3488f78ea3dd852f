import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { ownDnsServers } from './rule.ts';

/** DNS-6 */
describe('NSN5010: private DNS in a VPC with DNS servers of its own', () => {
  it('is silent about the resolver of the VPC by its address', () => {
    expect(
      foundIn(
        ownDnsServers,
        `${vpc + interfaceEndpoint('logs', 'logs')}resource "aws_vpc_dhcp_options" "own" {
  domain_name_servers = ["10.0.0.2"]
}
resource "aws_vpc_dhcp_options_association" "own" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.own.id
}`,
      ),
    ).toEqual([]);
  });
  it('finds an option set with a server of its own', () => {
    expect(
      foundIn(
        ownDnsServers,
        `${vpc + interfaceEndpoint('logs', 'logs')}resource "aws_vpc_dhcp_options" "own" {
  domain_name_servers = ["10.0.0.53"]
}
resource "aws_vpc_dhcp_options_association" "own" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.own.id
}`,
      ),
    ).toEqual(['aws_vpc_endpoint.logs']);
  });
  it('is silent about the default option set', () => {
    expect(foundIn(ownDnsServers, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
});
