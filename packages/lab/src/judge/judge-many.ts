import { namespacesOf, tearDown } from '../kernel/tear-down.ts';
import { startTimeOf } from '../lab/lab-record.ts';
import { generateNetwork } from './generate-network.ts';
import { type Judgement, type JudgeOptions, judgeText } from './judge-network.ts';
import type { NetworkSpec } from './network-spec.ts';
import { shrink } from './shrink.ts';
import { terraformText } from './terraform-text.ts';

export interface Difference {
  readonly seed: number;
  readonly judgement: Judgement;
}

export interface JudgedMany {
  readonly networks: number;
  readonly probes: number;
  /** Left open by the engine, so not compared. */
  readonly open: number;
  readonly differences: readonly Difference[];
  /** `reachable nat-gateway` → how often: what the networks were about. */
  readonly ways: ReadonlyMap<string, number>;
  /** Networks that could not be judged, with the reason: there should be none. */
  readonly refused: readonly string[];
}

export interface ManyOptions extends Pick<JudgeOptions, 'planFault' | 'engineFault' | 'secondWaitMs'> {
  readonly firstSeed: number;
  readonly networks: number;
  /** Ends at the first difference. */
  readonly until?: 'first-difference';
}

/** Side by side: most of the time each of them waits for answers that never come. */
const atOnce = 4;

export async function judgeMany(options: ManyOptions): Promise<JudgedMany> {
  const { firstSeed, networks, until, ...judging } = options;
  const differences: Difference[] = [];
  const ways = new Map<string, number>();
  const refused: string[] = [];
  let [probes, open, judged] = [0, 0, 0];
  let next = firstSeed;
  await clearAbandoned();
  const worker = async (): Promise<void> => {
    while (next < firstSeed + networks && !(until !== undefined && differences.length > 0)) {
      const seed = next++;
      const network = await judgeText(terraformText(generateNetwork(seed)), {
        ...judging,
        prefix: prefixOf(seed),
      });
      if (network.gaps.length > 0) refused.push(`${seed}: ${network.gaps.join('; ')}`);
      judged++;
      probes += network.judgements.length;
      open += network.open;
      for (const judgement of network.judgements) {
        const family = judgement.to.address.includes(':') ? ' over IPv6' : '';
        const way = `${judgement.verdict} ${judgement.via}${family}`;
        ways.set(way, (ways.get(way) ?? 0) + 1);
        if (!judgement.agrees) differences.push({ seed, judgement });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const inOrder = differences.toSorted((a, b) => a.seed - b.seed);
  return { networks: judged, probes, open, differences: inOrder, ways, refused };
}

/** What a judge that was killed has left, judging or shrinking: its number is in the names. */
async function clearAbandoned(): Promise<void> {
  for (const kind of ['judge', 'shrink']) {
    const owners = namespacesOf(`nsn.${kind}-`).map((name) => name.split('-')[1] ?? '');
    for (const pid of new Set(owners))
      if (startTimeOf(Number(pid)) === undefined) await tearDown(`nsn.${kind}-${pid}-`);
  }
}

function prefixOf(seed: number): string {
  return `nsn.judge-${process.pid}-${seed}.`;
}

/** The smallest network that still shows a difference. */
export async function shrinkDifference(
  { seed, judgement }: Difference,
  judging: Pick<JudgeOptions, 'planFault' | 'engineFault'>,
  triesMax = 150,
): Promise<NetworkSpec> {
  const { asked, from, owner } = judgement;
  const kept = new Set([nameOf(from.workload), nameOf(owner ?? asked)]);
  let number = 0;
  const stillShows = async (candidate: NetworkSpec): Promise<boolean> => {
    number++;
    const judged = await judgeText(terraformText(candidate), {
      ...judging,
      prefix: `nsn.shrink-${process.pid}-${number}.`,
      secondWaitMs: 1500,
      only: (probe) => probe.from.workload === from.workload && probe.asked === asked,
    });
    return judged.judgements.some(({ agrees }) => !agrees);
  };
  return shrink(generateNetwork(seed), kept, stillShows, triesMax);
}

/** `a_h1` of `aws_instance.a_h1`. */
function nameOf(asked: string): string {
  return asked.replace(/^aws_\w+\./, '');
}

/** Two lines for people. */
export function describeDifference({ seed, judgement }: Difference): string {
  const { from, asked, to, verdict, via, outcome, way } = judgement;
  return `seed ${seed}: ${from.workload} -> ${asked} (${to.address} port ${to.port}): the engine says ${verdict} by ${via}, the packets ${outcome}${way === undefined ? '' : ` by ${way}`}`;
}
