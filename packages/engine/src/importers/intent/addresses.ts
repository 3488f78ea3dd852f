import { invariant } from '../../base/invariant.ts';
import { type Ipv4Prefix, ipv4PrefixAt, toIpv4 } from '../../ip/address.ts';

/** What a subnet is for: who may reach the internet from it, and how. */
export type Tier = 'private' | 'public' | 'isolated';

/** Zones have letters; every letter has its place whether or not the zone is used. */
const zonesMax = 8;

/** AWS's smallest subnet. */
const lengthMax = 28;

/** Which /64 of the VPC's /56 a subnet has. */
const ipv6Starts: Readonly<Record<Tier, number>> = { private: 0, public: zonesMax, isolated: 2 * zonesMax };

/**
 * The range of one subnet: a function of the VPC's range, the tier and the zone's letter alone, so that no
 * zone, tier or workload that is added later renumbers what exists.
 *
 * The lower half of the VPC is eight private subnets, one for each letter; the upper half holds the public
 * and the isolated ones, smaller where there is room for smaller ones.
 *
 * @returns `undefined` = the VPC has no room for this tier
 */
export function subnetCidr(vpc: Ipv4Prefix, tier: Tier, zone: string): Ipv4Prefix | undefined {
  const place = placeOf(zone);
  const privateLength = vpc.length + 4;
  const length = tier === 'private' ? privateLength : Math.min(vpc.length + 6, lengthMax);
  const half = tier === 'private' ? 0 : 2 ** (length - vpc.length - 1);
  const index = half + (tier === 'isolated' ? zonesMax : 0) + place;
  if (privateLength > lengthMax || index >= 2 ** (length - vpc.length)) return undefined;
  const address = toIpv4(vpc.address + index * 2 ** (32 - length));
  invariant(address !== undefined, 'a subnet lies in its VPC');
  return ipv4PrefixAt(address, length);
}

/** By the same rule: the place of a subnet among the VPC's 256 blocks of IPv6. */
export function subnetIpv6Index(tier: Tier, zone: string): number {
  return ipv6Starts[tier] + placeOf(zone);
}

function placeOf(zone: string): number {
  const place = zone.charCodeAt(0) - 'a'.charCodeAt(0);
  invariant(zone.length === 1 && place >= 0 && place < zonesMax, 'a zone is a letter from a to h');
  return place;
}
