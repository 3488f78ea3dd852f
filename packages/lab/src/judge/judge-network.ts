import { type Call, type Network, parseTarget, proveOne, type Workload } from '@naisen/engine';
import { buildNetwork, inNamespace } from '../kernel/build-network.ts';
import { eachOf } from '../kernel/run-program.ts';
import { tearDown } from '../kernel/tear-down.ts';
import { compileLab } from '../plan/compile-lab.ts';
import type { LabHost, LabPlan } from '../plan/lab-plan.ts';
import { type ProbeOutcome, type ProbeTarget, probeFrom, probeProgram } from '../probe/probe-host.ts';
import { observe, type SeenWay, seenWays, wayOf } from './observe-ways.ts';
import { type ReadText, readNetworkText } from './read-network.ts';

/** One question that both answer. */
export interface JudgedProbe {
  readonly from: LabHost;
  readonly to: ProbeTarget;
  /** As `naisen trace --to` takes it. */
  readonly asked: string;
  readonly verdict: Call['verdict'];
  readonly via: string;
}

export interface Judgement extends JudgedProbe {
  readonly outcome: ProbeOutcome;
  /** The way that the packets took; `undefined` = they did not arrive. */
  readonly way: SeenWay | undefined;
  readonly agrees: boolean;
}

export interface JudgedNetwork {
  readonly judgements: readonly Judgement[];
  /** Questions that the engine leaves open; nothing is compared. */
  readonly open: number;
  readonly gaps: readonly string[];
}

/** What a deliberate fault does to the plan, so that the judge itself is judged. */
export type PlanFault = (plan: LabPlan) => LabPlan;

/** What the engine is made to believe; the packets know better. */
export type EngineFault = (network: Network) => Network;

export interface JudgeOptions {
  readonly prefix: string;
  readonly planFault?: PlanFault;
  readonly engineFault?: EngineFault;
  /** How long a difference is waited for; 0 = the first look is enough. */
  readonly secondWaitMs?: number;
  /** Only these; a shrinker asks again for one. */
  readonly only?: (probe: JudgedProbe) => boolean;
}

/** First wait; what then differs is tried again for longer, because a busy machine answers late. */
const waitMs = 700;
const defaultSecondWaitMs = 3500;

/** The engine's verdict for every host and target of a network, against real packets. */
export async function judgeText(text: string, options: JudgeOptions): Promise<JudgedNetwork> {
  const read = readNetworkText(text);
  const compiled = compileLab(read.network, read.facts, {
    prefix: options.prefix,
    counters: 'no-flow-counters',
  });
  const gaps = [
    ...read.errors,
    ...compiled.gaps.map(({ code, facts }) => `${code} ${JSON.stringify(facts)}`),
  ];
  if (gaps.length > 0) return { judgements: [], open: 0, gaps };
  const believed = { ...read, network: options.engineFault?.(read.network) ?? read.network };
  const all = probesOf(believed, compiled).filter(options.only ?? (() => true));
  const probes = all.filter(({ verdict }) => verdict !== 'undetermined');
  const plan = options.planFault?.(compiled) ?? compiled;
  try {
    await buildNetwork(plan, () => undefined);
    await observe(plan);
    const first = await send(plan, probes, waitMs);
    const { secondWaitMs = defaultSecondWaitMs } = options;
    const doubtful =
      secondWaitMs === 0 ? [] : probes.filter((probe, index) => !isAgreed(probe, first[index] ?? 'silent'));
    const second = await send(plan, doubtful, secondWaitMs);
    const outcomes = new Map([
      ...probes.map((probe, index) => [probe, first[index] ?? 'silent'] as const),
      ...doubtful.map((probe, index) => [probe, second[index] ?? 'silent'] as const),
    ]);
    const ways = await seenWays(plan);
    const judgements = probes.map((probe) => judged(probe, outcomes.get(probe) ?? 'silent', plan, ways));
    return { judgements, open: all.length - probes.length, gaps };
  } finally {
    await tearDown(plan.prefix);
  }
}

function isAgreed({ verdict }: JudgedProbe, outcome: ProbeOutcome): boolean {
  return (verdict === 'reachable') === (outcome !== 'silent');
}

function judged(
  probe: JudgedProbe,
  outcome: ProbeOutcome,
  plan: LabPlan,
  ways: Awaited<ReturnType<typeof seenWays>>,
): Judgement {
  const way = outcome === 'silent' ? undefined : wayOf(probe, plan, ways);
  const sameWay =
    way === undefined || probe.via === way || (way === 'local' && probe.via === 'vpc-peering-connection');
  return { ...probe, outcome, way, agrees: isAgreed(probe, outcome) && sameWay };
}

/** Hosts × (other hosts, endpoint interfaces, public addresses). */
function probesOf({ network, catalog, facts }: ReadText, plan: LabPlan): readonly JudgedProbe[] {
  const targets = targetsOf(plan, facts);
  return plan.hosts.flatMap((from) => {
    const workload = network.workloads.get(from.workload);
    return workload === undefined
      ? []
      : targets.flatMap((target) => askEngine({ network, catalog }, from, workload, target));
  });
}

interface AskedTarget {
  readonly to: ProbeTarget;
  readonly asked: string;
  /** The subnet of an endpoint's ENI: the engine's answer has a part for each. */
  readonly part: string | undefined;
  readonly owner: string | undefined;
}

function askEngine(
  { network, catalog }: Pick<ReadText, 'network' | 'catalog'>,
  from: LabHost,
  workload: Workload,
  { to, asked, part, owner }: AskedTarget,
): readonly JudgedProbe[] {
  if (owner === workload.id) return [];
  const target = parseTarget(asked, network, catalog);
  if (!target.ok) throw new Error(`bug: the engine does not know ${asked}`);
  const call = proveOne(network, catalog, workload, target.value);
  if (part === undefined) return [{ from, to, asked, verdict: call.verdict, via: call.via.kind }];
  const parts = call.paths.filter(({ destinations }) => destinations.includes(part));
  const [only, another] = parts;
  return only === undefined || another !== undefined
    ? [{ from, to, asked, verdict: 'undetermined', via: 'none' }]
    : [{ from, to, asked, verdict: only.verdict, via: only.via.kind }];
}

const publicAddresses = ['8.8.8.8', '9.9.9.9', '54.1.2.3', '200.1.2.3'];
const publicIpv6 = ['2001:4860:4860::8888'];

function targetsOf(plan: LabPlan, { gatewayPrefixes }: ReadText['facts']): readonly AskedTarget[] {
  const hosts = plan.interfaces.flatMap(({ owner, ipv4 }) =>
    owner.kind === 'workload' && ipv4 !== undefined
      ? [443, 5432].map((port) => ({
          to: { address: ipv4, port },
          asked: `${owner.workload}:${port}`,
          part: undefined,
          owner: owner.workload,
        }))
      : [],
  );
  const endpoints = plan.interfaces.flatMap(({ owner, ipv4, subnet }) =>
    owner.kind === 'vpc-endpoint' && ipv4 !== undefined
      ? [
          {
            to: { address: ipv4, port: 443 },
            asked: owner.endpoint,
            part: cidrAround(ipv4, subnet),
            owner: undefined,
          },
        ]
      : [],
  );
  const services = ['s3', 'dynamodb'].flatMap((service) => {
    const prefixes = gatewayPrefixes(`com.amazonaws.ap-northeast-1.${service}`) ?? [];
    return prefixes.filter(({ family }) => family === 'ipv4').slice(0, 2);
  });
  const firsts = services.map(({ address }) => addressText(Number(address) + 1));
  const open = [...publicAddresses, ...firsts].map((address) => publicTarget(address, `${address}:443`));
  const hasIpv6 = plan.vpcs.some(({ ipv6Cidrs }) => ipv6Cidrs.length > 0);
  const open6 = hasIpv6 ? publicIpv6.map((address) => publicTarget(address, `[${address}]:443`)) : [];
  return [...hosts, ...endpoints, ...open, ...open6, publicTarget('8.8.8.8', '8.8.8.8:5432', 5432)];
}

function publicTarget(address: string, asked: string, port = 443): AskedTarget {
  return { to: { address, port }, asked, part: undefined, owner: undefined };
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** The judge's subnets are all of 24 bits. */
function cidrAround(address: string, _subnet: string): string {
  return address.replace(/\.\d+$/, '.0/24');
}

async function send(
  plan: LabPlan,
  probes: readonly JudgedProbe[],
  wait: number,
): Promise<readonly ProbeOutcome[]> {
  const outcomes = new Map<JudgedProbe, ProbeOutcome>();
  const hosts = plan.hosts.filter((host) => probes.some(({ from }) => from === host));
  await eachOf(
    hosts,
    async (host) => {
      const own = probes.filter(({ from }) => from === host);
      const words = inNamespace(host.namespace, probeProgram);
      const found = await probeFrom(
        words,
        own.map(({ to }) => to),
        wait,
      );
      own.forEach((probe, index) => {
        outcomes.set(probe, found[index] ?? 'silent');
      });
    },
    3,
  );
  return probes.map((probe) => outcomes.get(probe) ?? 'silent');
}
