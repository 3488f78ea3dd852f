import type { VpcEndpoint } from '@naisen/engine';
import { ipv4Text, NumberRange, prefixText } from './addresses.ts';
import { type Family, ipv6 } from './family.ts';
import type { LabNamespace, Listener, Way } from './lab-plan.ts';
import type { PlacedGateway } from './next-hops.ts';
import type { PlacedInterface, PlacedVpc } from './place-interfaces.ts';
import { familySysctls, ipv6Gateway, routerMac } from './router.ts';
import type { RouterContext } from './router-filters.ts';

/** TCP ports of an endpoint's service, by the service's name. */
export type EndpointPorts = (serviceName: string) => readonly number[];

/** One link into the edge: an endpoint's ENI or a gateway endpoint. */
interface EdgeLink {
  readonly device: string;
  readonly endpoint: VpcEndpoint;
  readonly kind: 'interface-endpoint' | 'gateway-endpoint';
  /** Mark, table and preference (LAB-28). */
  readonly mark: number;
  readonly lines: readonly string[];
  readonly lines6: readonly string[];
}

export interface Edge {
  readonly namespace: LabNamespace;
  readonly listeners: readonly Listener[];
}

/** Where the endpoints of a VPC end: the way a call came in becomes a port (LAB-27). */
export function edgeOf(
  context: RouterContext,
  vpc: PlacedVpc,
  families: readonly Family[],
  portsOf: EndpointPorts,
): Edge {
  const links = linksOf(context, vpc);
  const ports = new NumberRange(20_000, 12_000);
  const ways = links.flatMap((link) =>
    calledPorts(link, portsOf).map((calledPort) => ({
      link,
      calledPort,
      // ENIs of one endpoint share nothing: which of them was called stays visible, too.
      port: ports.take(`${link.device} ${calledPort}`) ?? 0,
    })),
  );
  const marks = links.map(({ device, mark }) => `"${device}" : ${mark}`);
  const mapped = ways.map(({ link, calledPort, port }) => `"${link.device}" . ${calledPort} : ${port}`);
  const namespace: LabNamespace = {
    name: vpc.edge,
    role: 'edge',
    sysctls: [
      ...familySysctls(families),
      'net.ipv4.tcp_fwmark_accept=1',
      'net.ipv4.fwmark_reflect=1',
      // What refuses a connection of IPv6 has a setting of its own.
      ...(families.includes(ipv6) ? ['net.ipv6.fwmark_reflect=1'] : []),
      'net.ipv4.conf.all.rp_filter=0',
      'net.ipv4.conf.default.rp_filter=0',
      'net.ipv4.conf.all.src_valid_mark=1',
    ],
    ip: ['link set lo up', ...new Set(links.flatMap(({ lines }) => lines))],
    ip6: families.includes(ipv6) ? [...new Set(links.flatMap(({ lines6 }) => lines6))] : [],
    nft: families.map(({ nft }) => edgeTable(nft, marks, mapped)).join(''),
    files: [],
  };
  const listeners = ways.flatMap(({ link, calledPort, port }) =>
    families.map((family): Listener => {
      const way: Way = { kind: link.kind, endpoint: link.endpoint.id, vpc: vpc.vpc.id };
      const address = family === ipv6 ? '::' : '0.0.0.0';
      return { namespace: vpc.edge, protocol: 'tcp', address, port, calledPort, serves: 'aws-front', way };
    }),
  );
  return { namespace, listeners };
}

function edgeTable(family: string, marks: readonly string[], ports: readonly string[]): string {
  const elements = (list: readonly string[]): string =>
    list.length === 0 ? '' : ` elements = { ${[...list].sort().join(', ')} };`;
  return [
    `table ${family} lab {`,
    `map way_mark { type ifname : mark;${elements(marks)} }`,
    `map way_port { type ifname . inet_service : inet_service;${elements(ports)} }`,
    'chain pre { type filter hook prerouting priority mangle; meta mark set iifname map @way_mark; }',
    'chain dn { type nat hook prerouting priority dstnat; meta l4proto tcp dnat to :iifname . tcp dport map @way_port; }',
    '}',
    '',
  ].join('\n');
}

function linksOf({ placement, gateways, network }: RouterContext, vpc: PlacedVpc): readonly EdgeLink[] {
  const numbers = new NumberRange(2000, 4000);
  const interfaces = placement.interfaces.flatMap((placed): EdgeLink[] => {
    if (placed.vpc !== vpc.vpc.id || placed.owner.kind !== 'vpc-endpoint') return [];
    const endpoint = network.vpcEndpoints.get(placed.owner.endpoint);
    if (endpoint === undefined) return [];
    const mark = numbers.take(placed.device) ?? 0;
    const { peerDevice: device } = placed;
    const kind = 'interface-endpoint';
    return [{ device, endpoint, kind, mark, ...interfaceLines(placed, gatewayOf(vpc, placed), mark) }];
  });
  const own = gateways.endpoints.filter((gateway) => gateway.vpc === vpc);
  const lists = own.map((gateway): EdgeLink => {
    const mark = 7000 + Number(gateway.device.slice(1));
    const { endpoint } = gateway;
    const kind = 'gateway-endpoint';
    return { device: `x-${gateway.device}`, endpoint, kind, mark, ...gatewayLines(gateway, mark) };
  });
  return [...interfaces, ...lists];
}

function gatewayOf({ subnets }: PlacedVpc, { linkGroup }: PlacedInterface): string | undefined {
  const cidr = subnets.find((subnet) => subnet.linkGroup === linkGroup)?.subnet.ipv4Cidr;
  return cidr?.kind === 'known' ? ipv4Text(cidr.value.address + 1) : undefined;
}

function interfaceLines(
  { ipv4, ipv6: address6, peerDevice: device }: PlacedInterface,
  gateway: string | undefined,
  mark: number,
): Pick<EdgeLink, 'lines' | 'lines6'> {
  const up = [`link set ${device} up`];
  const lines =
    ipv4 === undefined || gateway === undefined
      ? up
      : [
          `addr add ${ipv4}/32 dev ${device}`,
          ...up,
          `neigh add ${gateway} lladdr ${routerMac} dev ${device} nud permanent`,
          `route add default via inet ${gateway} dev ${device} onlink table ${mark}`,
          `rule add pref ${mark} fwmark ${mark} lookup ${mark}`,
          `rule add pref ${mark + 10_000} from ${ipv4} lookup ${mark}`,
        ];
  const lines6 =
    address6 === undefined
      ? []
      : [
          `addr add ${address6}/128 dev ${device} nodad`,
          `neigh add ${ipv6Gateway} lladdr ${routerMac} dev ${device} nud permanent`,
          `route add default via inet6 ${ipv6Gateway} dev ${device} onlink table ${mark}`,
          `rule add pref ${mark} fwmark ${mark} lookup ${mark}`,
          `rule add pref ${mark + 10_000} from ${address6} lookup ${mark}`,
        ];
  return { lines, lines6 };
}

/** AnyIP: every address of the list is answered for, so the client's own destination stays visible. */
function gatewayLines({ device, prefixes }: PlacedGateway, mark: number): Pick<EdgeLink, 'lines' | 'lines6'> {
  const name = `x-${device}`;
  const local = (family: 'ipv4' | 'ipv6'): readonly string[] =>
    prefixes
      .filter((prefix) => prefix.family === family)
      .map((prefix) => `route replace local ${prefixText(prefix)} dev lo`);
  const back = [
    `rule add pref ${mark} fwmark ${mark} lookup ${mark}`,
    `neigh add 169.254.101.1 lladdr ${routerMac} dev ${name} nud permanent`,
  ];
  return {
    lines: [
      `link set ${name} up`,
      ...back,
      `route add default via inet 169.254.101.1 dev ${name} onlink table ${mark}`,
      ...local('ipv4'),
    ],
    lines6: [
      `neigh add fe80::101:1 lladdr ${routerMac} dev ${name} nud permanent`,
      `rule add pref ${mark} fwmark ${mark} lookup ${mark}`,
      `route add default via inet6 fe80::101:1 dev ${name} onlink table ${mark}`,
      ...local('ipv6'),
    ],
  };
}

/** What clients call there. */
function calledPorts({ endpoint, kind }: EdgeLink, portsOf: EndpointPorts): readonly number[] {
  const service = endpoint.serviceName.kind === 'known' ? endpoint.serviceName.value : '';
  const ports = new Set(portsOf(service));
  if (ports.size === 0) ports.add(443);
  // S3 answers on 80, too (GW-8).
  if (kind === 'gateway-endpoint') ports.add(80);
  return [...ports].sort((a, b) => a - b);
}
