import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EndpointChoice,
  type EndpointTiers,
  findOptimum,
  type NatChoice,
  type Optimum,
  type OptimumProblem,
} from './optimum.ts';

const tokyo: EndpointTiers = {
  alreadyGb: 0,
  tiers: [
    { upToGb: 1_048_576, usdPerGb: 0.01 },
    { upToGb: 5_242_880, usdPerGb: 0.006 },
    { upToGb: undefined, usdPerGb: 0.004 },
  ],
};

const eniHours = 10.22;
const natHours = 48.91;

function endpoint(key: string, gb: number, more: Partial<EndpointChoice> = {}): EndpointChoice {
  return {
    key,
    vpc: 'v',
    region: 'r',
    state: 'may',
    usd: 2 * eniHours,
    zones: [],
    needsZone: false,
    gb,
    otherwise: [{ nat: 'nat', usd: gb * 0.062 }],
    ...more,
  };
}

function nat(more: Partial<NatChoice> = {}): NatChoice {
  return { key: 'nat', vpc: 'v', state: 'may', usd: natHours, ...more };
}

function problem(endpoints: readonly EndpointChoice[], nats: readonly NatChoice[]): OptimumProblem {
  return { endpoints, nats, tiers: new Map([['r', tokyo]]) };
}

function chosen(found: Optimum | undefined): string {
  if (found === undefined) return 'none';
  const endpoints = [...found.endpoints].map(([key, zones]) => [key, ...zones].join('+'));
  return [...endpoints, ...found.nats].join(' ');
}

describe('the cheapest choice of endpoints and NAT gateways', () => {
  it.each([
    [
      'two endpoints cost less than the hours of a NAT gateway',
      [endpoint('a', 1), endpoint('b', 1)],
      [nat()],
      'a b',
    ],
    [
      'three cost more: the gateway carries all of them',
      [endpoint('a', 1), endpoint('b', 1), endpoint('c', 1)],
      [nat()],
      'nat',
    ],
    [
      'beside a gateway that stays, only the one with enough data pays for itself (A7-16)',
      [endpoint('a', 392), endpoint('b', 394)],
      [nat({ state: 'must' })],
      'b nat',
    ],
    ['of equals the endpoint is taken', [endpoint('a', 0, { usd: natHours })], [nat()], 'a'],
    ['a call without another way has its endpoint', [endpoint('a', 0, { otherwise: [] })], [], 'a'],
    [
      'where the endpoint may not be and the gateway may not be, there is no choice',
      [endpoint('a', 0, { state: 'must-not' })],
      [nat({ state: 'must-not' })],
      'none',
    ],
    [
      'one ENI is enough where data between AZs cost less than its hours (AZ-2)',
      [
        endpoint('a', 100, {
          state: 'must',
          usd: 0,
          needsZone: true,
          zones: [
            { zone: '1a', usd: eniHours, crossingUsd: 1 },
            { zone: '1c', usd: eniHours, crossingUsd: 2 },
          ],
        }),
      ],
      [],
      'a+1c',
    ],
    [
      'two ENIs where the data between AZs cost more',
      [
        endpoint('a', 100, {
          state: 'must',
          usd: 0,
          needsZone: true,
          zones: [
            { zone: '1a', usd: eniHours, crossingUsd: 11 },
            { zone: '1c', usd: eniHours, crossingUsd: 12 },
          ],
        }),
      ],
      [],
      'a+1a+1c',
    ],
  ])('%s', (_, endpoints, nats, expected) => {
    expect(chosen(findOptimum(problem(endpoints, nats)))).toBe(expected);
  });

  it('counts the tiers over all endpoints of the Region: together they reach a price that none has alone (PR-2)', () => {
    const other = { nat: undefined, usd: 1_000_000 * 0.0085 };
    const big = (key: string) => endpoint(key, 1_000_000, { usd: 0, otherwise: [other] });
    expect(chosen(findOptimum(problem([big('a')], [])))).toBe('');
    expect(chosen(findOptimum(problem(['a', 'b', 'c', 'd'].map(big), [])))).toBe('a b c d');
  });

  it('decides 2,000 binaries in less than a second', () => {
    const endpoints = Array.from({ length: 1900 }, (_, i) =>
      endpoint(`s${i}`, (i * 7919) % 800, {
        vpc: `v${i % 100}`,
        otherwise: [{ nat: `n${i % 100}`, usd: ((i * 7919) % 800) * 0.062 }],
      }),
    );
    const nats = Array.from({ length: 100 }, (_, i) => nat({ key: `n${i}`, vpc: `v${i}` }));
    const start = performance.now();
    expect(findOptimum(problem(endpoints, nats))).toBeDefined();
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

/** The second reading: every subset, priced by hand. Shares nothing with the programme but its question. */
function leastUsd({ endpoints, nats, tiers }: OptimumProblem): number | undefined {
  let least: number | undefined;
  const zoneBits = endpoints.map(({ zones }) => zones.length);
  const bits = endpoints.length + nats.length + zoneBits.reduce((all, count) => all + count, 0);
  for (let mask = 0; mask < 2 ** bits; mask++) {
    const usd = priceOf(mask, { endpoints, nats, tiers });
    if (usd !== undefined && (least === undefined || usd < least)) least = usd;
  }
  return least;
}

function priceOf(mask: number, { endpoints, nats, tiers }: OptimumProblem): number | undefined {
  let at = 0;
  const next = (): boolean => (mask & (1 << at++)) !== 0;
  const gates = new Map(nats.map((gate) => [gate.key, next()]));
  let usd = 0;
  for (const gate of nats) {
    const isThere = gates.get(gate.key) === true;
    if ((gate.state === 'must' && !isThere) || (gate.state === 'must-not' && isThere)) return undefined;
    if (isThere) usd += gate.usd;
  }
  let gb = 0;
  for (const choice of endpoints) {
    const isThere = next();
    const taken = choice.zones.map(() => next());
    if ((choice.state === 'must' && !isThere) || (choice.state === 'must-not' && isThere)) return undefined;
    if (!isThere && taken.some((zone) => zone)) return undefined;
    if (!isThere) {
      if (choice.otherwise.length === 0 && choice.state !== 'must-not') return undefined;
      if (choice.otherwise.some((way) => way.nat !== undefined && gates.get(way.nat) !== true))
        return undefined;
      usd += choice.otherwise.reduce((all, way) => all + way.usd, 0);
      continue;
    }
    if (choice.needsZone && !taken.some((zone) => zone)) return undefined;
    usd += choice.usd;
    choice.zones.forEach((zone, i) => {
      usd += taken[i] ? zone.usd : zone.crossingUsd;
    });
    gb += choice.gb;
  }
  return usd + priceOfData(gb, tiers.get('r'));
}

function priceOfData(gb: number, tiers: EndpointTiers | undefined): number {
  let usd = 0;
  let edge = 0;
  for (const { upToGb = Number.POSITIVE_INFINITY, usdPerGb } of tiers?.tiers ?? []) {
    const already = tiers?.alreadyGb ?? 0;
    const here = Math.min(already + gb, upToGb) - Math.max(already, edge);
    if (here > 0) usd += here * usdPerGb;
    edge = upToGb;
  }
  return usd;
}

function usdOf(found: Optimum, asked: OptimumProblem): number | undefined {
  let mask = 0;
  let at = 0;
  const put = (isOn: boolean): void => {
    if (isOn) mask |= 1 << at;
    at++;
  };
  for (const gate of asked.nats) put(found.nats.has(gate.key));
  for (const choice of asked.endpoints) {
    put(found.endpoints.has(choice.key));
    for (const { zone } of choice.zones) put(found.endpoints.get(choice.key)?.includes(zone) === true);
  }
  return priceOf(mask, asked);
}

const amounts = fc.constantFrom(0, 1, 100, 196, 197, 393, 394, 800, 20_000, 600_000, 3_000_000);
const states = fc.constantFrom('may' as const, 'may' as const, 'must' as const, 'must-not' as const);

const choices = fc
  .record({
    gb: amounts,
    state: states,
    zones: fc.constantFrom(0, 0, 2),
    crossing: fc.constantFrom(0, 5, 12),
    ways: fc.subarray(['n0', 'n1'], { minLength: 0 }),
    // Near to the prices of the tiers, so that it matters in which one the data lie.
    perGb: fc.constantFrom(0.062, 0.0095, 0.007, 0.005),
  })
  .map(
    ({ gb, state, zones, crossing, ways, perGb }): Omit<EndpointChoice, 'key'> => ({
      vpc: 'v',
      region: 'r',
      state,
      gb,
      usd: zones === 0 ? 2 * eniHours : 0,
      needsZone: zones > 0,
      zones: Array.from({ length: zones }, (_, i) => ({
        zone: `z${i}`,
        usd: eniHours,
        crossingUsd: crossing,
      })),
      otherwise: ways.map((name) => ({ nat: name, usd: (gb / ways.length) * perGb })),
    }),
  );

describe('the optimum is the least of all subsets', () => {
  it('for small networks, tiers of the Region included', () => {
    fc.assert(
      fc.property(
        fc.array(choices, { minLength: 1, maxLength: 3 }),
        fc.tuple(states, states),
        fc.constantFrom(0, 1_000_000, 6_000_000),
        (made, natStates, alreadyGb) => {
          const asked: OptimumProblem = {
            endpoints: made.map((choice, i) => ({ ...choice, key: `s${i}` })),
            nats: natStates.map((state, i) => nat({ key: `n${i}`, state })),
            tiers: new Map([['r', { ...tokyo, alreadyGb }]]),
          };
          const found = findOptimum(asked);
          const least = leastUsd(asked);
          expect(found === undefined).toBe(least === undefined);
          if (found !== undefined) expect(usdOf(found, asked)).toBeCloseTo(least ?? 0, 4);
        },
      ),
      { seed: 20261128, numRuns: 150 },
    );
  });
});
