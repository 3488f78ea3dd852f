import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collection, known } from '../base/known.ts';
import { type Ipv4, ipv4PrefixAt, type Prefix } from '../ip/address.ts';
import { containsAddress, setOfPrefixes } from '../ip/ip-set.ts';
import { portRange } from '../ip/port-set.ts';
import { type Id, idOf, type Origin } from '../model/identity.ts';
import type { Network, NetworkAclEntry, SecurityGroupRule, Subnet } from '../model/network.ts';
import { filterByNetworkAcl } from './network-acls.ts';
import { filterBySecurityGroups } from './security-groups.ts';

const nowhere = { line: 1, column: 1, offset: 0 };
const origin: Origin = {
  kind: 'terraform',
  address: 'x',
  range: { file: 'main.tf', start: nowhere, end: nowhere },
};
const start = 0x0a000000;
const whole = setOfPrefixes('ipv4', [ipv4PrefixAt(start as Ipv4, 26)]);
const addresses = Array.from({ length: 64 }, (_, i) => (start + i) as Ipv4);
const nearPrefix = fc
  .tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 25, max: 32 }))
  .map(([offset, length]): Prefix => ipv4PrefixAt((start + offset) as Ipv4, length));
const ports = fc.constantFrom(
  [443, 443],
  [0, 65535],
  [1024, 65535],
  [442, 442],
  [444, 450],
  [32768, 60999],
  [32768, 61000],
);

/** The second reading: bits of the address begin with the bits of the prefix. */
function isIn(address: number, prefix: Prefix): boolean {
  const bits = (value: number): string => value.toString(2).padStart(32, '0');
  return bits(address).startsWith(bits(Number(prefix.address)).slice(0, prefix.length));
}

function networkOf(parts: Partial<Network>): Network {
  const empty = new Map();
  return {
    vpcs: empty,
    subnets: empty,
    routeTables: empty,
    securityGroups: empty,
    networkAcls: empty,
    prefixLists: empty,
    internetGateways: empty,
    egressOnlyInternetGateways: empty,
    natGateways: empty,
    elasticIps: empty,
    networkInterfaces: empty,
    vpcEndpoints: empty,
    hostedZones: empty,
    resolverRules: empty,
    vpcPeeringConnections: empty,
    transitGateways: empty,
    workloads: empty,
    flowLogs: [],
    blockPublicAccess: [],
    gaps: [],
    defaultRegion: known('eu-west-1'),
    ...parts,
  };
}

const group = idOf('SecurityGroup', 'sg');
const peerGroup = idOf('SecurityGroup', 'sg-peer');

interface PlainRule {
  readonly protocol: number;
  readonly from: number;
  readonly to: number;
  readonly peer: Prefix | 'peer-group' | 'other-group';
}

function securityGroupNetwork(rules: readonly PlainRule[]): Network {
  const toRule = ({ protocol, from, to, peer }: PlainRule): SecurityGroupRule => ({
    protocol: known(protocol),
    fromPort: known(from),
    toPort: known(to),
    peer:
      typeof peer === 'string'
        ? {
            kind: 'security-group',
            securityGroup: peer === 'peer-group' ? peerGroup : idOf('SecurityGroup', 'sg-other'),
          }
        : { kind: 'prefix', prefix: peer },
    origin,
  });
  const thing = {
    id: group,
    vpc: known(idOf('Vpc', 'vpc')),
    name: undefined,
    ingress: collection(rules.map(toRule)),
    egress: collection([]),
    origin,
    origins: {},
  };
  return networkOf({ securityGroups: new Map([[group, thing]]) });
}

const plainRule = fc.record({
  protocol: fc.constantFrom(-1, 6, 17),
  range: ports,
  peer: fc.oneof(
    { weight: 4, arbitrary: nearPrefix },
    { weight: 1, arbitrary: fc.constantFrom('peer-group' as const, 'other-group' as const) },
  ),
});

describe('security groups agree with an enumeration', () => {
  it('an address is admitted when some rule says so (SG-1), whatever the order', () => {
    fc.assert(
      fc.property(fc.array(plainRule, { maxLength: 5 }), (drawn) => {
        const rules = drawn.map(({ protocol, range, peer }) => ({
          protocol,
          from: range[0] ?? 0,
          to: range[1] ?? 0,
          peer,
        }));
        const answer = (list: readonly PlainRule[]): boolean[] => {
          const parts = filterBySecurityGroups(
            securityGroupNetwork(list),
            collection([group]),
            { direction: 'ingress', protocol: 6, port: 443 },
            { addresses: whole, groups: collection([peerGroup]) },
          );
          return addresses.map((address) => {
            const holding = parts.filter((part) => containsAddress(part.addresses, address));
            expect(holding).toHaveLength(1);
            return holding[0]?.outcome === 'allow';
          });
        };
        const slow = addresses.map((address) =>
          rules.some(
            ({ protocol, from, to, peer }) =>
              (protocol === -1 || (protocol === 6 && from <= 443 && 443 <= to)) &&
              (typeof peer === 'string' ? peer === 'peer-group' : isIn(address, peer)),
          ),
        );
        expect(answer(rules)).toEqual(slow);
        expect(answer(rules.toReversed())).toEqual(slow);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('SG-7: a group that is not in the input is unknown, never closed', () => {
    const parts = filterBySecurityGroups(
      networkOf({}),
      collection([group]),
      { direction: 'egress', protocol: 6, port: 443 },
      { addresses: whole, groups: undefined },
    );
    expect(parts.map(({ outcome }) => outcome)).toEqual(['unknown']);
  });

  it('SG-4: a reference does not match public addresses', () => {
    const network = securityGroupNetwork([{ protocol: -1, from: 0, to: 65535, peer: 'peer-group' }]);
    const parts = filterBySecurityGroups(
      network,
      collection([group]),
      { direction: 'ingress', protocol: 6, port: 443 },
      { addresses: whole, groups: undefined },
    );
    expect(parts.map(({ outcome }) => outcome)).toEqual(['deny']);
  });

  it('SG-8: -1 as a bound is half open', () => {
    const at = (from: number, to: number): string | undefined => {
      const network = securityGroupNetwork([{ protocol: 6, from, to, peer: ipv4PrefixAt(start as Ipv4, 0) }]);
      return filterBySecurityGroups(
        network,
        collection([group]),
        { direction: 'ingress', protocol: 6, port: 443 },
        { addresses: whole, groups: undefined },
      )[0]?.outcome;
    };
    expect(at(-1, 443)).toBe('allow');
    expect(at(-1, 442)).toBe('deny');
    expect(at(443, -1)).toBe('allow');
    expect(at(444, -1)).toBe('deny');
  });
});

const acl = idOf('NetworkAcl', 'acl');
const subnetId = idOf('Subnet', 'subnet');

function subnet(): Subnet {
  return {
    id: subnetId,
    vpc: known(idOf('Vpc', 'vpc')),
    name: undefined,
    ipv4Cidr: undefined,
    ipv6Cidr: undefined,
    availabilityZone: known('a'),
    mapPublicIpOnLaunch: known(false),
    assignIpv6AddressOnCreation: known(false),
    enableDns64: known(false),
    routeTable: undefined,
    networkAcl: { target: known(acl), origin },
    origin,
    origins: {},
  };
}

interface PlainEntry {
  readonly number: number;
  readonly allow: boolean;
  readonly protocol: number;
  readonly from: number;
  readonly to: number;
  readonly cidr: Prefix;
}

function aclNetwork(entries: readonly PlainEntry[]): Network {
  const toEntry = (entry: PlainEntry): NetworkAclEntry => ({
    ruleNumber: known(entry.number),
    egress: true,
    action: known(entry.allow ? 'allow' : 'deny'),
    protocol: known(entry.protocol),
    cidr: known(entry.cidr),
    family: 'ipv4',
    fromPort: known(entry.from),
    toPort: known(entry.to),
    origin,
  });
  const thing = {
    id: acl as Id<'NetworkAcl'>,
    vpc: known(idOf('Vpc', 'vpc')),
    name: undefined,
    entries: collection(entries.map(toEntry)),
    origin,
    origins: {},
  };
  return networkOf({ networkAcls: new Map([[acl, thing]]) });
}

const plainEntry = fc.record({
  allow: fc.boolean(),
  protocol: fc.constantFrom(-1, 6, 17),
  range: ports,
  cidr: nearPrefix,
});

describe('network ACLs agree with an enumeration', () => {
  it('the lowest number that matches decides, then deny; all asked ports must pass (NACL-1, NACL-3)', () => {
    fc.assert(
      fc.property(
        fc.array(plainEntry, { maxLength: 5 }),
        fc.constantFrom([443, 443], [32768, 61000], [1024, 65535]),
        (drawn, asked) => {
          const entries = drawn.map(({ allow, protocol, range, cidr }, i) => ({
            number: (i + 1) * 100,
            allow,
            protocol,
            from: range[0] ?? 0,
            to: range[1] ?? 0,
            cidr,
          }));
          const low = asked[0] ?? 0;
          const high = asked[1] ?? 0;
          // Ports matter only at the bounds of ranges: those, and their neighbours, stand for all.
          const interesting = [
            ...new Set([low, high, ...entries.flatMap(({ from, to }) => [from - 1, from, to, to + 1])]),
          ].filter((port) => port >= low && port <= high);
          const passes = (address: number, port: number): boolean => {
            const first = entries.find(
              ({ protocol, from, to, cidr }) =>
                (protocol === -1 || (protocol === 6 && from <= port && port <= to)) && isIn(address, cidr),
            );
            return first?.allow ?? false;
          };
          const slow = addresses.map((address) => interesting.every((port) => passes(address, port)));
          const mine = (list: readonly PlainEntry[]): boolean[] => {
            const parts = filterByNetworkAcl(aclNetwork(list), subnet(), {
              direction: 'egress',
              protocol: 6,
              ports: portRange(low, high),
              addresses: whole,
            });
            return addresses.map((address) => {
              const holding = parts.filter((part) => containsAddress(part.addresses, address));
              expect(holding).toHaveLength(1);
              return holding[0]?.outcome === 'allow';
            });
          };
          expect(mine(entries)).toEqual(slow);
          // The order of the source is not the order of evaluation.
          expect(mine(entries.toReversed())).toEqual(slow);
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  it('an ACL that is not in the input is unknown', () => {
    const parts = filterByNetworkAcl(networkOf({}), subnet(), {
      direction: 'egress',
      protocol: 6,
      ports: [443, 443],
      addresses: whole,
    });
    expect(parts.map(({ outcome }) => outcome)).toEqual(['unknown']);
  });

  it('an entry with an unknown number leaves what it touches open', () => {
    const network = aclNetwork([
      { number: 100, allow: true, protocol: -1, from: 0, to: 65535, cidr: ipv4PrefixAt(start as Ipv4, 25) },
    ]);
    const [entry] = network.networkAcls.get(acl)?.entries.items ?? [];
    if (entry === undefined) throw new Error('the entry is there');
    const open: NetworkAclEntry = {
      ...entry,
      ruleNumber: { kind: 'unknown', unknown: { reason: 'known-after-apply', references: [] } },
      action: known('deny'),
      cidr: known(ipv4PrefixAt(start as Ipv4, 32)),
    };
    const thing = network.networkAcls.get(acl);
    if (thing === undefined) throw new Error('the ACL is there');
    const changed = networkOf({
      networkAcls: new Map([[acl, { ...thing, entries: collection([entry, open]) }]]),
    });
    const parts = filterByNetworkAcl(changed, subnet(), {
      direction: 'egress',
      protocol: 6,
      ports: [443, 443],
      addresses: whole,
    });
    const outcomeOf = (address: Ipv4): string | undefined =>
      parts.find((part) => containsAddress(part.addresses, address))?.outcome;
    expect(outcomeOf(start as Ipv4)).toBe('unknown');
    expect(outcomeOf((start + 1) as Ipv4)).toBe('allow');
  });
});
