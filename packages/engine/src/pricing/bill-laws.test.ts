import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedPriceBook } from '../../test/price-books.ts';
import { allEndpoints, allNat } from './alternatives.ts';
import type { Bill, Design } from './bill.ts';
import { cheapest } from './cheapest.ts';
import {
  add,
  compareDecimals,
  type Decimal,
  decimal,
  formatDecimal,
  multiply,
  subtract,
  sum,
  zero,
} from './decimal.ts';
import type { Billable } from './design.ts';
import { priceDesign } from './price-design.ts';
import { cutByTiers } from './tiers.ts';
import type { Traffic } from './traffic.ts';
import { noUsage, usageTable } from './usage.ts';

const book = shippedPriceBook();
const settings = { hoursPerMonth: 730, leaveOut: [] };
const noMeasure = usageTable(noUsage);

function bill(design: Design): Bill {
  return priceDesign(design, noMeasure, book, settings);
}

const region = { ok: true, value: 'ap-northeast-1' } as const;
const zoneNames = ['a', 'c', 'd'];

/** One VPC with NAT gateways in all AZs, and some services that are called through them. */
function designOf(gb: readonly number[], zones: number, withInternet: boolean): Design {
  const names = new Set(zoneNames.slice(0, zones));
  const nats = [...names].flatMap((zone): readonly Billable[] => [
    {
      kind: 'nat-gateway',
      resource: `nat.${zone}`,
      region,
      vpc: 'vpc',
      availabilityMode: 'zonal',
      zones: { ok: true, value: 1 },
      zoneNames: new Set([zone]),
    },
    {
      kind: 'public-ipv4',
      resource: `eip.${zone}`,
      region,
      vpc: 'vpc',
      count: { ok: true, value: 1 },
      usedBy: `nat.${zone}`,
    },
  ]);
  const traffic = gb.map((amount, i): Traffic => {
    const isInternet = withInternet && i === 0;
    return {
      workloads: ['app'],
      service: isInternet ? 'internet' : `service${i}`,
      endpointTypes: isInternet ? [] : ['Interface'],
      vpc: 'vpc',
      region,
      kind: 'nat-gateway',
      component: 'nat.a',
      gb: decimal(amount),
      outGb: zero,
      zones: names,
      subnets: [],
      crossAzGb: zero,
      isShared: false,
    };
  });
  return { billables: nats, traffic };
}

// Small amounts meet the edge where five endpoints cost a little more than a NAT gateway with its address.
const amounts = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 2000 }),
    fc.constantFrom(196, 197, 393, 394, 589, 590),
  ),
  { minLength: 1, maxLength: 6 },
);
const designs = fc.tuple(amounts, fc.integer({ min: 1, max: 3 }), fc.boolean());

describe('laws of bills', () => {
  it('the total is the sum of the lines, to the last digit', () => {
    fc.assert(
      fc.property(designs, ([gb, zones, internet]) => {
        const { lines, totalUsd } = bill(designOf(gb, zones, internet));
        expect(sum(lines.flatMap(({ usd }) => usd ?? []))).toEqual(totalUsd);
        for (const { quantity, unitPriceUsd, usd } of lines) {
          if (quantity === undefined || unitPriceUsd === undefined) continue;
          expect(usd).toEqual(multiply(quantity, unitPriceUsd));
        }
      }),
      { seed: 4201 },
    );
  });

  it('more data never costs less, in any design', () => {
    fc.assert(
      fc.property(
        designs,
        fc.nat(5),
        fc.integer({ min: 0, max: 3_000_000 }),
        ([gb, zones, internet], at, more) => {
          const index = at % gb.length;
          const grown = gb.map((amount, i) => (i === index ? amount + more : amount));
          const before = designOf(gb, zones, internet);
          const after = designOf(grown, zones, internet);
          const totals = (design: Design) =>
            [design, allNat(design), allEndpoints(design), cheapest(design, book, 730)].map(
              (each) => bill(each).totalUsd,
            );
          const later = totals(after);
          totals(before).forEach((total, i) => {
            expect(compareDecimals(total, later[i] ?? zero)).not.toBe(1);
          });
        },
      ),
      { seed: 4202 },
    );
  });

  it('the order of resources and calls does not matter', () => {
    fc.assert(
      fc.property(designs, ([gb, zones, internet]) => {
        const design = designOf(gb, zones, internet);
        const turned = { billables: design.billables.toReversed(), traffic: design.traffic.toReversed() };
        expect(bill(turned)).toEqual(bill(design));
      }),
      { seed: 4203 },
    );
  });
});

describe('laws of tiers', () => {
  const price = book.price('interface-endpoint-gb', 'us-east-1');
  if (price === undefined) throw new Error('no endpoint data price');
  const near = fc.oneof(
    fc.integer({ min: 0, max: 8_000_000 }),
    ...[1_048_576, 5_242_880].map((edge) => fc.integer({ min: edge - 2, max: edge + 2 })),
  );
  const cost = (used: number, gb: number): Decimal =>
    sum(cutByTiers(price, decimal(used), decimal(gb)).pieces.map(({ usd }) => usd));

  it('are continuous: one GB more costs between the last and the first price', () => {
    fc.assert(
      fc.property(near, (gb) => {
        const step = subtract(cost(0, gb + 1), cost(0, gb));
        expect(compareDecimals(step, decimal('0.01'))).not.toBe(1);
        expect(compareDecimals(step, decimal('0.004'))).not.toBe(-1);
      }),
      { seed: 4301 },
    );
  });

  it('cutting an amount in two resources changes nothing', () => {
    fc.assert(
      fc.property(near, near, (first, second) => {
        expect(add(cost(0, first), cost(first, second))).toEqual(cost(0, first + second));
      }),
      { seed: 4302 },
    );
  });

  it('agree with a second reading: GB by GB in blocks of one edge', () => {
    const slow = (gb: number) => {
      const first = Math.min(gb, 1_048_576);
      const second = Math.min(Math.max(gb - 1_048_576, 0), 4_194_304);
      const third = Math.max(gb - 5_242_880, 0);
      return BigInt(first) * 10n + BigInt(second) * 6n + BigInt(third) * 4n;
    };
    fc.assert(
      fc.property(near, (gb) => {
        expect(multiply(cost(0, gb), decimal(1000))).toEqual(decimal(String(slow(gb))));
      }),
      { seed: 4303 },
    );
  });
});

describe('the cheapest mix', () => {
  /** Every subset of services with an endpoint, with and without NAT, in thousandths of cents and plain integers. */
  function bruteForce(gb: readonly number[], zones: number, internet: boolean): bigint {
    const hour = { nat: 62_000n, endpoint: 14_000n, address: 5_000n };
    const services = internet ? gb.slice(1) : gb;
    const outside = internet ? BigInt(gb[0] ?? 0) : 0n;
    let best: bigint | undefined;
    for (let mask = 0; mask < 2 ** services.length; mask++) {
      const all = mask === 2 ** services.length - 1;
      let usd = 0n;
      services.forEach((amount, i) => {
        const isEndpoint = (mask >> i) % 2 === 1;
        usd += isEndpoint
          ? BigInt(zones) * 730n * hour.endpoint + BigInt(amount) * 10_000n
          : BigInt(amount) * 62_000n;
      });
      const withNat = usd + BigInt(zones) * 730n * (hour.nat + hour.address) + outside * 62_000n;
      const candidates = all && !internet ? [usd, withNat] : [withNat];
      for (const candidate of candidates) if (best === undefined || candidate < best) best = candidate;
    }
    return best ?? 0n;
  }

  it('is as cheap as the best of all mixes, tried one by one', () => {
    fc.assert(
      fc.property(designs, ([gb, zones, internet]) => {
        const { totalUsd } = bill(cheapest(designOf(gb, zones, internet), book, 730));
        const exact = formatDecimal(multiply(totalUsd, decimal(1_000_000)));
        expect(exact).toBe(String(bruteForce(gb, zones, internet)));
      }),
      { seed: 4401, numRuns: 300 },
    );
  });
});
