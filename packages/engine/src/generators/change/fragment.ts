import { compareText } from '../../base/ordered.ts';
import { type Diagnostic, diagnose, type Language, type Read } from '../../diagnostics/diagnostic.ts';
import { notInFragment } from '../../diagnostics/kinds/writing.ts';
import { formatPrefix } from '../../ip/address.ts';
import type {
  AddNatGateway,
  AddSecurityGroupRule,
  NetworkChange,
  ProposedEndpoint,
} from '../../model/change.ts';
import type { Id } from '../../model/identity.ts';
import type { Network } from '../../model/network.ts';
import { stackText } from '../cdk/write-cdk.ts';
import { pascal } from '../cloudformation/logical-ids.ts';
import { noEgress } from '../cloudformation/security-groups.ts';
import {
  type Json,
  type Template,
  type TemplateParameter,
  type TemplateResource,
  templateDocument,
} from '../cloudformation/template.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { wordsOf } from '../words/words-of.ts';
import { subjectOf } from './satisfied.ts';

export type FragmentFormat = 'cloudformation' | 'cdk';

/**
 * What a change adds, as a template of its own: what is there already comes in by parameters.
 *
 * Changes of things that are there are told: another template declares them.
 */
export function writeFragment(
  network: Network,
  changes: readonly NetworkChange[],
  format: FragmentFormat,
  language: Language,
): Read<readonly GeneratedFile[]> {
  const fragment = new Fragment(network);
  for (const change of changes) fragment.add(change);
  const template = fragment.template(wordsOf(language).changeHeader);
  const files = template.resources.length === 0 ? [] : [fileOf(template, format)];
  return { value: files, diagnostics: fragment.diagnostics };
}

function fileOf(template: Template, format: FragmentFormat): GeneratedFile {
  if (format === 'cdk')
    return { path: 'naisen-endpoints.ts', text: `// ${template.description}\n${stackText(template)}` };
  return { path: 'naisen-endpoints.json', text: `${JSON.stringify(templateDocument(template), null, 2)}\n` };
}

type ParameterKind = 'Vpc' | 'Subnet' | 'RouteTable' | 'SecurityGroup' | 'PrefixList';

const parameterTypes: Readonly<Record<ParameterKind, string>> = {
  Vpc: 'AWS::EC2::VPC::Id',
  Subnet: 'AWS::EC2::Subnet::Id',
  RouteTable: 'String',
  SecurityGroup: 'AWS::EC2::SecurityGroup::Id',
  PrefixList: 'String',
};

const patterns: Readonly<Partial<Record<ParameterKind, string>>> = {
  RouteTable: '^rtb-[0-9a-f]+$',
  PrefixList: '^pl-[0-9a-f]+$',
};

class Fragment {
  readonly diagnostics: Diagnostic[] = [];
  readonly #network: Network;
  readonly #parameters: Map<string, TemplateParameter> = new Map();
  readonly #resources: Map<string, TemplateResource> = new Map();

  constructor(network: Network) {
    this.#network = network;
  }

  template(description: string): Template {
    const parameters = [...this.#parameters.values()];
    return {
      description,
      parameters: parameters.toSorted((a, b) => compareText(a.logicalId, b.logicalId)),
      resources: [...this.#resources.values()],
      outputs: [],
    };
  }

  add(change: NetworkChange): void {
    switch (change.kind) {
      case 'add-endpoint':
        this.#addEndpoint(change.endpoint);
        return;
      case 'add-security-group-rule':
        this.#addRule(change);
        return;
      case 'add-nat-gateway':
        this.#addNatGateway(change);
        return;
      default:
        this.diagnostics.push(diagnose(notInFragment, { what: subjectOf(change) }, undefined));
    }
  }

  /** A thing that is there, by a parameter that is named after it. */
  #parameter(kind: ParameterKind, id: string): Json {
    const logicalId = logicalName(kind, id);
    const allowedPattern = patterns[kind];
    const standard = /^(?:vpc|subnet|rtb|sg|pl)-[0-9a-f]+$/.test(id) ? id : undefined;
    const type = parameterTypes[kind];
    this.#parameters.set(logicalId, { logicalId, type, description: id, standard, allowedPattern });
    return { Ref: logicalId };
  }

  #resource(logicalId: string, type: string, properties: Readonly<Record<string, Json>>): void {
    this.#resources.set(logicalId, { logicalId, type, properties, dependsOn: [] });
  }

  #addEndpoint(endpoint: ProposedEndpoint): void {
    const several = [...this.#network.vpcs.keys()].length > 1 ? logicalName('Vpc', endpoint.vpc) : '';
    const places =
      endpoint.type === 'Gateway'
        ? { RouteTableIds: endpoint.routeTables.map((id) => this.#parameter('RouteTable', id)) }
        : {
            SubnetIds: endpoint.subnets.map((id) => this.#parameter('Subnet', id)),
            SecurityGroupIds: [this.#groupOf(endpoint)],
            PrivateDnsEnabled: endpoint.privateDnsEnabled,
          };
    const policy: Json | undefined = endpoint.policy === undefined ? undefined : JSON.parse(endpoint.policy);
    const [before = '', after = ''] = endpoint.serviceName.split(/\.(?:[a-z]{2}(?:-[a-z]+)+-\d)\./);
    const isRegional = after !== '';
    this.#resource(
      `${pascal(endpoint.service.replaceAll('.', '_'))}Endpoint${several}`,
      'AWS::EC2::VPCEndpoint',
      {
        VpcId: this.#parameter('Vpc', endpoint.vpc),
        ServiceName: isRegional ? { 'Fn::Sub': `${before}.\${AWS::Region}.${after}` } : endpoint.serviceName,
        VpcEndpointType: endpoint.type,
        ...places,
        ...(policy === undefined ? {} : { PolicyDocument: policy }),
      },
    );
  }

  #groupOf({ securityGroup, vpc, callers }: ProposedEndpoint): Json {
    if (securityGroup !== undefined) return this.#parameter('SecurityGroup', securityGroup);
    const fresh = this.#newGroup(vpc);
    for (const group of this.#groupsOf(callers)) this.#rule(fresh, 'ingress', 443, group ?? 'vpc', vpc);
    return { 'Fn::GetAtt': [fresh, 'GroupId'] };
  }

  /** Once for each VPC. */
  #newGroup(vpc: Id<'Vpc'>): string {
    const logicalId = endpointGroup(vpc);
    if (!this.#resources.has(logicalId)) {
      this.#resource(logicalId, 'AWS::EC2::SecurityGroup', {
        GroupDescription: 'HTTPS from workloads to VPC endpoints',
        VpcId: this.#parameter('Vpc', vpc),
        SecurityGroupEgress: [noEgress],
      });
    }
    return logicalId;
  }

  /** `undefined` = the groups of a caller are not known: its addresses are admitted. */
  #groupsOf(callers: readonly Id<'Workload'>[]): readonly (Id<'SecurityGroup'> | undefined)[] {
    const groups = callers.flatMap((caller): readonly (Id<'SecurityGroup'> | undefined)[] => {
      const own = this.#network.workloads.get(caller)?.securityGroups;
      return own === undefined || own.items.length === 0 || own.unknowns.length > 0 ? [undefined] : own.items;
    });
    const isOpen = groups.length === 0 || groups.includes(undefined);
    return isOpen ? [undefined] : [...new Set(groups)].toSorted((a, b) => compareText(a ?? '', b ?? ''));
  }

  #rule(
    group: string,
    direction: 'ingress' | 'egress',
    port: number,
    peer: Id<'SecurityGroup'> | 'vpc',
    vpc: Id<'Vpc'>,
  ): void {
    const side = direction === 'ingress' ? 'Source' : 'Destination';
    const peers: readonly (readonly [string, Readonly<Record<string, Json>>])[] =
      peer === 'vpc'
        ? (this.#network.vpcs.get(vpc)?.ipv4Cidrs.items ?? []).map((cidr, i) => [
            i === 0 ? 'Vpc' : `Vpc${i + 1}`,
            { CidrIp: formatPrefix(cidr) },
          ])
        : [
            [
              logicalName('SecurityGroup', peer),
              { [`${side}SecurityGroupId`]: this.#parameter('SecurityGroup', peer) },
            ],
          ];
    for (const [word, property] of peers) this.#ruleResource(group, direction, port, word, property);
  }

  #ruleResource(
    group: string,
    direction: 'ingress' | 'egress',
    port: number,
    word: string,
    peer: Readonly<Record<string, Json>>,
  ): void {
    const kind = direction === 'ingress' ? 'Ingress' : 'Egress';
    const own = this.#resources.has(group);
    const groupId: Json = own ? { 'Fn::GetAtt': [group, 'GroupId'] } : { Ref: group };
    const name = `${group}${direction === 'ingress' ? 'From' : 'To'}${word}${port === 443 ? '' : port}`;
    this.#resource(name, `AWS::EC2::SecurityGroup${kind}`, {
      GroupId: groupId,
      IpProtocol: 'tcp',
      FromPort: port,
      ToPort: port,
      ...peer,
    });
  }

  #addRule({ securityGroup, direction, port, peer }: AddSecurityGroupRule): void {
    const fresh = [...this.#network.vpcs.keys()].find((vpc) => securityGroup === `endpoint-group@${vpc}`);
    const group = fresh === undefined ? logicalName('SecurityGroup', securityGroup) : this.#newGroup(fresh);
    if (fresh === undefined) this.#parameter('SecurityGroup', securityGroup);
    const side = direction === 'ingress' ? 'Source' : 'Destination';
    switch (peer.kind) {
      case 'security-group':
        this.#rule(group, direction, port, peer.securityGroup, fresh ?? firstOf(this.#network));
        return;
      case 'vpc':
        this.#rule(group, direction, port, 'vpc', peer.vpc);
        return;
      case 'new-endpoints': {
        const target = this.#newGroup(peer.vpc);
        const id = { [`${side}SecurityGroupId`]: { 'Fn::GetAtt': [target, 'GroupId'] } };
        this.#ruleResource(group, direction, port, target, id);
        return;
      }
      case 'prefix-list': {
        const id = { [`${side}PrefixListId`]: this.#parameter('PrefixList', peer.prefixList) };
        this.#ruleResource(group, direction, port, logicalName('PrefixList', peer.prefixList), id);
      }
    }
  }

  #addNatGateway({ subnet, routeTables }: AddNatGateway): void {
    const place = logicalName('Subnet', subnet);
    this.#resource(`NatAddress${place}`, 'AWS::EC2::EIP', { Domain: 'vpc' });
    this.#resource(`NatGateway${place}`, 'AWS::EC2::NatGateway', {
      AllocationId: { 'Fn::GetAtt': [`NatAddress${place}`, 'AllocationId'] },
      SubnetId: this.#parameter('Subnet', subnet),
    });
    for (const table of routeTables) {
      this.#resource(`NatRoute${logicalName('RouteTable', table)}`, 'AWS::EC2::Route', {
        RouteTableId: this.#parameter('RouteTable', table),
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: { Ref: `NatGateway${place}` },
      });
    }
  }
}

function endpointGroup(vpc: Id<'Vpc'>): string {
  return `EndpointGroup${logicalName('Vpc', vpc)}`;
}

function firstOf(network: Network): Id<'Vpc'> {
  const [vpc] = network.vpcs.keys();
  if (vpc === undefined) throw new Error('bug: a rule of a group in a network without a VPC');
  return vpc;
}

/** `PrivateX0Subnet` of `module.a.aws_subnet.private[0]`; letters and digits only. */
function logicalName(kind: ParameterKind, id: string): string {
  const words = id
    .replaceAll(/\b(?:module|data)\./g, '')
    .replaceAll(/\baws_[a-z_]+\./g, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_');
  return `${pascal(words.replaceAll(/^_|_$/g, ''))}${kind}`;
}
