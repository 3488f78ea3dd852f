import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { hostedZoneConflict } from './rule.ts';

/** DNS-10 UR-DNS-2 */
describe('NSN5008: a private hosted zone with the name that an endpoint claims', () => {
  it('finds a zone with the name of the service', () => {
    expect(
      foundIn(
        hostedZoneConflict,
        `${vpc + interfaceEndpoint('logs', 'logs')}resource "aws_route53_zone" "logs" {
  name = "logs.ap-northeast-1.amazonaws.com"
  vpc {
    vpc_id = aws_vpc.main.id
  }
}`,
      ),
    ).toEqual(['aws_vpc_endpoint.logs']);
  });
  it('is silent about a zone of another name', () => {
    expect(
      foundIn(
        hostedZoneConflict,
        `${vpc + interfaceEndpoint('logs', 'logs')}resource "aws_route53_zone" "own" {
  name = "corp.example"
  vpc {
    vpc_id = aws_vpc.main.id
  }
}`,
      ),
    ).toEqual([]);
  });
});
