import type { AlternativeName, Assumption } from '../../pricing/alternatives.ts';
import type { BillLine, BillNote, BillUnit, Charge } from '../../pricing/bill.ts';
import type { UnpricedReason } from '../../pricing/design.ts';
import type { DiagnosticJson } from './contract.ts';

/** The JSON of `naisen cost`, version 1. Fields are only ever added. */

/** An amount is `null` when it is unpriced, never zero for want of knowledge. */
export interface CostLineJson {
  readonly resource: string;
  readonly charge: Charge;
  readonly region: string | null;
  readonly quantity: number | null;
  readonly unit: BillUnit;
  readonly unitPriceUsd: number | null;
  readonly usd: number | null;
  /** In the currency that was asked for; left out when that is USD. */
  readonly amount?: number | null;
  /** `2 AZ × 730 h × $0.014`. */
  readonly formula: string;
  readonly priceDate: string | null;
  readonly confidence: BillLine['confidence'];
  readonly source: string;
  readonly sourceUrl: string | null;
  readonly usageType: string;
  /** Of an endpoint. */
  readonly serviceName: string | null;
  readonly notes: readonly BillNote[];
}

export interface UnpricedJson {
  readonly resource: string;
  readonly charge: Charge;
  readonly reason: UnpricedReason;
  /** The sentence, in the language that was asked for. */
  readonly detail: string;
  readonly region: string | null;
  readonly usageType: string;
  readonly unit: BillUnit;
  /** What each unit would cost, when only the quantity is missing. */
  readonly unitPriceUsd: number | null;
  /** Calls whose usage is missing: the first 20 of `missingCount`. */
  readonly missing: readonly string[];
  readonly missingCount: number;
}

export interface AlternativeJson {
  readonly name: AlternativeName;
  readonly lines: readonly CostLineJson[];
  readonly totalUsd: number;
  readonly total?: number;
  /** Less than the network as it is; negative = it costs more. */
  readonly savingUsd: number;
  readonly unpriced: readonly UnpricedJson[];
  /** Calls that nothing would carry any more. */
  readonly stops: readonly { readonly workload: string; readonly service: string }[];
  readonly assumptions: readonly { readonly code: Assumption; readonly detail: string }[];
}

export interface ThresholdJson {
  readonly gbPerAz: number;
  readonly gbAllAzs: number | null;
  readonly formula: string;
  readonly cheaper: 'endpoint' | 'nat' | 'depends-on-usage';
}

export interface BreakEvenJson {
  readonly service: string;
  readonly vpc: string;
  readonly region: string | null;
  readonly zones: number | null;
  readonly hasEndpoint: boolean;
  readonly gbPerMonth: number | null;
  /** The prices that decide, in USD. */
  readonly prices: {
    readonly natHour: number;
    readonly natGb: number;
    readonly endpointHour: number;
    readonly endpointGb: number;
  } | null;
  /** The NAT gateway stays for others: only its GB are saved. */
  readonly natStays: ThresholdJson | null;
  /** All services get endpoints and the NAT gateway goes: each service's share. */
  readonly natGoes: (ThresholdJson & { readonly services: number; readonly endpointsPerNat: number }) | null;
}

export interface CostJson {
  readonly schema: 'naisen/cost/1';
  readonly hoursPerMonth: number;
  /** The date of the price book. */
  readonly priceBook: string;
  readonly currency: { readonly code: string; readonly rate: number };
  readonly lines: readonly CostLineJson[];
  readonly totalUsd: number;
  readonly total?: number;
  readonly unpriced: readonly UnpricedJson[];
  /** In this order: as-is, all-nat, all-endpoints, cheapest, central. */
  readonly alternatives: readonly AlternativeJson[];
  readonly breakEven: readonly BreakEvenJson[];
  /** Charges that were left out on request. */
  readonly leftOut: readonly Charge[];
  readonly diagnostics: readonly DiagnosticJson[];
}
