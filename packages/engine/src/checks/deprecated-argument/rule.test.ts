import { describe, expect, it } from 'vitest';
import { defaultRoute, foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { deprecatedArgument } from './rule.ts';

/** */
describe('NSN5087: an argument that the provider will drop', () => {
  it('finds an Elastic IP with vpc', () => {
    expect(
      foundIn(deprecatedArgument, vpc + (nat + defaultRoute).replace('domain = "vpc"', 'vpc = true')),
    ).toEqual(['aws_eip.nat']);
  });
  it('is silent about an Elastic IP with domain', () => {
    expect(foundIn(deprecatedArgument, vpc + nat + defaultRoute)).toEqual([]);
  });
});
