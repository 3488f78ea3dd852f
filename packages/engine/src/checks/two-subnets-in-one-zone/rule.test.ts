import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { twoSubnetsInOneZone } from './rule.ts';

const both = interfaceEndpoint('logs', 'logs').replace(
  /subnet_ids\s*=.*/,
  'subnet_ids = [aws_subnet.a.id, aws_subnet.c.id]',
);

/** IF-2 UR-AZ-3 */
describe('NSN5020: two subnets of one zone on an endpoint', () => {
  it('finds two subnets of one zone', () => {
    expect(
      foundIn(twoSubnetsInOneZone, vpc.replace('"ap-northeast-1c"', '"ap-northeast-1a"') + both),
    ).toEqual(['aws_vpc_endpoint.logs']);
  });
  it('is silent about two zones', () => {
    expect(foundIn(twoSubnetsInOneZone, vpc + both)).toEqual([]);
  });
  it('is silent where a zone is not known', () => {
    const unknown = vpc.replace(/availability_zone = "ap-northeast-1c"/, '');
    expect(foundIn(twoSubnetsInOneZone, unknown + both)).toEqual([]);
  });
});
