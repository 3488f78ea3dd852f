import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modeOfMachine } from '../doctor/examine-machine.ts';
import { FlowAggregation } from '../flow-logs/aggregate-flows.ts';
import { readCounterSets } from '../flow-logs/counter-sets.ts';
import type { FlowRecord } from '../flow-logs/flow-record.ts';
import { readNetworkText } from '../judge/read-network.ts';
import { compileLab } from '../plan/compile-lab.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import { buildNetwork, inNamespace } from './build-network.ts';
import { eachOf, mustRun, runProgram } from './run-program.ts';
import { tearDown } from './tear-down.ts';

const mode = await modeOfMachine();
const prefix = `nsn.records-${process.pid}.`;

/** Ports that some rule refuses; every other one is open everywhere. */
const refused = { byServer: 7002, byClient: 7003, outOfClient: 7006, intoServer: 7007 } as const;
/** Ports of clients whose replies an ACL refuses. */
const replyRefused = { outOfServer: 41004, intoClient: 41005 } as const;

const everywhere = 'cidr_blocks = ["0.0.0.0/0"]\n ipv6_cidr_blocks = ["::/0"]';

function groupRules(direction: 'ingress' | 'egress', closed: number): string {
  const rule = (protocol: string, from: number, to: number): string =>
    `${direction} {\n protocol = "${protocol}"\n from_port = ${from}\n to_port = ${to}\n ${everywhere}\n}\n`;
  const ports = ['tcp', 'udp'].map((word) => rule(word, 1, closed - 1) + rule(word, closed + 1, 65535));
  return [...ports, rule('icmp', -1, -1), rule('icmpv6', -1, -1)].join('');
}

function acl(name: string, ingress: readonly number[], egress: readonly number[]): string {
  const rule = (direction: string, number: number, more: string): string =>
    ['cidr_block = "0.0.0.0/0"', 'ipv6_cidr_block = "::/0"']
      .map((cidr, at) => `${direction} {\n rule_no = ${number + at}\n ${cidr}\n ${more}\n}\n`)
      .join('');
  const rules = (direction: string, closed: readonly number[]): string =>
    [
      ...closed.flatMap((port, at) =>
        ['tcp', 'udp'].map((protocol, other) =>
          rule(
            direction,
            10 + 4 * at + 2 * other,
            `action = "deny"\n protocol = "${protocol}"\n from_port = ${port}\n to_port = ${port}`,
          ),
        ),
      ),
      rule(direction, 100, 'action = "allow"\n protocol = "-1"\n from_port = 0\n to_port = 0'),
    ].join('');
  return `
resource "aws_network_acl" "${name}" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.${name}.id]
  ${rules('ingress', ingress)}${rules('egress', egress)}
}`;
}

function vpc(name: string, number: number): string {
  return `
resource "aws_vpc" "${name}" {
  cidr_block                       = "10.${number}.0.0/16"
  assign_generated_ipv6_cidr_block = true
}
resource "aws_security_group" "${name}_client" {
  vpc_id = aws_vpc.${name}.id
  ${groupRules('egress', refused.byClient)}
}
resource "aws_security_group" "${name}_server" {
  vpc_id = aws_vpc.${name}.id
  ${groupRules('ingress', refused.byServer)}${groupRules('egress', refused.byClient)}
}`;
}

function subnet(name: string, home: string, number: number, routes: string): string {
  return `
resource "aws_subnet" "${name}" {
  vpc_id                          = aws_vpc.${home}.id
  cidr_block                      = cidrsubnet(aws_vpc.${home}.cidr_block, 8, ${number})
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.${home}.ipv6_cidr_block, 8, ${number})
  assign_ipv6_address_on_creation = true
  availability_zone               = "ap-northeast-1a"
}
resource "aws_route_table" "${name}" {
  vpc_id = aws_vpc.${home}.id
  ${routes}
}
resource "aws_route_table_association" "${name}" {
  subnet_id      = aws_subnet.${name}.id
  route_table_id = aws_route_table.${name}.id
}`;
}

function instance(name: string, place: string, group: string, more = ''): string {
  return `
resource "aws_instance" "${name}" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.${place}.id
  vpc_security_group_ids = [aws_security_group.${group}.id]
  ${more}
}`;
}

const route = (destination: string, target: string): string =>
  `route {\n ${destination.includes(':') ? 'ipv6_cidr_block' : 'cidr_block'} = "${destination}"\n ${target}\n}\n`;
const byIgw = 'gateway_id = aws_internet_gateway.main.id';
const byNatGateway = 'nat_gateway_id = aws_nat_gateway.main.id';
const byInstance = 'network_interface_id = aws_instance.nat.primary_network_interface_id';
const byPeering = 'vpc_peering_connection_id = aws_vpc_peering_connection.main.id';

const text = `
provider "aws" {
  region = "ap-northeast-1"
}
${vpc('main', 0)}
${vpc('other', 9)}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_vpc_peering_connection" "main" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.other.id
  auto_accept = true
}
resource "aws_eip" "nat" {}
resource "aws_nat_gateway" "main" {
  subnet_id     = aws_subnet.public.id
  allocation_id = aws_eip.nat.id
}
${subnet('client', 'main', 1, route('10.9.0.0/16', byPeering) + route('0.0.0.0/0', byNatGateway))}
${subnet('server', 'main', 2, '')}
${subnet('public', 'main', 3, route('0.0.0.0/0', byIgw) + route('::/0', byIgw))}
${subnet('appliance', 'main', 4, route('0.0.0.0/0', byInstance))}
${subnet('far', 'other', 1, route('10.0.0.0/16', byPeering))}
${acl('client', [replyRefused.intoClient], [refused.outOfClient])}
${acl('server', [refused.intoServer], [replyRefused.outOfServer])}
${instance('client', 'client', 'main_client')}
${instance('near', 'client', 'main_server')}
${instance('server', 'server', 'main_server')}
${instance('web', 'public', 'main_server', 'associate_public_ip_address = true')}
${instance('nat', 'public', 'main_server', 'associate_public_ip_address = true\n source_dest_check = false')}
${instance('behind', 'appliance', 'main_client')}
${instance('far', 'far', 'other_server')}
`;

/** Answers whatever comes, on every port that a row names. */
const server = `
const ports = process.argv.slice(1).map(Number);
let open = 0;
const ready = () => { open += 1; if (open === 2 * ports.length) console.log('ready'); };
for (const port of ports) {
  const echo = (s) => s.on('error', () => undefined).pipe(s);
  require('node:net').createServer(echo).listen(port, '::', ready);
  const udp = require('node:dgram').createSocket('udp6');
  udp.on('message', (m, { port: to, address }) => udp.send(m, to, address)).bind(port, ready);
}`;

/** One word there and, if it can, back. */
const client = `
const [kind, host, to, from, localAddress] = process.argv.slice(1);
const end = (word) => { process.stdout.write(word); process.exit(0); };
setTimeout(() => end('silent'), 800);
if (kind === 'tcp') {
  const [port, localPort] = [to, from].map(Number);
  const socket = require('node:net').connect({ host, port, localPort, localAddress });
  socket.on('connect', () => socket.write('hello')).on('data', () => socket.end());
  socket.on('close', () => setTimeout(() => end('answered'), 50)).on('error', () => undefined);
} else {
  const socket = require('node:dgram').createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', () => end('answered'));
  socket.bind(Number(from), () => socket.send('hello', Number(to), host));
}`;

/** One echo request, as `ping` sends it: not every machine has that. */
const ping = `
use Socket;
my ($family, $to) = @ARGV;
my $six = $family eq 'ipv6';
socket(my $s, $six ? Socket::AF_INET6() : AF_INET, SOCK_RAW, $six ? 58 : 1) or die;
my $request = pack('CCnnn', $six ? 128 : 8, 0, $six ? 0 : 0xf7fe, 1, 0);
my $address = Socket::inet_pton($six ? Socket::AF_INET6() : AF_INET, $to);
my $where = $six ? Socket::pack_sockaddr_in6(0, $address) : pack_sockaddr_in(0, $address);
send($s, $request, 0, $where) or die;
select(undef, undef, undef, 0.5);`;

const internetIpv6 = '2001:db8:ffff::7';

let plan: LabPlan;
const servers: ChildProcess[] = [];

const namespaceOf = (name: string): string =>
  name === 'internet'
    ? (plan.namespaces.find(({ role }) => role === 'internet')?.name ?? '')
    : `${prefix}${name}`;

const eniNamed = (name: string) =>
  plan.interfaces.find(({ owner, namespace }) =>
    name === 'nat-gateway' ? owner.kind === 'nat-gateway' : namespace === namespaceOf(name),
  );

function nameOfEni(eniId: string): string {
  const eni = plan.interfaces.find((one) => one.eniId === eniId);
  return eni?.owner.kind === 'nat-gateway' ? 'nat-gateway' : (eni?.namespace.replace(prefix, '') ?? eniId);
}

/** The private address, or the public one for whoever calls from the Internet. */
function addressOf(name: string, family: 'ipv4' | 'ipv6', from: string): string {
  // One for each caller tells their echoes apart; every address is the Internet's own.
  if (name === 'internet' && family === 'ipv4') return from === 'client' ? '198.51.100.8' : '198.51.100.7';
  if (name === 'internet') return internetIpv6;
  const eni = eniNamed(name);
  return (from === 'internet' && family === 'ipv4' ? eni?.publicIpv4 : eni?.[family]) ?? '';
}

/** What the routers counted. */
async function counted(): Promise<readonly FlowRecord[]> {
  const records: FlowRecord[] = [];
  for (const { router, id } of plan.vpcs) {
    const reading = readCounterSets(await mustRun(inNamespace(router, ['nft', '-j', 'list', 'sets'])));
    if (reading === undefined) throw new Error('nft printed something else');
    const own = plan.interfaces.filter((one) => one.vpc === id);
    const aggregation = new FlowAggregation(0);
    aggregation.add(reading, 100);
    const interval = aggregation.take(
      [],
      ({ device, destination }) =>
        own.find((one) =>
          device === undefined ? one.ipv4 === destination || one.ipv6 === destination : one.device === device,
        )?.eniId,
      101,
    );
    records.push(...interval.records);
  }
  return records;
}

type Call = readonly ['tcp' | 'udp' | 'icmp', string, string, port: number];

/** Records of one direction, in the order of the packet's way; `!` = REJECT. */
type Row = readonly [...Call, there: string, back: string, because: string];

const near = ['client:out near:in', 'near:out client:in'] as const;
const across = ['client:out server:in', 'server:out client:in'] as const;
const nat = [
  'client:out nat-gateway:in nat-gateway:out',
  'nat-gateway:in nat-gateway:out client:in',
] as const;
const appliance = ['behind:out nat:in nat:out', 'nat:in nat:out behind:in'] as const;

const ipv4Only: readonly Row[] = [
  ['tcp', 'client', 'far', 7001, 'client:out far:in', 'far:out client:in', 'by peering'],
  ['udp', 'client', 'far', 7001, 'client:out far:in', 'far:out client:in', 'by peering'],
  ['icmp', 'client', 'far', 0, 'client:out far:in', 'far:out client:in', 'by peering'],
  ['tcp', 'client', 'far', 7002, 'client:out far:in!', '', 'the group on the other side refuses'],
  ['tcp', 'client', 'internet', 7001, ...nat, 'both legs at the NAT gateway (FL-9)'],
  ['icmp', 'client', 'internet', 0, ...nat, 'both legs at the NAT gateway (FL-9)'],
  ['tcp', 'behind', 'internet', 7001, ...appliance, 'both legs at the NAT instance'],
];

const bothFamilies: readonly Row[] = [
  ['tcp', 'client', 'near', 7001, ...near, 'in one subnet: each ENI once'],
  ['udp', 'client', 'near', 7001, ...near, 'in one subnet: each ENI once'],
  ['icmp', 'client', 'near', 0, ...near, 'in one subnet: each ENI once'],
  ['tcp', 'client', 'near', refused.byServer, 'client:out near:in!', '', 'it has left the sender'],
  ['udp', 'client', 'near', refused.byServer, 'client:out near:in!', '', 'it has left the sender'],
  ['tcp', 'client', 'near', refused.byClient, 'client:out!', '', 'its own group keeps it in'],
  ['udp', 'client', 'near', refused.byClient, 'client:out!', '', 'its own group keeps it in'],
  ['tcp', 'client', 'server', 7001, ...across, 'across subnets'],
  ['udp', 'client', 'server', 7001, ...across, 'across subnets'],
  ['icmp', 'client', 'server', 0, ...across, 'across subnets'],
  ['tcp', 'client', 'server', refused.outOfClient, 'client:out!', '', 'an ACL, outbound'],
  ['udp', 'client', 'server', refused.outOfClient, 'client:out!', '', 'an ACL, outbound'],
  ['tcp', 'client', 'server', refused.intoServer, 'client:out server:in!', '', 'an ACL, inbound'],
  ['udp', 'client', 'server', refused.intoServer, 'client:out server:in!', '', 'an ACL, inbound'],
  ['tcp', 'web', 'internet', 7001, 'web:out', 'web:in', 'by the Internet gateway'],
  ['icmp', 'web', 'internet', 0, 'web:out', 'web:in', 'by the Internet gateway'],
  ['tcp', 'internet', 'web', 7001, 'web:in', 'web:out', 'from the Internet'],
  ['tcp', 'internet', 'web', refused.byServer, 'web:in!', '', 'a group keeps the Internet out'],
];

/** AWS's own example: a group lets the reply pass, an ACL does not; two records of one ENI. */
const refusedReplies: readonly Row[] = [
  ['tcp', 'client', 'server', 7001, across[0], 'server:out!', 'an ACL keeps the reply in'],
  ['udp', 'client', 'server', 7001, across[0], 'server:out!', 'an ACL keeps the reply in'],
  ['tcp', 'client', 'server', 7001, across[0], 'server:out client:in!', 'an ACL keeps the reply out'],
  ['udp', 'client', 'server', 7001, across[0], 'server:out client:in!', 'an ACL keeps the reply out'],
];

interface Flow {
  readonly family: 'ipv4' | 'ipv6';
  readonly row: Row;
  /** The client's, by which its records are found. */
  readonly port: number;
}

const clientPorts = [
  replyRefused.outOfServer,
  replyRefused.outOfServer,
  replyRefused.intoClient,
  replyRefused.intoClient,
];
const flows: readonly Flow[] = [
  ...ipv4Only.map((row, at): Flow => ({ family: 'ipv4', row, port: 40001 + at })),
  ...(['ipv4', 'ipv6'] as const).flatMap((family) => [
    ...bothFamilies.map((row, at): Flow => ({ family, row, port: 40101 + at })),
    ...refusedReplies.map((row, at): Flow => ({ family, row, port: clientPorts[at] ?? 0 })),
  ]),
];

function start({ family, row: [kind, from, to, port], port: own }: Flow): Promise<string> {
  const address = addressOf(to, family, from);
  const local = from === 'internet' ? [addressOf(from, family, '')] : [];
  const program =
    kind === 'icmp'
      ? ['perl', '-e', ping, family, address]
      : [process.execPath, '-e', client, kind, address, String(port), String(own), ...local];
  return mustRun(inNamespace(namespaceOf(from), program));
}

const protocols = { tcp: [6], udp: [17], icmp: [1, 58] } as const;

/** The records of one direction, and whether all of them counted the same packets. */
function told(records: readonly FlowRecord[]) {
  const counts = new Set(records.map(({ packets, bytes, tcpFlags }) => `${packets} ${bytes} ${tcpFlags}`));
  const lines = records.map(
    ({ eniId, direction, action }) =>
      `${nameOfEni(eniId)}:${direction === 'egress' ? 'out' : 'in'}${action === 'REJECT' ? '!' : ''}`,
  );
  return { lines: lines.sort(), counts: [...counts] };
}

/** FL-13. */
function flagsOf(kind: Row[0], direction: 'there' | 'back', isAnswered: boolean): number {
  if (kind !== 'tcp') return 0;
  return (direction === 'there' ? 2 : 18) + (isAnswered ? 1 : 0);
}

const hasPerl = (await runProgram(['perl', '-MSocket', '-e', '1'])).code === 0;

describe.runIf(mode === 'root')('records of what the kernel did (LAB-60)', { timeout: 60_000 }, () => {
  let records: readonly FlowRecord[] = [];

  beforeAll(async () => {
    const { network, facts } = readNetworkText(text);
    plan = compileLab(network, facts, { prefix, counters: 'flow-counters' });
    expect(plan.gaps).toEqual([]);
    await buildNetwork(plan, () => undefined);
    const internet = namespaceOf('internet');
    const own = `${internetIpv6}/128`;
    await mustRun(['ip', '-n', internet, '-6', 'addr', 'add', own, 'dev', 'lo', 'nodad']);
    await mustRun(inNamespace(namespaceOf('nat'), ['sysctl', '-qw', 'net.ipv4.ip_forward=1']));
    const masquerade = 'table ip nat { chain p { type nat hook postrouting priority 100; masquerade; }; }';
    await mustRun(inNamespace(namespaceOf('nat'), ['nft', '-f', '-']), masquerade);
    await eachOf(['near', 'server', 'web', 'far', 'internet'], listen);
    await eachOf(
      flows.filter(({ row: [kind] }) => kind !== 'icmp' || hasPerl),
      start,
      8,
    );
    records = await counted();
  }, 60_000);
  afterAll(async () => {
    for (const child of servers) child.kill();
    await tearDown(prefix);
  });

  const rows = flows.map((flow) => [...flow.row, flow.family, flow] as const);
  it.each(rows)(
    '%s %s to %s %i: %s / %s, %s (%s)',
    (kind, from, to, _port, there, back, _because, _family, flow) => {
      if (kind === 'icmp' && !hasPerl) return;
      const [ours, theirs] = [from, to].map((name) => addressOf(name, flow.family, from));
      const mine = records.filter(
        ({ protocol, family, source, destination, sourcePort, destinationPort }) =>
          family === flow.family &&
          protocols[kind].some((number) => number === protocol) &&
          (kind === 'icmp'
            ? [source, destination].includes(theirs ?? '') &&
              ([source, destination].includes(ours ?? '') || from === 'client')
            : [sourcePort, destinationPort].includes(flow.port)),
      );
      const isThere = (one: FlowRecord): boolean =>
        kind === 'icmp' ? one.destination === theirs : one.sourcePort === flow.port;
      for (const [direction, expected, found] of [
        ['there', there, told(mine.filter(isThere))],
        ['back', back, told(mine.filter((one) => !isThere(one)))],
      ] as const) {
        const lines = expected.split(' ').filter((word) => word !== '');
        expect(found.lines).toEqual(lines.sort());
        expect(found.counts.length).toBeLessThanOrEqual(1);
        const isAnswered = back !== '' && !back.includes('!');
        if (lines.length > 0)
          expect(found.counts[0]?.split(' ')[2]).toBe(String(flagsOf(kind, direction, isAnswered)));
      }
    },
  );
});

async function listen(name: string): Promise<void> {
  const namespace = namespaceOf(name);
  // One answer and no more: what comes later would be counted while the counters are read.
  await mustRun(inNamespace(namespace, ['sysctl', '-qw', 'net.ipv4.tcp_synack_retries=0']));
  const ports = ['7001', ...Object.values(refused).map(String)];
  const [program = '', ...rest] = inNamespace(namespace, [process.execPath, '-e', server, ...ports]);
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  servers.push(child);
  await new Promise((done) => child.stdout.once('data', done));
}
