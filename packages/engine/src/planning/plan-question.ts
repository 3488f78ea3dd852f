import type { Catalog } from '../catalog/create-catalog.ts';
import type { Id } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { Bill, Design } from '../pricing/bill.ts';
import { billablesOf } from '../pricing/billables.ts';
import type { BilledExtras } from '../pricing/design.ts';
import type { PriceBook } from '../pricing/price-book.ts';
import { priceDesign } from '../pricing/price-design.ts';
import { type Move, movesOf, trafficOfMoves } from '../pricing/traffic.ts';
import { type Usage, type UsageTable, usageTable } from '../pricing/usage.ts';
import type { Call } from '../reachability/answer.ts';
import { checkNetwork, type NeededCall, proveAll } from '../reachability/check.ts';
import type { Goal } from './plan.ts';
import { positionsIn, pricedCalls } from './priced-calls.ts';

/** A network, what is known of its calls, and what it is to become. */
export interface PlanQuestion {
  readonly goal: Goal;
  /** With its stand-ins. */
  readonly network: Network;
  readonly catalog: Catalog;
  /** What each workload is known to call; what the usage says that it calls included. */
  readonly needs: (workload: Workload) => readonly NeededCall[];
  /** Services that the user asks about. */
  readonly services: readonly string[];
  /** Does the usage say that the workload calls the internet? */
  readonly callsInternet: (workload: Workload) => boolean;
  readonly usage: Usage;
  readonly book: PriceBook;
  readonly hoursPerMonth: number;
  readonly extras: BilledExtras;
}

/** One network, its matrix and its bill. */
export interface PricedMatrix {
  readonly network: Network;
  readonly calls: readonly Call[];
  /** What each call moves, in the order of the calls. */
  readonly moves: readonly (readonly Move[])[];
  readonly design: Design;
  readonly bill: Bill;
}

/** Proves and prices networks of one question, each with the same columns. */
export class PlanMatrices {
  readonly #question: PlanQuestion;
  readonly #usage: UsageTable;

  constructor(question: PlanQuestion) {
    this.#question = question;
    this.#usage = usageTable(question.usage);
  }

  before(): PricedMatrix {
    const { network, needs } = this.#question;
    return this.#price(network, this.#prove(network, needs));
  }

  /** An endpoint that goes does not take its column along. */
  after(network: Network, before: PricedMatrix): readonly Call[] {
    const present = new Map<Id<'Workload'>, NeededCall[]>();
    for (const { workload, service, reason } of before.calls) {
      if (reason.kind !== 'endpoint-present' || service.includes('@')) continue;
      const own = present.get(workload) ?? [];
      own.push({ service, reason });
      present.set(workload, own);
    }
    const { needs, catalog } = this.#question;
    return this.#prove(network, (workload) => {
      const own = needs(workload);
      const named = new Set(own.map(({ service }) => service));
      const others = (present.get(workload.id) ?? []).filter(
        ({ service }) => !named.has(service) && catalog.service(service, 'us-east-1') !== undefined,
      );
      return others.length === 0 ? own : [...own, ...others];
    });
  }

  price(network: Network, calls: readonly Call[]): PricedMatrix {
    return this.#price(network, calls);
  }

  #prove(network: Network, needs: PlanQuestion['needs']): readonly Call[] {
    const { catalog, services, callsInternet } = this.#question;
    const { calls } = checkNetwork(network, catalog, { needs, services });
    const callers = [...network.workloads.values()].filter(callsInternet);
    if (callers.length === 0) return calls;
    const internet = { kind: 'internet', label: 'internet' } as const;
    return [...calls, ...proveAll(network, catalog, callers, internet, { kind: 'asked' })];
  }

  #price(network: Network, calls: readonly Call[]): PricedMatrix {
    const { catalog, book, hoursPerMonth, extras } = this.#question;
    const { defaultRegion } = network;
    const region = defaultRegion.kind === 'known' ? defaultRegion.value : 'us-east-1';
    const priced = pricedCalls(calls, {
      endpointTypes: (service) => catalog.service(service, region)?.service.types ?? [],
      workloadName: (id) => network.workloads.get(id)?.name,
      positionsOf: positionsIn(network),
    });
    const moves = movesOf(network, priced, this.#usage);
    const design: Design = {
      billables: billablesOf(network, extras),
      traffic: trafficOfMoves(priced, moves),
    };
    const bill = priceDesign(design, this.#usage, book, { hoursPerMonth, leaveOut: [] });
    return { network, calls, moves, design, bill };
  }

  /** Another design of the same network. */
  billOf(design: Design): Bill {
    const { book, hoursPerMonth } = this.#question;
    return priceDesign(design, this.#usage, book, { hoursPerMonth, leaveOut: [] });
  }
}
