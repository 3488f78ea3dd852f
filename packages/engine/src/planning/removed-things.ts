import type { Collection, Known } from '../base/known.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { ElasticIp, Network } from '../model/network.ts';
import { addressOf, type IsMeant, isKeptByAws } from './addresses.ts';

interface Thing {
  readonly id: string;
  readonly origin: Origin;
}

/**
 * Ids of everything that goes when `isMeant` goes: the things themselves, what stands in them (a subnet's NAT
 * gateway), and what only they used (its Elastic IP). Nobody could keep these in the configuration, or would
 * want to pay for them.
 */
export function removedThings(network: Network, isMeant: IsMeant): ReadonlySet<string> {
  const things = thingsOf(network);
  const named = things.filter((thing) => isNamed(thing, isMeant)).map(({ id }) => id);
  let gone: ReadonlySet<string> = new Set(named);
  for (;;) {
    const next = new Set([...gone, ...dependents(network, gone)]);
    if (next.size === gone.size) return gone;
    gone = next;
  }
}

/** AWS's own prefix lists stay whoever names them first; they belong to nobody's configuration. */
export function thingsOf(network: Network): readonly Thing[] {
  const lists = [...network.prefixLists.values()].filter(({ owner }) => owner === 'customer');
  const maps: readonly ReadonlyMap<string, Thing>[] = [
    network.vpcs,
    network.subnets,
    network.routeTables,
    network.securityGroups,
    network.networkAcls,
    network.internetGateways,
    network.egressOnlyInternetGateways,
    network.natGateways,
    network.elasticIps,
    network.networkInterfaces,
    network.vpcEndpoints,
    network.hostedZones,
    network.resolverRules,
    network.vpcPeeringConnections,
    network.transitGateways,
    network.workloads,
  ];
  return [...lists, ...maps.flatMap((things) => [...things.values()])];
}

function isNamed({ id, origin }: Thing, isMeant: IsMeant): boolean {
  const address = addressOf(origin) ?? id;
  return !isKeptByAws(id) && (isMeant(id) || isMeant(address));
}

type Gone = ReadonlySet<string>;

function dependents(network: Network, gone: Gone): readonly string[] {
  return [...inRemovedVpcs(network, gone), ...inRemovedSubnets(network, gone), ...orphans(network, gone)];
}

function inRemovedVpcs(network: Network, gone: Gone): readonly string[] {
  const inVpc: readonly ReadonlyMap<string, Thing & { readonly vpc: Known<Id<'Vpc'>> | undefined }>[] = [
    network.subnets,
    network.routeTables,
    network.securityGroups,
    network.networkAcls,
    network.internetGateways,
    network.egressOnlyInternetGateways,
    network.natGateways,
    network.vpcEndpoints,
  ];
  const things = inVpc.flatMap((map) => [...map.values()]).filter(({ vpc }) => isGone(vpc, gone));
  const peerings = [...network.vpcPeeringConnections.values()].filter(
    ({ requester, accepter }) => isGone(requester, gone) || isGone(accepter, gone),
  );
  const zones = [...network.hostedZones.values()].filter(
    ({ vpcs }) => vpcs !== undefined && areAllGone(vpcs, gone),
  );
  return [...things, ...peerings, ...zones].map(({ id }) => id);
}

function inRemovedSubnets(network: Network, gone: Gone): readonly string[] {
  const placed = [...network.natGateways.values(), ...network.networkInterfaces.values()].filter(
    ({ subnet }) => isGone(subnet, gone),
  );
  const workloads = [...network.workloads.values()].filter(({ subnets }) => areAllGone(subnets, gone));
  return [...placed, ...workloads].map(({ id }) => id);
}

/** Elastic IPs whose only holders go: nobody pays for an address that hangs on nothing. */
function orphans(network: Network, gone: Gone): readonly string[] {
  const holders = new Map<string, string[]>();
  const hold = (elasticIp: string, holder: string): void => {
    holders.set(elasticIp, [...(holders.get(elasticIp) ?? []), holder]);
  };
  for (const { id, elasticIp } of network.natGateways.values()) {
    if (elasticIp?.kind === 'known') hold(elasticIp.value, id);
  }
  for (const elasticIp of network.elasticIps.values()) {
    for (const holder of holdersOf(elasticIp)) hold(elasticIp.id, holder);
  }
  return [...holders].filter(([, held]) => held.every((holder) => gone.has(holder))).map(([id]) => id);
}

function holdersOf({ instance, networkInterface }: ElasticIp): readonly string[] {
  return [instance, networkInterface].flatMap((link): string[] => {
    if (link === undefined) return [];
    return [link.kind === 'known' ? link.value : 'unknown'];
  });
}

function isGone(link: Known<string> | undefined, gone: Gone): boolean {
  return link?.kind === 'known' && gone.has(link.value);
}

function areAllGone({ items, unknowns }: Collection<string>, gone: Gone): boolean {
  return items.length > 0 && unknowns.length === 0 && items.every((id) => gone.has(id));
}
