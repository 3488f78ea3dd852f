import { describe, expect, it } from 'vitest';
import { defaultRoute, fargate, foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { noPublicAddress } from './rule.ts';

/** IGW-1 UR-NEED-1 */
describe('NSN5046: a client in a public subnet without a public address', () => {
  it('finds a Fargate service in a public subnet', () => {
    expect(
      foundIn(
        noPublicAddress,
        vpc +
          nat +
          fargate.replace(
            'subnets         = [aws_subnet.a.id, aws_subnet.c.id]',
            'subnets = [aws_subnet.public.id]',
          ),
      ),
    ).toEqual(['aws_ecs_service.app']);
  });
  it('is silent about one with a public address', () => {
    expect(
      foundIn(
        noPublicAddress,
        vpc +
          nat +
          fargate.replace(
            'subnets         = [aws_subnet.a.id, aws_subnet.c.id]',
            `subnets = [aws_subnet.public.id]
 assign_public_ip = true`,
          ),
      ),
    ).toEqual([]);
  });
  it('is silent about one behind a NAT gateway', () => {
    expect(foundIn(noPublicAddress, vpc + nat + defaultRoute + fargate)).toEqual([]);
  });
});
