import { compareAddresses } from '../base/ordered.ts';
import type { NetworkChange } from '../model/change.ts';
import type { Network } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import { type InternetNeed, internetNeeds } from '../needs/internet-needs.ts';
import { compareDecimals, type Decimal } from '../pricing/decimal.ts';
import type { Call } from '../reachability/answer.ts';
import { proveAll } from '../reachability/check.ts';
import { applyChanges } from './apply-change.ts';
import { type Choices, choicesOf } from './choices.ts';
import { type CallPair, changesAmong, pairCalls } from './compare-calls.ts';
import { workloadsIn } from './danger-facts.ts';
import { dangersOf } from './dangers.ts';
import { decisionsOf } from './decisions.ts';
import { type DemandTable, defaultTargetOf, demandsOf } from './demands.ts';
import { doubtsOf } from './doubts.ts';
import { decides } from './duties.ts';
import { mendsFor, type PlannedEndpoint } from './mends.ts';
import { natInstancesOf } from './nat-instances.ts';
import { findOptimum, type Optimum } from './optimum.ts';
import type { Plan, PlanAnswer, RefusalReason } from './plan.ts';
import { changesOf } from './plan-changes.ts';
import { type MonthlyPrices, monthlyPrices } from './plan-prices.ts';
import { PlanMatrices, type PlanQuestion, type PricedMatrix } from './plan-question.ts';
import { proposedEndpoint } from './proposed-things.ts';
import { impossible, refusalOf, unmetCalls } from './unmet.ts';

/** Finds the cheapest change that meets a goal, and proves it on the changed network; or says why there is none. */
export function makePlan(question: PlanQuestion): PlanAnswer {
  return new Planner(question).answer();
}

/** Mending opens what lay behind: an egress rule before an ingress rule. */
const mendingRoundsMax = 5;

/** A choice that the proof refutes is taken back, and the next best one is tried. */
const choosingRoundsMax = 4;

interface Proven {
  readonly changes: readonly NetworkChange[];
  readonly network: Network;
  readonly pairs: readonly CallPair[];
  readonly after: readonly Call[];
  readonly routes: ReturnType<typeof applyChanges>['routes'];
}

interface Attempt {
  readonly choices: Choices;
  readonly optimum: Optimum;
  readonly proven: Proven;
  readonly unmet: readonly CallPair[];
}

/** What proofs have shown of choices, by the keys of their groups. */
interface Refuted {
  readonly onlyByEndpoint: Set<string>;
  readonly leftAlone: Set<string>;
}

class Planner {
  readonly #question: PlanQuestion;
  readonly #matrices: PlanMatrices;
  readonly #before: PricedMatrix;
  readonly #table: DemandTable;
  readonly #images: readonly InternetNeed[];
  readonly #prices = new Map<string, MonthlyPrices | undefined>();
  /** Calls by the service that carries them. */
  #keys: ReadonlyMap<Call, string> | undefined;

  constructor(question: PlanQuestion) {
    const { network, catalog } = question;
    this.#question = question;
    this.#matrices = new PlanMatrices(question);
    this.#before = this.#matrices.before();
    const { calls, moves } = this.#before;
    const asked = (call: Call) => decides(question.goal, call);
    this.#table = demandsOf(network, catalog, calls, moves, asked);
    this.#images = internetNeeds(network);
  }

  answer(): PlanAnswer {
    const { goal, network } = this.#question;
    const hasNat = network.natGateways.size > 0;
    const reasons = [
      ...impossible(
        goal.kind,
        this.#table,
        this.#images.filter((need) => this.#pullsByNat(need)),
        hasNat,
      ),
      ...this.#missingPrices(),
    ];
    const [first, ...rest] = reasons;
    if (first !== undefined) return this.#refuse([first, ...rest], []);
    const kept = this.#plan('stay');
    return this.#isOverBudget(kept) && goal.kind === 'private' && hasNat ? this.#plan('may-go') : kept;
  }

  #plan(natGateways: 'stay' | 'may-go'): PlanAnswer {
    const attempt = this.#attempt(natGateways);
    if (attempt === undefined) return this.#refuse(this.#remainingNats(), []);
    const { proven, unmet } = attempt;
    const nats = this.#question.goal.kind === 'no-nat' ? natsLeft(proven.network) : [];
    const reasons = [
      ...unmet.map(refusalOf),
      ...nats.map((address): RefusalReason => ({ kind: 'nat-remains', address })),
    ];
    const [first, ...rest] = reasons;
    if (first !== undefined) return this.#refuse([first, ...rest], proven.changes, proven.network);
    return this.#withinBudget(this.#planOf(attempt));
  }

  /** Chooses and proves, until what is chosen holds. */
  #attempt(natGateways: 'stay' | 'may-go'): Attempt | undefined {
    const refuted: Refuted = { onlyByEndpoint: new Set(), leftAlone: new Set() };
    for (let round = 1; ; round++) {
      const choices = this.#choose(natGateways, refuted);
      const optimum = findOptimum(choices.problem);
      if (optimum === undefined) return undefined;
      const proven = this.#prove(choices, optimum);
      const unmet = unmetCalls(this.#question.goal, proven.pairs);
      const missing = groupsWithoutEndpoint(choices, optimum, unmet);
      const harmful = harmfulGroups(choices, optimum, unmet);
      const isLast = round === choosingRoundsMax || missing.length + harmful.length === 0;
      if (isLast) return { choices, optimum, proven, unmet };
      for (const key of missing) refuted.onlyByEndpoint.add(key);
      for (const key of harmful) refuted.leftAlone.add(key);
    }
  }

  #choose(natGateways: 'stay' | 'may-go', refuted: Refuted): Choices {
    return choicesOf({
      network: this.#question.network,
      goal: this.#question.goal,
      table: this.#table,
      billables: this.#before.design.billables,
      bill: this.#before.bill,
      pricesOf: (region) => this.#pricesOf(region),
      internetNeeds: new Map(this.#images.map(({ workload, image }) => [workload, image])),
      natGateways,
      ...refuted,
    });
  }

  #pricesOf(region: string): MonthlyPrices | undefined {
    const { book, hoursPerMonth } = this.#question;
    if (!this.#prices.has(region)) this.#prices.set(region, monthlyPrices(book, region, hoursPerMonth));
    return this.#prices.get(region);
  }

  /** Only the cheapest of several needs prices to be found. */
  #missingPrices(): readonly RefusalReason[] {
    if (this.#question.goal.kind !== 'cheapest') return [];
    const regions = new Set(this.#table.groups.map(({ region }) => region));
    return [...regions]
      .filter((region) => this.#pricesOf(region) === undefined)
      .map((region): RefusalReason => ({ kind: 'no-prices', region }));
  }

  /** Applies the changes, proves them, and adds what mends the planned ways. */
  #prove(choices: Choices, optimum: Optimum): Proven {
    const { network, catalog, goal } = this.#question;
    const captured = this.#captured(choices, optimum);
    const ids = new Map([...captured].map(([key, calls]) => [key, calls.map(({ workload }) => workload)]));
    let changes = changesOf({ choices, optimum }, { network, goal, captured: ids });
    for (let round = 1; ; round++) {
      const applied = applyChanges(network, changes, catalog);
      const after =
        changes.length === 0 ? this.#before.calls : this.#matrices.after(applied.network, this.#before);
      const pairs = pairCalls([...this.#before.calls, ...[...captured.values()].flat()], after);
      const proven = { changes, network: applied.network, pairs, after, routes: applied.routes };
      if (round === mendingRoundsMax) return proven;
      const mended = withMends(changes, this.#mends(proven, choices));
      if (mended.length === changes.length) return proven;
      changes = mended;
    }
  }

  /** Whoever reaches a service now is captured by a new private name of it (DNS-8), known to call it or not. */
  #captured(choices: Choices, optimum: Optimum): ReadonlyMap<string, readonly Call[]> {
    const { network, catalog } = this.#question;
    const added = choices.services.filter(
      ({ group }) => optimum.endpoints.has(group.key) && group.interface === undefined,
    );
    const going = new Set(this.#question.goal.kind === 'no-nat' ? natInstancesOf(network) : []);
    return new Map(
      added.map(({ group }) => {
        const known = new Set<string>(group.demands.map(({ call }) => call.workload));
        const others = workloadsIn(network, group.vpc).filter(
          (workload) => callsApis(workload) && !known.has(workload.id) && !going.has(workload.id),
        );
        const { short } = group.service.service;
        const target = { kind: 'service', short, label: short } as const;
        const reason = { kind: 'conditional', why: '', source: [] } as const;
        const calls = others.length === 0 ? [] : proveAll(network, catalog, others, target, reason);
        return [group.key, calls.filter(({ verdict }) => verdict === 'reachable')] as const;
      }),
    );
  }

  /** Calls of one service whose callers have the same groups are mended by the same changes. */
  #mends({ pairs, network }: Proven, choices: Choices): readonly NetworkChange[] {
    const failing = new Set(unmetCalls(this.#question.goal, pairs));
    const planned = plannedEndpoints(choices, network);
    const alike = new Map<string, { readonly call: Call; readonly key: string; readonly isAsked: boolean }>();
    for (const pair of pairs) {
      const { before, after } = pair;
      const stops = before.verdict === 'reachable' && after?.verdict === 'blocked';
      const isAsked = failing.has(pair);
      if (after === undefined || !(isAsked || stops)) continue;
      const key = this.#groupKeys().get(before) ?? keyByPlace(after, network);
      const groups = network.workloads.get(after.workload)?.securityGroups.items.join() ?? '';
      const likeness = `${key}\n${groups}\n${after.verdict}\n${isAsked}`;
      if (!alike.has(likeness)) alike.set(likeness, { call: after, key, isAsked });
    }
    return [...alike.values()].flatMap(({ call, key, isAsked }) =>
      mendsFor(call, planned.get(key), network).filter(
        // A rule lets a caller in and does no harm; private DNS could, and nobody asked for this call.
        ({ kind }) => isAsked || kind === 'add-security-group-rule',
      ),
    );
  }

  #groupKeys(): ReadonlyMap<Call, string> {
    this.#keys ??= new Map(
      this.#table.groups.flatMap(({ key, demands }) => demands.map(({ call }) => [call, key] as const)),
    );
    return this.#keys;
  }

  #planOf({ choices, optimum, proven }: Attempt): Plan {
    const { goal, network, catalog } = this.#question;
    const { changes, routes, pairs } = proven;
    const after = this.#matrices.price(proven.network, proven.after);
    const facts = { goal, choices, optimum, before: this.#before, after, calls: pairs, images: this.#images };
    return {
      goal,
      changes,
      network: proven.network,
      billBefore: this.#before.bill,
      billAfter: after.bill,
      calls: pairs,
      decisions: decisionsOf(facts, this.#matrices),
      doubts: doubtsOf(facts),
      dangers: dangersOf({
        before: network,
        after: proven.network,
        routes,
        catalog,
        calls: this.#before.calls,
        changed: changesAmong(pairs),
      }),
    };
  }

  #isOverBudget(answer: PlanAnswer): boolean {
    return answer.kind === 'refused' && answer.refusal.reasons.some(({ kind }) => kind === 'over-budget');
  }

  #withinBudget(plan: Plan): PlanAnswer {
    const { budgetUsd, availability } = plan.goal;
    const leastUsd = plan.billAfter.totalUsd;
    if (budgetUsd === undefined || compareDecimals(leastUsd, budgetUsd) <= 0)
      return { kind: 'planned', plan };
    const oneZoneUsd = availability === 'single-az' ? undefined : this.#withOneZone();
    const reason = { kind: 'over-budget', leastUsd, budgetUsd, oneZoneUsd } as const;
    return this.#refuse([reason], plan.changes, plan.network);
  }

  /** What the same goal costs at least with one ENI for each service. */
  #withOneZone(): Decimal | undefined {
    const goal = { ...this.#question.goal, availability: 'single-az' } as const;
    const answer = makePlan({ ...this.#question, goal });
    if (answer.kind === 'planned') return answer.plan.billAfter.totalUsd;
    const [reason] = answer.refusal.reasons;
    return reason.kind === 'over-budget' ? reason.leastUsd : undefined;
  }

  #refuse(
    reasons: readonly [RefusalReason, ...RefusalReason[]],
    changes: readonly NetworkChange[],
    network: Network = this.#question.network,
  ): PlanAnswer {
    const { goal } = this.#question;
    const { bill: billBefore } = this.#before;
    return { kind: 'refused', refusal: { goal, reasons, changes, network, billBefore } };
  }

  #remainingNats(): readonly [RefusalReason, ...RefusalReason[]] {
    const [first = '', ...rest] = natsLeft(this.#question.network);
    const reason = (address: string): RefusalReason => ({ kind: 'nat-remains', address });
    return [reason(first), ...rest.map(reason)];
  }

  #pullsByNat({ workload }: InternetNeed): boolean {
    const { network } = this.#question;
    const kinds = (network.workloads.get(workload)?.subnets.items ?? []).map(
      (subnet) => defaultTargetOf(network, subnet)?.kind,
    );
    return kinds.some(
      (kind) => kind === 'nat-gateway' || kind === 'instance' || kind === 'network-interface',
    );
  }
}

/** Groups whose calls the proof refuses on the way without an endpoint. */
function groupsWithoutEndpoint(
  choices: Choices,
  optimum: Optimum,
  unmet: readonly CallPair[],
): readonly string[] {
  const failing = new Set(unmet.map(({ before }) => before));
  return choices.services
    .filter(({ duty, group }) => duty === 'cheapest' && !optimum.endpoints.has(group.key))
    .filter(({ group }) => group.demands.some(({ call }) => failing.has(call)))
    .map(({ group }) => group.key);
}

/** Groups whose endpoint takes the name of a call of another group, which it then refuses (DNS-18). */
function harmfulGroups(choices: Choices, optimum: Optimum, unmet: readonly CallPair[]): readonly string[] {
  const inTheWay = new Set(
    unmet.flatMap(({ after }) =>
      after?.verdict === 'blocked'
        ? after.paths.flatMap(({ via, blockers }) => [via.component, ...blockers.map((one) => one.component)])
        : [],
    ),
  );
  const failing = new Set(unmet.map(({ before }) => before));
  return choices.services
    .filter(({ duty, group }) => duty === 'cheapest' && optimum.endpoints.has(group.key))
    .filter(({ group }) => {
      const { short } = group.service.service;
      const id = group.interface?.id ?? proposedEndpoint('Interface', short, group.vpc).id;
      return inTheWay.has(id) && !group.demands.some(({ call }) => failing.has(call));
    })
    .map(({ group }) => group.key);
}

/** Attributes and rules come before what goes. */
function withMends(
  changes: readonly NetworkChange[],
  mends: readonly NetworkChange[],
): readonly NetworkChange[] {
  const known = new Set(changes.map((change) => JSON.stringify(change)));
  const fresh = new Map(mends.map((change) => [JSON.stringify(change), change]));
  const added = [...fresh].filter(([text]) => !known.has(text)).map(([, change]) => change);
  const last = changes.filter(({ kind }) => kind === 'remove');
  return [...changes.filter(({ kind }) => kind !== 'remove'), ...added, ...last];
}

/** The endpoints of the changed network, by VPC and service; a gateway endpoint before an interface endpoint. */
function plannedEndpoints(choices: Choices, network: Network): ReadonlyMap<string, PlannedEndpoint> {
  const planned = new Map<string, PlannedEndpoint>();
  const byService = new Map<string, PlannedEndpoint['endpoint'][]>();
  for (const endpoint of network.vpcEndpoints.values()) {
    if (endpoint.vpc.kind !== 'known' || endpoint.serviceName.kind !== 'known') continue;
    const key = `${endpoint.vpc.value} ${endpoint.serviceName.value}`;
    byService.set(key, [...(byService.get(key) ?? []), endpoint]);
  }
  for (const { group, duty } of choices.services) {
    const own = byService.get(`${group.vpc} ${group.service.serviceName}`) ?? [];
    const type = duty === 'gateway' ? 'Gateway' : 'Interface';
    const endpoint = own.find((one) => one.type.kind === 'known' && one.type.value === type) ?? own[0];
    if (endpoint !== undefined) planned.set(group.key, { vpc: group.vpc, endpoint });
  }
  return planned;
}

/** Of a call that nobody is known to make. */
function keyByPlace({ workload, service }: Call, network: Network): string {
  const [subnet] = network.workloads.get(workload)?.subnets.items ?? [];
  const vpc = subnet === undefined ? undefined : network.subnets.get(subnet)?.vpc;
  return vpc?.kind === 'known' ? `${vpc.value} ${service}` : '';
}

function natsLeft(network: Network): readonly string[] {
  const gateways = [...network.natGateways.values()]
    .filter(
      ({ connectivityType }) => connectivityType.kind !== 'known' || connectivityType.value === 'public',
    )
    .map(({ id }): string => id);
  return [...gateways.sort(compareAddresses), ...natInstancesOf(network)];
}

function callsApis({ kind }: Workload): boolean {
  return !['database', 'load-balancer', 'subnet', 'network-interface'].includes(kind);
}
