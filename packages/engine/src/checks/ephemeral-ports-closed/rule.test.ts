import { describe, expect, it } from 'vitest';
import { acl, fargate, foundIn, gatewayEndpoint, vpc } from '../../../test/rule-networks.ts';
import { ephemeralPortsClosed } from './rule.ts';

/** NACL-3 GW-9 UR-SG-4 */
describe('NSN5050: a network ACL that drops replies', () => {
  it('finds an ACL that only lets 443 in', () => {
    expect(
      foundIn(ephemeralPortsClosed, vpc + fargate + gatewayEndpoint('s3', 's3') + acl(443, 443)),
    ).toEqual(['aws_network_acl.main']);
  });
  it('is silent about an ACL that lets replies in', () => {
    expect(
      foundIn(ephemeralPortsClosed, vpc + fargate + gatewayEndpoint('s3', 's3') + acl(1024, 65535)),
    ).toEqual([]);
  });
});
