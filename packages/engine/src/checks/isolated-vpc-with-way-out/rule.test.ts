import { describe, expect, it } from 'vitest';
import { foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { isolatedVpcWithWayOut } from './rule.ts';

/** */
describe('NSN5048: a VPC called isolated with a way to the Internet', () => {
  it('finds an isolated VPC with an Internet gateway', () => {
    expect(
      foundIn(
        isolatedVpcWithWayOut,
        (vpc + nat).replace(
          'enable_dns_support ',
          `tags = { Name = "isolated-vpc" }
 enable_dns_support `,
        ),
      ),
    ).toEqual(['aws_vpc.main']);
  });
  it('is silent about an isolated VPC without one', () => {
    expect(
      foundIn(
        isolatedVpcWithWayOut,
        vpc.replace(
          'enable_dns_support ',
          `tags = { Name = "isolated-vpc" }
 enable_dns_support `,
        ),
      ),
    ).toEqual([]);
  });
});
