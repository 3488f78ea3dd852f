import { assertNever } from '../../base/invariant.ts';
import type { AddSecurityGroupRule, NetworkChange, ProposedEndpoint } from '../../model/change.ts';
import type { Origin } from '../../model/identity.ts';
import { type CallPair, isNeeded } from '../../planning/compare-calls.ts';
import { decides } from '../../planning/duties.ts';
import type { Goal, Plan, PlanDecision, PlanDoubt, RefusalReason } from '../../planning/plan.ts';
import { proposedEndpoint } from '../../planning/proposed-things.ts';
import { type Decimal, roundTo, toNumber } from '../../pricing/decimal.ts';
import type { Call } from '../../reachability/answer.ts';
import { sayBlocker, sayHop, sayMissing } from '../words/explain.ts';
import { changeWords, doubtWords, planLabels, refusalWords } from '../words/plan.ts';
import { say } from '../words/sentence.ts';
import { originJson } from './convert-call.ts';
import type {
  PlanDecisionJson,
  PlanDoubtJson,
  PlanGoalJson,
  PlanJson,
  PlannedCallJson,
  PlannedChangeJson,
  PlanReasonJson,
} from './plan-contract.ts';
import { sayDecision } from './plan-decision.ts';
import { moneyOf, type PlanReader } from './plan-reader.ts';
import { cellJson } from './rehearse-report.ts';

export function goalJson({ kind, budgetUsd, availability, counts }: Goal): PlanGoalJson {
  return {
    kind,
    budgetUsd: budgetUsd === undefined ? null : toNumber(budgetUsd),
    availability: availability ?? null,
    counts,
  };
}

const nothing = {
  service: null,
  serviceName: null,
  type: null,
  vpc: null,
  subnets: [],
  routeTables: [],
  callers: [],
  securityGroup: null,
  direction: null,
  port: null,
  peer: null,
} as const;

export function changeJson(change: NetworkChange, reader: PlanReader): PlannedChangeJson {
  const facts = factsOf(change, reader);
  return {
    ...nothing,
    ...facts,
    kind: change.kind,
    detail: say(changeWords[wordOf(change)], reader.language, { ...facts }),
  };
}

function wordOf(change: NetworkChange): keyof typeof changeWords {
  switch (change.kind) {
    case 'add-endpoint':
      if (change.endpoint.type === 'Gateway') return 'addGateway';
      return change.endpoint.securityGroup === undefined ? 'addInterface' : 'addInGroup';
    case 'widen-endpoint':
      return change.routeTables.length > 0 ? 'widenGateway' : 'widenInterface';
    case 'enable-private-dns':
      return 'privateDns';
    case 'enable-vpc-dns':
      return 'vpcDns';
    case 'add-security-group-rule':
      return change.direction;
    case 'add-nat-gateway':
      return 'addNat';
    case 'remove':
      return 'remove';
    default:
      return assertNever(change);
  }
}

type ChangeFacts = Partial<Omit<PlannedChangeJson, 'kind' | 'detail'>> & { readonly component: string };

function factsOf(
  change: NetworkChange,
  reader: PlanReader,
): ChangeFacts & Record<string, string | number | readonly string[]> {
  switch (change.kind) {
    case 'add-endpoint':
      return endpointFacts(change.endpoint);
    case 'widen-endpoint': {
      const { endpoint: component, subnets, routeTables } = change;
      return { component, subnets, routeTables };
    }
    case 'enable-private-dns':
      return { component: change.endpoint };
    case 'enable-vpc-dns':
      return { component: change.vpc, vpc: change.vpc };
    case 'add-security-group-rule': {
      const { securityGroup: component, direction, port } = change;
      return { component, direction, port, peer: peerText(change, reader) };
    }
    case 'add-nat-gateway':
      return { component: change.subnet, routeTables: change.routeTables };
    case 'remove':
      return { component: change.address };
    default:
      return assertNever(change);
  }
}

function endpointFacts(endpoint: ProposedEndpoint) {
  const { service, serviceName, type, vpc, subnets, routeTables, callers } = endpoint;
  const securityGroup: string | null = endpoint.securityGroup ?? null;
  const component: string = proposedEndpoint(type, service, vpc).id;
  const what = { component, service, serviceName, type, vpc, subnets, routeTables };
  return { ...what, callers, ...(securityGroup === null ? {} : { securityGroup }) };
}

function peerText({ peer }: AddSecurityGroupRule, { language, prefixLists }: PlanReader): string {
  switch (peer.kind) {
    case 'security-group':
      return peer.securityGroup;
    case 'prefix-list': {
      const name = prefixLists.get(peer.prefixList)?.name;
      return name?.kind === 'known' ? name.value : peer.prefixList;
    }
    case 'vpc':
      return peer.vpc;
    case 'new-endpoints':
      return say(changeWords.newEndpoints, language, { vpc: peer.vpc });
    default:
      return assertNever(peer);
  }
}

export function plannedCallJson({ before, after }: CallPair): PlannedCallJson {
  return {
    workload: before.workload,
    service: before.service,
    hostname: before.hostname,
    needed: isNeeded(before),
    perhaps: !isNeeded(before) && (before.reason.kind === 'conditional' || before.reason.kind === 'needed'),
    before: cellJson(before),
    after: after === undefined ? null : cellJson(after),
  };
}

export function decisionJson(decision: PlanDecision, reader: PlanReader): PlanDecisionJson {
  const { subject, chosen, rejected, differenceUsd, gbPerMonth, breakEvenGb, why } = decision;
  return {
    subject: subject.kind,
    vpc: subject.kind === 'service' ? subject.vpc : null,
    service: subject.kind === 'service' ? subject.service : null,
    address: 'address' in subject ? subject.address : null,
    chosen,
    rejected: rejected ?? null,
    differenceUsd: numberOrNull(differenceUsd),
    gbPerMonth: numberOrNull(gbPerMonth),
    breakEvenGb: breakEvenGb === undefined ? null : toNumber(roundTo(breakEvenGb, 1)),
    why,
    detail: sayDecision(decision, reader),
  };
}

function numberOrNull(value: Decimal | undefined): number | null {
  return value === undefined ? null : toNumber(value);
}

export function doubtJson({ code, about, count }: PlanDoubt, { language }: PlanReader): PlanDoubtJson {
  return { code, about, count, detail: say(doubtWords[code], language, { about: namesOf(about, count) }) };
}

/** Counted as if all were listed: the sentence says how many more there are. */
function namesOf(about: readonly string[], count: number): readonly string[] {
  return [...about, ...Array.from({ length: count - about.length }, () => '')];
}

/** Calls that are refused for one reason share a sentence. */
export function reasonsJson(
  reasons: readonly RefusalReason[],
  reader: PlanReader,
): readonly PlanReasonJson[] {
  const groups = new Map<string, { first: PlanReasonJson; calls: string[]; reason: RefusalReason }>();
  for (const reason of reasons) {
    const facts = reasonFacts(reason, reader);
    const key = JSON.stringify([reason.kind, facts.component, facts.why, facts.service]);
    const call = 'call' in reason ? `${reason.call.workload} → ${reason.call.service}` : '';
    const group = groups.get(key);
    if (group !== undefined) group.calls.push(call);
    else groups.set(key, { first: { ...facts, kind: reason.kind, detail: '' }, calls: [call], reason });
  }
  return [...groups.values()].map(({ first, calls, reason }) => ({
    ...bare(first),
    detail: say(refusalWords[reason.kind], reader.language, { ...sentenceFacts(reason, reader), calls }),
  }));
}

type ReasonFacts = Omit<PlanReasonJson, 'kind' | 'detail'> & { readonly why?: string };

function bare({ kind, workload, service, component, detail, origin }: PlanReasonJson): PlanReasonJson {
  return { kind, workload, service, component, detail, origin };
}

function reasonFacts(reason: RefusalReason, reader: PlanReader): ReasonFacts {
  const { why, origin, component } = causeOf(reason, reader);
  const call: Call | undefined = 'call' in reason ? reason.call : undefined;
  return {
    workload: call?.workload ?? ('workload' in reason ? reason.workload : null),
    service: call?.service ?? null,
    component,
    origin: originJson(origin),
    ...(why === undefined ? {} : { why }),
  };
}

interface Cause {
  readonly why: string | undefined;
  readonly component: string | null;
  readonly origin: Origin | undefined;
}

function causeOf(reason: RefusalReason, { language }: PlanReader): Cause {
  const none = { why: undefined, origin: undefined };
  switch (reason.kind) {
    case 'not-proven': {
      const { blocker, hop } = reason;
      if (blocker !== undefined)
        return { why: sayBlocker(blocker, language), component: blocker.component, origin: blocker.origin };
      if (hop === undefined) return { ...none, component: null };
      return { why: sayHop(hop, language), component: hop.component, origin: hop.origin };
    }
    case 'undetermined': {
      const [first] = reason.missing;
      const said = [...new Set(reason.missing.map((fact) => sayMissing(fact, language)))];
      return { why: said.join('; '), component: first?.what ?? null, origin: first?.origin };
    }
    case 'image':
      return { ...none, component: reason.image, origin: reason.origin };
    case 'nat-remains':
      return { ...none, component: reason.address };
    case 'no-endpoint':
    case 'name-not-covered':
    case 'other-region':
    case 'internet':
    case 'hosted-ui':
    case 'region-unknown':
      return { ...none, component: reason.call.hostname === '' ? null : reason.call.hostname };
    case 'over-budget':
    case 'no-prices':
      return { ...none, component: null };
    default:
      return assertNever(reason);
  }
}

function sentenceFacts(reason: RefusalReason, reader: PlanReader): Record<string, string> {
  const { language } = reader;
  switch (reason.kind) {
    case 'over-budget': {
      const { leastUsd, budgetUsd, oneZoneUsd } = reason;
      const oneZone =
        oneZoneUsd === undefined
          ? ''
          : say(planLabels.orOneZone, language, { amount: moneyOf(oneZoneUsd, reader) });
      return { least: moneyOf(leastUsd, reader), budget: moneyOf(budgetUsd, reader), oneZone };
    }
    case 'no-prices':
      return { region: reason.region };
    case 'nat-remains':
      return { address: reason.address };
    case 'image':
      return { workload: reason.workload, image: reason.image };
    case 'no-endpoint':
    case 'other-region':
    case 'name-not-covered':
      return { service: reason.service, hostname: reason.call.hostname };
    default: {
      const { hostname, service } = reason.call;
      return { hostname: hostname === '' ? service : hostname, why: causeOf(reason, reader).why ?? '?' };
    }
  }
}

/** Needed calls (and perhaps needed ones, when they count) that arrive, and of these the private ones, before and after. */
export function summaryOf(calls: Plan['calls'], goal: Goal): PlanJson['summary'] {
  const needed = calls.filter(({ before }) => decides(goal, before));
  const arriving = (call: Call | undefined): boolean => call?.verdict === 'reachable';
  const isPrivate = (call: Call | undefined): boolean =>
    arriving(call) && (call?.privacy === 'vpc' || call?.privacy === 'gateway');
  return {
    needed: needed.length,
    privateBefore: needed.filter(({ before }) => isPrivate(before)).length,
    privateAfter: needed.filter(({ after }) => isPrivate(after)).length,
    arriveBefore: needed.filter(({ before }) => arriving(before)).length,
    arriveAfter: needed.filter(({ after }) => arriving(after)).length,
  };
}
