import { describe, expect, it } from 'vitest';
import { showOnly } from '../../../../test/show-network.ts';
import { readText } from '../../../../test/terraform-network.ts';

const vpc = `
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "a" { vpc_id = aws_vpc.a.id }
resource "aws_nat_gateway" "a" { subnet_id = aws_subnet.a[0].id }
resource "aws_route_table" "a" { vpc_id = aws_vpc.a.id }
resource "aws_subnet" "a" {
  count      = 2
  vpc_id     = aws_vpc.a.id
  cidr_block = cidrsubnet(aws_vpc.a.cidr_block, 8, count.index)
}
variable "any" {}
`;

const route = (target: string, destination = 'destination_cidr_block = "0.0.0.0/0"'): string => `
resource "aws_route" "x" {
  route_table_id = aws_route_table.a.id
  ${destination}
  ${target}
}`;

describe('targets of a route (RT-16)', () => {
  it.each([
    ['gateway_id = aws_internet_gateway.a.id', 'internet-gateway aws_internet_gateway.a', 'a link by id'],
    ['gateway_id = "igw-0123"', 'internet-gateway igw-0123', 'a literal id of a gateway elsewhere'],
    ['gateway_id = "vgw-0123"', 'vpn-gateway vgw-0123', 'the same argument takes a VPN gateway'],
    ['gateway_id = "local"', 'local', 'a replaced local route'],
    ['gateway_id = aws_nat_gateway.a.id', 'nat-gateway aws_nat_gateway.a', 'AWS takes it there, too'],
    ['gateway_id = "nat-0123"', 'nat-gateway nat-0123', 'and by its id'],
    ['gateway_id = "eigw-0123"', '?invalid', 'whether AWS takes these is not documented'],
    ['nat_gateway_id = "nat-0123"', 'nat-gateway nat-0123', 'a NAT gateway elsewhere'],
    ['transit_gateway_id = "tgw-0123"', 'transit-gateway tgw-0123', 'a transit gateway'],
    ['vpc_endpoint_id = "vpce-0123"', 'vpc-endpoint vpce-0123', 'a Gateway Load Balancer endpoint'],
    ['carrier_gateway_id = "cagw-1"', 'carrier-gateway cagw-1', 'named, not modelled'],
    ['core_network_arn = "arn:x"', 'core-network arn:x', 'named, not modelled'],
    ['gateway_id = aws_vpc.a.id', '?aws_vpc.a.id', 'a VPC is no gateway: never "no route"'],
    ['nat_gateway_id = var.any', '?var.any', 'a value that nobody gave'],
  ])('%s → %s, because %s', (target, expected) => {
    const { network } = readText(vpc + route(target));
    expect(showOnly(network, 'table aws_route_table.a')[1]).toBe(`  0.0.0.0/0 -> ${expected}`);
  });

  it('an instance named by its primary interface is a NAT instance (NAT-10)', () => {
    const instance = 'resource "aws_instance" "nat" { source_dest_check = false }';
    const { network } = readText(
      `${vpc}${instance}${route('network_interface_id = aws_instance.nat.primary_network_interface_id')}`,
    );
    expect(showOnly(network, 'table aws_route_table.a')[1]).toBe('  0.0.0.0/0 -> instance aws_instance.nat');
  });

  it('a route without a target is told', () => {
    expect(readText(vpc + route('')).told).toContain('NSN4009 line 13');
  });

  it.each([
    ['gateway_id = aws_nat_gateway.a.id', true, 'no plan of Terraform is ever empty'],
    ['nat_gateway_id = aws_nat_gateway.a.id', false, 'its own argument'],
    ['gateway_id = aws_internet_gateway.a.id', false, 'an Internet gateway'],
  ])('%s is told as the wrong argument: %s, because %s', (target, expected) => {
    expect(
      readText(vpc + route(target))
        .told.join(' ')
        .includes('NSN4015'),
    ).toBe(expected);
  });

  it('one of which there may be none is not', () => {
    const routes = (number: string): string => `${vpc}
variable "any" {}
resource "aws_route" "perhaps" {
  count                  = ${number}
  route_table_id         = aws_route_table.a.id
  destination_cidr_block = "10.9.0.0/16"
}`;
    const codes = (number: string): boolean => readText(routes(number)).told.join(' ').includes('NSN4009');
    expect([codes('1'), codes('length(var.any)')]).toEqual([true, false]);
  });
});

describe('all ways to say a route (TF-11)', () => {
  const expected = [
    'table aws_route_table.b of aws_vpc.a',
    '  0.0.0.0/0 -> internet-gateway aws_internet_gateway.a',
  ];
  it.each([
    [
      'an inline block',
      `resource "aws_route_table" "b" {
         vpc_id = aws_vpc.a.id
         route {
           cidr_block = "0.0.0.0/0"
           gateway_id = aws_internet_gateway.a.id
         }
       }`,
    ],
    [
      'an inline attribute',
      `resource "aws_route_table" "b" {
         vpc_id = aws_vpc.a.id
         route  = [{ cidr_block = "0.0.0.0/0", gateway_id = aws_internet_gateway.a.id }]
       }`,
    ],
    [
      'a dynamic block',
      `resource "aws_route_table" "b" {
         vpc_id = aws_vpc.a.id
         dynamic "route" {
           for_each = ["0.0.0.0/0"]
           content {
             cidr_block = route.value
             gateway_id = aws_internet_gateway.a.id
           }
         }
       }`,
    ],
    [
      'a resource of its own',
      `resource "aws_route_table" "b" { vpc_id = aws_vpc.a.id }
       resource "aws_route" "b" {
         route_table_id         = aws_route_table.b.id
         destination_cidr_block = "0.0.0.0/0"
         gateway_id             = aws_internet_gateway.a.id
       }`,
    ],
  ])('%s', (_way, text) => {
    expect(showOnly(readText(vpc + text).network, 'table aws_route_table.b')).toEqual(expected);
  });

  it('destinations may be IPv6 and prefix lists, and stand in order of their text', () => {
    const { network } = readText(`${vpc}
      data "aws_ec2_managed_prefix_list" "s3" { name = "com.amazonaws.ap-northeast-1.s3" }
      resource "aws_route" "l" {
        route_table_id             = aws_route_table.a.id
        destination_prefix_list_id = data.aws_ec2_managed_prefix_list.s3.id
        gateway_id                 = aws_internet_gateway.a.id
      }
      resource "aws_route" "v6" {
        route_table_id              = aws_route_table.a.id
        destination_ipv6_cidr_block = "::/0"
        gateway_id                  = aws_internet_gateway.a.id
      }
      resource "aws_route" "v4" {
        route_table_id         = aws_route_table.a.id
        destination_cidr_block = "192.0.2.0/24"
        gateway_id             = aws_internet_gateway.a.id
      }`);
    expect(showOnly(network, 'table aws_route_table.a').slice(1)).toEqual([
      '  192.0.2.0/24 -> internet-gateway aws_internet_gateway.a',
      '  ::/0 -> internet-gateway aws_internet_gateway.a',
      '  pl-61a54008 -> internet-gateway aws_internet_gateway.a',
    ]);
    expect(network.prefixLists.size).toBe(1);
  });
});

describe('the table of a subnet (RT-1)', () => {
  it.each([
    ['', 'aws_vpc.a.default_route_table_id', 'nobody manages the main table'],
    [
      `resource "aws_default_route_table" "m" { default_route_table_id = aws_vpc.a.default_route_table_id }`,
      'aws_default_route_table.m',
      'a resource takes it over',
    ],
    [
      `resource "aws_default_route_table" "m" { default_route_table_id = aws_vpc.a.main_route_table_id }`,
      'aws_default_route_table.m',
      'its other name is the same table',
    ],
    [
      `resource "aws_main_route_table_association" "m" {
         vpc_id         = aws_vpc.a.id
         route_table_id = aws_route_table.a.id
       }`,
      'aws_route_table.a',
      'another table was made the main one',
    ],
  ])('main table after `%s` is %s, because %s', (text, expected) => {
    const { network } = readText(vpc + text);
    const [shown] = showOnly(network, 'vpc aws_vpc.a');
    expect(shown).toContain(` main ${expected} `);
    expect(showOnly(network, `table ${expected}`)).toHaveLength(1);
  });

  it('an association names one subnet of several exactly', () => {
    const { network } = readText(`${vpc}
      resource "aws_route_table_association" "x" {
        subnet_id      = aws_subnet.a[1].id
        route_table_id = aws_route_table.a.id
      }`);
    expect(showOnly(network, 'subnet aws_subnet.a[0]')[0]).not.toContain('table');
    expect(showOnly(network, 'subnet aws_subnet.a[1]')[0]).toContain('table aws_route_table.a');
  });

  it('an association of unknown number leaves only the named subnets open (TF-8)', () => {
    const { network } = readText(`${vpc}
      resource "aws_subnet" "b" {
        vpc_id     = aws_vpc.a.id
        cidr_block = "10.0.200.0/24"
      }
      resource "aws_route_table_association" "x" {
        count          = var.any
        subnet_id      = element(aws_subnet.a[*].id, count.index)
        route_table_id = aws_route_table.a.id
      }`);
    expect(showOnly(network, 'subnet aws_subnet.a[0]')[0]).toContain('table ?');
    expect(showOnly(network, 'subnet aws_subnet.b')[0]).not.toContain('table');
  });

  it('two associations of one subnet are told, and which one holds is not known', () => {
    const two = ['x', 'y'].map(
      (name) => `
      resource "aws_route_table" "${name}" { vpc_id = aws_vpc.a.id }
      resource "aws_route_table_association" "${name}" {
        subnet_id      = aws_subnet.a[0].id
        route_table_id = aws_route_table.${name}.id
      }`,
    );
    const { network, told } = readText(vpc + two.join(''));
    expect(told.filter((line) => line.startsWith('NSN4010'))).toHaveLength(1);
    expect(showOnly(network, 'subnet aws_subnet.a[0]')[0]).toContain('table ?invalid');
  });

  it('a table on a gateway is an edge table (RT-15)', () => {
    const { network } = readText(`${vpc}
      resource "aws_route_table_association" "x" {
        gateway_id     = aws_internet_gateway.a.id
        route_table_id = aws_route_table.a.id
      }`);
    expect(showOnly(network, 'table aws_route_table.a')[0]).toBe(
      'table aws_route_table.a of aws_vpc.a edge of aws_internet_gateway.a',
    );
  });

  it('propagation is read from both places', () => {
    const { network } = readText(`${vpc}
      resource "aws_vpn_gateway" "v" { vpc_id = aws_vpc.a.id }
      resource "aws_route_table" "p" {
        vpc_id           = aws_vpc.a.id
        propagating_vgws = [aws_vpn_gateway.v.id]
      }
      resource "aws_vpn_gateway_route_propagation" "q" {
        vpn_gateway_id = aws_vpn_gateway.v.id
        route_table_id = aws_route_table.a.id
      }`);
    for (const name of ['a', 'p']) {
      expect(showOnly(network, `table aws_route_table.${name}`)[1]).toBe('  propagates aws_vpn_gateway.v');
    }
  });
});

describe('routes whose number is not known are unknowns of the table', () => {
  it('a resource with an unknown count', () => {
    const { network } = readText(`${vpc}
      resource "aws_route" "x" {
        count                  = var.any
        route_table_id         = aws_route_table.a.id
        destination_cidr_block = "0.0.0.0/0"
        gateway_id             = aws_internet_gateway.a.id
      }`);
    expect(showOnly(network, 'table aws_route_table.a').slice(1)).toEqual(['  ?aws_route.x[*]']);
  });

  it('a dynamic block over an unknown list', () => {
    const { network } = readText(`${vpc}
      resource "aws_route_table" "d" {
        vpc_id = aws_vpc.a.id
        dynamic "route" {
          for_each = var.any
          content {
            cidr_block = route.value
            gateway_id = aws_internet_gateway.a.id
          }
        }
      }`);
    const { routes } = [...network.routeTables.values()].find(({ id }) => id === 'aws_route_table.d') ?? {};
    expect(routes?.items).toEqual([]);
    expect(routes?.unknowns.length).toBeGreaterThan(0);
  });

  it('a route for a table that cannot be told may be in any table', () => {
    const { network } = readText(`${vpc}
      resource "aws_route_table" "b" { vpc_id = aws_vpc.a.id }
      resource "aws_route" "x" {
        route_table_id         = var.any
        destination_cidr_block = "0.0.0.0/0"
        gateway_id             = aws_internet_gateway.a.id
      }`);
    for (const table of network.routeTables.values()) expect(table.routes.unknowns).toHaveLength(1);
  });
});
