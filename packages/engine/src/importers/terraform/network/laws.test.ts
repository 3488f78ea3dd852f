import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showNetwork } from '../../../../test/show-network.ts';
import { readText } from '../../../../test/terraform-network.ts';

const blocks: readonly string[] = [
  'resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }',
  'resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.a.id }',
  'resource "aws_subnet" "s" {\n count = 3\n vpc_id = aws_vpc.a.id\n cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)\n}',
  'resource "aws_route_table" "t" { vpc_id = aws_vpc.a.id }',
  'resource "aws_route" "d" {\n route_table_id = aws_route_table.t.id\n destination_cidr_block = "0.0.0.0/0"\n gateway_id = aws_internet_gateway.i.id\n}',
  'resource "aws_route" "e" {\n route_table_id = aws_route_table.t.id\n destination_cidr_block = "192.0.2.0/24"\n gateway_id = aws_internet_gateway.i.id\n}',
  'resource "aws_route_table_association" "s" {\n count = 3\n subnet_id = aws_subnet.s[count.index].id\n route_table_id = aws_route_table.t.id\n}',
  'resource "aws_security_group" "g" { vpc_id = aws_vpc.a.id }',
  'resource "aws_vpc_security_group_egress_rule" "x" {\n security_group_id = aws_security_group.g.id\n ip_protocol = "-1"\n cidr_ipv4 = "0.0.0.0/0"\n}',
  'resource "aws_vpc_security_group_ingress_rule" "y" {\n security_group_id = aws_security_group.g.id\n ip_protocol = "tcp"\n from_port = 443\n to_port = 443\n referenced_security_group_id = aws_security_group.g.id\n}',
  'resource "aws_default_route_table" "m" { default_route_table_id = aws_vpc.a.default_route_table_id }',
  'resource "aws_vpc_endpoint" "s3" {\n vpc_id = aws_vpc.a.id\n service_name = "com.amazonaws.ap-northeast-1.s3"\n route_table_ids = [aws_route_table.t.id, aws_default_route_table.m.id]\n}',
  'resource "aws_instance" "w" {\n subnet_id = aws_subnet.s[1].id\n vpc_security_group_ids = [aws_security_group.g.id]\n}',
];

const seed = 20261128;

describe('laws of reading', () => {
  it('the order of blocks in the source does not matter', () => {
    const expected = showNetwork(readText(blocks.join('\n')).network);
    fc.assert(
      fc.property(fc.shuffledSubarray([...blocks], { minLength: blocks.length }), (shuffled) => {
        expect(showNetwork(readText(shuffled.join('\n')).network)).toBe(expected);
      }),
      { seed, numRuns: 25 },
    );
  });

  it('leaving anything out never breaks the reading, and a dangling link is never a link elsewhere', () => {
    fc.assert(
      fc.property(fc.subarray([...blocks]), (some) => {
        const { network } = readText(some.join('\n'));
        for (const subnet of network.subnets.values()) {
          const target = subnet.routeTable?.target;
          if (target?.kind === 'known') expect(network.routeTables.has(target.value)).toBe(true);
        }
      }),
      { seed, numRuns: 40 },
    );
  });

  it('making the number of a rule unknown turns a certain member into an unknown one', () => {
    for (const type of ['aws_vpc_security_group_egress_rule" "x', 'aws_route" "d']) {
      const certain = blocks.join('\n');
      const open = certain.replace(`resource "${type}" {`, `resource "${type}" {\n count = var.n\n`);
      const before = countsOf(`variable "n" {}\n${certain}`);
      const after = countsOf(`variable "n" {}\n${open}`);
      expect(after.members).toBe(before.members - 1);
      expect(after.unknowns).toBe(before.unknowns + 1);
    }
  });
});

function countsOf(text: string): { readonly members: number; readonly unknowns: number } {
  const { network } = readText(text);
  const all = [
    ...[...network.routeTables.values()].map(({ routes }) => routes),
    ...[...network.securityGroups.values()].flatMap(({ ingress, egress }) => [ingress, egress]),
  ];
  return {
    members: all.reduce((sum, { items }) => sum + items.length, 0),
    unknowns: all.reduce((sum, { unknowns }) => sum + unknowns.length, 0),
  };
}
