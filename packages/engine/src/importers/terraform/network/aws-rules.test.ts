import { describe, expect, it } from 'vitest';
import { readText } from '../../../../test/terraform-network.ts';

/** Each line that ends in `# EXPECT NSN…` must be told, with that code, and nothing else may be. */
function check(text: string): void {
  const expected = text.split('\n').flatMap((line, i) => {
    const [, code] = /# EXPECT (NSN\d+)/.exec(line) ?? [];
    return code === undefined ? [] : [`${code} line ${i + 1}`];
  });
  expect(readText(text).told).toEqual(expected);
}

const vpc = 'resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }\n';
const subnet = (name: string, cidr: string, more = ''): string =>
  `resource "aws_subnet" "${name}" {\n  vpc_id = aws_vpc.a.id\n  cidr_block = ${cidr}\n  ${more}\n}\n`;

describe('what AWS refuses is told at its line, and its neighbour is not', () => {
  it.each([
    ['host bits are cut off', `${vpc}${subnet('x', '"10.0.1.5/24" # EXPECT NSN2101')}`],
    ['not a block', `${vpc}${subnet('x', '"10.0.1.0" # EXPECT NSN2102')}`],
    ['the other family', `${vpc}${subnet('x', '"2001:db8::/64" # EXPECT NSN2103')}`],
    ['outside the VPC', `${vpc}${subnet('x', '"10.1.0.0/24" # EXPECT NSN4001')}`],
    ['the last /24 inside the VPC', `${vpc}${subnet('x', '"10.0.255.0/24"')}`],
    [
      'overlapping subnets',
      `${vpc}${subnet('x', '"10.0.0.0/23"')}${subnet('y', '"10.0.1.0/24" # EXPECT NSN4002')}`,
    ],
    [
      'a third subnet inside the first',
      `${vpc}${subnet('x', '"10.0.0.0/22"')}${subnet('y', '"10.0.1.0/24" # EXPECT NSN4002')}${subnet('z', '"10.0.2.0/24" # EXPECT NSN4002')}`,
    ],
    [
      'a word that no NAT gateway knows',
      `${vpc}${subnet('x', '"10.0.0.0/24"')}resource "aws_nat_gateway" "n" {
        subnet_id         = aws_subnet.x.id
        connectivity_type = "internal" # EXPECT NSN2110
      }`,
    ],
    [
      'a gateway endpoint, the default type, of a service that has none (IF-16)',
      `${vpc}resource "aws_vpc_endpoint" "e" {
        vpc_id       = aws_vpc.a.id
        service_name = "com.amazonaws.ap-northeast-1.logs" # EXPECT NSN4013
      }`,
    ],
    [
      'an interface endpoint of a service that has none',
      `${vpc}resource "aws_vpc_endpoint" "e" {
        vpc_id            = aws_vpc.a.id
        service_name      = "com.amazonaws.ap-northeast-1.s3express"
        vpc_endpoint_type = "Interface" # EXPECT NSN4013
      }`,
    ],
    [
      'a gateway endpoint to another Region (GW-11)',
      `${vpc}resource "aws_vpc_endpoint" "e" {
        vpc_id       = aws_vpc.a.id
        service_name = "com.amazonaws.us-east-1.s3" # EXPECT NSN4014
      }`,
    ],
    [
      'an interface endpoint to another Region that says so (IF-20)',
      `${vpc}resource "aws_vpc_endpoint" "e" {
        vpc_id            = aws_vpc.a.id
        service_name      = "com.amazonaws.us-east-1.kms"
        service_region    = "us-east-1"
        vpc_endpoint_type = "Interface"
      }`,
    ],
    [
      'both types of a service that has both, a global service, and one that the catalogue does not know',
      `${vpc}resource "aws_vpc_endpoint" "e" {
        for_each          = { s3 = "Interface", dynamodb = "Gateway", newest = "Interface" }
        vpc_id            = aws_vpc.a.id
        service_name      = "com.amazonaws.ap-northeast-1.${'$'}{each.key}"
        vpc_endpoint_type = each.value
      }
      resource "aws_vpc_endpoint" "iam" {
        vpc_id            = aws_vpc.a.id
        service_name      = "com.amazonaws.iam"
        vpc_endpoint_type = "Interface"
      }`,
    ],
    ['neighbouring subnets', `${vpc}${subnet('x', '"10.0.0.0/24"')}${subnet('y', '"10.0.1.0/24"')}`],
    [
      'a VPC that is too large',
      'resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/15" # EXPECT NSN4003\n}\n',
    ],
    ['a subnet that is too small', `${vpc}${subnet('x', '"10.0.0.0/29" # EXPECT NSN4003')}`],
    ['the smallest subnet', `${vpc}${subnet('x', '"10.0.0.0/28"')}`],
    [
      'two subnets of one zone on an interface endpoint (IF-1)',
      `${vpc}${subnet('x', '"10.0.0.0/24"', 'availability_zone = "ap-northeast-1a"')}${subnet('y', '"10.0.1.0/24"', 'availability_zone = "ap-northeast-1a"')}resource "aws_vpc_endpoint" "e" {
        vpc_id            = aws_vpc.a.id
        service_name      = "com.amazonaws.ap-northeast-1.sts"
        vpc_endpoint_type = "Interface"
        subnet_ids        = [aws_subnet.x.id, aws_subnet.y.id] # EXPECT NSN4004
      }`,
    ],
    [
      'two subnets of two zones on an interface endpoint',
      `${vpc}${subnet('x', '"10.0.0.0/24"', 'availability_zone = "ap-northeast-1a"')}${subnet('y', '"10.0.1.0/24"', 'availability_zone = "ap-northeast-1c"')}resource "aws_vpc_endpoint" "e" {
        vpc_id            = aws_vpc.a.id
        service_name      = "com.amazonaws.ap-northeast-1.sts"
        vpc_endpoint_type = "Interface"
        subnet_ids        = [aws_subnet.x.id, aws_subnet.y.id]
      }`,
    ],
    [
      'two gateway endpoints of one service on one table (GW-6)',
      `${vpc}resource "aws_route_table" "t" { vpc_id = aws_vpc.a.id }
      resource "aws_vpc_endpoint" "e" {
        vpc_id          = aws_vpc.a.id
        service_name    = "com.amazonaws.ap-northeast-1.s3"
        route_table_ids = [aws_route_table.t.id]
      }
      resource "aws_vpc_endpoint" "f" {
        vpc_id          = aws_vpc.a.id
        service_name    = "com.amazonaws.ap-northeast-1.s3"
        route_table_ids = [aws_route_table.t.id] # EXPECT NSN4006
      }`,
    ],
    [
      'two gateway endpoints of two services on one table',
      `${vpc}resource "aws_route_table" "t" { vpc_id = aws_vpc.a.id }
      resource "aws_vpc_endpoint" "e" {
        for_each        = toset(["s3", "dynamodb"])
        vpc_id          = aws_vpc.a.id
        service_name    = "com.amazonaws.ap-northeast-1.\${each.key}"
        route_table_ids = [aws_route_table.t.id]
      }`,
    ],
    [
      'two routes for one destination',
      `${vpc}resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.a.id }
      resource "aws_route_table" "t" {
        vpc_id = aws_vpc.a.id
        route {
          cidr_block = "0.0.0.0/0"
          gateway_id = aws_internet_gateway.i.id
        }
        route { # EXPECT NSN4007
          cidr_block = "0.0.0.0/0"
          gateway_id = "vgw-0123"
        }
      }`,
    ],
    [
      'a security group of another VPC',
      `${vpc}resource "aws_vpc" "b" { cidr_block = "10.1.0.0/16" }
      resource "aws_security_group" "b" { vpc_id = aws_vpc.b.id }
      ${subnet('x', '"10.0.0.0/24"')}resource "aws_instance" "i" {
        subnet_id              = aws_subnet.x.id
        vpc_security_group_ids = [aws_security_group.b.id] # EXPECT NSN4008
      }`,
    ],
    [
      'inline rules and rules apart (TF-11)',
      `${vpc}resource "aws_security_group" "g" {
        vpc_id = aws_vpc.a.id
        egress {
          from_port   = 0
          to_port     = 0
          protocol    = "-1"
          cidr_blocks = ["0.0.0.0/0"]
        }
      }
      resource "aws_security_group_rule" "r" { # EXPECT NSN4011
        security_group_id = aws_security_group.g.id
        type              = "ingress"
        from_port         = 443
        to_port           = 443
        protocol          = "tcp"
        self              = true
      }`,
    ],
    [
      'peers that overlap (PEER-2)',
      `${vpc}resource "aws_vpc" "b" { cidr_block = "10.0.128.0/17" }
      resource "aws_vpc_peering_connection" "p" { # EXPECT NSN4012
        vpc_id      = aws_vpc.a.id
        peer_vpc_id = aws_vpc.b.id
      }`,
    ],
  ])('%s', (_name, text) => check(text));
});

describe('what cannot be told is not told', () => {
  it.each([
    [
      'a subnet of a VPC whose blocks are not all known',
      `resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
      resource "aws_vpc_ipv4_cidr_block_association" "p" {
        vpc_id              = aws_vpc.a.id
        ipv4_ipam_pool_id   = "ipam-pool-1"
        ipv4_netmask_length = 24
      }
      ${subnet('x', '"10.9.0.0/24"')}`,
    ],
    [
      'two VPCs that are looked up may be one',
      `data "aws_vpc" "a" { default = true }
      data "aws_vpc" "b" { state = "available" }
      data "aws_security_group" "g" {
        vpc_id = data.aws_vpc.b.id
        name   = "x"
      }
      resource "aws_subnet" "x" {
        vpc_id     = data.aws_vpc.a.id
        cidr_block = "10.0.0.0/24"
      }
      resource "aws_instance" "i" {
        subnet_id              = aws_subnet.x.id
        vpc_security_group_ids = [data.aws_security_group.g.id]
      }`,
    ],
  ])('%s', (_name, text) => check(text));
});
