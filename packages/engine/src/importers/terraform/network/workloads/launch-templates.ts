import type { Workload } from '../../../../model/workload.ts';
import type { Declared } from '../declared.ts';
import { argumentOf, blocksAt, flagAt, isAbsent } from '../declared.ts';
import { joined, linksAt, type Reading } from '../reading.ts';
import { byFlag, namedResource, type Position } from './workload-base.ts';

/** What an instance or an Auto Scaling group takes from its launch template. */
export interface Launch {
  readonly template: Declared;
  readonly securityGroups: Position['securityGroups'];
  readonly publicIp: Workload['publicIp'];
  /** Of the template's first network interface. */
  readonly subnets: Position['subnets'];
  readonly profile: { readonly declared: Declared; readonly argument: string } | undefined;
}

/** The launch template that a block names, by id or by name. */
export function launchTemplateOf(reading: Reading, declared: Declared, path: string): Launch | undefined {
  const block = blocksAt(declared, path).items[0];
  if (block === undefined) return undefined;
  const template =
    namedResource(reading, block, 'id', ['aws_launch_template'], 'id') ??
    namedResource(reading, block, 'launch_template_id', ['aws_launch_template'], 'id') ??
    namedResource(reading, block, 'name', ['aws_launch_template'], 'name') ??
    namedResource(reading, block, 'launch_template_name', ['aws_launch_template'], 'name');
  return template === undefined ? undefined : readLaunchTemplate(reading, template);
}

export function readLaunchTemplate(reading: Reading, template: Declared): Launch {
  const [first] = blocksAt(template, 'network_interfaces').items;
  const own = linksAt(reading, 'SecurityGroup', template, 'vpc_security_group_ids');
  const [profile] = blocksAt(template, 'iam_instance_profile').items;
  const none = { items: [], unknowns: [] };
  const argument = profile === undefined || isAbsent(argumentOf(profile, 'name')) ? 'arn' : 'name';
  return {
    template,
    securityGroups: joined([
      own,
      first === undefined ? none : linksAt(reading, 'SecurityGroup', first, 'security_groups'),
    ]),
    publicIp: byFlag(first === undefined ? undefined : flagAt(first, 'associate_public_ip_address')),
    subnets: first === undefined ? none : linksAt(reading, 'Subnet', first, 'subnet_id'),
    profile: profile === undefined ? undefined : { declared: profile, argument },
  };
}
