import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import type { Network } from '../model/network.ts';
import { applyChanges } from './apply-change.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(name, folder), 'utf8') });

const { network } = readText(`
  provider "aws" { region = "ap-northeast-1" }
  resource "aws_vpc" "main" {
    cidr_block           = "10.0.0.0/16"
    enable_dns_hostnames = true
  }
  resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
  resource "aws_subnet" "public" {
    count      = 2
    vpc_id     = aws_vpc.main.id
    cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
  }
  resource "aws_subnet" "private" {
    vpc_id     = aws_vpc.main.id
    cidr_block = "10.0.9.0/24"
  }
  resource "aws_eip" "nat" { count = 2 }
  resource "aws_nat_gateway" "main" {
    count         = 2
    subnet_id     = aws_subnet.public[count.index].id
    allocation_id = aws_eip.nat[count.index].id
  }
  resource "aws_route_table" "public" {
    vpc_id = aws_vpc.main.id
    route {
      cidr_block = "0.0.0.0/0"
      gateway_id = aws_internet_gateway.main.id
    }
  }
  resource "aws_route_table" "private" { vpc_id = aws_vpc.main.id }
  resource "aws_route" "nat" {
    route_table_id         = aws_route_table.private.id
    destination_cidr_block = "0.0.0.0/0"
    nat_gateway_id         = aws_nat_gateway.main[0].id
  }
  resource "aws_route_table_association" "private" {
    subnet_id      = aws_subnet.private.id
    route_table_id = aws_route_table.private.id
  }
  resource "aws_security_group" "app" { vpc_id = aws_vpc.main.id }
  resource "aws_security_group" "peer" { vpc_id = aws_vpc.main.id }
  resource "aws_security_group_rule" "to_peer" {
    type                     = "egress"
    security_group_id        = aws_security_group.app.id
    from_port                = 443
    to_port                  = 443
    protocol                 = "tcp"
    source_security_group_id = aws_security_group.peer.id
  }
  resource "aws_default_network_acl" "main" { default_network_acl_id = aws_vpc.main.default_network_acl_id }
  resource "aws_instance" "app" {
    subnet_id              = aws_subnet.private.id
    vpc_security_group_ids = [aws_security_group.app.id]
  }`);

function remove(...addresses: readonly string[]): ReturnType<typeof applyChanges> {
  return applyChanges(
    network,
    addresses.map((address) => ({ kind: 'remove', address })),
    catalog,
  );
}

describe('what goes with a thing', () => {
  it.each([
    ['aws_nat_gateway.main[0]', ['aws_eip.nat[0]', 'aws_nat_gateway.main[0]'], 'its address was only for it'],
    [
      'aws_nat_gateway.main',
      ['aws_eip.nat[0]', 'aws_eip.nat[1]', 'aws_nat_gateway.main[0]', 'aws_nat_gateway.main[1]'],
      'the resource without its index is all of its instances',
    ],
    [
      'aws_subnet.public[1]',
      ['aws_eip.nat[1]', 'aws_nat_gateway.main[1]', 'aws_subnet.public[1]'],
      'a NAT gateway stands in its subnet',
    ],
    ['aws_subnet.private', ['aws_instance.app', 'aws_subnet.private'], 'a workload stands in its subnet'],
    ['aws_eip.nat[0]', ['aws_eip.nat[0]'], 'the gateway stays, without an address'],
    ['aws_route.nat', ['aws_route.nat'], 'a route is a part of its table'],
    ['aws_security_group_rule.to_peer', ['aws_security_group_rule.to_peer'], 'a rule is a part of its group'],
  ])('%s: %j, because %s', (address, expected) => {
    const answer = remove(address);
    expect(answer.problems).toEqual([]);
    expect(answer.removed).toEqual(expected);
  });

  it('a route to what goes is not left as a black hole', () => {
    const answer = remove('aws_nat_gateway.main[0]');
    expect(answer.routes.map(({ route }) => route.target.kind)).toEqual(['nat-gateway']);
    expect(routesOf(answer.network, 'aws_route_table.private')).toEqual([]);
    expect(routesOf(answer.network, 'aws_route_table.public')).toEqual(['internet-gateway']);
  });

  it('a rule that names a group goes with the group', () => {
    const { network: after } = remove('aws_security_group.peer');
    const group = [...after.securityGroups.values()].find(({ id }) => id === 'aws_security_group.app');
    expect(group?.egress.items).toEqual([]);
  });

  it('a subnet whose association goes uses the main table (RT-1)', () => {
    const { network: after } = remove('aws_route_table.private');
    const subnet = [...after.subnets.values()].find(({ id }) => id === 'aws_subnet.private');
    expect(subnet?.routeTable).toBeUndefined();
  });
});

describe('several removals', () => {
  it('what went with an earlier one is no mistake', () => {
    const answer = remove('aws_nat_gateway.main', 'aws_eip.nat[0]', 'aws_eip.nat');
    expect(answer.problems).toEqual([]);
    expect(answer.removed).toHaveLength(4);
  });
});

describe('an endpoint that is widened (IF-1)', () => {
  const { network: named } = readText(`
    resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
    resource "aws_subnet" "a" {
      vpc_id     = aws_vpc.main.id
      cidr_block = "10.0.1.0/24"
    }
    resource "aws_subnet" "c" {
      vpc_id     = aws_vpc.main.id
      cidr_block = "10.0.2.0/24"
    }
    resource "aws_vpc_endpoint" "logs" {
      vpc_id            = aws_vpc.main.id
      service_name      = "com.amazonaws.ap-northeast-1.logs"
      vpc_endpoint_type = "Interface"
      subnet_ids        = [aws_subnet.a.id]
    }`);

  it('stands in each subnet once, whoever asks for one that it has', () => {
    const [endpoint] = named.vpcEndpoints.keys();
    if (endpoint === undefined) throw new Error('the endpoint is read');
    const subnets = [...named.subnets.keys()];
    const change = { kind: 'widen-endpoint', endpoint, subnets, routeTables: [] } as const;
    const widened = applyChanges(named, [change], catalog).network.vpcEndpoints.get(endpoint);
    expect(widened?.subnets.items).toEqual(['aws_subnet.a', 'aws_subnet.c']);
  });
});

describe('what cannot be taken out', () => {
  it.each([
    ['aws_nat_gateway.mian', 'not-in-network', ['aws_nat_gateway.main[0]', 'aws_nat_gateway.main[1]']],
    ['aws_nat', 'not-in-network', []],
    ['aws_default_network_acl.main', 'kept-by-aws', []],
  ])('%s: %s, perhaps %j', (address, kind, nearest) => {
    const answer = remove(address);
    expect(answer.problems).toEqual([{ kind, asked: address, nearest }]);
    expect(answer.network).toEqual(network);
  });
});

function routesOf({ routeTables }: Network, id: string): readonly string[] {
  const table = [...routeTables.values()].find((candidate) => candidate.id === id);
  return table?.routes.items.map(({ target }) => target.kind) ?? [];
}
