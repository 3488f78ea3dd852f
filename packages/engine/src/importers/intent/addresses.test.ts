import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPrefix, type Ipv4Prefix, ipv4PrefixAt, parsePrefix, toIpv4 } from '../../ip/address.ts';
import { subnetCidr, subnetIpv6Index, type Tier } from './addresses.ts';

function vpcOf(text: string): Ipv4Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok || parsed.value.family !== 'ipv4') throw new Error(`bug: ${text}`);
  return parsed.value;
}

function textOf(vpc: string, tier: Tier, zone: string): string | undefined {
  const found = subnetCidr(vpcOf(vpc), tier, zone);
  return found === undefined ? undefined : formatPrefix(found);
}

const tiers: readonly Tier[] = ['private', 'public', 'isolated'];
const zones = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

describe('the range of a subnet', () => {
  it.each([
    ['10.0.0.0/16', 'private', 'a', '10.0.0.0/20', 'the lower half is for private subnets'],
    ['10.0.0.0/16', 'private', 'c', '10.0.32.0/20', 'a letter has its place, whether or not `b` is used'],
    ['10.0.0.0/16', 'private', 'h', '10.0.112.0/20', 'the eighth letter ends the lower half'],
    ['10.0.0.0/16', 'public', 'a', '10.0.128.0/22', 'the upper half begins with public subnets'],
    ['10.0.0.0/16', 'isolated', 'a', '10.0.160.0/22', 'isolated subnets come after eight public ones'],
    ['172.19.0.0/20', 'public', 'd', '172.19.8.192/26', 'smaller VPCs have the same shape'],
    ['10.0.0.0/23', 'isolated', 'h', '10.0.1.240/28', 'the last subnet of a /23 ends with it'],
    ['10.0.0.0/24', 'public', 'h', '10.0.0.240/28', 'a /24 holds two tiers'],
    ['10.0.0.0/24', 'isolated', 'a', undefined, 'and no third one'],
    ['10.0.0.0/25', 'private', 'a', undefined, 'AWS takes nothing smaller than /28'],
  ] as const)('of %s, %s %s is %s, because %s', (vpc, tier, zone, expected, _because) => {
    expect(textOf(vpc, tier, zone)).toBe(expected);
  });

  it('lies in its VPC and meets no other, in every VPC from /16 to /23', () => {
    fc.assert(
      fc.property(fc.nat(0xffffff), fc.integer({ min: 16, max: 23 }), (low, length) => {
        const base = toIpv4(10 * 2 ** 24 + low);
        if (base === undefined) throw new Error('bug: 10/8 holds it');
        const vpc = ipv4PrefixAt(base, length);
        // Second reading: every address by itself, sixteen at a time, because no subnet is smaller.
        const taken = new Set<number>();
        for (const tier of tiers) {
          for (const zone of zones) {
            const subnet = subnetCidr(vpc, tier, zone);
            if (subnet === undefined) throw new Error(`no room for ${tier} ${zone} in /${length}`);
            expect(subnet.length).toBeLessThanOrEqual(28);
            for (
              let at = subnet.address as number;
              at < subnet.address + 2 ** (32 - subnet.length);
              at += 16
            ) {
              expect(taken.has(at)).toBe(false);
              expect(at >= vpc.address && at < vpc.address + 2 ** (32 - length)).toBe(true);
              taken.add(at);
            }
          }
        }
      }),
      { seed: 20261128, numRuns: 25 },
    );
  });

  it('has an IPv6 block of its own', () => {
    const all = tiers.flatMap((tier) => zones.map((zone) => subnetIpv6Index(tier, zone)));
    expect(new Set(all).size).toBe(24);
    expect(Math.max(...all)).toBeLessThan(256);
  });
});
