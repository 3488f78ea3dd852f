import type { Id } from '@naisen/engine';
import { ipv4Text, NumberRange } from './addresses.ts';
import { type Family, ipv4, ipv6 } from './family.ts';
import type { LabGaps } from './gaps.ts';
import type { LabNamespace } from './lab-plan.ts';
import { type NextHop, neighbours, nowhere, routesOfTable } from './next-hops.ts';
import type { PlacedInterface, PlacedVpc, RegionalNat } from './place-interfaces.ts';
import { blocksOf, type RouterContext, routerTable, tableOf } from './router-filters.ts';

/** Every device of a router has it: a neighbour need never be asked for. */
export const routerMac = '02:4c:00:00:00:01';
/** A jumbo frame, as inside a VPC; what leaves it is smaller (LAB-23, LAB-29). */
export const mtu = { vpc: 9001, endpoint: 8500, internet: 1500 } as const;
/** The worst metric there is: every other route comes first (LAB-14). */
const lastMetric = 4278198272;
/** The default gateway of IPv6 hosts; nobody asks who it is. */
export const ipv6Gateway = 'fe80::1';
export const metadataAddresses = {
  resolver: '169.254.169.253',
  metadata: '169.254.169.254',
  containerCredentials: '169.254.170.2',
  time: '169.254.169.123',
  resolverIpv6: 'fd00:ec2::253',
  metadataIpv6: 'fd00:ec2::254',
} as const;

/** LAB-11: the number is mark, table and preference at once; 253 to 255 and 32766 are Linux's own (LAB-5). */
export function markTables(vpcs: readonly PlacedVpc[], gaps: LabGaps): ReadonlyMap<Id<'RouteTable'>, number> {
  const ids = new Set(
    vpcs.flatMap((vpc) => vpc.subnets.flatMap(({ subnet }) => tableOf(vpc, subnet, gaps) ?? [])),
  );
  const numbers = new NumberRange(1101, 20_000);
  return new Map([...ids].sort().map((id) => [id, numbers.take(id) ?? 0]));
}

/** The router of one VPC: its links, addresses, routes and filters (§3.2, §3.4). */
export function routerNamespace(
  context: RouterContext,
  vpc: PlacedVpc,
  families: readonly Family[],
  internet: string,
): LabNamespace {
  const own = context.placement.interfaces.filter((placed) => placed.vpc === vpc.vpc.id);
  return {
    name: vpc.router,
    role: 'router',
    sysctls: routerSysctls(families),
    ip: [
      ...ownAddresses(vpc),
      ...nowhereLink(),
      ...own.flatMap(interfaceLink),
      ...gatewayLinks(context, vpc, internet),
      ...tableLines(context, vpc, ipv4),
    ],
    ip6: families.includes(ipv6) ? ipv6Lines(context, vpc, own) : [],
    nft: families.map((family) => routerTable(context, vpc, family)).join(''),
    files: [],
  };
}

export function familySysctls(families: readonly Family[]): readonly string[] {
  return families.includes(ipv6)
    ? [
        'net.ipv6.conf.all.accept_ra=0',
        'net.ipv6.conf.default.accept_ra=0',
        'net.ipv6.conf.default.accept_dad=0',
        'net.ipv6.conf.default.addr_gen_mode=1',
      ]
    : ['net.ipv6.conf.all.disable_ipv6=1', 'net.ipv6.conf.default.disable_ipv6=1'];
}

function routerSysctls(families: readonly Family[]): readonly string[] {
  return [
    ...familySysctls(families),
    'net.ipv4.ip_forward=1',
    'net.ipv4.conf.all.send_redirects=0',
    'net.ipv4.conf.default.send_redirects=0',
    'net.ipv4.conf.all.rp_filter=0',
    'net.ipv4.conf.default.rp_filter=0',
    'net.ipv4.conf.all.proxy_arp=1',
    // Two lookups a packet that nobody needs here: the filters check sources, and few sockets are a router's.
    'net.ipv4.conf.all.accept_local=1',
    'net.ipv4.ip_early_demux=0',
    ...(families.includes(ipv6) ? ['net.ipv6.conf.all.forwarding=1'] : []),
  ];
}

/** DNS-1: base + 2; and the first address of each subnet, which is its router's. */
function ownAddresses(placed: PlacedVpc): readonly string[] {
  const { vpc, subnets } = placed;
  const [primary] = vpc.ipv4Cidrs.items;
  const { resolver, metadata, time, containerCredentials } = metadataAddresses;
  const base = primary === undefined ? [] : [ipv4Text(primary.address + 2)];
  const firsts = subnets.flatMap(({ subnet }) =>
    subnet.ipv4Cidr?.kind === 'known' ? [ipv4Text(subnet.ipv4Cidr.value.address + 1)] : [],
  );
  const addresses = [...base, resolver, metadata, containerCredentials, time, ...firsts];
  return [
    'link set lo up',
    ...addresses.map((address) => `addr add ${address}/32 dev lo`),
    ...blocksOf(placed).ipv4.map((block) => `route add blackhole ${block}`),
  ];
}

/** LAB-14: a kernel `blackhole` would drop before anybody could say why. */
function nowhereLink(): readonly string[] {
  const { ipv4: address, mac } = neighbours.nowhere;
  return [
    'link add name void0 type veth peer name void1',
    'link set void0 up',
    'link set void1 up',
    `neigh add ${address} lladdr ${mac} dev void0 nud permanent`,
    `route add default via inet ${address} dev void0 onlink metric ${lastMetric}`,
  ];
}

/** LAB-10: the link group is the subnet, so a new host adds no rule of its subnet. */
function interfaceLink(placed: PlacedInterface): readonly string[] {
  const { device, linkGroup, ipv4: address, mac, peerDevice, namespace, owner } = placed;
  const size = owner.kind === 'vpc-endpoint' ? mtu.endpoint : mtu.vpc;
  return [
    `link add name ${device} mtu ${size} group ${linkGroup} address ${routerMac} type veth peer name ${peerDevice} mtu ${size} address ${mac} netns ${namespace}`,
    `link set ${device} up`,
    ...(address === undefined
      ? []
      : [
          `route add ${address}/32 dev ${device}`,
          `neigh add ${address} lladdr ${mac} dev ${device} nud permanent`,
          `ntable change name arp_cache dev ${device} proxy_delay 0`,
        ]),
  ];
}

/** Links to what is no ENI: group 0. */
function gatewayLinks(
  { gateways, placement }: RouterContext,
  vpc: PlacedVpc,
  internet: string,
): readonly string[] {
  const lines: string[] = [];
  const { id } = vpc.vpc;
  const link = (
    device: string,
    peer: string,
    size: number,
    netns: string,
    to: { readonly ipv4: string; readonly mac: string },
  ): void => {
    lines.push(
      `link add name ${device} mtu ${size} address ${routerMac} type veth peer name ${peer} mtu ${size} address ${to.mac} netns ${netns}`,
      `link set ${device} up`,
      `neigh add ${to.ipv4} lladdr ${to.mac} dev ${device} nud permanent`,
    );
  };
  if (gateways.internet.has(id)) link('igw', `to${vpc.number}`, mtu.internet, internet, neighbours.igw);
  if (gateways.egressOnly.has(id)) link('eigw', `eo${vpc.number}`, mtu.internet, internet, neighbours.eigw);
  for (const gateway of gateways.endpoints)
    if (gateway.vpc === vpc)
      link(gateway.device, `x-${gateway.device}`, mtu.endpoint, vpc.edge, neighbours.gateway);
  for (const nat of placement.regionalNats)
    if (nat.vpc === id) lines.push(...regionalLink(nat, blocksOf(vpc).ipv4, gateways.internet.has(id)));
  // The link is made once, by the end with the lower number; each end writes its own neighbour.
  for (const { from, to, device } of gateways.peerings)
    if (from === vpc && from.number < to.number) link(device, device, mtu.vpc, to.router, neighbours.peering);
    else if (from === vpc)
      lines.push(
        `link set ${device} up`,
        `neigh add ${neighbours.peering.ipv4} lladdr ${routerMac} dev ${device} nud permanent`,
      );
  return lines;
}

function regionalLink(
  { device, namespace, publicIpv4 }: RegionalNat,
  blocks: readonly string[],
  isAttached: boolean,
): readonly string[] {
  const { ipv4: address, mac } = neighbours.regionalNat;
  const out: NextHop = isAttached ? { device: 'igw', via: neighbours.igw.ipv4 } : nowhere(ipv4);
  return [
    `link add name ${device} mtu ${mtu.vpc} address ${routerMac} type veth peer name eth0 mtu ${mtu.vpc} address ${mac} netns ${namespace}`,
    `link set ${device} up`,
    `neigh add ${address} lladdr ${mac} dev ${device} nud permanent`,
    ...(publicIpv4 === undefined
      ? []
      : [`route add ${publicIpv4}/32 via inet ${address} dev ${device} onlink`]),
    // It leaves by the VPC's own Internet gateway (NAT-7), if there is one.
    `rule add pref 22000 iif ${device} lookup 22000`,
    ...blocks.map((block) => `route replace throw ${block} table 22000`),
    `route replace default ${routeText(out, ipv4)} table 22000`,
  ];
}

function routeText({ device, via }: NextHop, { name }: Family): string {
  return `via ${name === 'ipv4' ? 'inet' : 'inet6'} ${via} dev ${device} onlink`;
}

/** LAB-11 to LAB-14: one rule and one table for each route table that a subnet uses. */
function tableLines(context: RouterContext, vpc: PlacedVpc, family: Family): readonly string[] {
  const { network, placement, gateways, gaps, marks } = context;
  const ids = new Set(vpc.subnets.flatMap(({ subnet }) => tableOf(vpc, subnet, gaps) ?? []));
  return [...ids].sort().flatMap((id) => {
    const mark = marks.get(id) ?? 0;
    const routes = routesOfTable({ network, placement, gateways, gaps }, vpc, id, family);
    return [
      `rule add pref ${mark} fwmark ${mark} lookup ${mark}`,
      `route add default ${routeText(nowhere(family), family)} metric ${lastMetric} table ${mark}`,
      ...routes.map(({ prefix, hop }) =>
        hop === 'throw'
          ? `route add throw ${prefix} table ${mark}`
          : `route add ${prefix} ${routeText(hop ?? nowhere(family), family)} table ${mark}`,
      ),
    ];
  });
}

function ipv6Lines(
  context: RouterContext,
  vpc: PlacedVpc,
  own: readonly PlacedInterface[],
): readonly string[] {
  const { resolverIpv6, metadataIpv6 } = metadataAddresses;
  const devices = ipv6Neighbours(context, vpc);
  return [
    ...[resolverIpv6, metadataIpv6].map((address) => `addr add ${address}/128 dev lo nodad`),
    ...blocksOf(vpc).ipv6.map((block) => `route add blackhole ${block}`),
    ...devices.map(
      ([device, { ipv6: address, mac }]) => `neigh add ${address} lladdr ${mac} dev ${device} nud permanent`,
    ),
    `route add default ${routeText(nowhere(ipv6), ipv6)} metric ${lastMetric}`,
    ...own.flatMap(({ ipv6: address, device, mac }) =>
      address === undefined
        ? []
        : [
            `route add ${address}/128 dev ${device}`,
            `neigh add ${address} lladdr ${mac} dev ${device} nud permanent`,
          ],
    ),
    ...tableLines(context, vpc, ipv6),
  ];
}

type Neighbour = { readonly ipv6: string; readonly mac: string };

function ipv6Neighbours(
  { gateways }: RouterContext,
  vpc: PlacedVpc,
): readonly (readonly [string, Neighbour])[] {
  const { id } = vpc.vpc;
  const found: [string, Neighbour][] = [['void0', neighbours.nowhere]];
  if (gateways.internet.has(id)) found.push(['igw', neighbours.igw]);
  if (gateways.egressOnly.has(id)) found.push(['eigw', neighbours.eigw]);
  for (const gateway of gateways.endpoints)
    if (gateway.vpc === vpc) found.push([gateway.device, neighbours.gateway]);
  for (const { from, device } of gateways.peerings)
    if (from === vpc) found.push([device, neighbours.peering]);
  return found;
}
