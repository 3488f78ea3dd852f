import type { Id } from '../model/identity.ts';
import type { Network } from '../model/network.ts';

/** Two VPCs that a peering connection or a transit gateway joins. */
export function isJoined(network: Network, one: Id<'Vpc'>, other: Id<'Vpc'>): boolean {
  return isPeered(network, one, other) || haveTransitGateway(network, one, other);
}

function isPeered(network: Network, one: Id<'Vpc'>, other: Id<'Vpc'>): boolean {
  return [...network.vpcPeeringConnections.values()].some(({ requester, accepter }) => {
    if (requester.kind !== 'known' || accepter.kind !== 'known') return false;
    const ends = [requester.value, accepter.value];
    return ends.includes(one) && ends.includes(other);
  });
}

function haveTransitGateway(network: Network, one: Id<'Vpc'>, other: Id<'Vpc'>): boolean {
  return [...network.transitGateways.values()].some(({ attachments }) => {
    const joined = attachments.items.flatMap(({ vpc }) => (vpc.kind === 'known' ? [vpc.value] : []));
    return joined.includes(one) && joined.includes(other);
  });
}
