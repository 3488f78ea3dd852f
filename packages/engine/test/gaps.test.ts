import { describe, expect, it } from 'vitest';
import { idOf } from '../src/model/identity.ts';
import { readText } from './terraform-network.ts';

const vpcs = `
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "b" { cidr_block = "10.1.0.0/16" }
`;

const a = idOf('Vpc', 'aws_vpc.a');
const b = idOf('Vpc', 'aws_vpc.b');

/** The gap of the text's own construct, as its code and what it touches. */
function gapOf(text: string): readonly [string, readonly string[]][] {
  return readText(vpcs + text).network.gaps.map(({ code, touches }) => [code, touches]);
}

describe('what is not modelled is told, and touches what it could change', () => {
  it.each([
    [
      'aws_route53_resolver_firewall_rule_group_association',
      'name = "x"\nfirewall_rule_group_id = "rslvr-frg-1"\npriority = 101\nvpc_id = aws_vpc.a.id',
      'NSN8003',
      [a],
      'DNS Firewall can refuse any name in its VPC (DNS-1)',
    ],
    [
      'aws_route53profiles_association',
      'name = "x"\nprofile_id = "rp-1"\nresource_id = aws_vpc.b.id',
      'NSN8004',
      [b],
      'a Profile may bring names of endpoints into its VPC (DNS-13)',
    ],
    [
      'aws_vpclattice_service_network_vpc_association',
      'service_network_identifier = "sn-1"\nvpc_identifier = aws_vpc.a.id',
      'NSN8005',
      [],
      'VPC Lattice has names of its own and changes no other answer (OE-4)',
    ],
    [
      'aws_networkfirewall_firewall',
      'name = "x"\nfirewall_policy_arn = "arn:aws:network-firewall:x"\nvpc_id = aws_vpc.a.id',
      'NSN8002',
      [],
      'a firewall acts only where a route leads to it (OE-3)',
    ],
    [
      'aws_vpc_route_server_vpc_association',
      'route_server_id = "rs-1"\nvpc_id = aws_vpc.b.id',
      'NSN8011',
      [b],
      'a route server may add routes to the tables of its VPC (RT-13)',
    ],
    [
      'aws_glue_resource_policy',
      'policy = "{}"',
      'NSN8017',
      [],
      'a policy that no call is held against changes no path',
    ],
    [
      'aws_vpc_encryption_control',
      'vpc_id = aws_vpc.a.id\nmode = "monitor"',
      'NSN8012',
      [a],
      'encryption control may refuse paths of its VPC',
    ],
    [
      'aws_route53_resolver_firewall_rule_group_association',
      'name = "x"\nfirewall_rule_group_id = "rslvr-frg-1"\npriority = 101\nvpc_id = var.somewhere',
      'NSN8003',
      [a, b],
      'in which VPC it is cannot be told: any of them',
    ],
  ])('%s touches the right VPCs (%#)', (type, body, code, touches, _because) => {
    expect(gapOf(`resource "${type}" "x" {\n${body}\n}\nvariable "somewhere" {}`)).toEqual([[code, touches]]);
  });

  it('a network without such things has no gap', () => {
    expect(gapOf('resource "aws_internet_gateway" "x" { vpc_id = aws_vpc.a.id }')).toEqual([]);
  });
});
