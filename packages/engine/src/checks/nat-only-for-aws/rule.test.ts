import { describe, expect, it } from 'vitest';
import { defaultRoute, fargate, foundIn, instance, nat, vpc } from '../../../test/rule-networks.ts';
import { natOnlyForAws } from './rule.ts';

/** G-4 S1-1 UR-FL-3 */
describe('NSN5036: a NAT gateway that only AWS services use', () => {
  it('finds Fargate with images of ECR behind a NAT gateway', () => {
    expect(foundIn(natOnlyForAws, vpc + nat + defaultRoute + fargate)).toEqual(['aws_nat_gateway.main']);
  });
  it('is silent about an image of another registry', () => {
    expect(
      foundIn(
        natOnlyForAws,
        vpc +
          nat +
          defaultRoute +
          fargate.replace('123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/app:1', 'nginx:1'),
      ),
    ).toEqual([]);
  });
  it('is silent about an instance, which may call anything', () => {
    expect(foundIn(natOnlyForAws, vpc + nat + defaultRoute + instance)).toEqual([]);
  });
});
