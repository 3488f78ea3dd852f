import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addresses,
  networkAcl,
  networkOf,
  prefixList,
  securityGroup,
  shownUnknowns,
  subnet,
  vpc,
} from '../../test/small-network.ts';
import { collection, type Unknown } from '../base/known.ts';
import type { Ipv4 } from '../ip/address.ts';
import { containsAddress, formatSet } from '../ip/ip-set.ts';
import { type PortSet, portRange } from '../ip/port-set.ts';
import { idOf } from '../model/identity.ts';
import { filterByNetworkAcl } from './network-acls.ts';
import { type Filtered, filterBySecurityGroups, type Peer } from './security-groups.ts';

function throughAcl(text: string, asked: string, ports: PortSet): readonly Filtered[] {
  const network = networkOf({
    vpcs: [vpc('vpc', '10.0.0.0/16')],
    networkAcls: [networkAcl('acl', text)],
  });
  const own = subnet('a', '10.0.1.0/24', { acl: 'acl' });
  const packets = { direction: 'egress', protocol: 6, ports, addresses: addresses(asked) } as const;
  return filterByNetworkAcl(network, own, packets);
}

const lists = [prefixList('pl-a', '10.0.0.4/31'), prefixList('pl-open', '10.0.0.8/31 ?entry')];

function throughGroups(
  groups: readonly (readonly [string, string, string?])[],
  asked: string,
  peerGroups: Peer['groups'],
  wanted: readonly string[] = groups.map(([name]) => name),
): readonly Filtered[] {
  const network = networkOf({
    vpcs: [vpc('vpc', '10.0.0.0/16'), vpc('far', '10.9.0.0/16', 'us-east-1'), vpc('near', '10.8.0.0/16')],
    securityGroups: groups.map(([name, text, of]) => securityGroup(name, text, of)),
    prefixLists: lists,
  });
  const own = collection(wanted.map((name) => idOf('SecurityGroup', name)));
  const packet = { direction: 'ingress', protocol: 6, port: 443 } as const;
  return filterBySecurityGroups(network, own, packet, { addresses: addresses(asked), groups: peerGroups });
}

/** `10.0.0.0/24: allow egress 100 allow tcp 443 10.0.0.0/24` */
function shown(parts: readonly Filtered[]): readonly string[] {
  return parts
    .map(({ addresses: set, outcome, decided, unknowns }) => {
      const because = unknowns.length === 0 ? '' : ` because of ${shownUnknowns(unknowns)}`;
      return `${formatSet(set, 9).prefixes.join(' ')}: ${outcome}${decided === '' ? '' : ` ${decided}`}${because}`;
    })
    .sort();
}

describe('a network ACL whose entries are not all known', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'an allow that may not be about the packet changes nothing before an allow that is',
      'out 100 allow tcp 443 ?cidr\nout 200 allow all * 0.0.0.0/0',
      ['10.0.0.0/24: allow egress 100 allow tcp 443 ?'],
    ],
    [
      'a deny that may be about it does',
      'out 100 deny tcp 443 ?cidr\nout 200 allow all * 0.0.0.0/0',
      ['10.0.0.0/24: unknown because of ?cidr'],
    ],
    [
      'a deny that may be about it changes nothing before the implicit deny',
      'out 100 deny tcp 443 ?cidr',
      ['10.0.0.0/24: deny egress 100 deny tcp 443 ?'],
    ],
    [
      'an allow whose number is not known comes before the implicit deny',
      'out ?n allow tcp 443 10.0.0.0/25',
      ['10.0.0.0/25: allow egress ? allow tcp 443 10.0.0.0/25', '10.0.0.128/25: deny egress * deny all'],
    ],
    [
      'an allow whose number is not known may come before a deny, or after it',
      'out ?n allow tcp 443 10.0.0.0/25\nout 100 deny all * 0.0.0.0/0',
      ['10.0.0.0/25: unknown because of ?n', '10.0.0.128/25: deny egress 100 deny all 0.0.0.0/0'],
    ],
    [
      'an entry about other ports is of no matter, whatever its number',
      'out ?n deny tcp 80 0.0.0.0/0\nout 100 allow tcp 443 0.0.0.0/0',
      ['10.0.0.0/24: allow egress 100 allow tcp 443 0.0.0.0/0'],
    ],
    [
      'a protocol that is not known may be all of them, about every port',
      'out 100 deny ?p 80 0.0.0.0/0\nout 200 allow tcp 443 0.0.0.0/0',
      ['10.0.0.0/24: unknown because of ?p'],
    ],
    [
      'one end of a range may be enough',
      'out 100 deny tcp 444-?to 0.0.0.0/0\nout 200 allow tcp 443 0.0.0.0/0',
      ['10.0.0.0/24: allow egress 200 allow tcp 443 0.0.0.0/0'],
    ],
    [
      'entries that may exist leave everything open',
      'out 100 allow all * 0.0.0.0/0\n?more',
      ['10.0.0.0/24: unknown because of ?more'],
    ],
    [
      'an action that is not known decides nothing about the others',
      'out 100 ?action tcp 443 10.0.0.0/25\nout 200 allow all * 0.0.0.0/0',
      ['10.0.0.0/25: unknown because of ?action', '10.0.0.128/25: allow egress 200 allow all 0.0.0.0/0'],
    ],
    [
      'the other family has entries of its own (NACL-5)',
      'out 100 deny all * ::/0\nout 200 allow all * 0.0.0.0/0',
      ['10.0.0.0/24: allow egress 200 allow all 0.0.0.0/0'],
    ],
    [
      'the other direction, too',
      'in 100 deny all * 0.0.0.0/0\nout 200 allow all * 0.0.0.0/0',
      ['10.0.0.0/24: allow egress 200 allow all 0.0.0.0/0'],
    ],
  ])('%s', (_because, text, expected) => {
    expect(shown(throughAcl(text, '10.0.0.0/24', portRange(443, 443)))).toEqual(expected);
  });

  it('replies need every port of the client: one port short is refused (NACL-3)', () => {
    const reply = (text: string): readonly string[] =>
      throughAcl(text, '10.0.0.0/24', portRange(32768, 61000)).map(({ outcome }) => outcome);
    expect(reply('out 100 allow tcp 32768-61000 0.0.0.0/0')).toEqual(['allow']);
    expect(reply('out 100 allow tcp 32768-60999 0.0.0.0/0')).toEqual(['deny']);
    expect(reply('out 100 allow tcp 32768-40000 0.0.0.0/0\nout 200 allow tcp 40001-65535 0.0.0.0/0')).toEqual(
      ['allow'],
    );
  });
});

describe('security groups whose rules are not all known (SG-7)', () => {
  const none = collection<never>([]);

  it.each<[string, string, readonly string[]]>([
    [
      'what a known rule admits is admitted, whatever else there may be',
      'in tcp 443 10.0.0.0/25\nin ?more',
      ['10.0.0.0/25: allow ingress tcp 443 10.0.0.0/25', '10.0.0.128/25: unknown because of ?more'],
    ],
    [
      'a rule of another family or port admits nothing, known or not',
      'in tcp 443 ?6cidr\nin tcp 444 ?cidr',
      ['10.0.0.0/24: deny'],
    ],
    [
      'a peer that is not known may be this one',
      'in tcp 443 ?cidr',
      ['10.0.0.0/24: unknown because of ?cidr'],
    ],
    [
      'the known entries of a list admit, the others may',
      'in tcp 443 pl-open',
      [
        '10.0.0.0/29 10.0.0.10/31 10.0.0.12/30 10.0.0.16/28 10.0.0.32/27 10.0.0.64/26 10.0.0.128/25: unknown because of ?entry',
        '10.0.0.8/31: allow ingress tcp 443 pl-open',
      ],
    ],
    [
      'a list that is not in the input may hold anything',
      'in tcp 443 pl-elsewhere',
      ['10.0.0.0/24: unknown because of pl-elsewhere'],
    ],
    [
      'a protocol that is not known may be ours, for the addresses of the rule',
      'in ?p 443 10.0.0.0/25',
      ['10.0.0.0/25: unknown because of ?p', '10.0.0.128/25: deny'],
    ],
    ['one end of a range may be enough', 'in tcp ?from-442 0.0.0.0/0', ['10.0.0.0/24: deny']],
    ['no rule at all refuses (SG-2)', '', ['10.0.0.0/24: deny']],
  ])('%s', (_because, text, expected) => {
    expect(shown(throughGroups([['sg-own', text]], '10.0.0.0/24', none))).toEqual(expected);
  });

  it.each<[string, Peer['groups'], readonly string[]]>([
    [
      'an ENI that carries the group',
      collection([idOf('SecurityGroup', 'sg-peer')]),
      ['10.0.0.0/24: allow ingress tcp 443 sg-peer'],
    ],
    ['an ENI that does not', collection([idOf('SecurityGroup', 'sg-own')]), ['10.0.0.0/24: deny']],
    [
      'an ENI whose groups are not all known',
      collection([idOf('SecurityGroup', 'sg-own')], [{ reason: 'known-after-apply', references: [] }]),
      ['10.0.0.0/24: unknown because of '],
    ],
    ['no ENI of this network', undefined, ['10.0.0.0/24: deny']],
  ])('a reference to a group is about %s (SG-4)', (_who, peerGroups, expected) => {
    const parts = throughGroups([['sg-own', 'in tcp 443 sg-peer']], '10.0.0.0/24', peerGroups);
    expect(shown(parts)).toEqual(expected);
  });

  it.each([
    ['near', 'allow', 'a peered VPC of the same Region'],
    ['far', 'deny', 'never one of another Region'],
  ])('a reference into VPC %s is %s: %s (SG-4)', (of, expected) => {
    const peerGroups = collection([idOf('SecurityGroup', 'sg-peer')]);
    const groups = [['sg-own', 'in tcp 443 sg-peer'] as const, ['sg-peer', '', of] as const];
    const parts = throughGroups(groups, '10.8.0.0/24', peerGroups, ['sg-own']);
    expect(parts.map(({ outcome }) => outcome)).toEqual([expected]);
  });
});

/** The words that an unknown of each column may stand for. */
type Columns = readonly (readonly string[])[];

/** Every text that the lines may stand for. */
function everyCase(texts: readonly string[], columns: Columns): readonly (readonly string[])[] {
  let cases: readonly (readonly string[])[] = [[]];
  for (const text of texts) {
    let versions: readonly (readonly string[])[] = [[]];
    text.split(' ').forEach((word, column) => {
      const choices = word.startsWith('?') ? (columns[column] ?? []) : [word];
      versions = versions.flatMap((version) => choices.map((choice) => [...version, choice]));
    });
    cases = cases.flatMap((earlier) => versions.map((version) => [...earlier, version.join(' ')]));
  }
  return cases;
}

function isIn(address: number, cidr: string): boolean {
  const [text = '', length = ''] = cidr.split('/');
  const octets = text.split('.').map((octet) => Number(octet).toString(2).padStart(8, '0'));
  return address
    .toString(2)
    .padStart(32, '0')
    .startsWith(octets.join('').slice(0, Number(length)));
}

function servesPort(protocol: string, ports: string, port: number): boolean {
  if (protocol === 'all') return true;
  const [from = '', to = from] = ports.split('-');
  return protocol === 'tcp' && Number(from) <= port && port <= Number(to);
}

const base = 0x0a00_0000;
const sixteen = Array.from({ length: 16 }, (_, offset) => (base + offset) as Ipv4);
const cidr = fc.constantFrom(
  '10.0.0.0/28',
  '10.0.0.0/29',
  '10.0.0.4/30',
  '10.0.0.15/32',
  '10.0.0.0/8',
  '?cidr',
);
const protocolWord = fc.constantFrom('tcp', 'tcp', 'tcp', 'all', 'udp', '?protocol');
const range = fc.constantFrom('443', '443-445', '444', '0-65535', '443-?to');
const range443: readonly string[] = ['443-442', '443-443', '443-444', '443-65535'];

function outcomesAt(parts: readonly Filtered[]): readonly string[] {
  return sixteen.map((address) =>
    parts
      .filter((part) => containsAddress(part.addresses, address))
      .map(({ outcome }) => outcome)
      .join(),
  );
}

/** How the unknown end of a range is spelled for `everyCase`: the whole word is one unknown. */
function wholeWords(text: string): string {
  return text.replace(/443-\?to/, '?range');
}

describe('answers hold in every case that the unknowns may stand for, and only then', () => {
  it('network ACLs', () => {
    const entry = fc
      .tuple(
        fc.constantFrom('', '?n'),
        fc.constantFrom('allow', 'deny', 'allow', 'deny', '?action'),
        protocolWord,
        range,
        cidr,
      )
      .map(([number, ...rest]) => ({ number, rest: rest.join(' ') }));
    const cases: Columns = [
      [],
      ['50', '150', '250', '350'],
      ['allow', 'deny'],
      ['tcp', 'udp', 'all'],
      range443,
      ['10.0.0.0/8', '9.0.0.0/8'],
    ];
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 3 }), (drawn) => {
        const texts = drawn.map(({ number, rest }, i) => `out ${number || (i + 1) * 100} ${rest}`);
        // Two entries never have one number.
        const worlds = everyCase(texts.map(wholeWords), cases).filter(
          (world) => new Set(world.map((text) => text.split(' ')[1])).size === world.length,
        );
        const decide = (world: readonly string[], address: number, port: number): string => {
          const first = world
            .map((text) => text.split(' '))
            .toSorted((a, b) => Number(a[1]) - Number(b[1]))
            .find(([, , , what = '', on = '', who = '']) => servesPort(what, on, port) && isIn(address, who));
          return first?.[2] ?? 'deny';
        };
        const expected = sixteen.map((address) => {
          const byPort = [443, 444, 445].map((port) => {
            const answers = new Set(worlds.map((world) => decide(world, address, port)));
            return answers.size === 1 ? [...answers].join() : 'unknown';
          });
          if (byPort.includes('deny')) return 'deny';
          return byPort.includes('unknown') ? 'unknown' : 'allow';
        });
        const parts = throughAcl(texts.join('\n'), '10.0.0.0/28', portRange(443, 445));
        expect(outcomesAt(parts)).toEqual(expected);
        for (const { outcome, unknowns } of parts) expect(unknowns.length > 0).toBe(outcome === 'unknown');
      }),
      { seed: 20261128, numRuns: 200 },
    );
  });

  it('security groups', () => {
    const rule = fc.tuple(protocolWord, range, cidr).map((words) => `in ${words.join(' ')}`);
    const cases: Columns = [[], ['tcp', 'udp', 'all'], range443, ['10.0.0.0/8', '9.0.0.0/8']];
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), fc.array(rule, { maxLength: 2 }), (first, second) => {
        const worlds = everyCase([...first, ...second].map(wholeWords), cases);
        const expected = sixteen.map((address) => {
          const answers = worlds.map((world) =>
            world.some((text) => {
              const [, what = '', on = '', who = ''] = text.split(' ');
              return servesPort(what, on, 443) && isIn(address, who);
            }),
          );
          if (answers.every((answer) => answer)) return 'allow';
          return answers.some((answer) => answer) ? 'unknown' : 'deny';
        });
        const groups = [['sg-a', first.join('\n')] as const, ['sg-b', second.join('\n')] as const];
        const parts = throughGroups(groups, '10.0.0.0/28', collection([]));
        expect(outcomesAt(parts)).toEqual(expected);
        const reasons: readonly Unknown[] = parts.flatMap(({ unknowns }) => unknowns);
        expect(reasons.length > 0).toBe(expected.includes('unknown'));
      }),
      { seed: 20261128, numRuns: 200 },
    );
  });
});
