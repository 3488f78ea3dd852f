import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Network } from '../packages/engine/src/model/network.ts';
import type { Call } from '../packages/engine/src/reachability/answer.ts';
import { joinOutlines } from '../packages/engine/src/reachability/call.ts';
import { checkNetwork } from '../packages/engine/src/reachability/check.ts';
import { readDirectory, readText } from '../packages/engine/test/terraform-network.ts';
import { estateServices, makeEstate } from './estate.ts';
import { catalog, seed } from './prove-estate.ts';

const partlyOpen = `
provider "aws" {
  region = "ap-northeast-1"
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "main" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/24"
  map_public_ip_on_launch = true
}
resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_security_group" "some" {
  vpc_id = aws_vpc.main.id
  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["52.0.0.0/8"]
  }
}
resource "aws_default_network_acl" "main" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
  egress {
    protocol   = "-1"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "52.0.0.0/9"
    from_port  = 1024
    to_port    = 65535
  }
}
resource "aws_instance" "app" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = [aws_security_group.some.id]
}
`;

/** The matrix is proved in short, a path is shown in full: both must come to the same. */
function differing(network: Network): readonly string[] {
  const needs = () => [{ service: 'internet', reason: { kind: 'asked' as const } }];
  const { calls } = checkNetwork(network, catalog, { needs, services: estateServices });
  expect(calls.length).toBeGreaterThan(0);
  return calls.flatMap((call) => {
    const { verdict, privacy, split, via, service, workload, paths } = call;
    const short = shown({ verdict, privacy, split, via });
    const full = shown(joinOutlines(paths));
    return short === full ? [] : [`${workload} -> ${service}: ${short} in short, ${full} in full`];
  });
}

function shown({
  verdict,
  privacy,
  split,
  via,
}: Pick<Call, 'verdict' | 'privacy' | 'split' | 'via'>): string {
  return `${verdict} ${privacy} ${split ? 'split' : 'whole'} ${via.kind} ${via.component}`;
}

const root = new URL('../', import.meta.url);
const folders = ['cases', 'examples'].flatMap((top) =>
  readdirSync(new URL(`${top}/`, root)).flatMap((name) =>
    ['', 'terraform/', 'network/'].map((below) => new URL(`${top}/${name}/${below}`, root)),
  ),
);
const stacks = folders.filter(
  (folder) => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.tf')),
);

describe('what is proved in short is what the paths in full say (ENG-7)', () => {
  it('of an estate', () => {
    const estate = makeEstate({ workloads: 240, subnets: 60, securityGroups: 60, endpoints: 40 }, seed);
    expect(differing(estate)).toEqual([]);
  });

  it('of an estate whose gateways are gone: every kind of refusal', () => {
    const estate = makeEstate({ workloads: 120, subnets: 60, securityGroups: 60, endpoints: 40 }, seed + 1);
    const without = { ...estate, natGateways: new Map(), vpcEndpoints: new Map() };
    expect(differing(without)).toEqual([]);
  });

  it('of a group and an ACL that admit some of the addresses', () => {
    expect(differing(readText(partlyOpen).network)).toEqual([]);
  });

  it.each(stacks.map((folder) => ({ name: folder.pathname.slice(root.pathname.length), folder })))(
    'of $name',
    ({ folder }) => {
      expect(differing(readDirectory(folder).network)).toEqual([]);
    },
  );
});
