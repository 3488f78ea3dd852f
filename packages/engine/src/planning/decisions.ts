import { compareAddresses } from '../base/ordered.ts';
import type { InternetNeed } from '../needs/internet-needs.ts';
import { allEndpoints, central } from '../pricing/alternatives.ts';
import type { Bill } from '../pricing/bill.ts';
import { isAwsInterfaceEndpoint } from '../pricing/call-groups.ts';
import {
  add,
  type Decimal,
  decimal,
  divide,
  isPositive,
  multiply,
  subtract,
  sum,
  zero,
} from '../pricing/decimal.ts';
import type { Traffic } from '../pricing/traffic.ts';
import type { ServiceChoice } from './choice-input.ts';
import { type Choices, crosses, natFor, zonesThatCome } from './choices.ts';
import type { CallPair } from './compare-calls.ts';
import type { Demand } from './demands.ts';
import { isByInterface, leavesByNat } from './duties.ts';
import { natInstancesOf } from './nat-instances.ts';
import type { NatOption } from './nat-options.ts';
import type { Optimum } from './optimum.ts';
import type { DecisionReason, Goal, PlanDecision, PlannedWay } from './plan.ts';
import type { PlanMatrices, PricedMatrix } from './plan-question.ts';
import { proposedEndpoint } from './proposed-things.ts';

/** All that was decided about one plan. */
export interface PlanFacts {
  readonly goal: Goal;
  readonly choices: Choices;
  readonly optimum: Optimum;
  readonly before: PricedMatrix;
  readonly after: PricedMatrix;
  readonly calls: readonly CallPair[];
  readonly images: readonly InternetNeed[];
}

/** Services by VPC and name, then NAT gateways, endpoints that nobody is known to call, and other designs. */
export function decisionsOf(facts: PlanFacts, matrices: PlanMatrices): readonly PlanDecision[] {
  return [
    ...facts.choices.services.flatMap((choice) => serviceDecision(choice, facts) ?? []),
    ...facts.choices.nats.flatMap((nat) => natDecision(nat, facts) ?? []),
    ...goneInstances(facts),
    ...uncalledEndpoints(facts),
    ...centralDecision(facts, matrices),
  ];
}

const noAmounts = { differenceUsd: undefined, gbPerMonth: undefined, breakEvenGb: undefined, about: [] };

function serviceDecision(choice: ServiceChoice, facts: PlanFacts): PlanDecision | undefined {
  const { group, duty } = choice;
  const subject = { kind: 'service', vpc: group.vpc, service: group.service.service.short } as const;
  const gbPerMonth = group.isOpen ? undefined : group.gb;
  if (duty === 'leave') {
    if (choice.needed.length === 0) return undefined;
    const arrives = choice.needed.every(({ call }) => call.verdict === 'reachable');
    const why = arrives ? 'already-met' : 'not-mended';
    return { ...noAmounts, subject, chosen: wayNow(choice), rejected: undefined, gbPerMonth, why };
  }
  const natUsd = natDataUsd(choice, facts);
  if (duty === 'gateway') {
    const rejected = group.demands.some(leavesByNat) ? 'nat-gateway' : undefined;
    const differenceUsd = rejected === undefined || natUsd === undefined ? undefined : subtract(zero, natUsd);
    return {
      ...noAmounts,
      subject,
      chosen: 'gateway-endpoint',
      rejected,
      differenceUsd,
      gbPerMonth,
      why: 'free',
    };
  }
  return { subject, gbPerMonth, about: [], ...interfaceDecision(choice, facts, natUsd) };
}

function wayNow({ needed }: ServiceChoice): PlannedWay {
  const kinds = [...new Set(needed.map(({ traffic }) => traffic.kind))];
  const [kind] = kinds;
  if (kinds.length !== 1) return 'as-it-is';
  return kind === 'gateway-endpoint' || kind === 'interface-endpoint' || kind === 'nat-gateway'
    ? kind
    : 'as-it-is';
}

function interfaceDecision(
  choice: ServiceChoice,
  facts: PlanFacts,
  natUsd: Decimal | undefined,
): Pick<PlanDecision, 'chosen' | 'rejected' | 'differenceUsd' | 'breakEvenGb' | 'why'> {
  const { group, prices } = choice;
  const isChosen = facts.optimum.endpoints.has(group.key);
  const enis = enisOf(choice, facts);
  const hasNat = facts.choices.nats.some((nat) => nat.vpc === group.vpc && nat.existing !== undefined);
  const endpointUsd =
    prices === undefined
      ? undefined
      : add(multiply(decimal(enis), prices.eni), multiply(group.gb, prices.endpointGb));
  const more = endpointUsd === undefined || natUsd === undefined ? undefined : subtract(endpointUsd, natUsd);
  const breakEvenGb =
    prices === undefined ? undefined : breakEven(enis, prices, crossingShare(choice, facts));
  // A NAT instance or an Internet gateway carries data for nothing by the GB.
  const isFree = choice.needed.every(
    ({ traffic }) => traffic.kind === 'nat-instance' || traffic.kind === 'internet-gateway',
  );
  if (!isChosen && isFree) {
    const differenceUsd = group.isOpen || endpointUsd === undefined ? undefined : subtract(zero, endpointUsd);
    const way = { chosen: 'as-it-is', rejected: 'interface-endpoint', breakEvenGb: undefined } as const;
    return { ...way, differenceUsd, why: 'cheaper' };
  }
  if (!isChosen) {
    const differenceUsd = more === undefined ? undefined : subtract(zero, more);
    const why = group.isOpen ? 'usage-unknown' : 'cheaper';
    return { chosen: 'nat-gateway', rejected: 'interface-endpoint', differenceUsd, breakEvenGb, why };
  }
  const why = reasonOf(choice, facts, more);
  const goal = facts.goal.kind;
  if (!hasNat && goal !== 'cheapest')
    return {
      chosen: 'interface-endpoint',
      rejected: undefined,
      differenceUsd: undefined,
      breakEvenGb: undefined,
      why,
    };
  return { chosen: 'interface-endpoint', rejected: 'nat-gateway', differenceUsd: more, breakEvenGb, why };
}

/** ENIs that the endpoint has in the plan. */
function enisOf(choice: ServiceChoice, { goal, optimum }: PlanFacts): number {
  const chosen = optimum.endpoints.get(choice.group.key)?.length ?? 0;
  const oneEnough =
    goal.availability === 'single-az' && chosen === 0 && choice.presentZones.length === 0 ? 1 : 0;
  return choice.presentZones.length + zonesThatCome(choice, goal).length + chosen + oneEnough;
}

/** A7-15, with the data that crosses to the AZ of the gateway (AZ-2). */
function breakEven(
  enis: number,
  prices: NonNullable<ServiceChoice['prices']>,
  share: Share,
): Decimal | undefined {
  const saved = subtract(natPerGb(prices, share), prices.endpointGb);
  return isPositive(saved) ? divide(multiply(decimal(enis), prices.eni), saved, 6) : undefined;
}

/** How many of so many positions are in another AZ than their NAT gateway. */
interface Share {
  readonly crossing: number;
  readonly all: number;
}

function crossingShare({ needed }: ServiceChoice, facts: PlanFacts): Share {
  const shares = needed.map((demand) => shareOf(demand, facts));
  const total = (name: keyof Share) => shares.reduce((sum, share) => sum + share[name], 0);
  return { crossing: total('crossing'), all: total('all') };
}

/** Calls of one position share the list of their subnets. */
const shares = new WeakMap<object, WeakMap<object, Share>>();

function shareOf({ traffic }: Demand, { choices, before: { network } }: PlanFacts): Share {
  const known = shares.get(choices) ?? new WeakMap<object, Share>();
  shares.set(choices, known);
  const earlier = known.get(traffic.subnets);
  if (earlier !== undefined) return earlier;
  const crossing = traffic.subnets.filter((subnet) => {
    const nat = natFor(subnet, traffic.kind, traffic.component, choices.nats, network);
    return nat !== undefined && nat !== 'free' && crosses(subnet, nat, network);
  });
  const share = { crossing: crossing.length, all: traffic.subnets.length };
  known.set(traffic.subnets, share);
  return share;
}

function natPerGb(prices: NonNullable<ServiceChoice['prices']>, { crossing, all }: Share): Decimal {
  if (crossing === 0) return prices.natGb;
  return add(
    prices.natGb,
    divide(multiply(prices.crossingToNatGb, decimal(crossing)), decimal(all), placesKept),
  );
}

/** Where a share of positions does not come out even. */
const placesKept = 9;

/** What the data of its calls cost through a NAT gateway; `undefined` = some usage is missing. */
function natDataUsd({ group, prices }: ServiceChoice, facts: PlanFacts): Decimal | undefined {
  if (group.isOpen || prices === undefined) return undefined;
  const byShare = new Map<Share, Decimal[]>();
  for (const demand of group.demands) {
    const share = shareOf(demand, facts);
    const amounts = byShare.get(share);
    if (amounts === undefined) byShare.set(share, [demand.traffic.gb ?? zero]);
    else amounts.push(demand.traffic.gb ?? zero);
  }
  return sum([...byShare].map(([share, amounts]) => multiply(sum(amounts), natPerGb(prices, share))));
}

function reasonOf(
  choice: ServiceChoice,
  { goal, choices, optimum }: PlanFacts,
  more: Decimal | undefined,
): DecisionReason {
  const isCheaper = more !== undefined && !isPositive(more);
  if (isCheaper) return 'cheaper';
  if (goal.kind === 'private') return 'goal-private';
  if (goal.kind === 'no-nat') return 'goal-no-nat';
  const natGoes = choices.nats.some(
    ({ vpc, existing, key }) => vpc === choice.group.vpc && existing !== undefined && !optimum.nats.has(key),
  );
  if (natGoes) return 'replaces-nat';
  return choice.group.isOpen ? 'usage-unknown' : 'replaces-nat';
}

function natDecision(nat: NatOption, { goal, optimum, before }: PlanFacts): PlanDecision | undefined {
  const isKept = optimum.nats.has(nat.key);
  if (nat.existing === undefined) {
    if (!isKept || nat.subnet === undefined) return undefined;
    const subject = { kind: 'nat-gateway', address: nat.subnet, isNew: true } as const;
    return { ...noAmounts, subject, chosen: 'nat-gateway', rejected: 'nothing', why: 'cheaper' };
  }
  const subject = { kind: 'nat-gateway', address: nat.existing.id, isNew: false } as const;
  const usd = natHoursUsd(nat.existing.id, before);
  if (!isKept) {
    const differenceUsd = subtract(zero, usd);
    const why = goal.kind === 'no-nat' ? 'goal-no-nat' : 'cheaper';
    return { ...noAmounts, subject, chosen: 'nothing', rejected: 'nat-gateway', differenceUsd, why };
  }
  const isNeeded = nat.neededFor.length > 0;
  const isUnseen = goal.kind === 'private' || !nat.isCalled;
  const why = isNeeded ? 'needed-for' : isUnseen ? 'unseen-calls' : 'cheaper';
  return {
    ...noAmounts,
    subject,
    chosen: 'nat-gateway',
    rejected: 'nothing',
    differenceUsd: usd,
    why,
    about: nat.neededFor,
  };
}

/** NAT-10: what an instance costs is not in the price book. */
function goneInstances({ goal, before, after }: PlanFacts): readonly PlanDecision[] {
  if (goal.kind !== 'no-nat') return [];
  const left = new Set(natInstancesOf(after.network));
  return natInstancesOf(before.network)
    .filter((address) => !left.has(address))
    .map((address) => {
      const subject = { kind: 'nat-instance', address } as const;
      return { ...noAmounts, subject, chosen: 'nothing', rejected: undefined, why: 'goal-no-nat' };
    });
}

/** Hours of the gateway and of the addresses that it uses. */
function natHoursUsd(id: string, { bill, design }: PricedMatrix): Decimal {
  const addresses = new Set(
    design.billables.flatMap((billable) =>
      billable.kind === 'public-ipv4' && billable.usedBy === id ? [billable.resource] : [],
    ),
  );
  const own = bill.lines.filter(
    ({ charge, resource }) =>
      (charge === 'nat-gateway-hours' && resource === id) ||
      (charge === 'public-ipv4-hours' && addresses.has(resource)),
  );
  return sum(own.flatMap(({ usd }) => usd ?? []));
}

/** They stay: the source does not show what code calls. */
function uncalledEndpoints({ choices, before, after }: PlanFacts): readonly PlanDecision[] {
  const called = new Set<string>(
    choices.services
      .filter(({ needed }) => needed.length > 0)
      .flatMap(({ group }) => group.interface?.id ?? []),
  );
  return before.design.billables
    .filter(isAwsInterfaceEndpoint)
    .filter(({ resource }) => !called.has(resource) && isIn(after.bill, resource))
    .map(({ resource }) => resource)
    .sort(compareAddresses)
    .map((address): PlanDecision => {
      const hours = before.bill.lines.filter(
        ({ charge, resource }) => charge === 'interface-endpoint-hours' && resource === address,
      );
      return {
        ...noAmounts,
        subject: { kind: 'endpoint', address },
        chosen: 'interface-endpoint',
        rejected: 'nothing',
        differenceUsd: hours.some(({ usd }) => usd === undefined)
          ? undefined
          : sum(hours.flatMap(({ usd }) => usd ?? [])),
        why: 'no-known-call',
      };
    });
}

function isIn({ lines }: Bill, address: string): boolean {
  return lines.some(({ resource }) => resource === address);
}

/** Several VPCs with endpoints of their own: what one VPC with endpoints for all would cost. */
function centralDecision(facts: PlanFacts, matrices: PlanMatrices): readonly PlanDecision[] {
  const traffic = carriedByEndpoints(facts);
  if (new Set(traffic.map(({ vpc }) => vpc)).size < 2) return [];
  const design = { ...facts.after.design, traffic };
  const own = matrices.billOf(allEndpoints(design));
  const shared = matrices.billOf(central(design));
  const differenceUsd = subtract(own.totalUsd, shared.totalUsd);
  return [
    {
      ...noAmounts,
      subject: { kind: 'design' },
      chosen: 'interface-endpoint',
      rejected: 'central',
      differenceUsd,
      why: isPositive(differenceUsd) ? 'not-built' : 'cheaper',
    },
  ];
}

/** What the interface endpoints of the plan carry, one item for each service of a VPC: only the sum is asked. */
function carriedByEndpoints(facts: PlanFacts): readonly Traffic[] {
  return facts.choices.services
    .filter((choice) => isCarriedByInterface(choice, facts))
    .flatMap(({ group, presentZones, missingZones }) => {
      const [first] = group.demands;
      if (first === undefined) return [];
      const { short: service, types: endpointTypes } = group.service.service;
      const own = proposedEndpoint('Interface', service, group.vpc).id;
      const zones = new Set([...presentZones, ...missingZones]);
      const gb = group.isOpen ? undefined : group.gb;
      const way = { kind: 'interface-endpoint', component: group.interface?.id ?? own } as const;
      const workloads = [first.call.workload];
      return [{ ...first.traffic, ...way, workloads, service, endpointTypes, gb, zones, crossAzGb: zero }];
    });
}

/** Is an interface endpoint the way of the call after the change? For doubts about its AZs. */
export function isCarriedByInterface(choice: ServiceChoice, { optimum }: PlanFacts): boolean {
  return optimum.endpoints.has(choice.group.key) || choice.needed.some(isByInterface);
}
