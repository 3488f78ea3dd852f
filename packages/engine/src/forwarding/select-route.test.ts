import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ipv4, ipv4PrefixAt, type Prefix, parseIpv4, parsePrefix } from '../ip/address.ts';
import { containsAddress, setOfAddress, setOfPrefixes, sizeOf, unite } from '../ip/ip-set.ts';
import { type Id, idOf } from '../model/identity.ts';
import type { RouteTarget } from '../model/network.ts';
import type { EffectiveRoute, EffectiveRouteTable, RouteSource } from './effective-routes.ts';
import { formatRoute, selectRoutes } from './select-route.ts';

/** One route a line: destination (several prefixes = a prefix list), target, source. */
function routes(text: string): EffectiveRoute[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [destination = '', target = '', source = 'static'] = line.trim().split(/\s+/);
      return route(destination.split(',').map(prefix), target, source as RouteSource, destination);
    });
}

function prefix(text: string): Prefix {
  const read = parsePrefix(text);
  if (!read.ok) throw new Error(text);
  return read.value;
}

function route(
  prefixes: readonly Prefix[],
  target: string,
  source: RouteSource,
  destination: string,
): EffectiveRoute {
  return { destination, prefixes, target: targetOf(target), source, state: 'active', origin: undefined };
}

function targetOf(name: string): RouteTarget {
  if (name === 'local') return { kind: 'local' };
  if (name.startsWith('vpce')) return { kind: 'vpc-endpoint', id: idOf('VpcEndpoint', name) };
  return name.startsWith('nat')
    ? { kind: 'nat-gateway', id: idOf('NatGateway', name) }
    : { kind: 'vpn-gateway', id: idOf('VpnGateway', name) };
}

function table(
  entries: readonly EffectiveRoute[],
  unknowns: EffectiveRouteTable['unknowns'] = [],
): EffectiveRouteTable {
  return {
    id: 'rtb' as Id<'RouteTable'>,
    association: 'explicit',
    associationOrigin: undefined,
    vpc: 'vpc' as Id<'Vpc'>,
    origin: { kind: 'snapshot', arn: 'rtb', observedAt: '2026-11-28T00:00:00Z' },
    routes: entries,
    unknowns,
  };
}

function winner(entries: EffectiveRouteTable, address: string): string {
  const value = parseIpv4(address);
  if (value === undefined) throw new Error(address);
  const [part] = selectRoutes(entries, setOfAddress('ipv4', value));
  return part?.route === undefined || part.outcome !== 'route'
    ? (part?.outcome ?? '')
    : formatRoute(part.route);
}

describe('selectRoutes', () => {
  const mixed = table(
    routes(`
      10.0.0.0/16                    local    local
      10.0.9.0/24                    vgw      vpn-bgp
      172.31.0.0/24                  vgw-1    static
      172.31.0.0/24                  vgw      vpn-bgp
      172.31.1.0/24                  vgw-s    vpn-static
      172.31.1.0/24                  vgw-d    direct-connect-bgp
      52.219.0.0/20,3.5.152.0/21     vpce-s3  prefix-list
      52.219.4.0/22                  nat-2    static
      3.5.152.0/21                   nat-3    static
      0.0.0.0/0                      nat-1    static
    `),
  );

  it.each([
    ['10.0.3.7', '10.0.0.0/16 -> local', 'the local route covers the VPC (RT-3)'],
    ['10.0.9.7', '10.0.0.0/16 -> local', 'local beats a more specific propagated route (RT-5)'],
    ['172.31.0.9', '172.31.0.0/24 -> vgw-1', 'static beats propagated on equal prefixes (RT-6)'],
    ['172.31.1.9', '172.31.1.0/24 -> vgw-d', 'Direct Connect beats a static VPN route (RT-8)'],
    [
      '52.219.0.1',
      '52.219.0.0/20,3.5.152.0/21 -> vpce-s3',
      'a prefix-list entry beats the default by length (GW-4)',
    ],
    ['52.219.5.1', '52.219.4.0/22 -> nat-2', 'a longer static route wins over a list entry (RT-4)'],
    ['52.219.8.0', '52.219.0.0/20,3.5.152.0/21 -> vpce-s3', 'its neighbour after the /22 does not'],
    ['3.5.152.1', '3.5.152.0/21 -> nat-3', 'a static CIDR beats a list entry as long (RT-7)'],
    ['8.8.8.8', '0.0.0.0/0 -> nat-1', 'the default takes the rest'],
  ])('%s -> %s, because %s', (address, expected) => expect(winner(mixed, address)).toBe(expected));

  it('nothing matches: AWS drops the packet', () => {
    expect(winner(table(routes('10.0.0.0/16 local local')), '8.8.8.8')).toBe('none');
  });

  it('RT-9: overlapping prefix lists with two targets are ambiguous, where they overlap', () => {
    const lists = table(routes('52.219.0.0/20 vpce-a prefix-list\n52.219.0.0/21 vpce-b prefix-list'));
    expect(winner(lists, '52.219.0.1')).toBe('ambiguous');
    expect(winner(lists, '52.219.8.1')).toBe('52.219.0.0/20 -> vpce-a');
  });

  it('a route that may exist leaves all but local open', () => {
    const unknowns = [
      { unknown: { reason: 'known-after-apply' as const, references: [] }, family: undefined },
    ];
    const open = table(routes('10.0.0.0/16 local local\n0.0.0.0/0 nat-1 static'), unknowns);
    expect(winner(open, '8.8.8.8')).toBe('unknown');
    expect(winner(open, '10.0.0.8')).toBe('10.0.0.0/16 -> local');
  });

  it.each([
    ['active', '0.0.0.0/0 -> nat-1', 'where it leads to the same place'],
    ['blackhole', 'unknown', 'RT-12: the one drops what the other would deliver'],
  ] as const)(
    'beside a route that is %s, one that may lead there, too: %s, because %s',
    (state, expected, _because) => {
      const unknown = { reason: 'known-after-apply' as const, references: [] };
      const unknowns = [{ unknown, family: undefined, target: targetOf('nat-1') }];
      const entries = routes('0.0.0.0/0 nat-1 static').map((entry) => ({ ...entry, state }));
      expect(winner(table(entries, unknowns), '8.8.8.8')).toBe(expected);
    },
  );
});

/** The slow second reading: the AWS page over bit strings, one address at a time. */
function slowWinner(entries: readonly EffectiveRoute[], address: number): string | 'none' | 'ambiguous' {
  const bits = (value: number): string => value.toString(2).padStart(32, '0');
  const rows = entries.flatMap((candidate) => candidate.prefixes.map((item) => ({ candidate, item })));
  const matching = rows.filter(({ item }) =>
    bits(address).startsWith(bits(Number(item.address)).slice(0, item.length)),
  );
  const isLocal = matching.some(({ candidate }) => candidate.source === 'local');
  const allowed = matching.filter(
    ({ candidate }) => !isLocal || ['local', 'static', 'prefix-list'].includes(candidate.source),
  );
  const longest = Math.max(-1, ...allowed.map(({ item }) => item.length));
  const best = allowed.filter(({ item }) => item.length === longest);
  for (const source of ['local', 'static', 'prefix-list', 'direct-connect-bgp', 'vpn-static', 'vpn-bgp']) {
    const [found] = best
      .filter(({ candidate }) => candidate.source === source)
      .map(({ candidate }) => candidate);
    if (found === undefined) continue;
    const rivals = allowed
      .filter(({ candidate }) => candidate.source === 'prefix-list')
      .map(({ candidate }) => JSON.stringify(candidate.target));
    return source === 'prefix-list' && new Set(rivals).size > 1 ? 'ambiguous' : formatRoute(found);
  }
  return 'none';
}

const start = 0x0a000000;
const nearPrefix = fc
  .tuple(fc.integer({ min: 0, max: 127 }), fc.integer({ min: 24, max: 32 }))
  .map(([offset, length]) => ipv4PrefixAt((start + offset) as Ipv4, length));
const sources: readonly RouteSource[] = [
  'static',
  'prefix-list',
  'direct-connect-bgp',
  'vpn-static',
  'vpn-bgp',
];
const anyRoute = fc
  .tuple(
    fc.array(nearPrefix, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(...sources),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([prefixes, source, target]) =>
    route(
      source === 'prefix-list' ? prefixes : prefixes.slice(0, 1),
      `nat-${target}`,
      source,
      `${source}-${target}-${prefixes.map((p) => `${p.address}/${p.length}`).join()}`,
    ),
  );

/** AWS refuses two static routes, or two of one kind, to one destination: such tables are not asked. */
function distinctDestinations(entries: readonly EffectiveRoute[]): readonly EffectiveRoute[] {
  const seen = new Set<string>();
  return entries.filter(({ source, prefixes }) =>
    prefixes.every(({ address, length }) => {
      const key = `${source} ${address}/${length}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
}

describe('route choice agrees with a slow reading of the AWS page', () => {
  it('for every address near the edges of the prefixes', () => {
    const local = route([ipv4PrefixAt(start as Ipv4, 26)], 'local', 'local', 'local');
    fc.assert(
      fc.property(fc.array(anyRoute, { maxLength: 8 }), (extra) => {
        const entries = [local, ...distinctDestinations(extra)];
        const whole = setOfPrefixes('ipv4', [ipv4PrefixAt(start as Ipv4, 24)]);
        const parts = selectRoutes(table(entries), whole);
        for (let offset = 0; offset < 256; offset++) {
          const address = (start + offset) as Ipv4;
          const holding = parts.filter(({ destinations }) => containsAddress(destinations, address));
          expect(holding).toHaveLength(1);
          const [part] = holding;
          const mine =
            part?.outcome === 'route' && part.route !== undefined ? formatRoute(part.route) : part?.outcome;
          expect(mine, `10.0.0.${offset}`).toBe(slowWinner(entries, address));
        }
        const covered = parts.reduce(
          (set, { destinations }) => unite(set, destinations),
          setOfPrefixes('ipv4', []),
        );
        expect(sizeOf(covered)).toBe(256n);
      }),
      { seed: 20261128, numRuns: 120 },
    );
  });

  it('does not depend on the order of the routes', () => {
    fc.assert(
      fc.property(fc.array(anyRoute, { maxLength: 6 }), (extra) => {
        const entries = distinctDestinations(extra);
        const whole = setOfPrefixes('ipv4', [ipv4PrefixAt(start as Ipv4, 24)]);
        const answer = (list: readonly EffectiveRoute[]): string[] =>
          selectRoutes(table(list), whole)
            .map(
              (part) =>
                `${JSON.stringify(part.destinations.bounds)} ${part.route === undefined ? part.outcome : formatRoute(part.route)}`,
            )
            .sort();
        expect(answer(entries.toReversed())).toEqual(answer(entries));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
