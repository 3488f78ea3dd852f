import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { serviceOfOtherRegion } from './rule.ts';

const elsewhere = `${vpc}
resource "aws_vpc_endpoint" "orders" {
  service_name      = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
  vpc_endpoint_type = "Interface"
  vpc_id            = aws_vpc.main.id
}
`;

/** IF-20 UR-AZ-4 R-03 */
describe('NSN5016: an endpoint for a service of another Region', () => {
  it('finds somebody’s service of another Region', () => {
    expect(foundIn(serviceOfOtherRegion, elsewhere)).toEqual(['aws_vpc_endpoint.orders']);
  });
  it('is silent about a service of AWS, of which NSN4014 tells', () => {
    const text = vpc + interfaceEndpoint('logs', 'logs');
    expect(foundIn(serviceOfOtherRegion, text.replace('ap-northeast-1.logs', 'us-east-1.logs'))).toEqual([]);
  });
  it('is silent about a service name of its own Region', () => {
    expect(foundIn(serviceOfOtherRegion, vpc + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
  it('is silent about one that says the Region of its service', () => {
    const text = elsewhere.replace('vpc_endpoint_type', 'service_region = "us-east-1"\n  vpc_endpoint_type');
    expect(foundIn(serviceOfOtherRegion, text)).toEqual([]);
  });
});
