import { withExtras, withIcmp } from './generate-extras.ts';
import { withIpv6 } from './generate-ipv6.ts';
import type {
  AclEntrySpec,
  AclSpec,
  EndpointSpec,
  GroupSpec,
  HostSpec,
  NatSpec,
  NetworkSpec,
  RouteSpec,
  RuleSpec,
  SubnetSpec,
  TableSpec,
  VpcSpec,
} from './network-spec.ts';
import { Dice } from './random.ts';

/** Public addresses that probes go to, and prefixes around them: uniform ones would never meet a route. */
const publicPrefixes = [
  '0.0.0.0/0',
  '8.0.0.0/7',
  '8.8.8.0/24',
  '8.8.8.8/32',
  '128.0.0.0/1',
  '52.0.0.0/8',
] as const;

/**
 * A network of one or two small VPCs with everything that decides packets, and with mistakes on purpose:
 * tables without routes, NAT gateways in the wrong subnet, ACLs that forget the replies, groups that admit
 * others, routes that overlap.
 */
export function generateNetwork(seed: number): NetworkSpec {
  const dice = new Dice(seed);
  const isPair = dice.chance(0.35);
  const hasIpv6 = dice.chance(0.3);
  const names = isPair ? (['a', 'b'] as const) : (['a'] as const);
  const peerings = isPair && dice.chance(0.85) ? [{ name: 'peer', from: 'a', to: 'b' }] : [];
  const vpcs = names.map((name, index) =>
    generateVpc(dice, name, `10.${index}`, peerings.length > 0 ? `10.${1 - index}` : undefined),
  );
  // Numbers of their own: what is about one of them changes nothing of the rest.
  const dual = hasIpv6 ? withIpv6({ vpcs, peerings }, new Dice(seed + 0x60000000)) : { vpcs, peerings };
  const extras = new Dice(seed + 0x70000000);
  const spec = extras.chance(0.4) ? withExtras(dual, extras) : dual;
  const icmp = new Dice(seed + 0x50000000);
  return icmp.chance(0.3) ? withIcmp(spec, icmp) : spec;
}

function generateVpc(dice: Dice, name: string, net: string, peer: string | undefined): VpcSpec {
  // Half of them are as people mean them, with a fault or two: in wild ones hardly any packet arrives.
  const isMeant = dice.chance(0.55);
  const tables = dice.times(dice.between(isMeant ? 2 : 1, 3), (index) => `${name}_t${index}`);
  const acls = dice.times(dice.between(0, 2), (index) => `${name}_acl${index}`);
  const groups = dice.times(dice.between(2, 4), (index) => `${name}_sg${index}`);
  const subnets = dice.times(
    dice.between(2, 4),
    (index): SubnetSpec => ({
      name: `${name}_s${index}`,
      cidr: `${net}.${index}.0/24`,
      ipv6Cidr: undefined,
      assignsIpv6: false,
      zone: ['a', 'c', 'd'][index % 3] ?? 'a',
      table: dice.chance(0.85) ? tables[dice.below(tables.length)] : undefined,
      acl: acls.length > 0 && dice.chance(0.5) ? acls[dice.below(acls.length)] : undefined,
    }),
  );
  const subnetNames = subnets.map((subnet) => subnet.name);
  const others = generateHosts(dice, name, net, subnetNames, groups);
  const hasNatInstance = isMeant && dice.chance(0.4);
  const hosts = hasNatInstance
    ? others.map((host, index) => (index === 0 ? natInstance(dice, host, subnets) : host))
    : others;
  const nats = hasNatInstance
    ? []
    : generateNats(dice, name, isMeant ? subnetNames.slice(0, 1) : subnetNames);
  const hasInternetGateway = dice.chance(0.9);
  const context: VpcContext = {
    dice,
    isMeant,
    net,
    peer,
    hasInternetGateway,
    hosts,
    nats,
  };
  return {
    name,
    cidr: `${net}.0.0/16`,
    ipv6Cidr: undefined,
    hasInternetGateway,
    hasEgressOnlyGateway: false,
    subnets,
    tables: tables.map((table, index) => generateTable(context, table, index === 0)),
    acls: acls.map((acl) => generateAcl(context, acl)),
    groups: groups.map((group) => generateGroup(context, group, groups)),
    nats,
    endpoints: generateEndpoints(dice, name, subnetNames, groups, tables),
    hosts,
  };
}

/** NAT-10: in the public subnet, with a public address and without the check, unless something was forgotten. */
function natInstance(dice: Dice, host: HostSpec, subnets: readonly SubnetSpec[]): HostSpec {
  const [first] = subnets;
  if (first === undefined) return host;
  return {
    ...host,
    subnet: first.name,
    address: first.cidr?.replace('.0/24', '.10'),
    hasPublicIp: !dice.chance(0.15),
    sourceDestCheck: dice.chance(0.15),
  };
}

interface VpcContext {
  readonly dice: Dice;
  readonly isMeant: boolean;
  readonly net: string;
  readonly peer: string | undefined;
  readonly hasInternetGateway: boolean;
  readonly hosts: readonly HostSpec[];
  readonly nats: readonly NatSpec[];
}

function generateHosts(
  dice: Dice,
  name: string,
  net: string,
  subnets: readonly string[],
  groups: readonly string[],
): readonly HostSpec[] {
  return dice.times(dice.between(2, 4), (index): HostSpec => {
    const subnet = dice.below(subnets.length);
    const some = dice.someOf(groups, 0.4);
    return {
      name: `${name}_h${index}`,
      subnet: subnets[subnet] ?? '',
      address: `${net}.${subnet}.${10 + index}`,
      ipv6Address: undefined,
      groups: some.length > 0 ? some : groups.slice(0, 1),
      hasPublicIp: dice.chance(0.4),
      sourceDestCheck: !dice.chance(0.25),
    };
  });
}

function generateNats(dice: Dice, name: string, subnets: readonly string[]): readonly NatSpec[] {
  const count = dice.between(0, 2);
  return dice.times(count, (index): NatSpec => {
    const isRegional = dice.chance(0.12);
    return {
      name: `${name}_nat${index}`,
      subnet: isRegional ? undefined : subnets[dice.below(subnets.length)],
      // What AWS does with a private one behind another is not documented (NAT-5).
      connectivity: !isRegional && dice.chance(0.1) && count === 1 ? 'private' : 'public',
    };
  });
}

function generateTable(context: VpcContext, name: string, isPublic: boolean): TableSpec {
  const { dice, peer, isMeant, hasInternetGateway } = context;
  const routes = new Map<string, RouteSpec>();
  const nat = context.nats[0];
  if (isMeant && isPublic && hasInternetGateway)
    routes.set('0.0.0.0/0', { destination: '0.0.0.0/0', target: { kind: 'igw' } });
  if (isMeant && !isPublic && nat !== undefined)
    routes.set('0.0.0.0/0', { destination: '0.0.0.0/0', target: { kind: 'nat', name: nat.name } });
  const [translator] = context.hosts;
  if (isMeant && !isPublic && nat === undefined && translator !== undefined)
    routes.set('0.0.0.0/0', { destination: '0.0.0.0/0', target: { kind: 'host', name: translator.name } });
  for (let count = isMeant ? Number(dice.chance(0.3)) : dice.between(0, 4); count > 0; count--) {
    const isDefault = dice.chance(0.55);
    const destination = isDefault ? '0.0.0.0/0' : dice.oneOf(publicPrefixes);
    const target = wayOut(context);
    if (target !== undefined) routes.set(destination, { destination, target });
  }
  const appliance = context.hosts[dice.below(context.hosts.length)];
  if (appliance !== undefined && dice.chance(0.15)) {
    // RT-10: an appliance between subnets, a route inside the local one.
    const destination = dice.oneOf([
      `${context.net}.0.0/16`,
      `${context.net}.1.0/24`,
      `${context.net}.0.0/23`,
    ]);
    routes.set(destination, { destination, target: { kind: 'host', name: appliance.name } });
  }
  if (peer !== undefined && dice.chance(0.75)) {
    const destination = dice.oneOf([`${peer}.0.0/16`, `${peer}.0.0/16`, `${peer}.1.0/24`, `${peer}.0.0/17`]);
    routes.set(destination, { destination, target: { kind: 'peering', name: 'peer' } });
  }
  return { name, routes: [...routes.values()] };
}

function wayOut({ dice, hasInternetGateway, nats, hosts }: VpcContext): RouteSpec['target'] | undefined {
  const nat = nats[dice.below(Math.max(1, nats.length))];
  const host = hosts[dice.below(hosts.length)];
  const ways: RouteSpec['target'][] = [];
  if (hasInternetGateway) ways.push({ kind: 'igw' }, { kind: 'igw' });
  if (nat !== undefined) ways.push({ kind: 'nat', name: nat.name }, { kind: 'nat', name: nat.name });
  if (host !== undefined) ways.push({ kind: 'host', name: host.name });
  return ways[dice.below(Math.max(1, ways.length))];
}

function cidrOf({ dice, net, peer, hosts }: VpcContext): string {
  const host = hosts[dice.below(hosts.length)];
  return dice.oneOf([
    '0.0.0.0/0',
    '0.0.0.0/0',
    `${net}.0.0/16`,
    `${net}.${dice.below(3)}.0/24`,
    `${net}.0.0/23`,
    host === undefined ? '0.0.0.0/0' : `${host.address}/32`,
    peer === undefined ? '8.8.8.0/24' : `${peer}.0.0/16`,
    '128.0.0.0/1',
  ]);
}

/** Edges of what probes use: 443 and 5432; the ports beside them just miss. */
function portsOf(dice: Dice): { readonly from: number; readonly to: number } {
  const [from, to] = dice.oneOf([
    [443, 443],
    [443, 443],
    [0, 65535],
    [444, 5431],
    [443, 5432],
    [5432, 5432],
    [0, 442],
  ] as const);
  return { from, to };
}

function generateGroup(context: VpcContext, name: string, groups: readonly string[]): GroupSpec {
  const { dice } = context;
  const rule = (direction: RuleSpec['direction']): RuleSpec => {
    const kind = dice.oneOf(['cidr', 'cidr', 'cidr', 'group', 'prefix-list']);
    const protocol = dice.oneOf(['tcp', 'tcp', 'tcp', '-1', 'udp'] as const);
    const ports = protocol === '-1' ? { from: 0, to: 0 } : portsOf(dice);
    const service = dice.oneOf(['s3', 'dynamodb']);
    const cidr = cidrOf(context);
    const peer: RuleSpec['peer'] =
      kind === 'cidr'
        ? { kind, cidr }
        : kind === 'group'
          ? { kind, name: groups[dice.below(groups.length)] ?? name }
          : { kind: 'prefix-list', service };
    return { direction, protocol, ...ports, peer };
  };
  const isOpen = dice.chance(context.isMeant ? 0.8 : 0.5);
  const inside: readonly RuleSpec[] =
    context.isMeant && dice.chance(0.35)
      ? [
          {
            direction: 'ingress',
            protocol: '-1',
            from: 0,
            to: 0,
            peer: { kind: 'cidr', cidr: `${context.net}.0.0/16` },
          },
        ]
      : [];
  const all = { protocol: '-1', from: 0, to: 0, peer: { kind: 'cidr', cidr: '0.0.0.0/0' } } as const;
  const egress: readonly RuleSpec[] = isOpen
    ? [{ direction: 'egress', ...all }]
    : dice.times(dice.between(0, 3), () => rule('egress'));
  return {
    name,
    rules: distinct([...inside, ...dice.times(dice.between(0, 3), () => rule('ingress')), ...egress]),
  };
}

function distinct(rules: readonly RuleSpec[]): readonly RuleSpec[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

/** All ephemeral ports or none of them. */
function aclPortsOf(dice: Dice): { readonly from: number; readonly to: number } {
  const [from, to] = dice.oneOf([
    [443, 443],
    [443, 443],
    [0, 65535],
    [80, 443],
    [0, 442],
    [444, 1023],
  ] as const);
  return { from, to };
}

/** Replies come to all ephemeral ports or to none: a part of them would depend on the client's system (NACL-3). */
function generateAcl(context: VpcContext, name: string): AclSpec {
  const { dice } = context;
  const entries: AclEntrySpec[] = [];
  for (const egress of [false, true]) {
    let number = 100;
    const add = (entry: Omit<AclEntrySpec, 'number' | 'egress'>): void => {
      entries.push({ number, egress, ...entry });
      number += 10;
    };
    for (let count = dice.between(0, 2); count > 0; count--) {
      const action = dice.chance(0.5) ? 'deny' : 'allow';
      add({ action, protocol: dice.oneOf(['tcp', 'udp']), cidr: cidrOf(context), ...aclPortsOf(dice) });
    }
    if (dice.chance(0.75))
      add({ action: 'allow', protocol: 'tcp', cidr: '0.0.0.0/0', from: 1024, to: 65535 });
    if (dice.chance(0.6)) add({ action: 'allow', protocol: '-1', cidr: '0.0.0.0/0', from: 0, to: 0 });
  }
  return { name, entries };
}

function generateEndpoints(
  dice: Dice,
  name: string,
  subnets: readonly string[],
  groups: readonly string[],
  tables: readonly string[],
): readonly EndpointSpec[] {
  const endpoints: EndpointSpec[] = [];
  for (const service of ['s3', 'dynamodb'])
    if (dice.chance(0.5))
      endpoints.push({
        name: `${name}_${service}`,
        service,
        type: 'Gateway',
        addressType: 'ipv4',
        hasPrivateDns: false,
        subnets: [],
        groups: [],
        tables: dice.someOf(tables, 0.7),
      });
  if (dice.chance(0.7))
    endpoints.push({
      name: `${name}_secrets`,
      service: 'secretsmanager',
      type: 'Interface',
      addressType: 'ipv4',
      hasPrivateDns: true,
      subnets: dice.chance(0.5) ? subnets.slice(0, 1) : subnets.slice(0, 2),
      groups: [groups[dice.below(groups.length)] ?? ''],
      tables: [],
    });
  return endpoints;
}
