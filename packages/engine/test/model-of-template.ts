import { logicalIdOf } from '../src/generators/cloudformation/logical-ids.ts';
import type { Stack, StackId } from '../src/model/stack.ts';
import type { Summary } from './model-of-stack.ts';

/** A second reading of CloudFormation templates, in the words of `summaryOfStack`. */

type Json = string | number | boolean | undefined | readonly Json[] | { readonly [name: string]: Json };

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, Json>>;
  readonly DependsOn?: readonly string[];
}

export interface TemplateJson {
  readonly Parameters?: Readonly<Record<string, Json>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Json }>>;
}

/** What a template says of the network: the parts of `summaryOfStack` that CloudFormation has. */
export function summaryOfTemplate(template: TemplateJson, stack: Stack): Summary {
  return new TemplateReader(template, stack).summary();
}

class TemplateReader {
  readonly #resources: readonly (readonly [string, Resource])[];
  readonly #addresses: ReadonlyMap<string, string>;
  readonly #stack: Stack;

  constructor(template: TemplateJson, stack: Stack) {
    this.#stack = stack;
    this.#resources = Object.entries(template.Resources);
    const ids = Object.values(stack).flatMap((things) => (Array.isArray(things) ? idsOf(things) : []));
    this.#addresses = new Map(ids.map((id) => [logicalIdOf(id), id]));
  }

  summary(): Summary {
    const cidrs = new Map(this.#of('EC2::VPCCidrBlock').map(([, p]) => [this.#id(p.VpcId), p]));
    const associations = new Map(
      this.#of('EC2::SubnetRouteTableAssociation').map(([, p]) => [
        this.#id(p.SubnetId),
        this.#id(p.RouteTableId),
      ]),
    );
    return {
      region: this.#stack.region,
      vpcs: this.#byAddress('EC2::VPC', (p, id) => [
        this.#name(p),
        p.CidrBlock,
        cidrs.has(id) ? 'IPv6' : 'no IPv6',
        p.EnableDnsSupport,
        p.EnableDnsHostnames,
      ]),
      subnets: this.#byAddress('EC2::Subnet', (p, id) => [
        this.#name(p),
        this.#id(p.VpcId),
        this.#text(p.AvailabilityZone),
        p.CidrBlock,
        p.Ipv6CidrBlock === undefined ? 'no IPv6' : `IPv6 of ${this.#vpcOfBlock(p.Ipv6CidrBlock)}`,
        p.MapPublicIpOnLaunch === true,
        associations.get(id) ?? 'main table',
      ]),
      tables: this.#byAddress('EC2::RouteTable', (p, id) => [
        this.#id(p.VpcId),
        this.#routesOf(id),
        this.#propagationsOf(id),
      ]),
      groups: this.#byAddress('EC2::SecurityGroup', (p, id) => [
        p.GroupName,
        this.#id(p.VpcId),
        this.#rulesOf(p, id),
      ]),
      gateways: this.#gateways(),
      endpoints: this.#byAddress('EC2::VPCEndpoint', (p) => this.#endpoint(p)),
      roles: this.#byAddress('IAM::Role', (p, id) => this.#role(p, id)),
      workloads: this.#workloads(),
    };
  }

  #of(type: string): readonly (readonly [string, Readonly<Record<string, Json>>])[] {
    return this.#resources
      .filter(([, resource]) => resource.Type === `AWS::${type}`)
      .map(([logicalId, resource]) => [
        this.#addresses.get(logicalId) ?? logicalId,
        resource.Properties ?? {},
      ]);
  }

  #byAddress(type: string, describe: (p: Readonly<Record<string, Json>>, id: string) => unknown): Summary {
    return Object.fromEntries(this.#of(type).map(([id, properties]) => [id, describe(properties, id)]));
  }

  #name(properties: Readonly<Record<string, Json>>): Json {
    const tags = properties.Tags as readonly { Key: string; Value: string }[];
    return tags.find(({ Key }) => Key === 'Name')?.Value;
  }

  /** The address of what `Ref` or `Fn::GetAtt` names. */
  #id(value: Json): string {
    const [logicalId] = named(value);
    return this.#addresses.get(logicalId) ?? logicalId;
  }

  #ids(value: Json): readonly string[] {
    return ((value ?? []) as readonly Json[]).map((item) => this.#id(item)).toSorted();
  }

  #vpcOfBlock(value: Json): string {
    return this.#id(
      JSON.parse(/\{"Fn::GetAtt":\[[^\]]*\]\}/.exec(JSON.stringify(value))?.[0] ?? '{}') as Json,
    );
  }

  #routesOf(table: string): readonly string[] {
    const kinds: readonly (readonly [string, string])[] = [
      ['NatGatewayId', 'nat-gateway'],
      ['InstanceId', 'instance'],
      ['EgressOnlyInternetGatewayId', 'egress-only-internet-gateway'],
    ];
    return this.#of('EC2::Route')
      .filter(([, p]) => this.#id(p.RouteTableId) === table)
      .map(([, p]) => {
        const destination = p.DestinationCidrBlock ?? p.DestinationIpv6CidrBlock;
        const gateway = p.GatewayId === undefined ? undefined : this.#id(p.GatewayId);
        const [name = 'GatewayId', kind] = kinds.find(([property]) => p[property] !== undefined) ?? [];
        const word = gateway?.startsWith('aws_vpn') === true ? 'vpn-gateway' : 'internet-gateway';
        return `${destination} to ${kind ?? word} ${this.#id(p[name])}`;
      })
      .toSorted();
  }

  #propagationsOf(table: string): readonly string[] {
    return this.#of('EC2::VPNGatewayRoutePropagation')
      .filter(([, p]) => this.#ids(p.RouteTableIds).includes(table))
      .map(([, p]) => this.#id(p.VpnGatewayId))
      .toSorted();
  }

  #rulesOf(properties: Readonly<Record<string, Json>>, group: string): readonly string[] {
    const inline = (properties.SecurityGroupEgress ?? []) as readonly Readonly<Record<string, Json>>[];
    const beside = (type: 'Egress' | 'Ingress'): readonly string[] =>
      this.#of(`EC2::SecurityGroup${type}`)
        .filter(([, p]) => this.#id(p.GroupId) === group)
        .map(([, p]) => this.#rule(type.toLowerCase(), p));
    // An empty list, too, would get AWS's own rule that allows everything.
    if (inline.length === 0) return ['egress everything'];
    const real = inline.filter((rule) => rule.CidrIp !== '255.255.255.255/32');
    return [
      ...real.map((rule) => this.#rule('egress', rule)),
      ...beside('Egress'),
      ...beside('Ingress'),
    ].toSorted();
  }

  #rule(direction: string, rule: Readonly<Record<string, Json>>): string {
    const protocol = { tcp: 6, udp: 17 }[String(rule.IpProtocol)] ?? rule.IpProtocol;
    const side = direction === 'ingress' ? 'Source' : 'Destination';
    const list = rule[`${side}PrefixListId`];
    const group = rule[`${side}SecurityGroupId`];
    const other =
      list !== undefined
        ? `list of aws_vpc_endpoint.${named(list)[0]
            .replace(/PrefixList$/, '')
            .toLowerCase()}`
        : group === undefined
          ? (rule.CidrIp ?? rule.CidrIpv6)
          : this.#id(group);
    return `${direction} ${protocol} ${rule.FromPort ?? 0}-${rule.ToPort ?? 65_535} ${other}`;
  }

  #gateways(): readonly string[] {
    const attached = new Map(
      this.#of('EC2::VPCGatewayAttachment').map(([, p]) => [
        this.#id(p.InternetGatewayId ?? p.VpnGatewayId),
        this.#id(p.VpcId),
      ]),
    );
    return [
      ...this.#of('EC2::InternetGateway').map(([id]) => `${id} of ${attached.get(id)}`),
      ...this.#of('EC2::EgressOnlyInternetGateway').map(([id, p]) => `${id} of ${this.#id(p.VpcId)}`),
      ...this.#of('EC2::NatGateway').map(
        ([id, p]) => `${id} in ${this.#id(p.SubnetId)} by ${this.#id(p.AllocationId)}`,
      ),
      ...this.#of('EC2::EIP').map(
        ([id, p]) => `${id} of ${p.InstanceId === undefined ? 'nothing' : this.#id(p.InstanceId)}`,
      ),
    ].toSorted();
  }

  #endpoint(p: Readonly<Record<string, Json>>): unknown {
    const common = [this.#name(p), this.#id(p.VpcId), p.VpcEndpointType, this.#text(p.ServiceName)];
    if (p.VpcEndpointType === 'Gateway') return [...common, this.#ids(p.RouteTableIds)];
    const options = p.DnsOptions as Readonly<Record<string, Json>> | undefined;
    const inbound = options?.PrivateDnsOnlyForInboundResolverEndpoint;
    return [
      ...common,
      this.#ids(p.SubnetIds),
      this.#ids(p.SecurityGroupIds),
      p.PrivateDnsEnabled,
      inbound === undefined ? 'not said' : inbound === 'OnlyInboundResolver',
      p.IpAddressType ?? 'ipv4',
    ];
  }

  #role(p: Readonly<Record<string, Json>>, id: string): unknown {
    const inline = this.#of('IAM::RolePolicy').filter(([, policy]) => this.#id(policy.RoleName) === id);
    return [
      p.RoleName,
      this.#deep(p.AssumeRolePolicyDocument),
      inline.map(([, policy]) => this.#deep(policy.PolicyDocument)),
      ((p.ManagedPolicyArns ?? []) as readonly Json[]).map((arn) => this.#text(arn)).toSorted(),
    ];
  }

  /** A document with its intrinsic functions replaced by the text that they make. */
  #deep(value: Json): Json {
    if (Array.isArray(value)) return value.map((item: Json) => this.#deep(item));
    if (typeof value !== 'object') return value;
    const [first] = Object.keys(value);
    if (first === 'Ref' || first?.startsWith('Fn::') === true) return this.#text(value);
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.#deep(item)]));
  }

  /** Text in the marks of `summaryOfStack`: `⟦aws_s3_bucket.files.arn⟧`. */
  #text(value: Json): string {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || Array.isArray(value)) return String(value);
    const { 'Fn::Sub': template, 'Fn::Join': joined } = value as Readonly<Record<string, Json>>;
    if (typeof template === 'string') return this.#substituted(template);
    if (Array.isArray(joined)) {
      const [between, items] = joined as unknown as readonly [string, readonly Json[]];
      return items.map((item) => this.#text(item)).join(between);
    }
    const [logicalId, attribute] = named(value);
    return this.#part(attribute === undefined ? logicalId : `${logicalId}.${attribute}`);
  }

  #substituted(template: string): string {
    // The reading of AWS's page: `${!x}` is the literal `${x}`, every other `${x}` stands for something.
    const done = template.replaceAll(/\$\{(!?)([^}]*)\}|\$\{!/g, (whole, literal: string, name: string) =>
      literal === undefined || literal === '!' ? whole.replace('${!', () => '${') : this.#part(name),
    );
    const logGroup = /arn:aws:logs:[^:]*:⟦[^⟧]*⟧:log-group:⟦(aws_cloudwatch_log_group\.\w+)\.ref⟧/g;
    return done.replaceAll(logGroup, (_, address: string) => `⟦${address}.arn⟧`);
  }

  #part(name: string): string {
    if (name === 'AWS::Region') return this.#stack.region;
    if (name === 'AWS::Partition') return 'aws';
    if (name === 'AWS::AccountId') return '⟦data.aws_caller_identity.current.account_id⟧';
    const [logicalId = '', attribute = 'ref'] = name.split('.');
    const address = this.#addresses.get(logicalId) ?? logicalId;
    const type = address.split('.')[0] ?? '';
    const word = words[`${type} ${attribute}`] ?? attribute;
    const known = word === 'name' ? this.#nameOf(address) : undefined;
    return known ?? `⟦${address}.${word}⟧`;
  }

  /** Names that stand in the template itself. */
  #nameOf(address: string): string | undefined {
    const { repositories, tables, logGroups, clusters } = this.#stack;
    return [...repositories, ...tables, ...logGroups, ...clusters].find(({ id }) => id === address)?.name;
  }

  #workloads(): Summary {
    const tasks = new Map(this.#of('ECS::TaskDefinition'));
    return {
      ...this.#byAddress('ECS::Service', (p) =>
        this.#service(p, tasks.get(this.#id(p.TaskDefinition)) ?? {}),
      ),
      ...this.#byAddress('EC2::Instance', (p, id) => this.#instance(p, id)),
      ...this.#byAddress('Lambda::Function', (p) => this.#function(p)),
    };
  }

  #service(p: Readonly<Record<string, Json>>, task: Readonly<Record<string, Json>>): unknown {
    const network = p.NetworkConfiguration as { AwsvpcConfiguration: Readonly<Record<string, Json>> };
    const place = network.AwsvpcConfiguration;
    const containers = task.ContainerDefinitions as readonly Readonly<Record<string, Json>>[];
    const pairs = (name: string): readonly Readonly<Record<string, Json>>[] =>
      containers.flatMap((container) => (container[name] ?? []) as readonly Readonly<Record<string, Json>>[]);
    const roles = [task.ExecutionRoleArn, task.TaskRoleArn].filter((role) => role !== undefined);
    return [
      p.ServiceName,
      this.#ids(place.Subnets),
      this.#ids(place.SecurityGroups),
      place.AssignPublicIp === 'ENABLED' ? 'yes' : 'no',
      containers.map(({ Image }) => this.#text(Image)),
      pairs('Environment')
        .map(({ Name, Value }) => `${Name}=${this.#text(Value)}`)
        .toSorted(),
      pairs('Secrets')
        .map(({ ValueFrom }) => this.#text(ValueFrom))
        .toSorted(),
      containers.map(({ LogConfiguration }) => (LogConfiguration === undefined ? 'no log' : 'awslogs')),
      roles.map((role) => this.#id(role)).toSorted(),
      p.EnableExecuteCommand === true,
    ];
  }

  #instance(p: Readonly<Record<string, Json>>, id: string): unknown {
    const [nic] = (p.NetworkInterfaces ?? []) as readonly Readonly<Record<string, Json>>[];
    const hasAddress = this.#of('EC2::EIP').some(
      ([, address]) => address.InstanceId !== undefined && this.#id(address.InstanceId) === id,
    );
    const asked = nic === undefined ? 'by-subnet' : nic.AssociatePublicIpAddress === true ? 'yes' : 'no';
    return [
      this.#name(p),
      [this.#id(nic?.SubnetId ?? p.SubnetId)],
      this.#ids(nic?.GroupSet ?? p.SecurityGroupIds),
      hasAddress ? 'yes' : asked,
      p.SourceDestCheck !== false,
    ];
  }

  #function(p: Readonly<Record<string, Json>>): unknown {
    const place = p.VpcConfig as Readonly<Record<string, Json>>;
    const code = p.Code as Readonly<Record<string, Json>>;
    const environment = p.Environment as { Variables: Readonly<Record<string, Json>> } | undefined;
    return [
      p.FunctionName,
      this.#ids(place.SubnetIds),
      this.#ids(place.SecurityGroupIds),
      'no',
      code.ImageUri === undefined ? [] : [this.#text(code.ImageUri)],
      Object.entries(environment?.Variables ?? {})
        .map(([name, value]) => `${name}=${this.#text(value)}`)
        .toSorted(),
      [this.#id(p.Role)],
    ];
  }
}

const words: Readonly<Record<string, string>> = {
  'aws_cloudwatch_log_group ref': 'ref',
  'aws_api_gateway_rest_api ref': 'id',
  'aws_dynamodb_table Arn': 'arn',
  'aws_dynamodb_table ref': 'name',
  'aws_ecr_repository RepositoryUri': 'repository_url',
  'aws_s3_bucket Arn': 'arn',
  'aws_s3_bucket ref': 'id',
  'aws_secretsmanager_secret ref': 'arn',
};

function named(value: Json): readonly [string, string?] {
  const object = value as Readonly<Record<string, Json>>;
  const attribute = object['Fn::GetAtt'] as readonly [string, string] | undefined;
  return attribute ?? [String(object.Ref)];
}

function idsOf(
  things: readonly { readonly id?: StackId; readonly taskDefinition?: StackId }[],
): readonly string[] {
  return things.flatMap(({ id, taskDefinition }) =>
    [id, taskDefinition].filter((each) => each !== undefined),
  );
}
