import { describe, expect, it } from 'vitest';
import { defaultRoute, foundIn, lambda, nat, vpc } from '../../../test/rule-networks.ts';
import { lambdaInPublicSubnet } from './rule.ts';

/** IGW-1 */
describe('NSN5045: a Lambda function in a public subnet', () => {
  it('finds a function in the public subnet', () => {
    expect(
      foundIn(lambdaInPublicSubnet, vpc + nat + lambda.replace('subnet.a.id', 'subnet.public.id')),
    ).toEqual(['aws_lambda_function.app']);
  });
  it('is silent about a function in a private subnet', () => {
    expect(foundIn(lambdaInPublicSubnet, vpc + nat + defaultRoute + lambda)).toEqual([]);
  });
});
