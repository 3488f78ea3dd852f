import { type Known, known, type Reference, type Unknown, unknown } from '../../../base/known.ts';
import { type Diagnostic, diagnose } from '../../../diagnostics/diagnostic.ts';
import { notAnId, wrongKindOfThing } from '../../../diagnostics/kinds/network-values.ts';
import { type Id, type IdKind, idOf, type Origin } from '../../../model/identity.ts';
import type { ResourceInstance } from '../instances.ts';
import type { Value } from '../values/value.ts';

/** What names a thing: the resource type that declares it, and the attributes that are its identity. */
interface Identity {
  readonly kind: IdKind;
  readonly attributes: readonly string[];
}

const idAndArn = ['id', 'arn'];

/** Managed resources and data sources alike. */
const identities: Readonly<Record<string, Identity>> = {
  aws_customer_gateway: { kind: 'CustomerGateway', attributes: idAndArn },
  aws_default_network_acl: { kind: 'NetworkAcl', attributes: idAndArn },
  aws_default_route_table: { kind: 'RouteTable', attributes: idAndArn },
  aws_default_security_group: { kind: 'SecurityGroup', attributes: ['id', 'arn', 'name'] },
  aws_default_subnet: { kind: 'Subnet', attributes: idAndArn },
  aws_default_vpc: { kind: 'Vpc', attributes: idAndArn },
  aws_ec2_carrier_gateway: { kind: 'CarrierGateway', attributes: idAndArn },
  aws_ec2_managed_prefix_list: { kind: 'PrefixList', attributes: idAndArn },
  aws_ec2_transit_gateway: { kind: 'TransitGateway', attributes: idAndArn },
  aws_ec2_transit_gateway_vpc_attachment: { kind: 'TransitGatewayAttachment', attributes: idAndArn },
  aws_egress_only_internet_gateway: { kind: 'EgressOnlyInternetGateway', attributes: ['id'] },
  aws_eip: { kind: 'ElasticIp', attributes: ['id', 'allocation_id', 'arn'] },
  aws_instance: { kind: 'Instance', attributes: idAndArn },
  aws_internet_gateway: { kind: 'InternetGateway', attributes: ['id', 'arn', 'internet_gateway_id'] },
  aws_nat_gateway: { kind: 'NatGateway', attributes: ['id'] },
  aws_network_acl: { kind: 'NetworkAcl', attributes: idAndArn },
  aws_network_interface: { kind: 'NetworkInterface', attributes: idAndArn },
  aws_prefix_list: { kind: 'PrefixList', attributes: ['id', 'prefix_list_id'] },
  aws_route53_resolver_endpoint: { kind: 'ResolverEndpoint', attributes: idAndArn },
  aws_route53_resolver_rule: { kind: 'ResolverRule', attributes: ['id', 'arn', 'resolver_rule_id'] },
  aws_route53_zone: { kind: 'HostedZone', attributes: ['id', 'zone_id', 'arn'] },
  aws_route_table: { kind: 'RouteTable', attributes: ['id', 'arn', 'route_table_id'] },
  aws_security_group: { kind: 'SecurityGroup', attributes: ['id', 'arn', 'name'] },
  aws_service_discovery_private_dns_namespace: { kind: 'HostedZone', attributes: ['hosted_zone', 'id'] },
  aws_spot_instance_request: { kind: 'Instance', attributes: ['spot_instance_id'] },
  aws_subnet: { kind: 'Subnet', attributes: idAndArn },
  aws_vpc: { kind: 'Vpc', attributes: idAndArn },
  aws_vpc_endpoint: { kind: 'VpcEndpoint', attributes: idAndArn },
  aws_vpc_peering_connection: { kind: 'VpcPeeringConnection', attributes: ['id'] },
  aws_vpn_gateway: { kind: 'VpnGateway', attributes: idAndArn },
};

/** How AWS spells ids. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
const spellings: Readonly<Partial<Record<IdKind, { readonly example: string; readonly pattern: RegExp }>>> = {
  EgressOnlyInternetGateway: { example: 'eigw-…', pattern: /^eigw-/ },
  ElasticIp: { example: 'eipalloc-…', pattern: /^eipalloc-/ },
  HostedZone: { example: 'Z…', pattern: /^Z[0-9A-Z]+$/ },
  Instance: { example: 'i-…', pattern: /^i-/ },
  InternetGateway: { example: 'igw-…', pattern: /^igw-/ },
  NatGateway: { example: 'nat-…', pattern: /^nat-/ },
  NetworkAcl: { example: 'acl-…', pattern: /^acl-/ },
  NetworkInterface: { example: 'eni-…', pattern: /^eni-/ },
  PrefixList: { example: 'pl-…', pattern: /^pl-/ },
  ResolverRule: { example: 'rslvr-rr-…', pattern: /^rslvr-(autodefined-)?rr-/ },
  RouteTable: { example: 'rtb-…', pattern: /^rtb-/ },
  SecurityGroup: { example: 'sg-…', pattern: /^sg-/ },
  Subnet: { example: 'subnet-…', pattern: /^subnet-/ },
  TransitGateway: { example: 'tgw-…', pattern: /^tgw-/ },
  Vpc: { example: 'vpc-…', pattern: /^vpc-/ },
  VpcEndpoint: { example: 'vpce-…', pattern: /^vpce-/ },
  VpcPeeringConnection: { example: 'pcx-…', pattern: /^pcx-/ },
  VpnGateway: { example: 'vgw-…', pattern: /^vgw-/ },
};

/** The default table, ACL and group that AWS makes with each VPC, by the VPC's attribute that names it. */
const defaultsOfVpc: Readonly<Record<string, 'RouteTable' | 'NetworkAcl' | 'SecurityGroup'>> = {
  main_route_table_id: 'RouteTable',
  default_route_table_id: 'RouteTable',
  default_network_acl_id: 'NetworkAcl',
  default_security_group_id: 'SecurityGroup',
};

/** Which resource takes over a default thing, and by which argument it names the VPC or the thing. */
const takeovers: Readonly<Record<string, { readonly kind: IdKind; readonly by: string }>> = {
  aws_default_route_table: { kind: 'RouteTable', by: 'default_route_table_id' },
  aws_default_network_acl: { kind: 'NetworkAcl', by: 'default_network_acl_id' },
  aws_default_security_group: { kind: 'SecurityGroup', by: 'vpc_id' },
};

/** Where a link is written, for problems. */
export type Report = (diagnostic: Diagnostic) => void;

/** Follows references from one instance to another (LINK): ids, pass-through attributes, literal ids. */
export class Links {
  private readonly instances: ReadonlyMap<string, ResourceInstance>;
  private readonly report: Report;
  /** `RouteTable aws_vpc.main` → the resource that took the default thing over. */
  private readonly taken: ReadonlyMap<string, ResourceInstance>;

  constructor(instances: Iterable<ResourceInstance>, report: Report) {
    this.instances = new Map([...instances].map((instance) => [instance.address, instance]));
    this.report = report;
    this.taken = new Map([...this.instances.values()].flatMap((instance) => this.takeoverOf(instance)));
  }

  private takeoverOf(instance: ResourceInstance): [string, ResourceInstance][] {
    const takeover = takeovers[instance.type];
    if (takeover === undefined || instance.mode === 'data' || !isCertain(instance)) return [];
    const vpc = this.vpcTakenBy(instance);
    return vpc === undefined ? [] : [[`${takeover.kind} ${vpc.address}`, instance]];
  }

  /** The VPC whose default thing this resource manages. */
  private vpcTakenBy(instance: ResourceInstance): ResourceInstance | undefined {
    const value = instance.values.get(takeovers[instance.type]?.by ?? '');
    const reference = value === undefined ? undefined : exactReference(value);
    if (reference === undefined || reference.address === instance.address)
      return this.onlyDefaultVpc(instance);
    const vpc = this.instances.get(reference.address);
    return vpc?.type === 'aws_vpc' || vpc?.type === 'aws_default_vpc' ? vpc : undefined;
  }

  /** `aws_default_security_group` without `vpc_id` manages the one of the Region's default VPC. */
  private onlyDefaultVpc(instance: ResourceInstance): ResourceInstance | undefined {
    if (instance.type !== 'aws_default_security_group') return undefined;
    const found = [...this.instances.values()].filter(({ type }) => type === 'aws_default_vpc');
    return found.length === 1 ? found[0] : undefined;
  }

  vpcOfDefault(instance: ResourceInstance): Known<Id<'Vpc'>> | undefined {
    const vpc = this.vpcTakenBy(instance);
    return vpc === undefined || !isCertain(vpc) ? undefined : known(idOf('Vpc', nameOf(vpc)));
  }

  /** Id of a VPC's default route table, network ACL or security group, managed or not. */
  defaultOf<Kind extends 'RouteTable' | 'NetworkAcl' | 'SecurityGroup'>(
    kind: Kind,
    vpc: ResourceInstance,
  ): Id<Kind> {
    const taken = this.taken.get(`${kind} ${vpc.address}`);
    if (taken !== undefined) return idOf(kind, nameOf(taken));
    const attribute = { RouteTable: 'default_route_table_id', NetworkAcl: 'default_network_acl_id' }[
      kind as 'RouteTable' | 'NetworkAcl'
    ];
    return idOf(kind, `${nameOf(vpc)}.${attribute ?? 'default_security_group_id'}`);
  }

  /** The instance that a value stands for exactly, and which attribute of it. */
  referenced(value: Value): { readonly instance: ResourceInstance; readonly path: string } | undefined {
    const reference = exactReference(value);
    const instance = reference === undefined ? undefined : this.instances.get(reference.address);
    return instance === undefined || reference === undefined ? undefined : { instance, path: reference.path };
  }

  instanceAt(address: string): ResourceInstance | undefined {
    return this.instances.get(address);
  }

  /** The thing that a value names. `undefined` = the value is null: there is no such link. */
  link<Kind extends IdKind>(kind: Kind, value: Value, origin: Origin): Known<Id<Kind>> | undefined {
    if (value.kind === 'null') return undefined;
    if (value.kind === 'string')
      return value.value === '' ? undefined : this.literal(kind, value.value, origin);
    if (value.kind !== 'unknown')
      return unknown({ reason: 'invalid', references: [], range: rangeOf(origin) });
    const reference = exactReference(value);
    const found = reference === undefined ? undefined : this.follow(kind, reference, origin);
    return found ?? unknown(withRange(value.unknown, origin));
  }

  private literal<Kind extends IdKind>(kind: Kind, written: string, origin: Origin): Known<Id<Kind>> {
    const spelling = spellings[kind];
    const text = written.startsWith('arn:') ? (written.split('/').at(-1) ?? written) : written;
    if (spelling === undefined || spelling.pattern.test(text)) return known(idOf(kind, text));
    this.report(diagnose(notAnId, { written, expected: spelling.example }, rangeOf(origin)));
    return unknown({ reason: 'invalid', references: [], range: rangeOf(origin) });
  }

  private follow<Kind extends IdKind>(
    kind: Kind,
    reference: Reference,
    origin: Origin,
  ): Known<Id<Kind>> | undefined {
    const instance = this.instances.get(reference.address);
    if (instance === undefined || !isCertain(instance)) return undefined;
    const identity = identities[instance.type];
    if (identity?.attributes.includes(reference.path)) {
      if (identity.kind === kind) return known(idOf(kind, nameOf(instance)));
      return this.wrongKind(kind, reference, origin);
    }
    return this.derived(kind, instance, reference.path);
  }

  private wrongKind(kind: IdKind, { address, path }: Reference, origin: Origin): undefined {
    this.report(
      diagnose(wrongKindOfThing, { reference: `${address}.${path}`, expected: kind }, rangeOf(origin)),
    );
    return undefined;
  }

  /** Attributes by which one thing names another one. */
  private derived<Kind extends IdKind>(
    kind: Kind,
    instance: ResourceInstance,
    path: string,
  ): Known<Id<Kind>> | undefined {
    const { type } = instance;
    if ((type === 'aws_vpc' || type === 'aws_default_vpc') && defaultsOfVpc[path] === kind) {
      return known(idOf(kind, this.defaultOf(defaultsOfVpc[path], instance)));
    }
    if (path === 'vpc_id' && kind === 'Vpc' && takeovers[type] !== undefined) {
      const vpc = this.vpcOfDefault(instance);
      return vpc?.kind === 'known' ? known(idOf(kind, vpc.value)) : undefined;
    }
    if (type === 'aws_vpc_peering_connection_accepter' && path === 'id')
      return this.through(kind, instance, 'vpc_peering_connection_id');
    if (
      type === 'aws_eks_cluster' &&
      path.endsWith('cluster_security_group_id') &&
      kind === 'SecurityGroup'
    ) {
      return known(idOf(kind, clusterSecurityGroup(instance)));
    }
    return undefined;
  }

  private through<Kind extends IdKind>(
    kind: Kind,
    instance: ResourceInstance,
    path: string,
  ): Known<Id<Kind>> | undefined {
    const value = instance.values.get(path);
    const reference = value === undefined ? undefined : exactReference(value);
    const target = reference === undefined ? undefined : this.instances.get(reference.address);
    return target === undefined || !isCertain(target) ? undefined : known(idOf(kind, nameOf(target)));
  }
}

/** The security group that EKS makes for each cluster. */
export function clusterSecurityGroup(cluster: ResourceInstance): string {
  return `${nameOf(cluster)}.vpc_config[0].cluster_security_group_id`;
}

/** The kind of thing that an instance declares; `undefined` = nothing of the model. */
export function kindOf({ type }: ResourceInstance): IdKind | undefined {
  return identities[type]?.kind;
}

/** Its address; for a data source that was asked for by a literal id, that id. */
export function nameOf(instance: ResourceInstance): string {
  const id = instance.mode === 'data' ? instance.values.get('id') : undefined;
  return id?.kind === 'string' && id.value !== '' ? id.value : instance.address;
}

/** `module.a["k"].aws_subnet.x[0]` → `module.a.aws_subnet.x`. */
export function withoutKeys(address: string): string {
  return address.replace(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]|\[\*\]/g, '');
}

export function isCertain(instance: ResourceInstance): boolean {
  return instance.multiplicity === 'one';
}

/**
 * The one attribute that an unknown value stands for, unchanged. A text that was cut or joined refers to
 * something too, but is not it: such a value has no template of exactly one piece.
 */
export function exactReference(value: Value): Reference | undefined {
  if (value.kind !== 'unknown') return undefined;
  const { template, references } = value.unknown;
  if (template !== undefined) {
    const [piece] = template;
    return template.length === 1 && typeof piece === 'object' ? piece : undefined;
  }
  return value.type.kind === 'dynamic' && references.length === 1 ? references[0] : undefined;
}

function rangeOf(origin: Origin): Unknown['range'] & object {
  if (origin.kind === 'terraform') return origin.range;
  throw new Error('bug: a Terraform reader has Terraform origins');
}

function withRange(what: Unknown, origin: Origin): Unknown {
  return what.range === undefined ? { ...what, range: rangeOf(origin) } : what;
}
