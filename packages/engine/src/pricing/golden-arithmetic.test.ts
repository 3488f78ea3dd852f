import { describe, expect, it } from 'vitest';
import { shippedPriceBook } from '../../test/price-books.ts';
import type { Bill, Charge, Design } from './bill.ts';
import { endpointsPerNat, gbWhereNatGoes, gbWhereNatStays } from './break-even.ts';
import { convert, placesOf, readCurrency } from './currency.ts';
import { decimal, divide, formatDecimal, multiply, roundTo, subtract } from './decimal.ts';
import type { Billable } from './design.ts';
import { priceDesign } from './price-design.ts';
import { readUsage } from './read-usage.ts';
import { cutByTiers } from './tiers.ts';
import type { Traffic } from './traffic.ts';
import { noUsage, usageTable } from './usage.ts';

const book = shippedPriceBook();

interface Case {
  readonly region: string;
  readonly hours: number;
  readonly nats?: number;
  /** Interface endpoints × AZs. */
  readonly endpoints?: readonly [number, number];
  readonly natGb?: number;
  readonly endpointGb?: number;
}

/** Public IPv4 and internet egress excluded, as in A7. */
function billOf({ region, hours, nats = 0, endpoints = [0, 0], natGb, endpointGb }: Case): Bill {
  const place = { region: { ok: true, value: region }, vpc: 'vpc' } as const;
  const one = { ok: true, value: 1 } as const;
  const billables: Billable[] = [
    ...Array.from(
      { length: nats },
      (_, i): Billable => ({
        kind: 'nat-gateway',
        resource: `nat[${i}]`,
        ...place,
        availabilityMode: 'zonal',
        zones: one,
        zoneNames: undefined,
      }),
    ),
    ...Array.from(
      { length: endpoints[0] },
      (_, i): Billable => ({
        kind: 'vpc-endpoint',
        resource: `endpoint[${i}]`,
        ...place,
        type: 'Interface',
        serviceName: undefined,
        zones: { ok: true, value: endpoints[1] },
      }),
    ),
  ];
  const traffic = [
    ...(natGb === undefined ? [] : [trafficTo('nat[0]', 'nat-gateway', natGb, region)]),
    ...(endpointGb === undefined ? [] : [trafficTo('endpoint[0]', 'interface-endpoint', endpointGb, region)]),
  ];
  return priceDesign({ billables, traffic }, usageTable(noUsage), book, {
    hoursPerMonth: hours,
    leaveOut: [],
  });
}

function trafficTo(component: string, kind: Traffic['kind'], gb: number, region: string): Traffic {
  return {
    workloads: ['app'],
    service: 'ecr.dkr',
    endpointTypes: ['Interface'],
    vpc: 'vpc',
    region: { ok: true, value: region },
    kind,
    component,
    gb: decimal(gb),
    outGb: undefined,
    zones: new Set(['a']),
    subnets: [],
    crossAzGb: decimal(0),
    isShared: false,
  };
}

/** `64.80` from the bill's own total. */
function total(case_: Case): string {
  return formatDecimal(billOf(case_).totalUsd, 2);
}

function saving(before: Case, after: Case): string {
  return formatDecimal(subtract(billOf(before).totalUsd, billOf(after).totalUsd), 2);
}

const virginia720 = { region: 'us-east-1', hours: 720 };
const virginia730 = { region: 'us-east-1', hours: 730 };
const tokyo720 = { region: 'ap-northeast-1', hours: 720 };
const tokyo730 = { region: 'ap-northeast-1', hours: 730 };

describe('golden arithmetic: bills (public IPv4 and egress excluded)', () => {
  it.each([
    ['A7-1: two NAT gateways, 720 h', { ...virginia720, nats: 2 }, '64.80'],
    ['A7-2: four endpoints as printed, one AZ', { ...virginia720, endpoints: [4, 1] }, '28.80'],
    ['A7-4: the same four as really built, two AZs', { ...virginia720, endpoints: [4, 2] }, '57.60'],
    ['A7-9: one NAT gateway, 730 h', { ...virginia730, nats: 1 }, '32.85'],
    ['A7-10: three endpoints, one AZ', { ...virginia720, endpoints: [3, 1] }, '21.60'],
    ['A7-10: three endpoints, two AZs', { ...virginia720, endpoints: [3, 2] }, '43.20'],
    ['A7-12: nine endpoints, two AZs, us-east-1', { ...virginia730, endpoints: [9, 2] }, '131.40'],
    ['A7-12: nine endpoints, two AZs, Tokyo', { ...tokyo730, endpoints: [9, 2] }, '183.96'],
    ['A7-13: two NAT gateways, us-east-1', { ...virginia730, nats: 2 }, '65.70'],
    ['A7-13: two NAT gateways, Tokyo', { ...tokyo730, nats: 2 }, '90.52'],
    [
      'FL-70: 7,000,000 GB through one endpoint',
      { ...virginia730, endpoints: [1, 1], endpointGb: 7e6 },
      '42687.364',
    ],
  ] satisfies readonly (readonly [string, Case, string])[])('%s', (_row, case_, expected) => {
    expect(total(case_)).toBe(expected);
  });

  it.each([
    [
      'A7-3: S1 as printed, without endpoint data',
      { ...virginia720, nats: 2, natGb: 100 },
      { ...virginia720, endpoints: [4, 1] },
      '40.50',
    ],
    [
      'A7-5: S1 truly, 100 GB through interface endpoints',
      { ...virginia720, nats: 2, natGb: 100 },
      { ...virginia720, endpoints: [4, 2], endpointGb: 100 },
      '10.70',
    ],
    [
      'A7-6: the same in Tokyo, 720 h',
      { ...tokyo720, nats: 2, natGb: 100 },
      { ...tokyo720, endpoints: [4, 2], endpointGb: 100 },
      '13.84',
    ],
    [
      'A7-7: the same in Tokyo, 730 h',
      { ...tokyo730, nats: 2, natGb: 100 },
      { ...tokyo730, endpoints: [4, 2], endpointGb: 100 },
      '13.96',
    ],
    [
      'A7-8: the same with three AZs',
      { ...virginia720, nats: 3, natGb: 100 },
      { ...virginia720, endpoints: [4, 3], endpointGb: 100 },
      '14.30',
    ],
    [
      'A7-11: S2, two AZs, 730 h on both sides, 10 GB',
      { ...virginia730, nats: 2, natGb: 10 },
      { ...virginia730, endpoints: [3, 2], endpointGb: 10 },
      '22.25',
    ],
  ] satisfies readonly (readonly [string, Case, Case, string])[])('%s', (_row, before, after, expected) => {
    expect(saving(before, after)).toBe(expected);
  });
});

describe('golden arithmetic: a currency by a stated rate', () => {
  const yen = readCurrency('jpy', '150');
  it.each([
    ['A7-14: an hour', '0.014', '2.1'],
    ['A7-14: one endpoint, 720 h', '10.08', '1512'],
    ['A7-14: three endpoints', '30.24', '4536'],
  ])('%s', (_row, usd, expected) => {
    if (yen === undefined) throw new Error('150 is a rate');
    expect(formatDecimal(convert(decimal(usd), yen))).toBe(expected);
    expect(placesOf(yen)).toBe(0);
  });

  it.each([
    ['a rate of nothing', 'JPY', '0'],
    ['a negative rate', 'JPY', '-150'],
    ['a rate in words', 'JPY', 'many'],
    ['no currency code', 'YENS', '150'],
  ])('refuses %s', (_reason, code, rate) => {
    expect(readCurrency(code, rate)).toBeUndefined();
  });
});

function firstPrice(name: Parameters<typeof book.price>[0], region: string) {
  const usd = book.price(name, region)?.tiers[0]?.usd;
  if (usd === undefined) throw new Error(`${name} in ${region}`);
  return usd;
}

function decidingPrices(region: string, hoursPerMonth: number) {
  return {
    hoursPerMonth,
    natHour: firstPrice('nat-gateway-hours', region),
    natGb: firstPrice('nat-gateway-gb', region),
    endpointHour: firstPrice('interface-endpoint-hours', region),
    endpointGb: firstPrice('interface-endpoint-gb', region),
  };
}

describe('golden arithmetic: break-even', () => {
  it.each([
    ['A7-15: us-east-1, 720 h', virginia720, '205.7'],
    ['A7-15: us-east-1, 730 h', virginia730, '208.6'],
    ['A7-16: Tokyo, 720 h', tokyo720, '193.8'],
    ['A7-16: Tokyo, 730 h', tokyo730, '196.5'],
  ])('%s, the NAT gateway stays', (_row, { region, hours }, expected) => {
    const gb = gbWhereNatStays(decidingPrices(region, hours));
    expect(gb && formatDecimal(roundTo(gb, 1))).toBe(expected);
  });

  it.each([
    ['A7-17: us-east-1', 'us-east-1', '4.5'],
    ['A7-17: Tokyo', 'ap-northeast-1', '4.43'],
  ])('%s: endpoints of one AZ whose hours equal one NAT gateway', (_row, region, expected) => {
    expect(formatDecimal(roundTo(endpointsPerNat(decidingPrices(region, 730)), 2))).toBe(expected);
  });

  it('four endpoints cost less than the NAT gateway that goes: no traffic is needed', () => {
    expect(gbWhereNatGoes(decidingPrices('us-east-1', 730), 4)).toEqual(decimal(0));
  });

  it('five endpoints need the GB of half an endpoint: 730 × 0.005 ÷ 0.035', () => {
    const gb = gbWhereNatGoes(decidingPrices('us-east-1', 730), 5);
    expect(gb && formatDecimal(roundTo(gb, 1))).toBe('104.3');
  });
});

describe('golden arithmetic: tiers have the edges of the price list', () => {
  const price = book.price('interface-endpoint-gb', 'us-east-1');
  if (price === undefined) throw new Error('no endpoint data price');
  const usdOf = (gb: number, edges: readonly [number, number]) => {
    const [first, second, third] = price.tiers.map(({ usd }) => usd);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three tiers');
    const [a, b] = edges.map(decimal);
    if (a === undefined || b === undefined) throw new Error('two edges');
    const tiers = [
      { from: decimal(0), upTo: a, usd: first },
      { from: a, upTo: b, usd: second },
      { from: b, upTo: undefined, usd: third },
    ];
    const { pieces } = cutByTiers({ ...price, tiers }, decimal(0), decimal(gb));
    return formatDecimal(
      roundTo(
        pieces.reduce((all, { usd }) => ({ ...decimalSum(all, usd) }), decimal(0)),
        2,
      ),
      2,
    );
  };
  const decimalSum = (a: ReturnType<typeof decimal>, b: ReturnType<typeof decimal>) =>
    subtract(a, multiply(b, decimal(-1)));

  it('the book has binary edges', () => {
    expect(price.tiers.map(({ upTo }) => upTo && formatDecimal(upTo))).toEqual([
      '1048576',
      '5242880',
      undefined,
    ]);
  });

  it.each([
    ['A7-18: at the binary edge', 1_048_576, [1_048_576, 5_242_880], '10485.76'],
    ['A7-18: the same amount with decimal edges', 1_048_576, [1_000_000, 5_000_000], '10291.46'],
    ['A7-19: 7,000,000 GB, binary edges', 7_000_000, [1_048_576, 5_242_880], '42680.06'],
    ['A7-20: 7,000,000 GB, decimal edges', 7_000_000, [1_000_000, 5_000_000], '42000.00'],
  ] satisfies readonly (readonly [string, number, readonly [number, number], string])[])(
    '%s',
    (_row, gb, edges, expected) => {
      expect(usdOf(gb, edges)).toBe(expected);
    },
  );

  it.each([
    ['one GB below the edge costs the first price', 1_048_575, '10485.75'],
    ['the edge itself still costs the first price', 1_048_576, '10485.76'],
    ['one GB above costs the second', 1_048_577, '10485.766'],
  ])('%s', (_reason, gb, expected) => {
    const { pieces } = cutByTiers(price, decimal(0), decimal(gb));
    const usd = pieces.map((piece) => piece.usd).reduce(decimalSum, decimal(0));
    expect(formatDecimal(usd, 2)).toBe(expected);
  });
});

describe('golden arithmetic: units', () => {
  it('A7-21: 50 × 100 MiB is 4.883 GiB and 5.243 GB; through NAT in Tokyo $0.303 or $0.325', () => {
    const bytes = decimal(50 * 100 * 2 ** 20);
    expect(formatDecimal(bytes)).toBe('5242880000');
    const gib = divide(bytes, decimal(2 ** 30), 6);
    const gb = divide(bytes, decimal(1e9), 6);
    expect([gib, gb].map((value) => formatDecimal(roundTo(value, 3)))).toEqual(['4.883', '5.243']);
    const natGb = firstPrice('nat-gateway-gb', 'ap-northeast-1');
    const usd = [gib, gb].map((value) => formatDecimal(roundTo(multiply(value, natGb), 3)));
    expect(usd).toEqual(['0.303', '0.325']);
  });
});

describe('a line of the bill', () => {
  it('carries formula, quantity, unit price, date, confidence and source', () => {
    const [line] = billOf({ ...tokyo730, endpoints: [1, 2] }).lines;
    expect(line).toMatchObject({
      resource: 'endpoint[0]',
      charge: 'interface-endpoint-hours' satisfies Charge,
      formula: '2 AZ × 730 h × $0.014',
      quantity: decimal(1460),
      unit: 'AZ-hour',
      unitPriceUsd: decimal('0.014'),
      usd: decimal('20.44'),
      priceDate: '2026-09-21',
      confidence: 'confirmed',
      usageType: 'VpcEndpoint-Hours',
    });
    expect(line?.source?.text).toMatch(/Price List/);
  });

  it('PR-12: without usage the GB are unpriced, with the price of each', () => {
    const bill = billOf({ ...tokyo730, nats: 1 } satisfies Case);
    const line = bill.lines.find(({ charge }) => charge === 'nat-gateway-gb');
    expect(line).toMatchObject({ usd: undefined, quantity: undefined, unitPriceUsd: decimal('0.062') });
    expect(bill.unpriced).toMatchObject([
      { charge: 'nat-gateway-gb', reason: 'no-usage', resource: 'nat[0]' },
    ]);
  });

  it('PR-2: tiers hold over all endpoints of the Region, not for each one', () => {
    const design: Design = {
      billables: ['a', 'b'].map((resource) => ({
        kind: 'vpc-endpoint',
        resource,
        region: { ok: true, value: 'us-east-1' },
        vpc: 'vpc',
        type: 'Interface',
        serviceName: undefined,
        zones: { ok: true, value: 1 },
      })),
      traffic: ['a', 'b'].map((name) => trafficTo(name, 'interface-endpoint', 3_500_000, 'us-east-1')),
    };
    const settings = { hoursPerMonth: 730, leaveOut: ['interface-endpoint-hours'] } as const;
    const bill = priceDesign(design, usageTable(noUsage), book, settings);
    expect(formatDecimal(roundTo(bill.totalUsd, 2))).toBe('42680.06');
    expect(bill.lines.map(({ formula }) => formula)).toEqual([
      '1,048,576 GB × $0.01',
      '2,451,424 GB × $0.006',
      '1,742,880 GB × $0.006',
      '1,757,120 GB × $0.004',
    ]);
  });

  const endpoint = (resource: string, isProposed = {}): Design['billables'][number] => ({
    kind: 'vpc-endpoint',
    resource,
    region: { ok: true, value: 'us-east-1' },
    vpc: 'vpc',
    type: 'Interface',
    serviceName: undefined,
    zones: { ok: true, value: 1 },
    ...isProposed,
  });
  const onlyGb = { hoursPerMonth: 730, leaveOut: ['interface-endpoint-hours'] } as const;

  it('PR-2: whoever comes after the first tier is full is told why its price is another', () => {
    const design: Design = {
      billables: ['a', 'b'].map((resource) => endpoint(resource)),
      traffic: [
        trafficTo('a', 'interface-endpoint', 1_048_576, 'us-east-1'),
        trafficTo('b', 'interface-endpoint', 10, 'us-east-1'),
      ],
    };
    const { lines } = priceDesign(design, usageTable(noUsage), book, onlyGb);
    expect(lines.map(({ formula, notes }) => [formula, notes.includes('region-wide-tiers')])).toEqual([
      ['1,048,576 GB × $0.01', false],
      ['10 GB × $0.006', true],
    ]);
  });

  it('AZ-2: bytes that cross to an endpoint have a price of their own, which AWS has not confirmed', () => {
    const traffic = { ...trafficTo('a', 'interface-endpoint', 10, 'us-east-1'), crossAzGb: decimal('5') };
    const design: Design = { billables: [endpoint('a')], traffic: [traffic] };
    const { lines } = priceDesign(design, usageTable(noUsage), book, onlyGb);
    expect(lines.find(({ charge }) => charge === 'cross-az-gb')).toMatchObject({
      formula: '5 GB × 2 × $0',
      usd: decimal('0'),
      notes: ['both-sides', 'price-unconfirmed'],
    });
  });

  it('what is only proposed was never measured: its calls count', () => {
    const usage = usageTable(readUsage('{ "a": { "endpoint": { "gbPerMonth": 7 } } }', 'usage.json').value);
    const traffic = [trafficTo('a', 'interface-endpoint', 10, 'us-east-1')];
    const formulas = [{}, { isProposed: true }].map((isProposed) => {
      const design: Design = { billables: [endpoint('a', isProposed)], traffic };
      return priceDesign(design, usage, book, onlyGb).lines.map(({ formula }) => formula);
    });
    expect(formulas).toEqual([['7 GB × $0.01'], ['10 GB × $0.01']]);
  });
});
