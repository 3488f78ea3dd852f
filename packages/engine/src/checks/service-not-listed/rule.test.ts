import { describe, expect, it } from 'vitest';
import { contextOf, foundIn, gatewayEndpoint, vpc } from '../../../test/rule-networks.ts';
import { readText } from '../../../test/terraform-network.ts';
import { findingsOf } from '../run-rules.ts';
import { serviceNotListed } from './rule.ts';

const endpoint = (serviceName: string): string => `${vpc}
resource "aws_vpc_endpoint" "e" {
  vpc_id            = aws_vpc.main.id
  service_name      = "${serviceName}"
  vpc_endpoint_type = "Interface"
}`;

/** OE-6 */
describe('NSN5089: a service that nobody lists', () => {
  it.each([
    ['com.amazonaws.ap-northeast-1.ecr.dkrr', ['ecr.dkr'], 'a slip of the fingers'],
    ['com.amazonaws.ap-northeast-1.s33', ['s3'], 'a letter too many'],
    ['com.amazonaws.ap-northeast-1.cognito-hosted-ui', [], 'no such service, and none is near'],
  ])('finds %s and means %s: %s', (name, meant) => {
    const [finding] = findingsOf(serviceNotListed, contextOf(readText(endpoint(name)).network));
    expect(finding?.facts.component).toBe('aws_vpc_endpoint.e');
    for (const one of meant) expect(finding?.facts.names).toContain(one);
    if (meant.length === 0) expect(finding?.facts.names).toEqual([]);
  });

  it.each([
    ['com.amazonaws.ap-northeast-1.ecr.dkr', 'it is listed'],
    ['aws.sagemaker.ap-northeast-1.notebook', 'it is listed under its own prefix'],
    ['com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0', 'a service of somebody else'],
    ['com.amazonaws.us-gov-west-1.sts', 'it is listed in another partition'],
  ])('is silent about %s: %s', (name) => {
    expect(foundIn(serviceNotListed, endpoint(name))).toEqual([]);
  });

  it('is silent about a gateway endpoint for S3', () => {
    expect(foundIn(serviceNotListed, vpc + gatewayEndpoint('s3', 's3'))).toEqual([]);
  });
});
