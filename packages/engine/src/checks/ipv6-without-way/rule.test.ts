import { describe, expect, it } from 'vitest';
import {
  defaultRoute,
  egressOnly,
  foundIn,
  gatewayEndpoint,
  ipv6,
  nat,
  vpc,
} from '../../../test/rule-networks.ts';
import { ipv6WithoutWay } from './rule.ts';

/** V6-1 R-42 */
describe('NSN5053: IPv6 addresses without a route', () => {
  it('finds IPv6 addresses on a table with an IPv4 endpoint', () => {
    expect(foundIn(ipv6WithoutWay, ipv6(vpc) + gatewayEndpoint('s3', 's3'))).toEqual(['aws_subnet.a']);
  });
  it('finds IPv6 addresses behind a NAT gateway only', () => {
    expect(foundIn(ipv6WithoutWay, ipv6(vpc) + nat + defaultRoute)).toEqual(['aws_subnet.a']);
  });
  it('is silent about an egress-only gateway', () => {
    expect(foundIn(ipv6WithoutWay, ipv6(vpc) + nat + defaultRoute + egressOnly)).toEqual([]);
  });
  it('is silent about a closed subnet', () => {
    expect(foundIn(ipv6WithoutWay, ipv6(vpc))).toEqual([]);
  });
});
