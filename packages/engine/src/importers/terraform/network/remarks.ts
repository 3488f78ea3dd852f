import type { WritingRemark } from '../../../model/network.ts';
import { argumentOf, declaredBy, elementsOf, isAbsent, originOf } from './declared.ts';
import { certain, type Reading } from './reading.ts';

/** Ways of writing that the provider's own pages advise against, and things that only matter to rules. */
export function readRemarks(reading: Reading): readonly WritingRemark[] {
  return [
    ...instanceGroups(reading),
    ...modulesWithoutVersion(reading),
    ...deprecatedArguments(reading),
    ...directoryBuckets(reading),
    ...habits(reading),
  ];
}

/** On an instance of a VPC, `security_groups` replaces it at each apply. */
function instanceGroups(reading: Reading): readonly WritingRemark[] {
  return certain(reading.managed('aws_instance')).flatMap((instance): WritingRemark[] => {
    const declared = declaredBy(instance);
    const isInSubnet = !isAbsent(argumentOf(declared, 'subnet_id'));
    const groups = elementsOf(argumentOf(declared, 'security_groups')).items;
    if (!isInSubnet || groups.length === 0 || !instance.configured.has('security_groups')) return [];
    const origin = originOf(declared, 'security_groups');
    return [
      { kind: 'instance-security-groups', component: instance.address, detail: 'security_groups', origin },
    ];
  });
}

/** A module of a registry whose version is open may be another one tomorrow. */
function modulesWithoutVersion({ configuration }: Reading): readonly WritingRemark[] {
  return configuration.missingModules
    .filter(({ source, version }) => version === undefined && isRegistrySource(source))
    .map(({ address, source, range }) => ({
      kind: 'module-without-version' as const,
      component: address,
      detail: source,
      origin: { kind: 'terraform' as const, address, range },
    }));
}

/** `namespace/name/provider`, with or without a host before it. */
function isRegistrySource(source: string): boolean {
  return /^(?:[\w.-]+\.[a-z]+\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/.*)?$/.test(source);
}

/** Arguments that the provider documents as deprecated, with what takes their place. */
const deprecated: readonly (readonly [type: string, argument: string])[] = [
  ['aws_eip', 'vpc'],
  ['aws_flow_log', 'log_group_name'],
  ['aws_iam_role', 'inline_policy'],
  ['aws_iam_role', 'managed_policy_arns'],
  ['aws_vpc', 'enable_classiclink'],
];

function deprecatedArguments(reading: Reading): readonly WritingRemark[] {
  if (reading.configuration.isOlderProvider === true) return [];
  return deprecated.flatMap(([type, argument]) =>
    certain(reading.managed(type)).flatMap((instance): WritingRemark[] => {
      const declared = declaredBy(instance);
      const value = argumentOf(declared, argument);
      const isWritten = instance.configured.has(argument) && !isAbsent(value);
      if (!isWritten || (value.kind === 'list' && value.items.length === 0)) return [];
      const origin = originOf(declared, argument);
      return [{ kind: 'deprecated-argument', component: instance.address, detail: argument, origin }];
    }),
  );
}

function habits({ configuration }: Reading): readonly WritingRemark[] {
  return (configuration.habits ?? []).map(({ kind, address, range }) => ({
    kind: kind === 'region-name' ? ('deprecated-attribute' as const) : ('ignored-name' as const),
    component: address,
    detail: 'name',
    origin: { kind: 'terraform' as const, address, range },
  }));
}

function directoryBuckets(reading: Reading): readonly WritingRemark[] {
  return certain(reading.managed('aws_s3_directory_bucket')).map((instance) => {
    const origin = originOf(declaredBy(instance));
    return { kind: 'directory-bucket', component: instance.address, detail: 's3express', origin };
  });
}
