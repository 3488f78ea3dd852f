import { type Call, type Network, parseTarget, proveOne, type Workload } from '@naisen/engine';
import { buildNetwork, inNamespace } from '../kernel/build-network.ts';
import { eachOf } from '../kernel/run-program.ts';
import { tearDown } from '../kernel/tear-down.ts';
import { ipv4Text, ipv6Text, prefixText } from '../plan/addresses.ts';
import { compileLab } from '../plan/compile-lab.ts';
import type { LabHost, LabInterface, LabPlan } from '../plan/lab-plan.ts';
import { type ProbeOutcome, type ProbeTarget, probeFrom, probeProgram } from '../probe/probe-host.ts';
import { observe, type SeenWay, seenWays, wayOf } from './observe-ways.ts';
import { type ReadText, readNetworkText } from './read-network.ts';

/** One question that both answer. */
export interface JudgedProbe {
  readonly from: LabHost;
  readonly to: ProbeTarget;
  /** As `naisen trace --to` takes it. */
  readonly asked: string;
  /** The workload that is called, if it is one. */
  readonly owner: string | undefined;
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
  const targets = targetsOf(plan, { network, facts });
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
  const probe = { from, to, asked, owner };
  const target = parseTarget(asked, network, catalog);
  if (!target.ok) throw new Error(`bug: the engine does not know ${asked}`);
  const call = proveOne(network, catalog, workload, target.value);
  if (part === undefined) return [{ ...probe, verdict: call.verdict, via: call.via.kind }];
  const parts = call.paths.filter(({ destinations }) => destinations.includes(part));
  const [only, another] = parts;
  return only === undefined || another !== undefined
    ? [{ ...probe, verdict: 'undetermined', via: 'none' }]
    : [{ ...probe, verdict: only.verdict, via: only.via.kind }];
}

const publicAddresses = ['8.8.8.8', '9.9.9.9', '54.1.2.3', '200.1.2.3'];
const publicIpv6 = ['2001:4860:4860::8888', '2606:4700:4700::1111'];

function targetsOf(
  plan: LabPlan,
  { network, facts }: Pick<ReadText, 'network' | 'facts'>,
): readonly AskedTarget[] {
  const hasIpv6 = plan.vpcs.some(({ ipv6Cidrs }) => ipv6Cidrs.length > 0);
  const families = hasIpv6 ? (['ipv4', 'ipv6'] as const) : (['ipv4'] as const);
  const services = ['s3', 'dynamodb'].flatMap((service) => {
    const prefixes = facts.gatewayPrefixes(`com.amazonaws.ap-northeast-1.${service}`) ?? [];
    return families.flatMap((family) => prefixes.filter((prefix) => prefix.family === family).slice(0, 2));
  });
  const firsts = services.map((prefix) =>
    prefix.family === 'ipv4' ? ipv4Text(Number(prefix.address) + 1) : ipv6Text(BigInt(prefix.address) + 1n),
  );
  const open = [...publicAddresses, ...firsts, ...(hasIpv6 ? publicIpv6 : [])];
  return [
    ...plan.interfaces.flatMap((placed) => interfaceTargets(network, placed)),
    ...open.map((address) => publicTarget(address)),
    publicTarget('8.8.8.8', 5432),
  ];
}

/** A workload or an ENI of an endpoint, by each of its addresses. */
function interfaceTargets(network: Network, placed: LabInterface): readonly AskedTarget[] {
  const { owner, ipv4, ipv6, subnet } = placed;
  if (owner.kind === 'nat-gateway') return [];
  const { ipv4Cidr, ipv6Cidr } = network.subnets.get(subnet) ?? {};
  if (owner.kind === 'vpc-endpoint')
    return [
      { address: ipv4, cidr: ipv4Cidr },
      { address: ipv6, cidr: ipv6Cidr },
    ].flatMap(({ address, cidr }) =>
      address === undefined || cidr?.kind !== 'known'
        ? []
        : [
            {
              to: { address, port: 443 },
              asked: owner.endpoint,
              part: prefixText(cidr.value),
              owner: undefined,
            },
          ],
    );
  const { workload } = owner;
  // Which address AWS chooses the engine cannot know: only a fixed one can be asked for.
  const isFixed = network.workloads.get(workload)?.ipv6Addresses !== undefined;
  return [443, 5432].flatMap((port) => [
    ...(ipv4 === undefined
      ? []
      : [{ to: { address: ipv4, port }, asked: `${workload}:${port}`, part: undefined, owner: workload }]),
    ...(ipv6 === undefined || !isFixed
      ? []
      : [{ to: { address: ipv6, port }, asked: `[${ipv6}]:${port}`, part: undefined, owner: workload }]),
  ]);
}

function publicTarget(address: string, port = 443): AskedTarget {
  const asked = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  return { to: { address, port }, asked, part: undefined, owner: undefined };
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
