import { describe, expect, it } from 'vitest';
import { showOnly } from '../../../../test/show-network.ts';
import { readText } from '../../../../test/terraform-network.ts';

const vpc = `
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_security_group" "peer" { vpc_id = aws_vpc.a.id }
variable "any" {}
`;

function rulesOf(text: string, group = 'aws_security_group.g'): readonly string[] {
  return showOnly(readText(vpc + text).network, `sg ${group}`).slice(1);
}

const inline = (body: string): string =>
  `resource "aws_security_group" "g" {\n vpc_id = aws_vpc.a.id\n ${body}\n}`;
const apart = (body: string): string => `${inline('')}\n${body}`;

describe('all ways to say that 443 is open to 10.0.0.0/16 (TF-11)', () => {
  const ports = 'from_port = 443\n to_port = 443\n';
  it.each([
    ['a block', inline(`ingress {\n${ports} protocol = "tcp"\n cidr_blocks = [aws_vpc.a.cidr_block]\n}`)],
    ['a protocol number', inline(`ingress {\n${ports} protocol = 6\n cidr_blocks = ["10.0.0.0/16"]\n}`)],
    [
      'an attribute',
      inline(
        'ingress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = ["10.0.0.0/16"] }]',
      ),
    ],
    [
      'a rule resource',
      apart(`resource "aws_security_group_rule" "r" {
        security_group_id = aws_security_group.g.id
        type              = "ingress"
        protocol          = "tcp"
        cidr_blocks       = ["10.0.0.0/16"]
        ${ports}}`),
    ],
    [
      'a single-peer rule resource',
      apart(`resource "aws_vpc_security_group_ingress_rule" "r" {
        security_group_id = aws_security_group.g.id
        ip_protocol       = "tcp"
        cidr_ipv4         = "10.0.0.0/16"
        ${ports}}`),
    ],
  ])('%s', (_way, text) => {
    expect(rulesOf(text)).toEqual(['  in tcp 443-443 10.0.0.0/16']);
  });
});

const block = (peer: string, ports = 'from_port = 0\n to_port = 0\n protocol = "-1"'): string =>
  inline(`egress {\n ${ports}\n ${peer}\n}`);

describe('peers of one block', () => {
  it.each([
    [
      'cidr_blocks = ["10.0.0.0/8", "172.16.0.0/12"]',
      ['10.0.0.0/8', '172.16.0.0/12'],
      'one rule for each block',
    ],
    ['ipv6_cidr_blocks = ["::/0"]', ['::/0'], 'IPv6 has its own argument'],
    ['self = true', ['aws_security_group.g'], 'the group itself'],
    ['self = false', [], 'nobody'],
    ['security_groups = [aws_security_group.peer.id]', ['aws_security_group.peer'], 'another group'],
    ['security_groups = ["sg-0123"]', ['sg-0123'], 'a group that is not in the source'],
    ['security_groups = ["123456789012/sg-0123"]', ['sg-0123'], 'a group of a peer account'],
    ['prefix_list_ids = ["pl-61a54008"]', ['pl-61a54008'], 'a list of AWS (SG-5)'],
    ['cidr_blocks = [var.any]', ['?var.any'], 'an unknown rule, never "matches nothing" (SG-7)'],
    ['cidr_blocks = var.any', ['?var.any'], 'an unknown list is an unknown peer'],
  ])('%s → %j, because %s', (peer, expected) => {
    expect(rulesOf(block(peer))).toEqual(expected.map((each) => `  out all 0-65535 ${each}`));
  });

  it('the list of a gateway endpoint, named by the endpoint', () => {
    const text = `${block('prefix_list_ids = [aws_vpc_endpoint.s3.prefix_list_id]')}
      resource "aws_vpc_endpoint" "s3" {
        vpc_id       = aws_vpc.a.id
        service_name = "com.amazonaws.ap-northeast-1.s3"
      }`;
    expect(rulesOf(text)).toEqual(['  out all 0-65535 pl-61a54008']);
  });
});

describe('ports', () => {
  it.each([
    ['from_port = 80\n to_port = 443\n protocol = "tcp"', 'tcp 80-443', 'a range'],
    ['from_port = -1\n to_port = 50\n protocol = "tcp"', 'tcp 0-50', 'half open below (SG-8)'],
    ['from_port = 30\n to_port = -1\n protocol = "tcp"', 'tcp 30-65535', 'half open above (SG-8)'],
    ['from_port = 8\n to_port = -1\n protocol = "icmp"', 'icmp 0-65535', 'ICMP has no ports'],
    ['from_port = 0\n to_port = 0\n protocol = "tcp"', 'tcp 0-0', 'port 0 only, not every port'],
    ['from_port = 443\n to_port = 443\n protocol = "TCP"', 'tcp 443-443', 'case does not matter'],
  ])('%s → %s, because %s', (ports, expected) => {
    expect(rulesOf(block('cidr_blocks = ["0.0.0.0/0"]', ports))).toEqual([`  out ${expected} 0.0.0.0/0`]);
  });

  it.each([
    ['from_port = 443\n to_port = 80\n protocol = "tcp"', 'NSN2105', 'the range runs backwards'],
    ['from_port = 0\n to_port = 65536\n protocol = "tcp"', 'NSN2105', 'one past the last port'],
    ['from_port = 0\n to_port = 0\n protocol = "tpc"', 'NSN2104', 'a misspelt protocol'],
  ])('%s is told by %s, because %s', (ports, code) => {
    const { networkCodes } = readText(vpc + block('cidr_blocks = ["0.0.0.0/0"]', ports));
    expect(networkCodes).toEqual([code]);
  });
});

describe('groups that nobody wrote rules for', () => {
  it('a group of Terraform has no egress unless it is written (SG-3)', () => {
    expect(rulesOf(inline(''))).toEqual([]);
  });

  it('a default group that nobody manages is open to itself and outwards (SG-2)', () => {
    expect(rulesOf('', 'aws_vpc.a.default_security_group_id')).toEqual([
      '  in all 0-65535 aws_vpc.a.default_security_group_id',
      '  out all 0-65535 0.0.0.0/0',
      '  out all 0-65535 ::/0',
    ]);
  });

  it("aws_default_security_group without blocks has no rules, and is the VPC's default group", () => {
    const text = 'resource "aws_default_security_group" "d" { vpc_id = aws_vpc.a.id }';
    expect(rulesOf(text, 'aws_default_security_group.d')).toEqual([]);
    const [shown] = showOnly(readText(vpc + text).network, 'vpc aws_vpc.a');
    expect(shown).toContain('sg aws_default_security_group.d');
  });

  it('a rule resource may add to the default group of a VPC', () => {
    const text = `resource "aws_vpc_security_group_ingress_rule" "r" {
      security_group_id = aws_vpc.a.default_security_group_id
      ip_protocol       = "-1"
      cidr_ipv4         = "10.0.0.0/16"
    }`;
    expect(rulesOf(text, 'aws_vpc.a.default_security_group_id')).toContain('  in all 0-65535 10.0.0.0/16');
  });

  it('a group that is looked up has rules that we cannot see, and the ones that are added', () => {
    const text = `data "aws_security_group" "d" { name = "x" }
      resource "aws_security_group_rule" "r" {
        security_group_id = data.aws_security_group.d.id
        type              = "egress"
        protocol          = "-1"
        from_port         = 0
        to_port           = 0
        self              = true
      }`;
    expect(rulesOf(text, 'data.aws_security_group.d')).toEqual([
      '  in ?data.aws_security_group.d.ingress',
      '  out all 0-65535 data.aws_security_group.d',
      '  out ?data.aws_security_group.d.egress',
    ]);
  });
});

describe('rules whose number is not known are unknowns of the group', () => {
  it.each([
    ['count', 'count = var.any'],
    ['for_each', 'for_each = var.any'],
  ])('%s', (_name, meta) => {
    const text = apart(`resource "aws_vpc_security_group_egress_rule" "r" {
      ${meta}
      security_group_id = aws_security_group.g.id
      ip_protocol       = "-1"
      cidr_ipv4         = "0.0.0.0/0"
    }`);
    expect(rulesOf(text)).toEqual(['  out ?aws_vpc_security_group_egress_rule.r[*]']);
  });

  it('a rule resource whose direction is not known may be either', () => {
    const text = apart(`resource "aws_security_group_rule" "r" {
      security_group_id = aws_security_group.g.id
      type              = var.any
      protocol          = "-1"
      from_port         = 0
      to_port           = 0
      self              = true
    }`);
    expect(rulesOf(text)).toEqual(['  in ?var.any', '  out ?var.any']);
  });
});
