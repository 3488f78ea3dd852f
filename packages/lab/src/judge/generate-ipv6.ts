import type {
  AclEntrySpec,
  AclSpec,
  EndpointSpec,
  GroupSpec,
  HostSpec,
  NetworkSpec,
  RouteSpec,
  RuleSpec,
  SubnetSpec,
  TableSpec,
  VpcSpec,
} from './network-spec.ts';
import type { Dice } from './random.ts';

/**
 * The twin of IPv4 in some of the VPCs: each block, route, rule and entry has one of IPv6, and some are
 * forgotten on purpose (V6-1). A VPC has IPv6 and a subnet of it has none; a subnet has IPv6 only.
 */
export function withIpv6(spec: NetworkSpec, dice: Dice): NetworkSpec {
  const withBlocks = spec.vpcs.map((vpc) => (dice.chance(0.9) ? withSubnetBlocks(vpc, dice) : vpc));
  const vpcs = withBlocks.map((vpc) => (vpc.ipv6Cidr === undefined ? vpc : withTwins(vpc, withBlocks, dice)));
  return { ...spec, vpcs };
}

/** `10.1.0.0/16` → `2600:1f14:1`. */
function networkOf({ cidr }: Pick<VpcSpec, 'cidr'>): string {
  return `2600:1f14:${cidr.split('.')[1]}`;
}

function withSubnetBlocks(vpc: VpcSpec, dice: Dice): VpcSpec {
  const net = networkOf(vpc);
  const dual = vpc.subnets.map((subnet, index): SubnetSpec => {
    const ipv6Cidr = dice.chance(0.85) ? `${net}:${index}::/64` : undefined;
    return { ...subnet, ipv6Cidr, assignsIpv6: ipv6Cidr !== undefined && dice.chance(0.4) };
  });
  const addressed = vpc.hosts.map((host, index): HostSpec => {
    const number = dual.findIndex(({ name }) => name === host.subnet);
    const has = dual[number]?.ipv6Cidr !== undefined && dice.chance(0.85);
    return { ...host, ipv6Address: has ? `${net}:${number}::${10 + index}` : undefined };
  });
  const ipv6Cidr = `${net}::/56`;
  const [group] = vpc.groups;
  if (group === undefined || !dice.chance(0.3)) return { ...vpc, ipv6Cidr, subnets: dual, hosts: addressed };
  const only: SubnetSpec = {
    name: `${vpc.name}_s6`,
    cidr: undefined,
    ipv6Cidr: `${net}:6::/64`,
    assignsIpv6: true,
    zone: 'a',
    table: vpc.tables[dice.below(vpc.tables.length)]?.name,
    acl: vpc.acls[dice.below(vpc.acls.length + 1)]?.name,
  };
  const host: HostSpec = {
    name: `${vpc.name}_h6`,
    subnet: only.name,
    address: undefined,
    ipv6Address: `${net}:6::10`,
    groups: [group.name],
    hasPublicIp: false,
    sourceDestCheck: true,
  };
  return { ...vpc, ipv6Cidr, subnets: [...dual, only], hosts: [...addressed, host] };
}

interface TwinContext {
  readonly vpc: VpcSpec;
  readonly all: readonly VpcSpec[];
  readonly dice: Dice;
}

function withTwins(written: VpcSpec, all: readonly VpcSpec[], dice: Dice): VpcSpec {
  const vpc = { ...written, hasEgressOnlyGateway: dice.chance(0.6) };
  const context: TwinContext = { vpc, all, dice };
  return {
    ...vpc,
    tables: vpc.tables.map((table) => twinOfTable(context, table)),
    acls: vpc.acls.map((acl) => twinOfAcl(context, acl)),
    groups: vpc.groups.map((group) => twinOfGroup(context, group)),
    endpoints: vpc.endpoints.map((endpoint) => twinOfEndpoint(context, endpoint)),
  };
}

/** The block that means in IPv6 what the other does in IPv4; `undefined` = nothing does. */
function twinOfBlock({ vpc, all }: TwinContext, cidr: string): string | undefined {
  const [first = '', second = '', third = ''] = cidr.split('.');
  if (cidr === '0.0.0.0/0') return '::/0';
  if (cidr === '8.8.8.0/24' || cidr === '8.8.8.8/32') return '2001:4860::/32';
  if (cidr === '128.0.0.0/1' || cidr === '8.0.0.0/7') return '2001:4000::/18';
  const home = all.find((one) => one.cidr === `${first}.${second}.0.0/16`);
  if (home?.ipv6Cidr === undefined) return cidr === '52.0.0.0/8' ? '2600::/12' : undefined;
  const net = networkOf(home);
  if (cidr.endsWith('/16')) return home.ipv6Cidr;
  if (cidr.endsWith('/17')) return `${net}::/57`;
  if (cidr.endsWith('/23')) return `${net}::/63`;
  if (cidr.endsWith('/24')) return `${net}:${third}::/64`;
  const host = vpc.hosts.find(({ address }) => `${address}/32` === cidr);
  return host?.ipv6Address === undefined ? undefined : `${host.ipv6Address}/128`;
}

function twinOfTable(context: TwinContext, table: TableSpec): TableSpec {
  const { dice, vpc } = context;
  const routes = new Map(table.routes.map((route) => [route.destination, route]));
  for (const { destination, target } of table.routes) {
    const twin = dice.chance(0.9) ? twinOfBlock(context, destination) : undefined;
    if (twin !== undefined) routes.set(twin, { destination: twin, target: twinOfTarget(context, target) });
  }
  if (vpc.hasEgressOnlyGateway && dice.chance(0.3)) {
    const destination = dice.oneOf(['::/0', '2000::/3', '2001:4860::/32']);
    routes.set(destination, { destination, target: { kind: 'eigw' } });
  }
  return { ...table, routes: [...routes.values()] };
}

/** NAT gateways have nothing to do with IPv6: most people take an egress-only gateway, some forget it (NAT-9). */
function twinOfTarget({ dice, vpc }: TwinContext, target: RouteSpec['target']): RouteSpec['target'] {
  const isWayOut = target.kind === 'igw' || target.kind === 'nat';
  return isWayOut && vpc.hasEgressOnlyGateway && dice.chance(target.kind === 'nat' ? 0.8 : 0.3)
    ? { kind: 'eigw' }
    : target;
}

function twinOfAcl(context: TwinContext, acl: AclSpec): AclSpec {
  const { dice } = context;
  const twins = acl.entries.flatMap((entry): AclEntrySpec[] => {
    const cidr = dice.chance(0.92) ? twinOfBlock(context, entry.cidr) : undefined;
    return cidr === undefined ? [] : [{ ...entry, number: entry.number + 5, cidr }];
  });
  return { ...acl, entries: [...acl.entries, ...twins] };
}

function twinOfGroup(context: TwinContext, group: GroupSpec): GroupSpec {
  const { dice } = context;
  const twins = group.rules.flatMap((rule): RuleSpec[] => {
    if (rule.peer.kind !== 'cidr' || !dice.chance(0.92)) return [];
    const cidr = twinOfBlock(context, rule.peer.cidr);
    return cidr === undefined ? [] : [{ ...rule, peer: { kind: 'cidr', cidr } }];
  });
  const rules = new Map([...group.rules, ...twins].map((rule) => [JSON.stringify(rule), rule]));
  return { ...group, rules: [...rules.values()] };
}

/** GW-15, V6-3: S3 takes IPv6 at both kinds of endpoint; a dual-stack ENI needs a dual-stack subnet. */
function twinOfEndpoint({ dice, vpc }: TwinContext, endpoint: EndpointSpec): EndpointSpec {
  const { type, service, subnets } = endpoint;
  const allDual = subnets.every(
    (name) => vpc.subnets.find((subnet) => subnet.name === name)?.ipv6Cidr !== undefined,
  );
  const can = type === 'Gateway' ? service === 's3' : allDual;
  return can && dice.chance(0.6)
    ? { ...endpoint, addressType: dice.chance(0.8) ? 'dualstack' : 'ipv6' }
    : endpoint;
}
