import { afterEach, describe, expect, it } from 'vitest';
import { modeOfMachine } from '../doctor/examine-machine.ts';
import { readNetworkText } from '../judge/read-network.ts';
import { compileLab } from '../plan/compile-lab.ts';
import { buildNetwork, inNamespace } from './build-network.ts';
import { mustRun } from './run-program.ts';
import { tearDown } from './tear-down.ts';

const mode = await modeOfMachine();
const prefix = `nsn.inward-${process.pid}.`;

/** A host with a public address of each family, whose group lets everybody in. */
function network(wayOut: string, more = ''): string {
  return `
provider "aws" {
  region = "ap-northeast-1"
}
resource "aws_vpc" "main" {
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = true
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_egress_only_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "main" {
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = "10.0.0.0/24"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 0)
  assign_ipv6_address_on_creation = true
  map_public_ip_on_launch         = true
  availability_zone               = "ap-northeast-1a"
}
resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  route {
    ipv6_cidr_block = "::/0"
    ${wayOut}
  }
}
resource "aws_route_table_association" "main" {
  subnet_id      = aws_subnet.main.id
  route_table_id = aws_route_table.main.id
}
resource "aws_security_group" "open" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_instance" "web" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = [aws_security_group.open.id]
}
${more}`;
}

/** Every address is the Internet's own: whoever calls says which it has. */
const caller = `
const [host, localAddress] = process.argv.slice(1);
const socket = require('node:net').connect({ host, localAddress, port: 443 });
const end = (outcome) => { process.stdout.write(outcome); process.exit(0); };
socket.on('connect', () => end('open'));
socket.on('error', ({ code }) => end(code === 'ECONNREFUSED' ? 'refused' : code));
setTimeout(() => end('silent'), 1500);
`;

const byInternetGateway = 'gateway_id = aws_internet_gateway.main.id';
const byEgressOnly = 'egress_only_gateway_id = aws_egress_only_internet_gateway.main.id';
const blocked = (direction: string): string =>
  `resource "aws_vpc_block_public_access_options" "o" {\n  internet_gateway_block_mode = "${direction}"\n}`;

describe.runIf(mode === 'root')('who calls from the Internet', { timeout: 60_000 }, () => {
  afterEach(() => tearDown(prefix));

  it.each([
    [
      network(byInternetGateway),
      'refused',
      'refused',
      'both families come in by an Internet gateway (IGW-1)',
    ],
    [network(byEgressOnly), 'refused', 'silent', 'nobody comes in by an egress-only gateway (EIGW-1)'],
    [network(byInternetGateway, blocked('block-ingress')), 'silent', 'silent', 'BPA-1 keeps all of them out'],
    [network(byInternetGateway, blocked('block-bidirectional')), 'silent', 'silent', 'so it does both ways'],
  ] as const)('%#: $3', async (text, ipv4, ipv6, _because) => {
    const { network: read, facts } = readNetworkText(text);
    const plan = compileLab(read, facts, { prefix, counters: 'flow-counters' });
    await buildNetwork(plan, () => undefined);
    const web = plan.interfaces.find(({ owner }) => owner.kind === 'workload');
    const internet = plan.namespaces.find(({ role }) => role === 'internet')?.name ?? '';
    await mustRun(['ip', '-n', internet, '-6', 'addr', 'add', '2001:db8:ffff::7/128', 'dev', 'lo', 'nodad']);
    const call = (to = '', from: string) =>
      mustRun(inNamespace(internet, [process.execPath, '-e', caller, to, from]));
    // Nobody listens there: a reset is the host's own answer.
    const outcomes = [call(web?.publicIpv4, '198.51.100.7'), call(web?.ipv6, '2001:db8:ffff::7')];
    expect(await Promise.all(outcomes)).toEqual([ipv4, ipv6]);
  });
});
