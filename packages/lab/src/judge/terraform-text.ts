import type { AclEntrySpec, ListSpec, NetworkSpec, RouteSpec, RuleSpec, VpcSpec } from './network-spec.ts';

const region = 'ap-northeast-1';

/** The network as a configuration that could be applied, so that a counterexample is a case at once. */
export function terraformText(spec: NetworkSpec): string {
  const lists = new Set(
    spec.vpcs.flatMap(({ groups }) =>
      groups.flatMap(({ rules }) =>
        rules.flatMap(({ peer }) => (peer.kind === 'prefix-list' ? [peer.service] : [])),
      ),
    ),
  );
  return [
    'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "~> 6.24"\n    }\n  }\n}',
    `provider "aws" {\n  region = "${region}"\n}`,
    ...[...lists]
      .sort()
      .map(
        (service) =>
          `data "aws_prefix_list" "${service}" {\n  name = "com.amazonaws.${region}.${service}"\n}`,
      ),
    ...spec.vpcs.flatMap(vpcBlocks),
    ...spec.peerings.map(({ name, from, to }) =>
      block('aws_vpc_peering_connection', name, {
        vpc_id: `aws_vpc.${from}.id`,
        peer_vpc_id: `aws_vpc.${to}.id`,
        auto_accept: 'true',
      }),
    ),
    '',
  ].join('\n\n');
}

type Attributes = Readonly<Record<string, string | undefined>>;

function block(type: string, name: string, attributes: Attributes, nested: readonly string[] = []): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...given.map(([key]) => key.length));
  const lines = given.map(([key, value]) => `  ${key.padEnd(width)} = ${value}`);
  return [`resource "${type}" "${name}" {`, ...lines, ...nested, '}'].join('\n');
}

function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

const quoted = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : `"${text}"`;

function vpcBlocks(vpc: VpcSpec): readonly string[] {
  const id = `aws_vpc.${vpc.name}.id`;
  return [
    block('aws_vpc', vpc.name, {
      cidr_block: quoted(vpc.cidr),
      ipv6_cidr_block: quoted(vpc.ipv6Cidr),
      enable_dns_hostnames: 'true',
    }),
    ...(vpc.secondCidr === undefined
      ? []
      : [
          block('aws_vpc_ipv4_cidr_block_association', vpc.name, {
            vpc_id: id,
            cidr_block: quoted(vpc.secondCidr),
          }),
        ]),
    ...(vpc.lists ?? []).map(listBlock),
    ...(vpc.hasInternetGateway
      ? [block('aws_internet_gateway', vpc.name, { vpc_id: vpc.isDetached ? undefined : id })]
      : []),
    ...(vpc.hasEgressOnlyGateway
      ? [block('aws_egress_only_internet_gateway', vpc.name, { vpc_id: id })]
      : []),
    ...vpc.subnets.flatMap((subnet) => subnetBlocks(subnet, id)),
    ...vpc.tables.map(({ name, routes }) =>
      block(
        'aws_route_table',
        name,
        { vpc_id: id },
        routes.map((route) => routeBlock(route, vpc.name)),
      ),
    ),
    ...vpc.acls.map(({ name, entries }) =>
      block('aws_network_acl', name, { vpc_id: id }, entries.map(aclBlock)),
    ),
    ...vpc.groups.flatMap(({ name, rules }) => [
      block('aws_security_group', name, { vpc_id: id }),
      ...rules.map((rule, index) => ruleBlock(rule, name, index)),
    ]),
    ...vpc.nats.flatMap(({ name, subnet, connectivity }) => natBlocks(name, subnet, connectivity, vpc.name)),
    ...vpc.endpoints.map((endpoint) =>
      block('aws_vpc_endpoint', endpoint.name, {
        vpc_id: id,
        service_name: quoted(
          endpoint.service.includes('.') ? endpoint.service : `com.amazonaws.${region}.${endpoint.service}`,
        ),
        vpc_endpoint_type: quoted(endpoint.type),
        ip_address_type: endpoint.addressType === 'ipv4' ? undefined : quoted(endpoint.addressType),
        private_dns_enabled: endpoint.type === 'Interface' ? String(endpoint.hasPrivateDns) : undefined,
        subnet_ids:
          endpoint.type === 'Interface'
            ? list(endpoint.subnets.map((each) => `aws_subnet.${each}.id`))
            : undefined,
        security_group_ids:
          endpoint.groups.length > 0
            ? list(endpoint.groups.map((each) => `aws_security_group.${each}.id`))
            : undefined,
        route_table_ids:
          endpoint.type === 'Gateway'
            ? list(endpoint.tables.map((each) => `aws_route_table.${each}.id`))
            : undefined,
      }),
    ),
    ...vpc.hosts.map(({ name, subnet, address, ipv6Address, groups, hasPublicIp, sourceDestCheck }) =>
      block('aws_instance', name, {
        ami: '"ami-0123456789abcdef0"',
        instance_type: '"t3.micro"',
        subnet_id: `aws_subnet.${subnet}.id`,
        private_ip: quoted(address),
        ipv6_addresses: ipv6Address === undefined ? undefined : list([`"${ipv6Address}"`]),
        vpc_security_group_ids: list(groups.map((each) => `aws_security_group.${each}.id`)),
        associate_public_ip_address: String(hasPublicIp),
        source_dest_check: String(sourceDestCheck),
      }),
    ),
  ];
}

function subnetBlocks(subnet: VpcSpec['subnets'][number], vpcId: string): readonly string[] {
  const { name, cidr, ipv6Cidr, assignsIpv6, zone, table, acl } = subnet;
  return [
    block('aws_subnet', name, {
      vpc_id: vpcId,
      cidr_block: quoted(cidr),
      ipv6_cidr_block: quoted(ipv6Cidr),
      ipv6_native: cidr === undefined ? 'true' : undefined,
      assign_ipv6_address_on_creation: assignsIpv6 ? 'true' : undefined,
      availability_zone: quoted(`${region}${zone}`),
    }),
    ...(table === undefined
      ? []
      : [
          block('aws_route_table_association', name, {
            subnet_id: `aws_subnet.${name}.id`,
            route_table_id: `aws_route_table.${table}.id`,
          }),
        ]),
    ...(acl === undefined
      ? []
      : [
          block('aws_network_acl_association', name, {
            subnet_id: `aws_subnet.${name}.id`,
            network_acl_id: `aws_network_acl.${acl}.id`,
          }),
        ]),
  ];
}

function routeBlock({ destination, target }: RouteSpec, vpc: string): string {
  const way = wayText(target, vpc);
  const ownList = /^list:(\w+)$/.exec(destination)?.[1];
  const key = destination.includes(':') ? 'ipv6_cidr_block' : 'cidr_block';
  const where =
    ownList === undefined
      ? `${key} = "${destination}"`
      : `destination_prefix_list_id = aws_ec2_managed_prefix_list.${ownList}.id`;
  return `  route {\n    ${where}\n    ${way}\n  }`;
}

function listBlock({ name, entries }: ListSpec): string {
  return block(
    'aws_ec2_managed_prefix_list',
    name,
    { name: quoted(name), address_family: '"IPv4"', max_entries: String(entries.length) },
    entries.map((cidr) => `  entry {\n    cidr = "${cidr}"\n  }`),
  );
}

function wayText(target: RouteSpec['target'], vpc: string): string {
  switch (target.kind) {
    case 'igw':
      return `gateway_id = aws_internet_gateway.${vpc}.id`;
    case 'eigw':
      return `egress_only_gateway_id = aws_egress_only_internet_gateway.${vpc}.id`;
    case 'nat':
      return `nat_gateway_id = aws_nat_gateway.${target.name}.id`;
    case 'host':
      return `network_interface_id = aws_instance.${target.name}.primary_network_interface_id`;
    case 'peering':
      return `vpc_peering_connection_id = aws_vpc_peering_connection.${target.name}.id`;
  }
}

function aclBlock({ number, egress, action, protocol, cidr, from, to }: AclEntrySpec): string {
  const key = cidr.includes(':') ? 'ipv6_cidr_block' : 'cidr_block';
  return [
    `  ${egress ? 'egress' : 'ingress'} {`,
    `    rule_no    = ${number}`,
    `    action     = "${action}"`,
    `    protocol   = "${protocol}"`,
    `    ${key} = "${cidr}"`,
    `    from_port  = ${from}`,
    `    to_port    = ${to}`,
    '  }',
  ].join('\n');
}

function ruleBlock({ direction, protocol, from, to, peer }: RuleSpec, group: string, index: number): string {
  const cidrKey = peer.kind === 'cidr' && peer.cidr.includes(':') ? 'ipv6_cidr_blocks' : 'cidr_blocks';
  return block('aws_security_group_rule', `${group}_${index}`, {
    security_group_id: `aws_security_group.${group}.id`,
    type: quoted(direction),
    protocol: quoted(protocol),
    from_port: String(from),
    to_port: String(to),
    [cidrKey]: peer.kind === 'cidr' ? list([`"${peer.cidr}"`]) : undefined,
    source_security_group_id: peer.kind === 'group' ? `aws_security_group.${peer.name}.id` : undefined,
    prefix_list_ids: listOf(peer),
  });
}

function listOf(peer: RuleSpec['peer']): string | undefined {
  if (peer.kind === 'prefix-list') return list([`data.aws_prefix_list.${peer.service}.id`]);
  return peer.kind === 'own-list' ? list([`aws_ec2_managed_prefix_list.${peer.name}.id`]) : undefined;
}

function natBlocks(
  name: string,
  subnet: string | undefined,
  connectivity: 'public' | 'private',
  vpc: string,
): readonly string[] {
  const isPublic = connectivity === 'public';
  return [
    ...(isPublic ? [block('aws_eip', name, { domain: '"vpc"' })] : []),
    block('aws_nat_gateway', name, {
      subnet_id: subnet === undefined ? undefined : `aws_subnet.${subnet}.id`,
      vpc_id: subnet === undefined ? `aws_vpc.${vpc}.id` : undefined,
      availability_mode: subnet === undefined ? '"regional"' : undefined,
      connectivity_type: subnet === undefined ? undefined : quoted(connectivity),
      allocation_id: isPublic && subnet !== undefined ? `aws_eip.${name}.id` : undefined,
    }),
  ];
}
