/** One record of VPC Flow Logs before it is written in some format. Addresses as text, times in seconds. */
export interface FlowRecord {
  readonly eniId: string;
  readonly direction: 'egress' | 'ingress';
  readonly action: 'ACCEPT' | 'REJECT';
  readonly family: 'ipv4' | 'ipv6';
  /** IANA's number. */
  readonly protocol: number;
  /** The packet's own; FL-9. */
  readonly source: string;
  readonly destination: string;
  /** 0 for protocols without ports. */
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** LAB-65: a lower bound, since segments travel together. */
  readonly packets: number;
  readonly bytes: number;
  /** FL-13: OR-ed over the interval. */
  readonly tcpFlags: number;
  /** Seconds since 1970: first and last packet of the interval. */
  readonly start: number;
  readonly end: number;
}

/** FL-7: what is told of an ENI that has no records, or of which some were lost. */
export interface EniStatus {
  readonly eniId: string;
  readonly status: 'NODATA' | 'SKIPDATA';
  readonly start: number;
  readonly end: number;
}

/** What an interval came to, sorted. */
export interface FlowInterval {
  readonly records: readonly FlowRecord[];
  readonly statuses: readonly EniStatus[];
  /** LAB-93: packets that found no route; AWS's record of them is not known, so they have none here. */
  readonly unrouted: readonly FlowRecord[];
}
