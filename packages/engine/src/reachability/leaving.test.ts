import { describe, expect, it } from 'vitest';
import { proveText, verdictOf } from '../../test/prove-text.ts';

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

const publicInstance = instanceBehind('gateway_id = aws_internet_gateway.i.id').replace(
  'vpc_security_group_ids =',
  'associate_public_ip_address = true\n      vpc_security_group_ids =',
);
const edgeToInterface = `
    resource "aws_route_table" "edge" {
      vpc_id = aws_vpc.a.id
      route {
        cidr_block           = "10.0.1.0/24"
        network_interface_id = "eni-0123456789abcdef0"
      }
    }
    resource "aws_route_table_association" "edge" {
      gateway_id     = aws_internet_gateway.i.id
      route_table_id = aws_route_table.edge.id
    }`;

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
    [`${vpc}${gateway}${publicInstance}`, '8.8.8.8:443', 'reachable', 'IGW-1: it has a public address'],
    [
      `${vpc}${gateway}${publicInstance}${edgeToInterface}`,
      '8.8.8.8:443',
      'undetermined',
      'RT-15: replies go to an appliance',
    ],
    [`${vpc}${foreignPeer}`, '8.8.8.8:443', 'blocked', 'PEER-1: no peer has public addresses'],
    [`${vpc}${foreignPeer}`, '10.9.0.1:443', 'undetermined', 'ENG-9: the peer is not in the source'],
  ])('%# %s: %s', (text, to, verdict, _because) => {
    const call = proveText(text.replaceAll('}resource', '}\nresource'), 'aws_instance.i', to);
    expect(call?.verdict).toBe(verdict);
  });
});

/** A NAT gateway in a subnet of its own, whose route leads to `target`; a second VPC is peered. */
function behindNat(target: string, more = '', type = 'public'): string {
  return `
    resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
    resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.a.id }
    ${instanceBehind('nat_gateway_id = aws_nat_gateway.n.id')}
    resource "aws_eip" "n" { domain = "vpc" }
    resource "aws_nat_gateway" "n" {
      connectivity_type = "${type}"
      subnet_id         = aws_subnet.n.id
      ${type === 'public' ? 'allocation_id = aws_eip.n.id' : ''}
    }
    resource "aws_subnet" "n" {
      vpc_id     = aws_vpc.a.id
      cidr_block = "10.0.9.0/24"
    }
    resource "aws_route_table" "n" {
      vpc_id = aws_vpc.a.id
      ${target}
    }
    resource "aws_route_table_association" "n" {
      subnet_id      = aws_subnet.n.id
      route_table_id = aws_route_table.n.id
    }
    resource "aws_vpc" "b" { cidr_block = "10.1.0.0/16" }
    resource "aws_subnet" "b" {
      vpc_id     = aws_vpc.b.id
      cidr_block = "10.1.1.0/24"
    }
    resource "aws_security_group" "z" {
      vpc_id = aws_vpc.b.id
      ingress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
    resource "aws_instance" "z" {
      subnet_id              = aws_subnet.b.id
      private_ip             = "10.1.1.10"
      vpc_security_group_ids = [aws_security_group.z.id]
    }
    resource "aws_vpc_peering_connection" "p" {
      vpc_id      = aws_vpc.a.id
      peer_vpc_id = aws_vpc.b.id
      auto_accept = true
    }
    variable "any" {}
    ${more}`;
}

const all = (target: string): string => `route {
        cidr_block = "0.0.0.0/0"
        ${target}
      }`;
const firewall = `
    resource "aws_vpc_endpoint" "f" {
      vpc_id            = aws_vpc.a.id
      service_name      = "com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0"
      vpc_endpoint_type = "GatewayLoadBalancer"
      subnet_ids        = [aws_subnet.n.id]
    }`;
const gatewayEndpoint = `
    resource "aws_vpc_endpoint" "s3" {
      vpc_id          = aws_vpc.a.id
      service_name    = "com.amazonaws.ap-northeast-1.s3"
      route_table_ids = [aws_route_table.n.id]
    }`;
/** A table on the Internet gateway sends what comes for `cidr` to a firewall. */
const edge = (cidr: string): string => `${firewall}
    resource "aws_route_table" "edge" {
      vpc_id = aws_vpc.a.id
      route {
        cidr_block      = "${cidr}"
        vpc_endpoint_id = aws_vpc_endpoint.f.id
      }
    }
    resource "aws_route_table_association" "edge" {
      gateway_id     = aws_internet_gateway.i.id
      route_table_id = aws_route_table.edge.id
    }`;
const toPeer = `route {
        cidr_block                = "10.1.0.0/16"
        vpc_peering_connection_id = aws_vpc_peering_connection.p.id
      }`;
const outside = '8.8.8.8:443';
const inOther = '10.1.1.10:443';

describe('what lies behind the subnet of a NAT gateway (NAT-1, NAT-5)', () => {
  const rows: readonly (readonly [text: string, to: string, verdict: string, because: string])[] = [
    [behindNat(all('gateway_id = aws_internet_gateway.i.id')), outside, 'reachable', 'the usual case'],
    [
      behindNat(all('gateway_id = aws_internet_gateway.i.id'), edge('10.0.9.0/24')),
      outside,
      'undetermined',
      'RT-15: replies go to an appliance that has not seen the request',
    ],
    [
      behindNat(all('gateway_id = aws_internet_gateway.i.id'), edge('10.0.1.0/24')),
      outside,
      'reachable',
      'RT-15: only replies to another subnet do',
    ],
    [
      behindNat(
        all('gateway_id = aws_internet_gateway.i.id'),
        edge('10.0.9.0/24').replace('vpc_endpoint_id = aws_vpc_endpoint.f.id', 'gateway_id = "local"'),
      ),
      outside,
      'reachable',
      'RT-15: a local route of the edge table leads straight back',
    ],
    [behindNat(''), outside, 'blocked', 'NAT-1: it has no way out'],
    [
      behindNat('').replace(
        'subnet_id         = aws_subnet.n.id',
        'availability_mode = "regional"\n vpc_id = aws_vpc.a.id',
      ),
      inOther,
      'blocked',
      'IGW-2: behind a regional one lies the Internet gateway alone',
    ],
    [behindNat(all('nat_gateway_id = aws_nat_gateway.n.id')), outside, 'blocked', 'it leads back to itself'],
    [
      behindNat(all('nat_gateway_id = "nat-0123456789abcdef0"')),
      outside,
      'undetermined',
      'whether one NAT gateway serves another AWS does not say',
    ],
    [
      behindNat(all('transit_gateway_id = "tgw-0123456789abcdef0"')),
      outside,
      'undetermined',
      'AWS names transit gateways as ways of public NAT gateways, too',
    ],
    [
      behindNat(all('transit_gateway_id = "tgw-0123456789abcdef0"'), '', 'private'),
      outside,
      'undetermined',
      'and of private ones: another VPC may be the way out',
    ],
    [
      behindNat(all('gateway_id = aws_internet_gateway.i.id'), '', 'private'),
      outside,
      'blocked',
      'NAT-5: an Internet gateway drops what a private one sends',
    ],
    [
      behindNat('', gatewayEndpoint, 'private'),
      's3',
      'undetermined',
      'nor whether a gateway endpoint takes what a private NAT gateway sends',
    ],
    [behindNat('', gatewayEndpoint), 's3', 'reachable', 'GW-2: it takes what a public one sends'],
    [
      behindNat(all('vpc_endpoint_id = aws_vpc_endpoint.f.id'), firewall),
      outside,
      'undetermined',
      'OE-3: the appliance behind a Gateway Load Balancer decides',
    ],
    [
      behindNat(all('network_interface_id = "eni-0123456789abcdef0"')),
      outside,
      'undetermined',
      'so does one behind a network interface',
    ],
    [behindNat(all('gateway_id = var.any')), outside, 'undetermined', 'ENG-9: nobody gave the gateway'],
    [
      behindNat(all('gateway_id = aws_internet_gateway.i.id')),
      inOther,
      'blocked',
      'IGW-2: private addresses do not leave by the Internet gateway',
    ],
    [behindNat(''), inOther, 'blocked', 'there is no route at all'],
    [
      behindNat(toPeer),
      inOther,
      'undetermined',
      'whether a NAT gateway’s packets pass a peering connection AWS does not say',
    ],
    [
      behindNat(all('transit_gateway_id = "tgw-0123456789abcdef0"')),
      inOther,
      'undetermined',
      'behind the transit gateway the other VPC may lie',
    ],
  ];

  it.each(rows.map(([text, to, verdict, because]) => ({ text, to, verdict, because })))(
    'to $to: $verdict, because $because',
    ({ text, to, verdict }) => {
      const call = proveText(text, 'aws_instance.i', to);
      expect(call?.verdict).toBe(verdict);
    },
  );

  it.each([
    [toPeer, 'UNKNOWN_BEHIND_NAT'],
    [all('transit_gateway_id = "tgw-0123456789abcdef0"'), 'UNKNOWN_NOT_MODELLED'],
  ])('names what is missing about private addresses: %s', (target, code) => {
    expect(verdictOf(proveText(behindNat(target), 'aws_instance.i', inOther))).toBe(`undetermined ${code}`);
  });
});
