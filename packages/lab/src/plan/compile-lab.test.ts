import { describe, expect, it } from 'vitest';
import { generateNetwork } from '../judge/generate-network.ts';
import { readNetworkText } from '../judge/read-network.ts';
import { terraformText } from '../judge/terraform-text.ts';
import { compileLab } from './compile-lab.ts';
import type { LabNamespace, LabPlan } from './lab-plan.ts';

function planOfText(text: string, prefix = 'nsn.t.'): LabPlan {
  const { network, facts, errors } = readNetworkText(text);
  expect(errors).toEqual([]);
  return compileLab(network, facts, { prefix, counters: 'flow-counters' });
}

const planOf = (seed: number, prefix?: string): LabPlan =>
  planOfText(terraformText(generateNetwork(seed)), prefix);

/** Elements of a set or map of a router, of every family. */
function elements({ nft }: LabNamespace, name: string): readonly string[] {
  return [...nft.matchAll(new RegExp(`^(?:set|map) ${name} \\{.* elements = \\{(.*)\\};`, 'gm'))].flatMap(
    ([, list = '']) => list.split(',').map((element) => element.trim()),
  );
}

const plans: readonly LabPlan[] = Array.from({ length: 40 }, (_, seed) => planOf(seed));

describe('a plan', () => {
  it('is the same for the same network', () => {
    for (const [seed, plan] of plans.entries()) {
      if (seed < 10) expect(JSON.stringify(planOf(seed))).toBe(JSON.stringify(plan));
    }
  });

  it('has every interface in both maps of groups, and every subnet in the maps of ACLs (LAB-6)', () => {
    for (const plan of plans) {
      for (const router of plan.namespaces.filter(({ role }) => role === 'router')) {
        const own = plan.interfaces.filter(
          (one) => one.router === router.name && one.owner.kind !== 'nat-gateway',
        );
        for (const map of ['sg_in', 'sg_out']) {
          const keys = new Set(elements(router, map).map((element) => element.split(' ')[0]));
          expect(own.filter(({ device }) => !keys.has(`"${device}"`))).toEqual([]);
        }
        const vpc = plan.vpcs.find((each) => each.router === router.name);
        const senders = new Set(elements(router, 'from_own').map((element) => element.split(' ')[0]));
        expect(own.filter(({ device }) => !senders.has(`"${device}"`))).toEqual([]);
        for (const map of ['nacl_in', 'nacl_out']) {
          const keys = new Set(elements(router, map).map((element) => Number(element.split(' ')[0])));
          expect(vpc?.subnets.filter(({ linkGroup }) => !keys.has(linkGroup))).toEqual([]);
        }
      }
    }
  });

  it('reads a rule of ICMP as all of ICMP: the model has neither types nor codes', () => {
    const rule = (type: number, code: number): string => `ingress {
    protocol    = "icmp"
    from_port   = ${type}
    to_port     = ${code}
    cidr_blocks = ["10.0.0.0/16"]
  }`;
    const rulesOf = (ingress: string): readonly string[] =>
      planOfText(`${provider}
${vpc}
${subnet}
resource "aws_security_group" "ping" {
  vpc_id = aws_vpc.main.id
  ${ingress}
}
resource "aws_instance" "host" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = [aws_security_group.ping.id]
}`).namespaces.flatMap(({ nft }) => nft.split('\n').filter((line) => line.includes('ping ingress icmp')));
    const [line] = rulesOf(rule(-1, -1));
    expect(line?.trim()).toMatch(/^meta l4proto icmp ip saddr 10\.0\.0\.0\/16 counter return comment/);
    expect(rulesOf(rule(8, -1))).toEqual([line]);
  });

  it('has hosts send as they are told, to neighbours and beyond, over both families', () => {
    const dual = [
      provider,
      'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n  ipv6_cidr_block = "2600:1f14::/56"\n}',
      'resource "aws_subnet" "main" {\n  vpc_id = aws_vpc.main.id\n  cidr_block = "10.0.0.0/24"\n  ipv6_cidr_block = "2600:1f14::/64"\n  assign_ipv6_address_on_creation = true\n  availability_zone = "ap-northeast-1a"\n}',
      host,
    ].join('\n');
    const { network, facts } = readNetworkText(dual);
    const options = { prefix: 'nsn.t.', counters: 'flow-counters' } as const;
    const routesOf = (plan: LabPlan): readonly string[] =>
      plan.namespaces
        .filter(({ role }) => role === 'host')
        .flatMap(({ ip, ip6 }) => [...ip, ...ip6])
        .filter((line) => line.startsWith('route'));
    const told = routesOf(compileLab(network, facts, { ...options, congestionControl: 'cubic' }));
    expect(told.map((line) => line.endsWith(' congctl cubic'))).toEqual([true, true, true]);
    expect(routesOf(compileLab(network, facts, options)).join()).not.toContain('congctl');
  });

  it('lists hosts as people count', () => {
    const many = `${provider}
${vpc}
${subnet}
resource "aws_instance" "h" {
  count         = 12
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.main.id
}`;
    expect(planOfText(many).hosts.map(({ name }) => name)).toEqual(
      Array.from({ length: 12 }, (_, index) => `h-${index}`),
    );
  });

  it('jumps to no chain that is not there', () => {
    for (const plan of plans) {
      for (const { nft } of plan.namespaces) {
        const chains = new Set([...nft.matchAll(/^chain (\w+)/gm)].map(([, name]) => name));
        const called = [...nft.matchAll(/(?:jump|goto) (\w+)/g)].map(([, name]) => name);
        expect(called.filter((name) => !chains.has(name))).toEqual([]);
      }
    }
  });

  it('gives each address once in a VPC, inside its subnet, and none that AWS keeps', () => {
    for (const plan of plans) {
      const { interfaces } = plan;
      const keys = interfaces.map(({ vpc, ipv4 }) => `${vpc} ${ipv4}`);
      expect(new Set(keys).size).toBe(keys.length);
      const lasts = interfaces.map(({ ipv4 }) => Number(ipv4?.split('.')[3]));
      expect(lasts.filter((last) => last < 4 || last === 255)).toEqual([]);
    }
  });

  it('keeps table numbers off those of Linux and devices within fifteen letters (LAB-5)', () => {
    for (const plan of plans) {
      const lines = plan.namespaces.flatMap(({ ip, ip6 }) => [...ip, ...ip6]);
      const numbers = lines.flatMap((line) =>
        [...line.matchAll(/(?:pref|table|lookup) (\d+)/g)].map(([, n]) => Number(n)),
      );
      expect(numbers.filter((n) => n < 1000 || n > 32_765)).toEqual([]);
      const devices = lines.flatMap((line) =>
        [...line.matchAll(/name (\S+)/g)].map(([, name]) => name ?? ''),
      );
      expect(devices.filter((name) => name.length > 15 && name !== 'arp_cache')).toEqual([]);
    }
  });

  it('differs from one of another lab in its names only, so that both run side by side (LAB-4)', () => {
    for (const [seed, plan] of plans.entries()) {
      if (seed >= 10) break;
      const other = JSON.stringify(planOf(seed, 'nsn.other.')).replaceAll('nsn.other.', 'nsn.t.');
      expect(other).toBe(JSON.stringify(plan));
    }
  });

  it('touches nothing outside its namespaces (LAB-3)', () => {
    for (const plan of plans) {
      const names = new Set(plan.namespaces.map(({ name }) => name));
      const joined = plan.namespaces.flatMap(({ ip }) =>
        ip.flatMap((line) => [...line.matchAll(/netns (\S+)/g)].map(([, name]) => name ?? '')),
      );
      expect(joined.filter((name) => !names.has(name))).toEqual([]);
      expect(plan.listeners.filter(({ namespace }) => !names.has(namespace))).toEqual([]);
    }
  });
});

const vpc = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}';
const subnet =
  'resource "aws_subnet" "main" {\n  vpc_id = aws_vpc.main.id\n  cidr_block = "10.0.1.0/24"\n  availability_zone = "ap-northeast-1a"\n}';
const host =
  'resource "aws_instance" "app" {\n  ami = "ami-0123456789abcdef0"\n  instance_type = "t3.micro"\n  subnet_id = aws_subnet.main.id\n}';

/** A main table with one route. */
const routed = (target: string): string =>
  `resource "aws_default_route_table" "main" {\n  default_route_table_id = aws_vpc.main.default_route_table_id\n  route {\n    cidr_block = "0.0.0.0/0"\n    ${target}\n  }\n}`;

const provider = 'provider "aws" {\n  region = "ap-northeast-1"\n}';

describe('what a lab does not build', () => {
  it.each([
    [
      'a transit gateway leads to networks that are not there',
      `resource "aws_ec2_transit_gateway" "hub" {}\n${routed('transit_gateway_id = aws_ec2_transit_gateway.hub.id')}`,
      'NSN8101 transit-gateway',
    ],
    [
      'a peering connection leads to a VPC of somebody else',
      `resource "aws_vpc_peering_connection" "theirs" {\n  vpc_id = aws_vpc.main.id\n  peer_vpc_id = "vpc-0123456789abcdef0"\n  peer_owner_id = "111122223333"\n}\n${routed('vpc_peering_connection_id = aws_vpc_peering_connection.theirs.id')}`,
      'NSN8101 foreign-peering',
    ],
    [
      'DNS servers are the user’s own',
      'resource "aws_vpc_dhcp_options" "own" {\n  domain_name_servers = ["10.0.1.53"]\n}\nresource "aws_vpc_dhcp_options_association" "own" {\n  vpc_id = aws_vpc.main.id\n  dhcp_options_id = aws_vpc_dhcp_options.own.id\n}',
      'NSN8101 dhcp-servers',
    ],
    [
      'a module that is not on disk may add routes',
      'module "nat" {\n  source = "somebody/nat/aws"\n  vpc_id = aws_vpc.main.id\n}',
      'NSN8101 absent-module',
    ],
    [
      'the rules of a group are not in the source',
      'data "aws_security_group" "theirs" {\n  name = "theirs"\n}\nresource "aws_instance" "more" {\n  ami = "ami-0123456789abcdef0"\n  instance_type = "t3.micro"\n  subnet_id = aws_subnet.main.id\n  vpc_security_group_ids = [data.aws_security_group.theirs.id]\n}',
      'NSN8102 data.aws_security_group.theirs egress',
    ],
  ])('is told with its number: %s', (_, more, expected) => {
    const { network, facts } = readNetworkText([provider, vpc, subnet, host, more].join('\n'));
    const plan = compileLab(network, facts, { prefix: 'nsn.t.', counters: 'no-flow-counters' });
    const told = plan.gaps.map(({ code, facts: { gap, what } }) => `${code} ${gap ?? what}`);
    expect(told).toContain(expected);
  });

  it('is nothing in a network that the lab knows all of', () => {
    expect(planOfText([provider, vpc, subnet, host].join('\n')).gaps).toEqual([]);
  });
});
