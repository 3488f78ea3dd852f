import type { Id, Network } from '@naisen/engine';
import { prefixText } from './addresses.ts';
import type { Family } from './family.ts';
import {
  aclChain,
  comment,
  type FilterContext,
  groupChain,
  type NftParts,
  openChain,
  setText,
} from './filters.ts';
import { flowCounters, plainVerdicts } from './flow-counters.ts';
import type { LabGaps } from './gaps.ts';
import type { Gateways } from './next-hops.ts';
import type { PlacedInterface, PlacedVpc, Placement, RegionalNat } from './place-interfaces.ts';

export interface RouterContext {
  readonly network: Network;
  readonly placement: Placement;
  readonly gateways: Gateways;
  readonly gaps: LabGaps;
  /** Mark, table and preference of each route table (LAB-11). */
  readonly marks: ReadonlyMap<Id<'RouteTable'>, number>;
  readonly counters: 'flow-counters' | 'no-flow-counters';
}

/** The nft table of one VPC's router for one family (§3.4). */
export function routerTable(context: RouterContext, vpc: PlacedVpc, family: Family): string {
  const own = context.placement.interfaces.filter(
    (placed) => placed.vpc === vpc.vpc.id && placed[family.name] !== undefined,
  );
  const parts: NftParts = { sets: new Map(), chains: new Map() };
  const maps = [...interfaceSets(vpc, own, family), ...gateMaps(context, vpc, own, family, parts)];
  const lines = [
    `table ${family.nft} lab {`,
    ...sorted(parts.sets),
    ...maps,
    ...publicAddresses(context, vpc, own, family),
    ...(context.counters === 'flow-counters' ? flowCounters(family) : plainVerdicts()),
    ...[...parts.chains]
      .sort(byName)
      .flatMap(([name, rules]) => [`chain ${name} {`, ...rules.map(indent), '}']),
    ...fixedChains(context, vpc, family),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function indent(line: string): string {
  return `  ${line}`;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function sorted(texts: ReadonlyMap<string, string>): readonly string[] {
  return [...texts].sort(byName).map(([, text]) => text);
}

/** LAB-15, LAB-20. */
function interfaceSets(vpc: PlacedVpc, own: readonly PlacedInterface[], family: Family): readonly string[] {
  const { address, name } = family;
  const groups = vpc.subnets.map(({ linkGroup }) => `${linkGroup} . ${linkGroup}`);
  const unchecked = own.filter(({ sourceDestCheck }) => !sourceDestCheck).map(({ device }) => `"${device}"`);
  return [
    setText('nocheck', 'type ifname;', unchecked),
    setText(
      'eni_addr',
      `type ifname . ${address};`,
      own.map((placed) => `"${placed.device}" . ${placed[name]}`),
    ),
    setText('samesubnet', 'type devgroup . devgroup;', groups),
  ];
}

function mapText(name: string, type: string, elements: readonly string[]): string {
  const list = elements.length === 0 ? '' : ` elements = { ${[...elements].sort().join(', ')} };`;
  return `map ${name} { type ${type};${list} }`;
}

/** The verdict maps; every ENI with groups and every subnet is a key of them (LAB-6). */
function gateMaps(
  context: RouterContext,
  vpc: PlacedVpc,
  own: readonly PlacedInterface[],
  family: Family,
  parts: NftParts,
): readonly string[] {
  const { network, placement, gaps } = context;
  const filters: FilterContext = { network, interfaces: placement.interfaces, family, gaps };
  const filtered = own.filter(({ owner }) => owner.kind !== 'nat-gateway');
  const groupGate = (direction: 'ingress' | 'egress') =>
    filtered.map(({ device, securityGroups, isStandIn }) => {
      const chain = isStandIn ? openChain(parts) : groupChain(filters, parts, securityGroups, direction);
      return `"${device}" : jump ${chain}`;
    });
  const { defaultNetworkAcl } = vpc.vpc;
  const fallback = defaultNetworkAcl.kind === 'known' ? defaultNetworkAcl.value : undefined;
  const aclGate = (direction: 'ingress' | 'egress') =>
    vpc.subnets.map(
      ({ subnet, linkGroup }) =>
        `${linkGroup} : jump ${aclChain(filters, parts, subnet, fallback, direction)}`,
    );
  return [
    ...sourceMaps(context, vpc, own, family, parts),
    mapText('sg_out', 'ifname : verdict', groupGate('egress')),
    mapText('sg_in', 'ifname : verdict', groupGate('ingress')),
    mapText('nacl_out', 'devgroup : verdict', aclGate('egress')),
    mapText('nacl_in', 'devgroup : verdict', aclGate('ingress')),
  ];
}

/**
 * LAB-11, LAB-15: whose address a packet has decides by one lookup both that it may pass and by which table
 * it goes.
 */
function sourceMaps(
  { marks, gaps }: RouterContext,
  vpc: PlacedVpc,
  own: readonly PlacedInterface[],
  family: Family,
  parts: NftParts,
): readonly string[] {
  const verdicts = new Map<number, string>();
  for (const placed of vpc.subnets) {
    const { subnet, linkGroup } = placed;
    const table = tableOf(vpc, subnet, gaps);
    const mark = table === undefined ? undefined : marks.get(table);
    verdicts.set(linkGroup, mark === undefined ? 'accept' : `goto rt_${linkGroup}`);
    if (mark !== undefined)
      parts.chains.set(`rt_${linkGroup}`, tableChain(placed[family.name], mark, family));
  }
  const verdictOf = ({ linkGroup }: PlacedInterface): string => verdicts.get(linkGroup) ?? 'accept';
  const checked = own.map((placed) => `"${placed.device}" . ${placed[family.name]} : ${verdictOf(placed)}`);
  const unchecked = own.flatMap((placed) =>
    placed.sourceDestCheck ? [] : [`"${placed.device}" : ${verdictOf(placed)}`],
  );
  return [
    mapText('from_own', `ifname . ${family.address} : verdict`, checked),
    mapText('from_any', 'ifname : verdict', unchecked),
  ];
}

/**
 * LAB-11, LAB-15: the subnet's own addresses stay in the main table; everything else goes by the subnet's.
 *
 * A chain for each subnet: a set of `devgroup . address` with intervals costs each packet a vector search,
 * 7 % of bulk TCP.
 */
function tableChain(cidr: string | undefined, mark: number, { nft }: Family): readonly string[] {
  return [...(cidr === undefined ? [] : [`${nft} daddr ${cidr} return`]), `meta mark set ${mark}`];
}

/** RT-1. */
export function tableOf(
  { vpc }: PlacedVpc,
  subnet: PlacedVpc['subnets'][number]['subnet'],
  gaps: LabGaps,
): Id<'RouteTable'> | undefined {
  const { routeTable, id, origin } = subnet;
  return routeTable === undefined
    ? gaps.valueOf(vpc.mainRouteTable, `${vpc.id} main route table`, vpc.origin)
    : gaps.valueOf(routeTable.target, `${id} route table`, origin);
}

/** LAB-23: IPv4 goes 1:1; IPv6 addresses are public themselves. */
function publicAddresses(
  { placement }: RouterContext,
  vpc: PlacedVpc,
  own: readonly PlacedInterface[],
  family: Family,
): readonly string[] {
  if (family.name === 'ipv6') return [];
  const pairs = own.flatMap(({ ipv4, publicIpv4 }) =>
    ipv4 === undefined || publicIpv4 === undefined ? [] : [{ ipv4, publicIpv4 }],
  );
  const regional = placement.regionalNats.flatMap((nat: RegionalNat) =>
    nat.vpc === vpc.vpc.id && nat.publicIpv4 !== undefined ? [nat.publicIpv4] : [],
  );
  return [
    setText('haseip', 'type ipv4_addr;', [...pairs.map(({ ipv4 }) => ipv4), ...regional]),
    mapText(
      'eip2priv',
      'ipv4_addr : ipv4_addr',
      pairs.map(({ ipv4, publicIpv4 }) => `${publicIpv4} : ${ipv4}`),
    ),
    mapText(
      'priv2eip',
      'ipv4_addr : ipv4_addr',
      pairs.map(({ ipv4, publicIpv4 }) => `${ipv4} : ${publicIpv4}`),
    ),
  ];
}

/** Addresses of the VPC itself and what is never routed, for each family. */
const linkLocal = { ipv4: '169.254.0.0/16', ipv6: '{ fe80::/10, fd00:ec2::/32 }' } as const;

/** IGW-2: RFC 1918 and 6598; of IPv6 the unique local addresses. */
const privateSpace = {
  ipv4: '{ 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16 }',
  ipv6: '{ fc00::/7 }',
} as const;

function fixedChains(context: RouterContext, vpc: PlacedVpc, family: Family): readonly string[] {
  return [
    'chain raw { type filter hook prerouting priority raw; policy accept;',
    `  iifname . ${family.nft} saddr vmap @from_own`,
    '  meta iifgroup 0 return',
    '  iifname vmap @from_any',
    `  counter drop ${comment('source check')}`,
    '}',
    ...translation(family),
    ...forwardChains(context, vpc, family),
    ...inputChain(vpc, family),
  ];
}

/** LAB-23. */
function translation({ name }: Family): readonly string[] {
  return name === 'ipv6'
    ? []
    : [
        'chain igw_in { type nat hook prerouting priority dstnat; policy accept; iifname "igw" dnat to ip daddr map @eip2priv; }',
        'chain igw_out { type nat hook postrouting priority srcnat; policy accept; oifname "igw" snat to ip saddr map @priv2eip; }',
      ];
}

/**
 * LAB-15 to LAB-20: what every packet meets, in few lookups; what only first packets or packets through a
 * gateway meet has chains of its own.
 */
function forwardChains(context: RouterContext, vpc: PlacedVpc, family: Family): readonly string[] {
  const { nft, name } = family;
  const { ingress, egress } = publicAccess(context, vpc);
  return [
    'chain first {',
    `  ct state invalid counter drop ${comment('connection tracking: invalid')}`,
    `  ${nft} daddr ${linkLocal[name]} counter drop ${comment('link-local is never routed')}`,
    '  iifname vmap @sg_out',
    '}',
    'chain leave {',
    `  oifname "void0" counter goto nor_o ${comment('no route or blackhole')}`,
    `  oifname { "igw", "eigw" } ct direction original ${nft} daddr ${privateSpace[name]} counter goto nor_o ${comment('IGW-2: private destination')}`,
    // EIGW-1: what began outside, by an Internet gateway beside it, has no answer by this one.
    `  oifname "eigw" ct direction reply counter drop ${comment('egress-only: it began outside')}`,
    ...egress.map(indent),
    ...(name === 'ipv4'
      ? [
          `  oifname "igw" ct direction original ip saddr != @haseip counter goto nor_o ${comment('no public address')}`,
        ]
      : []),
    '}',
    'chain enter {',
    ...ingress.map(indent),
    `  iifname "eigw" ct state new counter drop ${comment('egress-only')}`,
    '}',
    'chain arrive {',
    '  ct state new oifname vmap @sg_in',
    `  oifname . ${nft} daddr @eni_addr goto deliver`,
    '  meta iifgroup != 0 jump acc_o_count',
    '  meta oifgroup 0 accept',
    '  oifname @nocheck goto acc_i_count',
    `  counter drop ${comment('destination check')}`,
    '}',
    'chain deliver {',
    '  meta iifgroup 0 goto acc_i_count',
    '  goto acc_b_count',
    '}',
    'chain c_forward { type filter hook forward priority filter; policy drop;',
    '  ct state invalid,new jump first',
    '  meta iifgroup . meta oifgroup @samesubnet goto arrive',
    '  meta iifgroup vmap @nacl_out',
    '  meta oifgroup 0 jump leave',
    '  meta iifgroup 0 jump enter',
    '  meta oifgroup vmap @nacl_in',
    '  goto arrive',
    '}',
  ];
}

/** LAB-24, LAB-26: the resolver and the metadata service are the router's own, so no group and no ACL is asked. */
function inputChain({ vpc }: PlacedVpc, { nft, name }: Family): readonly string[] {
  const hasDns = vpc.enableDnsSupport.kind === 'unknown' || vpc.enableDnsSupport.value;
  const metadata = name === 'ipv4' ? '{ 169.254.169.254, 169.254.170.2 }' : 'fd00:ec2::254';
  return [
    'chain inp { type filter hook input priority filter; policy drop;',
    '  iifname "lo" accept',
    '  meta iifgroup 0 drop',
    `  ${nft} daddr ${metadata} tcp dport 80 accept`,
    ...(hasDns ? ['  meta l4proto { tcp, udp } th dport 53 accept'] : []),
    ...(name === 'ipv4' ? ['  icmp type echo-request accept'] : []),
    '}',
  ];
}

interface PublicAccessRules {
  readonly ingress: readonly string[];
  readonly egress: readonly string[];
}

/** BPA-1. */
function publicAccess({ network, gaps }: RouterContext, { vpc, subnets }: PlacedVpc): PublicAccessRules {
  const ingress: string[] = [];
  const egress: string[] = [];
  for (const { mode, excluded, origin } of network.blockPublicAccess) {
    const word = gaps.valueOf(mode, 'block_public_access mode', origin);
    gaps.missAll(excluded.unknowns, 'block_public_access exclusions', origin);
    if (word === undefined || word === 'off' || excluded.items.some((id) => id === vpc.id)) continue;
    const free = subnets
      .filter(({ subnet }) => excluded.items.some((id) => id === subnet.id))
      .map(({ linkGroup }) => linkGroup);
    const others = (side: string): string => (free.length === 0 ? '' : `${side} != { ${free.join(', ')} } `);
    const refuse = `counter drop ${comment('BPA-1: block public access')}`;
    ingress.push(`iifname "igw" ct state new ${others('meta oifgroup')}${refuse}`);
    if (word !== 'block-ingress')
      egress.push(`oifname "igw" ct direction original ${others('meta iifgroup')}${refuse}`);
  }
  return { ingress, egress };
}

export function blocksOf({ vpc }: PlacedVpc): {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
} {
  return { ipv4: vpc.ipv4Cidrs.items.map(prefixText), ipv6: vpc.ipv6Cidrs.items.map(prefixText) };
}
