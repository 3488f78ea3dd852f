import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import { proveOne } from './check.ts';
import { parseTarget } from './target.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(name, folder), 'utf8') });

const everywhere = (direction: 'ingress' | 'egress', family: 'cidr_blocks' | 'ipv6_cidr_blocks'): string =>
  `${direction} {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    ${family} = ["${family === 'cidr_blocks' ? '0.0.0.0/0' : '::/0'}"]
  }`;

/** A caller with both families, one with IPv4 only, one with IPv6 only, a server of both and one of IPv6 only. */
const text = `
  resource "aws_vpc" "v" {
    cidr_block      = "10.0.0.0/16"
    ipv6_cidr_block = "2600:1f14:0:0::/56"
  }
  resource "aws_subnet" "both" {
    vpc_id          = aws_vpc.v.id
    cidr_block      = "10.0.1.0/24"
    ipv6_cidr_block = "2600:1f14:0:1::/64"
  }
  resource "aws_subnet" "ipv6" {
    vpc_id          = aws_vpc.v.id
    ipv6_cidr_block = "2600:1f14:0:2::/64"
    ipv6_native     = true

    assign_ipv6_address_on_creation = true
  }
  resource "aws_subnet" "third" {
    vpc_id          = aws_vpc.v.id
    cidr_block      = "10.0.3.0/24"
    ipv6_cidr_block = "2600:1f14:0:3::/64"
  }
  resource "aws_security_group" "open" {
    vpc_id = aws_vpc.v.id
    ${everywhere('egress', 'cidr_blocks')}
    ${everywhere('egress', 'ipv6_cidr_blocks')}
    ${everywhere('ingress', 'cidr_blocks')}
    ${everywhere('ingress', 'ipv6_cidr_blocks')}
  }
  resource "aws_security_group" "ipv4" {
    vpc_id = aws_vpc.v.id
    ${everywhere('ingress', 'cidr_blocks')}
  }
  resource "aws_instance" "both" {
    subnet_id              = aws_subnet.both.id
    vpc_security_group_ids = [aws_security_group.open.id]
    ipv6_addresses         = ["2600:1f14:0:1::10"]
  }
  resource "aws_instance" "ipv4" {
    subnet_id              = aws_subnet.both.id
    vpc_security_group_ids = [aws_security_group.open.id]
    ipv6_address_count     = 0
  }
  resource "aws_instance" "ipv6" {
    subnet_id              = aws_subnet.ipv6.id
    vpc_security_group_ids = [aws_security_group.open.id]
    ipv6_addresses         = ["2600:1f14:0:2::10"]
  }
  resource "aws_instance" "closed" {
    subnet_id              = aws_subnet.third.id
    vpc_security_group_ids = [aws_security_group.ipv4.id]
    private_ip             = "10.0.3.10"
    ipv6_addresses         = ["2600:1f14:0:3::10"]
  }
  resource "aws_instance" "appliance" {
    subnet_id              = aws_subnet.third.id
    vpc_security_group_ids = [aws_security_group.open.id]
    source_dest_check      = false

    associate_public_ip_address = true
  }
  resource "aws_vpc_endpoint" "secrets" {
    vpc_id             = aws_vpc.v.id
    service_name       = "com.amazonaws.ap-northeast-1.secretsmanager"
    vpc_endpoint_type  = "Interface"
    ip_address_type    = "dualstack"
    subnet_ids         = [aws_subnet.third.id]
    security_group_ids = [aws_security_group.ipv4.id]
  }
  resource "aws_nat_gateway" "n" {
    subnet_id         = aws_subnet.both.id
    connectivity_type = "private"
  }
  resource "aws_route_table" "r" {
    vpc_id = aws_vpc.v.id
    route {
      ipv6_cidr_block = "::/0"
      nat_gateway_id  = aws_nat_gateway.n.id
    }
    route {
      ipv6_cidr_block      = "2404:6800::/32"
      network_interface_id = aws_instance.appliance.primary_network_interface_id
    }
  }
  resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.v.id }
  resource "aws_route_table" "third" {
    vpc_id = aws_vpc.v.id
    route {
      ipv6_cidr_block = "::/0"
      gateway_id      = aws_internet_gateway.i.id
    }
  }
  resource "aws_route_table_association" "third" {
    subnet_id      = aws_subnet.third.id
    route_table_id = aws_route_table.third.id
  }
  resource "aws_route_table_association" "both" {
    subnet_id      = aws_subnet.both.id
    route_table_id = aws_route_table.r.id
  }
  resource "aws_route_table_association" "ipv6" {
    subnet_id      = aws_subnet.ipv6.id
    route_table_id = aws_route_table.r.id
  }`;

const read = readText(text);

function ask(from: string, to: string, { network } = read): string {
  const workload = [...network.workloads.values()].find(({ id }) => id === `aws_instance.${from}`);
  const target = parseTarget(to, network, catalog);
  if (workload === undefined || !target.ok) throw new Error(`${from} ${to}`);
  const { paths } = proveOne(network, catalog, workload, target.value);
  return paths
    .map(({ family, verdict, blockers, unknowns }) =>
      [family, verdict, ...[...blockers, ...unknowns].map(({ code }) => code)].join(' '),
    )
    .join(', ');
}

describe('IPv6 inside the network', () => {
  it.each([
    ['both', '[2600:1f14:0:2::10]:443', 'ipv6 reachable', 'the address is that of an instance with rules'],
    [
      'both',
      '[2600:1f14:0:3::10]:443',
      'ipv6 blocked ENI_SG_RULES_MISMATCH',
      'the group admits IPv4 only (V6-1)',
    ],
    ['both', '10.0.3.10:443', 'ipv4 reachable', 'the same instance by IPv4'],
    [
      'ipv4',
      '[2600:1f14:0:2::10]:443',
      'ipv6 blocked IPV6_ADDRESS_MISSING',
      'the caller has no IPv6 address, though its subnet has a block',
    ],
    ['both', 'aws_instance.ipv6:443', 'ipv6 reachable', 'the callee has no IPv4 address'],
    ['ipv4', 'aws_instance.ipv6:443', 'ipv6 blocked IPV6_ADDRESS_MISSING', 'they have no family in common'],
    ['ipv6', 'aws_instance.both:443', 'ipv6 reachable', 'the caller has no IPv4 address'],
    [
      'ipv6',
      '[2600:1f14:0:3::10]:443',
      'ipv6 blocked ENI_SG_RULES_MISMATCH',
      'NAT64 is no way to an IPv6 address',
    ],
    [
      'both',
      'aws_vpc_endpoint.secrets',
      'ipv6 blocked ENI_SG_RULES_MISMATCH, ipv4 reachable',
      'its ENIs have both families (DNS-9)',
    ],
    ['ipv4', 'aws_vpc_endpoint.secrets', 'ipv4 reachable', 'the caller has one of them'],
    ['both', '[2001:db8::1]:443', 'ipv6 blocked NAT_IPV4_ONLY NAT_IN_OWN_SUBNET', 'NAT-9: no NAT of IPv6'],
    [
      'both',
      '[2404:6800::1]:443',
      'ipv6 undetermined UNKNOWN_APPLIANCE',
      'an instance may forward IPv6 or not',
    ],
    [
      'ipv6',
      '[64:ff9b::808:808]:443',
      'ipv6 undetermined UNKNOWN_NOT_MODELLED',
      'NAT-9: NAT64 may translate it',
    ],
  ])('from %s to %s: %s, because %s', (from, to, expected, _because) => {
    expect(ask(from, to)).toBe(expected);
  });
});

/** Two VPCs that nothing joins but the Internet; the other one has a gateway or not. */
function twoVpcs(gateway: string): string {
  const vpc = (name: string, net: number): string => `
    resource "aws_vpc" "${name}" {
      cidr_block      = "10.${net}.0.0/16"
      ipv6_cidr_block = "2600:1f14:${net}::/56"
    }
    resource "aws_subnet" "${name}" {
      vpc_id          = aws_vpc.${name}.id
      cidr_block      = "10.${net}.1.0/24"
      ipv6_cidr_block = "2600:1f14:${net}:1::/64"
    }
    resource "aws_security_group" "${name}" {
      vpc_id = aws_vpc.${name}.id
      ${everywhere('egress', 'ipv6_cidr_blocks')}
      ${everywhere('ingress', 'ipv6_cidr_blocks')}
    }
    resource "aws_instance" "${name}" {
      subnet_id              = aws_subnet.${name}.id
      vpc_security_group_ids = [aws_security_group.${name}.id]
      ipv6_addresses         = ["2600:1f14:${net}:1::10"]
    }`;
  return `${vpc('a', 0)}${vpc('b', 1)}
    resource "aws_internet_gateway" "a" { vpc_id = aws_vpc.a.id }
    resource "aws_route" "a" {
      route_table_id              = aws_vpc.a.main_route_table_id
      destination_ipv6_cidr_block = "::/0"
      gateway_id                  = aws_internet_gateway.a.id
    }
    ${gateway}`;
}

describe('IPv6 from one VPC to another by the Internet', () => {
  it.each([
    ['', 'ipv6 blocked NO_ROUTE_TO_DESTINATION', 'the other VPC has no gateway'],
    [
      'resource "aws_internet_gateway" "b" { vpc_id = aws_vpc.b.id }',
      'ipv6 undetermined UNKNOWN_FOREIGN_NETWORK',
      'addresses of IPv6 are global (IGW-3)',
    ],
  ])('with %j: %s, because %s', (gateway, expected, _because) => {
    expect(ask('a', '[2600:1f14:1:1::10]:443', readText(twoVpcs(gateway)))).toBe(expected);
  });
});
