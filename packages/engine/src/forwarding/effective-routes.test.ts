import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addresses,
  gatewayEndpoint,
  networkOf,
  prefix,
  prefixList,
  routeTable,
  shownUnknowns,
  subnet,
  vpc,
} from '../../test/small-network.ts';
import { formatAddress, type Ipv4 } from '../ip/address.ts';
import { equalSets, formatSet, isEmptySet, overlaps, setOfAddress, unite } from '../ip/ip-set.ts';
import type { PrefixList, VpcEndpoint } from '../model/network.ts';
import { type EffectiveRouteTable, effectiveRouteTable } from './effective-routes.ts';
import { formatRoute, formatTarget, type RoutePart, selectRoutes } from './select-route.ts';

interface Around {
  readonly blocks?: string;
  readonly lists?: readonly PrefixList[];
  readonly endpoints?: readonly VpcEndpoint[];
  readonly services?: Readonly<Record<string, readonly string[]>>;
}

/** The table that subnet `a` uses. */
function table(text: string, around: Around = {}): EffectiveRouteTable {
  const network = networkOf({
    vpcs: [vpc('vpc', around.blocks ?? '10.0.0.0/16')],
    subnets: [subnet('a', '10.0.1.0/24', { table: 'rt' })],
    routeTables: [routeTable('rt', text)],
    prefixLists: around.lists ?? [],
    vpcEndpoints: around.endpoints ?? [],
  });
  const [own] = [...network.subnets.values()];
  if (own === undefined) throw new Error('no subnet');
  const answer = effectiveRouteTable(network, own, {
    gatewayPrefixes: (name) => around.services?.[name]?.map(prefix),
  });
  if (answer.kind === 'unknown') throw new Error('no table');
  return answer.table;
}

/** `10.0.0.0/16: route 10.0.0.0/16 -> local` */
function show(part: RoutePart): string {
  const route = part.route === undefined ? '' : ` ${formatRoute(part.route)}`;
  const doubts = part.unknowns.length === 0 ? '' : ` because of ${shownUnknowns(part.unknowns)}`;
  return `${formatSet(part.destinations, 9).prefixes.join(' ')}: ${part.outcome}${route}${doubts}`;
}

function shown(of: EffectiveRouteTable, ...destinations: readonly string[]): readonly string[] {
  return selectRoutes(of, addresses(...destinations))
    .map(show)
    .sort();
}

describe('a route table chooses', () => {
  const mixed = table(
    `
    10.0.9.0/24    vgw-a   vpn-bgp
    172.31.0.0/24  igw     static
    172.31.0.0/24  vgw-a   vpn-bgp
    172.31.0.0/16  vgw-b   vpn-static
    172.31.1.0/24  vgw-a   vpn-bgp
    172.31.1.0/24  vgw-b   vpn-static
    172.31.2.0/24  vgw-b   vpn-static
    172.31.2.0/24  vgw-c   direct-connect-bgp
    172.31.3.0/24  vgw-c   direct-connect-bgp
    pl-own         eni-fw
    172.31.5.0/24  eni-old blackhole
    10.0.7.0/24    nat-a
    0.0.0.0/0      nat-a
    ::/0           eigw-a
  `,
    { lists: [prefixList('pl-own', '172.31.3.0/24 172.31.0.128/25 172.31.4.0/24')] },
  );

  it.each([
    ['10.0.3.7/32', 'route 10.0.0.0/16 -> local', 'the local route covers the VPC (RT-3)'],
    ['10.0.9.7/32', 'route 10.0.0.0/16 -> local', 'local beats a more specific propagated route (RT-5)'],
    ['10.0.7.9/32', 'route 10.0.7.0/24 -> nat-a', 'a longer static route beats local (RT-4, RT-10)'],
    ['10.0.8.0/32', 'route 10.0.0.0/16 -> local', 'one address past the longer route'],
    ['10.1.0.0/32', 'route 0.0.0.0/0 -> nat-a', 'one address past the VPC'],
    ['172.31.0.9/32', 'route 172.31.0.0/24 -> igw', 'static beats propagated on equal prefixes (RT-6)'],
    [
      '172.31.9.9/32',
      'route 172.31.0.0/16 -> vgw-b',
      'a longer propagated route beats a static default (RT-4)',
    ],
    ['172.31.1.9/32', 'route 172.31.1.0/24 -> vgw-b', 'VPN static beats VPN BGP (RT-8)'],
    ['172.31.2.9/32', 'route 172.31.2.0/24 -> vgw-c', 'Direct Connect beats VPN static (RT-8)'],
    ['172.31.3.9/32', 'route pl-own -> eni-fw', 'a prefix list beats propagated on equal prefixes (RT-7)'],
    ['172.31.0.129/32', 'route pl-own -> eni-fw', 'each entry of a list is a route of its own (RT-4)'],
    ['172.31.0.127/32', 'route 172.31.0.0/24 -> igw', 'one address before the longer entry'],
    ['172.31.5.1/32', 'route 172.31.5.0/24 -> eni-old', 'a blackhole wins by its length (RT-12)'],
    ['2001:db8::1/128', 'route ::/0 -> eigw-a', 'IPv6 has routes of its own (RT-2)'],
  ])('%s goes to %s, because %s', (destination, expected) => {
    expect(shown(mixed, destination).map((part) => part.replace(/^[^ ]*: /, ''))).toEqual([expected]);
  });

  it('says of every route that matched why it won or lost', () => {
    const [part] = selectRoutes(mixed, addresses('172.31.0.0/32'));
    expect(part?.candidates.map(({ route, code }) => `${formatRoute(route)} ${code}`)).toEqual([
      '172.31.0.0/24 -> igw ROUTE_SELECTED',
      '172.31.0.0/24 -> vgw-a HIGHER_PRIORITY_ROUTE',
      '172.31.0.0/16 -> vgw-b MORE_SPECIFIC_ROUTE',
      '0.0.0.0/0 -> nat-a MORE_SPECIFIC_ROUTE',
    ]);
    const [local] = selectRoutes(mixed, addresses('10.0.9.0/32'));
    expect(local?.candidates.map(({ code }) => code)).toEqual([
      'ROUTE_SELECTED',
      'LOCAL_BEFORE_PROPAGATED',
      'MORE_SPECIFIC_ROUTE',
    ]);
  });

  it('splits a set by winner', () => {
    expect(shown(mixed, '172.31.4.0/23')).toEqual([
      '172.31.4.0/24: route pl-own -> eni-fw',
      '172.31.5.0/24: route 172.31.5.0/24 -> eni-old',
    ]);
  });

  it('drops what no route has', () => {
    expect(shown(table(''), '8.8.8.8/32')).toEqual(['8.8.8.8: none']);
    expect(shown(table('0.0.0.0/0 igw'), '2001:db8::/32')).toEqual(['2001:db8::/32: none']);
  });
});

describe('prefix lists that overlap (RT-9)', () => {
  const lists = [prefixList('pl-a', '52.0.0.0/8'), prefixList('pl-b', '52.1.0.0/16 53.0.0.0/8')];

  it.each([
    ['pl-a igw\npl-b nat-a', '52.1.0.0/16', ['52.1.0.0/16: ambiguous'], 'AWS chooses at random'],
    ['pl-a igw\npl-b nat-a', '52.2.0.0/16', ['52.2.0.0/16: route pl-a -> igw'], 'only one list has it'],
    ['pl-a igw\npl-b igw', '52.1.0.0/16', ['52.1.0.0/16: route pl-b -> igw'], 'both lead to one gateway'],
    [
      'pl-a ?one\npl-b ?two',
      '52.1.0.0/16',
      ['52.1.0.0/16: ambiguous'],
      'two targets that are not known are not one',
    ],
    [
      'pl-a igw\npl-b nat-a\n52.1.0.0/16 eni-a',
      '52.1.0.0/16',
      ['52.1.0.0/16: route 52.1.0.0/16 -> eni-a'],
      'a static route as long beats a list (RT-7)',
    ],
  ])('%j sends %s to %j, because %s', (text, destination, expected) => {
    expect(shown(table(text, { lists }), destination)).toEqual(expected);
  });

  it('names no winner among the candidates', () => {
    const [part] = selectRoutes(table('pl-a igw\npl-b nat-a', { lists }), addresses('52.1.0.0/16'));
    expect(part?.candidates.map(({ route, code }) => `${formatRoute(route)} ${code}`)).toEqual([
      'pl-b -> nat-a UNKNOWN_AMBIGUOUS_ROUTE',
      'pl-a -> igw UNKNOWN_AMBIGUOUS_ROUTE',
    ]);
  });
});

describe('what is not known leaves open only what it could change (ENG-9)', () => {
  const services = { s3: ['52.1.0.0/16', '2600::/32'] };
  const s3 = (tables: string, more: { type?: string; service?: string } = {}): Around => ({
    services,
    endpoints: [gatewayEndpoint('vpce-s3', { tables, ...more })],
  });

  it.each<[string, string, Around, string, readonly string[]]>([
    [
      'a destination that is not known may be longer than any route',
      '0.0.0.0/0 igw\n?x nat-a',
      {},
      '8.0.0.0/8',
      ['8.0.0.0/8: unknown 0.0.0.0/0 -> igw because of ?x'],
    ],
    [
      'it changes nothing when it leads to the same place',
      '0.0.0.0/0 nat-a\n?x nat-a',
      {},
      '8.0.0.0/8',
      ['8.0.0.0/8: route 0.0.0.0/0 -> nat-a'],
    ],
    [
      'two targets that are not known are not the same place',
      '0.0.0.0/0 ?t\n?x ?t',
      {},
      '8.0.0.0/8',
      ['8.0.0.0/8: unknown 0.0.0.0/0 -> unknown because of ?x'],
    ],
    [
      'it changes nothing inside the VPC',
      '0.0.0.0/0 igw\n?x nat-a',
      {},
      '10.0.0.0/24',
      ['10.0.0.0/24: route 10.0.0.0/16 -> local'],
    ],
    [
      'an IPv6 destination says nothing about IPv4 (RT-2)',
      '0.0.0.0/0 igw\n?6x nat-a',
      {},
      '8.0.0.0/8',
      ['8.0.0.0/8: route 0.0.0.0/0 -> igw'],
    ],
    ['there may be more routes', '?more', {}, '8.0.0.0/8', ['8.0.0.0/8: unknown because of ?more']],
    [
      'a list that is not in the input may hold anything (SG-7)',
      '0.0.0.0/0 igw\npl-x nat-a',
      {},
      '8.0.0.0/8',
      ['8.0.0.0/8: unknown 0.0.0.0/0 -> igw because of pl-x'],
    ],
    [
      'the known entries of a list count, the others may',
      '0.0.0.0/0 igw\npl-x nat-a',
      { lists: [prefixList('pl-x', '8.1.0.0/16 ?entry')] },
      '8.0.0.0/15',
      ['8.0.0.0/16: unknown 0.0.0.0/0 -> igw because of ?entry', '8.1.0.0/16: route pl-x -> nat-a'],
    ],
    [
      'a VPN gateway may propagate anything',
      '0.0.0.0/0 igw\npropagates vgw-a',
      {},
      '8.0.0.0/8',
      ['8.0.0.0/8: unknown 0.0.0.0/0 -> igw because of vgw-a'],
    ],
    [
      'an endpoint on this table carries its list (GW-2)',
      '0.0.0.0/0 nat-a',
      s3('rt'),
      '52.0.0.0/15',
      ['52.0.0.0/16: route 0.0.0.0/0 -> nat-a', '52.1.0.0/16: route s3 -> vpce-s3'],
    ],
    [
      'an endpoint on another table carries nothing here (GW-2)',
      '0.0.0.0/0 nat-a',
      s3('other'),
      '52.1.0.0/16',
      ['52.1.0.0/16: route 0.0.0.0/0 -> nat-a'],
    ],
    [
      'a static route as long as the list wins over it (GW-4, RT-7)',
      '52.1.0.0/16 nat-a',
      s3('rt'),
      '52.1.0.0/16',
      ['52.1.0.0/16: route 52.1.0.0/16 -> nat-a'],
    ],
    [
      'an endpoint that may be on this table leaves open its own list only',
      '0.0.0.0/0 nat-a',
      s3('other ?t'),
      '52.0.0.0/15',
      ['52.0.0.0/16: route 0.0.0.0/0 -> nat-a', '52.1.0.0/16: unknown 0.0.0.0/0 -> nat-a because of ?t'],
    ],
    [
      'an endpoint that may have more tables does so, too',
      '0.0.0.0/0 nat-a',
      s3('??t'),
      '52.0.0.0/15',
      ['52.0.0.0/16: route 0.0.0.0/0 -> nat-a', '52.1.0.0/16: unknown 0.0.0.0/0 -> nat-a because of ??t'],
    ],
    [
      'an endpoint that is certainly on this table is not in doubt because of others',
      '',
      s3('rt ?t'),
      '52.1.0.0/16',
      ['52.1.0.0/16: route s3 -> vpce-s3'],
    ],
    [
      'a possible endpoint route loses to a longer static one',
      '52.1.1.0/24 nat-a',
      s3('?t'),
      '52.1.1.0/24',
      ['52.1.1.0/24: route 52.1.1.0/24 -> nat-a'],
    ],
    [
      'where no route is, an endpoint may make one',
      '',
      s3('?t'),
      '52.0.0.0/15',
      ['52.0.0.0/16: none', '52.1.0.0/16: unknown because of ?t'],
    ],
    [
      'an IPv4 endpoint carries no IPv6 (GW-15)',
      '::/0 eigw-a',
      s3('rt'),
      '2600::/32',
      ['2600::/32: route ::/0 -> eigw-a'],
    ],
    [
      'a dual-stack endpoint carries both (GW-14)',
      '::/0 eigw-a',
      s3('rt', { type: 'dualstack' }),
      '2600::/32',
      ['2600::/32: route s3 -> vpce-s3'],
    ],
    [
      'an endpoint whose service is not known may carry anything',
      '0.0.0.0/0 nat-a',
      s3('rt', { service: '?service' }),
      '8.0.0.0/8',
      ['8.0.0.0/8: unknown 0.0.0.0/0 -> nat-a because of ?service'],
    ],
  ])('%s', (_because, text, around, destination, expected) => {
    expect(shown(table(text, around), destination)).toEqual(expected);
  });
});

describe('local routes (RT-3)', () => {
  it.each<[string, string, string, string, readonly string[]]>([
    [
      'a route with the VPC block as destination takes the place of the local one (RT-10)',
      '10.0.0.0/16',
      '10.0.0.0/16 eni-fw',
      '10.0.0.0/16',
      ['10.0.0.0/16: route 10.0.0.0/16 -> eni-fw'],
    ],
    [
      'only a route to an appliance can do so',
      '10.0.0.0/16',
      '10.0.0.0/16 igw',
      '10.0.0.0/16',
      ['10.0.0.0/16: route 10.0.0.0/16 -> local'],
    ],
    [
      'every block has one',
      '10.0.0.0/16 100.64.0.0/16',
      '',
      '100.64.0.0/16',
      ['100.64.0.0/16: route 100.64.0.0/16 -> local'],
    ],
    [
      'IPv6 blocks, too',
      '10.0.0.0/16 2001:db8::/56',
      '::/0 igw',
      '2001:db8::/64',
      ['2001:db8::/64: route 2001:db8::/56 -> local'],
    ],
    [
      'a subnet lies in a block of its VPC, known or not',
      '?ipam',
      '0.0.0.0/0 nat-a',
      '10.0.1.0/24',
      ['10.0.1.0/24: route 10.0.1.0/24 -> local'],
    ],
    [
      'a block that is not known may hold private addresses',
      '?ipam',
      '0.0.0.0/0 nat-a',
      '10.0.2.0/24',
      ['10.0.2.0/24: unknown 0.0.0.0/0 -> nat-a because of ?ipam'],
    ],
    [
      'it holds no public addresses of others',
      '?ipam',
      '0.0.0.0/0 nat-a',
      '8.0.0.0/8',
      ['8.0.0.0/8: route 0.0.0.0/0 -> nat-a'],
    ],
  ])('%s', (_because, blocks, text, destination, expected) => {
    expect(shown(table(text, { blocks }), destination)).toEqual(expected);
  });
});

/** Prefixes around two places, so that they contain, touch and miss each other. */
const nearby = fc
  .tuple(fc.constantFrom(0x0a00_0000, 0x3401_0000), fc.nat(0x1ff), fc.integer({ min: 20, max: 32 }))
  .map(([base, offset, length]) => {
    const size = 2 ** (32 - length);
    const address = base + offset;
    return `${formatAddress('ipv4', (address - (address % size)) as Ipv4)}/${length}`;
  });
const near = fc.oneof({ weight: 6, arbitrary: nearby }, { weight: 1, arbitrary: fc.constant('0.0.0.0/0') });
const targets = fc.constantFrom('igw', 'nat-a', 'eni-a');
const propagated = fc.tuple(near, fc.constantFrom('vpn-bgp', 'vpn-static', 'direct-connect-bgp'));

interface Drawn {
  readonly blocks: readonly string[];
  readonly statics: readonly (readonly [string, string])[];
  readonly lists: readonly { readonly target: string; readonly entries: readonly string[] }[];
  readonly learnt: readonly (readonly [string, string])[];
  /** An endpoint that may be on the table, with its list. */
  readonly endpoint: readonly string[];
  /** The target of a route whose destination is not known. */
  readonly open: string | undefined;
  readonly asked: string;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  blocks: fc.uniqueArray(nearby, { minLength: 1, maxLength: 2 }),
  statics: fc.uniqueArray(fc.tuple(near, targets), { maxLength: 4, selector: ([to]) => to }),
  lists: fc.array(
    fc.record({ target: targets, entries: fc.uniqueArray(near, { minLength: 1, maxLength: 3 }) }),
    {
      maxLength: 2,
    },
  ),
  learnt: fc.uniqueArray(propagated, { maxLength: 3, selector: (each) => each.join() }),
  endpoint: fc.oneof(fc.constant([]), fc.uniqueArray(nearby, { minLength: 1, maxLength: 2 })),
  open: fc.oneof(fc.constant(undefined), targets),
  asked: fc.oneof(nearby, fc.constantFrom('10.0.0.0/22', '52.1.0.0/22')),
});

/** One line of a table in the slow reading. */
interface Row {
  readonly bits: string;
  readonly target: string;
  /** The order in which AWS prefers equal prefixes: local, static, list, Direct Connect, VPN. */
  readonly rank: number;
}

const ranks: Readonly<Record<string, number>> = { 'direct-connect-bgp': 3, 'vpn-static': 4, 'vpn-bgp': 5 };

function bitsOf(text: string): string {
  const [address = '', length = ''] = text.split('/');
  const octets = address.split('.').map((octet) => Number(octet).toString(2).padStart(8, '0'));
  return octets.join('').slice(0, Number(length));
}

function rowsOf(of: Drawn): readonly Row[] {
  const row = (to: string, target: string, rank: number): Row => ({ bits: bitsOf(to), target, rank });
  const replaced = of.statics.filter(([, target]) => target !== 'igw').map(([to]) => to);
  return [
    ...of.blocks.filter((to) => !replaced.includes(to)).map((to) => row(to, 'local', 0)),
    ...of.statics.map(([to, target]) => row(to, target, 1)),
    ...of.lists.flatMap(({ target, entries }) => entries.map((to) => row(to, target, 2))),
    ...of.learnt.map(([to, how]) => row(to, `vgw-${how}`, ranks[how] ?? 9)),
  ];
}

/** AWS's page, read slowly: one address as a string of 32 bits against every line. */
function slowly(rows: readonly Row[], bits: string): string {
  const matching = rows.filter((row) => bits.startsWith(row.bits));
  const isLocal = matching.some(({ rank }) => rank === 0);
  let best: Row | undefined;
  for (const row of matching) {
    if (isLocal && row.rank >= 3) continue;
    const isLonger = best === undefined || row.bits.length > best.bits.length;
    const isPreferred = best !== undefined && row.bits.length === best.bits.length && row.rank < best.rank;
    if (isLonger || isPreferred) best = row;
  }
  if (best === undefined) return 'none';
  const winner = best;
  const isDisputed = matching.some(({ rank, target }) => rank === 2 && target !== winner.target);
  return winner.rank === 2 && isDisputed ? 'ambiguous' : winner.target;
}

/** Every table that the input may stand for gives an answer; they must agree. */
function slowlyInEveryCase(of: Drawn, bits: string): string {
  const rows = rowsOf(of);
  const usual = slowly(rows, bits);
  if (usual === 'local' || usual === 'ambiguous') return usual;
  const listed = of.endpoint.map((to): Row => ({ bits: bitsOf(to), target: 'vpce-s3', rank: 2 }));
  const open: readonly Row[] = of.open === undefined ? [] : [{ bits, target: of.open, rank: -1 }];
  const others = [slowly([...rows, ...listed], bits), slowly([...rows, ...open], bits)];
  return others.every((answer) => answer === usual) ? usual : 'unknown';
}

describe('a slow reading of single addresses by their bits agrees', () => {
  const tableOf = (of: Drawn): EffectiveRouteTable =>
    table(
      [
        ...of.statics.map(([to, target]) => `${to} ${target}`),
        ...of.lists.map(({ target }, index) => `pl-${index} ${target}`),
        ...of.learnt.map(([to, how]) => `${to} vgw-${how} ${how}`),
        ...(of.open === undefined ? [] : [`?open ${of.open}`]),
      ].join('\n'),
      {
        blocks: of.blocks.join(' '),
        lists: of.lists.map(({ entries }, index) => prefixList(`pl-${index}`, entries.join(' '))),
        endpoints: of.endpoint.length === 0 ? [] : [gatewayEndpoint('vpce-s3', { tables: '?table' })],
        services: { s3: of.endpoint },
      },
    );
  const told = ({ outcome, route }: RoutePart): string =>
    outcome === 'route' && route !== undefined ? formatTarget(route.target) : outcome;

  it('on the winner of every address at the edge of any prefix', () => {
    fc.assert(
      fc.property(drawn, (of) => {
        const parts = selectRoutes(tableOf(of), addresses(of.asked));
        for (const address of edgesOf(of)) {
          const asked = setOfAddress('ipv4', address);
          if (!overlaps(asked, addresses(of.asked))) continue;
          const own = parts.filter(({ destinations }) => overlaps(destinations, asked));
          const text = formatAddress('ipv4', address);
          const expected = slowlyInEveryCase(of, bitsOf(`${text}/32`));
          expect(`${text} ${own.map(told).join()}`).toBe(`${text} ${expected}`);
        }
      }),
      { seed: 20261128, numRuns: 600 },
    );
  });

  it('on parts that are disjoint and make up what was asked', () => {
    fc.assert(
      fc.property(drawn, (of) => {
        const parts = selectRoutes(tableOf(of), addresses(of.asked));
        const [first, ...rest] = parts.map(({ destinations }) => destinations);
        expect(parts.some(({ destinations }) => isEmptySet(destinations))).toBe(false);
        const whole = rest.reduce((set, each) => {
          expect(overlaps(set, each)).toBe(false);
          return unite(set, each);
        }, first ?? addresses());
        expect(equalSets(whole, addresses(of.asked))).toBe(true);
      }),
      { seed: 20261128, numRuns: 500 },
    );
  });
});

/** The first and last address of every prefix, and their neighbours outside. */
function edgesOf(of: Drawn): readonly Ipv4[] {
  const texts = [
    ...of.blocks,
    ...of.statics.map(([to]) => to),
    ...of.lists.flatMap(({ entries }) => entries),
    ...of.learnt.map(([to]) => to),
    ...of.endpoint,
    of.asked,
  ];
  const edges = texts.flatMap((text) => {
    const { address, length } = prefix(text);
    const low = Number(address);
    const high = low + 2 ** (32 - length) - 1;
    return [low - 1, low, high, high + 1].filter((edge) => edge >= 0 && edge <= 0xffff_ffff);
  });
  return [...new Set(edges)].map((edge) => edge as Ipv4);
}
