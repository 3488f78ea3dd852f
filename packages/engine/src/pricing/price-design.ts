import { compareAddresses, compareText } from '../base/ordered.ts';
import type { Result } from '../base/result.ts';
import {
  type Bill,
  type BillLine,
  type BillNote,
  type BillSettings,
  type BillUnit,
  type Charge,
  charges,
  type Design,
  type UnpricedItem,
} from './bill.ts';
import {
  add,
  type Decimal,
  decimal,
  formatDecimal,
  formatGrouped,
  isPositive,
  multiply,
  sum,
  zero,
} from './decimal.ts';
import type {
  Billable,
  BilledEndpoint,
  BilledFlowLog,
  BilledNatGateway,
  BilledResolverEndpoint,
  BilledTransitGateway,
  Count,
  UnpricedReason,
} from './design.ts';
import type { Price, PriceBook, PriceName } from './price-book.ts';
import { cutByTiers, type TierPiece } from './tiers.ts';
import type { Traffic } from './traffic.ts';
import type { UsageTable } from './usage.ts';

/** Prices one design for one month. Adding usage never lowers the total. */
export function priceDesign(
  design: Design,
  usage: UsageTable,
  book: PriceBook,
  settings: BillSettings,
): Bill {
  const writer = new BillWriter(design, usage, book, settings);
  for (const billable of design.billables) writer.hours(billable);
  for (const billable of design.billables) writer.data(billable);
  writer.crossAz();
  writer.egress();
  return writer.bill();
}

/** What all lines of one resource share. */
interface Subject {
  readonly resource: string;
  readonly region: Result<string, UnpricedReason>;
  readonly vpc: string | undefined;
  readonly isProposed?: true;
  readonly serviceName?: string | undefined;
}

interface Measure {
  readonly charge: Charge;
  readonly price: PriceName;
  readonly unit: BillUnit;
}

/** Calls that an unpriced charge names; an estate has thousands. */
const namedMax = 20;

const moneyOrder = new Map<Charge, number>(charges.map((charge, i) => [charge, i]));

export /** Writes one bill, line by line: what each thing of a design costs, and what nobody can tell. */
class BillWriter {
  readonly #design: Design;
  readonly #usage: UsageTable;
  readonly #book: PriceBook;
  readonly #hours: number;
  readonly #leftOut: ReadonlySet<Charge>;
  readonly #lines: BillLine[] = [];
  readonly #unpriced: UnpricedItem[] = [];
  /** What lines before have used of the tiers of a Region. */
  readonly #used = new Map<string, Decimal>();
  readonly #told = new Set<string>();
  readonly #byComponent = new Map<string, Traffic[]>();

  constructor(design: Design, usage: UsageTable, book: PriceBook, settings: BillSettings) {
    this.#design = design;
    this.#usage = usage;
    this.#book = book;
    this.#hours = settings.hoursPerMonth;
    this.#leftOut = new Set(settings.leaveOut);
    for (const traffic of design.traffic) {
      const same = this.#byComponent.get(traffic.component);
      if (same === undefined) this.#byComponent.set(traffic.component, [traffic]);
      else same.push(traffic);
    }
  }

  bill(): Bill {
    const order = (a: { charge: Charge; resource: string }, b: { charge: Charge; resource: string }) =>
      (moneyOrder.get(a.charge) ?? 0) - (moneyOrder.get(b.charge) ?? 0) ||
      compareAddresses(a.resource, b.resource);
    const kept = <Item extends { charge: Charge; resource: string }>(items: readonly Item[]) =>
      items.filter(({ charge }) => !this.#leftOut.has(charge)).sort(order);
    const lines = kept(this.#lines);
    return {
      lines,
      totalUsd: sum(lines.flatMap(({ usd }) => usd ?? [])),
      unpriced: kept(this.#unpriced),
    };
  }

  /** What costs by being there. */
  hours(billable: Billable): void {
    switch (billable.kind) {
      case 'nat-gateway':
        return this.#natHours(billable);
      case 'public-ipv4': {
        const measure = {
          charge: 'public-ipv4-hours',
          price: 'public-ipv4-hours',
          unit: 'address-hour',
        } as const;
        return this.#counted(billable, measure, billable.count, '');
      }
      case 'vpc-endpoint':
        return this.#endpointHours(billable);
      case 'transit-gateway': {
        const name = 'transit-gateway-attachment-hours';
        const measure: Measure = { charge: name, price: name, unit: 'attachment-hour' };
        return this.#counted(billable, measure, billable.attachments, '');
      }
      case 'resolver-endpoint': {
        const name = 'resolver-endpoint-hours';
        return this.#counted(
          billable,
          { charge: name, price: name, unit: 'ENI-hour' },
          billable.networkInterfaces,
          'ENI',
        );
      }
      case 'flow-log':
        return;
      default: {
        const measure: Measure = { charge: 'not-modelled', price: 'gateway-endpoint', unit: 'hour' };
        return this.#leaveOpen(billable, measure, billable.reason, undefined, []);
      }
    }
  }

  #natHours(nat: BilledNatGateway): void {
    const isRegional = nat.availabilityMode === 'regional';
    const measure: Measure = {
      charge: 'nat-gateway-hours',
      price: isRegional ? 'regional-nat-gateway-hours' : 'nat-gateway-hours',
      unit: isRegional ? 'AZ-hour' : 'hour',
    };
    this.#counted(
      nat,
      measure,
      nat.zones,
      isRegional ? 'AZ' : '',
      isRegional ? ['active-zones-assumed'] : [],
    );
  }

  #endpointHours(endpoint: BilledEndpoint): void {
    switch (endpoint.type) {
      case 'Gateway':
        return this.#freeEndpoint(endpoint);
      case 'Interface': {
        const name = 'interface-endpoint-hours';
        const measure: Measure = { charge: name, price: name, unit: 'AZ-hour' };
        return this.#counted(endpoint, measure, endpoint.zones, 'AZ');
      }
      case 'GatewayLoadBalancer': {
        const name = 'gwlb-endpoint-hours';
        return this.#counted(endpoint, { charge: name, price: name, unit: 'AZ-hour' }, endpoint.zones, 'AZ');
      }
      case 'Resource': {
        const name = 'resource-endpoint-hours';
        const one: Count = { ok: true, value: 1 };
        return this.#counted(endpoint, { charge: name, price: name, unit: 'hour' }, one, '');
      }
      default: {
        // Service-network and tunnel endpoints: the book has no confirmed price for them.
        const measure: Measure = { charge: 'other-endpoint', price: 'gateway-endpoint', unit: 'hour' };
        const reason = endpoint.type === 'unknown' ? 'unknown-type' : 'no-price';
        return this.#leaveOpen(endpoint, measure, reason, undefined, []);
      }
    }
  }

  /** PR-3: a gateway endpoint is free, and shown. */
  #freeEndpoint(endpoint: BilledEndpoint): void {
    const measure: Measure = { charge: 'gateway-endpoint', price: 'gateway-endpoint', unit: 'hour' };
    this.#counted(endpoint, measure, { ok: true, value: 1 }, '');
  }

  #counted(
    subject: Subject,
    measure: Measure,
    count: Count,
    what: string,
    notes: readonly BillNote[] = [],
  ): void {
    const price = this.#priceFor(subject, measure);
    if (!count.ok) return this.#leaveOpen(subject, measure, count.error, unitPriceOf(price), []);
    if (price === undefined) return;
    const [tier] = price.tiers;
    if (tier === undefined) return;
    const quantity = decimal(count.value * this.#hours);
    const counted =
      what === '' ? (count.value === 1 ? '' : `${count.value} × `) : `${count.value} ${what} × `;
    this.#write(subject, measure, price, {
      quantity,
      unitPriceUsd: tier.usd,
      usd: multiply(quantity, tier.usd),
      formula: `${counted}${this.#hours} h × $${formatDecimal(tier.usd)}`,
      notes,
    });
  }

  /** What costs by the GB. */
  data(billable: Billable): void {
    switch (billable.kind) {
      case 'nat-gateway': {
        const isRegional = billable.availabilityMode === 'regional';
        const price = isRegional ? 'regional-nat-gateway-gb' : 'nat-gateway-gb';
        return this.#dataOf(billable, { charge: 'nat-gateway-gb', price, unit: 'GB' }, 'nat-gateway');
      }
      case 'vpc-endpoint':
        return this.#endpointData(billable);
      case 'transit-gateway':
        return this.#transitGatewayData(billable);
      case 'flow-log':
        return this.#flowLogData(billable);
      case 'resolver-endpoint':
        return this.#resolverQueries(billable);
      default:
        return;
    }
  }

  #endpointData(endpoint: BilledEndpoint): void {
    const names = {
      Interface: 'interface-endpoint-gb',
      GatewayLoadBalancer: 'gwlb-endpoint-gb',
      Resource: 'resource-endpoint-gb',
    } as const;
    const { type } = endpoint;
    if (type !== 'Interface' && type !== 'GatewayLoadBalancer' && type !== 'Resource') return;
    this.#dataOf(endpoint, { charge: names[type], price: names[type], unit: 'GB' }, 'endpoint');
  }

  #transitGatewayData(gateway: BilledTransitGateway): void {
    const name = 'transit-gateway-gb';
    this.#dataOf(gateway, { charge: name, price: name, unit: 'GB' }, 'transit-gateway');
  }

  /** Measured at the resource where that was given; else the sum of the calls that go through it. */
  #dataOf(subject: Subject, measure: Measure, word: 'nat-gateway' | 'endpoint' | 'transit-gateway'): void {
    const measured = subject.isProposed ? undefined : this.#usage.ofResource(subject.resource, word);
    if (measured?.gbPerMonth !== undefined) return this.#byGb(subject, measure, measured.gbPerMonth, []);
    const traffic = this.#byComponent.get(subject.resource) ?? [];
    const known = traffic.flatMap(({ gb }) => gb ?? []);
    if (known.length > 0) {
      const shared = traffic.some(({ isShared, gb }) => isShared && gb !== undefined);
      this.#byGb(subject, measure, sum(known), shared ? ['usage-shared'] : []);
    }
    const missing = traffic.filter(({ gb }) => gb === undefined);
    if (missing.length === 0 && known.length > 0) return;
    const price = this.#priceFor(subject, measure);
    if (price !== undefined || missing.length > 0)
      this.#leaveOpen(subject, measure, 'no-usage', unitPriceOf(price), missing);
  }

  #flowLogData(log: BilledFlowLog): void {
    const amounts = this.#usage.ofResource(log.resource, 'flow-logs');
    const storage = this.#usage.ofResource(log.resource, 'flow-log-storage');
    const isCloudWatch = log.destination === 'cloud-watch-logs';
    const ingestion: Measure = {
      charge: 'flow-log-ingestion-gb',
      price: isCloudWatch ? 'flow-log-cloudwatch-gb' : 'flow-log-s3-gb',
      unit: 'GB',
    };
    if (log.destination === undefined) this.#leaveOpen(log, ingestion, 'unknown-destination', undefined, []);
    else this.#byAmount(log, ingestion, amounts?.gbPerMonth);
    const name = 'flow-log-storage-gb-month';
    this.#byAmount(log, { charge: name, price: name, unit: 'GB-month' }, storage?.gbPerMonth);
  }

  #resolverQueries(endpoint: BilledResolverEndpoint): void {
    const name = 'resolver-million-queries';
    const amounts = this.#usage.ofResource(endpoint.resource, 'resolver');
    const measure: Measure = { charge: name, price: name, unit: 'million queries' };
    this.#byAmount(endpoint, measure, amounts?.millionQueriesPerMonth);
  }

  #byAmount(subject: Subject, measure: Measure, amount: Decimal | undefined): void {
    if (amount !== undefined) return this.#byGb(subject, measure, amount, []);
    const price = this.#priceFor(subject, measure);
    if (price !== undefined) this.#leaveOpen(subject, measure, 'no-usage', unitPriceOf(price), []);
  }

  /** AZ-2: both sides pay. Over PrivateLink the price is a row of its own, zero and unconfirmed. */
  crossAz(): void {
    const groups = new Map<string, { subject: Subject; price: PriceName; gb: Decimal }>();
    const places = new Map(this.#design.billables.map((billable) => [billable.resource, billable]));
    for (const traffic of this.#design.traffic) {
      const place = places.get(traffic.component);
      if (traffic.crossAzGb === undefined || place === undefined || !isPositive(traffic.crossAzGb)) continue;
      const price = traffic.kind === 'interface-endpoint' ? 'cross-az-endpoint-gb' : 'cross-az-gb';
      const before = groups.get(traffic.component);
      const gb = add(before?.gb ?? zero, traffic.crossAzGb);
      groups.set(traffic.component, { subject: place, price, gb });
    }
    for (const { subject, price, gb } of groups.values())
      this.#byGb(subject, { charge: 'cross-az-gb', price, unit: 'GB' }, gb, ['both-sides'], 2);
  }

  /** What leaves AWS pays for egress as well, by tiers of the Region. Calls of AWS services in it do not. */
  egress(): void {
    const measure: Measure = { charge: 'internet-egress-gb', price: 'internet-egress-gb', unit: 'GB' };
    for (const [resource, items] of groupedBy(this.#design.traffic.filter(leavesAws))) {
      const [first] = items;
      if (first === undefined) continue;
      const subject: Subject = { resource, region: first.region, vpc: first.vpc };
      const out = items.flatMap(({ outGb }) => outGb ?? []);
      if (out.length > 0) this.#byGb(subject, measure, sum(out), ['free-egress-not-counted']);
      const missing = items.filter(({ outGb }) => outGb === undefined);
      if (missing.length > 0) {
        const price = this.#priceFor(subject, measure);
        this.#leaveOpen(subject, measure, 'no-usage', unitPriceOf(price), missing);
      }
    }
  }

  #byGb(subject: Subject, measure: Measure, gb: Decimal, notes: readonly BillNote[], sides: 1 | 2 = 1): void {
    const price = this.#priceFor(subject, measure);
    if (price === undefined) return;
    const key = `${price.name} ${price.region}`;
    const used = this.#used.get(key) ?? zero;
    const quantity = multiply(gb, decimal(sides));
    const { pieces, beyond } = cutByTiers(price, used, quantity);
    this.#used.set(key, add(used, quantity));
    const isTiered =
      price.tiers.length > 1 && (pieces.length > 1 || isPositive(pieces[0]?.tier.from ?? zero));
    for (const piece of pieces) {
      this.#write(subject, measure, price, {
        quantity: piece.quantity,
        unitPriceUsd: piece.tier.usd,
        usd: piece.usd,
        formula: formulaOf(piece, measure.unit, sides === 1 ? undefined : gb),
        notes: isTiered ? [...notes, 'region-wide-tiers'] : notes,
      });
    }
    if (beyond !== undefined) this.#leaveOpen(subject, measure, 'past-last-tier', undefined, []);
  }

  /** @returns `undefined` after it has told that the charge is unpriced for want of a Region or a price */
  #priceFor(subject: Subject, measure: Measure): Price | undefined {
    if (!subject.region.ok) {
      this.#leaveOpen(subject, measure, subject.region.error, undefined, []);
      return undefined;
    }
    const price = this.#book.price(measure.price, subject.region.value);
    if (price === undefined) this.#leaveOpen(subject, measure, 'no-price', undefined, []);
    return price;
  }

  #write(
    subject: Subject,
    { charge, unit }: Measure,
    price: Price,
    amounts: Pick<BillLine, 'quantity' | 'unitPriceUsd' | 'usd' | 'formula' | 'notes'>,
  ): void {
    const isSure = price.confidence === 'confirmed' || price.confidence === 'secondary';
    this.#lines.push({
      resource: subject.resource,
      charge,
      region: price.region,
      vpc: subject.vpc,
      unit,
      ...amounts,
      usageType: price.usageType,
      confidence: price.confidence,
      priceDate: price.date,
      source: price.source,
      notes: [
        ...amounts.notes,
        ...(isSure ? [] : (['price-unconfirmed'] as const)),
        ...(subject.isProposed ? (['proposed'] as const) : []),
      ],
      serviceName: subject.serviceName,
    });
  }

  /** A charge is told once for each reason; its line stands in the bill without an amount. */
  #leaveOpen(
    subject: Subject,
    { charge, price, unit }: Measure,
    reason: UnpricedReason,
    unitPriceUsd: Decimal | undefined,
    missing: readonly Traffic[],
  ): void {
    const { resource } = subject;
    const key = `${resource} ${charge} ${reason}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const region = subject.region.ok ? subject.region.value : undefined;
    const hasPriceName = charge !== 'not-modelled' && charge !== 'other-endpoint';
    const usageType = hasPriceName ? this.#book.usageType(price) : '';
    const facts = { resource, charge, region, usageType, unit, unitPriceUsd };
    this.#unpriced.push({
      ...facts,
      reason,
      missing: firstCalls(missing),
      missingCount: missing.reduce((count, { workloads }) => count + workloads.length, 0),
    });
    this.#lines.push({
      ...facts,
      vpc: subject.vpc,
      quantity: undefined,
      usd: undefined,
      formula: unitPriceUsd === undefined ? '?' : `? ${unit} × $${formatDecimal(unitPriceUsd)}`,
      confidence: 'unknown',
      priceDate: undefined,
      source: undefined,
      notes: subject.isProposed ? ['proposed'] : [],
      serviceName: subject.serviceName,
    });
  }
}

function unitPriceOf(price: Price | undefined): Decimal | undefined {
  return price?.tiers[0]?.usd;
}

/** The first callers of each part are in order: the first of all are among them. */
function firstCalls(traffic: readonly Traffic[]): readonly string[] {
  return traffic
    .flatMap(({ workloads, service }) =>
      workloads.slice(0, namedMax).map((workload) => ({ workload, service })),
    )
    .sort((a, b) => compareAddresses(a.workload, b.workload) || compareText(a.service, b.service))
    .slice(0, namedMax)
    .map(({ workload, service }) => `${workload} → ${service}`);
}

/** `40 GB × $0.01`; for two sides `20 GB × 2 × $0.01`. */
function formulaOf({ quantity, tier }: TierPiece, unit: BillUnit, oneSide: Decimal | undefined): string {
  const amount =
    oneSide === undefined ? `${formatGrouped(quantity)} ${unit}` : `${formatGrouped(oneSide)} ${unit} × 2`;
  return `${amount} × $${formatDecimal(tier.usd)}`;
}

const waysToInternet: ReadonlySet<string> = new Set([
  'nat-gateway',
  'nat-instance',
  'internet-gateway',
  'egress-only-internet-gateway',
]);

function leavesAws({ service, kind }: Traffic): boolean {
  return service === 'internet' && waysToInternet.has(kind);
}

function groupedBy(traffic: readonly Traffic[]): ReadonlyMap<string, readonly Traffic[]> {
  const groups = new Map<string, Traffic[]>();
  for (const item of traffic)
    for (const workload of item.workloads) groups.set(workload, [...(groups.get(workload) ?? []), item]);
  return groups;
}
