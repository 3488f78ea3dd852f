import { describe, expect, it } from 'vitest';
import {
  defaultRoute,
  foundIn,
  gatewayEndpoint,
  interfaceEndpoint,
  nat,
  vpc,
} from '../../../test/rule-networks.ts';
import { incompleteEcrEndpoints } from './rule.ts';

/** R-18 G-5 UR-NEED-1 */
describe('NSN5030: a part of what pulling from ECR needs', () => {
  it('finds ecr.dkr without the others in a VPC without a way out', () => {
    expect(foundIn(incompleteEcrEndpoints, vpc + interfaceEndpoint('dkr', 'ecr.dkr'))).toEqual([
      'aws_vpc_endpoint.dkr',
    ]);
  });
  it('is silent about the whole set', () => {
    expect(
      foundIn(
        incompleteEcrEndpoints,
        vpc +
          interfaceEndpoint('dkr', 'ecr.dkr') +
          interfaceEndpoint('api', 'ecr.api') +
          gatewayEndpoint('s3', 's3'),
      ),
    ).toEqual([]);
  });
  it('is silent where a subnet may lead out: its table is not known', () => {
    const open = vpc.replace('route_table_id = aws_route_table.private.id', 'route_table_id = var.table');
    expect(
      foundIn(incompleteEcrEndpoints, `${open}${interfaceEndpoint('dkr', 'ecr.dkr')}variable "table" {}`),
    ).toEqual([]);
  });
  it('is silent about a VPC with a NAT gateway', () => {
    expect(
      foundIn(incompleteEcrEndpoints, vpc + nat + defaultRoute + interfaceEndpoint('dkr', 'ecr.dkr')),
    ).toEqual([]);
  });
});
