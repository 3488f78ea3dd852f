import type { Confidence } from '../catalog/catalog.ts';
import type { Decimal } from './decimal.ts';
import type { Billable, UnpricedReason } from './design.ts';
import type { Price } from './price-book.ts';
import type { Traffic } from './traffic.ts';

/** Charges in the order of a bill. */
export const charges = [
  'nat-gateway-hours',
  'nat-gateway-gb',
  'public-ipv4-hours',
  'gateway-endpoint',
  'interface-endpoint-hours',
  'interface-endpoint-gb',
  'gwlb-endpoint-hours',
  'gwlb-endpoint-gb',
  'resource-endpoint-hours',
  'resource-endpoint-gb',
  'other-endpoint',
  'transit-gateway-attachment-hours',
  'transit-gateway-gb',
  'cross-az-gb',
  'internet-egress-gb',
  'flow-log-ingestion-gb',
  'flow-log-storage-gb-month',
  'resolver-endpoint-hours',
  'resolver-million-queries',
  'not-modelled',
] as const;

export type Charge = (typeof charges)[number];

export type BillUnit =
  | 'hour'
  | 'AZ-hour'
  | 'address-hour'
  | 'attachment-hour'
  | 'ENI-hour'
  | 'GB'
  | 'GB-month'
  | 'million queries';

/** What the reader must know about a line; each has words in the reports. */
export type BillNote =
  /** The price is not confirmed by AWS. */
  | 'price-unconfirmed'
  /** Several ways share the usage, each by its subnets. */
  | 'usage-shared'
  /** PR-2. */
  | 'region-wide-tiers'
  /** AZs of the VPC's workloads were counted. */
  | 'active-zones-assumed'
  /** Both sides of an AZ boundary are billed. */
  | 'both-sides'
  /** PR-8: the first 100 GB of an account may be free, which is not confirmed. */
  | 'free-egress-not-counted'
  /** Not in the source. */
  | 'proposed';

/** One line of the bill. `usd` is `undefined` when it is unpriced: never zero (PR-12). */
export interface BillLine {
  readonly resource: string;
  readonly charge: Charge;
  readonly region: string | undefined;
  readonly vpc: string | undefined;
  readonly quantity: Decimal | undefined;
  readonly unit: BillUnit;
  readonly unitPriceUsd: Decimal | undefined;
  readonly usd: Decimal | undefined;
  /** `2 AZ × 730 h × $0.014`: the same in every language. */
  readonly formula: string;
  readonly usageType: string;
  readonly confidence: Confidence;
  /** Of the price list; `undefined` = the source is undated, or there is no price. */
  readonly priceDate: string | undefined;
  readonly source: Price['source'] | undefined;
  readonly notes: readonly BillNote[];
  /** The service of an endpoint: its full name. */
  readonly serviceName: string | undefined;
}

/** A charge without an amount, with what is missing. */
export interface UnpricedItem {
  readonly resource: string;
  readonly charge: Charge;
  readonly reason: UnpricedReason;
  readonly region: string | undefined;
  readonly usageType: string;
  readonly unit: BillUnit;
  /** Known when only the quantity is missing: then it says what each further unit costs. */
  readonly unitPriceUsd: Decimal | undefined;
  /** `aws_ecs_service.app → ecr.dkr`: calls whose usage is missing, the first of them. */
  readonly missing: readonly string[];
  /** How many there are. */
  readonly missingCount: number;
}

export interface Bill {
  /** In the order of a bill. */
  readonly lines: readonly BillLine[];
  readonly totalUsd: Decimal;
  readonly unpriced: readonly UnpricedItem[];
}

export interface BillSettings {
  /** PR-11: one visible constant. */
  readonly hoursPerMonth: number;
  /** Charges that are left out of the bill on request. */
  readonly leaveOut: readonly Charge[];
}

export interface Design {
  readonly billables: readonly Billable[];
  readonly traffic: readonly Traffic[];
}
