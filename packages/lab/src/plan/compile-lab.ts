import type { Network } from '@naisen/engine';
import { ipv4Text } from './addresses.ts';
import { withAssignedBlocks } from './assigned-blocks.ts';
import { type EndpointPorts, edgeOf } from './edge.ts';
import {
  hostNamespace,
  internetListeners,
  internetNamespace,
  natNamespace,
  regionalNatNamespace,
  routerListeners,
} from './ends.ts';
import { type Family, ipv4, ipv6 } from './family.ts';
import { LabGaps } from './gaps.ts';
import type { CongestionControl, LabInterface, LabNamespace, LabPlan, LabVpc } from './lab-plan.ts';
import { type GatewayPrefixes, placeGateways } from './next-hops.ts';
import { type PlacedInterface, type PlacedVpc, type Placement, placeInterfaces } from './place-interfaces.ts';
import { markTables, routerNamespace } from './router.ts';
import { blocksOf, type RouterContext } from './router-filters.ts';

/** Facts of AWS that a plan needs. */
export interface LabFacts {
  readonly gatewayPrefixes: GatewayPrefixes;
  readonly endpointPorts: EndpointPorts;
}

export interface LabOptions {
  /** `nsn.shop.` */
  readonly prefix: string;
  /** Without the counters a lab comes up faster and has no flow logs. */
  readonly counters: RouterContext['counters'];
  /** What hosts have instead of the machine's own; `undefined` = the machine's. */
  readonly congestionControl?: CongestionControl;
}

/** What Linux has to build so that packets fare as in this network. */
export function compileLab(written: Network, facts: LabFacts, options: LabOptions): LabPlan {
  const network = withAssignedBlocks(written);
  const gaps = new LabGaps();
  refuseGaps(network, gaps);
  const placement = placeInterfaces(network, options.prefix, gaps);
  const gateways = placeGateways(network, placement, facts.gatewayPrefixes, gaps);
  const families = familiesOf(network);
  const marks = markTables(placement.vpcs, gaps);
  const context: RouterContext = { network, placement, gateways, gaps, marks, counters: options.counters };
  const internet = `${options.prefix}internet.`;
  const edges = placement.vpcs.map((vpc) => edgeOf(context, vpc, families, facts.endpointPorts));
  const namespaces: LabNamespace[] = [
    ...placement.vpcs.map((vpc) => routerNamespace(context, vpc, families, internet)),
    ...edges.map(({ namespace }) => namespace),
    ...natNamespaces(placement, families),
    internetNamespace(internet, placement, gateways, families),
    ...hostNamespaces(placement, families, options.congestionControl),
  ];
  return {
    prefix: options.prefix,
    namespaces,
    interfaces: placement.interfaces.map(publicPart),
    hosts: placement.hosts,
    vpcs: placement.vpcs.map((vpc) => labVpc(context, vpc)),
    listeners: [
      ...placement.vpcs.flatMap((vpc) => routerListeners(vpc, families)),
      ...edges.flatMap(({ listeners }) => listeners),
      ...internetListeners(internet, families),
    ],
    gaps: gaps.all(),
  };
}

/** TF-7: the code of a module that is not on disk. */
const missingModule = 'NSN1104';

/** Constructs that the model has as gaps, and what the resolver of the lab cannot be. */
function refuseGaps(network: Network, gaps: LabGaps): void {
  for (const { code, construct, touches, origin } of network.gaps)
    if (touches.length > 0)
      gaps.refuse(construct, code === missingModule ? 'absent-module' : 'not-modelled', origin);
  for (const { id, dhcpOptions, origin } of network.vpcs.values()) {
    const own = dhcpOptions && gaps.valueOf(dhcpOptions, `${id} DHCP options`, origin);
    const servers = own?.domainNameServers;
    if (servers === undefined) continue;
    if (servers.unknowns.length > 0 || servers.items.some((server) => server !== 'AmazonProvidedDNS'))
      gaps.refuse(id, 'dhcp-servers', own?.origin);
  }
  for (const { id, type, origin } of network.vpcEndpoints.values()) {
    if (type.kind !== 'known') continue;
    if (type.value === 'GatewayLoadBalancer') gaps.refuse(id, 'gateway-load-balancer', origin);
    else if (type.value !== 'Gateway' && type.value !== 'Interface')
      gaps.refuse(id, 'other-endpoint-type', origin);
  }
}

/** LAB-7: without IPv6 in the source every namespace goes without it. */
function familiesOf({ vpcs, subnets }: Network): readonly Family[] {
  const hasIpv6 =
    [...vpcs.values()].some((vpc) => vpc.ipv6Cidrs.items.length > 0) ||
    [...subnets.values()].some(({ ipv6Cidr }) => ipv6Cidr?.kind === 'known');
  return hasIpv6 ? [ipv4, ipv6] : [ipv4];
}

function vpcOf({ vpcs }: Placement, { vpc }: { readonly vpc: string }): PlacedVpc | undefined {
  return vpcs.find((candidate) => candidate.vpc.id === vpc);
}

function natNamespaces(placement: Placement, families: readonly Family[]): readonly LabNamespace[] {
  const zonal = placement.interfaces.flatMap((placed) => {
    const vpc = vpcOf(placement, placed);
    return placed.owner.kind === 'nat-gateway' && vpc !== undefined
      ? [natNamespace(vpc, placed, families)]
      : [];
  });
  const regional = placement.regionalNats.flatMap((nat) => {
    const vpc = vpcOf(placement, nat);
    return vpc === undefined ? [] : [regionalNatNamespace(vpc, nat, families)];
  });
  return [...zonal, ...regional];
}

function hostNamespaces(
  placement: Placement,
  families: readonly Family[],
  congestionControl: CongestionControl | undefined,
): readonly LabNamespace[] {
  return placement.interfaces.flatMap((placed) => {
    const vpc = vpcOf(placement, placed);
    return placed.owner.kind === 'workload' && vpc !== undefined
      ? [hostNamespace(vpc, placed, families, congestionControl)]
      : [];
  });
}

function publicPart(placed: PlacedInterface): LabInterface {
  const { peerDevice: _peer, mac: _mac, linkGroup: _group, isStandIn: _standIn, ...own } = placed;
  return own;
}

function labVpc(context: RouterContext, placed: PlacedVpc): LabVpc {
  const { network, gaps } = context;
  const { vpc, router, edge, subnets } = placed;
  const fallback = network.defaultRegion.kind === 'known' ? network.defaultRegion.value : undefined;
  const region = fallback ?? gaps.valueOf(vpc.region, `${vpc.id} Region`, vpc.origin);
  const [primary] = vpc.ipv4Cidrs.items;
  gaps.missAll(vpc.ipv4Cidrs.unknowns, `${vpc.id}.cidr_block`, vpc.origin);
  return {
    id: vpc.id,
    region: vpc.region.kind === 'known' ? vpc.region.value : (region ?? ''),
    router,
    edge,
    ipv4Cidrs: blocksOf(placed).ipv4,
    ipv6Cidrs: blocksOf(placed).ipv6,
    resolver: primary === undefined ? undefined : ipv4Text(primary.address + 2),
    subnets: subnets.map(({ subnet, linkGroup }) => ({ id: subnet.id, linkGroup })),
    gateways: gatewaysOf(context, placed),
  };
}

function gatewaysOf({ gateways, placement }: RouterContext, placed: PlacedVpc): LabVpc['gateways'] {
  const { id } = placed.vpc;
  const internet = gateways.internet.get(id);
  const egressOnly = gateways.egressOnly.get(id);
  return [
    ...(internet === undefined ? [] : [{ device: 'igw', id: internet }]),
    ...(egressOnly === undefined ? [] : [{ device: 'eigw', id: egressOnly }]),
    ...gateways.endpoints
      .filter(({ vpc }) => vpc === placed)
      .map(({ device, endpoint }) => ({ device, id: endpoint.id })),
    ...gateways.peerings
      .filter(({ from }) => from === placed)
      .map(({ device, id: peering }) => ({ device, id: peering })),
    ...placement.regionalNats
      .filter(({ vpc }) => vpc === id)
      .map(({ device, id: nat }) => ({ device, id: nat })),
  ];
}
