import { type Collection, collection, type Known, known } from '../base/known.ts';
import type { Id, Origin } from '../model/identity.ts';
import type {
  Association,
  HostedZone,
  Network,
  NetworkAcl,
  Route,
  RouteTable,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import { addressOf, goesWith, type IsMeant, isKeptByAws } from './addresses.ts';
import { originalMainTable } from './proposed-things.ts';

/** What is taken out of a network. */
export interface Removal {
  /** Ids of things. */
  readonly gone: ReadonlySet<string>;
  /** Addresses of things and of parts: `aws_route.nat`, a rule, an association. */
  readonly isMeant: IsMeant;
}

/** The network without things, and without every link to them: what an edit of the source would leave. */
export function withoutThings(network: Network, removal: Removal): Network {
  const kept = <Key extends string, Thing>(things: ReadonlyMap<Key, Thing>): ReadonlyMap<Key, Thing> =>
    new Map([...things].filter(([id]) => !removal.gone.has(id)));
  const each = <Key extends string, Thing>(
    things: ReadonlyMap<Key, Thing>,
    change: (thing: Thing, removal: Removal) => Thing,
  ): ReadonlyMap<Key, Thing> => new Map([...kept(things)].map(([id, thing]) => [id, change(thing, removal)]));
  const vpcs = each(network.vpcs, (vpc) => vpcWithout(network, vpc, removal));
  return {
    ...network,
    vpcs,
    subnets: each(network.subnets, subnetWithout),
    routeTables: withMainTables(each(network.routeTables, tableWithout), vpcs),
    securityGroups: each(network.securityGroups, groupWithout),
    networkAcls: each(network.networkAcls, aclWithout),
    prefixLists: kept(network.prefixLists),
    internetGateways: each(network.internetGateways, withoutVpcLink),
    egressOnlyInternetGateways: kept(network.egressOnlyInternetGateways),
    natGateways: each(network.natGateways, withoutElasticIp),
    elasticIps: kept(network.elasticIps),
    networkInterfaces: each(network.networkInterfaces, (networkInterface) => ({
      ...networkInterface,
      securityGroups: linksWithout(networkInterface.securityGroups, removal),
    })),
    vpcEndpoints: each(network.vpcEndpoints, endpointWithout),
    hostedZones: each(network.hostedZones, zoneWithout),
    resolverRules: each(network.resolverRules, (rule) => ({
      ...rule,
      vpcs: linksWithout(rule.vpcs, removal),
    })),
    vpcPeeringConnections: kept(network.vpcPeeringConnections),
    transitGateways: each(network.transitGateways, (gateway) => ({
      ...gateway,
      attachments: itemsWithout(gateway.attachments, removal, ({ vpc }) => isGone(vpc, removal)),
    })),
    workloads: each(network.workloads, workloadWithout),
    flowLogs: network.flowLogs.filter(
      ({ address, vpc, subnet }) =>
        !removal.isMeant(address) && !isGone(vpc, removal) && !isGone(subnet, removal),
    ),
    blockPublicAccess: network.blockPublicAccess
      .filter(({ origin }) => !isMeantBy(origin, removal))
      .map((block) => ({ ...block, excluded: linksWithout(block.excluded, removal) })),
    gaps: network.gaps
      .filter(({ construct }) => !removal.isMeant(construct))
      .map((gap) => ({ ...gap, touches: gap.touches.filter((id) => !removal.gone.has(id)) })),
  };
}

function isMeantBy(origin: Origin, { isMeant }: Removal): boolean {
  const address = addressOf(origin);
  return address !== undefined && isMeant(address) && !isKeptByAws(address);
}

function isGone(link: Known<string> | undefined, { gone, isMeant }: Removal): boolean {
  if (link === undefined) return false;
  return link.kind === 'known' ? gone.has(link.value) : goesWith(link.unknown, isMeant);
}

/** What loses nothing stays the same object: ten thousand workloads are not copied for one gateway. */
function itemsWithout<Item>(
  whole: Collection<Item>,
  { isMeant }: Removal,
  goes: (item: Item) => boolean,
): Collection<Item> {
  const { items, unknowns } = whole;
  if (!items.some(goes) && !unknowns.some((doubt) => goesWith(doubt, isMeant))) return whole;
  return collection(
    items.filter((item) => !goes(item)),
    unknowns.filter((doubt) => !goesWith(doubt, isMeant)),
  );
}

function linksWithout<Link extends string>(links: Collection<Link>, removal: Removal): Collection<Link> {
  return itemsWithout(links, removal, (id) => removal.gone.has(id));
}

function goesWithAssociation(
  association: Association<'RouteTable' | 'NetworkAcl' | 'InternetGateway' | 'VpnGateway'>,
  removal: Removal,
): boolean {
  return isGone(association.target, removal) || isMeantBy(association.origin, removal);
}

/** RT-1: without its main association, a VPC has the main table again that AWS made with it. */
function vpcWithout(network: Network, vpc: Vpc, removal: Removal): Vpc {
  return isGone(vpc.mainRouteTable, removal)
    ? { ...vpc, mainRouteTable: known(tableOfAws(network, vpc.id)) }
    : vpc;
}

function tableOfAws(network: Network, vpc: Id<'Vpc'>): Id<'RouteTable'> {
  const managed = [...network.routeTables.values()].find(
    (table) => isKeptByAws(table.id) && table.vpc.kind === 'known' && table.vpc.value === vpc,
  );
  return managed?.id ?? originalMainTable(vpc);
}

function withMainTables(
  tables: ReadonlyMap<Id<'RouteTable'>, RouteTable>,
  vpcs: ReadonlyMap<Id<'Vpc'>, Vpc>,
): ReadonlyMap<Id<'RouteTable'>, RouteTable> {
  const missing = [...vpcs.values()].flatMap(({ id: vpc, mainRouteTable: main, origin }) =>
    main.kind === 'known' && main.value === originalMainTable(vpc) && !tables.has(main.value)
      ? [emptyTable(main.value, vpc, origin)]
      : [],
  );
  return missing.length === 0
    ? tables
    : new Map([...tables, ...missing.map((table) => [table.id, table] as const)]);
}

function emptyTable(id: Id<'RouteTable'>, vpc: Id<'Vpc'>, origin: Origin): RouteTable {
  return {
    id,
    vpc: known(vpc),
    routes: collection<Route>([]),
    propagatingVpnGateways: collection<Id<'VpnGateway'>>([]),
    edgeOf: [],
    origin,
    origins: {},
  };
}

/** RT-1: without its association, a subnet uses the VPC's main table, and the default ACL. */
function subnetWithout(subnet: Subnet, removal: Removal): Subnet {
  const { routeTable, networkAcl } = subnet;
  return {
    ...subnet,
    routeTable: routeTable !== undefined && goesWithAssociation(routeTable, removal) ? undefined : routeTable,
    networkAcl: networkAcl !== undefined && goesWithAssociation(networkAcl, removal) ? undefined : networkAcl,
  };
}

function tableWithout(table: RouteTable, removal: Removal): RouteTable {
  return {
    ...table,
    routes: itemsWithout(table.routes, removal, (route) => goesRoute(route, table, removal)),
    propagatingVpnGateways: itemsWithout(table.propagatingVpnGateways, removal, (id) => removal.isMeant(id)),
    edgeOf: table.edgeOf.filter((edge) => !goesWithAssociation(edge, removal)),
  };
}

/** Terraform's reference to what goes must go, too; so no route is left that leads to nothing (RT-7). */
export function goesRoute(
  { target, destination, origin }: Route,
  table: RouteTable,
  removal: Removal,
): boolean {
  if (isMeantBy(origin, removal) && addressOf(origin) !== table.id) return true;
  if (destination.kind === 'prefix-list' && removal.gone.has(destination.prefixList)) return true;
  if (target.kind === 'unknown') return goesWith(target.unknown, removal.isMeant);
  return 'id' in target && (removal.gone.has(target.id) || removal.isMeant(target.id));
}

function groupWithout(group: SecurityGroup, removal: Removal): SecurityGroup {
  const goes = ({ peer, origin }: SecurityGroupRule): boolean => {
    if (isMeantBy(origin, removal) && addressOf(origin) !== group.id) return true;
    if (peer.kind === 'security-group') return removal.gone.has(peer.securityGroup);
    if (peer.kind === 'prefix-list')
      return (
        removal.gone.has(peer.prefixList) || (peer.namedBy !== undefined && removal.gone.has(peer.namedBy))
      );
    return peer.kind === 'unknown' && goesWith(peer.unknown, removal.isMeant);
  };
  return {
    ...group,
    ingress: itemsWithout(group.ingress, removal, goes),
    egress: itemsWithout(group.egress, removal, goes),
    ...(group.associatedVpcs === undefined
      ? {}
      : { associatedVpcs: linksWithout(group.associatedVpcs, removal) }),
  };
}

function aclWithout(acl: NetworkAcl, removal: Removal): NetworkAcl {
  return {
    ...acl,
    entries: itemsWithout(
      acl.entries,
      removal,
      ({ origin }) => isMeantBy(origin, removal) && addressOf(origin) !== acl.id,
    ),
  };
}

function endpointWithout(endpoint: VpcEndpoint, removal: Removal): VpcEndpoint {
  return {
    ...endpoint,
    subnets: linksWithout(endpoint.subnets, removal),
    securityGroups: linksWithout(endpoint.securityGroups, removal),
    routeTables: itemsWithout(
      endpoint.routeTables,
      removal,
      (association) =>
        isGone(association.target, removal) ||
        (isMeantBy(association.origin, removal) && addressOf(association.origin) !== endpoint.id),
    ),
  };
}

function zoneWithout(zone: HostedZone, removal: Removal): HostedZone {
  return {
    ...zone,
    vpcs: zone.vpcs === undefined ? undefined : linksWithout(zone.vpcs, removal),
    records: itemsWithout(
      zone.records,
      removal,
      ({ endpoint, origin }) =>
        (endpoint !== undefined && removal.gone.has(endpoint)) || isMeantBy(origin, removal),
    ),
  };
}

/** Without a group of its own, it has its VPC's default group. */
function workloadWithout(workload: Workload, removal: Removal): Workload {
  const subnets = linksWithout(workload.subnets, removal);
  const securityGroups = linksWithout(workload.securityGroups, removal);
  const losesNothing = subnets === workload.subnets && securityGroups === workload.securityGroups;
  return losesNothing ? workload : { ...workload, subnets, securityGroups };
}

function withoutVpcLink<Thing extends { readonly vpc: Known<Id<'Vpc'>> | undefined }>(
  thing: Thing,
  removal: Removal,
): Thing {
  return isGone(thing.vpc, removal) ? { ...thing, vpc: undefined } : thing;
}

function withoutElasticIp<Thing extends { readonly elasticIp: Known<Id<'ElasticIp'>> | undefined }>(
  nat: Thing,
  removal: Removal,
): Thing {
  return isGone(nat.elasticIp, removal) ? { ...nat, elasticIp: undefined } : nat;
}
