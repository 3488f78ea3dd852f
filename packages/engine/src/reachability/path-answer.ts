import { invariant } from '../base/invariant.ts';
import { formatAddress } from '../ip/address.ts';
import { formatSet, type IpSet, lowestAddress, sizeOf } from '../ip/ip-set.ts';
import type { Network } from '../model/network.ts';
import type { Blocker, PathAnswer, Witness } from './answer.ts';
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
  const openedByGap = addGaps(network, trail, from);
  // A refusal that an unread construct could lift is not proven; one that nothing unread touches is.
  const isBlocked = trail.blockers.some((blocker) => !openedByGap(blocker));
  const isOpen = !isBlocked && (trail.unknowns.length > 0 || trail.blockers.length > 0);
  invariant(
    isBlocked || isOpen || trail.via.kind !== 'none',
    'a path that is neither refused nor open has a way',
  );
  const verdict = isBlocked ? 'blocked' : isOpen ? 'undetermined' : 'reachable';
  if (trail.isSketch) return sketchOf(trail, verdict, from);
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

/** What the matrix needs. */
function sketchOf(trail: Trail, verdict: PathAnswer['verdict'], from: Position): PathAnswer {
  return {
    subnets: [from.subnet.id],
    family: 'ipv4',
    destinations: [],
    destinationCount: '0',
    verdict,
    privacy: verdict === 'reachable' ? trail.level : undefined,
    via: trail.via,
    hops: [],
    blockers: trail.blockers,
    unknowns: trail.unknowns,
    witness: undefined,
  };
}

/**
 * EX-1: a construct that we do not model and that touches this path leaves the answer open.
 *
 * @returns whether such a construct could lift a given refusal
 */
function addGaps(network: Network, trail: Trail, from: Position): (blocker: Blocker) => boolean {
  if (network.gaps.length === 0) return () => false;
  const met = new Set<string>([from.subnet.id, from.vpc.id, from.workload.id]);
  for (const hop of trail.hops) {
    met.add(hop.component);
    for (const name of linkFacts) {
      const value = hop.facts[name];
      if (typeof value === 'string') met.add(value);
    }
  }
  const touched = new Set<string>();
  for (const gap of network.gaps) {
    if (!gap.touches.some((id) => met.has(id))) continue;
    for (const id of gap.touches) touched.add(id);
    trail.miss(
      // A module that is not on disk is told by its own code: NSN11xx.
      gap.code.startsWith('NSN11') ? 'UNKNOWN_MODULE_SOURCE' : 'UNKNOWN_NOT_MODELLED',
      gap.construct,
      { component: gap.construct, module: gap.construct, gap: gap.code },
      gap.origin,
    );
  }
  return (blocker) => couldBeLifted(blocker, touched, from);
}

const linkFacts = ['subnet', 'routeTable', 'vpc', 'vpcEndpoint'] as const;

/** Filters hold until their own group or ACL is touched; names and routes also when the VPC is. */
function couldBeLifted(blocker: Blocker, touched: ReadonlySet<string>, from: Position): boolean {
  if (touched.has(blocker.component) || touched.has(from.workload.id)) return true;
  const isFilter = blocker.code === 'ENI_SG_RULES_MISMATCH' || blocker.code === 'SUBNET_ACL_RESTRICTION';
  if (isFilter) return false;
  return touched.has(from.vpc.id) || linkFacts.some((name) => touched.has(String(blocker.facts[name] ?? '')));
}

/** A concrete packet: an address of the client's subnet, an address of the destination, an ephemeral port. */
function witnessOf(from: Position, addresses: IpSet, port: number): Witness | undefined {
  const source = hostAddress(from.addresses[addresses.family]);
  const destination = hostAddress(addresses, source);
  if (source === undefined || destination === undefined) return undefined;
  return {
    sourceSubnet: from.subnet.id,
    sourceAddress: source,
    destinationAddress: destination,
    protocol: 'tcp',
    destinationPort: port,
    sourcePort: from.ephemeralPorts[0] ?? 32768,
  };
}

/** The first address of a set that an ENI can have, another one than `taken`: AWS keeps the first four of a subnet. */
function hostAddress(set: IpSet, taken?: string): string | undefined {
  const first = lowestAddress(set);
  if (first === undefined) return undefined;
  const isSubnet = sizeOf(set) >= 16n;
  const at = (offset: number): string =>
    formatAddress(
      set.family,
      (typeof first === 'bigint' ? first + BigInt(offset) : first + offset) as typeof first,
    );
  const address = at(isSubnet ? 4 : 0);
  return isSubnet && address === taken ? at(5) : address;
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

/** The longer path stands for both: one between two subnets also tells what one inside a subnet leaves out. */
function join(first: PathAnswer, second: PathAnswer): PathAnswer {
  const subnets = [...new Set([...first.subnets, ...second.subnets])];
  const destinations = [...new Set([...first.destinations, ...second.destinations])];
  const shown = second.hops.length > first.hops.length ? second : first;
  return { ...shown, subnets, destinations };
}
