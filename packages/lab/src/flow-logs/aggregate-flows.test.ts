import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eniFinder, FlowAggregation } from './aggregate-flows.ts';
import { readCounterSets } from './counter-sets.ts';
import type { FlowInterval } from './flow-record.ts';

interface Element {
  readonly at: readonly [
    device: string,
    source: string,
    destination: string,
    sourcePort: number | string,
    destinationPort: number | string,
  ];
  readonly packets: number;
  readonly bytes: number;
  readonly expires?: number;
}

/** As nft 1.0.6 prints it. */
function sets(of: Readonly<Record<string, readonly Element[]>>, size = 8192): string {
  const listed = Object.entries(of).map(([name, elements]) => ({
    set: {
      family: 'ip',
      name,
      table: 'lab',
      type: ['iface_index', 'ipv4_addr', 'ipv4_addr', 'inet_service', 'inet_service'],
      handle: 2,
      size,
      flags: ['timeout'],
      timeout: 900,
      ...(elements.length === 0
        ? {}
        : {
            elem: elements.map(({ at, packets, bytes, expires = 900 }) => ({
              elem: { val: { concat: at }, expires, counter: { packets, bytes } },
            })),
          }),
      stmt: [{ counter: null }],
    },
  }));
  return JSON.stringify({ nftables: [{ metainfo: { version: '1.0.6' } }, ...listed] });
}

const out = ['e1', '10.0.1.10', '10.0.2.20', 40000, 443] as const;

/** Polls at the seconds 1, 2, …, then the interval. */
function interval(...polls: readonly string[]): FlowInterval {
  const aggregation = new FlowAggregation(0);
  polls.forEach((text, index) => {
    const reading = readCounterSets(text);
    if (reading !== undefined) aggregation.add(reading, 1000 + index);
  });
  return aggregation.take(
    ['eni-1'],
    eniFinder([
      { device: 'e1', eniId: 'eni-1', ipv4: '10.0.1.10', ipv6: undefined },
      { device: 'e2', eniId: 'eni-2', ipv4: '10.0.2.20', ipv6: undefined },
    ]),
    1000 + polls.length,
  );
}

function show({ records }: FlowInterval): readonly string[] {
  return records.map(
    ({
      eniId,
      direction,
      action,
      sourcePort,
      destinationPort,
      protocol,
      packets,
      bytes,
      tcpFlags,
      start,
      end,
    }) =>
      `${eniId} ${direction} ${action} ${protocol} ${sourcePort}>${destinationPort} ${packets}/${bytes} flags ${tcpFlags} ${start}-${end}`,
  );
}

describe('records of what the kernel counted', () => {
  it('an interval has the difference of its polls, and the first and last second', () => {
    expect(
      show(
        interval(
          sets({
            acc_tcp_o: [{ at: out, packets: 1, bytes: 60 }],
            acc_syn_o: [{ at: out, packets: 1, bytes: 60 }],
          }),
          sets({
            acc_tcp_o: [{ at: out, packets: 5, bytes: 900 }],
            acc_syn_o: [{ at: out, packets: 1, bytes: 60 }],
          }),
          sets({ acc_tcp_o: [{ at: out, packets: 5, bytes: 900, expires: 899 }] }),
        ),
      ),
    ).toEqual(['eni-1 egress ACCEPT 6 40000>443 5/900 flags 2 1000-1001']);
  });

  it('what went from one ENI straight to another was counted once, and has a record at each', () => {
    expect(
      show(
        interval(
          sets({
            acc_tcp_b: [{ at: out, packets: 3, bytes: 180 }],
            acc_syn_b: [{ at: out, packets: 1, bytes: 60 }],
          }),
        ),
      ),
    ).toEqual([
      'eni-1 egress ACCEPT 6 40000>443 3/180 flags 2 1000-1000',
      'eni-2 ingress ACCEPT 6 40000>443 3/180 flags 2 1000-1000',
    ]);
  });

  it('the next interval begins at nothing: a flow that is still does not come again', () => {
    const aggregation = new FlowAggregation(0);
    const text = sets({ acc_tcp_o: [{ at: out, packets: 5, bytes: 900 }] });
    const reading = readCounterSets(text);
    if (reading === undefined) throw new Error('not read');
    aggregation.add(reading, 1);
    expect(aggregation.take(['eni-1'], () => 'eni-1', 2).records.length).toBe(1);
    aggregation.add(reading, 3);
    expect(aggregation.take(['eni-1'], () => 'eni-1', 4)).toMatchObject({
      records: [],
      statuses: [{ eniId: 'eni-1', status: 'NODATA', start: 2, end: 4 }],
    });
  });

  it('a counter that is smaller than before began anew', () => {
    const first = sets({ acc_tcp_o: [{ at: out, packets: 9, bytes: 900 }] });
    const again = sets({ acc_tcp_o: [{ at: out, packets: 2, bytes: 120 }] });
    expect(show(interval(first, again))).toEqual([
      'eni-1 egress ACCEPT 6 40000>443 11/1020 flags 0 1000-1001',
    ]);
  });

  it('flags are told when their own counter grows, and OR-ed: FIN 1, SYN 2, RST 4, SYN-ACK 18', () => {
    const at = [...out] as Element['at'];
    const one = (name: string): Record<string, Element[]> => ({ [name]: [{ at, packets: 1, bytes: 60 }] });
    const all = { ...one('acc_tcp_o'), ...one('acc_syn_o'), ...one('acc_fin_o') };
    expect(show(interval(sets(all)))[0]).toContain('flags 3');
    expect(show(interval(sets({ ...one('acc_tcp_o'), ...one('acc_synack_o') })))[0]).toContain('flags 18');
    const before = sets(all);
    const after = sets({ ...all, acc_tcp_o: [{ at, packets: 2, bytes: 100 }] });
    const aggregation = new FlowAggregation(0);
    for (const [text, now] of [
      [before, 1],
      [after, 2],
    ] as const) {
      const reading = readCounterSets(text);
      if (reading !== undefined) aggregation.add(reading, now);
      if (now === 1) aggregation.take([], () => 'eni-1', 1);
    }
    // The FIN is of the interval before.
    expect(show(aggregation.take([], () => 'eni-1', 3))[0]).toContain('1/40 flags 0');
  });

  it('refused and unrouted packets: REJECT, and no record at all (LAB-93)', () => {
    const found = interval(
      sets({
        rej_tcp_o: [{ at: out, packets: 2, bytes: 120 }],
        nor_udp_o: [{ at: out, packets: 1, bytes: 60 }],
      }),
    );
    expect(show(found)).toEqual(['eni-1 egress REJECT 6 40000>443 2/120 flags 0 1000-1000']);
    expect(found.unrouted).toMatchObject([{ protocol: 17, packets: 1 }]);
  });

  it('ICMP has types where others have ports, and 0 in the record', () => {
    const at = ['e1', '10.0.1.10', '10.0.2.20', 'echo-request', 0] as const;
    expect(show(interval(sets({ acc_icmp_i: [{ at, packets: 1, bytes: 84 }] })))).toEqual([
      'eni-1 ingress ACCEPT 1 0>0 1/84 flags 0 1000-1000',
    ]);
  });

  it('a full set: SKIPDATA for every ENI (LAB-64)', () => {
    const found = interval(sets({ acc_tcp_o: [{ at: out, packets: 1, bytes: 60 }] }, 1));
    expect(found.statuses).toMatchObject([{ eniId: 'eni-1', status: 'SKIPDATA' }]);
    expect(found.records.length).toBe(1);
  });

  it.each(['', 'nonsense', '{}', '{"nftables":3}'])('what nft does not print is not read: %s', (text) => {
    expect(readCounterSets(text)).toBeUndefined();
  });

  it('sets of other names are nobody’s flows', () => {
    const text = sets({
      pl_s3: [{ at: out, packets: 1, bytes: 1 }],
      acc_tcp_x: [{ at: out, packets: 1, bytes: 1 }],
    });
    expect(interval(text).records).toEqual([]);
  });

  it('however the polls and intervals fall, the sums are what the kernel counted', () => {
    const step = fc.record({ packets: fc.nat(50), takes: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const aggregation = new FlowAggregation(0);
        let counted = 0;
        let told = 0;
        steps.forEach(({ packets, takes }, at) => {
          counted += packets;
          const text = sets({
            acc_tcp_o: counted === 0 ? [] : [{ at: out, packets: counted, bytes: counted * 100 }],
          });
          const reading = readCounterSets(text);
          if (reading !== undefined) aggregation.add(reading, at);
          if (takes)
            for (const record of aggregation.take([], () => 'eni-1', at).records) told += record.bytes;
        });
        for (const record of aggregation.take([], () => 'eni-1', steps.length).records) told += record.bytes;
        expect(told).toBe(counted * 100);
      }),
      { seed: 20261128, numRuns: 200 },
    );
  });
});
