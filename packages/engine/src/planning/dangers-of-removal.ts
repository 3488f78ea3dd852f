import { compareAddresses } from '../base/ordered.ts';
import type { Id } from '../model/identity.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { Call } from '../reachability/answer.ts';
import { addedEndpoints } from './added-endpoints.ts';
import { type ChangedCall, isNeeded } from './compare-calls.ts';
import type { Danger, DangerContext } from './danger.ts';
import { iamPrefixOf, isIn, subnetsOf, workloadsIn } from './danger-facts.ts';
import { pathConditions } from './policy-conditions.ts';
import type { RemovedRoute } from './removal.ts';

/** What taking things out does beside what the matrix shows. */
export function dangersOfRemoval(context: DangerContext): readonly Danger[] {
  return [
    ...internetLost(context),
    ...inboundLost(context),
    ...addressesLeft(context),
    ...routesLeft(context),
    ...addressesReleased(context),
    ...groupsGone(context),
    ...rulesNamedByEndpoint(context),
    ...gatewayHeld(context),
    ...conditionsUnmet(context),
    ...connectionsCut(context),
  ];
}

/** G-4: what a program calls outside AWS stands in no declaration. */
function internetLost({ changed }: DangerContext): readonly Danger[] {
  const lost = changed.filter(
    ({ before, effect }) => before.service === 'internet' && (effect === 'stops' || effect === 'unsure'),
  );
  const workloads = lost.map(({ before }) => before.workload).sort(compareAddresses);
  const ways = [...new Set(lost.map(({ before }) => before.via.component))].sort(compareAddresses);
  if (workloads.length === 0) return [];
  return [
    {
      code: 'INTERNET_LOST',
      weight: 'check',
      component: ways[0] ?? '',
      facts: { workloads, count: workloads.length, ways },
      rules: ['NAT-1', 'RT-1'],
      origin: undefined,
    },
  ];
}

/** IGW-1: what has a public address is reached through the gateway, too; who does so stands nowhere. */
function inboundLost({ before, after }: DangerContext): readonly Danger[] {
  const gone = [...before.internetGateways.values()].filter(({ id }) => !after.internetGateways.has(id));
  return gone.flatMap(({ id, vpc, origin }): readonly Danger[] => {
    if (vpc?.kind !== 'known') return [];
    const reached = workloadsIn(after, vpc.value).filter((workload) => hasPublicAddress(after, workload));
    if (reached.length === 0) return [];
    const workloads = reached.map((workload) => workload.id);
    return [
      {
        code: 'INBOUND_LOST',
        weight: 'breaks',
        component: id,
        facts: { workloads },
        rules: ['IGW-1'],
        origin,
      },
    ];
  });
}

/** AWS does not detach a gateway from a VPC in which something has a public address. */
function addressesLeft({ before, after }: DangerContext): readonly Danger[] {
  const gone = [...before.internetGateways.values()].filter(({ id }) => !after.internetGateways.has(id));
  return gone.flatMap(({ id, vpc, origin }): readonly Danger[] => {
    if (vpc?.kind !== 'known' || !after.vpcs.has(vpc.value)) return [];
    const gateways = [...after.natGateways.values()].filter(({ elasticIp, subnet }) => {
      const place = subnet?.kind === 'known' ? after.subnets.get(subnet.value) : undefined;
      return elasticIp !== undefined && place !== undefined && isIn(place, vpc.value);
    });
    const workloads = workloadsIn(after, vpc.value).filter((workload) => hasPublicAddress(after, workload));
    const holders = [...gateways, ...workloads].map((holder): string => holder.id).sort(compareAddresses);
    if (holders.length === 0) return [];
    const facts = { gateway: id, holders };
    return [
      { code: 'PUBLIC_ADDRESSES_LEFT', weight: 'refused', component: id, facts, rules: ['IGW-1'], origin },
    ];
  });
}

function hasPublicAddress(network: Network, workload: Workload): boolean {
  const { publicIp, kind } = workload;
  if (publicIp.kind === 'unknown' || kind === 'subnet') return false;
  if (publicIp.value !== 'by-subnet') return publicIp.value === 'yes';
  return subnetsOf(network, workload).some(
    ({ mapPublicIpOnLaunch: map }) => map.kind === 'known' && map.value,
  );
}

/** RT-12: AWS keeps a route whose target is gone; only Terraform's references make it go. */
function routesLeft({ routes, after }: DangerContext): readonly Danger[] {
  const byTarget = new Map<string, RemovedRoute[]>();
  for (const removed of routes) {
    const { target } = removed.route;
    if (!('id' in target) || !after.routeTables.has(removed.table.id)) continue;
    byTarget.set(target.id, [...(byTarget.get(target.id) ?? []), removed]);
  }
  return [...byTarget].map(([target, left]) => {
    const tables = [...new Set(left.map(({ table }) => table.id))].sort(compareAddresses);
    return {
      code: 'BLACK_HOLE',
      weight: 'check',
      component: target,
      facts: { tables, target },
      rules: ['RT-12'],
      origin: left[0]?.route.origin,
    };
  });
}

/** Whoever admits the address by its number admits somebody else's afterwards. */
function addressesReleased({ before, after }: DangerContext): readonly Danger[] {
  const released = [...before.elasticIps.values()].filter(({ id }) => !after.elasticIps.has(id));
  const [first] = released;
  if (first === undefined) return [];
  return [
    {
      code: 'ADDRESS_RELEASED',
      weight: 'check',
      component: first.id,
      facts: { addresses: released.map(({ id }) => id).sort(compareAddresses) },
      rules: ['IGW-1'],
      origin: first.origin,
    },
  ];
}

/** A group in use cannot be deleted; what had only this one gets the VPC's default group. */
function groupsGone({ before, after }: DangerContext): readonly Danger[] {
  const gone = [...before.securityGroups.values()].filter(({ id }) => !after.securityGroups.has(id));
  return gone.flatMap(({ id, origin }): Danger[] => {
    const members = membersOf(before, id).filter((member) => isLeft(after, member));
    if (members.length === 0) return [];
    const workloads = members.toSorted(compareAddresses);
    const facts = { group: id, workloads };
    return [{ code: 'GROUP_IN_USE', weight: 'refused', component: id, facts, rules: ['IF-4'], origin }];
  });
}

/** GW-8: a rule that names the list by the endpoint goes with it, and closes every other way, too. */
function rulesNamedByEndpoint({ before, after }: DangerContext): readonly Danger[] {
  return [...before.securityGroups.values()].flatMap((group): readonly Danger[] => {
    const named = [...group.ingress.items, ...group.egress.items].filter(
      ({ peer }) =>
        peer.kind === 'prefix-list' && peer.namedBy !== undefined && !after.vpcEndpoints.has(peer.namedBy),
    );
    const [first] = named;
    if (first?.peer.kind !== 'prefix-list' || !after.securityGroups.has(group.id)) return [];
    const facts = { group: group.id, endpoint: first.peer.namedBy ?? '' };
    const { origin } = first;
    return [
      {
        code: 'RULE_NAMED_BY_ENDPOINT',
        weight: 'breaks',
        component: group.id,
        facts,
        rules: ['GW-8'],
        origin,
      },
    ];
  });
}

/** Everything that has the group: workloads, endpoints, network interfaces. */
function membersOf(network: Network, group: Id<'SecurityGroup'>): readonly string[] {
  const things = [network.workloads, network.vpcEndpoints, network.networkInterfaces].flatMap((map) => [
    ...map.values(),
  ]);
  return things.filter(({ securityGroups }) => securityGroups.items.includes(group)).map(({ id }) => id);
}

function isLeft({ workloads, vpcEndpoints, networkInterfaces }: Network, id: string): boolean {
  return [workloads, vpcEndpoints, networkInterfaces].some((things) => has(things, id));
}

/** DNS-16: an interface endpoint for S3 whose private names are for resolvers only needs the gateway. */
function gatewayHeld({ before, after, catalog }: DangerContext): readonly Danger[] {
  const gone = [...before.vpcEndpoints.values()].filter(
    ({ id, type }) => !after.vpcEndpoints.has(id) && type.kind === 'known' && type.value === 'Gateway',
  );
  const noEndpoints = { ...after, vpcEndpoints: new Map<Id<'VpcEndpoint'>, VpcEndpoint>() };
  const holders = addedEndpoints(noEndpoints, after, catalog).filter(
    ({ type, privateDnsEnabled, isInboundOnly }) =>
      type === 'Interface' && privateDnsEnabled && isInboundOnly,
  );
  return gone.flatMap(({ id, vpc, origin }) =>
    holders
      .filter((holder) => vpc.kind === 'known' && holder.vpc === vpc.value)
      .map(({ id: holder, service }): Danger => {
        const facts = { gateway: id, holder, service };
        return { code: 'GATEWAY_HELD', weight: 'refused', component: id, facts, rules: ['DNS-16'], origin };
      }),
  );
}

/** KEY-1: without the endpoint, the keys of its path are not there. */
function conditionsUnmet({ before, after, catalog }: DangerContext): readonly Danger[] {
  const gone = [...before.vpcEndpoints.values()].filter(({ id }) => !after.vpcEndpoints.has(id));
  const conditions = pathConditions(before.access).filter(({ keys }) =>
    keys.some((key) => key !== 'aws:sourceip'),
  );
  return gone.flatMap((endpoint) => {
    const prefix = iamPrefixOf(shortNameOf(endpoint, catalog));
    return conditions
      .filter(({ service }) => (service ?? prefix) === prefix)
      .map(
        ({ of, keys, origin, service }): Danger => ({
          code: 'ENDPOINT_KEYS_END',
          weight: service === undefined ? 'check' : 'breaks',
          component: of,
          facts: { policy: of, endpoint: endpoint.id, keys: keys.filter((key) => key !== 'aws:sourceip') },
          rules: ['KEY-1', 'KEY-2'],
          origin,
        }),
      );
  });
}

function shortNameOf({ serviceName }: VpcEndpoint, catalog: DangerContext['catalog']): string {
  if (serviceName.kind !== 'known') return '';
  return catalog.serviceByEndpointName(serviceName.value)?.service.short ?? '';
}

/** RT-18: what is open on the old way is cut, though new connections find another one. */
function connectionsCut({ changed, before, after }: DangerContext): readonly Danger[] {
  const isWayGone = ({ via }: Call): boolean =>
    [before.natGateways, before.vpcEndpoints, before.internetGateways].some((things) =>
      has(things, via.component),
    ) &&
    ![after.natGateways, after.vpcEndpoints, after.internetGateways].some((things) =>
      has(things, via.component),
    );
  const moved = changed.filter(
    (change) =>
      isMoved(change) && isWayGone(change.before) && change.before.service !== 'internet' && isCalled(change),
  );
  const workloads = [...new Set(moved.map(({ before }) => before.workload))].sort(compareAddresses);
  if (workloads.length === 0) return [];
  const services = [...new Set(moved.map(({ before }) => before.service))].sort();
  return [
    {
      code: 'WAY_CHANGES',
      weight: 'check',
      component: workloads[0] ?? '',
      facts: { workloads, services },
      rules: ['RT-18'],
      origin: undefined,
    },
  ];
}

function has(things: ReadonlyMap<string, unknown>, id: string): boolean {
  return things.has(id);
}

function isMoved({ effect, before }: ChangedCall): boolean {
  return before.verdict === 'reachable' && (effect === 'further' || effect === 'closer' || effect === 'way');
}

function isCalled({ before }: ChangedCall): boolean {
  return isNeeded(before) || before.reason.kind !== 'endpoint-present';
}
