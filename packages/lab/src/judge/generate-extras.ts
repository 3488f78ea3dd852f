import type {
  AclSpec,
  EndpointSpec,
  GroupSpec,
  ListSpec,
  NetworkSpec,
  RouteSpec,
  RuleSpec,
  TableSpec,
  VpcSpec,
} from './network-spec.ts';
import type { Dice } from './random.ts';

/**
 * What few networks have: lists of the user's own in routes and rules, groups referred to across peering,
 * a gateway that is not attached, a second block, S3 by both kinds of endpoint, PrivateLink, an ACL that
 * denies the ports of replies.
 */
export function withExtras(spec: NetworkSpec, dice: Dice): NetworkSpec {
  return {
    ...spec,
    vpcs: spec.vpcs.map((vpc) => {
      const other = spec.peerings.length > 0 ? spec.vpcs.find((one) => one !== vpc) : undefined;
      const listed = dice.chance(0.4) ? withOwnList(vpc, dice) : vpc;
      const blocked = dice.chance(0.2) ? withSecondBlock(listed, dice) : listed;
      return {
        ...blocked,
        isDetached: dice.chance(0.08),
        groups: blocked.groups.map((group) => withPeersGroup(group, other, dice)),
        acls: blocked.acls.map((acl) => withoutReplies(acl, dice)),
        endpoints: [...blocked.endpoints, ...moreEndpoints(blocked, dice)],
      };
    }),
  };
}

/** SG-2: rules of a protocol that no probe speaks admit nothing else; all types, or that of a ping. */
export function withIcmp(spec: NetworkSpec, dice: Dice): NetworkSpec {
  const withRule = (group: GroupSpec): GroupSpec => {
    if (!dice.chance(0.5)) return group;
    const direction = dice.oneOf(['ingress', 'ingress', 'egress'] as const);
    const types = dice.oneOf([
      { from: -1, to: -1 },
      { from: 8, to: 0 },
      { from: 8, to: -1 },
    ]);
    const peer = { kind: 'cidr', cidr: '0.0.0.0/0' } as const;
    return { ...group, rules: [...group.rules, { direction, protocol: 'icmp', ...types, peer }] };
  };
  return { ...spec, vpcs: spec.vpcs.map((vpc) => ({ ...vpc, groups: vpc.groups.map(withRule) })) };
}

/** RT-5, SG-5: entries that overlap each other and the other routes. */
function withOwnList(vpc: VpcSpec, dice: Dice): VpcSpec {
  const net = vpc.cidr.replace('.0.0/16', '');
  const outside: ListSpec = {
    name: `${vpc.name}_out`,
    entries: dice.oneOf([
      ['8.8.8.0/24', '200.0.0.0/8'],
      ['8.0.0.0/7', '8.8.8.8/32'],
      ['128.0.0.0/2', '192.0.0.0/3', '9.9.9.9/32'],
    ]),
  };
  const inside: ListSpec = {
    name: `${vpc.name}_in`,
    entries: dice.oneOf([[`${net}.0.0/24`, `${net}.2.0/24`], [`${net}.0.0/23`, '8.8.8.8/32'], [vpc.cidr]]),
  };
  const withRoute = (table: TableSpec): TableSpec => {
    const target = table.routes.find((route) => route.target.kind !== 'peering')?.target;
    if (target === undefined || !dice.chance(0.5)) return table;
    const others: readonly RouteSpec['target'][] = [
      target,
      ...(vpc.hasInternetGateway ? [{ kind: 'igw' } as const] : []),
      ...vpc.nats.map(({ name }) => ({ kind: 'nat', name }) as const),
    ];
    const chosen = others[dice.below(others.length)] ?? target;
    const isIpv4 = chosen.kind !== 'eigw';
    const route: RouteSpec = { destination: `list:${outside.name}`, target: chosen };
    return isIpv4 ? { ...table, routes: [...table.routes, route] } : table;
  };
  const withRule = (group: GroupSpec): GroupSpec => {
    if (!dice.chance(0.5)) return group;
    const direction = dice.oneOf(['ingress', 'ingress', 'egress'] as const);
    const name = dice.oneOf([inside.name, inside.name, outside.name]);
    const rule: RuleSpec = {
      direction,
      protocol: 'tcp',
      ...dice.oneOf([
        { from: 443, to: 443 },
        { from: 0, to: 65535 },
      ]),
      peer: { kind: 'own-list', name },
    };
    return { ...group, rules: [...group.rules, rule] };
  };
  return {
    ...vpc,
    lists: [outside, inside],
    tables: vpc.tables.map(withRoute),
    groups: vpc.groups.map(withRule),
  };
}

/** RT-3: the second block is local, too; RFC 6598 is private space (IGW-2). */
function withSecondBlock(vpc: VpcSpec, dice: Dice): VpcSpec {
  const [group] = vpc.groups;
  if (group === undefined) return vpc;
  const net = `100.64.${vpc.cidr.split('.')[1]}`;
  const name = `${vpc.name}_s9`;
  return {
    ...vpc,
    secondCidr: `${net}.0/24`,
    subnets: [
      ...vpc.subnets,
      {
        name,
        cidr: `${net}.0/24`,
        ipv6Cidr: undefined,
        assignsIpv6: false,
        zone: 'c',
        table: vpc.tables[dice.below(vpc.tables.length)]?.name,
        acl: undefined,
      },
    ],
    hosts: [
      ...vpc.hosts,
      {
        name: `${vpc.name}_h9`,
        subnet: name,
        address: `${net}.20`,
        ipv6Address: undefined,
        groups: [group.name],
        hasPublicIp: dice.chance(0.4),
        sourceDestCheck: true,
      },
    ],
  };
}

/** SG-4: a reference holds across an active peering connection. */
function withPeersGroup(group: GroupSpec, other: VpcSpec | undefined, dice: Dice): GroupSpec {
  const theirs = other?.groups[dice.below(other.groups.length)];
  if (theirs === undefined || !dice.chance(0.4)) return group;
  const rule: RuleSpec = {
    direction: 'ingress',
    protocol: dice.oneOf(['tcp', '-1'] as const),
    from: 0,
    to: 65535,
    peer: { kind: 'group', name: theirs.name },
  };
  const ports = rule.protocol === '-1' ? { from: 0, to: 0 } : {};
  return { ...group, rules: [...group.rules, { ...rule, ...ports }] };
}

/** NACL-2: replies are asked as well, whatever the group let out. */
function withoutReplies(acl: AclSpec, dice: Dice): AclSpec {
  if (!dice.chance(0.2)) return acl;
  const egress = dice.chance(0.4);
  const cidr = dice.oneOf(['0.0.0.0/0', '8.0.0.0/7', '10.0.0.0/15', '::/0']);
  const deny = { number: 50, egress, action: 'deny', protocol: 'tcp', cidr, from: 1024, to: 65535 } as const;
  return { ...acl, entries: [deny, ...acl.entries] };
}

/** S3 has both kinds at once; a service of somebody else has no private name here. */
function moreEndpoints({ name, subnets, groups }: VpcSpec, dice: Dice): readonly EndpointSpec[] {
  // One subnet of a zone (NSN4004).
  const able = subnets
    .filter(({ cidr, zone }, index) => {
      const first = subnets.findIndex((subnet) => subnet.zone === zone);
      return cidr !== undefined && index === first;
    })
    .map((subnet) => subnet.name);
  const make = (suffix: string, service: string): EndpointSpec => ({
    name: `${name}_${suffix}`,
    service,
    type: 'Interface',
    addressType: 'ipv4',
    hasPrivateDns: false,
    subnets: able.slice(0, dice.between(1, 3)),
    groups: dice.someOf(groups, 0.4).map((group) => group.name),
    tables: [],
  });
  return [
    ...(dice.chance(0.3) ? [make('s3i', 's3')] : []),
    ...(dice.chance(0.2)
      ? [make('theirs', 'com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0')]
      : []),
  ];
}
