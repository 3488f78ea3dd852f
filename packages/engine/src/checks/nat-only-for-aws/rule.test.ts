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
  it('is silent where nothing that is called goes that way, whatever somebody asks about', () => {
    const interfaces = ['ecr.api', 'ecr.dkr', 'logs'].map(
      (service) => `resource "aws_vpc_endpoint" "${service.replace('.', '_')}" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.${service}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.a.id, aws_subnet.c.id]
  security_group_ids  = [aws_security_group.endpoint.id]
  private_dns_enabled = true
}
`,
    );
    const gateway = `resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.ap-northeast-1.s3"
  route_table_ids = [aws_route_table.private.id]
}
`;
    const network = vpc + nat + defaultRoute + fargate + interfaces.join('') + gateway;
    expect(foundIn(natOnlyForAws, network, ['sqs'])).toEqual([]);
  });
  it('is silent about an instance, which may call anything', () => {
    expect(foundIn(natOnlyForAws, vpc + nat + defaultRoute + instance)).toEqual([]);
  });
});
