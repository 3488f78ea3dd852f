import { describe, expect, it } from 'vitest';
import { foundIn, vpc } from '../../../test/rule-networks.ts';
import { dockerAddressRange } from './rule.ts';

/** */
describe("NSN5051: a VPC in the range of Docker's bridge networks", () => {
  it('finds 172.17.0.0/16', () => {
    expect(foundIn(dockerAddressRange, vpc.replace(/10\.0\./g, '172.17.'))).toEqual(['aws_vpc.main']);
  });
  it('is silent about 10.0.0.0/16', () => {
    expect(foundIn(dockerAddressRange, vpc)).toEqual([]);
  });
  it('is silent about the block of default VPCs', () => {
    expect(foundIn(dockerAddressRange, vpc.replace(/10\.0\./g, '172.31.'))).toEqual([]);
  });
});
