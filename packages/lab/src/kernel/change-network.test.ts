import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { modeOfMachine } from '../doctor/examine-machine.ts';
import { generateNetwork } from '../judge/generate-network.ts';
import type { NetworkSpec } from '../judge/network-spec.ts';
import { readNetworkText } from '../judge/read-network.ts';
import { smaller } from '../judge/shrink.ts';
import { terraformText } from '../judge/terraform-text.ts';
import { compileLab } from '../plan/compile-lab.ts';
import { diffPlans } from '../plan/diff-plans.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import { buildNetwork, inNamespace } from './build-network.ts';
import { changeNetwork } from './change-network.ts';
import { mustRun } from './run-program.ts';
import { namespacesOf, tearDown } from './tear-down.ts';

const mode = await modeOfMachine();
const prefix = `nsn.change-${process.pid}.`;

function planOf(spec: NetworkSpec): LabPlan {
  const { network, facts } = readNetworkText(terraformText(spec));
  return compileLab(network, facts, { prefix, counters: 'flow-counters' });
}

/** What the kernel has, in an order of its own making. */
async function kernelState({ namespaces }: LabPlan): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { name } of namespaces) {
    const commands = [
      ['ip', '-br', 'addr'],
      ['ip', 'route', 'show', 'table', 'all'],
      ['ip', '-6', 'route', 'show', 'table', 'all'],
      ['ip', 'rule'],
      ['ip', '-6', 'rule'],
      ['ip', 'neigh', 'show', 'nud', 'permanent'],
      ['nft', '-s', 'list', 'ruleset'],
    ];
    for (const command of commands) {
      const text = await mustRun(inNamespace(name, command));
      lines.push(...text.split('\n').map((line) => `${name} ${command.join(' ')}: ${plain(line)}`));
    }
  }
  return lines.sort();
}

/** Interface numbers and the order of a set's elements are the kernel's. */
function plain(line: string): string {
  const text = line
    .trim()
    .replace(/@if\d+/, '')
    .replace(/\s+/g, ' ');
  return text.replace(
    /elements = \{ (.*) \}/,
    (_, list: string) => `elements = { ${list.split(', ').sort().join(', ')} }`,
  );
}

/** Long sets are broken over lines: their elements are sorted as lines of their own. */
const isElement = (line: string): boolean =>
  /,$|elements = \{|^[^:]*: [^ ]+( \. [^ ]+)*( : .*)? \}$/.test(line);

function comparable(lines: readonly string[]): readonly string[] {
  const others = lines.filter((line) => !isElement(line));
  const elements = lines
    .filter(isElement)
    .flatMap((line) =>
      line
        .replace(/elements = \{|\}/g, '')
        .replace(/^(\S+ nft[^:]*): /, '')
        .split(','),
    )
    .map((element) => element.trim())
    .filter((element) => element !== '')
    .sort();
  return [...others, ...elements];
}

/** The kernel tells up to a second later that a link has come up. */
function becomes(plan: LabPlan, state: readonly string[]): Promise<void> {
  const now = async () => comparable(await kernelState(plan));
  return expect.poll(now, { interval: 300, timeout: 5000 }).toEqual(comparable(state));
}

describe.runIf(mode === 'root')('a lab that changes', { timeout: 120_000 }, () => {
  afterEach(async () => {
    await tearDown(prefix);
    expect(namespacesOf(prefix)).toEqual([]);
  });

  it.each([2, 5, 9, 12, 17])(
    'is the lab that would have been built: network %i, one thing less, and back',
    async (seed) => {
      const spec = generateNetwork(seed);
      const candidates = smaller(spec, new Set());
      const other = candidates[(seed * 7) % candidates.length] ?? spec;
      const [before, after] = [planOf(spec), planOf(other)];
      await buildNetwork(before, () => undefined);
      const atFirst = await kernelState(before);
      const there = diffPlans(before, after);
      const back = diffPlans(after, before);
      if (there === undefined || back === undefined) return;
      await changeNetwork(after, there);
      const changed = await kernelState(after);
      await changeNetwork(before, back);
      await becomes(before, atFirst);
      await tearDown(prefix);
      await buildNetwork(after, () => undefined);
      await becomes(after, changed);
    },
  );
});

/** Two hosts in two subnets; the rules that matter are given. */
function pair(ingress: string, acl: string): LabPlan {
  const host = (name: string, number: number, group: string): string => `
resource "aws_subnet" "${name}" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${number}.0/24"
  availability_zone = "ap-northeast-1a"
}
resource "aws_instance" "${name}" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.${name}.id
  private_ip             = "10.0.${number}.10"
  vpc_security_group_ids = [aws_security_group.${group}.id]
}`;
  const { network, facts } = readNetworkText(`
provider "aws" {
  region = "ap-northeast-1"
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_security_group" "server" {
  vpc_id = aws_vpc.main.id
  ${ingress}
}
resource "aws_security_group" "client" {
  vpc_id = aws_vpc.main.id
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_network_acl" "server" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.server.id]
  ${acl}
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}
${host('server', 1, 'server')}
${host('client', 2, 'client')}`);
  const plan = compileLab(network, facts, { prefix, counters: 'no-flow-counters' });
  expect(plan.gaps).toEqual([]);
  return plan;
}

const open443 =
  'ingress {\n protocol = "tcp"\n from_port = 443\n to_port = 443\n cidr_blocks = ["10.0.2.0/24"]\n }';
const deny443 =
  'ingress {\n rule_no = 90\n action = "deny"\n protocol = "tcp"\n cidr_block = "10.0.2.0/24"\n from_port = 443\n to_port = 443\n }';

const server = `require('node:net').createServer((s) => s.pipe(s)).listen(443, '0.0.0.0', () => console.log('ready'))`;
/** Holds one connection; `old` sends over it, `new` opens another: each line is answered by one word. */
const client = `
const net = require('node:net');
const held = net.connect(443, '10.0.1.10', () => console.log('ready'));
const answerOf = (socket) => new Promise((done) => {
  socket.once('data', () => done('answered'));
  setTimeout(() => done('silent'), 1500);
});
require('node:readline').createInterface({ input: process.stdin }).on('line', async (word) => {
  const socket = word === 'old' ? held : net.connect(443, '10.0.1.10');
  socket.on('error', () => undefined);
  const answer = answerOf(socket);
  socket.write('x');
  console.log(await answer);
});
`;

function inside(namespace: string, script: string): ChildProcess {
  const [program = '', ...rest] = inNamespace(namespace, [process.execPath, '-e', script]);
  return spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
}

function nextWord({ stdout }: ChildProcess): Promise<string> {
  return new Promise((done) => stdout?.once('data', (chunk) => done(String(chunk).trim())));
}

function ask(child: ChildProcess, word: string): Promise<string> {
  const answer = nextWord(child);
  child.stdin?.write(`${word}\n`);
  return answer;
}

async function changeTo(before: LabPlan, after: LabPlan): Promise<void> {
  const change = diffPlans(before, after);
  if (change === undefined) throw new Error('too different');
  await changeNetwork(after, change);
}

describe.runIf(mode === 'root')('a connection that is open', { timeout: 60_000 }, () => {
  afterEach(() => tearDown(prefix));

  it('goes on when its security group rule goes, and stalls when an ACL denies it (LAB-17, LAB-19)', async () => {
    const first = pair(open443, '');
    await buildNetwork(first, () => undefined);
    const listening = inside(`${prefix}server`, server);
    await nextWord(listening);
    const calling = inside(`${prefix}client`, client);
    await nextWord(calling);
    expect([await ask(calling, 'old'), await ask(calling, 'new')]).toEqual(['answered', 'answered']);
    const closed = pair('', '');
    await changeTo(first, closed);
    expect([await ask(calling, 'old'), await ask(calling, 'new')]).toEqual(['answered', 'silent']);
    await changeTo(closed, first);
    expect([await ask(calling, 'old'), await ask(calling, 'new')]).toEqual(['answered', 'answered']);
    await changeTo(first, pair(open443, deny443));
    expect([await ask(calling, 'old'), await ask(calling, 'new')]).toEqual(['silent', 'silent']);
    calling.kill();
    listening.kill();
  });
});
