import type { Collection, Known } from '../base/known.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import { effectiveRouteTable, type TableAnswer } from '../forwarding/effective-routes.ts';
import { filterByNetworkAcl } from '../forwarding/network-acls.ts';
import type { ForwardingFacts } from '../forwarding/prefix-lists.ts';
import { type Filtered, filterBySecurityGroups, type Peer } from '../forwarding/security-groups.ts';
import { type RoutePart, selectRoutes } from '../forwarding/select-route.ts';
import type { AddressFamily } from '../ip/address.ts';
import type { IpSet } from '../ip/ip-set.ts';
import { formatPorts, type PortSet } from '../ip/port-set.ts';
import type { Id } from '../model/identity.ts';
import type { Network, Subnet, Vpc } from '../model/network.ts';
import type { Resolution } from '../resolution/resolution.ts';
import { resolveName } from '../resolution/resolve-name.ts';

export type Groups = Collection<Id<'SecurityGroup'>>;

/** A question whose answer depends on a client's own groups. */
export interface GroupQuestion {
  readonly direction: 'ingress' | 'egress';
  readonly port: number;
  readonly peer: Peer;
  /** The groups that filter; `undefined` = the client's own. Otherwise the client is the peer. */
  readonly groups: Groups | undefined;
  /** Answers of single groups, kept because the question is asked of every client of the subnet. */
  readonly answers: Map<string, string>;
}

const outcomes = new WeakMap<readonly Filtered[], string>();

function outcomesOf(parts: readonly Filtered[]): string {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.outcome;
  const earlier = outcomes.get(parts);
  if (earlier !== undefined) return earlier;
  const text = parts.every(({ outcome }) => outcome === parts[0]?.outcome)
    ? (parts[0]?.outcome ?? 'none')
    : parts.map(({ outcome, addresses }) => `${outcome} ${addresses.bounds.join()}`).join(';');
  outcomes.set(parts, text);
  return text;
}

/**
 * The network with answers that many calls share: tables, route choices, filters, names.
 *
 * Every question of this class is a pure function of the network; answers are kept so that cost follows the
 * number of different questions and not the number of workloads (ENG-7).
 */
export class Prover {
  readonly network: Network;
  readonly catalog: Catalog;
  /** Deterministic counters for the benchmarks. */
  readonly counters: Record<string, number> = {
    names: 0,
    tables: 0,
    routes: 0,
    securityGroups: 0,
    networkAcls: 0,
    paths: 0,
  };
  readonly #facts: ForwardingFacts;
  readonly #tables = new Map<Id<'Subnet'>, TableAnswer>();
  readonly #names = new Map<string, Resolution>();
  readonly #routes = new Map<string, readonly RoutePart[]>();
  readonly #aclFilters = new Map<string, readonly Filtered[]>();
  /** By the groups and the direction, the peer's groups, its addresses and the port: all of them as numbers. */
  readonly #groupFilters = new Map<number, Map<number, Map<number, readonly Filtered[]>>>();
  readonly #groupNumbers = new Map<string, number>();
  readonly #single = new Map<Id<'SecurityGroup'>, Groups>();
  readonly #answers = new Map<string, Map<string, string>>();
  readonly #naming = new WeakMap<object, Readonly<Record<'ingress' | 'egress', boolean>>>();
  #listening: { readonly own: Groups; readonly questions: GroupQuestion[] } | undefined;
  readonly #setNumbers = new WeakMap<IpSet, number>();
  #setCount = 0;

  constructor(network: Network, catalog: Catalog) {
    this.network = network;
    this.catalog = catalog;
    this.#facts = {
      gatewayPrefixes: (serviceName) => {
        const list = catalog.managedPrefixListByName(serviceName);
        return list?.prefixes === undefined ? undefined : [...list.prefixes, ...(list.ipv6Prefixes ?? [])];
      },
    };
  }

  tableOf(subnet: Subnet): TableAnswer {
    return this.#once(this.#tables, subnet.id, 'tables', () =>
      effectiveRouteTable(this.network, subnet, this.#facts),
    );
  }

  resolve(vpc: Vpc, hostname: string, families: readonly AddressFamily[]): Resolution {
    const key = `${vpc.id} ${hostname} ${families.join()}`;
    return this.#once(this.#names, key, 'names', () =>
      resolveName(this.network, this.catalog, vpc, hostname, families),
    );
  }

  routesTo(
    table: Extract<TableAnswer, { kind: 'table' }>['table'],
    destinations: IpSet,
  ): readonly RoutePart[] {
    const key = `${table.id} ${table.vpc} ${this.#numberOf(destinations)}`;
    return this.#once(this.#routes, key, 'routes', () => selectRoutes(table, destinations));
  }

  securityGroups(
    groups: Groups,
    direction: 'ingress' | 'egress',
    port: number,
    peer: Peer,
  ): readonly Filtered[] {
    this.#note(groups, direction, port, peer);
    return this.#filterGroups(groups, direction, port, peer);
  }

  /** Runs a proof and reports the questions about one client's own groups, in their order. */
  listen<Result>(
    own: Groups,
    walk: () => Result,
  ): { readonly result: Result; readonly questions: readonly GroupQuestion[] } {
    const earlier = this.#listening;
    const questions: GroupQuestion[] = [];
    this.#listening = { own, questions };
    try {
      return { result: walk(), questions };
    } finally {
      this.#listening = earlier;
    }
  }

  /** How a client with these groups fares at the question, in one word for each outcome. */
  answerOf(question: GroupQuestion, own: Groups): string {
    const { direction, port, peer, groups } = question;
    if (groups === undefined)
      return this.#answerOfEach(own, question) ?? outcomesOf(this.#filterGroups(own, direction, port, peer));
    const isIndifferent = !this.#namesGroups(groups, direction);
    const earlier = isIndifferent ? question.answers.get('') : undefined;
    if (earlier !== undefined) return earlier;
    const answer = outcomesOf(this.#filterGroups(groups, direction, port, { ...peer, groups: own }));
    if (isIndifferent) question.answers.set('', answer);
    return answer;
  }

  /** One group that admits everything decides for all (SG-1); so do groups of which none admits anything. */
  #answerOfEach(own: Groups, question: GroupQuestion): string | undefined {
    if (own.unknowns.length > 0 || own.items.length === 0) return undefined;
    let denied = 0;
    for (const id of own.items) {
      const outcome = question.answers.get(id) ?? this.#answerAlone(id, question);
      if (outcome === 'allow') return outcome;
      if (outcome === 'deny') denied++;
    }
    return denied === own.items.length ? 'deny' : undefined;
  }

  #answerAlone(id: Id<'SecurityGroup'>, { direction, port, peer, answers }: GroupQuestion): string {
    const answer = outcomesOf(this.#filterGroups(this.#alone(id), direction, port, peer));
    answers.set(id, answer);
    return answer;
  }

  #alone(id: Id<'SecurityGroup'>): Groups {
    const earlier = this.#single.get(id);
    if (earlier !== undefined) return earlier;
    const groups: Groups = { items: [id], unknowns: [] };
    this.#single.set(id, groups);
    return groups;
  }

  #note(groups: Groups, direction: 'ingress' | 'egress', port: number, peer: Peer): void {
    const listening = this.#listening;
    if (listening === undefined) return;
    const answers = this.#sharedAnswers(groups === listening.own ? undefined : groups, direction, port, peer);
    if (groups === listening.own)
      listening.questions.push({ direction, port, peer, groups: undefined, answers });
    else if (peer.groups === listening.own)
      listening.questions.push({ direction, port, peer, groups, answers });
  }

  /** Clients of many subnets are asked the same question: its answers are kept once. */
  #sharedAnswers(
    groups: Groups | undefined,
    direction: 'ingress' | 'egress',
    port: number,
    peer: Peer,
  ): Map<string, string> {
    const who =
      groups === undefined ? (peer.groups === undefined ? '-' : keyOf(peer.groups)) : `of ${keyOf(groups)}`;
    const key = `${direction} ${port} ${this.#numberOf(peer.addresses)} ${who}`;
    const earlier = this.#answers.get(key);
    if (earlier !== undefined) return earlier;
    const answers = new Map<string, string>();
    this.#answers.set(key, answers);
    return answers;
  }

  #filterGroups(
    groups: Groups,
    direction: 'ingress' | 'egress',
    port: number,
    peer: Peer,
  ): readonly Filtered[] {
    // Rules that name no group do not care who the peer is.
    const caresWho = peer.groups !== undefined && this.#namesGroups(groups, direction);
    const who = caresWho && peer.groups !== undefined ? this.#numberOfGroups(peer.groups) : 0;
    const own = this.#numberOfGroups(groups) * 2 + (direction === 'ingress' ? 1 : 0);
    const byPeer = this.#groupFilters.get(own) ?? new Map<number, Map<number, readonly Filtered[]>>();
    const byPacket = byPeer.get(who) ?? new Map<number, readonly Filtered[]>();
    const packet = this.#numberOf(peer.addresses) * 65536 + port;
    const earlier = byPacket.get(packet);
    if (earlier !== undefined) return earlier;
    const answer = filterBySecurityGroups(this.network, groups, { direction, protocol: 6, port }, peer);
    this.#groupFilters.set(own, byPeer.set(who, byPacket.set(packet, answer)));
    this.counters.securityGroups = (this.counters.securityGroups ?? 0) + 1;
    return answer;
  }

  #namesGroups(groups: Groups, direction: 'ingress' | 'egress'): boolean {
    const key = groups as object;
    const earlier = this.#naming.get(key)?.[direction];
    if (earlier !== undefined) return earlier;
    const naming = {
      ingress: this.#hasReference(groups, 'ingress'),
      egress: this.#hasReference(groups, 'egress'),
    };
    this.#naming.set(key, naming);
    return naming[direction];
  }

  #hasReference(groups: Groups, direction: 'ingress' | 'egress'): boolean {
    return groups.items.some((id) =>
      this.network.securityGroups
        .get(id)
        ?.[direction].items.some(({ peer }) => peer.kind === 'security-group'),
    );
  }

  networkAcl(
    subnet: Subnet,
    direction: 'ingress' | 'egress',
    ports: PortSet,
    addresses: IpSet,
  ): readonly Filtered[] {
    const acl = subnet.networkAcl?.target ?? aclOfVpc(this.network, subnet);
    const name = acl?.kind === 'known' ? acl.value : subnet.id;
    const key = `${name} ${direction} ${formatPorts(ports)} ${this.#numberOf(addresses)}`;
    return this.#once(this.#aclFilters, key, 'networkAcls', () =>
      filterByNetworkAcl(this.network, subnet, { direction, protocol: 6, ports, addresses }),
    );
  }

  #numberOfGroups(groups: Groups): number {
    const key = keyOf(groups);
    const earlier = this.#groupNumbers.get(key);
    if (earlier !== undefined) return earlier;
    const number = this.#groupNumbers.size + 1;
    this.#groupNumbers.set(key, number);
    return number;
  }

  #numberOf(set: IpSet): number {
    const earlier = this.#setNumbers.get(set);
    if (earlier !== undefined) return earlier;
    this.#setCount++;
    this.#setNumbers.set(set, this.#setCount);
    return this.#setCount;
  }

  #once<Key, Answer>(cache: Map<Key, Answer>, key: Key, counter: string, compute: () => Answer): Answer {
    const earlier = cache.get(key);
    if (earlier !== undefined) return earlier;
    this.counters[counter] = (this.counters[counter] ?? 0) + 1;
    const answer = compute();
    cache.set(key, answer);
    return answer;
  }
}

const keys = new WeakMap<Collection<string>, string>();

function keyOf(groups: Collection<string>): string {
  const earlier = keys.get(groups);
  if (earlier !== undefined) return earlier;
  const key = `${groups.items.toSorted().join(',')}${groups.unknowns.length > 0 ? `+${JSON.stringify(groups.unknowns)}` : ''}`;
  keys.set(groups, key);
  return key;
}

function aclOfVpc(network: Network, subnet: Subnet): Known<Id<'NetworkAcl'>> | undefined {
  return subnet.vpc.kind === 'known' ? network.vpcs.get(subnet.vpc.value)?.defaultNetworkAcl : undefined;
}
