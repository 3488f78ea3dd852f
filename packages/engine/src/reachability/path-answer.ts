import { formatAddress } from '../ip/address.ts';
import { formatSet, hasAddresses, type IpSet, lowestAddress, sizeOf } from '../ip/ip-set.ts';
import type { Network } from '../model/network.ts';
import type { PathAnswer, Witness } from './answer.ts';
import type { Position } from './position.ts';
import type { Trail } from './trail.ts';

const destinationsMax = 4;

/** Closes a trail: its verdict, its level, and a packet that proves a `reachable`. */
export function closeTrail(
  network: Network,
  trail: Trail,
  from: Position,
  addresses: IpSet | undefined,
  port: number,
): PathAnswer {
  if (trail.blockers.length === 0) addGaps(network, trail, from);
  const isBlocked = trail.blockers.length > 0;
  const isOpen = trail.unknowns.length > 0 || (!isBlocked && trail.via.kind === 'none');
  if (!isBlocked && isOpen && trail.unknowns.length === 0)
    trail.miss(
      'UNKNOWN_NOT_MODELLED',
      from.subnet.id,
      { component: from.subnet.id, gap: 'NSN8000' },
      undefined,
    );
  const verdict = isBlocked ? 'blocked' : isOpen ? 'undetermined' : 'reachable';
  const shown = addresses === undefined ? { prefixes: [], more: 0 } : formatSet(addresses, destinationsMax);
  return {
    subnets: [from.subnet.id],
    family: addresses?.family ?? 'ipv4',
    destinations: shown.more > 0 ? [...shown.prefixes, `+${shown.more}`] : shown.prefixes,
    destinationCount: addresses === undefined ? '0' : sizeOf(addresses).toString(),
    verdict,
    privacy: verdict === 'reachable' ? trail.level : undefined,
    via: trail.via,
    hops: trail.hops,
    blockers: trail.blockers,
    unknowns: verdict === 'undetermined' ? trail.unknowns : [],
    witness:
      verdict === 'reachable' && addresses !== undefined ? witnessOf(from, addresses, port) : undefined,
  };
}

/** EX-1: a construct that we do not model and that touches this path leaves the answer open. */
function addGaps(network: Network, trail: Trail, from: Position): void {
  if (network.gaps.length === 0) return;
  const met = new Set<string>([from.subnet.id, from.vpc.id, from.workload.id]);
  for (const hop of trail.hops) {
    met.add(hop.component);
    for (const name of ['subnet', 'routeTable', 'vpc', 'vpcEndpoint']) {
      const value = hop.facts[name];
      if (typeof value === 'string') met.add(value);
    }
  }
  for (const gap of network.gaps) {
    if (gap.touches.some((id) => met.has(id))) {
      trail.miss(
        'UNKNOWN_NOT_MODELLED',
        gap.construct,
        { component: gap.construct, gap: gap.code },
        gap.origin,
      );
    }
  }
}

/** The lowest source and destination addresses that are not the subnet's reserved ones. */
function witnessOf(from: Position, addresses: IpSet, port: number): Witness | undefined {
  const { family } = addresses;
  const source = sourceAddress(from, family);
  const destination = lowestAddress(addresses);
  if (source === undefined || destination === undefined || !hasAddresses(from.addresses[family]))
    return undefined;
  return {
    sourceSubnet: from.subnet.id,
    sourceAddress: source,
    destinationAddress: formatAddress(family, destination),
    protocol: 'tcp',
    destinationPort: port,
    sourcePort: from.ephemeralPorts[0] ?? 32768,
  };
}

/** The first four addresses of a subnet are AWS's. */
function sourceAddress(from: Position, family: IpSet['family']): string | undefined {
  const set = from.addresses[family];
  const first = lowestAddress(set);
  if (first === undefined) return undefined;
  if (sizeOf(set) < 16n) return formatAddress(family, first);
  return family === 'ipv4'
    ? formatAddress(family, ((first as number) + 4) as typeof first)
    : formatAddress(family, ((first as bigint) + 4n) as typeof first);
}

/** Answers that differ only in where they start or end become one. */
export function mergeAnswers(answers: readonly PathAnswer[]): readonly PathAnswer[] {
  const merged = new Map<string, PathAnswer>();
  for (const answer of answers) {
    const key = keyOf(answer);
    const earlier = merged.get(key);
    merged.set(key, earlier === undefined ? answer : join(earlier, answer));
  }
  return [...merged.values()];
}

function keyOf(answer: PathAnswer): string {
  const blockers = answer.blockers
    .map(({ code, component, mend }) => `${code} ${component} ${mend.code}`)
    .sort();
  const unknowns = answer.unknowns.map(({ code, what }) => `${code} ${what}`).sort();
  return [
    answer.family,
    answer.verdict,
    answer.privacy ?? '',
    answer.via.kind,
    answer.via.component,
    ...blockers,
    ...unknowns,
  ].join('|');
}

function join(first: PathAnswer, second: PathAnswer): PathAnswer {
  const subnets = [...new Set([...first.subnets, ...second.subnets])];
  const destinations = [...new Set([...first.destinations, ...second.destinations])];
  return { ...first, subnets, destinations };
}
