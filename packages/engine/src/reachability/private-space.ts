import type { EffectiveRoute } from '../forwarding/effective-routes.ts';
import { formatRoute } from '../forwarding/select-route.ts';
import { parsePrefix } from '../ip/address.ts';
import { type IpSet, overlaps, setOfPrefixes } from '../ip/ip-set.ts';
import type { Subnet } from '../model/network.ts';
import { describeSet } from './filters.ts';
import type { Trail } from './trail.ts';

/** IGW-2: private addresses do not leave by an Internet gateway, nor by a NAT before one. @returns whether it refuses */
export function refusePrivate(
  trail: Trail,
  addresses: IpSet,
  id: string,
  subnet: Subnet,
  route: EffectiveRoute,
): boolean {
  const refused = privateSpaces.find(({ space }) => overlaps(addresses, space));
  if (refused === undefined) return false;
  const { code } = refused;
  const destination = describeSet(addresses);
  const facts = { component: id, subnet: subnet.id, destination, destinations: destination };
  const { origin } = route;
  const decided = formatRoute(route);
  trail.hop('forward', {
    kind: 'internet-gateway',
    component: id,
    outcome: 'block',
    code,
    decided,
    facts,
    rules: ['IGW-2'],
    origin,
  });
  trail.block(code, id, facts, ['IGW-2'], origin, 'ADD_ROUTE');
  return true;
}

export function isPrivateSpace(addresses: IpSet): boolean {
  return privateSpaces.some(({ space }) => overlaps(addresses, space));
}

/** RFC 1918 and RFC 6598. */
const privateSpaces: readonly { readonly code: string; readonly space: IpSet }[] = [
  {
    code: 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
    space: ipv4Space('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'),
  },
  { code: 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS', space: ipv4Space('100.64.0.0/10') },
];

function ipv4Space(...texts: readonly string[]): IpSet {
  const prefixes = texts.map(parsePrefix).flatMap((read) => (read.ok ? [read.value] : []));
  return setOfPrefixes('ipv4', prefixes);
}
