import type { Diagnostic, Language } from '../diagnostics/diagnostic.ts';
import type { NetworkChange, ProposedEndpoint } from '../model/change.ts';
import type { Network } from '../model/network.ts';
import type { ChangedCall } from '../planning/compare-calls.ts';
import { type CallFacts, positionsIn, pricedCalls } from '../planning/priced-calls.ts';
import { proposedEndpoint } from '../planning/proposed-things.ts';
import type { Rehearsal } from '../planning/rehearse.ts';
import type { Bill, Design } from '../pricing/bill.ts';
import { billablesOf } from '../pricing/billables.ts';
import { breakEvens } from '../pricing/break-even.ts';
import { defaultHoursPerMonth } from '../pricing/cost.ts';
import { type Currency, convert, usDollar } from '../pricing/currency.ts';
import { toNumber } from '../pricing/decimal.ts';
import type { PriceBook } from '../pricing/price-book.ts';
import { priceDesign } from '../pricing/price-design.ts';
import { type Saving, savingBetween } from '../pricing/saving.ts';
import { trafficOf } from '../pricing/traffic.ts';
import { type Usage, type UsageTable, usageTable } from '../pricing/usage.ts';
import type { Call } from '../reachability/answer.ts';
import { billedExtras } from './cost-extras.ts';
import { diagnosticsJson } from './json/convert-diagnostic.ts';
import { breakEvenJson } from './json/cost-report.ts';
import { findingsBetween } from './json/diff.ts';
import type { ProposedEndpointJson, RehearseJson } from './json/rehearse-contract.ts';
import { rehearsalJson, savingJson } from './json/rehearse-report.ts';
import type { InspectedResource } from './json/reports.ts';

/** One of the two networks, with what its bill needs. */
export interface RehearsedSide {
  readonly network: Network;
  readonly resources: readonly InspectedResource[];
  /** What the rules find. */
  readonly findings: readonly Diagnostic[];
}

/** Everything that `naisen rehearse` has read and proven. */
export interface RehearsalReport {
  readonly rehearsal: Rehearsal;
  readonly before: RehearsedSide;
  readonly after: RehearsedSide;
  readonly changes: readonly NetworkChange[];
  readonly removed: readonly string[];
  /** Asked for, declared, and not there as the values stand. */
  readonly switchedOff: readonly string[];
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  readonly endpointTypes: CallFacts['endpointTypes'];
  /** Does the usage count what this call moves? Of calls to the Internet only those that are measured. */
  readonly isBilled: (call: Call) => boolean;
  /** `undefined` = none came with this version. */
  readonly book: PriceBook | undefined;
  readonly usage: Usage;
  readonly hoursPerMonth?: number;
  readonly currency?: Currency;
  readonly diagnostics: readonly Diagnostic[];
}

/** `naisen rehearse`: what differs, what is dangerous, what it saves. */
export function answerRehearsal(report: RehearsalReport, language: Language): RehearseJson {
  const currency = report.currency ?? usDollar;
  const findings = findingsBetween(
    diagnosticsJson(report.before.findings, language),
    diagnosticsJson(report.after.findings, language),
  );
  return {
    schema: 'naisen/rehearse/1',
    proposal: proposalJson(report),
    removed: report.removed,
    ...rehearsalJson(report.rehearsal, language),
    ...moneyOf(report, currency),
    hoursPerMonth: hoursOf(report),
    priceBook: report.book?.date ?? null,
    currency: { code: currency.code, rate: toNumber(currency.rate) },
    findings,
    diagnostics: diagnosticsJson(report.diagnostics, language),
  };
}

function hoursOf({ hoursPerMonth }: RehearsalReport): number {
  return hoursPerMonth ?? defaultHoursPerMonth;
}

function proposalJson({ changes, settings, switchedOff }: RehearsalReport): RehearseJson['proposal'] {
  return {
    remove: changes.flatMap((change) => (change.kind === 'remove' ? [change.address] : [])),
    add: proposedEndpoints(changes).map(endpointJson),
    set: settings,
    switchedOff,
  };
}

function proposedEndpoints(changes: readonly NetworkChange[]): readonly ProposedEndpoint[] {
  return changes.flatMap((change) => (change.kind === 'add-endpoint' ? [change.endpoint] : []));
}

function endpointJson(endpoint: ProposedEndpoint): ProposedEndpointJson {
  const { service, serviceName, type, vpc, subnets, routeTables, securityGroup, callers } = endpoint;
  const where = { service, serviceName, type, vpc, subnets, routeTables };
  return {
    component: proposedEndpoint(type, service, vpc).id,
    ...where,
    securityGroup: securityGroup ?? null,
    privateDns: endpoint.privateDnsEnabled,
    callers,
  };
}

type Money = Pick<
  RehearseJson,
  'savingUsd' | 'saving' | 'savingIs' | 'savingReason' | 'charges' | 'unpriced' | 'breakEven'
>;

function moneyOf(report: RehearsalReport, currency: Currency): Money {
  const { book, rehearsal } = report;
  if (book === undefined) {
    const nothing = { savingUsd: null, charges: [], unpriced: [], breakEven: [] };
    return { ...nothing, savingIs: 'unknown', savingReason: 'no-price-book' };
  }
  const usage = usageTable(report.usage);
  const before = designOf(report, report.before, rehearsal.before, usage);
  const after = designOf(report, report.after, rehearsal.after, usage);
  const price = (design: Design): Bill =>
    priceDesign(design, usage, book, { hoursPerMonth: hoursOf(report), leaveOut: [] });
  const saving = savingBetween(price(before), price(after), movesOnly(report));
  return {
    ...amountJson(saving, currency),
    ...savingJson(saving),
    breakEven: breakEvenOf(report, before, book),
  };
}

function designOf(
  { endpointTypes, isBilled }: RehearsalReport,
  { network, resources }: RehearsedSide,
  calls: readonly Call[],
  usage: UsageTable,
): Design {
  const workloadName: CallFacts['workloadName'] = (id) => network.workloads.get(id)?.name;
  const positionsOf = positionsIn(network);
  const priced = pricedCalls(calls.filter(isBilled), { endpointTypes, workloadName, positionsOf });
  return {
    billables: billablesOf(network, billedExtras(resources)),
    traffic: trafficOf(network, priced, usage),
  };
}

/** A call that starts moves GB that nobody paid for before; one that nobody is known to make moves none. */
function movesOnly({ rehearsal, isBilled }: RehearsalReport): 'moves-only' | 'other' {
  const isNew = ({ before, effect }: ChangedCall): boolean =>
    (effect === 'starts' || effect === 'further') &&
    before.reason.kind !== 'endpoint-present' &&
    isBilled(before);
  return rehearsal.changes.some(isNew) ? 'other' : 'moves-only';
}

function amountJson(
  { usd, bound, missing }: Saving,
  currency: Currency,
): Omit<Money, 'charges' | 'unpriced' | 'breakEven'> {
  const amount = usd === undefined ? null : toNumber(usd);
  const own = usd === undefined ? null : toNumber(convert(usd, currency));
  return {
    savingUsd: amount,
    ...(currency.code === 'USD' ? {} : { saving: own }),
    savingIs: usd === undefined ? 'unknown' : bound,
    savingReason: missing ?? null,
  };
}

/** From which GB on a proposed endpoint pays, while the NAT gateway stays and when it goes. */
function breakEvenOf(report: RehearsalReport, before: Design, book: PriceBook): RehearseJson['breakEven'] {
  const proposed = proposedEndpoints(report.changes).filter(({ type }) => type === 'Interface');
  if (proposed.length === 0) return [];
  return breakEvens(before, book, hoursOf(report))
    .filter((row) => proposed.some(({ service, vpc }) => service === row.service && vpc === row.vpc))
    .map(breakEvenJson);
}
