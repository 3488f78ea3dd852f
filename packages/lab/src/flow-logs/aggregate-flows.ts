import type { LabInterface } from '../plan/lab-plan.ts';
import type { CountedFlow, CounterReading, TcpFlag } from './counter-sets.ts';
import type { EniStatus, FlowInterval, FlowRecord } from './flow-record.ts';

/** Which ENI of a VPC a flow was counted at: that of the device, or else that of the destination. */
export type EniOfFlow = (flow: CountedFlow) => string | undefined;

/** By the interfaces of one VPC. */
export function eniFinder(
  own: readonly Pick<LabInterface, 'device' | 'eniId' | 'ipv4' | 'ipv6'>[],
): EniOfFlow {
  const byDevice = new Map(own.map(({ device, eniId }) => [device, eniId]));
  const byAddress = new Map(
    own.flatMap(({ ipv4, ipv6, eniId }) =>
      [ipv4, ipv6].flatMap((address): (readonly [string, string])[] =>
        address === undefined ? [] : [[address, eniId]],
      ),
    ),
  );
  return ({ device, destination }) =>
    device === undefined ? byAddress.get(destination) : byDevice.get(device);
}

/** FL-13. */
const flagBits: Readonly<Record<TcpFlag, number>> = { fin: 1, syn: 2, rst: 4, synack: 18 };
const protocols: Readonly<Record<CountedFlow['family'], Record<CountedFlow['protocol'], number>>> = {
  ipv4: { tcp: 6, udp: 17, icmp: 1 },
  ipv6: { tcp: 6, udp: 17, icmp: 58 },
};

interface Growing {
  readonly flow: CountedFlow;
  packets: number;
  bytes: number;
  tcpFlags: number;
  start: number;
  end: number;
}

/**
 * Makes records of the counters of one router.
 *
 * Counters only grow and are never reset: what is new is the difference to the poll before (LAB-62). A
 * counter that is smaller than before began anew, because its element had run out.
 */
export class FlowAggregation {
  #before: CounterReading | undefined;
  #growing = new Map<string, Growing>();
  #lost = false;
  #since: number;

  /** @param now seconds since 1970, as everywhere here */
  constructor(now: number) {
    this.#since = now;
  }

  add(reading: CounterReading, now: number): void {
    this.#lost ||= reading.isFull;
    for (const [key, flow] of reading.flows) {
      const earlier = this.#before?.flows.get(key);
      const began = earlier === undefined || earlier.packets > flow.packets;
      const packets = began ? flow.packets : flow.packets - earlier.packets;
      if (packets === 0) continue;
      const bytes = began ? flow.bytes : flow.bytes - earlier.bytes;
      const flags = flagsSince(reading.flags.get(key), began ? undefined : this.#before?.flags.get(key));
      this.#grow(key, flow, packets, bytes, flags, Math.floor(now - flow.idleSeconds));
    }
    this.#before = reading;
  }

  #grow(
    key: string,
    flow: CountedFlow,
    packets: number,
    bytes: number,
    tcpFlags: number,
    seen: number,
  ): void {
    const known = this.#growing.get(key);
    if (known === undefined) {
      this.#growing.set(key, { flow, packets, bytes, tcpFlags, start: seen, end: seen });
      return;
    }
    known.packets += packets;
    known.bytes += bytes;
    known.tcpFlags |= tcpFlags;
    known.end = Math.max(known.end, seen);
  }

  /** What came together since the last time; the next interval begins. */
  take(enis: readonly string[], eniOf: EniOfFlow, now: number): FlowInterval {
    const all = [...this.#growing.values()].flatMap((growing) => {
      const eniId = eniOf(growing.flow);
      return eniId === undefined ? [] : [{ verdict: growing.flow.verdict, record: recordOf(growing, eniId) }];
    });
    const of = (isRouted: boolean): readonly FlowRecord[] =>
      sorted(all.filter(({ verdict }) => (verdict !== 'nor') === isRouted).map(({ record }) => record));
    const records = of(true);
    const status = this.#lost ? 'SKIPDATA' : 'NODATA';
    const seen = new Set(records.map(({ eniId }) => eniId));
    const start = Math.floor(this.#since);
    const end = Math.floor(now);
    const statuses = enis
      .filter((eniId) => this.#lost || !seen.has(eniId))
      .map((eniId): EniStatus => ({ eniId, status, start, end }))
      .sort((a, b) => (a.eniId < b.eniId ? -1 : 1));
    this.#growing = new Map();
    this.#lost = false;
    this.#since = now;
    return { records, statuses, unrouted: of(false) };
  }
}

type FlagCounts = Readonly<Partial<Record<TcpFlag, number>>>;

function flagsSince(now: FlagCounts | undefined, before: FlagCounts | undefined): number {
  if (now === undefined) return 0;
  let bits = 0;
  for (const [flag, count] of Object.entries(now))
    if (isFlagName(flag) && count > (before?.[flag] ?? 0)) bits |= flagBits[flag];
  return bits;
}

function isFlagName(name: string): name is TcpFlag {
  return name in flagBits;
}

function recordOf({ flow, packets, bytes, tcpFlags, start, end }: Growing, eniId: string): FlowRecord {
  const { side, verdict, family, protocol, source, destination, sourcePort, destinationPort } = flow;
  return {
    eniId,
    direction: side === 'o' ? 'egress' : 'ingress',
    action: verdict === 'acc' ? 'ACCEPT' : 'REJECT',
    family,
    protocol: protocols[family][protocol],
    source,
    destination,
    sourcePort,
    destinationPort,
    packets,
    bytes,
    tcpFlags,
    start,
    end,
  };
}

/** By time, then place and tuple; each key is made once. */
function sorted(records: readonly FlowRecord[]): readonly FlowRecord[] {
  return records
    .map((record) => ({ record, key: sortKey(record) }))
    .sort((a, b) => a.record.start - b.record.start || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ record }) => record);
}

function sortKey({
  eniId,
  direction,
  action,
  source,
  destination,
  sourcePort,
  destinationPort,
}: FlowRecord): string {
  return `${eniId} ${direction} ${action} ${source} ${destination} ${sourcePort} ${destinationPort}`;
}
