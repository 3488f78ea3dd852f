import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedPriceBook } from '../../test/price-books.ts';
import { readText } from '../../test/terraform-network.ts';
import { billablesOf } from './billables.ts';
import { formatDecimal, sum } from './decimal.ts';
import { noExtras } from './design.ts';
import { priceDesign } from './price-design.ts';
import { readUsage } from './read-usage.ts';
import { type PricedCall, type PricedWay, type Traffic, trafficOf } from './traffic.ts';
import { noUsage, usageTable } from './usage.ts';

const { network } = readText(`
provider "aws" {
  region = "ap-northeast-1"
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.0.0/24"
  availability_zone = "ap-northeast-1a"
}
resource "aws_subnet" "c" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "ap-northeast-1c"
}
resource "aws_nat_gateway" "main" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.a.id
}
resource "aws_eip" "nat" {
  domain = "vpc"
}
`);

const [a, c] = [...network.subnets.keys()];
const place = (...ids: (typeof a)[]): PricedWay['subnets'] =>
  ids.filter((id): id is NonNullable<typeof id> => id !== undefined);
const nat = { kind: 'nat-gateway', component: 'aws_nat_gateway.main' } as const;
const nowhere = { kind: 'none', component: '' } as const;

/** Lists of ways that many calls share, as the proof of an estate shares them. */
const shared: readonly (readonly PricedWay[])[] = [
  [{ ...nat, subnets: place(a) }],
  [{ ...nat, subnets: place(c) }],
  [{ ...nat, subnets: place(a, c) }],
  [
    { ...nat, subnets: place(a) },
    { ...nowhere, subnets: place(c) },
  ],
  [{ ...nowhere, subnets: place(c) }],
];

const usage = usageTable(
  readUsage(
    '{ "*": { "*": { "gbPerMonth": 0.1 }, "kms": { "gbPerMonth": 7 } }, "w3": { "logs": { "gbPerMonth": 1.5 } } }',
    'usage.json',
  ).value,
);

const calls = fc.array(
  fc.record({
    workload: fc.nat(5).map((number) => `w${number}`),
    service: fc.constantFrom('logs', 'kms', 'internet'),
    endpointTypes: fc.constant(['Interface'] as const),
    why: fc.constantFrom('called', 'endpoint-present'),
    ways: fc.nat(shared.length - 1).map((at) => shared[at] ?? []),
  }),
  { maxLength: 30 },
);

type Amount = 'gb' | 'crossAzGb';

/** What each component moves for each service, over all items. */
function sums(traffic: readonly Traffic[], amount: Amount): Readonly<Record<string, string>> {
  const keys = [...new Set(traffic.map(({ component, service }) => `${component} ${service}`))].sort();
  return Object.fromEntries(
    keys.map((key) => {
      const own = traffic.filter(({ component, service }) => `${component} ${service}` === key);
      return [key, formatDecimal(sum(own.flatMap((item) => item[amount] ?? [])))];
    }),
  );
}

describe('calls that fare alike are summed up (ENG-7)', () => {
  it.each(['gb', 'crossAzGb'] as const)('%s: as much as each call for itself', (amount) => {
    fc.assert(
      fc.property(calls, (made) => {
        const alone = made.flatMap((call) => trafficOf(network, [call], usage));
        expect(sums(trafficOf(network, made, usage), amount)).toEqual(sums(alone, amount));
      }),
      { seed: 5401 },
    );
  });

  it('every call of a way is among its callers, in the order of the calls', () => {
    fc.assert(
      fc.property(calls, (made) => {
        const callers = trafficOf(network, made, usage).flatMap(({ workloads, service }) =>
          workloads.map((workload) => `${workload} ${service}`),
        );
        const alone = made.flatMap((call) =>
          trafficOf(network, [call], usage).map(({ service }) => `${call.workload} ${service}`),
        );
        expect(callers.toSorted()).toEqual(alone.toSorted());
      }),
      { seed: 5402 },
    );
  });

  it('a thousand calls of two ways are two items', () => {
    const made = Array.from({ length: 1000 }, (_, i): PricedCall => {
      const ways = shared[i % 2] ?? [];
      return { workload: `w${i}`, service: 'logs', endpointTypes: ['Interface'], why: 'called', ways };
    });
    expect(trafficOf(network, made, usageTable(noUsage)).map(({ workloads }) => workloads.length)).toEqual([
      500, 500,
    ]);
  });
});

describe('the ways of one call share its usage', () => {
  const kms = { workload: 'w1', service: 'kms', endpointTypes: ['Interface'], why: 'called' } as const;
  const both: readonly PricedWay[] = [
    { ...nat, subnets: place(a) },
    { ...nat, subnets: place(c) },
  ];

  it('a part that gets nowhere moves nothing: its share goes by the other ways', () => {
    const traffic = trafficOf(network, [{ ...kms, ways: shared[3] ?? [] }], usage);
    expect(traffic.map(({ kind, gb }) => [kind, gb && formatDecimal(gb)])).toEqual([['nat-gateway', '7']]);
  });

  it('AZ-2: what crosses of a shared usage is billed as well', () => {
    const traffic = trafficOf(network, [{ ...kms, ways: both }], usage);
    const design = { billables: billablesOf(network, noExtras), traffic };
    const { lines } = priceDesign(design, usage, shippedPriceBook(), { hoursPerMonth: 730, leaveOut: [] });
    expect(lines.find(({ charge }) => charge === 'cross-az-gb')?.formula).toBe('3.5 GB × 2 × $0.01');
  });

  it('NAT-8: a regional NAT gateway stands in every AZ: nothing crosses', () => {
    const regional = readText(`
      resource "aws_vpc" "main" {
        cidr_block = "10.0.0.0/16"
      }
      resource "aws_subnet" "a" {
        vpc_id            = aws_vpc.main.id
        cidr_block        = "10.0.0.0/24"
        availability_zone = "ap-northeast-1a"
      }
      resource "aws_nat_gateway" "main" {
        vpc_id            = aws_vpc.main.id
        availability_mode = "regional"
      }`).network;
    const [item] = trafficOf(regional, [{ ...kms, ways: shared[0] ?? [] }], usage);
    expect(item?.crossAzGb && formatDecimal(item.crossAzGb)).toBe('0');
  });
});

it('an unpriced charge names the first callers of all its ways, and counts them all (PR-12)', () => {
  const made = ['w1', 'w2', 'w3', 'w4'].map((workload, i): PricedCall => {
    const ways = shared[i % 2] ?? [];
    return { workload, service: 'logs', endpointTypes: ['Interface'], why: 'called', ways };
  });
  const none = usageTable(noUsage);
  const design = { billables: billablesOf(network, noExtras), traffic: trafficOf(network, made, none) };
  const { unpriced } = priceDesign(design, none, shippedPriceBook(), { hoursPerMonth: 730, leaveOut: [] });
  const [open] = unpriced.filter(({ charge }) => charge === 'nat-gateway-gb');
  expect(open?.missing).toEqual(['w1 → logs', 'w2 → logs', 'w3 → logs', 'w4 → logs']);
  expect(open?.missingCount).toBe(4);
});
