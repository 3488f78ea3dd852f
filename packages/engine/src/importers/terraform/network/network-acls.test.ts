import { describe, expect, it } from 'vitest';
import { showOnly } from '../../../../test/show-network.ts';
import { readText } from '../../../../test/terraform-network.ts';

const vpc = `
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.a.id
  cidr_block = "10.0.0.0/24"
}
variable "any" {}
`;

function show(text: string, start: string): readonly string[] {
  return showOnly(readText(vpc + text).network, start);
}

const entry = (more: string): string => `resource "aws_network_acl" "n" { vpc_id = aws_vpc.a.id }
  resource "aws_network_acl_rule" "r" {
    network_acl_id = aws_network_acl.n.id
    rule_number    = 100
    rule_action    = "allow"
    ${more}
  }`;

describe('entries in both styles (TF-11)', () => {
  it.each([
    [
      'protocol = "-1"\n cidr_block = "0.0.0.0/0"',
      'in 100 allow all 0-65535 0.0.0.0/0',
      'every protocol and port',
    ],
    [
      'egress = true\n protocol = "tcp"\n cidr_block = "10.0.0.0/8"\n from_port = 443\n to_port = 443',
      'out 100 allow tcp 443-443 10.0.0.0/8',
      'outbound',
    ],
    [
      'protocol = "6"\n ipv6_cidr_block = "::/0"\n from_port = 1024\n to_port = 65535',
      'in 100 allow tcp 1024-65535 ::/0',
      'IPv6 (NACL-5)',
    ],
    ['protocol = "-1"\n cidr_block = var.any', 'in 100 allow all 0-65535 ?var.any', 'an unknown block'],
  ])('%s → %s, because %s', (more, expected) => {
    expect(show(entry(more), 'acl aws_network_acl.n').slice(1)).toEqual([`  ${expected}`]);
  });

  it('inline blocks, in order of direction and number (NACL-1)', () => {
    const block = (direction: string, number: number): string => `${direction} {
      rule_no    = ${number}
      action     = "deny"
      protocol   = "-1"
      from_port  = 0
      to_port    = 0
      cidr_block = "0.0.0.0/0"
    }`;
    const text = `resource "aws_network_acl" "n" {
      vpc_id = aws_vpc.a.id
      ${block('egress', 5)}
      ${block('ingress', 200)}
      ${block('ingress', 100)}
    }`;
    expect(show(text, 'acl aws_network_acl.n').slice(1)).toEqual([
      '  in 100 deny all 0-65535 0.0.0.0/0',
      '  in 200 deny all 0-65535 0.0.0.0/0',
      '  out 5 deny all 0-65535 0.0.0.0/0',
    ]);
  });

  it('two entries of one direction and number are refused by AWS', () => {
    const two = entry('protocol = "-1"\n cidr_block = "0.0.0.0/0"').replace(
      'resource "aws_network_acl_rule" "r" {',
      'resource "aws_network_acl_rule" "r" {\n count = 2',
    );
    expect(readText(vpc + two).networkCodes).toEqual(['NSN4005']);
  });
});

describe('the ACL of a subnet', () => {
  it.each([
    [
      'resource "aws_network_acl" "n" {\n vpc_id = aws_vpc.a.id\n subnet_ids = [aws_subnet.a.id]\n}',
      'aws_network_acl.n',
      'listed in the ACL',
    ],
    [
      `resource "aws_network_acl" "n" { vpc_id = aws_vpc.a.id }
       resource "aws_network_acl_association" "x" {
         network_acl_id = aws_network_acl.n.id
         subnet_id      = aws_subnet.a.id
       }`,
      'aws_network_acl.n',
      'associated apart',
    ],
    [
      `resource "aws_default_network_acl" "d" {
         default_network_acl_id = aws_vpc.a.default_network_acl_id
         subnet_ids             = [aws_subnet.a.id]
       }`,
      'aws_default_network_acl.d',
      'listed in the default ACL',
    ],
  ])('%s → %s, because it is %s', (text, expected) => {
    expect(show(text, 'subnet aws_subnet.a')[0]).toContain(`acl ${expected}`);
  });

  it('a default ACL that nobody manages allows everything', () => {
    expect(show('', 'acl aws_vpc.a.default_network_acl_id')).toHaveLength(5);
  });

  it('aws_default_network_acl without blocks denies everything', () => {
    const text =
      'resource "aws_default_network_acl" "d" { default_network_acl_id = aws_vpc.a.default_network_acl_id }';
    expect(show(text, 'acl aws_default_network_acl.d')).toEqual([
      'acl aws_default_network_acl.d of aws_vpc.a',
    ]);
    expect(show(text, 'vpc aws_vpc.a')[0]).toContain('acl aws_default_network_acl.d');
  });
});
