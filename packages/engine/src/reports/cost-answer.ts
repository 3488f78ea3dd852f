import type { Diagnostic, Language } from '../diagnostics/diagnostic.ts';
import type { Network } from '../model/network.ts';
import { type CallFacts, positionsIn, pricedCalls } from '../planning/priced-calls.ts';
import type { Charge } from '../pricing/bill.ts';
import { costOf, defaultHoursPerMonth } from '../pricing/cost.ts';
import { type Currency, usDollar } from '../pricing/currency.ts';
import type { PriceBook } from '../pricing/price-book.ts';
import { noUsage, type Usage } from '../pricing/usage.ts';
import type { Call } from '../reachability/answer.ts';
import { costDiagnostics } from './cost-diagnostics.ts';
import { billedExtras } from './cost-extras.ts';
import type { CostJson } from './json/cost-contract.ts';
import { toCostJson } from './json/cost-report.ts';
import type { InspectedResource } from './json/reports.ts';

/** Everything that `naisen cost` has read and asked. */
export interface CostQuestion {
  /** With its stand-ins. */
  readonly network: Network;
  /** The matrix; calls of the usage's own services and of `internet` included. */
  readonly calls: readonly Call[];
  readonly endpointTypes: CallFacts['endpointTypes'];
  /** What was read, for costs that are not in the network. */
  readonly resources: readonly InspectedResource[];
  readonly book: PriceBook;
  /** Of reading the source and the usage file. */
  readonly diagnostics: readonly Diagnostic[];
  readonly usage?: Usage;
  readonly hoursPerMonth?: number;
  readonly leaveOut?: readonly Charge[];
  readonly currency?: Currency;
}

/** `naisen cost`: the proof's calls and the source, priced. */
export function answerCost(question: CostQuestion, language: Language): CostJson {
  const { network, calls, endpointTypes, book } = question;
  const answer = costOf({
    network,
    calls: pricedCalls(calls, {
      endpointTypes,
      workloadName: (id) => network.workloads.get(id)?.name,
      positionsOf: positionsIn(network),
    }),
    book,
    usage: question.usage ?? noUsage,
    settings: {
      hoursPerMonth: question.hoursPerMonth ?? defaultHoursPerMonth,
      leaveOut: question.leaveOut ?? [],
    },
    extras: billedExtras(question.resources),
  });
  const diagnostics = [...question.diagnostics, ...costDiagnostics(answer)];
  return toCostJson(answer, diagnostics, question.currency ?? usDollar, language);
}
