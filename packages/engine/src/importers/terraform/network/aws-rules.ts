import type { Known } from '../../../base/known.ts';
import * as kinds from '../../../diagnostics/kinds/aws.ts';
import { formatPrefix, type Prefix } from '../../../ip/address.ts';
import { foreignGroups } from '../../../model/foreign-groups.ts';
import type { Id, Origin } from '../../../model/identity.ts';
import type { Network, NetworkAcl, RouteTable, Subnet, VpcEndpoint } from '../../../model/network.ts';
import { type Reading, report } from './reading.ts';
import { destinationText } from './route-tables.ts';

/** Tells what AWS will refuse, as far as it is certain from the source. */
export function checkAwsRules(reading: Reading, network: Network): void {
  checkBlockSizes(reading, network);
  checkSubnetsInVpcs(reading, network);
  checkOverlaps(reading, network);
  for (const endpoint of network.vpcEndpoints.values()) checkEndpointZones(reading, network, endpoint);
  checkGatewayEndpoints(reading, network);
  for (const endpoint of network.vpcEndpoints.values()) checkOffer(reading, network, endpoint);
  for (const acl of network.networkAcls.values()) checkRuleNumbers(reading, acl);
  for (const table of network.routeTables.values()) checkDestinations(reading, table);
  checkGroupsOfVpc(reading, network);
  checkMixedStyles(reading, network);
  checkPeers(reading, network);
}

function knownOf<Value>(fact: Known<Value> | undefined): Value | undefined {
  return fact?.kind === 'known' ? fact.value : undefined;
}

function relatedTo(
  origin: Origin,
): readonly { readonly range: Extract<Origin, { kind: 'terraform' }>['range']; readonly label: string }[] {
  return origin.kind === 'terraform' ? [{ range: origin.range, label: 'first-one' }] : [];
}

/** IPv4 blocks of VPCs and subnets are /16 to /28. */
function checkBlockSizes(reading: Reading, network: Network): void {
  const isAllowed = (prefix: Prefix): boolean =>
    prefix.family === 'ipv6' || (prefix.length >= 16 && prefix.length <= 28);
  for (const vpc of network.vpcs.values()) {
    const wrong = vpc.ipv4Cidrs.items.find((cidr) => !isAllowed(cidr));
    const origin = vpc.origins.ipv4Cidrs ?? vpc.origin;
    if (wrong !== undefined)
      report(reading, kinds.blockSizeNotAllowed, { cidr: formatPrefix(wrong), of: 'vpc' }, origin);
  }
  for (const subnet of network.subnets.values()) {
    const cidr = knownOf(subnet.ipv4Cidr);
    if (cidr === undefined || isAllowed(cidr)) continue;
    const origin = subnet.origins.ipv4Cidr ?? subnet.origin;
    report(reading, kinds.blockSizeNotAllowed, { cidr: formatPrefix(cidr), of: 'subnet' }, origin);
  }
}

function checkSubnetsInVpcs(reading: Reading, network: Network): void {
  for (const subnet of network.subnets.values()) {
    const vpc = network.vpcs.get(knownOf(subnet.vpc) ?? ('' as Id<'Vpc'>));
    if (vpc === undefined) continue;
    for (const [field, cidr, blocks] of [
      ['ipv4Cidr', knownOf(subnet.ipv4Cidr), vpc.ipv4Cidrs],
      ['ipv6Cidr', knownOf(subnet.ipv6Cidr), vpc.ipv6Cidrs],
    ] as const) {
      if (cidr === undefined || blocks.unknowns.length > 0) continue;
      if (blocks.items.some((block) => covers(block, cidr))) continue;
      const origin = subnet.origins[field] ?? subnet.origin;
      const vpcCidrs = blocks.items.map(formatPrefix);
      const facts = { subnet: subnet.id, cidr: formatPrefix(cidr), vpc: vpc.id, vpcCidrs };
      report(reading, kinds.subnetOutsideVpc, facts, origin);
    }
  }
}

/** Whether every address of `inner` is in `outer`. */
function covers(outer: Prefix, inner: Prefix): boolean {
  if (outer.family !== inner.family || outer.length > inner.length) return false;
  return outer.family === 'ipv4' && inner.family === 'ipv4'
    ? Math.floor(inner.address / 2 ** (32 - outer.length)) ===
        Math.floor(outer.address / 2 ** (32 - outer.length))
    : BigInt(inner.address) >> BigInt(128 - outer.length) ===
        BigInt(outer.address) >> BigInt(128 - outer.length);
}

function overlap(a: Prefix, b: Prefix): boolean {
  return covers(a, b) || covers(b, a);
}

/** Subnets of one VPC, by address: a block overlaps one that starts before it and ends after its start. */
function checkOverlaps(reading: Reading, network: Network): void {
  const byVpc = new Map<Id<'Vpc'>, { subnet: Subnet; cidr: Prefix }[]>();
  for (const subnet of network.subnets.values()) {
    const vpc = knownOf(subnet.vpc);
    const cidr = knownOf(subnet.ipv4Cidr);
    if (vpc === undefined || cidr === undefined) continue;
    const same = byVpc.get(vpc);
    if (same === undefined) byVpc.set(vpc, [{ subnet, cidr }]);
    else same.push({ subnet, cidr });
  }
  for (const subnets of byVpc.values()) {
    const sorted = subnets.toSorted(
      (a, b) => Number(a.cidr.address) - Number(b.cidr.address) || a.cidr.length - b.cidr.length,
    );
    let widest = sorted[0];
    for (const each of sorted.slice(1)) {
      if (widest !== undefined && overlap(widest.cidr, each.cidr)) reportOverlap(reading, widest, each);
      else widest = each;
    }
  }
}

type Placed = { readonly subnet: Subnet; readonly cidr: Prefix };

function reportOverlap(reading: Reading, first: Placed, second: Placed): void {
  const origin = second.subnet.origins.ipv4Cidr ?? second.subnet.origin;
  const facts = {
    subnet: second.subnet.id,
    cidr: formatPrefix(second.cidr),
    other: first.subnet.id,
    otherCidr: formatPrefix(first.cidr),
  };
  report(reading, kinds.overlappingSubnets, facts, origin, relatedTo(first.subnet.origin));
}

/** IF-1. */
function checkEndpointZones(reading: Reading, network: Network, endpoint: VpcEndpoint): void {
  if (knownOf(endpoint.type) !== 'Interface') return;
  const zones = new Map<string, string[]>();
  for (const id of endpoint.subnets.items) {
    const zone = knownOf(network.subnets.get(id)?.availabilityZone);
    if (zone === undefined) continue;
    zones.set(zone, [...(zones.get(zone) ?? []), id]);
  }
  for (const [zone, subnets] of zones) {
    if (subnets.length < 2) continue;
    const origin = endpoint.origins.subnets ?? endpoint.origin;
    report(reading, kinds.twoSubnetsOfOneZone, { endpoint: endpoint.id, zone, subnets }, origin);
  }
}

/** GW-6. */
function checkGatewayEndpoints(reading: Reading, network: Network): void {
  const seen = new Map<
    string,
    { routeTable: string; service: string; endpoints: string[]; origin: Origin }
  >();
  for (const endpoint of network.vpcEndpoints.values()) {
    const service = knownOf(endpoint.serviceName);
    if (knownOf(endpoint.type) !== 'Gateway' || service === undefined) continue;
    for (const { target, origin } of endpoint.routeTables.items) {
      const routeTable = knownOf(target);
      if (routeTable === undefined) continue;
      const key = `${routeTable} ${service}`;
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, { routeTable, service, endpoints: [endpoint.id], origin });
      else if (!earlier.endpoints.includes(endpoint.id)) {
        seen.set(key, { ...earlier, endpoints: [...earlier.endpoints, endpoint.id], origin });
      }
    }
  }
  for (const { origin, ...facts } of seen.values()) {
    if (facts.endpoints.length > 1) report(reading, kinds.twoGatewayEndpointsOnTable, facts, origin);
  }
}

/** IF-16: Gateway is the default type. GW-11: a gateway endpoint serves its own Region; IF-20: others may not. */
function checkOffer(reading: Reading, network: Network, endpoint: VpcEndpoint): void {
  const serviceName = knownOf(endpoint.serviceName);
  const type = knownOf(endpoint.type);
  const offer = serviceName === undefined ? undefined : reading.facts.endpointService?.(serviceName);
  if (serviceName === undefined || offer === undefined) return;
  if ((type === 'Gateway' || type === 'Interface') && !offer.types.includes(type)) {
    const isDefault = endpoint.origins.type === undefined;
    const facts = { endpoint: endpoint.id, serviceName, type, offered: offer.types, isDefault };
    const origin = endpoint.origins.type ?? endpoint.origins.serviceName ?? endpoint.origin;
    report(reading, kinds.endpointTypeNotOffered, facts, origin);
  }
  checkServiceRegion(reading, network, endpoint, offer.region);
}

function checkServiceRegion(
  reading: Reading,
  network: Network,
  endpoint: VpcEndpoint,
  serviceRegion: string,
): void {
  const vpc = network.vpcs.get(knownOf(endpoint.vpc) ?? ('' as Id<'Vpc'>));
  const region = knownOf(vpc?.region);
  const type = knownOf(endpoint.type);
  const serviceName = knownOf(endpoint.serviceName);
  if (region === undefined || type === undefined || serviceName === undefined) return;
  // A global service is of every Region; `service_region` asks for another one on purpose.
  if (serviceRegion === region || !serviceName.includes(serviceRegion)) return;
  if (type !== 'Gateway' && endpoint.serviceRegion !== undefined) return;
  const facts = { endpoint: endpoint.id, serviceName, serviceRegion, region, type };
  report(reading, kinds.endpointOfOtherRegion, facts, endpoint.origins.serviceName ?? endpoint.origin);
}

function checkRuleNumbers(reading: Reading, acl: NetworkAcl): void {
  const seen = new Map<string, Origin>();
  for (const entry of acl.entries.items) {
    const ruleNumber = knownOf(entry.ruleNumber);
    if (ruleNumber === undefined) continue;
    const direction = entry.egress ? 'egress' : 'ingress';
    const key = `${direction} ${ruleNumber}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, entry.origin);
    else {
      const facts = { acl: acl.id, ruleNumber, direction } as const;
      report(reading, kinds.duplicateRuleNumber, facts, entry.origin, relatedTo(first));
    }
  }
}

function checkDestinations(reading: Reading, table: RouteTable): void {
  const seen = new Map<string, Origin>();
  for (const route of table.routes.items) {
    if (route.destination.kind === 'unknown') continue;
    const destination = destinationText(route.destination);
    const first = seen.get(destination);
    if (first === undefined) seen.set(destination, route.origin);
    else
      report(
        reading,
        kinds.duplicateRoute,
        { routeTable: table.id, destination },
        route.origin,
        relatedTo(first),
      );
  }
}

/** A group works only in its own VPC. Things that are looked up may be one thing under two names. */
function checkGroupsOfVpc(reading: Reading, network: Network): void {
  for (const endpoint of network.vpcEndpoints.values()) {
    const origin = endpoint.origins.securityGroups ?? endpoint.origin;
    checkGroups(reading, network, endpoint.id, knownOf(endpoint.vpc), endpoint.securityGroups.items, origin);
  }
  for (const workload of network.workloads.values()) {
    const [first] = workload.subnets.items;
    const vpc = first === undefined ? undefined : knownOf(network.subnets.get(first)?.vpc);
    const origin = workload.origins.securityGroups ?? workload.origin;
    checkGroups(reading, network, workload.id, vpc, workload.securityGroups.items, origin);
  }
}

function checkGroups(
  reading: Reading,
  network: Network,
  of: string,
  vpc: Id<'Vpc'> | undefined,
  groups: readonly Id<'SecurityGroup'>[],
  origin: Origin,
): void {
  if (vpc === undefined) return;
  for (const securityGroup of foreignGroups(network, groups, vpc)) {
    const groupVpc = knownOf(network.securityGroups.get(securityGroup)?.vpc) ?? '';
    report(reading, kinds.securityGroupOfOtherVpc, { of, securityGroup, groupVpc, vpc }, origin);
  }
}

/** TF-11: two styles for one thing remove each other's rules. */
function checkMixedStyles(reading: Reading, network: Network): void {
  for (const group of network.securityGroups.values()) {
    checkMixed(reading, group.id, [...group.ingress.items, ...group.egress.items]);
  }
  for (const acl of network.networkAcls.values()) checkMixed(reading, acl.id, acl.entries.items);
  for (const table of network.routeTables.values()) checkMixed(reading, table.id, table.routes.items);
}

function checkMixed(reading: Reading, of: string, members: readonly { readonly origin: Origin }[]): void {
  const addresses = members.flatMap(({ origin }) => (origin.kind === 'terraform' ? [origin] : []));
  const isInline = addresses.some(({ address }) => address === of);
  const apart = addresses.find(({ address }) => address !== of && !of.startsWith(`${address}.`));
  if (isInline && apart !== undefined)
    report(reading, kinds.mixedRuleStyles, { of, apart: apart.address }, apart);
}

/** PEER-2. */
function checkPeers(reading: Reading, network: Network): void {
  for (const connection of network.vpcPeeringConnections.values()) {
    const requester = network.vpcs.get(knownOf(connection.requester) ?? ('' as Id<'Vpc'>));
    const accepter = network.vpcs.get(knownOf(connection.accepter) ?? ('' as Id<'Vpc'>));
    if (requester === undefined || accepter === undefined) continue;
    const shared = requester.ipv4Cidrs.items.find((a) => accepter.ipv4Cidrs.items.some((b) => overlap(a, b)));
    if (shared === undefined) continue;
    const facts = { requester: requester.id, accepter: accepter.id, cidr: formatPrefix(shared) };
    report(reading, kinds.overlappingPeers, facts, connection.origin);
  }
}
