import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { inNamespace } from '../kernel/build-network.ts';
import { mustRun, runProgram } from '../kernel/run-program.ts';
import type { LabHost, LabPlan } from '../plan/lab-plan.ts';
import { type ProbeOutcome, probeFrom, probeProgram } from '../probe/probe-host.ts';
import { type KernelStep, parseTrace } from './parse-trace.ts';

export interface ExplainedPacket {
  readonly outcome: ProbeOutcome;
  /** Rules of AWS that the kernel applied, in its order, request and reply. */
  readonly steps: readonly KernelStep[];
  /** What the routers sent the request to: an endpoint, a gateway, an ENI's owner. */
  readonly ways: readonly string[];
}

const table = 'naisen_explain';

/** How long `nft monitor` takes to listen, and to tell what it heard. */
const settleMs = 200;

/**
 * Sends one connection's packets with `nftrace` on and reads which rules they met (LAB-55).
 *
 * @param enter in front of every command: into a rootless lab
 */
export async function explainPacket(
  plan: LabPlan,
  host: LabHost,
  to: { readonly address: string; readonly port: number },
  enter: readonly string[],
  waitMs: number,
): Promise<ExplainedPacket> {
  const routers = plan.vpcs.map(({ router }) => router);
  const family = to.address.includes(':') ? 'ip6' : 'ip';
  const inside = (namespace: string, words: readonly string[]): readonly string[] => [
    ...enter,
    ...inNamespace(namespace, words),
  ];
  try {
    for (const router of routers) await mustRun(inside(router, ['nft', '-f', '-']), marking(family, to));
    const monitors = routers.map((router) => listen(inside(router, ['nft', 'monitor', 'trace'])));
    await wait(settleMs);
    const [outcome = 'silent'] = await probeFrom(inside(host.namespace, probeProgram), [to], waitMs);
    await wait(settleMs);
    const traces = monitors.map((monitor) => monitor.stop());
    const steps = (await Promise.all(traces)).flatMap((text) => parseTrace(text, to.address));
    return { outcome, steps, ways: waysOf(steps, plan) };
  } finally {
    for (const router of routers) await runProgram(inside(router, ['nft', 'delete', 'table', family, table]));
  }
}

/** Before everything else, so that no rule is missed; by the far end alone, so that a NAT's second leg counts. */
function marking(
  family: 'ip' | 'ip6',
  { address, port }: { readonly address: string; readonly port: number },
): string {
  return [
    `table ${family} ${table} {`,
    'chain c { type filter hook prerouting priority -350; policy accept;',
    `${family} daddr ${address} tcp dport ${port} meta nftrace set 1`,
    `${family} saddr ${address} tcp sport ${port} meta nftrace set 1`,
    '}',
    '}',
    '',
  ].join('\n');
}

function listen(words: readonly string[]): { readonly stop: () => Promise<string> } {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return {
    stop: () =>
      new Promise((done) => {
        child.on('close', () => done(text));
        child.kill('SIGTERM');
      }),
  };
}

/** Devices of a router by what is behind them. */
function waysOf(steps: readonly KernelStep[], plan: LabPlan): readonly string[] {
  const ways = new Set<string>();
  for (const { device, direction } of steps) {
    if (device === undefined || direction !== 'request') continue;
    const placed = plan.interfaces.find((one) => one.device === device);
    const gateway = plan.vpcs.flatMap(({ gateways }) => gateways).find((one) => one.device === device);
    // The device of what has no route leads to nothing that has a name.
    const way = placed === undefined ? gateway?.id : ownerOf(placed.owner);
    if (way !== undefined) ways.add(way);
  }
  return [...ways];
}

function ownerOf(owner: LabPlan['interfaces'][number]['owner']): string {
  switch (owner.kind) {
    case 'workload':
      return owner.workload;
    case 'vpc-endpoint':
      return owner.endpoint;
    case 'nat-gateway':
      return owner.natGateway;
  }
}
