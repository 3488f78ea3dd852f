import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import { proveOne } from './check.ts';
import { parseTarget } from './target.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(name, folder), 'utf8') });

const vpc = 'resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }';
const gateway = 'resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.a.id }';
const blockAll =
  'resource "aws_vpc_block_public_access_options" "o" { internet_gateway_block_mode = "block-bidirectional" }';

/** One instance whose only route leads to `target`; `id` is the VPC's. */
function instanceBehind(target: string, id = 'aws_vpc.a.id'): string {
  return `
    resource "aws_subnet" "s" {
      vpc_id     = ${id}
      cidr_block = "10.0.1.0/24"
    }
    resource "aws_route_table" "r" {
      vpc_id = ${id}
      route {
        cidr_block = "0.0.0.0/0"
        ${target}
      }
    }
    resource "aws_route_table_association" "s" {
      subnet_id      = aws_subnet.s.id
      route_table_id = aws_route_table.r.id
    }
    resource "aws_security_group" "g" {
      vpc_id = ${id}
      egress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
    resource "aws_instance" "i" {
      subnet_id              = aws_subnet.s.id
      vpc_security_group_ids = [aws_security_group.g.id]
    }`;
}

function regionalNat(id = 'aws_vpc.a.id'): string {
  return `${instanceBehind('nat_gateway_id = aws_nat_gateway.n.id', id)}
    resource "aws_nat_gateway" "n" {
      vpc_id            = ${id}
      availability_mode = "regional"
    }`;
}

const someVpc = 'data "aws_vpc" "d" { default = true }';
const foreignPeer = instanceBehind('vpc_peering_connection_id = "pcx-0123456789abcdef0"');

describe('what lies behind the route', () => {
  it.each([
    [
      `${vpc}${gateway}${regionalNat()}`,
      '8.8.8.8:443',
      'reachable',
      'NAT-7: the VPC has an Internet gateway',
    ],
    [`${vpc}${regionalNat()}`, '8.8.8.8:443', 'blocked', 'NAT-1: it has none'],
    [`${vpc}${gateway}${blockAll}${regionalNat()}`, '8.8.8.8:443', 'blocked', 'BPA-1: closed for the VPC'],
    [
      `${someVpc}${regionalNat('data.aws_vpc.d.id')}`,
      '8.8.8.8:443',
      'undetermined',
      'ENG-9: it was only looked up',
    ],
    [`${vpc}${foreignPeer}`, '8.8.8.8:443', 'blocked', 'PEER-1: no peer has public addresses'],
    [`${vpc}${foreignPeer}`, '10.9.0.1:443', 'undetermined', 'ENG-9: the peer is not in the source'],
  ])('%# %s: %s', (text, to, verdict, _because) => {
    const { network } = readText(text.replaceAll('}resource', '}\nresource'));
    const [client] = network.workloads.values();
    const target = parseTarget(to, network, catalog);
    const call = client && target.ok ? proveOne(network, catalog, client, target.value) : undefined;
    expect(call?.verdict).toBe(verdict);
  });
});
