// The lab: time and memory by number of hosts, and bulk TCP beside a plain pair of veth devices, in one run.
// `npx tsx --conditions=naisen-source bench/lab.ts`, as root, with iperf3 for the last part.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { readNetworkText } from '../packages/lab/src/judge/read-network.ts';
import { buildNetwork, inNamespace } from '../packages/lab/src/kernel/build-network.ts';
import { congestionControlForHosts } from '../packages/lab/src/kernel/congestion-control.ts';
import { mustRun } from '../packages/lab/src/kernel/run-program.ts';
import { tearDown } from '../packages/lab/src/kernel/tear-down.ts';
import { compileLab } from '../packages/lab/src/plan/compile-lab.ts';
import type { LabPlan } from '../packages/lab/src/plan/lab-plan.ts';

const congestionControl = congestionControlForHosts();

const prefix = `nsn.bench-${process.pid}.`;

/** One VPC, one group that admits itself, subnets of 200 hosts. */
function network(hosts: number): string {
  const subnets = Math.ceil(hosts / 200);
  const blocks = [
    'provider "aws" {\n  region = "ap-northeast-1"\n}',
    'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}',
    'resource "aws_security_group" "all" {\n  vpc_id = aws_vpc.main.id\n  ingress {\n    protocol = "-1"\n    from_port = 0\n    to_port = 0\n    self = true\n  }\n  egress {\n    protocol = "-1"\n    from_port = 0\n    to_port = 0\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}',
    ...Array.from(
      { length: subnets },
      (_, index) =>
        `resource "aws_subnet" "s${index}" {\n  vpc_id = aws_vpc.main.id\n  cidr_block = "10.0.${index}.0/24"\n  availability_zone = "ap-northeast-1a"\n}`,
    ),
    ...Array.from(
      { length: hosts },
      (_, index) =>
        `resource "aws_instance" "h${index}" {\n  ami = "ami-0123456789abcdef0"\n  instance_type = "t3.micro"\n  subnet_id = aws_subnet.s${index % subnets}.id\n  vpc_security_group_ids = [aws_security_group.all.id]\n}`,
    ),
  ];
  return blocks.join('\n');
}

function planOf(hosts: number): LabPlan {
  const { network: read, facts } = readNetworkText(network(hosts));
  return compileLab(read, facts, {
    prefix,
    counters: 'flow-counters',
    ...(congestionControl === undefined ? {} : { congestionControl }),
  });
}

/** Kernel memory that holds its objects, in megabytes. */
function slabMb(): number {
  return Number(/^Slab:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0) / 1024;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

async function measureSize(hosts: number): Promise<void> {
  const plan = planOf(hosts);
  const before = slabMb();
  const up = await secondsOf(() => buildNetwork(plan, () => undefined));
  const grown = slabMb() - before;
  const down = await secondsOf(() => tearDown(prefix));
  const share = (grown / hosts).toFixed(2);
  console.log(
    `${hosts} hosts: up ${up.toFixed(2)} s, down ${down.toFixed(2)} s, ${grown.toFixed(0)} MB of slab (${share} MB a host)`,
  );
  await wait(1000);
}

/** Gigabits a second of two seconds of iperf3. */
async function bulk(server: string, client: string, address: string): Promise<number> {
  const [program = '', ...rest] = inNamespace(server, ['iperf3', '-s', '-1']);
  const listening = spawn(program, rest, { stdio: 'ignore' });
  await wait(300);
  const text = await mustRun(inNamespace(client, ['iperf3', '-c', address, '-t', '2', '-J']));
  listening.kill();
  const report: { readonly end: { readonly sum_received: { readonly bits_per_second: number } } } =
    JSON.parse(text);
  return report.end.sum_received.bits_per_second / 1e9;
}

async function measureBulk(): Promise<void> {
  const pair = [`${prefix}a`, `${prefix}b`] as const;
  const plan = planOf(2);
  await buildNetwork(plan, () => undefined);
  await mustRun(
    ['ip', '-batch', '-'],
    `netns add ${pair[0]}\nnetns add ${pair[1]}\nlink add name va mtu 9001 netns ${pair[0]} type veth peer name vb mtu 9001 netns ${pair[1]}\n`,
  );
  // Alike but for what is between them: the pair sends by the same congestion control as hosts of a lab.
  const metrics = congestionControl === undefined ? '' : ` congctl ${congestionControl}`;
  for (const [index, device] of ['va', 'vb'].entries())
    await mustRun(
      ['ip', '-n', pair[index] ?? '', '-batch', '-'],
      `addr add 192.0.2.${index + 1}/30 dev ${device} noprefixroute\nlink set ${device} up\nlink set lo up\nroute add 192.0.2.0/30 dev ${device}${metrics}\n`,
    );
  const [one, two] = plan.hosts;
  const address = plan.interfaces.find(({ eniId }) => eniId === two?.eniId)?.ipv4 ?? '';
  // In turns, so that other work on the machine meets both.
  const plain: number[] = [];
  const lab: number[] = [];
  for (let round = 0; round < 3; round++) {
    plain.push(await bulk(pair[1], pair[0], '192.0.2.2'));
    lab.push(await bulk(two?.namespace ?? '', one?.namespace ?? '', address));
  }
  await tearDown(prefix);
  const best = (rates: readonly number[]): number => Math.max(...rates);
  console.log(
    `bulk TCP: plain pair ${best(plain).toFixed(1)} Gbit/s, in the lab ${best(lab).toFixed(1)} Gbit/s, ratio ${(best(lab) / best(plain)).toFixed(2)}`,
  );
}

try {
  for (const hosts of [10, 100, 500]) await measureSize(hosts);
  if (spawnSync('iperf3', ['--version']).status === 0) await measureBulk();
  else console.log('bulk TCP: skipped, iperf3 is not installed');
} finally {
  await tearDown(prefix);
}
