import { describe, expect, it } from 'vitest';
import { fargate, foundIn, gatewayEndpoint, vpc } from '../../../test/rule-networks.ts';
import { prefixListEgressMissing } from './rule.ts';

/** GW-8 R-21 UR-SG-2 */
describe('NSN5049: egress that leaves out the prefix list of a gateway endpoint', () => {
  it('finds egress to the VPC only', () => {
    expect(
      foundIn(
        prefixListEgressMissing,
        (vpc + fargate + gatewayEndpoint('s3', 's3')).replace(
          'cidr_blocks = ["0.0.0.0/0"]',
          'cidr_blocks = ["10.0.0.0/16"]',
        ),
      ),
    ).toEqual(['aws_ecs_service.app']);
  });
  it('is silent about egress to everywhere', () => {
    expect(foundIn(prefixListEgressMissing, vpc + fargate + gatewayEndpoint('s3', 's3'))).toEqual([]);
  });
  it('is silent about egress to the prefix list', () => {
    expect(
      foundIn(
        prefixListEgressMissing,
        (vpc + fargate + gatewayEndpoint('s3', 's3')).replace(
          'cidr_blocks = ["0.0.0.0/0"]',
          'prefix_list_ids = [aws_vpc_endpoint.s3.prefix_list_id]',
        ),
      ),
    ).toEqual([]);
  });
});
