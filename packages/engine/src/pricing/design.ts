import type { Result } from '../base/result.ts';
import type { VpcEndpointType } from '../model/network.ts';

/** Why a charge has no amount. Each has words in the reports. */
export type UnpricedReason =
  /** Nobody said how much data it moves. */
  | 'no-usage'
  /** The book has no such price in this Region; the usage type is named. */
  | 'no-price'
  /** The book ends at a tier below the quantity. */
  | 'past-last-tier'
  | 'unknown-region'
  | 'unknown-subnets'
  | 'no-subnets'
  | 'unknown-type'
  | 'unknown-zones'
  | 'unknown-count'
  | 'unknown-attachments'
  | 'unknown-destination'
  /** Declared with `count` or `for_each` that is not known, or of a kind that the model does not hold. */
  | 'not-modelled';

/** A count that may not be known, with the reason. */
export type Count = Result<number, UnpricedReason>;

/** What every billed thing carries. */
interface Billed {
  /** Its address, or that of the thing that implies it. */
  readonly resource: string;
  readonly region: Result<string, UnpricedReason>;
  /** `undefined` = in no VPC, or in one that is not known. */
  readonly vpc: string | undefined;
  /** Not in the source: an alternative would add it. */
  readonly isProposed?: true;
}

export interface BilledNatGateway extends Billed {
  readonly kind: 'nat-gateway';
  readonly availabilityMode: 'zonal' | 'regional' | 'unknown';
  /** 1 for a zonal one; for a regional one the AZs in which it is active (PR-5). */
  readonly zones: Count;
  /** In which AZs it stands; `undefined` = not known. */
  readonly zoneNames: ReadonlySet<string> | undefined;
}

export interface BilledPublicIpv4 extends Billed {
  readonly kind: 'public-ipv4';
  readonly count: Count;
  /** The NAT gateway or workload that uses it. */
  readonly usedBy: string | undefined;
}

export interface BilledEndpoint extends Billed {
  readonly kind: 'vpc-endpoint';
  readonly type: VpcEndpointType | 'unknown';
  /** `com.amazonaws.ap-northeast-1.ecr.dkr`; `undefined` = not known. */
  readonly serviceName: string | undefined;
  /** Distinct AZs of its subnets (PR-13). */
  readonly zones: Count;
}

export interface BilledTransitGateway extends Billed {
  readonly kind: 'transit-gateway';
  readonly attachments: Count;
}

export interface BilledFlowLog extends Billed {
  readonly kind: 'flow-log';
  readonly destination: FlowLogDestination | undefined;
}

export interface BilledResolverEndpoint extends Billed {
  readonly kind: 'resolver-endpoint';
  readonly networkInterfaces: Count;
}

/** Something that costs and that the model does not hold: named, never zero. */
export interface BilledUnmodelled extends Billed {
  readonly kind: 'not-modelled';
  /** `unknown-count`: declared with a `count` or `for_each` that is not known. */
  readonly reason: 'not-modelled' | 'unknown-count';
}

export type Billable =
  | BilledNatGateway
  | BilledPublicIpv4
  | BilledEndpoint
  | BilledTransitGateway
  | BilledFlowLog
  | BilledResolverEndpoint
  | BilledUnmodelled;

export type FlowLogDestination = 'cloud-watch-logs' | 's3' | 'kinesis-data-firehose';

/** Facts of the source that cost money and that the network model does not hold. */
export interface BilledExtras {
  readonly resolverEndpoints: readonly { readonly address: string; readonly networkInterfaces: Count }[];
  /** Things that cost by being there and that no line prices: firewalls, VPN connections. */
  readonly unmodelled: readonly string[];
  /** Billed things of which there may be none or several. */
  readonly uncounted: readonly string[];
}

export const noExtras: BilledExtras = {
  resolverEndpoints: [],
  unmodelled: [],
  uncounted: [],
};
