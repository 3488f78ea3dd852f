import type { Catalog } from '../catalog/create-catalog.ts';
import type { HostnameClass } from '../catalog/hostname-classes.ts';
import { type AddressFamily, formatAddress, type Prefix, parsePrefix } from '../ip/address.ts';
import {
  type IpSet,
  isEmptySet,
  lowestAddress,
  setOfPrefix,
  setOfPrefixes,
  subtract,
  wholeSet,
} from '../ip/ip-set.ts';
import type { Id } from '../model/identity.ts';
import type { Network, Subnet } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { PrivacyLevel } from './answer.ts';
import type { Position } from './position.ts';
import type { Prover } from './prover.ts';

interface PublicAddresses {
  readonly addresses: IpSet;
  readonly exact: boolean;
}

const publicSets = new WeakMap<Prover, Map<string, PublicAddresses | undefined>>();

/** One set object for all services that have the same addresses, so that answers about it are shared. */
export function addressesOf(
  prover: Prover,
  host: HostnameClass,
  family: AddressFamily,
): PublicAddresses | undefined {
  const cache = publicSets.get(prover) ?? new Map<string, PublicAddresses | undefined>();
  publicSets.set(prover, cache);
  const key =
    host.kind === 'service'
      ? `${host.service.short} ${host.region} ${family}`
      : `${host.kind} ${'region' in host ? host.region : ''} ${family}`;
  if (!cache.has(key)) cache.set(key, computeAddresses(prover.catalog, host, family));
  return cache.get(key);
}

function computeAddresses(
  catalog: Catalog,
  host: HostnameClass,
  family: AddressFamily,
): PublicAddresses | undefined {
  if (host.kind === 'not-aws') {
    return {
      addresses: family === 'ipv4' ? publicIpv4() : setOfPrefixes('ipv6', prefixes(['2000::/3'])),
      exact: false,
    };
  }
  const short = host.kind === 'service' ? host.service.short : '';
  const found = catalog.publicAddresses(short, 'region' in host ? host.region : undefined, family);
  return found === undefined
    ? undefined
    : { addresses: setOfRanges(found.prefixes, family), exact: found.exact };
}

const setsOfRanges = new WeakMap<readonly Prefix[], IpSet>();

/** All services but S3 and DynamoDB have the ranges of their Region: the catalogue gives one list for them. */
function setOfRanges(ranges: readonly Prefix[], family: AddressFamily): IpSet {
  const earlier = setsOfRanges.get(ranges);
  if (earlier !== undefined) return earlier;
  const set = setOfPrefixes(family, ranges);
  setsOfRanges.set(ranges, set);
  return set;
}

/** PRIV-1 P3: AWS's statement covers its own services, China Regions excepted. */
export function levelOf(catalog: Catalog, host: HostnameClass): PrivacyLevel {
  if (host.kind === 'not-aws') return 'internet';
  const region = 'region' in host ? host.region : undefined;
  return region !== undefined && catalog.partitionOf(region)?.partition === 'aws-cn' ? 'internet' : 'aws';
}

export function subnetAddresses(subnet: Subnet, family: AddressFamily): IpSet | undefined {
  const cidr = family === 'ipv4' ? subnet.ipv4Cidr : subnet.ipv6Cidr;
  return cidr?.kind === 'known' ? setOfPrefix(cidr.value) : undefined;
}

const linkLocal: Readonly<Record<AddressFamily, IpSet>> = {
  ipv4: setOfPrefixes('ipv4', prefixes(['169.254.0.0/16'])),
  ipv6: setOfPrefixes('ipv6', prefixes(['fe80::/10', 'fd00:ec2::/32'])),
};

/** SG-6, DNS-1: metadata, time and the resolver are served beside routes and filters; who gets them is not modelled. */
export function isLinkLocal(addresses: IpSet): boolean {
  return isEmptySet(subtract(addresses, linkLocal[addresses.family]));
}

/** The VPC of the network, the client's own first, whose blocks hold all the addresses. */
export function vpcHolding(network: Network, position: Position, addresses: IpSet): Id<'Vpc'> | undefined {
  const candidates = [
    position.vpc,
    ...[...network.vpcs.values()].filter((vpc) => vpc.id !== position.vpc.id),
  ];
  return candidates.find((vpc) => {
    const blocks = setOfPrefixes(addresses.family, [...vpc.ipv4Cidrs.items, ...vpc.ipv6Cidrs.items]);
    return isEmptySet(subtract(addresses, blocks));
  })?.id;
}

export function ownerOf(network: Network, addresses: IpSet): Workload | undefined {
  const [first] = addresses.bounds;
  return [...network.workloads.values()].find(({ privateIps, ipv6Addresses = [] }) =>
    [...privateIps, ...ipv6Addresses].some((ip) => ip === first),
  );
}

export function formatFirst(addresses: IpSet): string {
  const first = lowestAddress(addresses);
  return first === undefined ? '' : formatAddress(addresses.family, first);
}

/** Not routable on the Internet: RFC 1918, 6598, 5735 and the like. */
const notPublic = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

export function prefixes(texts: readonly string[]): readonly Prefix[] {
  return texts.flatMap((text) => {
    const read = parsePrefix(text);
    return read.ok ? [read.value] : [];
  });
}

export function publicIpv4(): IpSet {
  return subtract(wholeSet('ipv4'), setOfPrefixes('ipv4', prefixes(notPublic)));
}
