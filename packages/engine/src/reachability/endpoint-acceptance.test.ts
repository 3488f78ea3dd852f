import { describe, expect, it } from 'vitest';
import { proveText, verdictOf } from '../../test/prove-text.ts';

function network(endpoint: string, more = ''): string {
  return `
    resource "aws_vpc" "a" {
      cidr_block           = "10.0.0.0/16"
      enable_dns_hostnames = true
    }
    resource "aws_subnet" "a" {
      vpc_id     = aws_vpc.a.id
      cidr_block = "10.0.1.0/24"
    }
    resource "aws_security_group" "a" {
      vpc_id = aws_vpc.a.id
      ingress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["10.0.0.0/16"]
      }
      egress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
    resource "aws_instance" "a" {
      subnet_id              = aws_subnet.a.id
      vpc_security_group_ids = [aws_security_group.a.id]
    }
    resource "aws_vpc_endpoint" "e" {
      vpc_id             = aws_vpc.a.id
      vpc_endpoint_type  = "Interface"
      subnet_ids         = [aws_subnet.a.id]
      security_group_ids = [aws_security_group.a.id]
      ${endpoint}
    }
    variable "any" {}
    ${more}`;
}

const own = 'service_name = aws_vpc_endpoint_service.s.service_name';
const offers = (required: string): string => `
    resource "aws_vpc_endpoint_service" "s" {
      acceptance_required        = ${required}
      network_load_balancer_arns = ["arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/net/s/1"]
    }`;
const accepter = (endpoint: string): string => `
    resource "aws_vpc_endpoint_connection_accepter" "s" {
      vpc_endpoint_service_id = aws_vpc_endpoint_service.s.id
      vpc_endpoint_id         = ${endpoint}
    }`;

/** IF-9, R-24 */
describe('an endpoint that somebody has to accept', () => {
  it.each([
    {
      because: 'AWS accepts for itself',
      text: network('service_name = "com.amazonaws.ap-northeast-1.logs"'),
      expected: 'reachable',
    },
    {
      because: 'whether its owner has accepted stands nowhere: assumed, and told',
      text: network('service_name = "com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0"'),
      expected: 'reachable ASSUMED_ACCEPTED',
    },
    { because: 'the service wants none', text: network(own, offers('false')), expected: 'reachable' },
    {
      because: 'the service wants it, and nothing gives it',
      text: network(own, offers('true')),
      expected: 'undetermined UNKNOWN_ACCEPTANCE',
    },
    {
      because: 'whether the service wants it hangs on a variable',
      text: network(own, offers('var.any')),
      expected: 'undetermined UNKNOWN_ACCEPTANCE',
    },
    {
      because: 'the consumer accepts for the owner, who has the same account',
      text: network(`${own}\n      auto_accept = true`, offers('true')),
      expected: 'reachable',
    },
    {
      because: 'a resource of the owner accepts it',
      text: network(own, offers('true') + accepter('aws_vpc_endpoint.e.id')),
      expected: 'reachable',
    },
    {
      because: 'whether the resource is there hangs on a variable',
      text: network(
        own,
        offers('true') + accepter('aws_vpc_endpoint.e.id').replace('{', '{\n      count = var.any'),
      ),
      expected: 'undetermined UNKNOWN_ACCEPTANCE',
    },
    {
      because: 'a service that is looked up is somebody else’s',
      text: network(
        'service_name = data.aws_vpc_endpoint_service.s.service_name',
        'data "aws_vpc_endpoint_service" "s" {\n      filter {\n        name   = "owner"\n        values = ["123456789012"]\n      }\n    }',
      ),
      expected: 'reachable ASSUMED_ACCEPTED',
    },
    {
      because: 'that accepts another one',
      text: network(own, offers('true') + accepter('"vpce-0123456789abcdef0"')),
      expected: 'undetermined UNKNOWN_ACCEPTANCE',
    },
  ])('$expected: $because', ({ text, expected }) => {
    expect(verdictOf(proveText(text, 'aws_instance.a', 'aws_vpc_endpoint.e'))).toBe(expected);
  });
});
