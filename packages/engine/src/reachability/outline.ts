import type { Call, PathAnswer } from './answer.ts';
import { joinOutlines } from './call.ts';
import type { Position } from './position.ts';
import type { GroupQuestion, Prover } from './prover.ts';
import type { Target } from './target.ts';

/** What the matrix needs of a path; hops, blockers and places are worked out when somebody looks. */
export type PathOutline = Pick<PathAnswer, 'verdict' | 'privacy' | 'via'>;

/**
 * One place in the decision tree of a subnet and a target: the next question about the client's own groups,
 * and where each answer leads.
 *
 * Two clients of one subnet fare alike as long as their groups answer the questions of the proof alike. So
 * the proof is walked once for each different line of answers, not once for each workload (ENG-7).
 */
interface Branch {
  readonly question: GroupQuestion;
  readonly next: Map<string, Node>;
}
type Node = { readonly kind: 'branch'; readonly branch: Branch } | Leaf;

/** How all clients of a subnet fare that answer alike. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly outlines: readonly PathOutline[];
  /** What it comes to for a client with no other position; `undefined` = no path could be made. */
  readonly summary: Summary | undefined;
}

/** A call in short: verdict, level and way, with the parts of each position. */
export type Summary = ReturnType<typeof joinOutlines> & Required<Pick<Call, 'byPosition'>>;

type Walk = (position: Position, target: Target) => readonly PathOutline[];

/** The decision trees of one network, by subnet and by everything else of a client but its groups. */
export class Outlines {
  readonly #prover: Prover;
  readonly #walk: Walk;
  readonly #roots = new Map<string, Map<string, Node>>();
  readonly #rootsByPosition = new Map<Position, Map<string, Node>>();
  readonly #gapped: ReadonlySet<string>;

  /** @param walk proves the paths in full; it is called once for each different line of answers */
  constructor(prover: Prover, walk: Walk) {
    this.#prover = prover;
    this.#walk = walk;
    this.#gapped = new Set(prover.network.gaps.flatMap(({ touches }) => touches));
  }

  of(position: Position, target: Target): Leaf {
    const roots = this.#rootsOf(position);
    const found = this.#descend(roots.get(target.label), position);
    return found ?? this.#prove(roots, position, target);
  }

  #prove(roots: Map<string, Node>, position: Position, target: Target): Leaf {
    const { result, questions } = this.#prover.listen(position.groups, () => this.#walk(position, target));
    const outlines = result.map(({ verdict, privacy, via }) => ({ verdict, privacy, via }));
    const [first, ...rest] = outlines;
    const summary =
      first === undefined ? undefined : { ...joinOutlines([first, ...rest]), byPosition: [outlines] };
    const leaf: Leaf = { kind: 'leaf', outlines, summary };
    this.#plant(roots, target.label, position, questions, leaf);
    return leaf;
  }

  #rootsOf(position: Position): Map<string, Node> {
    const earlier = this.#rootsByPosition.get(position);
    if (earlier !== undefined) return earlier;
    const key = keyOf(position, this.#gapped.has(position.workload.id));
    const roots = this.#roots.get(key) ?? new Map<string, Node>();
    this.#roots.set(key, roots);
    this.#rootsByPosition.set(position, roots);
    return roots;
  }

  #descend(root: Node | undefined, position: Position): Leaf | undefined {
    let node = root;
    while (node?.kind === 'branch') {
      node = node.branch.next.get(this.#prover.answerOf(node.branch.question, position.groups));
    }
    return node;
  }

  #plant(
    roots: Map<string, Node>,
    targetName: string,
    position: Position,
    questions: readonly GroupQuestion[],
    leaf: Leaf,
  ): void {
    let children: Map<string, Node> = roots;
    let label = targetName;
    for (const question of questions) {
      const earlier = children.get(label);
      const branch: Branch = earlier?.kind === 'branch' ? earlier.branch : { question, next: new Map() };
      if (earlier === undefined) children.set(label, { kind: 'branch', branch });
      children = branch.next;
      label = this.#prover.answerOf(branch.question, position.groups);
    }
    children.set(label, leaf);
  }
}

/** Everything of a client that its paths depend on, its groups left out. */
function keyOf(position: Position, isGapped: boolean): string {
  const { subnet, publicIp, ipv6, ephemeralPorts, isStandIn, workload, foreignGroups } = position;
  return JSON.stringify([
    subnet.id,
    publicIp,
    ipv6,
    ephemeralPorts,
    isStandIn,
    workload.privateIps,
    workload.ipv6Addresses?.map(String),
    foreignGroups,
    isGapped ? workload.id : '',
  ]);
}
