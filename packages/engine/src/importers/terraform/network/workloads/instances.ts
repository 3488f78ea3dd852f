import { type Collection, collection, known, type Unknown } from '../../../../base/known.ts';

import { type Id, idOf } from '../../../../model/identity.ts';
import type { NetworkInterface } from '../../../../model/network.ts';
import type { Workload, WorkloadFacts, WorkloadKind } from '../../../../model/workload.ts';
import type { ResourceInstance } from '../../instances.ts';
import {
  argumentOf,
  blockAt,
  blocksAt,
  type Declared,
  declaredBy,
  elementsOf,
  flagAt,
  integerAt,
  isAbsent,
  textAt,
} from '../declared.ts';
import { nameOf } from '../links.ts';
import { interfaceBlocks, ipv6AddressesOf, privateIpsOf } from '../network-interfaces.ts';
import { joined, linkAt, linksAt, type Reading } from '../reading.ts';
import { type ElasticIps, publicIpOfInterfaces, publicIpWith } from './elastic-addresses.ts';
import { type Launch, launchTemplateOf } from './launch-templates.ts';
import { instanceRole, managedPoliciesOf, roleAt, roleFacts, sessionManagerAccess } from './roles.ts';
import { byFlag, namedResource, nowhereWritten, type Position, workloadOf } from './workload-base.ts';

type Interfaces = ReadonlyMap<Id<'NetworkInterface'>, NetworkInterface>;

/** `aws_instance`, `aws_spot_instance_request` and Auto Scaling groups. */
export function readInstances(
  reading: Reading,
  interfaces: Interfaces,
  elasticIps: ElasticIps,
): readonly Workload[] {
  return [
    ...reading
      .managed('aws_instance', 'aws_spot_instance_request')
      .map((instance) => readInstance(reading, instance, interfaces, elasticIps)),
    ...reading.managed('aws_autoscaling_group').map((instance) => readAutoScalingGroup(reading, instance)),
  ];
}

function readInstance(
  reading: Reading,
  instance: ResourceInstance,
  interfaces: Interfaces,
  elasticIps: ElasticIps,
): Workload {
  const declared = declaredBy(instance);
  const launch = launchTemplateOf(reading, declared, 'launch_template');
  const given = givenInterfaces(reading, declared, interfaces);
  const [primary] = given;
  const profile = isAbsent(argumentOf(declared, 'iam_instance_profile')) ? launch?.profile : undefined;
  const holder = profile ?? { declared, argument: 'iam_instance_profile' };
  const { kind, facts } = accessFacts(reading, holder.declared, holder.argument, 'ec2-instance');
  const id = idOf('Instance', nameOf(instance));
  return workloadOf(declared, kind, positionOf(reading, declared, launch, given), {
    publicIp:
      given.length > 0
        ? publicIpOfInterfaces(elasticIps, id, given)
        : publicIpWith(elasticIps, { instance: id }, publicIpOf(declared, launch)),
    ipv6: ipv6Of(declared),
    ...ipv6AddressesOf(declared),
    privateIps: primary?.privateIps.items ?? privateIpsOf(declared).items,
    sourceDestCheck: flagAt(declared, 'source_dest_check') ?? primary?.sourceDestCheck ?? known(true),
    instance: id,
    facts: { ...facts, ...metadataFacts(declared, launch?.template) },
    places: {
      subnets: 'subnet_id',
      securityGroups: isAbsent(argumentOf(declared, 'vpc_security_group_ids'))
        ? 'security_groups'
        : 'vpc_security_group_ids',
      publicIp: 'associate_public_ip_address',
      sourceDestCheck: 'source_dest_check',
    },
  });
}

/** Interfaces that exist apart from the instance, the primary one first. */
function givenInterfaces(
  reading: Reading,
  declared: Declared,
  interfaces: Interfaces,
): readonly NetworkInterface[] {
  return interfaceBlocks(declared).flatMap((block) => {
    const used = linkAt(reading, 'NetworkInterface', block, 'network_interface_id');
    const found = used?.kind === 'known' ? interfaces.get(used.value) : undefined;
    return found === undefined ? [] : [found];
  });
}

function positionOf(
  reading: Reading,
  declared: Declared,
  launch: Launch | undefined,
  given: readonly NetworkInterface[],
): Position {
  const blocks = interfaceBlocks(declared);
  if (blocks.length > 0) return positionOfInterfaces(reading, declared, blocks, given);
  const subnet = linksAt(reading, 'Subnet', declared, 'subnet_id');
  const written = subnet.items.length + subnet.unknowns.length > 0 ? subnet : launch?.subnets;
  const isWritten = written !== undefined && written.items.length + written.unknowns.length > 0;
  return {
    // AWS then takes a default subnet of the default VPC.
    subnets: isWritten ? written : nowhereWritten(declared, 'subnet_id'),
    securityGroups: groupsOf(reading, declared, launch),
  };
}

function positionOfInterfaces(
  reading: Reading,
  declared: Declared,
  blocks: readonly Declared[],
  given: readonly NetworkInterface[],
): Position {
  const unread: Unknown[] = [];
  if (given.length < blocks.length) {
    for (const block of blocks) {
      const used = linkAt(reading, 'NetworkInterface', block, 'network_interface_id');
      unread.push(
        used?.kind === 'unknown'
          ? used.unknown
          : (nowhereWritten(declared, `${block.path}.network_interface_id`).unknowns[0] ?? {
              reason: 'not-given',
              references: [],
            }),
      );
    }
  }
  const subnets = given.map(({ subnet }) => subnet);
  return {
    subnets: collection(
      [...new Set(subnets.flatMap((subnet) => (subnet.kind === 'known' ? [subnet.value] : [])))],
      [...unread, ...subnets.flatMap((subnet) => (subnet.kind === 'unknown' ? [subnet.unknown] : []))],
    ),
    securityGroups: joined([
      ...given.map(({ securityGroups }) => securityGroups),
      collection<Id<'SecurityGroup'>>([], unread),
    ]),
  };
}

/** In a VPC `security_groups` takes ids too; names are those of groups of the default VPC. */
function groupsOf(
  reading: Reading,
  declared: Declared,
  launch: Launch | undefined,
): Position['securityGroups'] {
  const own = joined([
    linksAt(reading, 'SecurityGroup', declared, 'vpc_security_group_ids'),
    groupsByNameOrId(reading, declared),
  ]);
  const isWritten = own.items.length + own.unknowns.length > 0;
  const groups = isWritten || launch === undefined ? own : launch.securityGroups;
  return joined([groups, attachedGroups(reading, declared)]);
}

function groupsByNameOrId(reading: Reading, declared: Declared): Collection<Id<'SecurityGroup'>> {
  const { items } = elementsOf(argumentOf(declared, 'security_groups'));
  const named = items.flatMap((value) => {
    if (value.kind !== 'string' || /^sg-/.test(value.value)) return [];
    const one: Declared = { ...declared, values: new Map([['group', value]]) };
    const group = namedResource(reading, one, 'group', ['aws_security_group'], 'name');
    return group === undefined ? [] : [{ value, id: idOf('SecurityGroup', nameOf(group.instance)) }];
  });
  if (named.length === 0) return linksAt(reading, 'SecurityGroup', declared, 'security_groups');
  return collection(named.map(({ id }) => id));
}

/** `aws_network_interface_sg_attachment` on the instance's own interface. */
function attachedGroups(reading: Reading, declared: Declared): Collection<Id<'SecurityGroup'>> {
  const parts = reading.managed('aws_network_interface_sg_attachment').flatMap((instance) => {
    const attachment = declaredBy(instance);
    const referenced = reading.links.referenced(argumentOf(attachment, 'network_interface_id'));
    const isOwn =
      referenced?.instance.address === declared.instance.address &&
      referenced.path === 'primary_network_interface_id';
    return isOwn ? [linksAt(reading, 'SecurityGroup', attachment, 'security_group_id')] : [];
  });
  return joined(parts);
}

function publicIpOf(declared: Declared, launch: Launch | undefined): Workload['publicIp'] {
  const flag = flagAt(declared, 'associate_public_ip_address');
  return flag === undefined && launch !== undefined ? launch.publicIp : byFlag(flag);
}

/** Does its metadata service refuse what comes without a token? The instance's own block, else its template's. */
function metadataFacts(
  declared: Declared,
  template: Declared | undefined,
): Pick<WorkloadFacts, 'httpTokens'> {
  const own = blockAt(declared, 'metadata_options') ?? (template && blockAt(template, 'metadata_options'));
  const httpTokens = own === undefined ? undefined : textAt(own, 'http_tokens');
  return httpTokens === undefined ? {} : { httpTokens };
}

function ipv6Of(declared: Declared): Workload['ipv6'] {
  const count = integerAt(declared, 'ipv6_address_count');
  if (count?.kind === 'unknown') return count;
  if (count !== undefined) return known(count.value > 0 ? 'yes' : 'no');
  const addresses = elementsOf(argumentOf(declared, 'ipv6_addresses'));
  return known(addresses.items.length > 0 ? 'yes' : 'by-subnet');
}

/** Who can use the instance through Session Manager is in its role's policies. */
function accessFacts(
  reading: Reading,
  declared: Declared,
  argument: string,
  otherwise: WorkloadKind,
): { readonly kind: WorkloadKind; readonly facts: WorkloadFacts } {
  const named = roleAt(declared, argument, 'instance');
  const role = instanceRole(reading, declared, argument);
  const facts = roleFacts(reading, [named], [role]);
  const access = role === undefined ? 'no' : sessionManagerAccess(managedPoliciesOf(reading, role));
  return { kind: access === 'yes' ? 'ec2-session-manager' : otherwise, facts: withDoubt(facts, access) };
}

/** An instance whose policies are not all known may be managed by Session Manager: that is a remark. */
function withDoubt(facts: WorkloadFacts, access: 'yes' | 'no' | 'maybe'): WorkloadFacts {
  return access === 'maybe' ? { ...facts, unknowns: facts.managedPolicyArns?.unknowns ?? [] } : facts;
}

function readAutoScalingGroup(reading: Reading, instance: ResourceInstance): Workload {
  const declared = declaredBy(instance);
  const launch = launchOf(reading, declared);
  const subnets = linksAt(reading, 'Subnet', declared, 'vpc_zone_identifier');
  const isWritten = subnets.items.length + subnets.unknowns.length > 0;
  const { kind, facts } =
    launch?.profile === undefined
      ? { kind: 'auto-scaling-group' as const, facts: {} }
      : accessFacts(reading, launch.profile.declared, launch.profile.argument, 'auto-scaling-group');
  const position: Position = {
    subnets: isWritten ? subnets : nowhereWritten(declared, 'vpc_zone_identifier'),
    securityGroups:
      launch?.securityGroups ??
      collection<Id<'SecurityGroup'>>([], nowhereWritten(declared, 'launch_template').unknowns),
  };
  return workloadOf(declared, kind, position, {
    publicIp: launch?.publicIp ?? known('by-subnet'),
    facts,
    places: { subnets: 'vpc_zone_identifier' },
  });
}

/** Its launch template, that of a mixed instances policy, or its launch configuration. */
export function launchOf(reading: Reading, group: Declared): Launch | undefined {
  const own = launchTemplateOf(reading, group, 'launch_template');
  if (own !== undefined) return own;
  const [mixed] = blocksAt(group, 'mixed_instances_policy').items;
  const [inner] = mixed === undefined ? [] : blocksAt(mixed, 'launch_template').items;
  if (inner !== undefined) return launchTemplateOf(reading, inner, 'launch_template_specification');
  const old = namedResource(reading, group, 'launch_configuration', ['aws_launch_configuration'], 'name');
  if (old === undefined) return undefined;
  return {
    template: old,
    securityGroups: linksAt(reading, 'SecurityGroup', old, 'security_groups'),
    publicIp: byFlag(flagAt(old, 'associate_public_ip_address')),
    subnets: collection<Id<'Subnet'>>([]),
    profile: { declared: old, argument: 'iam_instance_profile' },
  };
}
