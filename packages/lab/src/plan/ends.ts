import { ipv4Text, prefixText } from './addresses.ts';
import { type Family, ipv6 } from './family.ts';
import type { CongestionControl, LabNamespace, Listener } from './lab-plan.ts';
import type { Gateways } from './next-hops.ts';
import type { PlacedInterface, PlacedVpc, Placement, RegionalNat } from './place-interfaces.ts';
import { familySysctls, ipv6Gateway, metadataAddresses, routerMac } from './router.ts';
import { blocksOf } from './router-filters.ts';

/** A subnet's router as a host sees it. */
function gatewayOf(
  vpc: PlacedVpc,
  { linkGroup }: PlacedInterface,
): { readonly address: string; readonly length: number; readonly block: string } | undefined {
  const cidr = vpc.subnets.find((subnet) => subnet.linkGroup === linkGroup)?.subnet.ipv4Cidr;
  if (cidr?.kind !== 'known') return undefined;
  const { address, length } = cidr.value;
  return { address: ipv4Text(address + 1), length, block: prefixText(cidr.value) };
}

/** §3.3: an address in the subnet as on EC2, and everything else by its router. */
function addressLines(
  vpc: PlacedVpc,
  placed: PlacedInterface,
  congestionControl?: CongestionControl,
): readonly string[] {
  const gateway = gatewayOf(vpc, placed);
  const { ipv4: address } = placed;
  if (address === undefined || gateway === undefined) return ['link set lo up', 'link set eth0 up'];
  const { length } = gateway;
  const own = `addr add ${address}/${length} dev eth0`;
  return [
    'link set lo up',
    congestionControl === undefined ? own : `${own} noprefixroute`,
    'link set eth0 up',
    `neigh add ${gateway.address} lladdr ${routerMac} dev eth0 nud permanent`,
    ...(congestionControl === undefined
      ? []
      : [`route add ${gateway.block} dev eth0 scope link src ${address}${metrics(congestionControl)}`]),
    `route add default via ${gateway.address} dev eth0${metrics(congestionControl)}`,
  ];
}

function metrics(congestionControl: CongestionControl | undefined): string {
  return congestionControl === undefined ? '' : ` congctl ${congestionControl}`;
}

/** A /128 and a router that nobody asks for: neighbours are reached by way of it, as in LAB-2. */
function ipv6AddressLines(
  { ipv6: address }: PlacedInterface,
  congestionControl?: CongestionControl,
): readonly string[] {
  return address === undefined
    ? []
    : [
        `addr add ${address}/128 dev eth0 nodad`,
        `neigh add ${ipv6Gateway} lladdr ${routerMac} dev eth0 nud permanent`,
        `route add default via inet6 ${ipv6Gateway} dev eth0 onlink${metrics(congestionControl)}`,
      ];
}

/** A workload in one subnet. */
export function hostNamespace(
  vpc: PlacedVpc,
  placed: PlacedInterface,
  families: readonly Family[],
  congestionControl?: CongestionControl,
): LabNamespace {
  const forwards = !placed.sourceDestCheck;
  const hasIpv6 = families.includes(ipv6);
  return {
    name: placed.namespace,
    role: 'host',
    sysctls: [
      // The device was there before the settings, so it is told by itself.
      ...(hasIpv6 ? [...familySysctls(families), 'net.ipv6.conf.eth0.addr_gen_mode=1'] : []),
      ...(forwards
        ? [
            'net.ipv4.ip_forward=1',
            'net.ipv4.conf.all.send_redirects=0',
            'net.ipv4.conf.default.send_redirects=0',
          ]
        : []),
    ],
    // Without a setting, a host is one process: no address of IPv6 makes itself.
    ip: [
      ...(hasIpv6 ? [] : ['link set eth0 addrgenmode none']),
      ...addressLines(vpc, placed, congestionControl),
    ],
    ip6: ipv6AddressLines(placed, congestionControl),
    nft: forwards && placed.ipv4 !== undefined ? natInstanceTable(vpc, placed.ipv4) : '',
    files: hostFiles(vpc, placed),
  };
}

/** NAT-10: what the operating system of a NAT instance does; inside the VPC an appliance hides nobody. */
function natInstanceTable(vpc: PlacedVpc, own: string): string {
  return [
    'table ip lab {',
    `chain po { type nat hook postrouting priority srcnat; ip saddr != ${own} ip daddr != { ${blocksOf(vpc).ipv4.join(', ')} } snat to ${own}; }`,
    '}',
    '',
  ].join('\n');
}

/** LAB-51 and pitfall 9. */
function hostFiles({ vpc }: PlacedVpc, placed: PlacedInterface): LabNamespace['files'] {
  const [primary] = vpc.ipv4Cidrs.items;
  const server =
    placed.ipv4 === undefined || primary === undefined
      ? metadataAddresses.resolverIpv6
      : ipv4Text(primary.address + 2);
  const name = hostNameOf(placed);
  return [
    { path: '/etc/resolv.conf', text: `nameserver ${server}\noptions timeout:2 attempts:1\n` },
    { path: '/etc/hostname', text: `${name}\n` },
    {
      path: '/etc/hosts',
      text: `127.0.0.1 localhost\n::1 localhost\n${placed.ipv4 ?? placed.ipv6} ${name}\n`,
    },
    {
      path: '/etc/nsswitch.conf',
      text: 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nnetworks: files\n',
    },
  ];
}

/** `ip-10-0-1-10`, as EC2 calls it. */
export function hostNameOf({ ipv4, eniId }: PlacedInterface): string {
  return ipv4 === undefined ? eniId.replace('eni-', 'i-') : `ip-${ipv4.replaceAll('.', '-')}`;
}

const natTimeout = 'net.netfilter.nf_conntrack_tcp_timeout_established=350';

function natSysctls(families: readonly Family[]): readonly string[] {
  return [
    ...familySysctls(families),
    'net.ipv4.ip_forward=1',
    'net.ipv4.conf.all.send_redirects=0',
    'net.ipv4.conf.default.send_redirects=0',
    'net.ipv4.conf.all.rp_filter=0',
    'net.ipv4.conf.default.rp_filter=0',
    natTimeout,
  ];
}

function natTable(vpc: PlacedVpc, own: string): string {
  const sources = `{ ${blocksOf(vpc).ipv4.join(', ')} }`;
  return [
    'table ip lab {',
    'chain inp { type filter hook input priority filter; policy drop; }',
    `chain c_forward { type filter hook forward priority filter; policy drop; ct state established,related counter accept; ip saddr ${sources} ip daddr != ${own} counter accept; }`,
    `chain po { type nat hook postrouting priority srcnat; ip saddr ${sources} snat to ${own}; }`,
    '}',
    '',
  ].join('\n');
}

/** LAB-21: one interface, so that its own subnet's table and ACL judge the packet a second time. */
export function natNamespace(
  vpc: PlacedVpc,
  placed: PlacedInterface,
  families: readonly Family[],
): LabNamespace {
  return {
    name: placed.namespace,
    role: 'nat',
    sysctls: natSysctls(families),
    ip: addressLines(vpc, placed),
    ip6: [],
    nft: placed.ipv4 === undefined ? '' : natTable(vpc, placed.ipv4),
    files: [],
  };
}

/** NAT-7: no subnet, so no ACL of one; it has its public address itself. */
export function regionalNatNamespace(
  vpc: PlacedVpc,
  { namespace, publicIpv4 }: RegionalNat,
  families: readonly Family[],
): LabNamespace {
  const router = '169.254.104.1';
  return {
    name: namespace,
    role: 'nat',
    sysctls: natSysctls(families),
    ip: [
      'link set lo up',
      'link set eth0 up',
      `neigh add ${router} lladdr ${routerMac} dev eth0 nud permanent`,
      ...(publicIpv4 === undefined ? [] : [`addr add ${publicIpv4}/32 dev lo`]),
      `route add default via inet ${router} dev eth0 onlink`,
    ],
    ip6: [],
    nft: publicIpv4 === undefined ? '' : natTable(vpc, publicIpv4),
    files: [],
  };
}

/** Every public address in one namespace that is joined to nothing (LAB-3). */
export function internetNamespace(
  name: string,
  placement: Placement,
  gateways: Gateways,
  families: readonly Family[],
): LabNamespace {
  const lines = ['link set lo up'];
  const lines6: string[] = [];
  for (const vpc of placement.vpcs) {
    const hasGateway = gateways.internet.has(vpc.vpc.id);
    const hasEgressOnly = gateways.egressOnly.has(vpc.vpc.id);
    const links = [
      ...(hasGateway ? [{ device: `to${vpc.number}`, ipv4: '169.254.100.1', ipv6: 'fe80::100:1' }] : []),
      ...(hasEgressOnly ? [{ device: `eo${vpc.number}`, ipv4: '169.254.100.5', ipv6: 'fe80::100:5' }] : []),
    ];
    const [back] = links;
    if (back === undefined) {
      // Nobody else answers for them (IGW-1).
      lines6.push(...blocksOf(vpc).ipv6.map((block) => `route add blackhole ${block} table local`));
      continue;
    }
    for (const { device, ipv4, ipv6: address6 } of links) {
      lines.push(
        `link set ${device} up`,
        `neigh add ${ipv4} lladdr ${routerMac} dev ${device} nud permanent`,
      );
      lines6.push(`neigh add ${address6} lladdr ${routerMac} dev ${device} nud permanent`);
    }
    if (hasGateway)
      lines.push(
        ...publicOf(placement, vpc).map(
          (address) => `route add ${address}/32 via inet ${back.ipv4} dev ${back.device} onlink table local`,
        ),
      );
    lines6.push(
      ...blocksOf(vpc).ipv6.map(
        (block) => `route add ${block} via inet6 ${back.ipv6} dev ${back.device} onlink table local`,
      ),
    );
  }
  return {
    name,
    role: 'internet',
    sysctls: [
      ...familySysctls(families),
      'net.ipv4.conf.all.rp_filter=0',
      'net.ipv4.conf.default.rp_filter=0',
    ],
    // AnyIP comes last: once every address is its own, Linux takes none of them as a gateway.
    ip: [...lines, 'route add local 0.0.0.0/0 dev lo table local'],
    ip6: families.includes(ipv6) ? [...lines6, 'route add local ::/0 dev lo table local'] : [],
    nft: '',
    files: [],
  };
}

function publicOf({ interfaces, regionalNats }: Placement, { vpc }: PlacedVpc): readonly string[] {
  return [...interfaces, ...regionalNats].flatMap(({ vpc: home, publicIpv4 }) =>
    home === vpc.id && publicIpv4 !== undefined ? [publicIpv4] : [],
  );
}

/** LAB-43, LAB-44. */
export function routerListeners(
  { vpc, router }: PlacedVpc,
  families: readonly Family[],
): readonly Listener[] {
  const { resolver, metadata, containerCredentials, resolverIpv6, metadataIpv6 } = metadataAddresses;
  const [primary] = vpc.ipv4Cidrs.items;
  const own = primary === undefined ? [] : [ipv4Text(primary.address + 2)];
  const hasIpv6 = families.includes(ipv6);
  const dns = [...own, resolver, ...(hasIpv6 ? [resolverIpv6] : [])];
  const way = { kind: 'vpc', vpc: vpc.id } as const;
  const common = { namespace: router, way } as const;
  return [
    ...dns.flatMap((address): Listener[] =>
      (['udp', 'tcp'] as const).map((protocol) => ({
        ...common,
        protocol,
        address,
        port: 53,
        calledPort: 53,
        serves: 'dns',
      })),
    ),
    ...[metadata, containerCredentials, ...(hasIpv6 ? [metadataIpv6] : [])].map(
      (address): Listener => ({
        ...common,
        protocol: 'tcp',
        address,
        port: 80,
        calledPort: 80,
        serves: 'metadata',
      }),
    ),
  ];
}

export function internetListeners(namespace: string, families: readonly Family[]): readonly Listener[] {
  return families.flatMap((family) =>
    [443, 80].map(
      (port): Listener => ({
        namespace,
        protocol: 'tcp',
        address: family === ipv6 ? '::' : '0.0.0.0',
        port,
        calledPort: port,
        serves: 'aws-front',
        way: { kind: 'public' },
      }),
    ),
  );
}
