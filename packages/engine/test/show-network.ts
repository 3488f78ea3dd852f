import { type Collection, formatReference, type Known, type Unknown } from '../src/base/known.ts';
import { formatIpv4, formatPrefix } from '../src/ip/address.ts';
import type {
  Network,
  NetworkAcl,
  NetworkAclEntry,
  RouteTable,
  RouteTarget,
  SecurityGroupPeer,
  SecurityGroupRule,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '../src/model/network.ts';
import type { Workload } from '../src/model/workload.ts';

/** A network as short lines, everything but places: what tests compare. */
export function showNetwork(network: Network): string {
  const lines = [
    ...[...network.vpcs.values()].map(showVpc),
    ...[...network.subnets.values()].map(showSubnet),
    ...[...network.routeTables.values()].flatMap(showRouteTable),
    ...[...network.securityGroups.values()].flatMap(showSecurityGroup),
    ...[...network.networkAcls.values()].flatMap(showNetworkAcl),
    ...[...network.prefixLists.values()].map(
      (list) =>
        `prefix list ${list.id} (${list.owner}) ${showKnown(list.name)}: ${showPrefixes(list.entries)}`,
    ),
    ...[...network.internetGateways.values()].map((each) => `igw ${each.id} of ${showKnown(each.vpc)}`),
    ...[...network.egressOnlyInternetGateways.values()].map(
      (each) => `eigw ${each.id} of ${showKnown(each.vpc)}`,
    ),
    ...[...network.natGateways.values()].map(
      (nat) =>
        `nat ${nat.id} ${showKnown(nat.connectivityType)} ${showKnown(nat.availabilityMode)} in ${showKnown(nat.subnet ?? nat.vpc)} by ${showKnown(nat.elasticIp)}`,
    ),
    ...[...network.elasticIps.values()].map(
      (each) => `eip ${each.id} on ${showKnown(each.instance ?? each.networkInterface)}`,
    ),
    ...[...network.networkInterfaces.values()].map(
      (each) =>
        `eni ${each.id} in ${showKnown(each.subnet)} with ${showIds(each.securityGroups)} of ${showKnown(each.instance)} check ${showKnown(each.sourceDestCheck)}`,
    ),
    ...[...network.vpcEndpoints.values()].map(showVpcEndpoint),
    ...[...network.hostedZones.values()].flatMap((zone) => [
      `zone ${zone.id} ${showKnown(zone.name)} in ${zone.vpcs === undefined ? 'public' : showIds(zone.vpcs)}`,
      ...zone.records.items.map(
        (record) =>
          `  ${record.type} ${showKnown(record.name)} = ${[...record.values.items, record.alias === undefined ? '' : showKnown(record.alias), record.endpoint ?? ''].filter((text) => text !== '').join(', ')}`,
      ),
      ...showUnknowns(zone.records.unknowns),
    ]),
    ...[...network.resolverRules.values()].map(
      (rule) =>
        `resolver rule ${rule.id} ${showKnown(rule.ruleType)} ${showKnown(rule.domainName)} in ${showIds(rule.vpcs)}`,
    ),
    ...[...network.vpcPeeringConnections.values()].map(
      (each) =>
        `peering ${each.id} ${showKnown(each.requester)} and ${showKnown(each.accepter)} accepted ${showKnown(each.accepted)}`,
    ),
    ...[...network.transitGateways.values()].map(
      (each) =>
        `tgw ${each.id}: ${each.attachments.items.map((at) => `${showKnown(at.vpc)} by ${showIds(at.subnets)}`).join('; ')}`,
    ),
    ...network.flowLogs.map(
      (log) => `flow log ${log.address} of ${showKnown(log.vpc ?? log.subnet)} ${showKnown(log.trafficType)}`,
    ),
    ...network.blockPublicAccess.map((each) => `bpa ${showKnown(each.mode)} but ${showIds(each.excluded)}`),
    ...[...network.workloads.values()].map(showWorkload),
    ...network.gaps.map(
      (gap) => `gap ${gap.code} ${gap.construct} touches ${gap.touches.join(' ') || 'nothing'}`,
    ),
  ];
  return lines.join('\n');
}

export function showKnown(fact: Known<unknown> | undefined): string {
  if (fact === undefined) return '-';
  return fact.kind === 'known' ? String(fact.value) : showUnknown(fact.unknown);
}

/** `?aws_subnet.x[*].id`, or the reason when nothing is named. */
export function showUnknown({ reason, references }: Unknown): string {
  return `?${references.length === 0 ? reason : references.map(formatReference).join('+')}`;
}

function showUnknowns(unknowns: readonly Unknown[]): readonly string[] {
  return unknowns.map((unknown) => `  ${showUnknown(unknown)}`);
}

function showIds(ids: Collection<string>): string {
  return [...ids.items, ...ids.unknowns.map(showUnknown)].join(' ') || 'nothing';
}

function showPrefixes(prefixes: Collection<Parameters<typeof formatPrefix>[0]>): string {
  if (prefixes.items.length > 8) return `${prefixes.items.length} prefixes`;
  return showIds({ items: prefixes.items.map(formatPrefix), unknowns: prefixes.unknowns });
}

function showVpc(vpc: Vpc): string {
  const dns = `${showKnown(vpc.enableDnsSupport)}/${showKnown(vpc.enableDnsHostnames)}`;
  const options = vpc.dhcpOptions;
  const servers =
    options === undefined
      ? ''
      : ` servers ${options.kind === 'known' ? showIds(options.value.domainNameServers) : showKnown(options)}`;
  const ipv6 =
    vpc.ipv6Cidrs.items.length + vpc.ipv6Cidrs.unknowns.length > 0 ? ` ${showPrefixes(vpc.ipv6Cidrs)}` : '';
  const rest = `main ${showKnown(vpc.mainRouteTable)} acl ${showKnown(vpc.defaultNetworkAcl)} sg ${showKnown(vpc.defaultSecurityGroup)}`;
  return `vpc ${vpc.id} ${showKnown(vpc.region)} ${showPrefixes(vpc.ipv4Cidrs)}${ipv6} dns ${dns}${servers} ${rest}`;
}

function showPrefix(fact: Known<Parameters<typeof formatPrefix>[0]> | undefined): string {
  return fact?.kind === 'known' ? formatPrefix(fact.value) : showKnown(fact);
}

function showSubnet(subnet: Subnet): string {
  const links = [
    subnet.routeTable === undefined ? '' : ` table ${showKnown(subnet.routeTable.target)}`,
    subnet.networkAcl === undefined ? '' : ` acl ${showKnown(subnet.networkAcl.target)}`,
    subnet.mapPublicIpOnLaunch.kind === 'known' && !subnet.mapPublicIpOnLaunch.value
      ? ''
      : ` public ${showKnown(subnet.mapPublicIpOnLaunch)}`,
    subnet.ipv6Cidr === undefined ? '' : ` ${showPrefix(subnet.ipv6Cidr)}`,
  ];
  return `subnet ${subnet.id} ${showPrefix(subnet.ipv4Cidr)} ${showKnown(subnet.availabilityZone)} of ${showKnown(subnet.vpc)}${links.join('')}`;
}

function showRouteTable(table: RouteTable): readonly string[] {
  return [
    `table ${table.id} of ${showKnown(table.vpc)}${table.edgeOf.map((edge) => ` edge of ${showKnown(edge.target)}`).join('')}`,
    ...table.routes.items.map(({ destination, target }) => {
      const to =
        destination.kind === 'prefix'
          ? formatPrefix(destination.prefix)
          : destination.kind === 'prefix-list'
            ? destination.prefixList
            : showUnknown(destination.unknown);
      return `  ${to} -> ${showTarget(target)}`;
    }),
    ...showUnknowns(table.routes.unknowns),
    ...table.propagatingVpnGateways.items.map((id) => `  propagates ${id}`),
  ];
}

function showTarget(target: RouteTarget): string {
  switch (target.kind) {
    case 'local':
      return 'local';
    case 'unknown':
      return showUnknown(target.unknown);
    case 'carrier-gateway':
    case 'local-gateway':
    case 'core-network':
    case 'odb-network':
      return `${target.kind} ${target.name}`;
    default:
      return `${target.kind} ${target.id}`;
  }
}

const protocols: Readonly<Record<string, string>> = { '-1': 'all', '6': 'tcp', '17': 'udp', '1': 'icmp' };

function showPorts(rule: Pick<SecurityGroupRule, 'protocol' | 'fromPort' | 'toPort'>): string {
  const protocol = protocols[showKnown(rule.protocol)] ?? showKnown(rule.protocol);
  return `${protocol} ${showKnown(rule.fromPort)}-${showKnown(rule.toPort)}`;
}

function showPeer(peer: SecurityGroupPeer): string {
  switch (peer.kind) {
    case 'prefix':
      return formatPrefix(peer.prefix);
    case 'prefix-list':
      return peer.prefixList;
    case 'security-group':
      return peer.securityGroup;
    case 'unknown':
      return showUnknown(peer.unknown);
  }
}

function showSecurityGroup(
  group: Network['securityGroups'] extends ReadonlyMap<infer _Id, infer Group> ? Group : never,
): readonly string[] {
  return [
    `sg ${group.id} of ${showKnown(group.vpc)}`,
    ...group.ingress.items.map((rule) => `  in ${showPorts(rule)} ${showPeer(rule.peer)}`),
    ...group.ingress.unknowns.map((unknown) => `  in ${showUnknown(unknown)}`),
    ...group.egress.items.map((rule) => `  out ${showPorts(rule)} ${showPeer(rule.peer)}`),
    ...group.egress.unknowns.map((unknown) => `  out ${showUnknown(unknown)}`),
  ];
}

function showEntry(entry: NetworkAclEntry): string {
  const way = entry.egress ? 'out' : 'in';
  return `  ${way} ${showKnown(entry.ruleNumber)} ${showKnown(entry.action)} ${showPorts(entry)} ${showPrefix(entry.cidr)}`;
}

function showNetworkAcl(acl: NetworkAcl): readonly string[] {
  return [
    `acl ${acl.id} of ${showKnown(acl.vpc)}`,
    ...acl.entries.items.map(showEntry),
    ...showUnknowns(acl.entries.unknowns),
  ];
}

function showVpcEndpoint(endpoint: VpcEndpoint): string {
  const tables = {
    items: endpoint.routeTables.items.map(({ target }) => showKnown(target)),
    unknowns: endpoint.routeTables.unknowns,
  };
  const parts =
    endpoint.type.kind === 'known' && endpoint.type.value === 'Gateway'
      ? [`on ${showIds(tables)}`, `list ${endpoint.prefixList ?? '-'}`]
      : [
          `in ${showIds(endpoint.subnets)}`,
          `with ${showIds(endpoint.securityGroups)}`,
          `dns ${showKnown(endpoint.privateDnsEnabled)}`,
        ];
  const policy = endpoint.policy === undefined ? [] : ['policy'];
  return [
    `endpoint ${endpoint.id}`,
    showKnown(endpoint.type),
    showKnown(endpoint.serviceName),
    ...parts,
    ...policy,
  ].join(' ');
}

function showWorkload(workload: Workload): string {
  const parts = [
    `workload ${workload.id} ${workload.kind} "${workload.name}"`,
    `in ${showIds(workload.subnets)}`,
    `with ${showIds(workload.securityGroups)}`,
    `public ${showKnown(workload.publicIp)}`,
    ...(workload.sourceDestCheck.kind === 'known' && workload.sourceDestCheck.value ? [] : ['forwards']),
    ...(workload.privateIps.length === 0 ? [] : [workload.privateIps.map(formatIpv4).join(' ')]),
    ...(workload.facts.images ?? []).map((image) => `image ${image.registry} ${showKnown(image.region)}`),
    ...(workload.facts.logDrivers ?? []).map(
      (log) => `log ${showKnown(log.driver)} ${showKnown(log.region)}`,
    ),
    ...(workload.facts.secrets ?? []).map((secret) => `secret ${showKnown(secret.valueFrom)}`),
    ...(workload.facts.managedPolicyArns === undefined
      ? []
      : [`policies ${showIds(workload.facts.managedPolicyArns)}`]),
    ...(workload.facts.unknowns ?? []).map(showUnknown),
  ];
  return parts.join(' ');
}

/** The lines of one thing and what hangs on it, or of all things of a kind: `table aws_route_table.a`. */
export function showOnly(network: Network, start: string): readonly string[] {
  const lines = showNetwork(network).split('\n');
  const shown: string[] = [];
  let isInside = false;
  for (const line of lines) {
    isInside = line.startsWith('  ') ? isInside : line === start || line.startsWith(`${start} `);
    if (isInside) shown.push(line);
  }
  return shown;
}
