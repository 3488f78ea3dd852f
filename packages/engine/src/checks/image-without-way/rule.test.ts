import { describe, expect, it } from 'vitest';
import { defaultRoute, fargate, foundIn, nat, vpc } from '../../../test/rule-networks.ts';
import { imageWithoutWay } from './rule.ts';

function withImage(image: string): string {
  return fargate.replace(/image( *)= *"[^\n]*"/, `image = "${image}"`);
}

/** G-5 UR-NEED-1 */
describe('NSN5039: an image whose registry cannot be reached', () => {
  it.each([
    ['nginx:1', 'Docker Hub'],
    ['public.ecr.aws/nginx/nginx:1', 'ECR Public has no endpoint for pulls'],
    ['ghcr.io/owner/app:1', 'any other registry'],
  ])('finds %s in subnets without a way out: %s', (image, _because) => {
    expect(foundIn(imageWithoutWay, vpc + withImage(image))).toEqual(['aws_ecs_service.app']);
  });
  it('is silent where a NAT gateway leads there', () => {
    expect(foundIn(imageWithoutWay, vpc + nat + defaultRoute + withImage('nginx:1'))).toEqual([]);
  });
  it('is silent where the subnets have IPv6: the registry may answer by it', () => {
    const dual = vpc.replaceAll(
      /cidr_block {8}= "10\.0\.(\d)\.0\/24"/g,
      (line, number) => `${line}\n  ipv6_cidr_block = "2001:db8:0:${number}::/64"`,
    );
    expect(foundIn(imageWithoutWay, dual + withImage('nginx:1'))).toEqual([]);
  });
  it('is silent about an image in a private repository', () => {
    const image = '111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/app:1';
    expect(foundIn(imageWithoutWay, vpc + withImage(image))).toEqual([]);
  });
  it('is silent where a subnet may lead out: its table is not known', () => {
    const open = vpc.replaceAll('route_table_id = aws_route_table.private.id', 'route_table_id = var.table');
    expect(foundIn(imageWithoutWay, `${open}${withImage('nginx:1')}variable "table" {}`)).toEqual([]);
  });
});
